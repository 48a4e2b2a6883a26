"""What was decided → the texts of files."""
