"""Shortcodes that hold code, and the names of languages that they go by."""

import re

LANGUAGES = frozenset(
    """actionscript3 applescript as3 bash c clojure coldfusion cpp csharp css delphi diff erlang
    fsharp go groovy html java javafx javascript js jscript matlab objc perl php plain
    powershell py python r ruby scala shell sql text vb vbnet xhtml xml xslt yaml""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Languages whose name is itself a shortcode, if it has an end."""

_COLOURED = re.compile(r"cc(?P<modes>[a-zA-Z]{0,6})(?:_(?P<language>\w+))?")
_SAME = {"plain": "", "text": "", "js": "javascript", "jscript": "javascript", "py": "python"}
_MARKUP_NAME = re.compile(r"[A-Za-z0-9+#._-]{1,30}")


def is_code(name: str) -> bool:
    """Tell whether a shortcode of this name holds code."""
    return name in {"code", "sourcecode"} or name in LANGUAGES or _is_coloured(name)


def _is_coloured(name: str) -> bool:
    """Tell whether CodeColorer made it: `cc`, and letters for modes: `cci`, `cce_php`, `ccnle`."""
    found = _COLOURED.fullmatch(name)
    return found is not None and set(found["modes"].lower()) <= set("eilnswb")


def language_of(name: str, values: dict[str, str], words: tuple[str, ...]) -> str:
    """Return the language that a code shortcode names, or ""."""
    coloured = _COLOURED.fullmatch(name)
    own = (coloured["language"] or "") if coloured else name if name in LANGUAGES else ""
    named = values.get("language") or values.get("lang") or own or "".join(words[:1])
    language = named.strip("=:\"' ").lower()
    if not _MARKUP_NAME.fullmatch(language):
        return ""
    return _SAME.get(language, language)


def modes_of(name: str) -> str:
    """Return the letters of CodeColorer's modes: i is inline, e is encoded."""
    coloured = _COLOURED.fullmatch(name)
    return coloured["modes"].lower() if coloured else ""
