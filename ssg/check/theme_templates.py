"""Templates of the site's own that nothing shows: a block or a file whose name nobody asks for."""

import re
from collections.abc import Collection, Iterator

from ssg.check.template_text import place_in, read_blocks
from ssg.check.theme_extends import check_extends
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.model.theme import TemplateFile, Theme
from ssg.text.nearest import nearest

_LETTER = "newsletter_mail.html"
"""Shows a post as a letter, which is no output."""
_NAMED_AT_MOST = 12
_BEGINNING = 4


def check_theme_templates(plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    """Report blocks and files of the site's own templates that are never shown, or stand alone."""
    own = {file.path: file for file in theme.templates.values() if not file.builtin}
    for file in own.values():
        yield from check_extends(file, theme)
        yield from _check_blocks(file, theme)
    if own:
        planned = {_LETTER, *(page.template for page in plan.pages)}
        for file in own.values():
            yield from _check_use(file, planned, theme)


def _check_blocks(file: TemplateFile, theme: Theme) -> Iterator[Diagnostic]:
    """Report each block that no template above `file` has: Jinja leaves it out without a word."""
    extended, blocks = read_blocks(file.text)
    if not extended:
        return
    known = _blocks_above(extended, theme)
    if known is None:
        return
    for block in blocks:
        if block.depth or block.name in known or _is_called(block.name, theme):
            continue
        near = nearest(block.name, known) or _with_same_beginning(block.name, known)
        message = f"{extended} has no block `{block.name}`"
        message += f"; did you mean `{near}`?" if near else ", so nothing shows it"
        yield Diagnostic(
            file.path, *place_in(file.text, block.start), Level.WARNING, "theme-block",
            message, _fix_of_block(block.name, near, known, theme),
        )  # fmt: skip


def _blocks_above(extended: str, theme: Theme) -> set[str] | None:
    """Return the names of the blocks of a template and those above it; None where one is amiss."""
    known: set[str] = set()
    passed: set[str] = set()
    while extended:
        file = theme.templates.get(extended)
        if file is None or file.path in passed:
            return None
        passed.add(file.path)
        extended, blocks = read_blocks(file.text)
        known |= {block.name for block in blocks}
    return known


def _is_called(name: str, theme: Theme) -> bool:
    called = re.compile(rf"\bself\s*\.\s*{name}\b")
    return any(called.search(file.text) for file in theme.templates.values())


def _with_same_beginning(name: str, known: Collection[str]) -> str:
    """Return the one that begins like `name`: `share` for `sharing`."""
    beginning = name[:_BEGINNING]
    found = [each for each in sorted(known) if each.startswith(beginning)]
    return found[0] if found and len(beginning) == _BEGINNING else ""


def _fix_of_block(name: str, near: str, known: Collection[str], theme: Theme) -> str:
    if near:
        return f"write {{% block {near} %}}"
    for partial, file in sorted(theme.templates.items()):
        if "/" in partial or not file.builtin:
            continue
        if any(block.name == name for block in read_blocks(file.text)[1]):
            return f"write it in a {partial} of yours, for `{name}` is a block of that"
    names = sorted(known)
    more = ", …" if len(names) > _NAMED_AT_MOST else ""
    listed = ", ".join(names[:_NAMED_AT_MOST])
    return f"put it inside one of the blocks that there are: {listed}{more}"


def _check_use(file: TemplateFile, planned: Collection[str], theme: Theme) -> Iterator[Diagnostic]:
    """Report a file that nothing names and whose name is nearly that of another template."""
    others = {each.path: each for each in theme.templates.values() if each.path != file.path}
    if file.name in planned or any(
        other.name == file.name or file.name in other.text for other in others.values()
    ):
        return
    folder, slash, plain = file.name.rpartition("/")
    stem, dot, suffix = plain.rpartition(".")
    head, tail = f"{folder}{slash}", f"{dot}{suffix}"
    stems = {
        other.name.removeprefix(head).removesuffix(tail)
        for other in others.values()
        if other.name.startswith(head) and other.name.endswith(tail)
    }
    if near := nearest(stem, (each for each in stems if "/" not in each)):
        yield Diagnostic(
            file.path, 0, 0, Level.WARNING, "theme-template",
            f"nothing shows the template {file.name}; did you mean `{head}{near}{tail}`?",
            f"rename it {head}{near}{tail}, or name it as the `template:` of a post or page",
        )  # fmt: skip
