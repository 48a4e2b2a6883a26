import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.text.dates import parse_date, parse_moment, suggest_moment

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016-10-29", "2016-10-29T00:00:00-05:00"),
        ("2016-10-29 09:30", "2016-10-29T09:30:00-05:00"),
        ("2016-10-29 9:30", "2016-10-29T09:30:00-05:00"),
        ("2016-12-29 09:30:15", "2016-12-29T09:30:15-06:00"),
        ("2016-10-29T09:30:15+01:00", "2016-10-29T09:30:15+01:00"),
        ("2016-10-29 09:30 -0800", "2016-10-29T09:30:00-08:00"),
        ("2016-10-29T09:30:15Z", "2016-10-29T09:30:15+00:00"),
        ("2016-10-29T09:30:15.250Z", "2016-10-29T09:30:15+00:00"),
        ("2016-02-29", "2016-02-29T00:00:00-06:00"),
    ],
)
def test_a_moment_is_told_in_the_zone_also_one_with_an_offset(text: str, iso: str) -> None:
    moment = parse_moment(text, CHICAGO)
    assert moment is not None
    assert moment == dt.datetime.fromisoformat(iso)
    assert moment.tzinfo is CHICAGO


@pytest.mark.parametrize(
    "text",
    [
        "2016-13-45",
        "2015-02-29",
        "29/10/2016",
        "2016-10-29 25:00",
        "2016-10-29T09:30+27:00",
        "0001-01-01",
        "9999-12-31",
        "12:30:45",
        "",
        "yesterday",
        "2016-10-29 09",
        "٢٠١٦-10-29",
    ],
)
def test_what_names_no_moment_is_none(text: str) -> None:
    assert parse_moment(text, CHICAGO) is None
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("29/10/2016", "2016-10-29"),
        ("10/29/2016", "2016-10-29"),
        ("29.10.2016 09:30", "2016-10-29 09:30"),
        ("2016/10/29", "2016-10-29"),
        ("2016-29-10", "2016-10-29"),
        ("03/04/2016", ""),
        ("04/04/2016", "2016-04-04"),
        ("2016-13-45", ""),
        ("1/2/3", ""),
        ("2016-10-29 9:30 AM", "2016-10-29 09:30"),
        ("2016-10-29 12:05 p.m.", "2016-10-29 12:05"),
        ("2016-10-29 12:05am", "2016-10-29 00:05"),
        ("2016-10-29 9.30", "2016-10-29 09:30"),
        ("29.10.2016 9h", "2016-10-29 09:00"),
        ("2016-10-29 09:30 GMT", "2016-10-29 09:30+00:00"),
        ("2016-10-29 09:30 CET", "2016-10-29 09:30"),
        ("2016-10-29 25:00", ""),
        ("2016-10-29 13 pm", ""),
        ("2016-10-29 soon", ""),
    ],
)
def test_a_date_in_another_order_is_put_right_where_it_is_certain(text: str, meant: str) -> None:
    assert suggest_moment(text).text == meant


@given(st.text())
def test_no_text_makes_dates_fail(text: str) -> None:
    parse_moment(text, CHICAGO)
    suggest_moment(text)


@given(st.datetimes(min_value=dt.datetime(1000, 1, 1), max_value=dt.datetime(9000, 1, 1)))  # noqa: DTZ001
def test_a_written_moment_is_read_back(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=dt.UTC)
    read = parse_moment(moment.isoformat(), CHICAGO)
    # In UTC: in the hour that comes twice, times of two zones never count as equal (PEP 495).
    assert read is not None
    assert read.astimezone(dt.UTC) == moment
