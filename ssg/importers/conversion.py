"""One old body → Markdown: the part of an import that costs time, a pure function of its task."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from ssg.importers.blogger_text.body import body_of_blogger, body_of_plain
from ssg.importers.markdown import Block, Converted, to_markdown
from ssg.importers.rewriting import with_addresses
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import OldBody, TextContext
from ssg.model.export import BodyFormat
from ssg.model.record import dataclass
from ssg.parse.markdown import plain_html
from ssg.text.html import plain_text


@dataclass(frozen=True, slots=True)
class TextTask:
    """A body, and all that it takes to convert it.

    `addresses` are new addresses by old ones, `linked` the ids in the text that links from
    elsewhere lead to, `guarded` the e-mail addresses in it that no machine is to find.
    `breaks_count` is a setting of Blogger's.
    """

    content: str
    format: BodyFormat
    language: str
    context: TextContext = field(default_factory=TextContext)
    addresses: Mapping[str, str] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()
    guarded: tuple[str, ...] = ()
    breaks_count: bool = False


@dataclass(frozen=True, slots=True)
class NewText:
    """The Markdown of a body, its blocks, and what was met on the way.

    `body` comes without its blocks. `is_same` tells that the Markdown was proved to say the same.
    `wide` are the hosts of e-mail addresses that are written with a wide at-sign.
    """

    markdown: str
    blocks: tuple[Block, ...]
    is_same: bool
    body: OldBody
    wide: tuple[str, ...] = ()


def convert_texts(tasks: Sequence[TextTask]) -> list[NewText]:
    """Return the texts of `tasks`, in their order."""
    return [convert_text(task) for task in tasks]


def convert_text(task: TextTask) -> NewText:
    """Return the text of one body. Nothing in it raises."""
    body = _body_of(task)
    html = with_addresses("\n\n".join(body.blocks), task.addresses)
    converted = to_markdown(html, task.language, task.linked, body.footnotes)
    markdown, wide = _guarded(converted, task)
    bare = OldBody(
        more_label=body.more_label,
        is_lead_hidden=body.is_lead_hidden,
        pages=body.pages,
        embeds=body.embeds,
        galleries=body.galleries,
        unknown_shortcodes=body.unknown_shortcodes,
        unknown_blocks=body.unknown_blocks,
        removed_scripts=body.removed_scripts,
        notes=body.notes,
    )
    return NewText(markdown, converted.blocks, converted.is_same, bare, wide)


def _body_of(task: TextTask) -> OldBody:
    match task.format:
        case BodyFormat.BLOGGER_HTML:
            return body_of_blogger(task.content, breaks_count=task.breaks_count)
        case BodyFormat.PLAIN:
            return body_of_plain(task.content)
        case _:
            return body_of(task.content, task.context)


def _guarded(converted: Converted, task: TextTask) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown with e-mail addresses that readers read and collectors of them do not.

    A wide sign stands for theirs: an entity would be the plain sign again in summaries and feeds.
    In a link to write to somebody it is an entity, so that the link still works. Also returns the
    hosts of the addresses with a wide sign.
    """
    markdown = converted.markdown
    for address in task.guarded if "%40" in markdown else ():
        encoded = re.escape(address.replace("@", "%40"))
        markdown = re.sub(
            encoded, lambda found: found[0].replace("%40", "@"), markdown, flags=re.IGNORECASE
        )
    places = sorted(
        {
            found.start() + found[0].index("@")
            for address in task.guarded
            for found in re.finditer(re.escape(address), markdown, re.IGNORECASE)
        }
    )
    if not places:
        return markdown, ()
    links = [place for place in places if _LINK.search(markdown, max(0, place - _FAR), place)]
    signs = dict.fromkeys(places, _WIDE)
    linked = _with_signs(markdown, dict.fromkeys(links, _ENTITY))
    if _shown(linked, task.language) == _shown(markdown, task.language):
        signs |= dict.fromkeys(links, _ENTITY)
    wide = [place for place in places if signs[place] == _WIDE]
    hosts = (_HOST.match(markdown, place + 1) for place in wide)
    return _with_signs(markdown, signs), tuple(found[0] for found in hosts if found)


_ENTITY, _WIDE = "&#64;", "＠"
_HOST = re.compile(r"[\w.-]*")
_LINK = re.compile(r"""mailto:[^\s"'<>()@]*\Z""", re.IGNORECASE)
_FAR = 100
"""So many signs before an at-sign at most a link to write to somebody begins."""


def _with_signs(markdown: str, signs: Mapping[int, str]) -> str:
    """Return `markdown` with another sign at each place."""
    parts: list[str] = []
    done = 0
    for place in sorted(signs):
        parts += (markdown[done:place], signs[place])
        done = place + 1
    return "".join((*parts, markdown[done:]))


def _shown(markdown: str, language: str) -> str:
    return plain_text(plain_html(markdown, language))
