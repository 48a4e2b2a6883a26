"""Where answers are pulled from, and what each source says about each entry."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from ssg.asking.answer import Ask
from ssg.commands.comments.site import Discussed
from ssg.commands.failures import UsageError
from ssg.disk.isso_database import read_rows
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry
from ssg.replies import bluesky, isso, mastodon, webmention
from ssg.replies.reply import Pulled, Reply
from ssg.text.addresses import encode_path, normal_address


@dataclass(frozen=True, slots=True)
class Said:
    """What a source said: about each entry by the entry's file, or why it said nothing.

    `name` is what people call the source, `problem` completes "`name`: …". `unplaced` counts
    comments by addresses that no entry has.
    """

    name: str
    prefix: str
    by_entry: Mapping[str, Pulled]
    problem: str = ""
    unplaced: Mapping[str, int] | None = None


def ask_sources(discussed: Discussed, source: str | None, ask: Ask) -> Iterator[Said]:
    """Yield what each source says: the one that was named, or all that the site names."""
    if source is not None:
        yield _isso_at(discussed, source, ask)
        return
    settings = discussed.settings
    sources: list[Callable[[], Said]] = []
    if settings.comments.provider == "isso" and settings.comments.server:
        sources.append(lambda: _isso_server(discussed, settings.comments.server, ask))
    on_mastodon = [each for each in discussed.entries if each.entry.social.mastodon]
    if on_mastodon:
        sources.append(lambda: _mastodon(discussed, on_mastodon, ask))
    on_bluesky = [each for each in discussed.entries if each.entry.social.bluesky]
    if on_bluesky:
        sources.append(lambda: _bluesky(discussed, on_bluesky, ask))
    if settings.webmention:
        sources.append(lambda: _webmentions(discussed, ask))
    if not sources:
        message = "this site names nothing that comments could be pulled from"
        raise UsageError(
            message,
            "name Isso's database or server with --from, or write `comments: {provider: isso, "
            "server: …}` or `webmention: …` in site.yaml, or `comments: {mastodon: …}` in a post",
        )
    for each in sources:
        yield each()


def _isso_at(discussed: Discussed, source: str, ask: Ask) -> Said:
    if source.startswith(("http://", "https://")):
        return _isso_server(discussed, source, ask)
    file = Path(source)
    if not file.is_file():
        message = f"{source} is neither a file nor an address"
        raise UsageError(message, "name Isso's database (comments.db) or its server (https://…)")
    rows, problem = read_rows(file)
    if problem:
        message = f"{source}: {problem}"
        raise UsageError(message, "name the file that isso.cfg has as `dbpath`")
    return _placed(discussed, isso.threads_of(rows, _own_letters(discussed)))


def _own_letters(discussed: Discussed) -> dict[tuple[str, str], str]:
    return {
        (author.name.casefold(), author.email.casefold()): author.id
        for author in discussed.authors.values()
        if author.email
    }


def _isso_server(discussed: Discussed, server: str, ask: Ask) -> Said:
    """Ask a server of Isso for all pages with comments, and for those that had some before."""
    server = server.rstrip("/")
    name = f"Isso at {server}"
    entry_by_uri = dict(_uris(discussed))
    counts, problem = isso.counts_of(ask, server, list(entry_by_uri))
    threads: dict[str, tuple[Reply, ...]] = {}
    whole: dict[str, bool] = {}
    for uri in () if problem else entry_by_uri:
        if not counts.get(uri):
            continue
        pulled = isso.thread_at(ask, server, uri)
        if pulled.problem:
            problem = pulled.problem
            break
        threads[uri] = pulled.replies
        whole[entry_by_uri[uri].entry.source] = pulled.is_whole
    if problem:
        return Said(name, isso.PREFIX, {}, problem)
    said = _placed(discussed, threads)
    by_entry = {
        source: Pulled(pulled.replies, is_whole=whole.get(source, True))
        for source, pulled in said.by_entry.items()
    }
    return Said(name, isso.PREFIX, by_entry)


def _uris(discussed: Discussed) -> Iterator[tuple[str, PlacedEntry]]:
    """Yield each address under which Isso may know an entry, as the page or a person wrote it."""
    for address, placed in discussed.by_address.items():
        path = f"{discussed.base_path}{address}"
        yield from ((each, placed) for each in dict.fromkeys((encode_path(path), path)))


def _placed(discussed: Discussed, threads: Mapping[str, tuple[Reply, ...]]) -> Said:
    """Return threads by the entry that each belongs to; every entry has one, mostly empty."""
    found: dict[str, list[Reply]] = {each.entry.source: [] for each in discussed.entries}
    unplaced: dict[str, int] = {}
    for uri, replies in threads.items():
        placed = discussed.at(uri) or discussed.by_address.get(normal_address(uri))
        if placed is not None:
            found[placed.entry.source] += replies
        elif replies:
            unplaced[uri] = len(replies)
    by_entry = {source: Pulled(tuple(replies)) for source, replies in found.items()}
    return Said("Isso", isso.PREFIX, by_entry, unplaced=unplaced)


def _mastodon(discussed: Discussed, entries: list[PlacedEntry], ask: Ask) -> Said:
    users = {
        link.url: author.id
        for author in discussed.authors.values()
        for link in author.links
        if link.url.startswith("http")
    }
    by_entry = {
        placed.entry.source: mastodon.thread_at(
            ask, placed.entry.social.mastodon, _owner(placed), users
        )
        for placed in entries
    }
    return Said("Mastodon", mastodon.PREFIX, by_entry)


def _bluesky(discussed: Discussed, entries: list[PlacedEntry], ask: Ask) -> Said:
    api = discussed.settings.comments.bluesky_api.rstrip("/") or bluesky.API
    by_entry = {
        placed.entry.source: bluesky.thread_at(
            ask, placed.entry.social.bluesky, _owner(placed), api
        )
        for placed in entries
    }
    return Said("Bluesky", bluesky.PREFIX, by_entry)


def _owner(placed: PlacedEntry) -> str:
    """Return the id of the author whose post on a network an entry names."""
    return next((author.id for author in placed.authors if author.id), "")


def _webmentions(discussed: Discussed, ask: Ask) -> Said:
    root = discussed.settings.url.rstrip("/") + "/"
    sources = {
        urljoin(root, encode_path(address).lstrip("/")): placed.entry.source
        for address, placed in discussed.by_address.items()
    }
    users = {
        link.url.rstrip("/").casefold(): author.id
        for author in discussed.authors.values()
        for link in author.links
    }
    endpoint = discussed.settings.webmention
    token = os.environ.get("SSG_WEBMENTION_TOKEN", "")
    found, problem = webmention.mentions_of(ask, endpoint, list(sources), users, token)
    joined: dict[str, Pulled] = {}
    for target, pulled in found.items():
        before = joined.get(sources[target], Pulled())
        is_whole = before.is_whole and pulled.is_whole
        joined[sources[target]] = Pulled(before.replies + pulled.replies, is_whole)
    return Said("Webmentions", webmention.PREFIX, joined, problem)
