"""`ssg comments`: what readers answered, into files of the site."""
