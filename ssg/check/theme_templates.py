"""Templates of the site's own that nothing shows: a block or a file whose name nobody asks for."""

import re
from collections.abc import Collection, Iterator

from ssg.check.template_text import place_in, read_blocks
from ssg.check.theme_extends import check_beside_blocks, check_extends
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.model.theme import TemplateFile, Theme
from ssg.text.nearest import nearest

_LETTER = "newsletter_mail.html"
"""Shows a post as a letter, which is no output."""
_NAMED_AT_MOST = 12
_BEGINNING = 4
_HEAD = "head"
"""All that stands in the `<head>`: who writes that block for another loses the styles."""
_HEAD_END = "head_end"
_LIKENESS_OF_HEAD_END = 0.8
"""So much, for `header` is meant to be seen."""


def check_theme_templates(plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    """Report blocks and files of the site's own templates that are never shown, or stand alone."""
    own = {file.path: file for file in theme.templates.values() if not file.builtin}
    for file in own.values():
        yield from check_extends(file, theme)
        yield from check_beside_blocks(file)
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
        guess, fix = _guess_and_fix(block.name, file, known, theme)
        message = f"{extended} has no block `{block.name}`"
        message += f"; did you mean `{guess}`?" if guess else ", so nothing shows it"
        place = place_in(file.text, block.start)
        yield Diagnostic(file.path, *place, Level.WARNING, "theme-block", message, fix)


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


def _guess_and_fix(
    name: str, file: TemplateFile, known: Collection[str], theme: Theme
) -> tuple[str, str]:
    """Return which block was meant ("" if none is like it), and what is to be written."""
    if holder := _holder_of(name, file, theme):
        return "", f"write it in a {holder} of yours, for `{name}` is a block of that"
    if near := _block_like(name, known):
        return near, f"write {{% block {near} %}}"
    names = sorted(known)
    more = ", …" if len(names) > _NAMED_AT_MOST else ""
    listed = ", ".join(names[:_NAMED_AT_MOST])
    return "", f"put it inside one of the blocks that there are: {listed}{more}"


def _holder_of(name: str, file: TemplateFile, theme: Theme) -> str:
    """Return the first built-in template, of the kind of `file`, with the block `name`, or ""."""
    dot_and_kind = file.name[file.name.rfind(".") :]
    alike = (each for each in theme.templates.values() if each.name.endswith(dot_and_kind))
    return min(
        (
            each.name
            for each in alike
            if each.builtin and any(block.name == name for block in read_blocks(each.text)[1])
        ),
        default="",
    )


def _block_like(name: str, known: Collection[str]) -> str:
    """Return the block spelt like `name`, or the one that begins like it: `share` for `sharing`."""
    shown = {each for each in known if each not in {_HEAD, _HEAD_END}}
    if near := nearest(name, shown):
        return near
    if _HEAD in known and _is_head_misspelt(name):
        return _HEAD
    if near := nearest(name, {_HEAD_END} & set(known), _LIKENESS_OF_HEAD_END):
        return near
    beginning = name[:_BEGINNING]
    found = [each for each in sorted(shown) if each.startswith(beginning)]
    return found[0] if found and len(beginning) == _BEGINNING else ""


def _is_head_misspelt(name: str) -> bool:
    """Tell whether `name` is `head` but for one letter or two that changed places."""
    same = sum(one == other for one, other in zip(name, _HEAD, strict=False))
    is_turned = sorted(name) == sorted(_HEAD)
    return len(name) == len(_HEAD) and (is_turned or same == len(_HEAD) - 1)


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
