"""Pictures that say nothing to those who do not see them."""

import re
from collections.abc import Iterator, Sequence

from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Entry, Reference

_PLACEHOLDER = re.compile("\x02a([0-9]+)\x03")
_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?\Z")
_TAG = re.compile(r"<img\b[^<>]*\Z", re.IGNORECASE)
_SHORTCODE = re.compile(r"\{\{<(?:(?!>\}\}).)*\Z", re.DOTALL)
_HAS_ALT = re.compile(r"[\s\"'/]alt(?=[\s=/>]|\Z)", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"(?:img|dsc[fn]?|pict?|image|photo|foto|screen[ _-]?shot|bildschirmfoto|untitled|p)?"
    r"[ _-]*[0-9][0-9 _.x-]*"
    r"|\S+\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)",
    re.IGNORECASE,
)
_BEFORE = 400
_FIX = "write in a few words what it shows: ![A crane over the harbour](crane.jpg)"
_WORDS = 'alt: "A crane over the harbour"'
_FIX_OF_TAG = 'add `alt="…"` with what it shows, or `alt=""` if it only decorates'


def _fix_of_lead_picture(manuscript: Manuscript) -> str:
    """Return where the words of the lead picture belong, as its front matter is written."""
    value = manuscript.value("image")
    if not value:
        return f"write below `image:` what it shows: `{_WORDS}`"
    if value.startswith("{"):
        return f"write in the braces of `image:` what it shows: `{_WORDS}`"
    return f"write what it shows: `image: {{src: {value}, {_WORDS}}}`"


def check_pictures(
    pieces: Sequence[str], entry: Entry, manuscript: Manuscript
) -> Iterator[Diagnostic]:
    """Report pictures without words for those who do not see them, or with a file's name instead.

    An `<img>` that says `alt=""` itself is meant to say nothing.
    """
    if entry.picture and not entry.picture.alt.strip():
        yield warning(
            manuscript, entry.picture.place, "missing-alt",
            "the lead picture has no words for readers who do not see it",
            _fix_of_lead_picture(manuscript),
        )  # fmt: skip
    seen: dict[str, int] = {}
    for piece in pieces[1::2]:
        if piece[:4].lower() != "<img":
            continue
        attributes = attributes_of(piece)
        alt, src = attributes.get("alt", "").strip(), attributes.get("src", "")
        if alt and not _FILE_NAME.fullmatch(alt):
            continue
        at = _offset_of(src, entry.references, manuscript, seen)
        fix = _fix_for(alt, at, manuscript.text)
        if not fix:
            continue
        name = _name_of(src, entry.references)
        message = (
            f"the words for the picture {name} are no more than a name: “{alt}”"
            if alt
            else f"the picture {name} has no words for readers who do not see it"
        )
        yield warning(manuscript, at, "missing-alt", message, fix)


def _offset_of(
    src: str, references: Sequence[Reference], manuscript: Manuscript, seen: dict[str, int]
) -> int:
    """Return where the address of a picture stands in the source, or -1.

    What occurs several times in a text is looked for one after the other (`seen`).
    """
    if found := _PLACEHOLDER.fullmatch(src):
        return manuscript.offset(references[int(found[1])].place)
    at = manuscript.find(src, seen.get(src, -1))
    if at >= 0:
        seen[src] = at + len(src)
    return at


def _fix_for(alt: str, at: int, text: str) -> str:
    """Return what to write, or "" where the source says that the picture only decorates."""
    before = text[max(at - _BEFORE, 0) : max(at, 0)]
    if tag := _TAG.search(before):
        end = text.find(">", at)
        whole = tag[0] + text[at : end if end >= 0 else None]
        is_meant = _HAS_ALT.search(whole) and not alt
        return "" if is_meant else _FIX_OF_TAG
    if _MARKDOWN.search(before) or not _SHORTCODE.search(before):
        return _FIX
    return 'add `alt="…"` to the shortcode, with what it shows'


def _name_of(src: str, references: Sequence[Reference]) -> str:
    found = _PLACEHOLDER.fullmatch(src)
    address = references[int(found[1])].target if found else src
    return address.partition("?")[0].rstrip("/").rpartition("/")[2][:60] or address[:60]
