"""Shell: the live preview."""
