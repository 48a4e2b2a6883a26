"""Signs that look like YAML's and are not: curly quotation marks, dashes, hashes, odd spaces.

Editors set them while one types, and nobody sees the difference on the screen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ssg.model.diagnostic import Level
from ssg.model.entry import Place
from ssg.parse.problems import Reading, warn
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode

OPENING_QUOTES = frozenset("“„‟«‘‚‹”’")
"""Quotation marks that may open a text in one language or another; Swedish opens with ”."""

CLOSING_QUOTES = "”“‟«»’‘›"
"""Those that may close one; German closes with “, and Danish books with «."""

DASHES = "\u2010-\u2015\u2212"
"""What looks like a hyphen and is none, for a class of signs in a pattern."""

_BETWEEN = re.compile(rf"[{CLOSING_QUOTES}]\s*,\s*[{''.join(sorted(OPENING_QUOTES))}]")
_ANY_QUOTE = re.compile("[“”„‟«»‘’‚‹›]")
_HASH = re.compile(r"[ \t]#(?=\S)")
_MEANT_COMMENT = re.compile(r"[ \t]+#(?=\s|\Z)")
_DASHES = re.compile(rf"\s*[-{DASHES}\u2e3a\u2e3b]+\s*")


def quoted(text: str) -> str:
    """Return `text` in quotes, as YAML takes it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def split_comment(value: str) -> tuple[str, str]:
    """Return a value and the comment behind it, which stays out of any quotes.

    >>> split_comment("Foo: bar # mine")
    ('Foo: bar', ' # mine')
    """
    found = _MEANT_COMMENT.search(value)
    return (value[: found.start()], value[found.start() :]) if found else (value, "")


def is_line_of_dashes(line: str) -> bool:
    """Tell whether `line` was meant as `---`, but holds other dashes or another number of them."""
    return _DASHES.fullmatch(line) is not None and line.strip() != "---"


def is_in_curly_quotes(text: str) -> bool:
    """Tell whether `text` begins and ends with quotation marks of print."""
    return len(text) > 1 and text[0] in OPENING_QUOTES and text[-1] in CLOSING_QUOTES


def without_curly_quotes(text: str) -> str:
    """Return what stands between the curly quotation marks around `text`, or "" without them."""
    inner = text[1:-1]
    if not is_in_curly_quotes(text) or not inner.strip():
        return ""
    return "" if _ANY_QUOTE.search(inner.replace("’", "")) else inner


def warn_of_curly_quotes(node: ScalarNode, reading: Reading) -> None:
    """Report curly quotation marks where straight ones were meant (rule `curly-quotes`)."""
    if _BETWEEN.search(node.text):
        parts = re.split(r"\s*,\s*", node.text)
        meant = ", ".join(quoted(without_curly_quotes(part) or part) for part in parts)
        fix = f"write a list, with straight quotation marks: [{meant}]"
    elif inner := without_curly_quotes(node.text):
        fix = (
            f"write {quoted(inner)}, with straight ones; if the curly ones belong to the text, "
            f"put straight ones around them: {quoted(node.text)}"
        )
    else:
        return
    message = "curly quotation marks are part of the text here, and readers see them"
    warn(reading, node, "curly-quotes", message, fix)


def warn_of_comments(text: str, node: Node | None, first_line: int, reading: Reading) -> None:
    """Report values that a `#` cuts short (rule `hash-comment`), as in `title: Why #MeToo failed`.

    A `#` with a space behind it is a comment that is meant.
    """
    if node is None or _HASH.search(text) is None:
        return
    lines = text.split("\n")
    for value in _plain_scalars(node):
        line = lines[value.line - first_line] if value.line - first_line < len(lines) else ""
        start = value.column - 1
        rest = line[start + len(value.text) :]
        if line[start : start + len(value.text)] == value.text and _HASH.match(" " + rest.lstrip()):
            _warn_of_comment(value, line, reading)


def _warn_of_comment(value: ScalarNode, line: str, reading: Reading) -> None:
    whole = line[value.column - 1 :].strip()
    before = line[: value.column - 1].strip()
    comment = whole.removeprefix(value.text).strip()
    message = f"a `#` after a space begins a comment, so `{comment}` is left out"
    fix = f"write: {before} {quoted(whole)}; a comment that is meant has a space behind its `#`"
    place = Place(value.line, line.index(comment, value.column - 1) + 1)
    warn(reading, place, "hash-comment", message, fix)


def raise_hash_comment(key: ScalarNode, reading: Reading) -> bool:
    """Make an error of the warning that a `#` hides the value of `key`; tell whether it does."""
    for number, problem in enumerate(reading.problems):
        if problem.rule == "hash-comment" and problem.line == key.line:
            reading.problems[number] = replace(problem, level=Level.ERROR)
            return True
    return False


def hidden_by_hash(key: ScalarNode, reading: Reading) -> str:
    """Return the line of the empty `key` with the comment behind it as its value, "" if none is."""
    lines = reading.text.split("\n")
    line = lines[key.line - 1] if key.line <= len(lines) else ""
    before, sign, words = line[key.column - 1 :].partition("#")
    return f"{before.strip()} {quoted(sign + words.rstrip())}" if words.strip() else ""


def _plain_scalars(node: Node) -> Iterator[ScalarNode]:
    match node:
        case ScalarNode():
            if not node.quoted:
                yield node
        case ListNode():
            for element in node.elements:
                if element is not None:
                    yield from _plain_scalars(element)
        case MapNode():
            for _, value in node.pairs:
                if value is not None:
                    yield from _plain_scalars(value)


def hash_in_brackets(lines: Sequence[str], last: int) -> tuple[int, int, str] | None:
    """Return line, column (from 0) and what to write where a `#` hides a bracket's end.

    Looks upwards from the line `last`, for the reader of YAML notices the loss far below.
    """
    for number in range(min(last, len(lines) - 1), -1, -1):
        line = lines[number]
        found = re.search(r"[\[{].*?(?<=[\[{,\s])(?=#\S)", line)
        if found and not re.match(r"\s*#", line):
            write = re.sub(
                r"(?<=[\[{,\s])#[^,\]}\"']*[^,\]}\"'\s]", lambda part: quoted(part[0]), line
            )
            return number, found.end(), write.strip()
    return None
