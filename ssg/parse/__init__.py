"""Stage: one source file to one value, without a look at any other file. Pure."""
