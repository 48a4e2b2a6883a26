"""The repair ladder: an element that is no XML is changed as little as lets it be read.

Each rung looks at the text as it stands in the file and names the changes it would make, so that
every change has a place there. A rung is tried only when all before it were not enough.
"""

import html.entities
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ssg.importers.reading.cutting import SECTION, Cut, Section
from ssg.importers.reading.elements import Context, Element, Fault, parse_element
from ssg.importers.reading.names import namespace_for
from ssg.importers.reading.places import Place, fold_repairs
from ssg.model.export import Repair, RepairKind

UNBOUND_PREFIX = 27
"""The parser's number for a prefix that is declared nowhere."""

_MOST_PREFIXES = 500


class Edit(NamedTuple):
    """Characters to replace, and how many faults that mends."""

    start: int
    end: int
    replacement: str
    kind: RepairKind
    faults: int = 1


class Mended(NamedTuple):
    """An element or why there is none, what it took, and the context, where that had to change."""

    outcome: Element | Fault
    repairs: tuple[Repair, ...]
    context: Context
    text: str
    parsed: int
    """Characters that were parsed in all attempts."""


def mend(
    text: str, cut: Cut, context: Context, place: Place, name: str, fault: Fault | None
) -> Mended:
    """Return the element `name` that `text` was meant to be, which stands at `place`.

    `fault` is what the parser said to the text as it is, if it was asked.
    """
    attempts = _Attempts(text, cut.sections, context, place)
    if cut.lacks_end:
        attempts.edits.append(_closing(text, name))
    outcome = fault if fault and not cut.lacks_end else attempts.parse()
    for rung in (None, *_RUNGS):
        new = list(rung(text, cut.sections)) if rung else []
        if new:
            attempts.edits += new
            outcome = attempts.parse()
        if isinstance(outcome, Fault) and outcome.code == UNBOUND_PREFIX:
            outcome = attempts.parse_with_prefixes() or outcome
        if isinstance(outcome, Element):
            repairs = (*_tell(text, attempts.made, place), *attempts.declared)
            return Mended(outcome, repairs, attempts.context, attempts.text, attempts.parsed)
    return Mended(outcome, (), context, text, attempts.parsed)


def mend_tag(
    text: str, name: str, outer: Context, place: Place
) -> tuple[str, tuple[Repair, ...]] | None:
    """Return an opening tag as it can be read inside `outer`, with the repairs, or None."""
    closing = f"</{name}>"
    undeclared = _find_prefixes(text, (), Context(outer.opening + text, closing))
    declared = _tell_prefixes(text, undeclared, place)
    text = with_prefixes(Context(text, closing), list(undeclared)).opening + closing
    mended = mend(text, Cut(len(text), ()), outer, place, name, None)
    if isinstance(mended.outcome, Fault):
        return None
    return mended.text.removesuffix(closing), (*declared, *mended.repairs)


class _Attempts:
    """The attempts to read one text, with the changes that were made so far."""

    def __init__(
        self, text: str, sections: tuple[Section, ...], context: Context, place: Place
    ) -> None:
        self.context = context
        self.edits: list[Edit] = []
        self.made: list[Edit] = []
        self.declared: list[Repair] = []
        self.text = text
        self.parsed = 0
        self._original, self._sections, self._place = text, sections, place

    def parse(self) -> Element | Fault:
        self.text, self.made = _apply(self._original, self.edits)
        self.parsed += len(self.text)
        return parse_element(self.text, self.context, self._place)

    def parse_with_prefixes(self) -> Element | Fault | None:
        """Try with all prefixes declared; None where they are already."""
        first = _find_prefixes(self._original, self._sections, self.context)
        if not first:
            return None
        self.context = with_prefixes(self.context, list(first))
        self.declared += _tell_prefixes(self._original, first, self._place)
        return self.parse()


def _closing(text: str, name: str) -> Edit:
    return Edit(len(text), len(text), f"</{name}>", RepairKind.UNCLOSED)


def _apply(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """Return `text` with the edits made, and those of them that do not overlap an earlier one."""
    parts, at, made = [], 0, []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            continue
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
        made.append(edit)
    parts.append(text[at:])
    return "".join(parts), made


def _tell(text: str, edits: list[Edit], place: Place) -> tuple[Repair, ...]:
    repairs, at = [], 0
    for edit in edits:
        place = place.after(text, at, edit.start)
        at = edit.start
        what = text[edit.start : edit.end] or edit.replacement
        repairs.append(Repair(*place, edit.kind, edit.faults, what[:40]))
    return fold_repairs(repairs)


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
_NUMBER = re.compile(r"(?:&#(?:[xX][0-9A-Fa-f]{1,9}|[0-9]{1,10});)+")
_ONE_NUMBER = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,9})|([0-9]{1,10}));")


def _drop_controls(text: str, sections: tuple[Section, ...]) -> Iterator[Edit]:
    for found in _CONTROLS.finditer(text):
        yield Edit(found.start(), found.end(), "", RepairKind.CONTROLS, len(found[0]))
    for start, end in _outside(text, sections):
        for found in _NUMBER.finditer(text, start, end):
            numbers = list(_ONE_NUMBER.finditer(found[0]))
            codes = [int(one[1], 16) if one[1] else int(one[2]) for one in numbers]
            bad = sum(not _is_character(code) for code in codes)
            if bad:
                kept = "".join(_characters(codes))
                has_halves = any(_FIRST_HALF <= code <= _LAST_HALF for code in codes)
                kind = RepairKind.SURROGATES if has_halves else RepairKind.CONTROLS
                yield Edit(found.start(), found.end(), escape(kept), kind, bad)


_FIRST_HALF, _LAST_HALF, _LAST = 0xD800, 0xDFFF, 0x10FFFF
_NO_CHARACTERS = frozenset({0xFFFE, 0xFFFF})
_SPACES = frozenset({9, 10, 13})
_SPACE = 32


def _is_character(code: int) -> bool:
    if _FIRST_HALF <= code <= _LAST_HALF or code in _NO_CHARACTERS or code > _LAST:
        return False
    return code >= _SPACE or code in _SPACES


def _characters(codes: list[int]) -> Iterator[str]:
    """Yield the characters that numbers stand for; two halves of one may stand for it."""
    text = "".join(
        chr(code) for code in codes if _is_character(code) or _FIRST_HALF <= code <= _LAST_HALF
    )
    yield text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_INNER_END = re.compile(r"\]\]>(?!<!\[CDATA\[)")


def _close_sections(text: str, sections: tuple[Section, ...]) -> Iterator[Edit]:
    for section in sections:
        if not section.is_cdata:
            continue
        inside = section.start + len(SECTION)
        for found in _INNER_END.finditer(text, inside, section.end):
            yield Edit(found.start(), found.end(), "]]]]><![CDATA[>", RepairKind.CDATA)
        if not section.is_closed:
            yield Edit(section.end, section.end, "]]>", RepairKind.CDATA)


_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,10}|#x[0-9A-Fa-f]{1,9});)"
    r"(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_LESS_THAN = re.compile(r"<(?=[\s0-9=<>&.,;-])")


def _escape_signs(text: str, sections: tuple[Section, ...]) -> Iterator[Edit]:
    for start, end in _outside(text, sections):
        for found in _AMPERSAND.finditer(text, start, end):
            meant = html.entities.html5.get(f"{found[1]};") if found[1] else None
            if meant:
                yield Edit(*found.span(), escape(meant), RepairKind.ENTITIES)
            else:
                at = found.start()
                yield Edit(at, at + 1, "&amp;", RepairKind.AMPERSANDS)
        for found in _LESS_THAN.finditer(text, start, end):
            yield Edit(*found.span(), "&lt;", RepairKind.LESS_THAN)


_RUNGS: tuple[Callable[[str, tuple[Section, ...]], Iterator[Edit]], ...] = (
    _drop_controls,
    _close_sections,
    _escape_signs,
)


def _outside(text: str, sections: tuple[Section, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the text between sections begins and ends."""
    at = 0
    for section in sections:
        yield at, section.start
        at = section.end
    yield at, len(text)


_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,40}):[\w.-]{1,80}(?=[\s/>=])")
_DECLARED = re.compile(r"\sxmlns:([\w.-]+)\s*=")
_NAME = re.compile(r"<[^\s/>]+")


def _find_prefixes(text: str, sections: tuple[Section, ...], context: Context) -> dict[str, int]:
    """Return the prefixes of `text` that the context does not declare, and where they are first."""
    declared = {"xmlns", "xml", *_DECLARED.findall(context.opening)}
    first: dict[str, int] = {}
    for start, end in _outside(text, sections):
        for found in _PREFIX.finditer(text, start, end):
            if len(declared) + len(first) >= _MOST_PREFIXES:
                return first
            if found[1] not in declared:
                first.setdefault(found[1], found.start(1))
    return first


def _tell_prefixes(text: str, first: dict[str, int], place: Place) -> list[Repair]:
    return [
        Repair(*place.after(text, 0, at), RepairKind.PREFIXES, 1, prefix)
        for prefix, at in first.items()
    ]


def with_prefixes(context: Context, prefixes: list[str]) -> Context:
    """Return the context with declarations of `prefixes` in its first tag."""
    found = _NAME.match(context.opening)
    end = found.end() if found else 0
    new = "".join(f" xmlns:{prefix}={quoteattr(namespace_for(prefix))}" for prefix in prefixes)
    return Context(context.opening[:end] + new + context.opening[end:], context.closing)
