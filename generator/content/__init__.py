"""Text <-> model: the only package that knows the formats of files."""
