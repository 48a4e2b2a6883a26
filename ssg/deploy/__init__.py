"""Shell: putting the output where readers find it."""
