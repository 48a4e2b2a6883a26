"""How fast the program is, beside Hugo on the same blog."""
