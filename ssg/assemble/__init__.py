"""Stage: entries, authors and conversations to a site. Pure."""
