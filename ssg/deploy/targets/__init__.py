"""The kinds of places that a site is published to, one module or folder each."""
