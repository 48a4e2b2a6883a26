"""Shell: the verbs of the command line, a folder or a module for each."""
