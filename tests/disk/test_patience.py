"""A busy host is asked when it says, not before, and not for ever."""

from collections.abc import Mapping

import pytest

from ssg.asking.answer import Answer
from ssg.disk.web.patience import Waits, asked_patiently

DATE = {"date": "Tue, 01 May 2012 10:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "pauses"),
    [
        ({}, [2.0, 4.0]),
        ({"retry-after": "7"}, [7.0, 7.0]),
        ({"retry-after": "soon"}, [2.0, 4.0]),
        ({"retry-after": "Tue, 01 May 2012 10:00:19 GMT", **DATE}, [19.0, 19.0]),
        ({"retry-after": "Tue, 01 May 2012 09:00:00 GMT", **DATE}, [0.0, 0.0]),
        ({"retry-after": "Wed, 02 May 2012 10:00:00 GMT", **DATE}, []),
        ({"retry-after": "61"}, []),
        ({"retry-after": "Tue, 01 May 99999999999 10:00:00 GMT"}, [2.0, 4.0]),
        ({"retry-after": "Tue, 01 May 2012 10:00:00 +9999999999999999"}, [2.0, 4.0]),
        ({"retry-after": "Tue, 01 May 2012 10:00:00 GMT", "date": "1 May 99999999999"}, [0.0, 0.0]),
    ],
)
def test_a_host_that_stays_busy_is_asked_when_it_says(
    headers: Mapping[str, str], pauses: list[float]
) -> None:
    busy = Answer(503, headers, b"")
    slept: list[float] = []
    assert asked_patiently(lambda: busy, Waits(), slept.append) is busy
    assert slept == pauses


def test_a_host_that_has_time_again_is_heard() -> None:
    answers = iter([Answer(429, {}, b""), Answer(200, {}, b"found")])
    slept: list[float] = []
    assert asked_patiently(lambda: next(answers), Waits(), slept.append).body == b"found"
    assert len(slept) == 1
