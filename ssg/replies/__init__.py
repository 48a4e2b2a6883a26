"""Answers that readers gave elsewhere or by letter → the comments files of the site."""
