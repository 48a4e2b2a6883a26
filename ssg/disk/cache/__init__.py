"""What builds remember, in `.ssg-cache/` beside the site."""
