"""Values of front matter and site.yaml that want straight quotation marks around them.

What YAML makes of an edit is asked (`problems_in`): an edit is kept only where it takes problems
away and brings none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ssg.check.mending.edits import edited
from ssg.model.diagnostic import Diagnostic
from ssg.model.edit import Edit, Mend
from ssg.model.entry import Place

MENDED = frozenset({"curly-quotes", "hash-comment", "yaml-syntax"})

_TEXTS = frozenset({"description", "summary", "tagline", "title"})
_KEY = re.compile(r"(?P<key>[a-z_]+)(?P<gap>:[ \t]+)(?P<value>\S.*?)[ \t]*\Z")
_COMMENT = re.compile(r"\s#(?=\s|\Z)")
"""What begins a comment: it is private, and no edit makes it part of a text that is read."""
_PARTNERS = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‘": "’‘", "‚": "‘’", "”": "”", "’": "’"}
_MOST_ROUNDS = 12
"""An error of YAML hides those below it, so that each is met after the one above is mended."""

ProblemsIn = Callable[[str], Sequence[Diagnostic]]


def mends_of_values(path: str, text: str, problems_in: ProblemsIn) -> list[Mend]:
    """Return the edits that mend values in `text`, all of which can be made at once.

    `problems_in` tells what is wrong with a version of the file.
    """
    made: list[Mend] = []
    for _ in range(_MOST_ROUNDS):
        now = edited(text, [mend.edit for mend in made])
        problems = problems_in(now)
        mend = next(_possible(path, now, problems, problems_in), None)
        if mend is None:
            break
        if any(_moves_what_follows(other.edit, mend.edit) for other in made):
            break
        made.append(mend)
    return made


def _moves_what_follows(made: Edit, edit: Edit) -> bool:
    """Tell whether the place of `edit` would count from an edit in the same line."""
    return made.place.line == edit.place.line and len(made.old) != len(made.new)


def _possible(
    path: str, text: str, problems: Sequence[Diagnostic], problems_in: ProblemsIn
) -> Iterator[Mend]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        if problem.rule not in MENDED or not 0 < problem.line <= len(lines):
            continue
        edit = _edit_for(path, problem, lines)
        if edit and _is_better(problems, problems_in(edited(text, [edit]))):
            yield Mend(problem, edit)


def _edit_for(path: str, problem: Diagnostic, lines: Sequence[str]) -> Edit | None:
    line = lines[problem.line - 1]
    if problem.rule == "curly-quotes":
        return _straightened(path, problem, line)
    found = _KEY.fullmatch(line)
    if found is None or found["key"] not in _TEXTS or _goes_on(lines, problem.line):
        return None
    if _COMMENT.search(line):
        return None
    meant = _meant(found["value"])
    if meant is None:
        return None
    place = Place(problem.line, found.start("value") + 1)
    return Edit(path, place, found["value"], _quoted(meant))


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Tell whether the line below is part of the same value."""
    below = lines[number] if number < len(lines) else ""
    return below.startswith((" ", "\t")) and below.strip() != ""


def _meant(value: str) -> str | None:
    """Return the text that is meant by a value that YAML reads otherwise; None if unclear."""
    first, last = value[0], value[-1]
    if first in "\"'":
        inner = value[1:-1] if len(value) > 1 and first == last else ""
        if inner and "\\" not in inner:
            return inner.replace("''", "'") if first == "'" else inner
        # `"Words" and Deeds` is meant with its marks; `"Words` may end anywhere.
        return value if first in value[1:] and "\\" not in value else None
    if last in _PARTNERS.get(first, ""):
        return value[1:-1]
    return None if value.startswith(("- ", "|", ">")) else value


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _straightened(path: str, problem: Diagnostic, line: str) -> Edit | None:
    """Return the edit that makes the marks around one value straight."""
    start = problem.column - 1
    closing = _PARTNERS.get(line[start : start + 1], "")
    end = min((at for mark in closing if (at := line.find(mark, start + 1)) > 0), default=-1)
    words = line[start + 1 : end]
    if end < 0 or '"' in words or "\\" in words or _COMMENT.search(words):
        return None
    return Edit(path, Place(problem.line, start + 1), line[start : end + 1], f'"{words}"')


def _is_better(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> bool:
    """Tell whether an edit took a problem away, and brought none that was not hidden by it."""
    told = Counter((each.rule, each.line, each.message) for each in before)
    left = Counter((each.rule, each.line, each.message) for each in after)
    gone = told - left
    if not gone:
        return False
    first = min(line for _, line, _ in gone)
    new = left - told
    if any(rule == "yaml-syntax" for rule, _, _ in gone):
        # What is no YAML has no keys: other problems show only now.
        return not any(rule == "yaml-syntax" and line <= first for rule, line, _ in new)
    return not new
