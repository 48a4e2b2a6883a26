"""What of an old blog must stand on the new site's pages, as an export has it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from urllib.parse import unquote, urlsplit

from ssg.check.wording import Proof, prove
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import Attachment, TextContext
from ssg.model.export import (
    BodyFormat,
    CommentStanding,
    OldAuthor,
    OldBlog,
    OldComment,
    OldEntry,
    OldTerm,
    Repair,
    Standing,
    Unreadable,
)
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry
from ssg.text.addresses import normal_address
from ssg.text.html import escape, plain_text
from ssg.text.numbers import whole_number

Read = OldBlog | OldAuthor | OldTerm | OldEntry | OldComment | Repair | Unreadable
"""What reading an export yields."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What texts may refer to, from everywhere in an export, and the addresses the blog had.

    `own` are the numbers of the files of an entry, in menu order; `blocks` those for reuse.
    """

    files: Mapping[int, Attachment] = field(default_factory=dict)
    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    blocks: Mapping[int, str] = field(default_factory=dict)
    urls: tuple[str, ...] = ()


def remember(read: Iterable[Read]) -> Memory:
    """Return what the texts of an export may refer to. Goes through all of it once."""
    files: dict[int, Attachment] = {}
    own: dict[str, list[tuple[int, int]]] = defaultdict(list)
    blocks: dict[int, str] = {}
    urls: dict[str, None] = {}
    for one in read:
        if isinstance(one, OldBlog):
            urls.update(dict.fromkeys(one.urls))
        if isinstance(one, OldEntry) and one.standing is Standing.PUBLIC:
            urls[_root_of(one.link)] = None
        id_ = whole_number(one.id) if isinstance(one, OldEntry) else None
        if not isinstance(one, OldEntry) or id_ is None:
            continue
        if one.kind == "attachment":
            files[id_] = _attachment(one, id_)
            own[one.parent].append((one.menu_order, id_))
        elif one.kind == "wp_block":
            blocks[id_] = one.content
    ordered = {parent: tuple(id_ for _, id_ in sorted(found)) for parent, found in own.items()}
    return Memory(files, ordered, blocks, tuple(urls))


def _root_of(address: str) -> str:
    """Return scheme and host of a whole address, or ""."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.partition('/')[0]}" if mark else ""


def _attachment(entry: OldEntry, id_: int) -> Attachment:
    alt = next((value for name, value in entry.meta if name == "_wp_attachment_image_alt"), "")
    url = entry.attachment_url or entry.guid
    return Attachment(id_, url, plain_text(entry.title), plain_text(alt), entry.excerpt)


def texts_of(entry: OldEntry, memory: Memory) -> Iterator[str]:
    """Yield the title of `entry` and the blocks of its text, as HTML."""
    yield entry.title
    if entry.format is BodyFormat.BLOGGER_HTML:
        yield entry.content
    elif entry.format is BodyFormat.PLAIN:
        yield escape(entry.content)
    else:
        body = body_of(entry.content, _context_of(entry, memory))
        yield from body.blocks
        yield from (note.html for note in body.footnotes)


def _context_of(entry: OldEntry, memory: Memory) -> TextContext:
    return TextContext(
        attachments=memory.files,
        own_attachments=memory.own.get(entry.id, ()) if entry.id not in {"", "0"} else (),
        reusable_blocks=memory.blocks,
        oembed=tuple(value for name, value in entry.meta if name.startswith("_oembed_")),
        footnotes=next((value for name, value in entry.meta if name == "footnotes"), ""),
        is_code_encoded=("_syntaxhighlighter_encoded", "1") in entry.meta,
    )


def was_public(entry: OldEntry, kinds: Collection[str]) -> bool:
    """Tell whether everybody could read `entry`, and it is of one of `kinds` (post, page)."""
    return entry.standing is Standing.PUBLIC and entry.kind in kinds and not entry.password.value


def prove_entry(entry: OldEntry, memory: Memory, page_letters: str) -> Proof:
    """Return which words of `entry` stand on its page."""
    proofs = [prove(text, page_letters) for text in texts_of(entry, memory)]
    return Proof(
        sum(proof.words for proof in proofs),
        sum(proof.missing_words for proof in proofs),
        tuple(words for proof in proofs for words in proof.missing),
    )


_SHOWN_APART = re.compile(r"<(?:img|iframe|embed|object)\b[^<>]*>", re.IGNORECASE)
"""What became a link with words of its own, so that the words around it stand apart."""


@dataclass(frozen=True, slots=True)
class CommentProof:
    """What of an approved comment stands on the page: its text, and the id its address names."""

    proof: Proof
    missing_anchor: str = ""


def was_shown(comment: OldComment) -> bool:
    """Tell whether everybody could read `comment`."""
    return comment.standing is CommentStanding.APPROVED


def prove_comment(comment: OldComment, page_letters: str, ids: Collection[str]) -> CommentProof:
    """Return which words of `comment` stand on the page with these `ids`.

    Of a link from another site only the id is looked for: themes show its sender alone.
    """
    anchor = f"comment-{comment.id}"
    is_mention = comment.type in {"pingback", "trackback"}
    text = _SHOWN_APART.sub("<p>", comment.body)
    proof = Proof() if is_mention else prove(text, page_letters)
    return CommentProof(proof, "" if anchor in ids else anchor)


@dataclass(frozen=True, slots=True)
class NewPlaces:
    """The entries of the new site by what they had on the old one; a feed identity may come twice.

    WordPress gives it once, and those who copy entries from blog to blog give it again.
    """

    by_guid: Mapping[str, tuple[PlacedEntry, ...]]
    by_id: Mapping[tuple[str, str], PlacedEntry]
    by_address: Mapping[str, PlacedEntry]

    def place_of(self, entry: OldEntry, kind: str) -> PlacedEntry | None:
        """Return where `entry`, a post or page by `kind`, is now."""
        path = normal_address(path_of(entry.link))
        alike = self.by_guid.get(entry.guid, ()) if entry.guid else ()
        own = (each for each in alike if each.permalink == path or each.entry.id == entry.id)
        return (
            next(own, None)
            or next(iter(alike), None)
            or (self.by_id.get((kind, entry.id)) if entry.id else None)
            or (self.by_address.get(path) if path != "/" else None)
        )


def new_places(entries: Iterable[PlacedEntry]) -> NewPlaces:
    """Return the entries of a site by guid, by kind and number, and by address."""
    placed = list(entries)
    by_guid: dict[str, list[PlacedEntry]] = defaultdict(list)
    for each in placed:
        by_guid[each.entry.guid].append(each)
    return NewPlaces(
        {guid: tuple(alike) for guid, alike in by_guid.items() if guid},
        {(each.entry.kind.value, each.entry.id): each for each in placed if each.entry.id},
        {each.permalink: each for each in placed},
    )


def path_of(address: str) -> str:
    """Return the decoded path of an address, whatever it is: "" where it cannot be read."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def each_once(entries: Iterable[Read]) -> Iterator[OldEntry | OldComment]:
    """Yield entries and comments; of those that several files of an export hold, the first."""
    seen: set[tuple[str, ...]] = set()
    for one in entries:
        key: tuple[str, ...]
        if isinstance(one, OldEntry):
            key = ("entry", one.kind, one.id, one.guid)
        elif isinstance(one, OldComment):
            key = ("comment", one.entry, one.id)
        else:
            continue
        if key not in seen:
            seen.add(key)
            yield one
