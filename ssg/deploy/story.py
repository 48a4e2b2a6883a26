"""A deploy in the author's words: which posts are new, and what changes with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ssg.deploy.model import Described, Difference, Kind, Record, ReleaseFile
from ssg.deploy.record import key_of
from ssg.text.addresses import address_of_output

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of entries, or their addresses where the title is not known."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.new) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Story:
    """What a deploy means: posts and standing pages by title, everything else by number.

    `around` counts pages of entries that nobody edited: a neighbour or a menu on them has changed.
    `files` are pictures, documents, styles. `lost` are addresses that lead nowhere afterwards.
    """

    posts: Titles
    pages: Titles
    feeds: int
    listings: int
    around: int
    redirects: int
    files: int
    lost: tuple[str, ...]


def tell_story(
    difference: Difference,
    descriptions: Mapping[str, Described],
    before: Record | None,
    earlier: Mapping[str, Described],
    lost: Sequence[str],
) -> Story:
    """Return what `difference` means.

    `before` is the record that was found, `earlier` what this machine remembers of the outputs of
    the last deploy: titles of posts that are gone.
    """
    kinds = {
        file.path: descriptions.get(file.path, Described(Kind.FILE)) for file in difference.uploads
    }
    edited = {
        file.path
        for file in difference.changed
        if _is_edited(file, before) and kinds[file.path].kind in {Kind.POST, Kind.PAGE}
    }
    told = {file.path for file in difference.new} | edited
    counts = {
        kind: sum(1 for path, described in kinds.items() if described.kind is kind) for kind in Kind
    }

    gone = _remembered(difference.deleted, earlier, before)

    def titles(kind: Kind) -> Titles:
        return Titles(
            _titles(kind, (file.path for file in difference.new), descriptions),
            _titles(kind, edited, descriptions),
            _titles(kind, difference.deleted, gone),
        )

    around = sum(
        1
        for path, described in kinds.items()
        if described.kind in {Kind.POST, Kind.PAGE} and path not in told
    )
    return Story(
        posts=titles(Kind.POST),
        pages=titles(Kind.PAGE),
        feeds=counts[Kind.FEED],
        listings=counts[Kind.LISTING],
        around=around,
        redirects=counts[Kind.REDIRECT],
        files=counts[Kind.FILE],
        lost=tuple(lost),
    )


def sentence_of(story: Story) -> str:
    """Return the story as one sentence without its full stop.

    "2 posts new (A, B), 1 changed (Words and Deeds), 3 feeds and 41 listings with it".
    """
    main = [*_phrases(story.posts, "post"), *_phrases(story.pages, "page")]
    with_it = _joined(
        [
            *_counted(story.feeds, "feed"),
            *_counted(story.listings, "listing"),
            *_counted(story.around, "page around", "pages around"),
        ]
    )
    edited = story.posts.count + story.pages.count
    if with_it:
        them = "" if not edited else " with it" if edited == 1 else " with them"
        main.append(with_it + them)
    main += _counted(story.redirects, "redirect")
    main += _counted(story.files, "other file")
    main += [f"1 address gone: {story.lost[0]} has no redirect"] if len(story.lost) == 1 else []
    if len(story.lost) > 1:
        main.append(f"{len(story.lost):,} addresses gone without a redirect: {_named(story.lost)}")
    return ", ".join(main)


def _is_edited(file: ReleaseFile, before: Record | None) -> bool:
    recorded = before.files.get(key_of(file.path)) if before else None
    return recorded is None or not recorded.essence or recorded.essence != file.essence


def _titles(
    kind: Kind, paths: Iterable[str], descriptions: Mapping[str, Described]
) -> tuple[str, ...]:
    described = ((path, descriptions.get(path)) for path in sorted(paths))
    return tuple(
        each.title or address_of_output(path)
        for path, each in described
        if each and each.kind is kind
    )


def _remembered(
    paths: Iterable[str], earlier: Mapping[str, Described], before: Record | None
) -> dict[str, Described]:
    """Return what the files at `paths` were. What only the record knows for an entry was a post."""
    owned = before.files if before else {}
    known: dict[str, Described] = {}
    for path in paths:
        recorded = owned.get(key_of(path))
        if path in earlier:
            known[path] = earlier[path]
        elif recorded and recorded.essence:
            known[path] = Described(Kind.POST)
    return known


def _phrases(titles: Titles, thing: str) -> list[str]:
    phrases: list[str] = []
    for word, names in (
        ("new", titles.new),
        ("changed", titles.changed),
        ("removed", titles.removed),
    ):
        if names:
            things = "" if phrases else f" {thing}" if len(names) == 1 else f" {thing}s"
            phrases.append(f"{len(names):,}{things} {word} ({_named(names)})")
    return phrases


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _counted(number: int, thing: str, things: str = "") -> list[str]:
    if not number:
        return []
    return [f"{number:,} {thing}" if number == 1 else f"{number:,} {things or thing + 's'}"]


def _joined(words: Sequence[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else ", ".join(words[:-1]) + f" and {words[-1]}"
        if words
        else ""
    )
