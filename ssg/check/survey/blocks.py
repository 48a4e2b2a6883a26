"""The HTML of a body as blocks of text, with what is around each of them."""

from collections.abc import Iterator

from ssg.model.record import dataclass
from ssg.text.html import BLOCKS, EMPTY, OPAQUE, tag_name, unescape
from ssg.text.placeholders import fill

_LEFT_ALONE = frozenset({"pre", "code", "kbd", "samp", "tt", "var", "math", "svg"})

_TEXT = ""
_DEEPEST = 64
"""Blocks within blocks that are never closed would take time by the square of their number."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two edges of blocks.

    `within` are the names of the blocks around it, outermost first, with the number of each, so
    that two neighbours can be told from two parts of one. `names_source` tells that a link or a
    `cite` is in it.
    """

    text: str
    within: tuple[tuple[str, int], ...]
    names_source: bool

    def is_in(self, *names: str) -> bool:
        """Tell whether one of the blocks around it has one of these names."""
        return any(name in names for name, _ in self.within)


def blocks_of(pieces: list[str]) -> Iterator[Block]:
    """Yield the blocks among `pieces` (see `text.html.split_html`) that hold text."""
    around: list[tuple[str, int]] = []
    skipped: list[str] = []
    words: list[str] = []
    names_source = False
    for place, piece in enumerate(pieces):
        name = tag_name(piece) if place % 2 else _TEXT
        bare = name.lstrip("/")
        if name in {_TEXT, OPAQUE}:
            words.append("" if skipped or name == OPAQUE else piece)
        elif bare in _LEFT_ALONE:
            _enter(skipped, name, piece)
        elif bare == "br":
            words.append("\n")
        elif name == "cite" or (name == "a" and not _is_inner_link(piece)):
            names_source = True
        if bare in BLOCKS:
            if (text := _text_of(words)).strip():
                yield Block(text, tuple(around), names_source)
            words, names_source = [], False
            _enter_block(around, name, place)
    if (text := _text_of(words)).strip():
        yield Block(text, tuple(around), names_source)


def _text_of(words: list[str]) -> str:
    """Return what an author would know again: "…" where the title of another entry will stand."""
    return unescape(fill("".join(words), lambda kind, _: "…" if kind == "t" else ""))


def _is_inner_link(tag: str) -> bool:
    return "footnote-" in tag and 'role="doc-' in tag


def _enter(skipped: list[str], name: str, piece: str) -> None:
    if name.startswith("/"):
        if name[1:] in skipped:
            del skipped[skipped.index(name[1:]) :]
    elif not piece.endswith("/>"):
        skipped.append(name)


def _enter_block(around: list[tuple[str, int]], name: str, place: int) -> None:
    if not name.startswith("/"):
        if around and around[-1][0] == "p":
            around.pop()  # A paragraph holds no block: what begins one ends it.
        if name not in EMPTY and len(around) < _DEEPEST:
            around.append((name, place))
        return
    names = [each for each, _ in around]
    if name[1:] in names:
        del around[len(names) - 1 - names[::-1].index(name[1:]) :]
