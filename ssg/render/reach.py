"""Which templates a page may be made of, told from their texts.

So an edit of one template makes only those pages anew that reach it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from ssg.model.theme import TemplateFile

_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
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
        named = _names_in(file.text) if file else ()
        if named is None:
            return None
        waiting += named
    return frozenset(reached)


@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[str, ...] | None:
    """Return the names of other templates in `text`, None where one of them is worked out.

    What stands in a comment counts as well: too many names are no harm.
    """
    names: list[str] = []
    for tag in _TAG.finditer(text):
        constant = _NAME.fullmatch(tag[1])
        if constant is None:
            return None
        names.append(constant[1] or constant[2] or "")
    return tuple(names)
