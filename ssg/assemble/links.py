"""What the references of a body resolve to."""

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from operator import attrgetter
from urllib.parse import unquote

from ssg.model.card import Card
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Chapter, Entry, Place, Reference, ReferenceKind
from ssg.model.record import dataclass
from ssg.model.site import Address, Hidden
from ssg.model.source import FileRef
from ssg.pictures.ladder import WIDTHS, variants_of
from ssg.text.addresses import (
    address_of_output,
    file_behind,
    hide_signs,
    is_external,
    join_address,
    join_source,
)
from ssg.text.media_types import TYPES
from ssg.text.nearest import nearest

_DATE_PREFIX = re.compile(r"^\d{4}-\d{2}-\d{2}-")
_ENTRIES = ("content/posts/", "content/pages/")
_ENTRY_IN_BRACKETS = (
    "write a post's title or the name of its file; plain brackets need a backslash: \\[["
)
_STRAIGHT = str.maketrans("“”„«»‘’‚‹›", "\"\"\"\"\"'''''", "\N{NO-BREAK SPACE}\u202f")


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Where everything that can be linked to stands.

    `permalinks` and `titles` are by source path, `names` returns the source paths that the words of
    a wiki link may mean (made when it is first asked for: many sites have none), `plain_names` the
    source path by the file's name without its date and ending (which a slip may resemble), `hidden`
    the entries that are not built, `unread` the files whose own errors kept them from becoming
    entries, `published` maps a copied file's source path to its output
    path, `files` that output path to the file, `cards` are what is known of things elsewhere,
    `chapters` those of files by their source path.
    """

    permalinks: Mapping[str, str]
    titles: Mapping[str, str]
    names: Callable[[], Mapping[str, Sequence[str]]]
    plain_names: Callable[[], Mapping[str, str]]
    hidden: Mapping[str, str]
    unread: Collection[str]
    published: Mapping[str, str]
    files: Mapping[str, FileRef]
    cards: Mapping[str, Card]
    chapters: Mapping[str, tuple[Chapter, ...]]


def link_table(
    permalinks: Mapping[str, str],
    entries: Iterable[Entry],
    hidden: Iterable[Hidden],
    published: Mapping[str, str],
    sources: Mapping[str, FileRef],
    told: tuple[Mapping[str, Card], Mapping[str, tuple[Chapter, ...]]] = ({}, {}),
) -> LinkTable:
    """Index what can be linked to; `permalinks` holds the entries that are built.

    `sources` are all files of the site, `published` says to which outputs they are copied;
    `told` are the cards and the chapters that files tell of.
    """
    every = tuple(entries)
    written = {path for path in sources if path.startswith(_ENTRIES) and path.endswith(".md")}
    return LinkTable(
        permalinks=permalinks,
        titles={entry.source: entry.title for entry in every},
        names=cache(partial(_sources_by_name, every)),
        plain_names=cache(lambda: {_plain_name(entry.source): entry.source for entry in every}),
        hidden={entry.source: entry.reason for entry in hidden if entry.reason != "unlisted"},
        unread=written.difference(entry.source for entry in every),
        published=published,
        files={output: sources[source] for source, output in published.items()},
        cards=told[0],
        chapters=told[1],
    )


def resolve(
    reference: Reference, entry: Entry, permalink: str, table: LinkTable
) -> tuple[Address, tuple[Diagnostic, ...]]:
    """Return what `reference` of `entry` means, and what is wrong with it.

    Links to source files and wiki links must resolve; other addresses inside the site are checked
    against the plan (`check.links`), for they may name an output that no entry makes.
    """
    match reference.kind:
        case ReferenceKind.PICTURE:
            whole = f"{reference.target}#{reference.fragment}"
            if reference.fragment and _output_named(whole, entry.source, permalink, table)[1]:
                return resolve_picture(whole, entry.source, permalink, table), ()
            address = resolve_picture(reference.target, entry.source, permalink, table)
            return _with_fragment(address, reference.fragment), ()
        case ReferenceKind.SOURCE_LINK:
            return _resolve_source(reference, entry, table)
        case ReferenceKind.WIKI:
            return _resolve_wiki(reference, entry, table)
        case _:
            address = resolve_file(reference.target, entry.source, permalink, table)
            return _with_fragment(address, reference.fragment), ()


def resolve_file(target: str, source: str, permalink: str, table: LinkTable) -> Address:
    """Return the address of a picture, sound or plain link, as written in the file `source`."""
    if not target or is_external(target):
        return Address(target)
    path, question, query = target.partition("?")
    url, file = _output_named(path, source, permalink, table)
    facts = file.picture if file else None
    width, height = (facts.width, facts.height) if facts else (0, 0)
    return Address((hide_signs(url) if file else url) + question + query, "", width, height)


def _output_named(
    written: str, source: str, permalink: str, table: LinkTable
) -> tuple[str, FileRef | None]:
    """Return the decoded address that is `written` in the file `source`, and the file there."""
    decoded = unicodedata.normalize("NFC", unquote(written))
    if decoded.startswith("/"):
        url = decoded
    else:
        output = table.published.get(join_source(source, decoded))
        url = address_of_output(output) if output else join_address(permalink, decoded)
    return url, table.files.get(url.lstrip("/"))


def resolve_picture(
    target: str, source: str, permalink: str, table: LinkTable, widths: tuple[int, ...] = WIDTHS
) -> Address:
    """Return the address of a picture that is shown, with copies of those `widths` that are less.

    An address with a query is left alone: it asks a server for what we do not know.
    """
    address = resolve_file(target, source, permalink, table)
    file = None if "?" in address.url else table.files.get(file_behind(address.url))
    return replace(address, variants=variants_of(file, widths)) if file else address


def _resolve_source(
    reference: Reference, entry: Entry, table: LinkTable
) -> tuple[Address, tuple[Diagnostic, ...]]:
    target = unicodedata.normalize("NFC", unquote(reference.target))
    candidates = (
        ["content" + target, "content/posts" + target]
        if target.startswith("/")
        else [join_source(entry.source, target), posixpath.normpath("content/" + target)]
    )
    for source in candidates:
        if source in table.titles:
            return _resolve_entry(source, reference, entry, table)
        if source in table.unread:
            return Address("#"), ()
    by_name = table.names().get(_folded(posixpath.basename(target).removesuffix(".md")), ())
    if len(by_name) == 1:
        return _resolve_entry(by_name[0], reference, entry, table)
    near = nearest(_plain_name(target), table.plain_names())
    message = f"no file `{target}` to link to"
    fix = "write the path of a Markdown file, from this file or from content/"
    if near:
        meant = posixpath.relpath(table.plain_names()[near], posixpath.dirname(entry.source))
        message, fix = f"{message}; did you mean `{posixpath.basename(meant)}`?", f"write {meant}"
    problem = _broken(entry, reference.place, message, fix)
    return Address("#"), (problem,)


def _resolve_wiki(
    reference: Reference, entry: Entry, table: LinkTable
) -> tuple[Address, tuple[Diagnostic, ...]]:
    found = table.names().get(_folded(reference.target), ())
    if len(found) == 1:
        return _resolve_entry(found[0], reference, entry, table)
    if any(_folded(reference.target) in _names(path, "", "", "") for path in table.unread):
        return Address("#", reference.target), ()
    if found:
        message = f"[[{reference.target}]] may mean {' or '.join(found)}"
        fix = "write the file's name in the brackets"
    else:
        near = nearest(reference.target, table.titles.values())
        near = near or nearest(_plain_name(reference.target), table.plain_names())
        guess = f"; did you mean [[{near}]]?" if near else ""
        message = f"no post or page is called [[{reference.target}]]{guess}"
        fix = _file_in_brackets(reference.target, table) or _ENTRY_IN_BRACKETS
    problem = _broken(entry, reference.place, message, fix)
    return Address("#", reference.target), (problem,)


def _file_in_brackets(target: str, table: LinkTable) -> str:
    """Return the fix where brackets name a picture or another file, "" where they do not."""
    name = posixpath.basename(target)
    media_type = TYPES.get(name.rpartition(".")[2].lower() if "." in name else "", "")
    if not media_type or media_type.startswith("text/"):
        return ""
    alike = (path for path in table.files if posixpath.basename(path).casefold() == name.casefold())
    path = next(alike, f"media/{name}")
    if media_type.startswith("image/"):
        return f"brackets lead to posts; a picture is shown by ![what it shows](/{path})"
    return f"brackets lead to posts; a file is linked to by [words](/{path})"


def _resolve_entry(
    source: str, reference: Reference, entry: Entry, table: LinkTable
) -> tuple[Address, tuple[Diagnostic, ...]]:
    if source in table.permalinks:
        address = Address(table.permalinks[source], table.titles[source])
        return _with_fragment(address, reference.fragment), ()
    reason = table.hidden.get(source, "hidden")
    problem = _broken(
        entry,
        reference.place,
        f"this links to {source}, which is not built ({reason})",
        "publish that one first, or take the link out",
    )
    return Address("#", reference.target), (problem,)


def _with_fragment(address: Address, fragment: str) -> Address:
    if not fragment:
        return address
    return replace(address, url=f"{address.url}#{fragment}")


def _broken(entry: Entry, place: Place, message: str, fix: str) -> Diagnostic:
    return Diagnostic(
        entry.source, place.line, place.column, Level.ERROR, "broken-link", message, fix
    )


def _sources_by_name(entries: Iterable[Entry]) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=attrgetter("source")):
        for name in _names(entry.source, entry.title_as_written, entry.title, entry.slug):
            sources[name].append(entry.source)
    return sources


def _plain_name(path: str) -> str:
    """Return the name of a file without folder, date and ending; a bundle's is its folder's."""
    folder, name = posixpath.split(path)
    if name == "index.md" and folder:
        name = posixpath.basename(folder)
    return _DATE_PREFIX.sub("", name.removesuffix(".md"))


@lru_cache(maxsize=20_000)  # Where a site is planned again and again, few names are new.
def _names(source: str, title_as_written: str, title: str, slug: str) -> frozenset[str]:
    """Return what an entry may be called in a wiki link: titles, slug, and names of its file."""
    folder, name = posixpath.split(source)
    if name == "index.md":
        name = posixpath.basename(folder) + ".md"
    stem = name.removesuffix(".md")
    undated = _plain_name(source)
    names = {title_as_written, title, slug, name, stem, undated, undated + ".md"}
    return frozenset(map(_folded, names))


def _folded(name: str) -> str:
    if not name.isascii():
        name = unicodedata.normalize("NFC", name).translate(_STRAIGHT)
    return " ".join(name.casefold().split())
