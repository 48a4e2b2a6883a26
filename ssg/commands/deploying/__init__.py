"""`ssg deploy` and `ssg rollback`: the built site on its way to readers."""
