"""The source of an entry as its author sees it: where in it stands what was found in its HTML."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate

from ssg.model.entry import Place

_FRONT_MATTER = re.compile(
    r"\s*?^---[ \t]*$\n?(?P<keys>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE | re.DOTALL
)
_KEY = re.compile(r"^([A-Za-z_]+)[ \t]*:", re.MULTILINE)
_FENCE = re.compile(r"^(?:[ >]*)(`{3,}|~{3,}).*?(?:^(?:[ >]*)\1|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^[ >]{0,8}#{1,6}(?=[^#\n])|<h[1-6](?=[\s>])", re.MULTILINE | re.IGNORECASE)
_UNDERLINE = re.compile(r"\n[ >]{0,8}(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_NO_SIGN = re.compile(r"\W+")


class Manuscript:
    """The text of a source file, without a byte order mark and with newlines as line ends."""

    def __init__(self, path: str, source: str) -> None:
        """Take the file as it was decoded."""
        text = source.removeprefix("\ufeff")
        self.path = path
        self.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        opened = _FRONT_MATTER.match(self.text)
        self.start = opened.end() if opened else 0
        self._opened = opened

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def place(self, offset: int) -> Place:
        """Return line and column of the sign at `offset`; of none for -1."""
        if offset < 0:
            return Place()
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def offset(self, place: Place) -> int:
        """Return the offset of `place`, -1 for none."""
        if not 0 < place.line <= len(self._lines):
            return -1
        return self._lines[place.line - 1] + max(place.column - 1, 0)

    @cached_property
    def keys(self) -> Mapping[str, Place]:
        """Return the places of the keys of the front matter."""
        if self._opened is None:
            return {}
        start = self._opened.start("keys")
        return {
            found[1]: self.place(start + found.start())
            for found in _KEY.finditer(self._opened["keys"])
        }

    def value(self, key: str) -> str:
        """Return what stands behind the colon of a key of the front matter, on its line."""
        place = self.keys.get(key)
        if place is None:
            return ""
        line = self.text.split("\n", place.line)[place.line - 1]
        return line.partition(":")[2].partition(" #")[0].strip()

    @cached_property
    def headings(self) -> list[int]:
        """Return where lines begin that look like headings, leaving fenced code out."""
        body = self.without_fences
        starts = [found.start() for found in _HEADING.finditer(body, self.start)]
        for line in _UNDERLINE.finditer(body, self.start):
            start = body.rfind("\n", 0, line.start()) + 1
            if start >= self.start and body[start : line.start()].strip(" >"):
                starts.append(start)
        return sorted(starts)

    @cached_property
    def without_fences(self) -> str:
        """Return the text with blanks in place of fenced code."""
        if "```" not in self.text and "~~~" not in self.text:
            return self.text
        return _FENCE.sub(lambda code: " " * len(code[0]), self.text)

    @cached_property
    def without_code(self) -> str:
        """Return the text with blanks in place of any code."""
        text = self.without_fences
        return _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text

    def find(self, words: str, start: int = -1) -> int:
        """Return where `words` stand in the text below the front matter, or -1."""
        return self.text.find(words, self.start if start < 0 else start) if words else -1

    def search(self, pattern: str, *, at_end: bool = False) -> int:
        """Return where the text below the front matter fits `pattern`, or where it ends; or -1."""
        found = re.compile(pattern).search(self.text, self.start)
        return -1 if found is None else found.end() if at_end else found.start()

    def find_words(self, text: str) -> int:
        """Return where the first words of `text` stand, whatever signs are between them; or -1."""
        words = _first_words(text)
        found = re.compile(_loosely(words)).search(self.text, self.start) if words else None
        return found.start() if found else self.find(max(words, key=len, default=""))

    def find_line(self, mark: str, text: str) -> int:
        """Return where the line begins that is `mark` and `text`, in a quotation or not; or -1."""
        words = _first_words(text)
        line = re.compile(
            rf"^(?:[ \t]*>)*[ \t]*(?P<at>{re.escape(mark)}[ \t\xa0]+\W*{_loosely(words)})",
            re.MULTILINE,
        )
        found = line.search(self.text, self.start) if words else None
        return found.start("at") if found else -1

    def find_quotation(self, text: str) -> int:
        """Return where the line of a block quote begins that begins with `text`, or its words."""
        words = _first_words(text)
        quoted = re.compile(rf"^[ \t]*>\W*{_loosely(words)}", re.MULTILINE)
        found = quoted.search(self.text, self.start) if words else None
        return found.start() if found else self.find_words(text)


def _first_words(text: str) -> list[str]:
    return [word for word in _NO_SIGN.split(text) if word][:_WORDS]


def _loosely(words: list[str]) -> str:
    # In the source an entity or a mark may stand between two words, but hardly much of it.
    return r"\W{1,12}".join(map(re.escape, words))


_WORDS = 4
