"""Response headers: how long files may be kept, and what pages may load."""
