"""The plan of a move: what a writer does by hand, in order, for the host that is left."""
