"""Lists of subscribers as old hosts give them, and as providers take them."""

import csv
import stat
from pathlib import Path

import pytest

from ssg.cli import run
from ssg.letters.subscribers.providers import PROVIDERS, for_provider, written_list
from ssg.letters.subscribers.reading import (
    NO_ADDRESS,
    NO_EMAIL,
    TWICE,
    Subscribers,
    read_subscribers,
)
from ssg.letters.subscribers.standing import Standing
from ssg.letters.subscribers.table import UnreadableTableError, read_table

WORDPRESS_COM = """\
Name,Username,Email,Email subscription,Since
Ana Li,ana,ana@example.org,Subscribed,"March 1, 2019"
Bo,bo,,Not subscribed,"April 2, 2018"
Cy,cy,cy@example.org,Not sending,"April 2, 2018"
Di,di,di@example.org,Not confirmed,"April 2, 2018"
Ed,ed,ed@example.org,Not subscribed,"April 2, 2018"
Ana again,ana2,ANA@example.org,Subscribed,"May 5, 2020"
"""


def read(text: str | bytes) -> Subscribers:
    return read_subscribers(read_table(text if isinstance(text, bytes) else text.encode()))


def kept(text: str | bytes) -> list[tuple[str, str, str]]:
    return [
        (one.email, one.name, one.since.isoformat() if one.since else "") for one in read(text).kept
    ]


ANA = ("ana@example.org", "Ana Li", "2019-03-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WORDPRESS_COM, [ANA]),
        # Only addresses, as Jetpack gives them.
        ("ana@example.org\nbo@example.org\n",
         [("ana@example.org", "", ""), ("bo@example.org", "", "")]),
        ("Email Address,Created,Status\nana@example.org,2019-03-01 10:00:00,Active\n",
         [("ana@example.org", "", "2019-03-01")]),
        # FeedBurner: an address that was never verified stays behind.
        ("Email Address,Created,Status\nana@example.org,2019-03-01,Unverified\n", []),
        # Excel in Germany: semicolons, its own letters, days first.
        ("E-Mail;Vorname;Nachname;Datum;Status\r\nana@example.org;Ána;Lí;13.03.2019;Abonniert\r\n"
         "bo@example.org;Bo;;01.04.2019;Abgemeldet\r\n".encode("cp1252", "replace"),
         [("ana@example.org", "Ána Lí", "2019-03-13")]),
        ("\ufeffemail\tname\nana@example.org\tAna Li\n".encode("utf-16"),
         [("ana@example.org", "Ana Li", "")]),
        ("\ufeffemail,name\nana@example.org,Ana Li\n", [("ana@example.org", "Ana Li", "")]),
        ("sep=;\nemail;name\nana@example.org;Ana Li\n", [("ana@example.org", "Ana Li", "")]),
        ('who\n"Ana Li <ana@example.org>"\n', [("ana@example.org", "Ana Li", "")]),
        # Headings that nobody knows: the column is told by what is in it.
        ("x,y\n1,ana@example.org\n2,bo@example.org\n",
         [("ana@example.org", "", ""), ("bo@example.org", "", "")]),
        # Whether months come first is told by the other rows; alone, nobody knows.
        ("email,date\na@x.org,03/04/2019\nb@x.org,12/25/2019\n",
         [("a@x.org", "", "2019-03-04"), ("b@x.org", "", "2019-12-25")]),
        ("email,date\na@x.org,03/04/2019\n", [("a@x.org", "", "")]),
        ("email,date\na@x.org,3rd of nothing\n", [("a@x.org", "", "")]),
        # Who said no anywhere in the list has said no.
        ("email,status\na@x.org,subscribed\nA@x.org,unsubscribed\n", []),
    ],
)  # fmt: skip
def test_a_list_is_read_as_it_was_meant(text: str | bytes, expected: list[object]) -> None:
    assert kept(text) == expected


def test_everybody_is_accounted_for() -> None:
    found = read(f"{WORDPRESS_COM}x,x,not an address,Subscribed,\nY,y,=y@example.org,Subscribed,\n")

    assert {(row.line, row.who): row.why for row in found.left} == {
        (3, "Bo"): NO_ADDRESS,
        (4, "cy@example.org"): Standing.BLOCKED.value,
        (5, "di@example.org"): Standing.UNCONFIRMED.value,
        (6, "ed@example.org"): Standing.READER.value,
        (7, "ANA@example.org"): TWICE,
        (8, "not an address"): NO_EMAIL,
        (9, "=y@example.org"): NO_EMAIL,
    }
    assert (found.rows, len(found.kept)) == (8, 1)


def test_a_word_that_nobody_knows_is_told() -> None:
    found = read("email,status\na@x.org,subscribed\nb@x.org,feliratkozva\n")

    assert [one.email for one in found.kept] == ["a@x.org", "b@x.org"]
    assert found.unknown == {"feliratkozva": 1}


@pytest.mark.parametrize("text", ["", "name,city\nAna,Bilbao\n", "PK\x03\x04zip", 'a,"b\n' * 3])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTableError):
        read(text)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("buttondown", ["email,name", "ana@example.org,Ana Li", "y@example.org,'=1+1"]),
        ("ghost", ["email,name,subscribed_to_emails,created_at,labels",
                   "ana@example.org,Ana Li,true,2019-03-01T00:00:00.000Z,moved",
                   "y@example.org,'=1+1,true,,moved"]),
        ("kit", ["email,first_name", "ana@example.org,Ana", "y@example.org,'=1+1"]),
        ("listmonk", ["email,name,attributes",
                      'ana@example.org,Ana Li,"{""subscribed"": ""2019-03-01""}"',
                      "y@example.org,'=1+1,{}"]),
        ("mailchimp", ["Email Address,First Name,Last Name", "ana@example.org,Ana,Li",
                       "y@example.org,'=1+1,"]),
        ("substack", ["Email", "ana@example.org", "y@example.org"]),
        ("plain", ["\ufeffemail,name,subscribed", "ana@example.org,Ana Li,2019-03-01",
                   "y@example.org,'=1+1,"]),
    ],
)  # fmt: skip
def test_a_provider_gets_the_columns_that_it_takes(provider: str, expected: list[str]) -> None:
    found = read(f"{WORDPRESS_COM}=1+1,y,y@example.org,Subscribed,\n")
    written = written_list(found.kept, PROVIDERS[provider]).decode()

    assert written == "".join(f"{line}\r\n" for line in expected)
    assert len(list(csv.reader(written.splitlines()))) == 3


def test_every_provider_is_tested() -> None:
    marks = test_a_provider_gets_the_columns_that_it_takes.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for mark in marks for case in mark.args[1]} == set(PROVIDERS)


def test_who_a_provider_cannot_take_is_left_out() -> None:
    found = for_provider(read("jürgen@example.org\nana@example.org\n"), PROVIDERS["mailchimp"])

    assert [one.email for one in found.kept] == ["ana@example.org"]
    assert [row.who for row in found.left] == ["jürgen@example.org"]


def test_the_list_is_private_and_stays_out_of_the_site(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(WORDPRESS_COM, "utf-8")
    (tmp_path / "blog/content").mkdir(parents=True)
    (tmp_path / "blog/site.yaml").write_text("title: T\n", "utf-8")
    command = ["subscribers", "list.csv", "--to", "kit"]

    assert run(command) == 0
    out, err = capfd.readouterr()
    assert "In:   6 rows\nOut:  1 subscriber\nLeft: 5\n" in out
    assert "    line 3: Bo\n" in out
    assert "a farewell post on the old blog reaches them" in err
    assert stat.S_IMODE((tmp_path / "subscribers-kit.csv").stat().st_mode) == 0o600
    assert run(command) == 0, "the same again is no harm"
    for place in ("blog/content/x.csv", "blog/output/x.csv", "list.csv"):
        assert run([*command, "--output", place]) == 2
    (tmp_path / "subscribers-kit.csv").write_text("mine", "utf-8")
    assert run(command) == 2
    assert run([*command, "--dry-run"]) == 0
    assert (tmp_path / "subscribers-kit.csv").read_text("utf-8") == "mine"
    assert not list((tmp_path / "blog").rglob("*.csv"))
