"""What has changed in a theme since another one was built on it.

Whoever replaces a block keeps up with new releases in everything else, but not in that block. So
`ssg theme check --accept` notes what the theme below said there; later checks compare.
"""

import difflib
import re
from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.theme import TemplateFile, Theme

WHOLE = ""
"""Stands for a file that is replaced as a whole, in place of the name of a block."""

_HIDDEN = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL
)
_TAG = re.compile(
    r"\{%[-+]?\s*(?:(?P<ends>endblock)\b[^%]*?[-+]?%\}|block\s+(?P<block>\w+)[^%]*?[-+]?%\}"
    r"|extends\s+[\"'](?P<extends>.+?)[\"']\s*[-+]?%\})"
)
_SHOWN = 24
_STATIC = "static/"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a theme is built on: `texts` of the theme below by template and block, and its blocks.

    `texts` are those of the blocks and templates that the theme replaces, for a file of static/ its
    digest; `offers` are the names of all blocks of the templates that it extends.
    """

    texts: Mapping[tuple[str, str], str]
    offers: Mapping[str, frozenset[str]]


def ground_of(theme: Theme, files: Mapping[str, str]) -> Ground:
    """Return what the theme's own templates replace, as it is below them now.

    `files` are the digests of the files of static/ that it replaces, by name.
    """
    texts = {(f"{_STATIC}{name}", WHOLE): digest for name, digest in files.items()}
    offers: dict[str, frozenset[str]] = {}
    for file in _own(theme).values():
        extended, blocks = read_blocks(file.text)
        if extended:
            above = _blocks_above(extended, theme)
            offers[file.name] = frozenset(above)
            texts.update({(file.name, name): above[name] for name in blocks if name in above})
        elif below := _below(file, theme):
            texts[file.name, WHOLE] = below.text
    return Ground(texts, offers)


def check_drift(theme: Theme, noted: Ground | None, now: Ground) -> Iterator[Diagnostic]:
    """Report what differs below the theme's own templates from what was `noted`."""
    if noted is None:
        if now.texts:
            yield Diagnostic(
                f"themes/{theme.name}/theme.yaml", 0, 0, Level.ADVICE, "theme-drift",
                "it is not noted what this theme replaces, so later changes of it will not be seen",
                f"`ssg theme check {theme.name} --accept` notes it",
            )  # fmt: skip
        return
    paths = {file.name: file.path for file in _own(theme).values()}
    files = (name for name, _ in now.texts if name.startswith(_STATIC))
    paths |= {name: f"themes/{theme.name}/{name}" for name in files}
    for (template, block), before in sorted(noted.texts.items()):
        after = now.texts.get((template, block))
        if template in paths and after is not None and after != before:
            yield _changed(theme, paths[template], block, _difference(before, after))
    for template, before_names in sorted(noted.offers.items()):
        names = now.offers.get(template, before_names)
        if template in paths and (told := _told_names(names - before_names, before_names - names)):
            yield Diagnostic(
                paths[template], 0, 0, Level.ADVICE, "theme-drift",
                f"what it extends {told}", f"see whether that helps; {_ACCEPT.format(theme.name)}",
            )  # fmt: skip


_ACCEPT = "then `ssg theme check {} --accept`"


def _changed(theme: Theme, path: str, block: str, difference: str) -> Diagnostic:
    what = f"the block `{block}`" if block else "the file"
    shown = "" if f"/{_STATIC}" in path else f":\n{difference}"
    return Diagnostic(
        path, 0, 0, Level.ADVICE, "theme-drift",
        f"{what} that this replaces has changed below{shown}",
        f"see whether yours should change too; {_ACCEPT.format(theme.name)}",
    )  # fmt: skip


def _told_names(gained: frozenset[str], lost: frozenset[str]) -> str:
    parts = [
        f"{verb} {', '.join(f'`{name}`' for name in sorted(names))}"
        for verb, names in (("now has the blocks", gained), ("no longer has", lost))
        if names
    ]
    return " and ".join(parts)


def _difference(before: str, after: str) -> str:
    lines = list(difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=1))[2:]
    more = [f"… and {len(lines) - _SHOWN} lines more"] if len(lines) > _SHOWN else []
    return "\n".join(f"      {line}" for line in [*lines[:_SHOWN], *more])


def _own(theme: Theme) -> dict[str, TemplateFile]:
    """Return the templates of the theme itself, or those that lie over a built-in one, by path."""
    files = (file for file in theme.templates.values() if not file.builtin)
    return {file.path: file for file in files if file.layer in {theme.name, ""}}


def _below(file: TemplateFile, theme: Theme) -> TemplateFile | None:
    """Return the template of the same name that `file` stands in place of."""
    others = (theme.templates.get(f"{layer}/{file.name}") for layer in theme.lineage)
    return next((other for other in others if other and other.path != file.path), None)


def _blocks_above(extended: str, theme: Theme) -> dict[str, str]:
    """Return the blocks of a template and of those that it extends, each as it is shown."""
    found: dict[str, str] = {}
    passed: set[str] = set()
    while extended and (file := theme.templates.get(extended)) and file.path not in passed:
        passed.add(file.path)
        extended, blocks = read_blocks(file.text)
        found = blocks | found
    return found


def read_blocks(text: str) -> tuple[str, dict[str, str]]:
    """Return what a template extends ("" for none), and the text of each of its blocks."""
    seen = _HIDDEN.sub(lambda hidden: " " * len(hidden[0]), text)
    extended = ""
    blocks: dict[str, str] = {}
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(seen):
        if tag["block"]:
            opened.append((tag["block"], tag.end()))
        elif tag["extends"]:
            extended = tag["extends"]
        elif opened:
            name, start = opened.pop()
            blocks[name] = text[start : tag.start()]
    return extended, blocks
