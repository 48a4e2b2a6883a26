"""What is met in a body while it is read, in the order in which it is met."""

import json
from collections.abc import Callable

from ssg.importers.wordpress_text.values import (
    Embed,
    Footnote,
    Gallery,
    Remark,
    TextContext,
    Unknown,
)
from ssg.model.record import dataclass
from ssg.text.html import escape_attribute


@dataclass(frozen=True, slots=True)
class Made:
    """The HTML that something turned into, and whether it stands outside paragraphs."""

    html: str
    is_block: bool = True


class Findings:
    """Collects what a body holds besides its text."""

    def __init__(self, context: TextContext) -> None:
        """Begin with what the body may refer to."""
        self.context = context
        self.more_label = ""
        self.has_more = False
        self.reuses_left = 1_000
        self.is_lead_hidden = False
        self.embeds: list[Embed] = []
        self.galleries: list[Gallery] = []
        self.removed_scripts: list[Remark] = []
        self.notes: list[Remark] = []
        self._shortcodes: dict[str, list[int]] = {}
        self._blocks: dict[str, list[int]] = {}
        self._empty_blocks: dict[str, list[int]] = {}
        self._footnotes: dict[str, Footnote] = {}
        self._references: dict[str, int] = {}
        self._kept_footnotes = _kept_footnotes(context.footnotes)

    def unknown_shortcode(self, name: str, line: int) -> None:
        """Note a shortcode that has no counterpart."""
        self._shortcodes.setdefault(name, []).append(line)

    def unknown_block(self, name: str, line: int) -> None:
        """Note a block that has no counterpart."""
        self._blocks.setdefault(name, []).append(line)

    def empty_block(self, name: str, line: int) -> None:
        """Note that nothing stands in such a block."""
        self._blocks[name].remove(line)
        self._empty_blocks.setdefault(name, []).append(line)

    @property
    def unknown_shortcodes(self) -> tuple[Unknown, ...]:
        """The shortcodes without a counterpart, by first place."""
        return tuple(Unknown(name, tuple(lines)) for name, lines in self._shortcodes.items())

    @property
    def unknown_blocks(self) -> tuple[Unknown, ...]:
        """The blocks without a counterpart, by first place."""
        return tuple(
            Unknown(name, tuple(found[name]), is_empty=is_empty)
            for name in self._blocks
            for is_empty, found in ((False, self._blocks), (True, self._empty_blocks))
            if found.get(name)
        )

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The notes in the order of their first references, then those without one."""
        for key, html in self._kept_footnotes.items():
            if key not in self._footnotes:
                self._footnotes[key] = Footnote(str(len(self._footnotes) + 1), html)
        return tuple(self._footnotes.values())

    def written_footnote(self, make_html: Callable[[], str]) -> str:
        """Return the reference to a note that is written where it is referred to."""
        key = f"\0{len(self._footnotes)}"
        name = str(len(self._footnotes) + 1)
        # The number is taken before the note is read, for a note may hold a note.
        self._footnotes[key] = Footnote(name, "")
        self._footnotes[key] = Footnote(name, make_html().strip())
        return self._reference(name)

    def kept_footnote(self, key: str) -> str:
        """Return the reference to the note that meta keeps under `key`, or "" without one."""
        if key not in self._kept_footnotes:
            return ""
        if key not in self._footnotes:
            name = str(len(self._footnotes) + 1)
            self._footnotes[key] = Footnote(name, self._kept_footnotes[key])
        return self._reference(self._footnotes[key].name)

    def _reference(self, name: str) -> str:
        count = self._references[name] = self._references.get(name, 0) + 1
        anchor = f"fnref{'' if count == 1 else count}:{escape_attribute(name)}"
        return f'<sup id="{anchor}"><a class="footnote-ref" href="#fn:{name}">{name}</a></sup>'


def _kept_footnotes(written: str) -> dict[str, str]:
    """Return the notes of block footnotes by id: `[{"id": …, "content": …}]`."""
    try:
        notes = json.loads(written) if written.strip() else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(notes, list):
        return {}
    return {
        str(note["id"]): str(note.get("content", ""))
        for note in notes
        if isinstance(note, dict) and note.get("id")
    }
