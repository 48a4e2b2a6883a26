"""What is decided of a blog as a whole: where everything goes, and what it is called."""
