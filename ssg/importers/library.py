"""The media library: files as texts refer to them by number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from ssg.importers.mapping.places import Fate, Place
from ssg.importers.survey.facts import CREDIT, HEIGHT, WIDTH
from ssg.importers.survey.known import KnownEntry
from ssg.importers.wordpress_text.values import Attachment, TextContext
from ssg.importers.writing.titles import plain_summary, plain_title
from ssg.model.entry import Picture
from ssg.model.export import OldEntry
from ssg.model.record import dataclass
from ssg.text.html import plain_text
from ssg.text.numbers import whole_number

_NUMBER = re.compile(r"(?<!\d)\d{1,18}(?!\d)")
_REFERENCE = re.compile(r'"ref"\s*:\s*(\d{1,18})')
_OWN = ("[gallery", "[playlist", "[audio", "[video")
_BY_NUMBER = (*_OWN, "<!-- wp:")


@dataclass(frozen=True, slots=True)
class Library:
    """Files and blocks for reuse by number; `own` are the numbers of what is put into an entry.

    `credits` tell who made a picture.
    """

    files: Mapping[int, Attachment]
    own: Mapping[str, tuple[int, ...]]
    blocks: Mapping[int, str]
    credits: Mapping[int, str] = field(default_factory=dict)

    def context_of(self, entry: OldEntry, new_address: Mapping[str, str]) -> TextContext:
        """Return what the text of `entry` may refer to, with the files' new addresses."""
        content = entry.content
        own = self.own.get(entry.id, ()) if any(sign in content for sign in _OWN) else ()
        wanted = set(own)
        if any(sign in content for sign in _BY_NUMBER):
            wanted |= {int(number) for number in _NUMBER.findall(content)}
        files = {number: self.files[number] for number in wanted if number in self.files}
        return TextContext(
            attachments={
                number: replace(file, url=new_address.get(file.url, file.url))
                for number, file in files.items()
            },
            own_attachments=own,
            reusable_blocks=self._blocks_in(content),
            oembed=tuple(value for name, value in entry.meta if name.startswith("_oembed_")),
            footnotes=next((value for name, value in entry.meta if name == "footnotes"), ""),
            is_code_encoded=("_syntaxhighlighter_encoded", "1") in entry.meta,
        )

    def picture_of(self, entry: OldEntry, new_address: Mapping[str, str]) -> Picture | None:
        """Return the featured picture of `entry`."""
        number = next((value for name, value in entry.meta if name == "_thumbnail_id"), "")
        file = self.files.get(whole_number(number) or 0)
        if file is None or not file.url:
            return None
        source = new_address.get(file.url, file.url)
        credit = self.credits.get(file.id, "")
        return Picture(source, file.alt, plain_summary(file.caption), credit)

    def _blocks_in(self, content: str) -> Mapping[int, str]:
        """Return the blocks for reuse that `content` shows, and those that these show."""
        found: dict[int, str] = {}
        waiting = [content] if '"ref"' in content else []
        while waiting:
            for number in map(int, _REFERENCE.findall(waiting.pop())):
                if number in self.blocks and number not in found:
                    found[number] = self.blocks[number]
                    waiting.append(self.blocks[number])
        return found


def library_of(entries: Sequence[KnownEntry], places: Iterable[Place]) -> Library:
    """Return the library of a blog."""
    files: dict[int, Attachment] = {}
    own: dict[str, list[KnownEntry]] = defaultdict(list)
    blocks: dict[int, str] = {}
    makers: dict[int, str] = {}
    for entry, place in zip(entries, places, strict=True):
        id_ = whole_number(entry.id)
        if id_ is None:
            continue
        if place.fate in {Fate.FILE, Fate.FILE_WITH_COMMENTS}:
            files.setdefault(id_, _attachment(entry, id_))
            own[entry.parent].append(entry)
            if credit := entry.meta_of(CREDIT):
                makers[id_] = credit
        elif place.fate is Fate.REUSED:
            blocks.setdefault(id_, entry.content)
    own.pop("0", None)
    own.pop("", None)
    in_order = {
        parent: tuple(
            int(child.id)
            for child in sorted(children, key=lambda one: (one.menu_order, one.number))
        )
        for parent, children in own.items()
    }
    return Library(files, in_order, blocks, makers)


def _attachment(entry: KnownEntry, id_: int) -> Attachment:
    return Attachment(
        id=id_,
        url=entry.attachment_url,
        title=plain_title(entry.title),
        alt=plain_text(entry.meta_of("_wp_attachment_image_alt")),
        caption=entry.caption.strip(),
        width=int(entry.meta_of(WIDTH) or 0),
        height=int(entry.meta_of(HEIGHT) or 0),
    )
