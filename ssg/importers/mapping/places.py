"""Where each entry of an old blog goes: its file, its address, or why it stays behind."""

import datetime as dt
import enum
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from ssg.importers.kinds import PAGES, PostTypes
from ssg.importers.old_site import OldSite
from ssg.importers.survey.known import KnownEntry, Survey
from ssg.model.export import Standing
from ssg.model.record import dataclass
from ssg.parse.address import decode_path, path_fault
from ssg.text.addresses import normal_address, output_path
from ssg.text.file_names import name_problem
from ssg.text.slug import slug_fault, slugify

PRIVATE_ENTRIES = ".import/private/entries/"
_ALWAYS = (
    r"(?:archive/|search/|(?:404\.html|(?:comments/)?feed\.(?:xml|json)|atom\.xml|podcast\.xml"
    r"|sitemap\.xml|robots\.txt|_redirects|\.htaccess|redirects\.nginx\.conf"
    r"|old-addresses\.json)(?:/.*)?)?"
)
_SERVED = re.compile(rf"/(?:{_ALWAYS}|page/\d+/)")
"""Addresses at which a page of the new site's own stands, whatever is in it."""

_OURS = re.compile(
    rf"/(?:{_ALWAYS}|(?:assets|media|page|category|tag|author|series)/.*|\d{{4}}/(?:\d\d/)?)"
)
"""Addresses that the new site serves itself, or may serve one day."""


class Fate(enum.Enum):
    """What becomes of an entry; the value is how the ledger says it."""

    PUBLIC = "public"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    PROTECTED = "behind a password"
    TRASHED = "in the trash"
    UNKNOWN_TYPE = "of a type that is no post and no page"
    FILE = "a file of the media library"
    FILE_WITH_COMMENTS = "a file of the media library with comments"
    MENU = "a word of a menu"
    REUSED = "a block that is shown where it is used"
    AGAIN = "the same entry stands in the export before"
    CONFLICT = "another entry has its number and its address"


WRITTEN = frozenset({Fate.PUBLIC, Fate.DRAFT, Fate.SCHEDULED, Fate.FILE_WITH_COMMENTS})
"""What has a file in content/."""

KEPT_APART = frozenset(
    {Fate.PRIVATE, Fate.PROTECTED, Fate.TRASHED, Fate.UNKNOWN_TYPE, Fate.CONFLICT}
)
"""What is kept, readable, where nobody else sees it."""

_BY_STANDING = {
    Standing.PUBLIC: Fate.PUBLIC,
    Standing.DRAFT: Fate.DRAFT,
    Standing.PENDING: Fate.DRAFT,
    Standing.SCHEDULED: Fate.SCHEDULED,
    Standing.PROTECTED: Fate.PROTECTED,
    Standing.TRASHED: Fate.TRASHED,
}
_BY_TYPE = {"wp_block": Fate.REUSED}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes: `source` is its file, "" without one; `permalink` "" if it has none.

    `had` is the address at the old host where that is another one, "" where there was none.
    `has_moved`: it got that one after a person made the file theirs, which does not name it.
    """

    fate: Fate
    is_page: bool = False
    source: str = ""
    slug: str = ""
    permalink: str = ""
    had: str = ""
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides where entries go. `now` decides what is still scheduled."""

    site: OldSite
    post_types: PostTypes
    pattern: str
    now: dt.datetime


def place_entries(survey: Survey, rules: Rules) -> tuple[Place, ...]:
    """Return the place of each entry of `survey`, by its number."""
    by_id = {entry.id: entry for entry in survey.entries if entry.id}
    fates = [_fate(entry, survey, rules) for entry in survey.entries]
    # Whoever was public first keeps the address, and drafts ask last.
    order = sorted(range(len(fates)), key=lambda number: fates[number] is not Fate.PUBLIC)
    taken = _Taken()
    places: dict[int, Place] = {}
    for number in order:
        entry, fate = survey.entries[number], fates[number]
        places[number] = _placed(entry, fate, by_id, rules, taken)
    return tuple(places[number] for number in range(len(fates)))


def _fate(entry: KnownEntry, survey: Survey, rules: Rules) -> Fate:
    if entry.kind in rules.post_types:
        return _again(entry, survey) or _fate_of_text(entry, rules)
    if entry.kind == "nav_menu_item":
        return Fate.MENU  # One item may stand in several menus, and then comes several times.
    return _again(entry, survey) or _fate_of_other(entry)


def _again(entry: KnownEntry, survey: Survey) -> Fate | None:
    """Return what to do with an entry whose number came before."""
    if entry.same_as >= 0:
        return Fate.AGAIN
    is_conflict = entry.differs_from >= 0 and survey.entries[entry.differs_from].link == entry.link
    return Fate.CONFLICT if is_conflict else None


def _fate_of_text(entry: KnownEntry, rules: Rules) -> Fate:
    fate = _BY_STANDING.get(entry.standing, Fate.PRIVATE)
    if fate is Fate.SCHEDULED and not is_later(entry, rules.now):
        return Fate.DRAFT
    # Some blogs show what is dated ahead; here it comes out when its time comes.
    is_ahead = fate is Fate.PUBLIC and is_later(entry, rules.now)
    return Fate.SCHEDULED if is_ahead else fate


def _fate_of_other(entry: KnownEntry) -> Fate:
    if entry.kind == "attachment":
        is_seen = entry.standing in {Standing.INHERITED, Standing.PUBLIC}
        return Fate.FILE_WITH_COMMENTS if is_seen and entry.approved else Fate.FILE
    if entry.kind in _BY_TYPE:
        return _BY_TYPE[entry.kind]
    fate = _BY_STANDING.get(entry.standing, Fate.PRIVATE)
    return fate if fate in {Fate.PRIVATE, Fate.PROTECTED} else Fate.UNKNOWN_TYPE


def is_later(entry: KnownEntry, now: dt.datetime) -> bool:
    """Tell whether an entry is dated after the moment `now`."""
    moment = entry.date.moment
    if moment is None:
        return False
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)) > now


class _Taken:
    """The addresses and files that are given away, as a disk that ignores case compares them."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def free(self, name: str, other: "re.Pattern[str] | None" = None) -> str:
        """Return `name`, or the first of `name`-2, `name`-3 … that is free, and take it."""
        stem, ending = _parted(name)
        wish = _folded(name)
        while True:
            # Where thousands share a name, each begins behind the last.
            self._numbers[wish] += 1
            number = self._numbers[wish]
            made = name if number == 1 else f"{stem}-{number}{ending}"
            folded = _folded(made)
            if folded not in self._names and not (other and other.fullmatch(made)):
                self._names.add(folded)
                return made


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _parted(name: str) -> tuple[str, str]:
    if name.endswith("/"):
        return name.rstrip("/"), "/"
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if dot and "/" not in ending else (name, "")


def _placed(
    entry: KnownEntry,
    fate: Fate,
    by_id: Mapping[str, KnownEntry],
    rules: Rules,
    taken: _Taken,
) -> Place:
    slug = slug_of(entry)
    if fate in KEPT_APART:
        name = f"{_short(slugify(entry.kind or 'entry'))}-{_short(slugify(slug))}"
        return Place(fate, source=taken.free(f"{PRIVATE_ENTRIES}{name}.md"), slug=slug)
    if fate not in WRITTEN:
        return Place(fate, slug=slug)
    is_page = fate is Fate.FILE_WITH_COMMENTS or rules.post_types.get(entry.kind) == PAGES
    folder = _page_folder(entry, by_id) if is_page else _post_folder(entry)
    source = taken.free(f"content/{folder}{_file_name(slug, entry)}.md")
    had = _old_path(entry, rules.site)
    is_public = fate in {Fate.PUBLIC, Fate.FILE_WITH_COMMENTS}
    if not is_public:
        return Place(fate, is_page, source, slug)
    wanted = (
        had if had and not _unservable(had) else _made_path(entry, slug, rules, is_page=is_page)
    )
    # Below one of our folders no number behind the name would ever be free.
    is_ours = wanted == "/" or _OURS.fullmatch(wanted)
    permalink = taken.free(f"/{slug}/" if is_ours else wanted, _OURS)
    return Place(fate, is_page, source, slug, permalink, had if had != permalink else "")


def _short(name: str) -> str:
    """Return as much of `name` as leaves room for another in the name of a file."""
    return name.encode()[:_SHORT].decode("utf-8", "ignore")


_SHORT = 100
"""Bytes; names of files have 255 at most."""


def slug_of(entry: KnownEntry) -> str:
    """Return the slug of an entry: its own, else from its address, its title or its number."""
    for written in (entry.slug, _last_level(entry.link)):
        slug = unicodedata.normalize("NFC", decode_path(written.strip()))
        if slug and slug.isprintable() and not slug_fault(slug) and "@" not in slug:
            return slug
        if slug and slugify(slug) != "untitled":
            return slugify(slug)
    made = slugify(re.sub(r"<[^>]*>|&\w+;", " ", entry.title))
    if made != "untitled":
        return made
    return f"{slugify(entry.kind or 'entry')}-{slugify(entry.id or str(entry.number))}"


def _last_level(link: str) -> str:
    path = re.split(r"[?#]", link, maxsplit=1)[0].rstrip("/")
    after_host = path.partition("//")[2].partition("/")[2] if "//" in path else path
    return re.sub(r"\.html?\Z", "", after_host.rpartition("/")[2])


def _file_name(slug: str, entry: KnownEntry) -> str:
    return slug if not name_problem(f"{slug}.md") else slugify(slug or entry.kind)


def _post_folder(entry: KnownEntry) -> str:
    date = entry.date.local or entry.moment
    return f"posts/{date.year:04}/{date.month:02}/" if date else "posts/undated/"


def _page_folder(entry: KnownEntry, by_id: Mapping[str, KnownEntry]) -> str:
    """Return the folder of a page, which shows the pages above it."""
    folder = ""
    above = by_id.get(entry.parent) if entry.kind != "attachment" else None
    seen = {entry.id}
    while above is not None and above.id not in seen and above.kind == entry.kind:
        seen.add(above.id)
        folder = f"{_file_name(slug_of(above), above)}/{folder}"
        if len(folder) > _DEEPEST:
            return "pages/"
        above = by_id.get(above.parent)
    return f"pages/{folder}"


_DEEPEST = 120


def _old_path(entry: KnownEntry, site: OldSite) -> str:
    """Return the path at which an entry stood, "" where its address is none of its own."""
    address = site.address_of(entry.link) if entry.link else None
    if address is None or address.query or (address.path == "/" and not entry.slug):
        return ""
    return address.path


def _unservable(path: str) -> str:
    is_wrong = _WRONG.search(path) or not path.isprintable()
    return path_fault(path) or ("?" if is_wrong else name_problem_of(path))


_WRONG = re.compile(r"[?#{}\s]|//|/:|%[a-z]|/index\.html(?:/|\Z)")
"""What a permalink cannot hold, or holds only as a pattern."""


def name_problem_of(path: str) -> str:
    """Return why no file can be served at `path`, or ""."""
    return name_problem(output_path(path))


def _made_path(entry: KnownEntry, slug: str, rules: Rules, *, is_page: bool) -> str:
    date = entry.date.local or entry.moment
    pattern = "/{slug}/" if is_page or date is None else rules.pattern
    fields = {"slug": slug, "id": entry.id or slug, "category": "uncategorized", "author": "author"}
    if date is not None:
        fields |= dict(zip(("year", "month", "day"), f"{date:%Y-%m-%d}".split("-"), strict=True))
    for name, value in fields.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    made = normal_address(pattern)
    return made if not _unservable(made) else f"/{slugify(slug)}/"


def is_served(path: str) -> bool:
    """Tell whether a page of the new site's own always stands at `path`."""
    return _SERVED.fullmatch(path) is not None


def may_redirect(path: str) -> bool:
    """Tell whether an old address may lead on: no page of ours stands there, and a file can."""
    return not is_served(path) and not _unservable(path)
