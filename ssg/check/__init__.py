"""Stage: what is wrong, as diagnostics. Pure."""
