"""Stage: one planned output to its bytes. Pure."""
