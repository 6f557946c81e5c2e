"""Words on their way into content/: what was meant, whether it fits, and a safe way to the disk."""
