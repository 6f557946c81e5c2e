"""cState: a checkout of its site, config.yml and content/issues, becomes our content."""
