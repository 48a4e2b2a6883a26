"""The HTML of an old post to Markdown: block by block, each only where it says the same."""

from ssg.importers.markdown.convert import Block, Converted, to_markdown

__all__ = ["Block", "Converted", "to_markdown"]
