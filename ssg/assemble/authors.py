"""Who wrote an entry."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ssg.model.author import Author, AuthorId
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry
from ssg.model.settings import Settings
from ssg.text.nearest import did_you_mean, nearest


def authors_of(
    entry: Entry, authors: Mapping[str, Author], settings: Settings
) -> tuple[Author, ...]:
    """Return the authors of `entry`, or the site's default author.

    The entry's own `bio:` and `links:` overrule the record of its first author. Unknown ids are
    left out; `check_authors` reports them.
    """
    mentioned = entry.authors or (AuthorId(settings.author, 0, 0),)
    found = [
        author if isinstance(author, Author) else authors[author.id]
        for author in mentioned
        if isinstance(author, Author) or author.id in authors
    ]
    if found:
        found[0] = _with_own_words(found[0], entry)
    return tuple(found)


def check_authors(entry: Entry, authors: Mapping[str, Author]) -> Iterator[Diagnostic]:
    """Report each id that no author record has."""
    for author in entry.authors:
        if isinstance(author, AuthorId) and author.id not in authors:
            yield Diagnostic(
                entry.source,
                author.line,
                author.column,
                Level.ERROR,
                "author",
                f"no author `{author.id}`{did_you_mean(author.id, authors)}",
                f"write content/authors/{author.id}.yaml, or name one of: "
                + (", ".join(sorted(authors)) or "(there is no author record yet)"),
            )


def check_default_author(settings: Settings, authors: Mapping[str, Author]) -> Iterator[Diagnostic]:
    """Report a default author in site.yaml that no record has."""
    if settings.author and settings.author not in authors:
        meant = nearest(settings.author, authors)
        record = f"write content/authors/{settings.author}.yaml with a line `name: …`"
        yield Diagnostic(
            "site.yaml",
            *settings.place("author"),
            Level.ERROR,
            "author",
            f"`author: {settings.author}` has no record{did_you_mean(settings.author, authors)}",
            f"write `author: {meant}`, or {record}" if meant else record,
        )


def _with_own_words(author: Author, entry: Entry) -> Author:
    if entry.bio_html is not None:
        author = replace(author, bio_html=entry.bio_html, bio_text=entry.bio_text or "")
    if entry.links is not None:
        author = replace(author, links=entry.links)
    return author
