"""Templates of the site's own that do not say what they extend, or have more than blocks for it."""

import re
from collections.abc import Iterator

from ssg.check.template_text import Block, place_in, places_outside, read_blocks, without_hidden
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import TemplateFile, Theme

_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")
_MAYBE = re.compile(r"\{%[-+]?\s*(?P<end>end)?(?:if|for)\b")
_ROOT = re.compile(r"<html\b|<\?xml\b", re.IGNORECASE)
"""How a whole page or feed begins."""
_INCLUDED = re.compile(r"\{%[-+]?\s*include\s+[\"']([^\"']+)[\"']")


def check_extends(file: TemplateFile, theme: Theme) -> Iterator[Diagnostic]:
    """Report blocks of `file`, of the site's own, where `extends` was left out.

    Such a template takes the place of one of a theme below, and pages show its few lines alone.
    """
    seen = without_hidden(file.text)
    _, blocks = read_blocks(file.text)
    if not blocks or _EXTENDS.search(seen):
        return
    name = _name_below(file, theme)
    if not name or _stands_alone(seen, blocks, theme.templates[name], theme):
        return
    yield Diagnostic(
        file.path, *place_in(file.text, blocks[0].start), Level.WARNING, "theme-extends",
        "this template has blocks, but extends none, so pages show nothing else",
        f'write {{% extends "{name}" %}} at its top',
    )  # fmt: skip


def check_beside_blocks(file: TemplateFile) -> Iterator[Diagnostic]:
    """Report the first text of `file` after its `extends` that Jinja leaves out without a word."""
    seen = without_hidden(file.text)
    extends = _EXTENDS.search(seen)
    if not extends:
        return
    before = [-1 if tag["end"] else 1 for tag in _MAYBE.finditer(seen, 0, extends.start())]
    if sum(before):  # It extends another on some pages only, and on the rest its text is shown.
        return
    start = next((start for start in places_outside(seen) if start > extends.start()), None)
    if start is not None:
        yield Diagnostic(
            file.path, *place_in(file.text, start), Level.WARNING, "theme-text",
            "text outside of a block is not shown where a template extends another",
            "put it into a block",
        )  # fmt: skip


def _name_below(file: TemplateFile, theme: Theme) -> str:
    """Return the name, with its theme, of the nearest template that `file` takes the place of."""
    if file.layer:
        folder, first = file.layer, 1
    else:  # It lies over a theme, whose own is the nearest then.
        folder, first = file.path.split("/")[1], 0
    if folder not in theme.lineage:
        return ""
    names = (
        f"{below}/{file.name}" for below in theme.lineage[theme.lineage.index(folder) + first :]
    )
    return next((name for name in names if theme.templates.get(name, file) != file), "")


def _stands_alone(seen: str, blocks: list[Block], below: TemplateFile, theme: Theme) -> bool:
    """Tell whether a template is meant to be shown as it is: a page, or a partial written anew."""
    included = (theme.templates.get(name) for name in _INCLUDED.findall(seen))
    if _ROOT.search(seen) or any(_ROOT.search(each.text) for each in included if each):
        return True
    extended, blocks_below = read_blocks(below.text)
    if extended or _ROOT.search(below.text):
        return False
    missing = {block.name for block in blocks_below} - {block.name for block in blocks}
    return not missing or any(places_outside(seen))
