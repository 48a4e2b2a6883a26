"""What the living blog tells beyond its export: asked once, and remembered."""

import json
from collections.abc import Iterator
from dataclasses import field, replace

from ssg.asking.pictures import Picture
from ssg.disk.moving.import_folder import ImportFolder
from ssg.disk.web.connecting import MayConnect, public_or_named
from ssg.disk.web.live_site import ask_live_site, fetch_picture
from ssg.importers.live.found import found_on
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.importers.mapping.people import NewAuthor, People
from ssg.importers.markdown import to_markdown
from ssg.importers.moving.host_kind import HostKind
from ssg.importers.moving.omissions import Omitted
from ssg.importers.new_file import NewFile
from ssg.model.record import dataclass
from ssg.parse.yaml.text import Value

_REMEMBERED = ".import/private/live.json"


@dataclass(frozen=True, slots=True)
class Living:
    """What the living blog told: `authors` are keys of records by id, `pictures` by their path.

    `asked` tells in words what was asked and what came.
    """

    timezone: str = ""
    likes: dict[str, int] = field(default_factory=dict)
    authors: dict[str, Value] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    found: frozenset[Omitted] = frozenset()
    asked: tuple[str, ...] = ()
    is_asked: bool = False


def ask_living(url: str, kind: HostKind) -> LiveSite:
    """Return what the blog at `url` tells strangers."""
    return ask_live_site(url, kind, may_connect=public_or_named(url))


def living_of(site: LiveSite, kind: HostKind, people: People, url: str) -> Living:
    """Return what the living blog told, for the authors of this import, with their pictures."""
    doors = public_or_named(url)
    pictures: dict[str, bytes] = {}
    authors: dict[str, Value] = {}
    for author in people.authors:
        live = _same_author(author, site)
        if live is not None:
            authors[author.id] = dict(_keys(author, live, pictures, doors))
    if site.icon_url and isinstance(
        icon := fetch_picture(site.icon_url, may_connect=doors), Picture
    ):
        pictures[f"content/static/favicon.{icon.suffix.lstrip('.')}"] = icon.content
    return Living(
        timezone=site.timezone,
        likes=dict(site.likes),
        authors={id_: keys for id_, keys in authors.items() if keys},
        pictures=pictures,
        found=found_on(site, kind),
        asked=tuple(f"{one.url}: {one.outcome}" for one in site.asked),
        is_asked=True,
    )


def _same_author(author: NewAuthor, site: LiveSite) -> LiveAuthor | None:
    """Return the author of the living blog who is `author`: by number, address or name."""
    for is_same in (
        lambda live: live.id in author.old_ids,
        lambda live: live.slug == author.id,
        lambda live: live.name.casefold() == author.name.casefold(),
    ):
        for live in site.authors:
            if is_same(live):
                return live
    return None


def _keys(
    author: NewAuthor,
    live: LiveAuthor,
    pictures: dict[str, bytes],
    doors: MayConnect,
) -> Iterator[tuple[str, Value]]:
    if live.bio_html:
        yield "bio", to_markdown(live.bio_html, "en").markdown.strip()
    if live.avatar_url:
        picture = fetch_picture(live.avatar_url, may_connect=doors)
        if isinstance(picture, Picture):
            name = f"authors/{author.id}.{picture.suffix.lstrip('.')}"
            pictures[f"content/media/{name}"] = picture.content
            yield "image", f"/media/{name}"
    if live.url:
        yield "links", [{"title": "Website", "url": live.url, "kind": "website"}]


def with_earlier(living: Living, earlier: Living) -> Living:
    """Return what was told now, and of what was not told now what an earlier import was told."""
    return replace(
        living,
        timezone=living.timezone or earlier.timezone,
        likes=living.likes or earlier.likes,
        authors={**earlier.authors, **living.authors},
        found=living.found | earlier.found,
    )


def remember_living(living: Living, folder: ImportFolder) -> None:
    """Keep what was told, so that importing again without asking changes nothing."""
    told = {
        "timezone": living.timezone,
        "likes": living.likes,
        "authors": living.authors,
        "found": sorted(one.name for one in living.found),
        "asked": list(living.asked),
    }
    folder.put(NewFile(_REMEMBERED, json.dumps(told, ensure_ascii=False, indent=1) + "\n"))


def remembered_living(folder: ImportFolder) -> Living:
    """Return what an earlier import was told, nothing where none asked."""
    try:
        told = json.loads(folder.read(_REMEMBERED) or "{}")
        return Living(
            timezone=str(told.get("timezone", "")),
            likes={str(key): int(count) for key, count in told.get("likes", {}).items()},
            authors=dict(told.get("authors", {})),
            found=frozenset(Omitted[name] for name in told.get("found", [])),
            asked=tuple(told.get("asked", [])),
            is_asked=bool(told),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Living()
