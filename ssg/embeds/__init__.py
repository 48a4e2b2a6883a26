"""Answers of services about one thing there → the record of its card: pure."""
