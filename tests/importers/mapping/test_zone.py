import datetime as dt

import pytest

from ssg.importers.mapping.zone import guess_zone
from ssg.model.export import OldDate


def dates(*offsets: tuple[str, int]) -> list[OldDate]:
    """Return dates by the day and the hours between the old clock and UTC."""
    found = []
    for day, hours in offsets:
        local = dt.datetime.fromisoformat(f"{day}T12:00:00")
        found.append(OldDate(local, local - dt.timedelta(hours=hours)))
    return found


@pytest.mark.parametrize(
    ("offsets", "language", "zone"),
    [
        ([("2010-01-10", 1), ("2010-07-10", 2)], "en", "Europe/Berlin"),
        ([("2010-01-10", 1), ("2010-07-10", 2)], "fr-FR", "Europe/Paris"),
        ([("2010-01-10", 0), ("2010-07-10", 1)], "en-GB", "Europe/London"),
        ([("2010-01-10", -5), ("2010-07-10", -4)], "en-US", "America/New_York"),
        ([("2010-01-10", -6), ("2010-07-10", -5)], "en-US", "America/Chicago"),
        ([("2010-01-10", 0), ("2010-07-10", 0)], "de", "UTC"),
        ([("2010-01-10", 11), ("2010-07-10", 11)], "en", "Etc/GMT-11"),
    ],
)
def test_the_zone_is_the_one_whose_clock_fits(
    offsets: list[tuple[str, int]], language: str, zone: str
) -> None:
    guessed = guess_zone(dates(*offsets), language)
    assert guessed.name == zone
    assert (guessed.fits, guessed.dates) == (len(offsets), len(offsets))


def test_most_dates_decide_and_it_is_told_how_many() -> None:
    guessed = guess_zone(dates(("2010-01-10", 1), ("2010-01-11", 1), ("2010-01-12", -7)), "de")
    assert (guessed.name, guessed.fits, guessed.dates) == ("Europe/Berlin", 2, 3)


def test_without_dates_it_is_utc() -> None:
    assert guess_zone([OldDate()], "de").name == "UTC"
