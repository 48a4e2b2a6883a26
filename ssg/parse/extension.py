"""What the Markdown of a site is made of, as one value: the seam for more of it."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass
from ssg.parse.shortcodes import SHORTCODES, Shortcode


@dataclass(frozen=True, slots=True)
class MarkdownExtension:
    """Python-Markdown extensions, by entry point or module name in order, and shortcodes."""

    markdown: tuple[str, ...] = ()
    shortcodes: Mapping[str, Shortcode] = field(default_factory=dict)


BUILTIN = MarkdownExtension(
    markdown=(
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
        "markdown.extensions.abbr",
        "markdown.extensions.sane_lists",
    ),
    shortcodes=SHORTCODES,
)
"""What every site has. Footnotes, tables, code and quotations are parts of the parser itself."""
