"""Stage: a site to the complete list of its output files, each with its view. Pure."""
