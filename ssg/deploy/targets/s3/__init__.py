"""Buckets of Amazon S3 and those who speak as it does."""
