"""Where plain text would be read as Markdown, and how it is written so that it is not."""

import re

_SIGNS = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+\-.!|\n]|\Z)"  # a backslash that would take the sign after it
    r"|`"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<!\w)_(?!\s)|(?<!\s)_(?!\w)"
    r"|\[(?=[\[^])"
    r"|\[(?=[^\[\]]*\][(\[:])"
)
_EVERY_SIGN = re.compile(r"[\\`*_{}\[\]]")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])|(?<=\{\{)<")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(
    r"(?P<slash>#|>|[-+*](?=\s|\Z)|[-=*_](?=[-=*_ ]*\Z)|\{)"
    r"|(?P<number>\d+)\.(?=\s|\Z)|(?P<named>:|~|=)"
)
_ADDRESS = re.compile(r"\s*https?(?=://\S+\s*\Z)")


def escape_text(
    text: str, *, at_start: bool = False, carefully: bool = False, in_link: bool = False
) -> str:
    """Return plain `text` as Markdown that says it.

    `at_start` tells that it begins a line. Only what would be misread is escaped, unless
    `carefully` asks for every sign to be. An address alone would become a card, but not `in_link`.
    """
    if carefully:
        written = _EVERY_SIGN.sub(r"\\\g<0>", text.replace("&", "&amp;"))
        written = written.replace("<", "&lt;").replace("://", "&#58;//").replace("|", "&#124;")
    else:
        written = _SIGNS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
        written = _TAG.sub("&lt;", written)
        if not in_link and _ADDRESS.match(written):
            written = written.replace("://", "&#58;//", 1)
    if at_start:
        written = _escape_start(written)
    return written.replace("\u00a0", "&nbsp;")


def _escape_start(text: str) -> str:
    """Escape what would make a list, a heading or the like of a line."""
    start = len(text) - len(text.lstrip(" "))
    found = _LINE_START.match(text, start)
    if found is None:
        return text
    rest = text[found.end() :]
    if found["number"]:
        return f"{text[:start]}{found['number']}\\.{rest}"
    if found["named"]:
        return f"{text[:start]}&#{ord(found['named'])};{rest}"
    return f"{text[:start]}\\{found['slash']}{rest}"


def code_span(text: str) -> str:
    """Return `text` between as many backticks as it needs."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"
