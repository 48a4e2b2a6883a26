"""Posts and pages: front matter and text."""
