"""Values that need quotation marks, lack one or have one too many, in a writer's words."""

import re
from dataclasses import replace

from ssg.parse.yaml.complaint import KEY_AND_VALUE, Complaint, Fault
from ssg.parse.yaml.open_quotes import find_open_quote
from ssg.parse.yaml.signs import quoted, split_comment, without_curly_quotes

_SIGN_OF_TEXT = re.compile(r"(?:[&*]|!(?!!))\S*\s+[^\s\[{|>#&*!]")


def explain_open_quote(complaint: Complaint) -> Fault | None:
    """Explain a quotation mark that is not closed, wherever YAML noticed it."""
    message = "the quotation mark that opens here is never closed"
    fix = "put the same quotation mark at the end of the text"
    if quote := find_open_quote(complaint.lines, complaint.line):
        return Fault(quote.line, quote.column, message, f"{fix}: `{quote.mended}`")
    if "quoted scalar" in complaint.context and "end of stream" in complaint.problem:
        return Fault(complaint.start_line, complaint.start_column, message, fix)
    return None


def explain_text_after_quote(complaint: Complaint) -> Fault | None:
    """Explain text behind a closing quotation mark: 'It's mine', "Words" and deeds."""
    match = KEY_AND_VALUE.fullmatch(complaint.written)
    if (
        match is None
        or match[3][:1] not in {"'", '"'}
        or "did not find expected" not in (complaint.problem)
    ):
        return None
    begin, key, written = match.groups()
    value, comment = split_comment(written)
    if value.endswith(value[0]):
        value = value[1:-1].replace("''", "'")
    message = f"the quotation mark of `{key}` closes before the text ends"
    fix = f"write: {begin.strip()}{' ' if begin.strip() else ''}{key}: {quoted(value)}{comment}"
    return Fault(complaint.line, complaint.column, message, fix)


def explain_colon_in_value(complaint: Complaint) -> Fault | None:
    """Explain a colon in a text without quotes: Words: and deeds."""
    if "mapping values are not allowed" not in complaint.problem:
        return None
    match = KEY_AND_VALUE.fullmatch(complaint.written)
    if match is None or not re.search(r":(?:\s|$)", match[3]):
        return None
    begin, key, written = match.groups()
    if complaint.column < match.start(3):
        return None
    value, comment = split_comment(written)
    what = "a title" if key == "title" else f"`{key}`"
    message = f"{what} with a colon needs quotes"
    if value[:1] in {"'", '"'} and value.endswith(value[0]) and len(value) > 1:
        value = value[1:-1]
    elif inner := without_curly_quotes(value):
        message = f"{message}, and curly ones do not count"
        value = inner
    fix = f"write: {begin.strip()}{' ' if begin.strip() else ''}{key}: {quoted(value)}{comment}"
    return Fault(complaint.line, complaint.column, message, fix)


def explain_first_character(complaint: Complaint) -> Fault | None:
    """Explain a value that begins with a character that has a meaning: @ ` % ] > and so on."""
    match = KEY_AND_VALUE.fullmatch(complaint.written)
    if match is None or match[3][0] not in "@`%]},|>?-&*!":
        return None
    _, key, value = match.groups()
    if value.startswith("- "):
        message = f"a list begins on the line below its key `{key}`"
        fix = f"put `{value}` on a line of its own, two spaces further right than `{key}`"
        return Fault(complaint.line, match.start(3), message, fix)
    return _needs_quotes(match, complaint.line)


def explain_text_after_bracket(complaint: Complaint) -> Fault | None:
    """Explain a text that begins with a bracket: [Draft] Words and deeds."""
    match = KEY_AND_VALUE.fullmatch(complaint.written)
    if match is None or not re.match(r"\[[^\]]*\]\s*[^\s\],}#]|\{[^}]*\}\s*[^\s\],}#]", match[3]):
        return None
    fault = _needs_quotes(match, complaint.line)
    if match[2] == "title":
        return fault
    return replace(fault, fix=f"{fault.fix}; if a list is meant, close it behind its last part")


def explain_backslash(complaint: Complaint) -> Fault | None:
    """Explain a backslash between double quotes that stands for nothing."""
    if "escape" not in complaint.problem and "hexdecimal" not in complaint.problem:
        return None
    message = "between double quotes a backslash has a meaning of its own"
    fix = "write the backslash twice, or use single quotes around the text"
    return Fault(complaint.line, complaint.column, message, fix)


def explain_sign_of_text(line: str, number: int, column: int) -> Fault | None:
    """Return what is wrong where a text begins with `&`, `*` or `!`, None where it is no text."""
    match = KEY_AND_VALUE.fullmatch(line)
    if match is None or match.start(3) != column:
        return None
    return _needs_quotes(match, number) if _SIGN_OF_TEXT.match(match[3]) else None


def _needs_quotes(match: re.Match[str], line: int) -> Fault:
    """Return the fault of a value whose first character has a meaning in YAML."""
    begin, key, written = match.groups()
    value, comment = split_comment(written)
    message = f"a value that begins with `{value[0]}` needs quotes"
    fix = f"write: {begin.strip()}{' ' if begin.strip() else ''}{key}: {quoted(value)}{comment}"
    return Fault(line, match.start(3), message, fix)
