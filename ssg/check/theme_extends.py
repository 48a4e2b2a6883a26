"""Templates of the site's own that have blocks to put into another, and do not say into which."""

import re
from collections.abc import Iterator

from ssg.check.template_text import Block, place_in, places_outside, read_blocks, without_hidden
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import TemplateFile, Theme

_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")
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
