"""Atlassian Statuspage: its API, its feeds and captures of both become our content."""
