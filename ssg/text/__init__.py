"""Pure helpers on strings. Imports nothing of ssg."""
