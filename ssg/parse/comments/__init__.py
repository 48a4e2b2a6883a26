"""The conversation under an entry, from its file."""
