"""Which elements stand in a flow of blocks, which in a line of text."""

from ssg.text.html import BLOCKS

MEDIA = frozenset({"iframe", "object", "video", "audio", "canvas", "embed", "map", "script"})
"""Things that stand for themselves, even where they were put into a paragraph."""

FLOW = (BLOCKS | MEDIA | {"style", "noscript", "template", "marquee", "footnotes", "footnote"}) - {
    "canvas"
}
"""Elements that end a paragraph."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})

CONTAINERS = frozenset(
    """article aside blockquote body center details dialog div fieldset footer form header hgroup
    main nav noscript search section""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements whose content is a flow of blocks: bare text in them makes paragraphs."""

MIXED = frozenset(
    {"footnote", "li", "dd", "td", "th", "figcaption", "caption", "dt", "summary", "legend"}
)
"""Elements that hold a line of text or a flow of blocks."""

PHRASES = frozenset(
    """strong em u s del ins sup sub code small big mark q cite abbr kbd samp var dfn span b i
    strike tt font a""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements of text, which say nothing when there is no text in them."""

OPAQUE = frozenset({"script", "style", "template", "textarea", "iframe", "svg", "math", "noembed"})
"""Elements whose content is not for us to touch."""
