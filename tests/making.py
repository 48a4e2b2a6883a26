"""Entries and sites made by hand, for tests of the stages between parsing and rendering."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ssg.assemble.place import Materials, place_entries
from ssg.assemble.related import Likeness
from ssg.assemble.site import assemble_site
from ssg.model.author import Author
from ssg.model.comment import Conversation
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import digest_of, digest_of_bytes
from ssg.model.entry import Entry, Kind, TermMention
from ssg.model.output import Plan
from ssg.model.picture import PictureFacts
from ssg.model.settings import Settings
from ssg.model.site import RelatedPost, Site
from ssg.model.source import FileRef
from ssg.model.theme import Theme
from ssg.plan.site import plan_site

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
SETTINGS = Settings(title="The Lamplighter", url="https://lamplighter.example/")
THEME = Theme("broadsheet", {}, {}, {}, (), {})


def day(text: str) -> dt.datetime:
    """Return midnight, UTC, of an ISO date."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def post(slug: str, date: str = "2016-10-29", **fields: Any) -> Entry:
    """Return a post in content/posts/, named by its slug."""
    fields = {"title": slug.replace("-", " ").title(), **fields}
    return Entry(
        kind=Kind.POST,
        source=fields.pop("source", f"content/posts/{slug}.md"),
        slug=slug,
        date=day(date),
        body=digest_of("body", slug),
        title_as_written=fields["title"],
        **fields,
    )


def page(slug: str, **fields: Any) -> Entry:
    """Return a page in content/pages/, named by its slug."""
    title = slug.title()
    source = fields.pop("source", f"content/pages/{slug}.md")
    body = digest_of("body", slug)
    return Entry(Kind.PAGE, source, title, slug, body, title_as_written=title, **fields)


def terms(*paths: str) -> tuple[TermMention, ...]:
    """Return mentions of terms, their levels separated by slashes."""
    return tuple(TermMention(tuple(path.split("/"))) for path in paths)


def files(*paths: str) -> dict[str, FileRef]:
    """Return file references by path; pictures are 640 by 400."""
    return {
        path: FileRef(path, digest_of_bytes(path.encode()), 1000, PictureFacts("jpeg", 640, 400))
        if path.endswith((".jpg", ".png"))
        else FileRef(path, digest_of_bytes(path.encode()), 1000)
        for path in paths
    }


def assembled(
    entries: Iterable[Entry],
    *,
    settings: Settings = SETTINGS,
    authors: Iterable[Author] = (),
    related: Mapping[str, tuple[RelatedPost, ...]] | None = None,
    **materials: Any,
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Assemble a site from entries; other fields of `Materials` by name."""
    collected = Materials(
        settings=settings,
        entries=list(entries),
        authors={author.id: author for author in authors},
        **{
            "conversations": (),
            "categories": (),
            "tags": (),
            "redirects": (),
            "files": {},
            "now": NOW,
            **materials,
        },
    )

    def find_related(_posts: Iterable[Likeness]) -> Mapping[str, tuple[RelatedPost, ...]]:
        return related or {}

    placed = place_entries(collected)
    return assemble_site(collected, placed, find_related), placed.diagnostics


def planned(entries: Iterable[Entry], **materials: Any) -> tuple[Site, Plan]:
    """Assemble and plan a site from entries."""
    site, _ = assembled(entries, **materials)
    return site, plan_site(site, THEME)


def conversation(slug: str, count: int = 1, **fields: Any) -> Conversation:
    """Return the conversation under the entry with that slug."""
    return Conversation(
        source=f"content/comments/{slug}.yaml",
        slug=slug,
        permalink=fields.pop("permalink", ""),
        guid=fields.pop("guid", ""),
        comment_count=count,
        mention_count=0,
        anchors=(),
        newest=(),
        thread=digest_of("thread", slug),
    )
