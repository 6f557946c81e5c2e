"""Feeds: history.*, updates.* and one for each component, each as Atom, RSS and JSON Feed."""
