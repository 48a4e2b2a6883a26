"""Which files a blog needs: those that everybody saw, and those that only its author did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ssg.importers import kinds
from ssg.importers.decisions import Decisions
from ssg.importers.findings import Findings, Ledger
from ssg.importers.mapping.places import Fate
from ssg.importers.media.files import WantedFile, original_places, wanted
from ssg.importers.media.hosts import MediaSite
from ssg.importers.media.paths import assign_paths
from ssg.model.record import dataclass
from ssg.text.addresses import encode_path

PRIVATE_FILES = ".import/private/files/"
_STATIC, _MEDIA = "content/static", "content"
_SEEN = frozenset({Fate.PUBLIC, Fate.SCHEDULED, Fate.FILE_WITH_COMMENTS, Fate.REUSED})


@dataclass(frozen=True, slots=True)
class NeededFile:
    """A file, and who asks for it: `attachments` are numbers of entries of the media library.

    `is_public` tells that everybody saw it. `entry` is the number of the entry that shows it, -1
    where none does.
    """

    file: WantedFile
    attachments: tuple[int, ...] = ()
    is_public: bool = True
    entry: int = -1


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """What became of a needed file: `path` is where it lies in the site's folder, "" nowhere.

    `was_asked` tells that somebody was asked for it, so that `why` says more than that nobody was.
    """

    needed: NeededFile
    path: str
    how: str
    why: str = ""
    was_asked: bool = True


def media_site_of(decisions: Decisions) -> MediaSite:
    """Return the old site as far as its files are concerned."""
    site = decisions.site
    plain = MediaSite(
        hosts=site.hosts | _file_hosts(site.hosts | site.former) | site.former,
        host=site.host,
        base_path=f"{site.base_path}/",
    )
    said = (entry.attachment_url for entry in decisions.survey.entries if entry.attachment_url)
    return replace(plain, originals=original_places(said, plain))


def _file_hosts(hosts: Iterable[str]) -> frozenset[str]:
    """Return where WordPress.com keeps the files of a blog at `hosts`."""
    mark = ".wordpress.com"
    return frozenset(
        f"{host.removesuffix(mark).removeprefix('www.')}.files{mark}"
        for host in hosts
        if host.endswith(mark) and not host.endswith(f".files{mark}")
    )


def needed_files(decisions: Decisions, site: MediaSite) -> tuple[NeededFile, ...]:
    """Return all files that the library and texts name, each address once, with their places."""
    numbers: dict[str, list[int]] = {}
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        is_file = place.fate in {Fate.FILE, Fate.FILE_WITH_COMMENTS}
        if is_file and entry.attachment_url:
            numbers.setdefault(entry.attachment_url, []).append(entry.number)
    addresses = dict.fromkeys((*numbers, *decisions.survey.media))
    found = [file for address in addresses if (file := wanted(address, site)) is not None]
    featured = _featured(decisions)
    return tuple(
        _needed(file, tuple(numbers.get(file.address, ())), decisions, featured)
        for file in assign_paths(found, site)
    )


def _featured(decisions: Decisions) -> frozenset[str]:
    """Return the numbers of files that stand above public entries."""
    return frozenset(
        entry.meta_of("_thumbnail_id")
        for entry, place in zip(decisions.survey.entries, decisions.places, strict=True)
        if place.fate in _SEEN
    )


def _needed(
    file: WantedFile, attachments: tuple[int, ...], decisions: Decisions, featured: frozenset[str]
) -> NeededFile:
    entry = decisions.survey.media.get(file.address, -1)
    is_shown = entry >= 0 and decisions.places[entry].fate in _SEEN
    is_public = is_shown or any(_is_public(one, decisions, featured) for one in attachments)
    if not is_public:
        paths = tuple(PRIVATE_FILES + path.removeprefix("content/") for path in file.paths)
        file = replace(file, paths=paths)
    return NeededFile(file, attachments, is_public, entry)


def _is_public(number: int, decisions: Decisions, featured: frozenset[str]) -> bool:
    """Tell whether a file of the library was seen by everybody: it belongs to nothing private."""
    file = decisions.survey.entries[number]
    if file.id in featured or decisions.places[number].fate is Fate.FILE_WITH_COMMENTS:
        return True
    above = decisions.number_by_id.get(file.parent)
    if above is None:
        return True
    fate = decisions.places[above].fate
    return fate in _SEEN or fate in {Fate.FILE, Fate.AGAIN}


def public_path(path: str) -> str:
    """Return the address at which a file of the site's folder is served, "" if it is not."""
    for folder in (_STATIC, _MEDIA):
        if path.startswith(f"{folder}/"):
            return path.removeprefix(folder)
    return ""


def new_addresses(brought: Iterable[BroughtFile], decisions: Decisions) -> dict[str, str]:
    """Return the new address of each file by its old one; a missing file's is whole, at the host.

    So a link from the root does not lead to a place of the new site where nothing is.
    """
    found: dict[str, str] = {}
    for one in brought:
        file = one.needed.file
        to = public_path(one.path)
        found[file.address] = encode_path(to) if to else _whole(file, decisions)
    return found


def _whole(file: WantedFile, decisions: Decisions) -> str:
    if file.address.startswith(("http:", "https:")):
        return file.address
    if file.address.startswith("//"):
        return f"https:{file.address}"
    scheme, _, rest = decisions.site.url.partition("//")
    host = rest.partition("/")[0]
    return f"{scheme}//{host}{file.address}"


def sizes_of(brought: Iterable[BroughtFile], decisions: Decisions) -> dict[str, str]:
    """Return the path of the file that is there by the old path of each smaller size of it."""
    found: dict[str, str] = {}
    for one in brought:
        to = public_path(one.path)
        old = decisions.site.address_of(one.needed.file.address) if to else None
        if old is not None and old.is_sure and old.path != to:
            found[old.path] = to
    return found


def account_files(
    brought: Iterable[BroughtFile], decisions: Decisions, ledger: Ledger, findings: Findings
) -> None:
    """Account for each file of the library, and for each that only texts name."""
    counted: set[int] = set()
    for one in brought:
        for number in one.needed.attachments:
            counted.add(number)
            _count(kinds.MEDIA, one, ledger)
        if not one.needed.attachments:
            ledger.come(kinds.FILES_IN_TEXTS)
            _count(kinds.FILES_IN_TEXTS, one, ledger)
        if not one.path:
            _tell_missing(one, decisions, findings)
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        is_file = place.fate in {Fate.FILE, Fate.FILE_WITH_COMMENTS}
        if is_file and entry.number not in counted:
            ledger.leave(kinds.MEDIA, "its address is no address of a file")
            text = f"the address of the file is {entry.attachment_url or 'not in the export'}"
            findings.add("media", text, f"number {entry.id}", entry.line)


def _count(kind: str, one: BroughtFile, ledger: Ledger) -> None:
    if one.path and one.needed.is_public:
        ledger.go(kind)
    elif one.path:
        ledger.leave(kind, "kept apart, for only entries that were not public show it")
    else:
        ledger.leave(kind, one.how)


def _tell_missing(one: BroughtFile, decisions: Decisions, findings: Findings) -> None:
    entry = one.needed.entry
    where = decisions.places[entry].source if entry >= 0 else ""
    topic = "media" if one.needed.file.is_of_site else "elsewhere"
    why = f": {one.why}" if one.was_asked else ""
    findings.add(topic, f"{one.needed.file.address}{why}", where)


def missing_addresses(brought: Iterable[BroughtFile]) -> Iterator[str]:
    """Yield the addresses of the old site's files that are not there."""
    for one in brought:
        if not one.path and one.needed.file.is_of_site:
            yield one.needed.file.address


def path_by_address(brought: Iterable[BroughtFile]) -> Mapping[str, str]:
    """Return where each file is served, by its old address; without those that are not there."""
    return {
        one.needed.file.address: public_path(one.path) for one in brought if public_path(one.path)
    }
