"""The block of keys that opens a source file, and the text below it."""

import re

from ssg.model.entry import Kind, Place
from ssg.model.record import dataclass
from ssg.parse.problems import Reading, report, warn
from ssg.parse.yaml.signs import is_line_of_dashes

LIMIT = 256_000
"""Characters of front matter; a long list of aliases has a few thousand."""

_OPENING = re.compile(r"\s*?^---[ \t]*$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)
_THREE_HYPHENS = "write three hyphens, nothing else: ---; some editors turn them into a dash"
_KEY_LINE = re.compile(r"[A-Za-z_]+:(?:\s|$)")
_SECOND = re.compile(
    r"(?P<above>\s*?)^---[ \t]*\n(?=(?:.*\n){0,9}?(?:title|date|layout):)"
    r"(?:[A-Za-z_]+:(?:[ \t].*)?\n|[ \t-].*\n)+?(?:---|\.\.\.)[ \t]*$",
    re.MULTILINE,
)
"""Front matter below front matter, as of a text that was pasted with its own."""
_OPENS_CODE = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Parts:
    """A source file in two parts, each with the line of the file on which it begins."""

    front_matter: str
    front_line: int
    body: str
    body_line: int


def normalise(text: str) -> str:
    """Return `text` without a byte order mark and with newlines as line ends."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split_parts(reading: Reading, kind: Kind) -> Parts | None:
    """Return the two parts of the file, None when it has no front matter.

    Reports `no-front-matter` at the first line, or where a block begins that never ends.
    """
    text = reading.text
    opening = _OPENING.match(text)
    if opening is None:
        report(reading, Place(1, 1), "no-front-matter", *_absent(text, kind))
        return None
    front_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        _report_unclosed(text, front_line, reading)
        return None
    body_line = text.count("\n", 0, closing.end()) + 1
    if second := _SECOND.match(text, closing.end()):
        warn(
            reading, Place(body_line + second["above"].count("\n"), 1), "second-front-matter",
            "front matter begins here a second time: readers see its keys as text",
            "write the keys that you need above the text's own line `---`, and take these out",
        )  # fmt: skip
    return Parts(
        front_matter=text[opening.end() : closing.start()],
        front_line=front_line,
        body=text[closing.end() :],
        body_line=body_line,
    )


def _report_unclosed(text: str, front_line: int, reading: Reading) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines[front_line - 1 :], front_line):
        if is_line_of_dashes(line):
            message = f"`{line.strip()}` does not close the front matter"
            report(reading, Place(number, 1), "no-front-matter", message, _THREE_HYPHENS)
            return
    message = "the front matter that opens here is not closed"
    fix = f"put a line `---` below its last key{_likely_end(lines, front_line)}"
    report(reading, Place(max(front_line - 1, 1), 1), "no-front-matter", message, fix)


def _absent(text: str, kind: Kind) -> tuple[str, str]:
    """Return message and fix for a file without front matter."""
    keys = "`title: …` and `date: 2016-10-29`" if kind is Kind.POST else "`title: …`"
    if not text.strip():
        return "the file is empty", f"write a line `---`, then {keys}, another line `---`, and text"
    if misshapen := _misshapen(text):
        return misshapen
    if _KEY_LINE.match(text.lstrip()):
        message = "the keys at the top do not stand between two lines `---`"
        return message, "put a line `---` above them and one below"
    message = f"this {kind.value} has no front matter"
    return message, f"begin the file with a line `---`, then {keys}, then another line `---`"


def _misshapen(text: str) -> tuple[str, str] | None:
    """Return message and fix for front matter that does not begin as it must."""
    first, _, rest = text.lstrip().partition("\n")
    if first.rstrip() == "---":
        message = "spaces stand before the line `---`, so that it opens no front matter"
        return message, "take out the spaces before both lines `---` and before the keys"
    if first.startswith(_OPENS_CODE) and rest.startswith("---"):
        message = "the front matter stands in a block of code"
        return message, f"take out its first line, {first.rstrip()}, and the line that ends it"
    if is_line_of_dashes(first):
        return f"`{first.strip()}` does not open front matter", _THREE_HYPHENS
    if text.lstrip().startswith("+++"):
        message = "the front matter is TOML (between +++), and ssg reads YAML"
        return message, "write it between two lines `---`, each key as `title: …`"
    return None


def _likely_end(lines: list[str], front_line: int) -> str:
    last = 0
    for number, line in enumerate(lines[front_line - 1 :], front_line):
        if not line.strip():
            break
        if _KEY_LINE.match(line) or line.startswith((" ", "-")):
            last = number
    return f", which seems to be line {last}" if last else ""
