"""Foreign exports to content files, as values. Pure."""
