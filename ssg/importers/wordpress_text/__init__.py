"""A WordPress body, as the database has it → blocks of HTML and what was met on the way."""
