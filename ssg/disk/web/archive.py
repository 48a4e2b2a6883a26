"""An archive of the web is asked for copies: one question after the other, with patience."""

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from functools import partial

from ssg.asking.archives import LARGEST, copy_in, question_for
from ssg.disk.web.connecting import public_or_named
from ssg.disk.web.fetching import Manners, fetch
from ssg.disk.web.patience import asked_patiently
from ssg.disk.web.rounds import Courtesy

_HOPELESS = 3

Wanted = tuple[str, dt.date | None]
"""An address that is gone, and the day near which its copy should be."""


def find_copies(
    archive: str, wanted: Iterable[Wanted], courtesy: Courtesy
) -> Iterator[tuple[str, str]]:
    """Yield (address, copy) for what the archive knows, the copy "" where it has none.

    An archive that gives no answer of use three times is left alone.
    """
    manners = Manners(LARGEST, courtesy.whole, courtesy.silence, public_or_named(archive))
    unclear = 0
    for address, day in wanted:
        ask = partial(fetch, question_for(archive, address, day), manners)
        copy = copy_in(asked_patiently(ask, courtesy.waits), address)
        if copy is not None:
            yield address, copy
        unclear = unclear + 1 if copy is None else 0
        if unclear >= _HOPELESS:
            return
        time.sleep(courtesy.delay)
