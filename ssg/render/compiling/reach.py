"""Which other templates a template asks for, told from its text.

So an edit makes only those pages anew, and compiles only those templates, that reach it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from ssg.model.theme import TemplateFile

_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_NAME = re.compile(
    r"""\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*(?:(?:import|as|ignore|with|without)\b.*)?""", re.DOTALL
)


def templates_reached(templates: Mapping[str, TemplateFile], name: str) -> frozenset[str] | None:
    """Return the names of the templates that a page made of `name` may ask for, also missing ones.

    None where a template works out a name while the page is made: then it may be any.
    """
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        file = templates.get(name)
        for _, asked in templates_asked(file.text) if file else ():
            if asked is None:
                return None
            waiting.append(asked)
    return frozenset(reached)


def names_after(tag: str, text: str) -> tuple[str, ...]:
    """Return the names that stand in `text` after a tag, such as "include"."""
    return tuple(name for kind, name in templates_asked(text) if kind == tag and name is not None)


@lru_cache(maxsize=1024)
def templates_asked(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return each tag in `text` that asks for a template, and the name; None for one worked out.

    What stands in a comment counts as well: too many names are no harm.
    """
    asked: list[tuple[str, str | None]] = []
    for tag in _TAG.finditer(text):
        constant = _NAME.fullmatch(tag[2])
        asked.append((tag[1], (constant[1] or constant[2] or "") if constant else None))
    return tuple(asked)
