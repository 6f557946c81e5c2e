"""From a build to its origins: nothing goes backwards, whatever dies or races on the way."""
