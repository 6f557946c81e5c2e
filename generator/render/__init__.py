"""Words, Markdown and themes: how views become pages."""
