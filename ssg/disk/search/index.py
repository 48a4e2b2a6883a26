"""The search bundles of a site, kept in the cache folder, each in a folder named by its key.

They are files of the site like others, so whatever publishes or serves copies does so with them. A
bundle that is lost or damaged is made again, and comes out the same.
"""

import base64
import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.packing import pack, unpack
from ssg.disk.cache.store import FOLDER
from ssg.disk.guard import Guard
from ssg.disk.publishing.manifest import Manifest
from ssg.disk.search.bundles import BUNDLES
from ssg.disk.search.pagefind import Pagefind
from ssg.disk.search.pagefind_files import UnknownFormatError, address_in, in_one_order
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.output import PlannedCopy
from ssg.model.search import SearchDocument
from ssg.model.source import FileRef
from ssg.search import FOLDER as IN_OUTPUT
from ssg.search import NoIndexError, PublishedIndex

_LIST = "files"
_KEPT = 3
"""The last build's, the preview's with drafts, and the one before."""
_UNUSED = ("pagefind-component-", "pagefind-highlight", "pagefind-modular-", "pagefind-ui.",
           "pagefind-worker.")  # fmt: skip
"""Files for readers that the themes do not use: ready-made forms, and a second thread."""
_WITHOUT_STEMS = "wasm.unknown.pagefind"
"""The program for languages whose words Pagefind cannot cut down to stems."""


class SearchIndexes:
    """The bundles of the site in `site`: the `Indexer` of builds and previews."""

    def __init__(self, site: Path) -> None:
        """Keep bundles in the cache folder of `site`."""
        self._cache = site / FOLDER
        self._folder = site / BUNDLES

    def recall(self, key: Digest) -> tuple[FileRef, ...] | None:
        """Return the files of the bundle `key`, or None where it is not kept."""
        folder = self._folder / key.hex()
        try:
            found = unpack((folder / _LIST).read_bytes())
            if found is not None:
                os.utime(folder)
        except OSError:
            return None
        if found is None:
            return None
        return tuple(
            FileRef(f"{BUNDLES}{key.hex()}/{name}", Digest(digest), size)
            for name, digest, size in found
        )

    def make(
        self, key: Digest, language: str, documents: Iterable[SearchDocument]
    ) -> tuple[FileRef, ...]:
        """Make the bundle and keep it under `key`; raises NoIndexError."""
        new = self._folder / f"{key.hex()}-{os.getpid()}.new"
        try:
            make_cache_folder(self._cache)
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            _write_bundle(new, _index(new, language, documents))
            self._settle(new, key)
        except OSError as error:
            message = f"its index cannot be written into {self._folder} ({error.strerror})"
            raise NoIndexError(message, "see to it that the folder can be written to") from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
        return self.recall(key) or ()

    def name_of(self, file: FileRef) -> str:
        """Return the name of a file within its bundle."""
        return file.path.removeprefix(BUNDLES).partition("/")[2]

    def _settle(self, new: Path, key: Digest) -> None:
        """Put the finished bundle at its place, and forget those that were not used for longest."""
        shutil.rmtree(self._folder / key.hex(), ignore_errors=True)
        with contextlib.suppress(FileExistsError):  # Another process was as quick.
            new.rename(self._folder / key.hex())
        bundles = [path for path in self._folder.iterdir() if path.suffix != ".new"]
        bundles.sort(key=lambda path: path.stat().st_mtime_ns)
        for old in bundles[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def published_index(manifest: Manifest) -> PublishedIndex | None:
    """Return the index that lies in the output folder, None where none does that is whole."""
    paths = sorted(path for path in manifest.files if path.startswith(IN_OUTPUT))
    fragments = [path for path in paths if path.startswith(f"{IN_OUTPUT}fragment/")]
    if not fragments or not all(map(manifest.is_intact, paths)):
        return None
    guard = Guard(Path(manifest.output.root))
    try:
        urls = frozenset(address_in(Path(guard.locate(path)).read_bytes()) for path in fragments)
    except (OSError, UnknownFormatError):
        return None
    owned = ((path, manifest.files[path]) for path in paths)
    files = (FileRef(path, file.digest, file.size) for path, file in owned)
    return PublishedIndex(tuple(PlannedCopy(file.path, file) for file in files), urls)


def _index(folder: Path, language: str, documents: Iterable[SearchDocument]) -> Mapping[str, bytes]:
    """Return the files of the index of `documents`, by name."""
    with Pagefind(folder) as pagefind:
        index = pagefind.ask("NewIndex", "index_id", config={"force_language": language})
        for document in documents:
            pagefind.ask(
                "AddFile", "page_url", index_id=index, url=document.url,
                file_contents=document.html, file_path=None,
            )  # fmt: skip
        # Files that it writes itself are not always whole by the time it says that they are.
        files = pagefind.ask("GetFiles", "files", index_id=index)
        wanted = [file for file in files if not file["path"].startswith(_UNUSED)]
        return {file["path"]: base64.b64decode(file["content"]) for file in wanted}


def _write_bundle(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` in their one order, and the list of them."""
    bundle = dict(files)
    # A version that writes other files gives other bytes each time, and a search all the same.
    with contextlib.suppress(UnknownFormatError):
        bundle = in_one_order(files)
    if sum(name.startswith("wasm.") for name in bundle) > 1:
        del bundle[_WITHOUT_STEMS]
    for name, content in bundle.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    listed = [(name, digest_of_bytes(bundle[name]), len(bundle[name])) for name in sorted(bundle)]
    (folder / _LIST).write_bytes(pack(listed))
