"""What a product's own servers show while it is down: the files, and the settings to use them."""
