"""YAML's complaints, in the words of someone who writes essays."""

import re
from collections.abc import Sequence

import yaml

from ssg.parse.yaml.complaint import KEY_AND_VALUE, Complaint, Fault
from ssg.parse.yaml.quote_faults import (
    explain_backslash,
    explain_colon_in_value,
    explain_first_character,
    explain_open_quote,
    explain_text_after_bracket,
    explain_text_after_quote,
)
from ssg.parse.yaml.signs import hash_in_brackets, is_line_of_dashes, quoted

_NO_SPACE = re.compile(r"(\s*(?:- +)*)([A-Za-z_]+):([^ \t].*)")
_NO_SPACE_IN_LIST = re.compile(r"(\s*)-([^\s-].*)")


def explain_fault(error: yaml.YAMLError, lines: Sequence[str]) -> Fault:
    """Return what `error` means for the writer of `lines`."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    complaint = Complaint(
        problem=str(getattr(error, "problem", "") or ""),
        context=str(getattr(error, "context", "") or ""),
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        start_line=start.line if start else 0,
        start_column=start.column if start else 0,
        lines=lines,
    )
    for explain in _EXPLANATIONS:
        fault = explain(complaint)
        if fault and not _is_there_already(fault, lines):
            return fault
    return Fault(
        complaint.line,
        complaint.column,
        "this line cannot be read",
        "write `key: value`, and put the value in quotes if it holds : # [ ] { } or a quote",
    )


def _is_there_already(fault: Fault, lines: Sequence[str]) -> bool:
    """Tell whether the fix says to write what is written."""
    _, _, write = fault.fix.partition("write: ")
    return bool(write) and fault.line < len(lines) and write == lines[fault.line].strip()


def _tab(complaint: Complaint) -> Fault | None:
    if not re.match(r"\s*\t", complaint.written):
        return None
    message = "a tab stands at the beginning of this line"
    return Fault(complaint.line, 0, message, "use spaces instead of the tab")


def _line_of_dashes(complaint: Complaint) -> Fault | None:
    for line in (complaint.line, complaint.line - 1):
        if 0 <= line < len(complaint.lines) and is_line_of_dashes(complaint.lines[line]):
            message = f"`{complaint.lines[line].strip()}` is not the line that ends front matter"
            return Fault(line, 0, message, "write three hyphens, nothing else: ---")
    return None


def _hash_in_brackets(complaint: Complaint) -> Fault | None:
    if not complaint.context.startswith("while parsing a flow"):
        return None
    found = hash_in_brackets(complaint.lines, complaint.line)
    if found is None:
        return None
    line, column, write = found
    message = "a `#` begins a comment here, and the bracket is never closed"
    return Fault(line, column, message, f"put what begins with # in quotes: {write}")


def _no_space_after_colon(complaint: Complaint) -> Fault | None:
    for line in range(complaint.line, max(complaint.line - 3, -1), -1):
        match = _NO_SPACE.fullmatch(complaint.lines[line]) if line < len(complaint.lines) else None
        if match and not match[3].startswith("//"):
            return space_fault(match, line)
    return None


def explain_text_instead_of_keys(lines: Sequence[str]) -> Fault | None:
    """Return what is wrong with keys that YAML takes for a text: `title:Words` and nothing else."""
    for number, line in enumerate(lines):
        if match := _NO_SPACE.fullmatch(line):
            return space_fault(match, number)
    return None


def space_fault(match: re.Match[str], line: int) -> Fault:
    """Return the fault of a key whose colon no space follows, or one that does not count."""
    _, key, value = match.groups()
    message = f"a space is missing after the colon of `{key}`"
    if value[0].isspace():
        message = f"the space after the colon of `{key}` is a no-break space, which does not count"
    return Fault(line, match.end(2), message, f"write: {key}: {value.strip()}")


def _no_space_after_hyphen(complaint: Complaint) -> Fault | None:
    if "mapping values" not in complaint.problem and "expected ':'" not in complaint.problem:
        return None
    fault = None
    for line in range(min(complaint.line, len(complaint.lines) - 1), -1, -1):
        match = _NO_SPACE_IN_LIST.fullmatch(complaint.lines[line])
        if match:
            message = "a space is missing after the hyphen of this list"
            fault = Fault(line, match.end(1), message, f"write: - {match[2].strip()}")
        elif fault or line < complaint.line:
            break
    return fault


def _line_without_colon(complaint: Complaint) -> Fault | None:
    if "mapping values" not in complaint.problem and "expected ':'" not in complaint.problem:
        return None
    before = complaint.lines[complaint.line - 1] if complaint.line else ""
    if before.strip() and ":" not in before and not before.lstrip().startswith("#"):
        message = "this line has no colon, so it is not clear which key it belongs to"
        return Fault(complaint.line - 1, 0, message, _colon_fix(complaint))
    if _indent(complaint.written) > _indent(before):
        message = "this line stands further right than the line before, which has a value already"
        fix = "let it begin below the first letter of the line before"
        return Fault(complaint.line, _indent(complaint.written), message, fix)
    return None


def _colon_fix(complaint: Complaint) -> str:
    """Return what to write instead of a line without a colon: perhaps it goes on from above."""
    above = complaint.lines[complaint.line - 2] if complaint.line > 1 else ""
    match = KEY_AND_VALUE.fullmatch(above)
    if match is None or match[3][0] in "[{|>":
        return "write `key: value`"
    words = complaint.lines[complaint.line - 1].strip()
    whole = quoted(f"{match[3].strip(chr(34))} {words}".strip('"'))
    return f"write `key: value`; if it belongs to `{match[2]}`: {match[2]}: {whole}, on one line"


def _unclosed_bracket(complaint: Complaint) -> Fault | None:
    if not complaint.context.startswith("while parsing a flow") or "node" in complaint.context:
        return None
    if complaint.written[: complaint.column].rstrip().endswith(('"', "'")):
        message = "a comma is missing before this part"
        return Fault(complaint.line, complaint.column, message, "write `, ` between the two")
    opening = "[" if "sequence" in complaint.context else "{"
    return _never_closed(complaint.start_line, complaint.start_column, opening)


def _never_closed(line: int, column: int, opening: str) -> Fault:
    closing = "]" if opening == "[" else "}"
    message = f"the bracket `{opening}` that opens here is not closed"
    fix = f"put `{closing}` behind the last part; put parts with : , [ ] {{ }} in quotes"
    return Fault(line, column, message, fix)


def _bracket_open_at_the_end(complaint: Complaint) -> Fault | None:
    """Explain a list that ends in a comma: YAML tells only where it missed the next part."""
    if "node" not in complaint.context or any(map(_has_words, complaint.lines[complaint.line :])):
        return None
    bracket = _last_open_bracket("\n".join(complaint.lines[: complaint.line]))
    if bracket is None:
        return None
    opening = "[" if isinstance(bracket, yaml.FlowSequenceStartToken) else "{"
    return _never_closed(bracket.start_mark.line, bracket.start_mark.column, opening)


def _last_open_bracket(text: str) -> yaml.Token | None:
    opened: list[yaml.Token] = []
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened.pop()
    except yaml.YAMLError:  # This is not libyaml, which has read as far.
        return None
    return opened[-1] if opened else None


def _has_words(line: str) -> bool:
    return re.match(r"\s*(?:#|---\s*$|$)", line) is None


def _surplus_bracket(complaint: Complaint) -> Fault | None:
    if complaint.written[complaint.column : complaint.column + 1] not in {"]", "}", ","}:
        return None
    character = complaint.written[complaint.column]
    message = f"there is a `{character}` too many here"
    fix = f"remove it, or put the whole value in quotes if the `{character}` belongs to the text"
    return Fault(complaint.line, complaint.column, message, fix)


def _indentation(complaint: Complaint) -> Fault | None:
    if not re.search(r"did not find expected (?:key|'-' indicator|<document)", complaint.problem):
        return None
    message = "this line does not line up with the lines above"
    fix = "let keys and list marks that belong together begin in the same column"
    return Fault(complaint.line, complaint.column, message, fix)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_EXPLANATIONS = (
    explain_open_quote,
    _tab,
    _line_of_dashes,
    _hash_in_brackets,
    explain_backslash,
    explain_colon_in_value,
    explain_text_after_quote,
    explain_first_character,
    _unclosed_bracket,
    _bracket_open_at_the_end,
    explain_text_after_bracket,
    _surplus_bracket,
    _no_space_after_colon,
    _no_space_after_hyphen,
    _line_without_colon,
    _indentation,
)
