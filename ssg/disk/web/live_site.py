"""The living site is asked for what its export leaves out, and for the authors' portraits."""

import time
from collections.abc import Callable
from dataclasses import replace

from ssg.asking.answer import Answer
from ssg.asking.json_texts import LARGEST_ANSWER
from ssg.asking.pictures import LARGEST_PICTURE, NoPicture, Picture, read_picture
from ssg.disk.web.connecting import MayConnect, is_public
from ssg.disk.web.fetching import Manners, fetch
from ssg.disk.web.patience import Sleep, Waits, asked_patiently, is_busy
from ssg.importers.live.asking import read_live
from ssg.importers.live.site import LiveSite
from ssg.importers.live.wordpress_com import WORDPRESS_COM_API
from ssg.importers.moving.host_kind import HostKind

_WAITS = Waits(tries=2, longest=10.0)


def ask_live_site(
    url: str,
    kind: HostKind,
    *,
    api: str = WORDPRESS_COM_API,
    may_connect: MayConnect = is_public,
    sleep: Sleep = time.sleep,
) -> LiveSite:
    """Return what the living site at `url` tells strangers; what does not answer is not there.

    `may_connect` judges the number of each computer before it is asked.
    """
    manners = Manners(LARGEST_ANSWER, may_connect=may_connect)
    return read_live(url, kind, fetch=polite_fetch(manners, sleep), api=api)


def fetch_picture(
    url: str,
    *,
    may_connect: MayConnect = is_public,
    sleep: Sleep = time.sleep,
) -> Picture | NoPicture:
    """Return the portrait or icon at `url`, the largest that its host gives."""
    manners = Manners(LARGEST_PICTURE, may_connect=may_connect)
    return read_picture(url, fetch=polite_fetch(manners, sleep))


def polite_fetch(manners: Manners, sleep: Sleep) -> Callable[[str], Answer]:
    """Return a function that asks an address, and a busy host once again after a little.

    A host that is too busy is not asked any more: the next addresses on it get the same answer.
    """
    busy: dict[str, Answer] = {}

    def ask(url: str) -> Answer:
        host = url.split("/", 3)[2] if url.count("/") > 1 else url
        if host in busy:
            return busy[host]
        answer = asked_patiently(lambda: fetch(url, manners), _WAITS, sleep)
        if is_busy(answer):
            busy[host] = replace(answer, body=b"")
        return answer

    return ask
