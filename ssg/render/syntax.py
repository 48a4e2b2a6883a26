"""What Jinja says of a template that it cannot read, in plain words."""

import re
from collections.abc import Iterator
from contextlib import suppress

from jinja2 import Environment, TemplateSyntaxError

from ssg.render.mistake import fix_from

_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_AT_END = "Unexpected end of template"
_INNERMOST = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
_TAGS = frozenset(
    {"autoescape", "block", "call", "extends", "filter", "for", "from", "if", "import", "include"}
    | {"macro", "set", "with"}
)
_CLOSED = _TAGS - {"extends", "from", "import", "include"}
_MIDDLE = {"else": "`if` or `for`", "elif": "`if`"}
_ELSEWHERE = {"elseif": "elif", "elsif": "elif"}
"""Tags of other template languages."""
_CORRECT = "correct the template at this line"


def syntax_in_words(error: TemplateSyntaxError, environment: Environment) -> tuple[str, str]:
    """Return what is wrong and what mends it: tags first, for the rest Jinja's own words."""
    said = error.message or ""
    unknown, innermost = _UNKNOWN_TAG.search(said), _INNERMOST.search(said)
    name = unknown[1] if unknown else ""
    if innermost and (name.removeprefix("end") in _CLOSED - {name} or said.startswith(_AT_END)):
        opened = innermost[1]
        line = _line_of_open_tag(opened, error, environment)
        which = f"the `{opened}` of line {line}" if line else f"a `{opened}` above"
        where = "before this line" if name else "where it is to end"
        return f"{which} is never closed", f"write {{% end{opened} %}} {where}"
    if name in _MIDDLE:
        return f"this `{name}` stands in no {_MIDDLE[name]}", "take it out, or close what is inside"
    if name.removeprefix("end") in _CLOSED:
        opened = name.removeprefix("end")
        return f"this `{name}` closes nothing", f"write {{% {opened} … %}} above it, or take it out"
    if name.startswith("end") and innermost:
        return f"there is no tag `{name}`", f"write {{% end{innermost[1]} %}}"
    if name:
        fix = fix_from(_ELSEWHERE.get(name, name), _TAGS | _MIDDLE.keys())
        return f"there is no tag `{name}`", fix
    return said.rstrip(".") or type(error).__name__, _CORRECT


def _line_of_open_tag(
    opened: str, error: TemplateSyntaxError, environment: Environment
) -> int | None:
    """Return the line of the tag that is open where `error` is; None where that is not `opened`."""
    stack: list[tuple[str, int]] = []
    with suppress(TemplateSyntaxError):  # The rest may be worse, and is not needed.
        for name, line in _tags(error.source or "", environment):
            if not name.startswith("end"):
                stack.append((name, line))
            elif stack and stack[-1][0] == name.removeprefix("end"):
                stack.pop()
            else:
                break
    return stack[-1][1] if stack and stack[-1][0] == opened else None


def _tags(source: str, environment: Environment) -> Iterator[tuple[str, int]]:
    """Yield the tags that open and close something, each with its line."""
    tag: list[tuple[int, str, str]] = []
    for token in environment.lex(source):
        kind = token[1]
        if kind == "block_begin":
            tag = []
        elif kind == "block_end" and tag:
            line, _, name = tag[0]
            is_short = name == "set" and any(text == "=" for _, _, text in tag)
            if name.removeprefix("end") in _CLOSED and not is_short:
                yield name, line
        elif kind != "whitespace":
            tag.append(token)
