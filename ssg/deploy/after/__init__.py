"""What comes after a deploy: asking the living site, and telling others."""
