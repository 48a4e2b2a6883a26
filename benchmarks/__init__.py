"""How fast the program is, beside others on the same blog."""
