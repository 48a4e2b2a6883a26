"""The text of an export → its elements one by one, with what had to be repaired or left out."""

import re
from collections.abc import Iterator

from ssg.importers.reading.cutting import (
    SECTION,
    Bounds,
    Cut,
    Cutter,
    bounds_of,
)
from ssg.importers.reading.elements import LAYOUT, Context, Element, Fault, parse_element
from ssg.importers.reading.mending import mend, mend_tag, with_prefixes
from ssg.importers.reading.recognising import Root
from ssg.importers.reading.window import Window
from ssg.model.export import Repair, RepairKind, Scope, Unreadable
from ssg.model.secret import Secret

Found = Element | Repair | Unreadable

_BLANK = re.compile(f"[^{LAYOUT}\ufeff]")
_TAG_SIGN = re.compile("<(?=[A-Za-z_/!?])")
_TAG_END = re.compile(">")
_PASSED_OVER = {
    "<!--": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    SECTION: re.compile(r"\]\]>"),
}
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*+)((?>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*))>")
_LONGEST_TAG = 1 << 18
_PIECE = 1 << 20
"""Characters of text outside of elements that are handed out at a time."""

_TOLD_JUNK = 1000
_MOST_UNCLOSED = 100
"""Start tags without an end that are passed over one by one, each after a search for its end."""

_STEP = 200
"""Looking at a section costs as much as parsing so many characters."""

_SPARE = 1 << 27
_SHARE = 8
"""How many characters may be parsed in vain: so many at all, and so many for each that was read."""


class Document:
    """One export, read element by element from a window."""

    def __init__(self, window: Window, root: Root) -> None:
        """Read what follows in `window`, which begins with `root`."""
        self._window = window
        self._root = root
        self._context = self._outer = _BARE
        self._cutter = Cutter(window)
        self._spent = self._consumed = 0
        self._unclosed = 0
        self._is_closed = not root.name

    def elements(self) -> Iterator[Found]:
        """Yield the elements inside the outermost ones, in order."""
        yield from self._begin()
        window = self._window
        while self._skip_blank():
            yield from window.take_repairs()
            yield from self._next()
        yield from window.take_repairs()
        if not self._is_closed:
            yield Repair(*window.place, RepairKind.TRUNCATED, 0, f"</{self._root.name}>")

    def _begin(self) -> Iterator[Found]:
        """Read up to the first element inside: what comes before, and the outermost tag."""
        window, start = self._window, self._root.start
        before = window.text[window.position : start]
        junk = _PROLOG.sub("", before).strip(LAYOUT + "\ufeff")
        if junk or _LATE_DECLARATION.match(before):
            yield Repair(*window.place, RepairKind.BEFORE, len(junk), junk[:_TOLD_JUNK])
        window.consume(start)
        if not self._root.name:
            yield Repair(*window.place, RepairKind.ROOT, 1, "<rss>")
            return
        tag = self._tag_here()
        if tag is None:
            yield Repair(*window.place, RepairKind.ROOT, 1, window.text[start : start + 80])
            window.consume(start + 1 + len(self._root.name))
            return
        yield from self._open(tag)

    def _open(self, tag: re.Match[str]) -> Iterator[Found]:
        """Take an outermost tag (`rss`, `feed` or the `channel` in it) for what is inside."""
        name, place = tag[2], self._window.place
        is_root = name == self._root.name
        outer = Context("", "") if is_root else self._outer
        text = tag[0].replace("\n", " ")
        mended = mend_tag(text.removesuffix("/>") + ">" * text.endswith("/>"), name, outer, place)
        self._window.consume(tag.end())
        if is_root:
            self._is_closed = text.endswith("/>")
        if mended is not None:
            self._context = Context(outer.opening + mended[0], f"</{name}>{outer.closing}")
            self._outer = self._context if is_root else outer
            yield from mended[1]
            return
        self._context = self._outer = _BARE if is_root else outer
        yield Repair(*place, RepairKind.ROOT, 1, text[:80])

    def _skip_blank(self) -> bool:
        """Move to what comes next, and tell whether there is anything."""
        window = self._window
        while window.has(1):
            found = _BLANK.search(window.text, window.position)
            window.consume(found.start() if found else len(window.text))
            if found:
                return True
        return False

    def _next(self) -> Iterator[Found]:
        """Yield what stands here, and move beyond it."""
        window = self._window
        window.has(16)
        start, text = window.position, window.text
        for sign, end_sign in _PASSED_OVER.items():
            end = (
                window.find(end_sign, start, start + _PIECE)
                if text.startswith(sign, start)
                else None
            )
            if end and sign == SECTION:
                yield from self._junk(end.end)
                return
            if end:
                window.consume(end.end)
                return
        tag = self._tag_here()
        if tag is None:
            yield from self._junk(start + 1)
        elif tag[1]:
            yield from self._close(tag)
        elif tag[2] == self._root.name or (tag[2] == "channel" and self._root.entry == "item"):
            if tag[2] == self._root.name:
                yield Repair(*window.place, RepairKind.ROOT, 1, "another export begins here")
            yield from self._open(tag)
        else:
            yield from self._element(tag)

    def _tag_here(self) -> re.Match[str] | None:
        """Return the whole tag that stands here, if one does."""
        window = self._window
        if not window.text.startswith("<", window.position):
            return None
        window.find(_TAG_END, window.position, window.position + _LONGEST_TAG)
        tag = _TAG.match(window.text, window.position)
        if tag is None and window.has(_LONGEST_TAG // 4):
            tag = _TAG.match(window.text, window.position)
        return tag

    def _close(self, tag: re.Match[str]) -> Iterator[Found]:
        name, place = tag[2], self._window.place
        self._window.consume(tag.end())
        if name == self._root.name:
            self._is_closed = True
        elif name != "channel":
            yield Repair(*place, RepairKind.STRAY_TAGS, 1, tag[0][:80])

    def _junk(self, after: int) -> Iterator[Found]:
        """Yield the text from here to the next tag that begins at or after `after`."""
        window, place = self._window, self._window.place
        limit = window.position + _PIECE
        sign = window.find(_TAG_SIGN, after, limit)
        end = sign.start if sign else min(limit, len(window.text))
        junk = window.text[window.position : end]
        window.consume(end)
        if len(junk) <= _TOLD_JUNK:
            yield Repair(*place, RepairKind.AFTER, len(junk), junk)
        else:
            reason = "this text stands outside of any element"
            yield Unreadable(*place, Scope.PART, "", reason, Secret(junk))

    def _element(self, tag: re.Match[str]) -> Iterator[Found]:
        """Yield the element that begins with `tag`, by the first way of reading that succeeds."""
        window, start = self._window, self._window.position
        name, inside, place = tag[2], tag.end(), self._window.place
        bounds = bounds_of(name, self._root.entry)
        if tag[0].endswith("/>"):
            quick: int | None = inside
        else:
            end = window.find(bounds.end, inside, start + bounds.limit)
            quick = end.end if end else None
        fault: Fault | None = None
        if quick is not None and self._may_parse(quick - start):
            outcome = parse_element(window.text[start:quick], self._context, place)
            if isinstance(outcome, Element):
                self._read_to(quick)
                yield outcome
                return
            fault = outcome
            self._spent += quick - start
        yield from self._mended(start, inside, name, bounds, (quick, fault))

    def _mended(
        self,
        start: int,
        inside: int,
        name: str,
        bounds: Bounds,
        quick: tuple[int | None, Fault | None],
    ) -> Iterator[Found]:
        window, place = self._window, self._window.place
        reason, farthest = "", 0
        for cut in self._cuts(start, inside, bounds):
            farthest = farthest or cut.end
            text = window.text[start : cut.end]
            known = quick[1] if quick[0] == cut.end else None
            mended = mend(text, cut, self._context, place, name, known)
            self._spent += mended.parsed
            if isinstance(mended.outcome, Element):
                self._context = mended.context
                self._read_to(cut.end)
                yield from mended.repairs
                yield mended.outcome
                return
            reason = reason or _describe(mended.outcome)
        yield from self._unreadable(start, inside, name, bounds, reason)

    def _cuts(self, start: int, inside: int, bounds: Bounds) -> Iterator[Cut]:
        """Yield where the element may end, the likeliest first, as far as trying is affordable."""
        window = self._window
        if window.text.startswith("/>", inside - 2):
            yield Cut(inside, ())
            return
        cutter, steps = self._cutter, self._cutter.steps
        strict = cutter.cut_strictly(start, inside, bounds) if self._may_parse(0) else None
        if strict and self._may_parse(strict.end - start):
            yield strict
        near = self._cut_near(start, inside, bounds)
        if near and near != strict:
            yield near
        self._spent += _STEP * (cutter.steps - steps)
        if not self._may_parse(0):
            return
        steps = cutter.steps
        far = cutter.cut_as_meant(start, inside, bounds, to_edge=False)
        self._spent += far.end - start if far else min(bounds.limit, len(window.text) - start)
        self._spent += _STEP * (cutter.steps - steps)
        if far and far not in {strict, near} and self._may_parse(far.end - start):
            yield far

    def _cut_near(self, start: int, inside: int, bounds: Bounds) -> Cut | None:
        """Return where the element most likely ends, unless too much was searched in vain."""
        if self._window.text.startswith("/>", inside - 2):
            return Cut(inside, ())
        if not self._may_parse(0):
            return None
        return self._cutter.cut_as_meant(start, inside, bounds, to_edge=True)

    def _may_parse(self, length: int) -> bool:
        """Tell whether so many characters may be tried, so that all work stays in proportion."""
        return self._spent + length <= _SPARE + _SHARE * (self._consumed + length)

    def _read_to(self, end: int) -> None:
        self._consumed += end - self._window.position
        self._window.consume(end)

    def _unreadable(
        self, start: int, inside: int, name: str, bounds: Bounds, reason: str
    ) -> Iterator[Found]:
        """Hand out what could not be read, up to where reading can go on."""
        window, place = self._window, self._window.place
        near = self._cut_near(start, inside, bounds)
        if near:
            source = Secret(window.text[start : near.end])
            self._read_to(near.end)
            yield Unreadable(*place, Scope.ELEMENT, name, reason, source)
            return
        if not bounds.is_entry and self._unclosed < _MOST_UNCLOSED:
            self._unclosed += 1
            self._read_to(inside)
            yield Repair(*place, RepairKind.STRAY_TAGS, 1, window.text[start:inside][:80])
            return
        is_cut_off = window.is_complete and len(window.text) - start < bounds.limit
        if is_cut_off and bounds.is_entry and not self._is_closed:
            yield Repair(*place, RepairKind.TRUNCATED, len(window.text) - start, f"<{name}>")
            self._is_closed = True
        reason = "the file ends within this element" if is_cut_off else "this element never ends"
        yield from self._skip_to_entry(inside, name, reason)

    def _skip_to_entry(self, after: int, name: str, reason: str) -> Iterator[Unreadable]:
        """Hand out all up to the next entry after `after`, in pieces."""
        window = self._window
        edge, offset = bounds_of("", self._root.entry).edge, after - window.position
        while window.has(1):
            place, start = window.place, window.position
            found = window.find(edge, start + offset, start + _PIECE)
            end = found.start if found else min(start + _PIECE, len(window.text))
            source = Secret(window.text[start:end])
            offset = max(0, offset - (end - start))
            self._read_to(end)
            yield Unreadable(*place, Scope.PART, name, reason, source)
            if found:
                return


_PREFIXES = ["wp", "content", "excerpt", "dc", "wfw", "atom", "app", "thr", "gd", "blogger"]
_BARE = with_prefixes(Context("<rss>", "</rss>"), _PREFIXES)
_PROLOG = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_LATE_DECLARATION = re.compile(r"\s+<\?xml\b")


def _describe(fault: Fault) -> str:
    return f"{fault.reason} (line {fault.place.line})"
