"""Text from elsewhere: cleaned, and as Markdown that shows the same words."""
