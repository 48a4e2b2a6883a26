"""What a WordPress body may refer to, and what it turns into."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library. `caption` is HTML, the other texts are plain."""

    id: int
    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class TextContext:
    """What a body may refer to.

    `own_attachments` are the ids of the files that were uploaded to this entry, in menu order: an
    empty `[gallery]` shows them. `reusable_blocks` are the bodies of `wp_block` items. `oembed` are
    the values of `_oembed_*` meta (cached HTML), `footnotes` is the meta of that name (JSON).
    `is_code_encoded` is `_syntaxhighlighter_encoded`.
    """

    attachments: Mapping[int, Attachment] = field(default_factory=dict)
    own_attachments: tuple[int, ...] = ()
    reusable_blocks: Mapping[int, str] = field(default_factory=dict)
    oembed: tuple[str, ...] = ()
    footnotes: str = ""
    is_code_encoded: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: `html` may hold paragraphs; references to it in the text carry its `name`."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class Embed:
    """Something shown from elsewhere; `service` is "" where our Markdown makes no card of it."""

    address: str
    service: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Gallery:
    """A gallery or playlist as `written`: the ids that were found, and those that were not."""

    written: str
    found: tuple[int, ...]
    missing: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A shortcode or block without a counterpart, and the lines on which it stands.

    `is_empty`: nothing of it is left to be seen.
    """

    name: str
    lines: tuple[int, ...]
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was cut out or could not be read, with the line where it stood."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class OldBody:
    """A body as blocks of HTML, ready for conversion, and what was met on the way.

    Joined by empty lines the blocks are the whole. `<!--more-->` is a block of its own (or stands
    within one, if it stood within a list or the like); `more_label` is what its link said, and
    `is_lead_hidden` that the lead was not to be shown again above the rest. `pages` are the
    numbers of the blocks before which a new page began. Embeds and footnotes stand as our renderer
    makes them: of a bare address `<p><a class="embed" data-service=… href=ADDRESS>ADDRESS</a></p>`,
    of a reference `<sup id="fnref:NAME"><a class="footnote-ref" href="#fn:NAME">…</a></sup>`.
    Lines count from 1 at the beginning of the body.
    """

    blocks: tuple[str, ...] = ()
    more_label: str = ""
    is_lead_hidden: bool = False
    pages: tuple[int, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    embeds: tuple[Embed, ...] = ()
    galleries: tuple[Gallery, ...] = ()
    unknown_shortcodes: tuple[Unknown, ...] = ()
    unknown_blocks: tuple[Unknown, ...] = ()
    removed_scripts: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
