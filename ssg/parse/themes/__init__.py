"""What a theme says of itself."""
