"""What `ssg theme check` finds in templates and words."""
