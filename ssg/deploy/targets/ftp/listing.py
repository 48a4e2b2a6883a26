"""What an FTP server tells of a folder, in the forms in which servers tell it."""

import calendar
import re
import time

from ssg.deploy.model import Found
from ssg.model.record import dataclass
from ssg.text.numbers import whole_number


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a folder; `found` is None where it is a folder itself."""

    name: str
    found: Found | None


_UNIX = re.compile(
    r"(?P<kind>[-dlbcps])[rwxsStTl-]{9}\S*\s+\d+\s+(?:\S+\s+){1,4}?(?P<size>\d+)\s+"
    r"\w{3}\s+\d{1,2}\s+(?:\d{4}|\d{1,2}:\d{2})\s(?P<name>.+)"
)
_DOS = re.compile(r"\d\d-\d\d-\d{2,4}\s+\d\d:\d\d(?:[AP]M)?\s+(?P<size><DIR>|\d+)\s(?P<name>.+)")


def parse_machine_line(line: str) -> Listed | None:
    """Return what a line of MLSD says (RFC 3659, section 7), None for the folder itself."""
    facts_text, _, name = line.partition(" ")
    facts = {
        key.lower(): value
        for key, _, value in (fact.partition("=") for fact in facts_text.split(";") if fact)
    }
    kind = facts.get("type", "file").lower()
    if kind in {"cdir", "pdir"} or name in {"", ".", ".."}:
        return None
    if kind == "dir":
        return Listed(name, None)
    if kind != "file":
        return Listed(name, Found(0))  # OS.unix=slink and the like.
    size = facts.get("size", "0")
    return Listed(name, Found(whole_number(size) or 0, seconds_of(facts.get("modify"))))


def seconds_of(text: str | None) -> int:
    """Return a time of RFC 3659 in seconds, 0 where it is none."""
    try:
        return calendar.timegm(time.strptime((text or "")[:14], "%Y%m%d%H%M%S"))
    except ValueError:
        return 0


def time_text(seconds: int) -> str:
    """Return a time in the form of RFC 3659."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(seconds))


def parse_line(line: str) -> Listed | None:
    """Return what a line of LIST says, in the form of Unix or of Windows; None for no file.

    Its times are not exact enough to tell anything.
    """
    if unix := _UNIX.fullmatch(line):
        name, kind = unix["name"], unix["kind"]
        if name in {".", ".."}:
            return None
        if kind == "d":
            return Listed(name, None)
        if kind == "l":
            return Listed(name.partition(" -> ")[0], Found(0))
        return Listed(name, Found(int(unix["size"]) if kind == "-" else 0))
    if dos := _DOS.fullmatch(line):
        size = dos["size"]
        # Windows puts the name in a column of its own.
        return Listed(dos["name"].lstrip(), None if size == "<DIR>" else Found(int(size)))
    return None
