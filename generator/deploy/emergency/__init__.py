"""A truthful page on every origin in seconds, made of a text and of what is there already."""
