"""One old body → Markdown: the part of an import that costs time, a pure function of its task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ssg.importers.blogger_text.body import body_of_blogger, body_of_plain
from ssg.importers.markdown import Block, Converted, to_markdown
from ssg.importers.rewriting import with_addresses
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import OldBody, TextContext
from ssg.model.export import BodyFormat
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
    `unguarded` are the e-mail addresses that stand where they could not be written otherwise.
    """

    markdown: str
    blocks: tuple[Block, ...]
    is_same: bool
    body: OldBody
    unguarded: tuple[str, ...] = ()


def convert_texts(tasks: Sequence[TextTask]) -> list[NewText]:
    """Return the texts of `tasks`, in their order."""
    return [convert_text(task) for task in tasks]


def convert_text(task: TextTask) -> NewText:
    """Return the text of one body. Nothing in it raises."""
    body = _body_of(task)
    html = with_addresses("\n\n".join(body.blocks), task.addresses)
    converted = to_markdown(html, task.language, task.linked, body.footnotes)
    markdown, unguarded = _guarded(converted, task)
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
    return NewText(markdown, converted.blocks, converted.is_same, bare, unguarded)


def _body_of(task: TextTask) -> OldBody:
    match task.format:
        case BodyFormat.BLOGGER_HTML:
            return body_of_blogger(task.content, breaks_count=task.breaks_count)
        case BodyFormat.PLAIN:
            return body_of_plain(task.content)
        case _:
            return body_of(task.content, task.context)


def _guarded(converted: Converted, task: TextTask) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown with e-mail addresses that readers read and collectors of them do not."""
    markdown = converted.markdown
    met = [address for address in task.guarded if address in markdown]
    for address in met:
        hidden = markdown.replace(address, address.replace("@", "&#64;"))
        if _shown(hidden, task.language) == _shown(markdown, task.language):
            markdown = hidden
    return markdown, tuple(address for address in met if address in markdown)


def _shown(markdown: str, language: str) -> str:
    return plain_text(plain_html(markdown, language))
