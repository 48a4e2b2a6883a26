"""What became of a link, in words."""

import re
from collections.abc import Mapping

from ssg.model.outward import NO_COPY, Known, Sort

_WHY: Mapping[Sort, str] = {
    Sort.GONE: "its server says that it is gone for good",
    Sort.MISSING: "its server has no such page",
    Sort.FRONT_PAGE: "it leads to the front page {to} only, so what was there is gone",
    Sort.NO_NAME: "there is no host of that name",
    Sort.REFUSED: "no server answers there",
    Sort.UNSAFE: "no safe connection (https) can be made with it, and browsers warn of that",
    Sort.GARBLED: "what its server answers is nothing that a browser can read",
    Sort.FAULTY: "its server is out of order",
    Sort.SILENT: "its server gives no answer, or none in time",
}
_OTHERS: Mapping[Sort, str] = {
    Sort.BLOCKED: "is not shown to programs, so nobody knows whether it is there",
    Sort.LOCKED: "is shown only to those who log in",
    Sort.CIRCLING: "sends programs around in a circle; it may want cookies",
    Sort.PRIVATE: "leads into a private network: it was not asked, and readers cannot open it",
}
_NO_PAGE = 300
_DAY = re.compile(r"/([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{0,6}[a-z_]*/")


def words_of(known: Known, *, is_dead: bool) -> str:
    """Return what is to be said of an address, to stand behind it."""
    heard = known.heard
    status = f" ({heard.status})" if heard.status >= _NO_PAGE else ""
    if heard.sort is Sort.MOVED:
        return f"has moved to {heard.to}"
    if heard.sort in _OTHERS:
        return f"{_OTHERS[heard.sort]}{status}"
    why = f"{_WHY[heard.sort].format(to=heard.to)}{status}"
    if heard.to and heard.sort is not Sort.FRONT_PAGE:
        why += f", at {heard.to}, where it leads now"
    if is_dead:
        since = f", since {known.since} at the latest" if known.since != known.day else ""
        return f"is dead: {why}{since}"
    return f"is slow: {why}" if heard.sort is Sort.SILENT else f"is doubtful: {why}"


def fix_of_dead(copy: str, *, is_source: bool) -> str:
    """Return what can be done about a dead link; `copy` as in `Known`."""
    if copy in {"", NO_COPY}:
        known = "; the archive that was asked has no copy" if copy else ""
        return f"link to where it is now, or take the link out{known}"
    if is_source:
        return f"add `archived: {copy}` to this source; `ssg check --external --fix` does it"
    return f"link to the archived copy{_made_on(copy)}, {copy}, or take the link out"


def _made_on(copy: str) -> str:
    found = _DAY.search(copy)
    return f" of {found[1]}-{found[2]}-{found[3]}" if found else ""
