"""A deploy in the author's words: which posts are new, and what changes with them."""

from collections.abc import Iterable, Mapping, Sequence

from ssg.deploy.listing import named
from ssg.deploy.model import FILE, Described, Difference, Kind, Record, Recorded, ReleaseFile
from ssg.deploy.record import key_of
from ssg.model.record import dataclass
from ssg.text.addresses import address_of_output
from ssg.text.counting import counted


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
    kinds = [descriptions.get(file.path, FILE).kind for file in difference.uploads]
    edited = _edited(difference.changed, before)
    new = [file.path for file in difference.new]
    gone = _remembered(difference.deleted, earlier, before)

    def titles(kind: Kind) -> Titles:
        return Titles(
            _titles(kind, new, descriptions),
            _titles(kind, edited, descriptions),
            _titles(kind, difference.deleted, gone),
        )

    posts, pages = titles(Kind.POST), titles(Kind.PAGE)
    told = len(posts.new) + len(posts.changed) + len(pages.new) + len(pages.changed)
    return Story(
        posts=posts,
        pages=pages,
        feeds=kinds.count(Kind.FEED),
        listings=kinds.count(Kind.LISTING),
        around=kinds.count(Kind.POST) + kinds.count(Kind.PAGE) - told,
        redirects=kinds.count(Kind.REDIRECT),
        files=kinds.count(Kind.FILE),
        lost=tuple(lost),
    )


def sentence_of(story: Story) -> str:
    """Return the story as one sentence without its full stop.

    "2 posts new (A, B), 1 changed (Words and Deeds), 3 feeds and 41 listings with it".
    """
    main = [*_phrases(story.posts, "post"), *_phrases(story.pages, "page")]
    together = ((story.feeds, "feed"), (story.listings, "listing"))
    with_it = " and ".join(counted(number, thing) for number, thing in together if number)
    edited = story.posts.count + story.pages.count
    them = "it" if edited == 1 else "them"
    if with_it:
        main.append(f"{with_it} with {them}" if edited else with_it)
    if story.around and edited:
        one, many = f"other page that shows {them}", f"other pages that show {them}"
        main.append(counted(story.around, one, many))
    elif story.around:
        one = "other page with another menu or neighbour"
        main.append(counted(story.around, one, one.replace("page", "pages", 1)))
    others = ((story.redirects, "redirect"), (story.files, "other file"))
    main += [counted(number, thing) for number, thing in others if number]
    if len(story.lost) == 1:
        main.append(f"1 address gone: {story.lost[0]} has no redirect")
    elif story.lost:
        main.append(f"{len(story.lost):,} addresses gone without a redirect: {named(story.lost)}")
    return ", ".join(main)


def _edited(changed: Iterable[ReleaseFile], before: Record | None) -> list[str]:
    """Return the paths of changed files in which the author's own words are not as they were."""
    recorded = before.files if before else {}
    unknown = Recorded("", 0)
    return [
        file.path
        for file in changed
        if (was := recorded.get(key_of(file.path), unknown).essence) != file.essence or not was
    ]


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
            phrases.append(f"{len(names):,}{things} {word} ({named(names)})")
    return phrases
