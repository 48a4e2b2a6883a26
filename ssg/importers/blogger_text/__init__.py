"""The text of a Blogger entry → blocks of HTML, ready for Markdown."""
