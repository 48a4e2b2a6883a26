"""Shortcodes as they are written: `[name key="value" word]`, `[name]inner[/name]`, `[[name]]`."""

import re
from collections.abc import Mapping

from ssg.importers.wordpress_text.code_names import is_code
from ssg.model.record import dataclass
from ssg.text.html import unescape

KNOWN = frozenset(
    """audio caption dailymotion efn_note embed fn footnote gallery gist googlevideo latex mfn
    playlist ref soundcloud ted tweet twitter-tweet video videopress vimeo wp_caption wpvideo
    youtube""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Names that mean a shortcode even without values, besides those of code."""

_TAG = re.compile(r"\[(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<values>(?:[\s=/][^\[\]]*+)?)\]")
_VALUE = re.compile(
    r"""(?P<key>[\w-]++)\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"']++))"""
    r"""|"(?P<double_word>[^"]*+)"|'(?P<single_word>[^']*+)'|(?P<word>\S++)"""
)
_QUOTED_BY_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "″": '"', "„": '"', "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Tag:
    """`[name …]`, `[/name]` or `[name … /]` in a text, from `start` to `end`."""

    name: str
    written_values: str
    start: int
    end: int
    is_end: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode: values by name, words without one, and the text within (None without an end)."""

    name: str
    values: Mapping[str, str]
    words: tuple[str, ...]
    written: str
    inner: str | None = None
    inner_start: int = 0


def is_known(name: str) -> bool:
    """Tell whether a name means a shortcode wherever it stands in brackets."""
    return name in KNOWN or is_code(name)


def read_tag(text: str, start: int) -> Tag | None:
    """Return the tag whose bracket is at `start`, if its form is that of one."""
    found = _TAG.match(text, start)
    if found is None or "\n\n" in found["values"]:
        return None
    values = found["values"]
    # The slash that ends an address does not end the shortcode.
    is_empty = values == "/" or values.endswith((" /", '"/', "'/"))
    return Tag(
        name=found["name"],
        written_values=values[:-1] if is_empty else values,
        start=start,
        end=found.end(),
        is_end=bool(found["end"]),
        is_empty=is_empty,
    )


def has_named_values(written: str) -> bool:
    """Tell whether what follows a name holds `key="value"` and no tag."""
    return "=" in written and "<" not in written and bool(read_values(written)[0])


def read_values(written: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the values by name and the words without a name, entities decoded."""
    values: dict[str, str] = {}
    words: list[str] = []
    if written.startswith("="):
        # `[youtube=https://…]`, as WordPress.com writes it.
        return {}, (unescape(written[1:].strip().strip("\"'")),)
    for found in _VALUE.finditer(written.translate(_QUOTED_BY_TYPOGRAPHY)):
        group = found.lastgroup or ""
        value = unescape(found[group])
        if found["key"] and found.start("key") == found.start():
            values.setdefault(found["key"].lower(), value)
        else:
            words.append(value)
    return values, tuple(words)
