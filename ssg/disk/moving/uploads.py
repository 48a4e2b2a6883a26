"""What the user gave by --uploads, looked up by the addresses of old texts."""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from ssg.disk.moving.given_files import GivenFile, given_files
from ssg.disk.moving.packed import RefusedFile, UnreadableFileError
from ssg.importers.media.files import WantedFile, wanted
from ssg.importers.media.hosts import MediaSite, main_host
from ssg.importers.media.kinds import Kind, kind_of
from ssg.importers.media.names import decoded, decoded_path, safe_name, with_hash
from ssg.importers.media.paths import folded
from ssg.importers.media.variants import is_size_of
from ssg.model.export import Host
from ssg.model.record import dataclass

_ROOTS = tuple(
    re.compile(rf"(?:\A|.*/){root}/", re.DOTALL)
    for root in ("wp-content/uploads", r"blogs\.dir/[0-9]+/files", "uploads", "files")
)
_DATED = re.compile(r"(?:\A|(?<=/))(?:sites/[0-9]+/)?((?:19|20)[0-9]{2}/(?:0[1-9]|1[0-2]))/")
_UPLOADED = re.compile(r"(?:\A|/)(?:uploads|files)/")
_PROGRAM = re.compile(r"(?:\A|/)wp-(?:admin|includes|content/(?!uploads/)[^/]+)/")
_SITE = re.compile(r"\Asites/[0-9]+/")
_TAKEOUT = re.compile(r"(?:\A|/)Takeout/|(?:\A|/)Blogger/(?:Blogs|Albums|Comments)/")
_ALBUMS = re.compile(r"(?:\A|/)Albums/")
_ABOUT_ALBUMS = frozenset({"json", "csv", "html", "txt"})
_PRIVATE_FOLDER = re.compile(
    r"(?:\A|/)(?:woocommerce_uploads|wc-logs|edd|gravity_forms|wpforms|ninja-forms|formidable"
    r"|caldera-forms|wpcf7_uploads|flamingo|fluentform|private|protected|members?|downloads-private"
    r"|[^/]*backup[^/]*|updraft|ai1wm-backups|cache|logs?|tmp|temp|sessions?|mailpoet|sucuri"
    r"|ithemes-security|wp-security[^/]*|elementor|job-manager-uploads|wp-migrate-db)(?=/)",
    re.IGNORECASE,
)
_CLOSES_FOLDER = re.compile(rb"deny\s+from\s+all|require\s+all\s+denied", re.IGNORECASE)
_CLOSES_SOME = re.compile(rb"<\s*(?:files|limit)", re.IGNORECASE)
_NAMES_OF_UPLOADS = frozenset({"uploads", "files"})
_DIRECT = "uploads:/"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was given. `address` is the candidate that it is, `path` where it goes."""

    address: str
    path: str
    file: GivenFile


@contextmanager
def open_uploads(paths: Iterable[Path]) -> Iterator["Uploads"]:
    """Open folders and archives for as long as the context lasts."""
    with ExitStack() as stack:
        files: list[GivenFile] = []
        refused: list[RefusedFile] = []
        within: set[str] = set()
        for path in paths:
            is_uploads = path.is_dir() and path.resolve().name in _NAMES_OF_UPLOADS
            for one in given_files(path, stack):
                if isinstance(one, RefusedFile):
                    refused.append(one)
                elif not _TAKEOUT.search(one.path) or _is_in_album(one.path):
                    # A takeout may hold everything else that its owner has at Google.
                    files.append(one)
                    within |= {one.name} if is_uploads else set()
        yield Uploads(files, refused, within)


def _is_in_album(path: str) -> bool:
    return bool(_ALBUMS.search(path)) and path.rpartition(".")[2].lower() not in _ABOUT_ALBUMS


class Uploads:
    """An index of files. `refused` are those that are not read, and why."""

    def __init__(
        self,
        files: Iterable[GivenFile],
        refused: Iterable[RefusedFile] = (),
        within: Iterable[str] = (),
    ) -> None:
        """Index `files`; `within` are the names of those that lie in a given folder of uploads."""
        self.refused = tuple(refused)
        self._within = frozenset(within)
        self._by_path: dict[str, GivenFile] = {}
        self._by_place: dict[str, list[GivenFile]] = {}
        self._by_name: dict[str, list[GivenFile]] = {}
        closed = []
        for file in files:
            folder, _, name = file.path.rpartition("/")
            if name == ".htaccess":
                closed += [f"{folder}/"] if folder and _closes_folder(file) else []
                continue
            self._by_path.setdefault(file.path, file)
            self._by_place.setdefault(folded(_place(decoded(file.path))), []).append(file)
            self._by_name.setdefault(folded(decoded(name)), []).append(file)
        self._closed = tuple(closed)
        self._has_sites = any(_SITE.match(place) for place in self._by_place)

    def find(self, file: WantedFile) -> Found | None:
        """Return the best file that was given for `file`, or None.

        Looks for each candidate at its place among the uploads, then by its name alone, if just one
        file has that name and does not lie in another month's folder. Files of other hosts are
        never looked for: what has the same name is hardly the same.
        """
        if not file.is_of_site:
            return None
        for look in (self._at_place, self._by_name_alone):
            for address, path in zip(file.candidates, file.paths, strict=True):
                if (given := look(address)) is not None:
                    return Found(address, path, given)
        return None

    def everything(self, site: MediaSite) -> Iterator[WantedFile]:
        """Yield all files that were uploaded, as if a text named them, in order of their places.

        What lies neither below a month (2010/05) nor in a folder called uploads or files may be
        anything of the user's and is left out; so is all of Blogger, where no place tells uploads
        apart. Sizes of pictures that are there themselves are left out, too, and what readers never
        saw: folders that the server keeps closed, those of forms, shops, backups and caches, and
        everything outside of the uploads where a whole WordPress was given.
        """
        seen: set[str] = set()
        for file in () if site.host is Host.BLOGGER else self._shown():
            one = _as_wanted(file, site)
            if one is not None and one.path not in seen:
                seen.add(one.path)
                yield one

    def unmentioned(self, files: Iterable[WantedFile], site: MediaSite) -> Iterator[WantedFile]:
        """Yield what `everything` does, without the files that `find` has for `files`."""
        found = self._names_of(files)
        for one in self.everything(site):
            there = self.find(one)
            if there is not None and there.file.name not in found:
                yield one

    def _at_place(self, address: str) -> GivenFile | None:
        if address.startswith(_DIRECT):
            return self._by_path.get(address.removeprefix(_DIRECT))
        place = _place(_path_of(address))
        found = self._pick(place)
        if found is None and not self._has_sites and (match := _SITE.match(place)):
            return self._pick(place[match.end() :])
        return found

    def _pick(self, place: str) -> GivenFile | None:
        files = self._by_place.get(folded(place), [])
        exact = [file for file in files if _place(decoded(file.path)) == place]
        return next(iter(exact or (files if len(files) == 1 else [])), None)

    def _by_name_alone(self, address: str) -> GivenFile | None:
        path = _path_of(address)
        name = path.rpartition("/")[2]
        if "." not in name:
            return None
        names = dict.fromkeys([folded(name), folded(name.replace("+", " "))])
        month = _DATED.search(_place(path))
        found = [
            file
            for one in names
            for file in self._by_name.get(one, [])
            if not _is_of_other_month(file, month[1] if month else "")
        ]
        return found[0] if len(found) == 1 else None

    def left_out(self, site: MediaSite, files: Iterable[WantedFile] = ()) -> Iterator[GivenFile]:
        """Yield what `everything` leaves out because of its folder, and `find` has not for `files`.

        The program of a WordPress that was given as a whole is not worth a word.
        """
        taken = set() if site.host is Host.BLOGGER else {one.name for one in self._uploaded()}
        found = self._names_of(files)
        for file in self._of_known_kinds():
            is_left = file.name not in taken or self._is_closed(file)
            if is_left and file.name not in found and not _PROGRAM.search(file.path):
                yield file

    def _names_of(self, files: Iterable[WantedFile]) -> set[str]:
        return {there.file.name for file in files if (there := self.find(file))}

    def _shown(self) -> Iterator[GivenFile]:
        files = self._uploaded()
        places = {folded(file.path) for file in files}
        for file in files:
            is_picture = kind_of(file.path) is Kind.PICTURE
            is_size = is_picture and _has_original(file.path, places)
            if file.size and not is_size and not self._is_closed(file):
                yield file

    def _uploaded(self) -> list[GivenFile]:
        """Return what lies among uploads; of a whole WordPress only what lies among its own."""
        files = self._of_known_kinds()
        for root in _ROOTS[:3]:
            if below := [file for file in files if root.match(file.path)]:
                files = below
                break
        return [file for file in files if self._is_among_uploads(file)]

    def _of_known_kinds(self) -> list[GivenFile]:
        files = sorted(self._by_path.values(), key=lambda file: file.path)
        return [file for file in files if kind_of(file.path) is not None]

    def _is_among_uploads(self, file: GivenFile) -> bool:
        is_within = file.name in self._within or _UPLOADED.search(file.path) is not None
        return is_within or _DATED.search(file.path) is not None

    def _is_closed(self, file: GivenFile) -> bool:
        is_closed = file.path.startswith(self._closed)
        return is_closed or _PRIVATE_FOLDER.search(file.path) is not None


def _has_original(path: str, places: set[str]) -> bool:
    """Tell whether the picture that `path` is a size of is there, too."""
    folder, slash, name = path.rpartition("/")
    whole = is_size_of(name)
    if not whole:
        return False
    stem, _, suffix = whole.rpartition(".")
    names = {whole, f"{stem}-scaled.{suffix}"} - {name}
    return any(folded(f"{folder}{slash}{each}") in places for each in names)


def _as_wanted(file: GivenFile, site: MediaSite) -> WantedFile | None:
    """Return a file as a text would name it; what has no address is named by where it lies."""
    if not site.hosts:
        address = f"{_DIRECT}{file.path}"
        name = safe_name(file.path.rpartition("/")[2]).replace(" ", "-")
        path = with_hash(f"content/media/albums/{name}", file.path)
        return WantedFile(address, (address,), (path,), is_of_site=True)
    root = "files" if "blogs.dir/" in file.path else "wp-content/uploads"
    place = quote(_place(file.path))
    address = f"https://{main_host(site)}{site.base_path}{root}/{place}"
    found = wanted(address, site)
    if found is None:
        return None
    own = found.candidates.index(address) if address in found.candidates else -1
    return WantedFile(address, (address,), (found.paths[own],), is_of_site=True)


def _closes_folder(file: GivenFile) -> bool:
    """Tell whether a server's settings keep readers out of a whole folder."""
    try:
        content = b"".join(file.chunks())[:10_000]
    except UnreadableFileError:
        return True
    return bool(_CLOSES_FOLDER.search(content)) and not _CLOSES_SOME.search(content)


def _path_of(address: str) -> str:
    try:
        return decoded_path(urlsplit(address).path).lstrip("/")
    except ValueError:
        return ""


def _place(path: str) -> str:
    """Return where a file lies among the uploads, as far as its path tells.

    >>> _place("backup/wp-content/uploads/2010/05/sea.jpg")
    '2010/05/sea.jpg'
    """
    for root in _ROOTS:
        if match := root.match(path):
            return path[match.end() :]
    if match := _DATED.search(path):
        return path[match.start() :]
    return path


def _is_of_other_month(file: GivenFile, month: str) -> bool:
    found = _DATED.search(_place(file.path))
    return bool(found and month and found[1] != month)
