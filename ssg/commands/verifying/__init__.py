"""`ssg verify`: whether the site answers for the old one."""
