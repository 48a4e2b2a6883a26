"""Smart punctuation: quotation marks, apostrophes, dashes and ellipses, in the text's language.

Text is set run by run: a run is what stands on one line of thought, from one block's edge to the
next, across inline tags, so that a quotation may open in one element and close in another.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ssg.model.record import dataclass
from ssg.parse.quotation_marks import QuotationMarks, quotation_marks
from ssg.text.html import BLOCKS, tag_name

_SEAM, _OBJECT = "\x04", "\x05"
"""In a run: the seam between two pieces of text, and something inline that is not text."""
_EDGE = "\x06"
"""What is no part of any run: the edge of a block."""

_OWN_SIGNS = re.compile("[\x04\x05]")
_SIGN = (
    r"""'(?<=[0-9]')(?P<inches>[0-9]{1,2}(?:[.,][0-9]+|[½¼¾])?)\""""
    r"""|"(?P<double>)"""
    r"""|'(?P<single>)"""
    r"""|-(?P<dash>(?<![-!]-)--?(?![->]|&gt;))"""
    r"""|\.(?P<ellipsis>(?<!\.\.)\.\.(?!\.))"""
)
"""Every branch begins with its sign, by which the regular expression engine skips what is none."""
_MARK = re.compile(_SIGN)
_MARK_OR_ADDRESS = re.compile(
    rf"""(?:https?://|www\.)[^\s<>"\x04\x05]*[^\s<>"'.,;:!?)\]\x04\x05]|{_SIGN}"""
)
_ENDS_SINGLE = re.compile(r"'(?<![\s(\[]')(?!\x04*\w)")
_FEET = re.compile(r"'[0-9]{1,2}(?![0-9])")
_SHORT_YEAR = re.compile(r"[0-9]0s\b|[0-9]{2}(?![0-9]|[.,][0-9])\b")
_ELISIONS = {
    "en": re.compile(
        r"(?:tis|twas|twere|twill|twould|tisn|twasn|em|til|till|cause|bout|round|neath|nother|cept"
        r"|gainst|nuff|kay|scuse|n|o|ere|ave|alf|appen|e|er|im|ow)\b",
        re.IGNORECASE,
    ),
    "nl": re.compile(r"(?:s|t|n|k|m|r|ns)\b"),
    "de": re.compile(r"(?:s|n|ne|nen|ner|nem|ran|rein|raus|rum|rauf|runter)\b"),
}
_OPENERS = frozenset("([{<«‹„‚“‘¿¡—–-/=\\")
_SKIPPED_BLOCKS = frozenset({"pre", "math", "svg"})
_SKIPPED = _SKIPPED_BLOCKS | {"code", "kbd", "samp", "tt", "var"}
_FILLERS = {
    **dict.fromkeys(BLOCKS, _EDGE),
    **dict.fromkeys([f"/{name}" for name in BLOCKS], _EDGE),
    **dict.fromkeys(_SKIPPED - BLOCKS, _OBJECT),
    **dict.fromkeys(["img", "input", "embed"], _OBJECT),
    **dict.fromkeys(["br", "wbr"], "\n"),
}
_DASHES = {"--": "–", "---": "—"}
_SPACE_ENTITIES = ("&nbsp;", "&#160;", "&ensp;", "&emsp;", "&thinsp;", "&mdash;", "&ndash;")


def smart_text(text: str, language: str) -> str:
    """Return plain `text` (a title, a summary) with the punctuation of `language`."""
    marks = quotation_marks(language)
    if marks is None or not _has_straight(text):
        return text
    return _set_run(_OWN_SIGNS.sub("", text), marks, language)


def set_pieces(pieces: list[str], language: str) -> None:
    """Set the text among `pieces` (as `split_html` returns them), in place.

    The pieces hold no control characters.
    """
    marks = quotation_marks(language)
    if marks is None or not _has_straight("".join(pieces[::2])):
        return
    for run, places in _runs(pieces):
        joined = _SEAM.join(run)
        if not _has_straight(joined):
            continue
        done = _set_run(joined, marks, language).split(_SEAM)
        for place, text in zip(places, done, strict=True):
            if place >= 0:
                pieces[place] = text


def _has_straight(text: str) -> bool:
    """Tell whether `text` holds anything that is to be set."""
    return '"' in text or "'" in text or ("-" in text and "--" in text) or "..." in text


def _runs(pieces: list[str]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield each run as its texts and their places among `pieces`, -1 for what is no text."""
    run: list[str] = []
    places: list[int] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if place % 2 == 0:
            if piece:
                run.append(piece)
                places.append(place)
        else:
            name = tag_name(piece)
            if name in _SKIPPED:
                place = _end_of_skipped(pieces, place, name)
            filler = _FILLERS.get(name, "")
            if filler == _EDGE:
                yield run, places
                run, places = [], []
            elif filler:
                run.append(filler)
                places.append(-1)
        place += 1
    yield run, places


def _end_of_skipped(pieces: list[str], place: int, name: str) -> int:
    """Return the last place of an element whose text is left alone, though never closed."""
    depth = 1
    for number in range(place + 2, len(pieces), 2):
        found = tag_name(pieces[number])
        depth += (found == name) - (found == f"/{name}")
        if not depth:
            return number
        if name not in _SKIPPED_BLOCKS and found.lstrip("/") in BLOCKS:
            return number - 1
    return place if name not in _SKIPPED_BLOCKS else len(pieces)


@dataclass(slots=True)
class _Run:
    """A run while its marks are set, from left to right."""

    text: str
    marks: QuotationMarks
    elisions: re.Pattern[str] | None
    last_single_end: int
    """Where the last apostrophe ends that could close a quotation."""
    open_doubles: int = 0
    open_singles: int = 0
    opened_at: int = -1
    """Where the quotation begins that was opened last."""


def _set_run(text: str, marks: QuotationMarks, language: str) -> str:
    """Return one run with its punctuation set."""
    last_single_end = max((found.end() for found in _ENDS_SINGLE.finditer(text)), default=-1)
    sign = _MARK_OR_ADDRESS if "://" in text or "www." in text else _MARK
    run = _Run(text, marks, _elisions(language), last_single_end)
    return sign.sub(lambda match: _mark_for(run, match), text)


def _mark_for(run: _Run, match: re.Match[str]) -> str:
    start, end = match.span()
    match match.lastgroup:
        case "double":
            return _double(run, start, end)
        case "single":
            return _single(run, start, end)
        case "dash":
            return _DASHES[match[0]]
        case "ellipsis":
            return "…"
        case "inches":
            return f"′{match['inches']}″"
    return match[0]


def _double(run: _Run, start: int, end: int) -> str:
    before, after = _around(run, start, end)
    if _opens(before, after, is_open=run.open_doubles > 0):
        run.open_doubles += 1
        run.opened_at = _skip_seams(run.text, end)
        return run.marks.outer_open
    if before.isdigit() and not run.open_doubles:
        return "″"
    run.open_doubles = max(0, run.open_doubles - 1)
    return run.marks.outer_close


def _single(run: _Run, start: int, end: int) -> str:
    before, after = _around(run, start, end)
    if before.isdigit() and _FEET.match(run.text, start):
        return "′"
    if before.isalnum() and after.isalnum():
        return "’"
    if _opens(before, after, is_open=run.open_singles > 0):
        return _open_single(run, end)
    if run.open_singles:
        run.open_singles -= 1
        return run.marks.inner_close
    return "′" if before.isdigit() and not after.isalpha() else "’"


def _open_single(run: _Run, end: int) -> str:
    """Return an opening mark, or an apostrophe where a word lost its head or nothing closes."""
    if run.last_single_end <= end or _is_elided(run.text, end, run.elisions):
        return "’"
    run.open_singles += 1
    run.opened_at = _skip_seams(run.text, end)
    return run.marks.inner_open


def _around(run: _Run, start: int, end: int) -> tuple[str, str]:
    before = "" if run.opened_at == start else _char_before(run.text, start)
    return before, _char_after(run.text, end)


def _opens(before: str, after: str, *, is_open: bool) -> bool:
    """Tell whether a mark between `before` and `after` ("" at an edge) opens a quotation."""
    is_free_before = not before or before.isspace() or before in _OPENERS
    if not after or after.isspace():
        return bool(after) and is_free_before and not is_open and before not in _OPENERS
    if is_free_before:
        return after.isalnum() or not is_open or after not in ".,;:!?)]}»"
    return not is_open and after.isalnum() and before in ":;,.!?…&"


def _is_elided(run: str, start: int, elisions: re.Pattern[str] | None) -> bool:
    """Tell whether what begins at `start` is a word that lost its head: ’90s, ’tis."""
    if _SHORT_YEAR.match(run, start):
        return True
    return elisions is not None and elisions.match(run, start) is not None


@lru_cache
def _elisions(language: str) -> re.Pattern[str] | None:
    return _ELISIONS.get(language.lower().replace("_", "-").partition("-")[0])


def _char_before(run: str, start: int) -> str:
    place = start - 1
    while place >= 0 and run[place] == _SEAM:
        place -= 1
    if place < 0:
        return ""
    if run[place] == ";" and run.endswith(_SPACE_ENTITIES, 0, place + 1):
        return " "
    return run[place]


def _char_after(run: str, end: int) -> str:
    place = _skip_seams(run, end)
    if place >= len(run):
        return ""
    if run[place] == "&" and run.startswith(_SPACE_ENTITIES, place):
        return " "
    return "x" if run[place] == _OBJECT else run[place]


def _skip_seams(run: str, place: int) -> int:
    while place < len(run) and run[place] == _SEAM:
        place += 1
    return place
