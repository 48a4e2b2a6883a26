"""Files of the author's, written whole or not at all."""
