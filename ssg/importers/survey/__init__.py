"""The first reading of an export: what is decided by, and nothing else, in little memory."""
