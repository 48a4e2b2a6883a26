"""Pictures that were made, each in a file of its own in `.ssg-cache/pictures/`.

They are large and are read whole, so they would only swell the database. Whatever goes wrong with
them means that they are made once more.
"""

import contextlib
import os
from collections.abc import Collection
from pathlib import Path

from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.packing import seal, unseal
from ssg.disk.cache.store import FOLDER

_PICTURES = "pictures"


class MadePictures:
    """The pictures that were made for the site in a folder. Several processes may use them."""

    def __init__(self, site_folder: Path) -> None:
        """Remember in the cache of the site; nothing is written before there is a picture."""
        self._cache = site_folder / FOLDER
        self._folder = self._cache / _PICTURES

    def get(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None; what is damaged is not remembered."""
        try:
            return unseal((self._folder / name).read_bytes())
        except OSError:
            return None

    def put(self, name: str, content: bytes) -> None:
        """Remember `content` under `name`, if the disk can take it."""
        unfinished = self._folder / f"{name}.{os.getpid()}.new"
        with contextlib.suppress(OSError):
            if not self._folder.is_dir():
                make_cache_folder(self._cache)
                self._folder.mkdir(exist_ok=True)
            unfinished.write_bytes(seal(content))
            unfinished.replace(self._folder / name)

    def keep_only(self, names: Collection[str]) -> None:
        """Forget what is under none of `names`; of each, what the newest codecs made stays.

        What follows the first hyphen in a name stands for the codecs.
        """
        with contextlib.suppress(OSError):
            files = sorted(self._folder.iterdir(), key=_age)
            newest = {_stem(file): file for file in files if not file.suffix}
            for file in files:
                if _stem(file) not in names or newest.get(_stem(file)) is not file:
                    file.unlink(missing_ok=True)


def _age(file: Path) -> tuple[int, str]:
    return file.stat().st_mtime_ns, file.name


def _stem(file: Path) -> str:
    return file.name.partition("-")[0]
