"""A file that has not come in full yet, with what is needed to ask for the rest."""

import json
from pathlib import Path
from typing import IO

from ssg.importers.media.names import short_hash
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells one state of a file from another; "" where it does not say."""

    etag: str = ""
    last_modified: str = ""

    @property
    def for_range(self) -> str:
        """Return what may stand in If-Range: a weak tag does not promise the same bytes."""
        return self.etag if self.etag.startswith('"') else self.last_modified


class Partial:
    """What has come of the file at `address`, kept below `folder` from one run to the next."""

    def __init__(self, folder: Path, address: str) -> None:
        """Name the files; nothing is written yet."""
        name = short_hash(address)
        self.file = folder / f"{name}.part"
        self._about = folder / f"{name}.json"
        self._address = address

    @property
    def size(self) -> int:
        """Return how many bytes are there that the rest may be put behind."""
        return self.file.stat().st_size if self.file.exists() and self.validators.for_range else 0

    @property
    def validators(self) -> Validators:
        """Return what the server said of the file when it began to come."""
        try:
            about = json.loads(self._about.read_bytes())
            if about["address"] == self._address:
                return Validators(str(about["etag"]), str(about["last_modified"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return Validators()

    def begin(self, validators: Validators) -> None:
        """Forget what was there, and remember what comes now."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.unlink(missing_ok=True)
        about = {
            "address": self._address,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
        }
        self._about.write_text(json.dumps(about), encoding="utf-8")

    def open(self) -> IO[bytes]:
        """Open what is there."""
        return self.file.open("rb")

    def beginning(self, length: int) -> bytes:
        """Return the first `length` bytes of what is there."""
        with self.file.open("rb") as file:
            return file.read(length)

    def drop(self) -> None:
        """Remove everything that is there."""
        self.file.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)
