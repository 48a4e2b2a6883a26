"""What the name of a source file says: a date and a slug."""

import re
from functools import lru_cache

from ssg.model.record import dataclass

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ](.*))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileName:
    """The date as written and the words behind it; either may be ""."""

    date: str
    words: str


@lru_cache(maxsize=8)  # asked several times of each file
def read_file_name(path: str) -> FileName:
    """Return what the name at the end of `path` says.

    `2016-10-29-words-and-deeds.md` is dated. Of a bundle, `…/words-and-deeds/index.md`, it is the
    folder's name that counts.
    """
    folder, _, file = path.rpartition("/")
    stem = file.rpartition(".")[0] or file
    if stem == "index" and folder.count("/") > 1:
        stem = folder.rpartition("/")[2]
    match = _DATED.fullmatch(stem)
    if match is None:
        return FileName("", stem)
    return FileName(match[1], match[2] or "")
