"""From HTML to Markdown that says the same, and the proof of it.

Each block is written as Markdown; all of it is rendered by our own renderer and compared block by
block with what it came from. A block that differs is written more carefully, then left as HTML.
Blocks can also influence each other, so what is joined is compared as a whole once more, and more
blocks stay HTML until it is equal.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ssg.importers.markdown.blocks import write_block
from ssg.importers.markdown.figures import mark_captions
from ssg.importers.markdown.flow import make_flow
from ssg.importers.markdown.likeness import Likeness, contents, is_cut, likeness, likenesses
from ssg.importers.markdown.lines import UnwritableError
from ssg.importers.markdown.names import LISTS
from ssg.importers.markdown.noise import Ground, without_noise
from ssg.importers.markdown.notes import Note, are_writable, mark_notes, notes_html
from ssg.importers.markdown.raw import raw_block
from ssg.importers.markdown.tree import (
    Element,
    Node,
    Nodes,
    Remark,
    is_blank,
    read_rendered,
    read_tree,
    walk,
)
from ssg.model.record import dataclass
from ssg.parse.markdown import plain_html

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_DASHES = str.maketrans("", "", "—–―-\u200b\ufeff")
_MOST_ROUNDS = 8
_MOST_BLOCKS = 4_000
_MOST_SIGNS = 2_000
_LONGEST_BLOCK = 200_000
_SIGN = re.compile(r"[\\*_`\[<&!:]")
_SEPARATOR = "<!-- -->"
_WHY_DIFFERENT = "as Markdown it would not say the same"
_WHY_TOO_DEEP = "nested or tagged beyond what Markdown is read for"
_WHY_HEAVY = "too long or too full of signs for Markdown"
_WHY_BESIDE = "beside its neighbours it would not say the same"


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block as it was written: its element's name, and why it stayed HTML, if so."""

    kind: str
    is_html: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """The Markdown of a body, and its blocks in order; `is_same` tells that it was proved equal."""

    markdown: str
    blocks: tuple[Block, ...] = ()
    is_same: bool = True


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block on its way: what it must say, how it is written at the moment, what was tried."""

    node: Node
    wanted: Likeness
    written: str
    why: str = ""
    was_careful: bool = False

    @property
    def is_html(self) -> bool:
        return bool(self.why)


def to_markdown(
    html: str, language: str, linked: Collection[str] = (), footnotes: Sequence[Note] = ()
) -> Converted:
    """Return `html`, the body of a post in `language`, as Markdown with its `footnotes`.

    `linked` are ids within the body that links from elsewhere lead to; those that the body itself
    links to are kept anyway. Equal arguments give equal results; nothing in `html` raises.
    """
    whole = html + notes_html(footnotes)
    if footnotes and are_writable(footnotes):
        names = frozenset(note.name for note in footnotes)
        converted = _to_markdown(whole, language, linked, names)
        if converted.is_same and not any(_is_raw_notes(block) for block in converted.blocks):
            return converted
    return _to_markdown(whole, language, linked, frozenset())


def _is_raw_notes(block: Block) -> bool:
    return block.kind == "footnotes" and block.is_html


def _to_markdown(
    html: str, language: str, linked: Collection[str], notes: frozenset[str]
) -> Converted:
    tree = read_tree(html)
    if tree is None:
        return _as_one_block(html, _WHY_TOO_DEEP)
    ground = Ground(
        language.lower().replace("_", "-").partition("-")[0],
        frozenset(linked) | _targets(tree),
        notes,
    )
    blocks = _shaped(tree, ground)
    if not _says_the_same(tree, blocks):
        return _as_one_block(html, "its parts could not be told apart")
    if len(blocks) > _MOST_BLOCKS:
        return _as_one_block(html, "more blocks than anyone writes")
    drafts = [_first_draft(block) for block in blocks if not is_blank(block)]
    return _proved(drafts, ground, html)


def _targets(tree: Nodes) -> frozenset[str]:
    """Return the ids that links within the body lead to."""
    return frozenset(
        node.get("href")[1:]
        for node in walk(tree)
        if isinstance(node, Element) and node.get("href").startswith("#")
    )


def _shaped(tree: Nodes, ground: Ground) -> Nodes:
    marked = mark_captions(mark_notes(tree, ground.notes))
    return make_flow(without_noise(marked, ground))


def _says_the_same(tree: Nodes, blocks: Nodes) -> bool:
    """Tell whether nothing that readers see was lost while blocks were made.

    The dash before an author's name goes: the renderer's own style sets it.
    """
    words, links, pictures = contents(tree)
    new_words, new_links, new_pictures = contents(blocks)
    return (words.translate(_DASHES), links, pictures) == (
        new_words.translate(_DASHES),
        new_links,
        new_pictures,
    )


def _first_draft(block: Node) -> _Draft:
    draft = _Draft(block, likeness(block), "")
    if isinstance(block, Remark):
        return replace(draft, written=raw_block(block))
    try:
        written = write_block(block)
    except UnwritableError as reason:
        return _as_html(draft, str(reason))
    return replace(draft, written=written) if _is_light(written) else _as_html(draft, _WHY_HEAVY)


def _is_light(written: str) -> bool:
    """Tell whether a block is none that Markdown takes minutes for: each sign costs its length."""
    return len(written) < _LONGEST_BLOCK and sum(1 for _ in _SIGN.finditer(written)) < _MOST_SIGNS


def _as_html(draft: _Draft, why: str) -> _Draft:
    return replace(draft, written=raw_block(draft.node), why=why)


def _more_careful(draft: _Draft) -> _Draft:
    """Return the next way to write a block: with every sign escaped, then as HTML."""
    if not draft.was_careful:
        try:
            written = write_block(draft.node, carefully=True)
        except UnwritableError as reason:
            return _as_html(draft, str(reason))
        if written != draft.written and _is_light(written):
            return replace(draft, written=written, was_careful=True)
    return _as_html(draft, _WHY_DIFFERENT)


def _proved(drafts: list[_Draft], ground: Ground, html: str) -> Converted:
    """Return the drafts as one Markdown text that is proved to say what they must."""
    wanted = _wanted(drafts)
    found = _rendered(_joined(drafts), ground)
    if found != wanted:
        drafts = _each_proved(drafts, found, ground)
        found = _rendered(_joined(drafts), ground)
    for round_number in range(_MOST_ROUNDS):
        if found == wanted:
            return _converted(drafts)
        if all(draft.is_html or isinstance(draft.node, Remark) for draft in drafts):
            break
        _yield_around(drafts, _first_difference(drafts, found), round_number)
        found = _rendered(_joined(drafts), ground)
    drafts = [draft if draft.is_html else _as_html(draft, _WHY_BESIDE) for draft in drafts]
    if _rendered(_joined(drafts), ground) == wanted:
        return _converted(drafts)
    return _as_one_block(html, _WHY_DIFFERENT)


def _wanted(drafts: Sequence[_Draft]) -> tuple[Likeness, ...]:
    return tuple(draft.wanted for draft in drafts if _counts(draft))


def _each_proved(
    drafts: Sequence[_Draft], found: tuple[Likeness, ...], ground: Ground
) -> list[_Draft]:
    """Return the drafts so written that each says the same alone; those found equal do already."""
    wanted = _wanted(drafts)
    unknown = iter(() if len(found) != len(wanted) else found)
    return [
        draft
        if _counts(draft) and next(unknown, None) == draft.wanted
        else _proved_alone(draft, ground)
        for draft in drafts
    ]


def _counts(draft: _Draft) -> bool:
    return not isinstance(draft.node, Remark) or is_cut(draft.node)


def _proved_alone(draft: _Draft, ground: Ground) -> _Draft:
    """Return `draft` in the first way of writing that says the same, if it stands alone."""
    while not (draft.is_html or isinstance(draft.node, Remark)):
        if _rendered(draft.written, ground) == (draft.wanted,):
            return draft
        draft = _more_careful(draft)
    return draft


def _first_difference(drafts: Sequence[_Draft], found: tuple[Likeness, ...]) -> int:
    """Return the place of the first draft that does not come out as it must."""
    counted = 0
    for place, draft in enumerate(drafts):
        if not _counts(draft):
            continue
        if counted >= len(found) or found[counted] != draft.wanted:
            return place
        counted += 1
    return len(drafts) - 1


def _yield_around(drafts: list[_Draft], place: int, reach: int) -> None:
    """Leave the block at `place` as HTML, and more of its neighbours with each round."""
    for near in range(max(0, place - reach), min(len(drafts), place + 1 + reach)):
        if not drafts[near].is_html and not isinstance(drafts[near].node, Remark):
            drafts[near] = _as_html(drafts[near], _WHY_BESIDE)


def _joined(drafts: Sequence[_Draft]) -> str:
    """Return the text of all drafts; a remark keeps lists and quotes apart that would merge."""
    parts: list[str] = []
    before: _Draft | None = None
    for draft in drafts:
        if before is not None and _would_merge(before, draft):
            parts.append(_SEPARATOR)
        parts.append(draft.written)
        before = draft
    return "\n\n".join(parts)


def _would_merge(before: _Draft, draft: _Draft) -> bool:
    if before.is_html or draft.is_html:
        return False
    first, second = before.node, draft.node
    if not isinstance(first, Element) or not isinstance(second, Element):
        return False
    return (first.name in LISTS and first.name == second.name) or (
        before.written.startswith("> ") and draft.written.startswith("> ")
    )


def _rendered(markdown: str, ground: Ground) -> tuple[Likeness, ...]:
    """Return what our renderer makes of `markdown`, as far as it counts."""
    tree = read_rendered(plain_html(markdown, ground.language))
    if tree is None:
        return ()
    return likenesses(_shaped(tree, ground))


def _converted(drafts: Sequence[_Draft]) -> Converted:
    text = _joined(drafts)
    return Converted(
        f"{text}\n" if text else "",
        tuple(Block(_kind(draft.node), draft.is_html, draft.why) for draft in drafts),
    )


def _kind(node: Node) -> str:
    return node.name if isinstance(node, Element) else "remark"


def _as_one_block(html: str, why: str) -> Converted:
    """Return all of `html` as one block, as it came but for its blank lines."""
    tidy = _BLANK_LINES.sub("\n", html.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return Converted(
        f"<div>\n{tidy}\n</div>\n", (Block("body", is_html=True, why=why),), is_same=False
    )
