"""The verbs of the command line with their options; what each does is loaded when it is used."""
