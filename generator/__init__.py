"""Fogbell: incidents written as Markdown in, a static status page out."""

__version__ = "0.1.0"
