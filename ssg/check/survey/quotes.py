"""Quotation marks that have no partner, and quotations that name no source."""

import re
from collections.abc import Iterator, Sequence

from ssg.check.survey.blocks import Block
from ssg.check.survey.findings import advice, warning
from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic
from ssg.text.excerpt import cut_line

_MARKS = re.compile("[„“”«»]")
_GUILLEMETS = re.compile("[«»]")
_BEGINS_WITH_MARK = re.compile(r"[\s(\[¿¡—–-]*[„“”«»]")
_INWARD = frozenset({"de", "da", "cs", "sk", "sl", "hr", "hu", "pl", "sr"})
"""Languages in which books also set »so«."""
_SAME = frozenset({"sv", "fi", "he"})
"""Languages that open and close with the same mark."""
_UNMARKED = frozenset({"zh", "ja"})
_NO_PROSE = re.compile('=[„“”«»"][^<>\n]*?[„“”«»"]|â€.')
"""Tags that are shown as text, and letters that were read in the wrong encoding."""
_WIDTH = 48


def check_quotation_marks(
    blocks: Sequence[Block], language: str, manuscript: Manuscript
) -> Iterator[Diagnostic]:
    """Report each paragraph with a mark that opens and never closes, or the other way round.

    A quotation over several paragraphs opens in each of them and closes in the last.
    """
    primary = language.lower().partition("-")[0]
    if primary in _UNMARKED:
        return
    following = [*blocks[1:], None]
    for block, after in zip(blocks, following, strict=False):
        found = lone_mark(block.text, primary)
        if found is None:
            continue
        at, opens = found
        if opens and after is not None and _goes_on(block, after):
            continue
        what = "opens here and is never closed" if opens else "closes here and was never opened"
        shown = cut_line(block.text.replace("\n", " ").strip(), 0, _WIDTH).text
        yield warning(
            manuscript, _offset_of_mark(block.text, at, manuscript), "unbalanced-quotes",
            f"a quotation mark {what}: {_around(block.text, at) or shown}",
            "add the other mark where the quotation ends or begins, or take this one out",
        )  # fmt: skip


def lone_mark(text: str, language: str) -> tuple[int, bool] | None:
    """Return the place of the first mark in `text` without a partner, and whether it opens."""
    if not _MARKS.search(text):
        return None
    opened: list[tuple[int, str]] = []
    text = _NO_PROSE.sub(lambda found: " " * len(found[0]), text)
    first = _GUILLEMETS.search(text)
    points_inward = bool(first and first[0] == "»" and language in _INWARD)
    for found in _MARKS.finditer(text):
        mark, at = found[0], found.start()
        if _opens(mark, opened, language, points_inward=points_inward):
            opened.append((at, mark))
        elif opened:
            opened.pop()
        elif not text[at - 1 : at].isdigit():  # After a figure it stands for inches.
            return at, False
    return (opened[0][0], True) if opened else None


def _opens(
    mark: str, opened: Sequence[tuple[int, str]], language: str, *, points_inward: bool
) -> bool:
    if mark == "„":
        return True
    if mark in "«»":
        return (mark == "»") == points_inward
    innermost = opened[-1][1] if opened else ""
    if mark == "“":
        return innermost != "„"
    return language in _SAME and innermost != "”"


def _goes_on(block: Block, after: Block) -> bool:
    return bool(_BEGINS_WITH_MARK.match(after.text)) and len(block.within) == len(after.within)


def _around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, max(at - 16, 0)) + 1, 0) if at > 16 else 0  # noqa: PLR2004 - a few words
    end = text.find(" ", at + 28)
    cut = " ".join(text[start : end if end >= 0 else None].split())
    return f"{'… ' if start else ''}{cut}{' …' if end >= 0 else ''}"


def _offset_of_mark(text: str, at: int, manuscript: Manuscript) -> int:
    """Return where the mark stands in the source, in which it may be another sign; or -1."""
    after = re.match(r"\s*([\w ]{3,40})", text[at + 1 :])
    before = re.search(r"([\w ]{3,40})[.,;:!?…]*\s*$", text[:at])
    sign = r"[\"“”„«»][ \u00a0]?"
    if after and (found := manuscript.search(rf"{sign}{_loosely(after[1])}")) >= 0:
        return found
    if before:
        words = rf"{_loosely(before[1])}[.,;:!?…]{{0,3}}[ \u00a0]?(?=[\"“”„«»])"
        if (found := manuscript.search(words, at_end=True)) >= 0:
            return found
    return manuscript.find_words(text)


def _loosely(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def check_sources_of_quotations(
    blocks: Sequence[Block], manuscript: Manuscript
) -> Iterator[Diagnostic]:
    """Report each block quote that names nobody, and beside which no link does."""
    groups = list(_groups(blocks))
    if not groups:
        return
    around = zip([_NOTHING, *groups[:-1]], groups, [*groups[1:], _NOTHING], strict=True)
    for (before, _), (quoted, is_quotation), (after, _) in around:
        if not is_quotation:
            continue
        # "Smith writes (link):" before it, or "says Smith (link)" after it.
        near = (*before[-1:], *quoted, *after[:1])
        if any(block.names_source for block in near):
            continue
        shown = cut_line(quoted[0].text.replace("\n", " ").strip(), 0, _WIDTH).text
        yield advice(
            manuscript, manuscript.find_quotation(quoted[0].text),
            "quote-source", f"this quotation names no source: {shown}",
            "end it with a line `> — Name, [Work](address)`, or link to the source in the sentence"
            " before it",
        )  # fmt: skip


_NOTHING: tuple[tuple[Block, ...], bool] = ((), False)


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[tuple[Block, ...], bool]]:
    """Yield the blocks in groups: those of one block quote together, with whether it is one."""
    group: list[Block] = []
    last: tuple[str, int] | None = None
    for block in blocks:
        quote = _quote_around(block)
        if group and (quote is None or quote != last):
            yield tuple(group), last is not None
            group = []
        group.append(block)
        last = quote
    if group:
        yield tuple(group), last is not None


def _quote_around(block: Block) -> tuple[str, int] | None:
    """Return the block quote that `block` is in, unless its figure names who said so."""
    if block.is_in("figure", "aside"):
        return None
    return next((each for each in block.within if each[0] == "blockquote"), None)
