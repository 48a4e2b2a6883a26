"""A text with blanks in place of what Markdown shows as it stands: code, and comments."""

import re

from ssg.text.blanks import blanked

_HIDDEN = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?[ >]*(?P=fence)[ ]*$"
    r"|<!--[\s\S]*?-->"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE,
)
_SIGN = re.compile(r"`+|~~~+|<!--")
_SIGNS = ("`", "~~~", "<!--")
_HOLDS_INDENTED = re.compile(r"[*+-][ \t]|[0-9]+[.)][ \t]|\[\^|:|!!!|>|<")
"""How a block begins to which lines with four spaces before them belong."""
_PATIENCE = 20_000_000


def without_hidden(text: str) -> str:
    """Return `text`, no shorter or longer, with blanks in place of code and comments.

    A text with more signs of them than anyone writes, which would take long, stays as it is.
    """
    if "\n    " in text or "\n\t" in text:
        text = _without_indented(text)
    if not any(map(text.__contains__, _SIGNS)):
        return text
    if sum(1 for _ in _SIGN.finditer(text)) * len(text) > _PATIENCE:
        return text
    return _HIDDEN.sub(lambda found: blanked(found[0]), text)


def _without_indented(text: str) -> str:
    """Return `text` with blanks in place of lines that are code by their four spaces.

    What may belong to a list, a note or a definition stays.
    """
    lines = text.split("\n")
    is_held, is_after_blank, is_code = False, True, False
    for number, line in enumerate(lines):
        if not line.strip():
            is_after_blank = True
            continue
        if not line.startswith(("    ", "\t")):
            is_code = False
            is_held = _HOLDS_INDENTED.match(line.lstrip(" ")) is not None or (
                is_held and not (is_after_blank and line[0] != " ")
            )
        elif not is_held and (is_after_blank or is_code):
            is_code = True
            lines[number] = " " * len(line)
        is_after_blank = False
    return "\n".join(lines)
