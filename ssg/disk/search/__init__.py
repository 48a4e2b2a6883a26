"""The search index: the program that makes it, and where its files are kept."""
