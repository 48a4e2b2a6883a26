"""Asking old servers for files: politely, stubbornly, and without believing them."""

import email.utils
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from ssg import __version__
from ssg.disk.web.answers import Fetched, Verdict, retry_after
from ssg.disk.web.connecting import IpAddress, NotPublicError, connect, is_public
from ssg.disk.web.download import Client, Download, Limits
from ssg.importers.media.hosts import MediaSite
from ssg.model.export import Host
from tests.disk.misbehaving import (
    JPEG,
    PAGE,
    Handler,
    OldSite,
    breaks_off,
    endless,
    in_turn,
    is_silent,
    not_found,
    old_site,
    redirects,
    resumes,
    sends,
    trickles,
)

QUICK = Limits(delay=0, timeout=30, longest_request=60)


def is_loopback(ip: IpAddress) -> bool:
    return ip.is_loopback


@pytest.fixture
def old() -> Iterator[OldSite]:
    with old_site() as site:
        yield site


def client_of(old: OldSite, folder: Path, limits: Limits = QUICK, **changes: bool) -> Client:
    site = MediaSite(frozenset({old.host}), Host.WORDPRESS)
    return Client(Download(site, may_connect=is_loopback, limits=limits, **changes), folder)


def content_of(fetched: Fetched) -> bytes:
    assert fetched.partial, fetched.why
    return fetched.partial.file.read_bytes()


def test_a_file_is_asked_for_once_by_an_honest_name(old: OldSite, tmp_path: Path) -> None:
    old.answers["/a%20b.jpg"] = sends()
    fetched = client_of(old, tmp_path).fetch(old.at("/a%20b.jpg?x=1"), "a.jpg")
    assert content_of(fetched) == JPEG
    ((path, headers),) = old.asked
    assert path == "/a%20b.jpg?x=1"
    assert headers["User-Agent"] == f"ssg/{__version__}"
    assert headers["Host"] == old.host


@pytest.mark.parametrize("status", [404, 410, 403, 401])
def test_what_is_not_there_is_missing_and_asked_for_once(
    old: OldSite, tmp_path: Path, status: int
) -> None:
    old.answers["/x.jpg"] = sends(PAGE, "text/html", status)
    client = client_of(old, tmp_path)
    for _ in range(2):
        fetched = client.fetch(old.at("/x.jpg"), "x.jpg")
        assert fetched.verdict is Verdict.MISSING
        assert str(status) in fetched.why
    assert len(old.asked) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content_type", ["text/html", "image/jpeg", ""])
def test_a_page_that_says_not_found_is_no_picture(
    old: OldSite, tmp_path: Path, content_type: str
) -> None:
    old.answers["/x.jpg"] = sends(PAGE, content_type)
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert "web page" in fetched.why
    assert not list(tmp_path.iterdir())


def test_a_large_page_is_noticed_as_it_begins(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = sends(PAGE + b" " * 50_000_000, "image/jpeg")
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.REFUSED


def test_what_broke_off_is_taken_up_where_it_broke_off(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = in_turn(breaks_off(30_000, {"ETag": '"a"'}), resumes('"a"'))
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG
    (_, first), (_, second) = old.asked
    assert "Range" not in first
    assert second["Range"] == "bytes=30000-"
    assert second["If-Range"] == '"a"'


def test_the_next_run_takes_up_what_broke_off(old: OldSite, tmp_path: Path) -> None:
    when = "Tue, 01 May 2012 10:00:00 GMT"
    old.answers["/x.jpg"] = breaks_off(30_000, {"Last-Modified": when})
    first = client_of(old, tmp_path, replace(QUICK, tries=1)).fetch(old.at("/x.jpg"), "x.jpg")
    assert first.verdict is Verdict.FAILED
    assert "broke off after 30000" in first.why
    old.answers["/x.jpg"] = resumes(when)
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG
    assert old.asked[-1][1]["Range"] == "bytes=30000-"


def test_a_file_that_changed_meanwhile_comes_anew(old: OldSite, tmp_path: Path) -> None:
    other = JPEG[:20] + b"other" * 9_000
    old.answers["/x.jpg"] = in_turn(breaks_off(30_000, {"ETag": '"a"'}), resumes('"b"', other))
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == other


def test_without_a_validator_nothing_is_put_together(old: OldSite, tmp_path: Path) -> None:
    for headers in ({}, {"ETag": 'W/"a"'}):
        old.answers["/x.jpg"] = in_turn(breaks_off(30_000, headers), sends())
        assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG
        assert "Range" not in old.asked[-1][1]


def test_a_wrong_part_is_not_put_behind_what_is_there(old: OldSite, tmp_path: Path) -> None:
    def answers_another_part(handler: Handler) -> None:
        rest = JPEG[50_000:]
        there = f"bytes 50000-{len(JPEG) - 1}/{len(JPEG)}"
        headers = {"Content-Range": there, "Content-Length": str(len(rest)), "ETag": '"a"'}
        handler.answer(206, headers, rest)

    broken = breaks_off(30_000, {"ETag": '"a"'})
    old.answers["/x.jpg"] = in_turn(broken, answers_another_part, sends())
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG


def test_a_range_that_cannot_be_had_begins_anew(old: OldSite, tmp_path: Path) -> None:
    broken = breaks_off(30_000, {"ETag": '"a"'})
    old.answers["/x.jpg"] = in_turn(
        broken, lambda handler: handler.answer(416, {"Content-Length": "0"}), sends()
    )
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_waited_for(
    old: OldSite, tmp_path: Path, status: int
) -> None:
    old.answers["/x.jpg"] = in_turn(
        lambda handler: handler.answer(status, {"Retry-After": "1", "Content-Length": "0"}),
        sends(),
    )
    began = time.monotonic()
    assert content_of(client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")) == JPEG
    assert time.monotonic() - began >= 1


def test_what_a_server_asks_for_one_file_holds_for_all(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = lambda handler: handler.answer(
        429, {"Retry-After": "1", "Content-Length": "0"}
    )
    old.answers["/y.jpg"] = sends()
    client = client_of(old, tmp_path, replace(QUICK, tries=1))
    began = time.monotonic()
    assert client.fetch(old.at("/x.jpg"), "x.jpg").verdict is Verdict.FAILED
    assert content_of(client.fetch(old.at("/y.jpg"), "y.jpg")) == JPEG
    assert time.monotonic() - began >= 1


def test_a_server_that_asks_to_wait_for_hours_is_left_alone(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = lambda handler: handler.answer(
        429, {"Retry-After": "7200", "Content-Length": "0"}
    )
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.FAILED
    assert "120 minutes" in fetched.why
    assert "again" in fetched.why
    assert len(old.asked) == 1


def test_a_server_in_trouble_is_asked_a_few_times(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = sends(b"", status=500)
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.FAILED
    assert len(old.asked) == QUICK.tries


def test_waiting_times_are_read_in_both_forms() -> None:
    assert retry_after("120") == 120
    assert retry_after("soon") is None
    assert retry_after("") is None
    later = retry_after(email.utils.formatdate(time.time() + 100, usegmt=True))
    assert later is not None
    assert 90 < later <= 100
    assert retry_after("Tue, 01 May 2012 10:00:00 GMT") == 0


def test_an_endless_file_is_refused(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = endless
    limits = replace(QUICK, largest=1 << 20, longest_request=60)
    fetched = client_of(old, tmp_path, limits).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert "larger than 1 MB" in fetched.why
    assert not list(tmp_path.iterdir())


def test_a_file_that_says_it_is_too_large_is_not_begun(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = sends()
    fetched = client_of(old, tmp_path, replace(QUICK, largest=50_000)).fetch(
        old.at("/x.jpg"), "x.jpg"
    )
    assert fetched.verdict is Verdict.REFUSED
    assert "larger" in fetched.why


def test_a_trickle_is_given_up(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = trickles
    limits = replace(QUICK, longest_request=0.5)
    fetched = client_of(old, tmp_path, limits).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.FAILED
    assert "too slowly" in fetched.why


def test_a_server_that_never_answers_is_given_up_for_all_files(
    old: OldSite, tmp_path: Path
) -> None:
    old.answers = {f"/{number}.jpg": is_silent for number in range(9)}
    client = client_of(old, tmp_path, replace(QUICK, timeout=0.2, tries=2))
    answers = [client.fetch(old.at(f"/{number}.jpg"), "x.jpg") for number in range(9)]
    assert {answer.verdict for answer in answers} == {Verdict.FAILED}
    assert "in time" in answers[-1].why
    assert len(old.asked) == 3


def test_a_name_that_no_server_has_is_said(tmp_path: Path) -> None:
    site = MediaSite(frozenset({"nowhere.invalid"}), Host.WORDPRESS)
    fetched = Client(Download(site), tmp_path).fetch("http://nowhere.invalid/x.jpg", "x.jpg")
    assert fetched.verdict is Verdict.FAILED
    assert "nowhere.invalid" in fetched.why


def test_something_that_speaks_no_http_is_survived(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        old = OldSite(server.getsockname()[1])

        def babble() -> None:
            # It is closed as soon as the client has had enough, at whatever point this stands.
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connection.sendall(b"220 mail.example ready\r\n\r\n")
                    connection.close()

        threading.Thread(target=babble, daemon=True).start()
        fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.FAILED


def test_redirects_within_the_site_are_followed(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = redirects("/caf\u00e9/y.jpg".encode().decode("latin-1"))
    old.answers["/caf%C3%83%C2%A9/y.jpg"] = sends()
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert content_of(fetched) == JPEG
    assert fetched.address == old.at("/caf%C3%83%C2%A9/y.jpg")


def test_a_circle_of_redirects_ends(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = redirects("/x.jpg")
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.MISSING
    assert len(old.asked) == 6


def test_a_redirect_to_another_host_is_not_followed(old: OldSite, tmp_path: Path) -> None:
    with old_site() as other:
        other.answers["/y.jpg"] = sends()
        old.answers["/x.jpg"] = redirects(other.at("/y.jpg"))
        fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
        assert fetched.verdict is Verdict.REFUSED
        assert other.host in fetched.why
        assert not other.asked
        fetched = client_of(old, tmp_path, external=True).fetch(old.at("/x.jpg"), "x.jpg")
        assert content_of(fetched) == JPEG


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/x.jpg",
        "http://10.0.0.1/x.jpg",
        "http://[::1]/x.jpg",
        "http://[::ffff:127.0.0.2]/x.jpg",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x.jpg",
        "//user:word@127.0.0.1/x.jpg",
        "http://[/x.jpg",
    ],
)
def test_a_redirect_into_the_network_at_home_is_refused(
    old: OldSite, tmp_path: Path, target: str
) -> None:
    old.answers["/x.jpg"] = redirects(target)
    site = MediaSite(frozenset({old.host}), Host.WORDPRESS)

    def is_the_server(ip: IpAddress) -> bool:
        return str(ip) == "127.0.0.1" or is_public(ip)

    download = Download(site, external=True, may_connect=is_the_server, limits=QUICK)
    fetched = Client(download, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert len(old.asked) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0.0.0.0"])  # noqa: S104 - nobody listens there
def test_by_default_a_server_at_home_is_never_asked(
    old: OldSite, tmp_path: Path, host: str
) -> None:
    old.answers["/x.jpg"] = sends()
    site = MediaSite(frozenset({host}), Host.WORDPRESS)
    client = Client(Download(site, external=True, limits=QUICK), tmp_path)
    fetched = client.fetch(f"http://{host}:{old.port}/x.jpg", "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert "private network" in fetched.why
    assert not old.asked


@pytest.mark.parametrize(
    "ip",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fec0::1 ff02::1
    2001:db8::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::
    2002:c0a8:101::1 ::127.0.0.1 fe80::1%lo""".split(),  # noqa: SIM905 - a paragraph of words reads better than a column
)
def test_what_is_not_public_is_known(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_is_public_is_known(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(old: OldSite) -> None:
    seen: list[str] = []

    def note(ip: IpAddress) -> bool:
        seen.append(str(ip))
        return str(ip) == "127.0.0.1"

    with connect("localhost", old.port, 2, note) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    assert "127.0.0.1" in seen
    with pytest.raises(NotPublicError, match="private network"):
        connect("localhost", old.port, 2, lambda _: False)


def test_other_hosts_are_not_asked_unless_told(old: OldSite, tmp_path: Path) -> None:
    client = client_of(old, tmp_path)
    fetched = client.fetch("http://other.example/x.jpg", "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert not client.allows("https://i0.wp.com/other.example/x.jpg")
    assert client.allows(f"https://i0.wp.com/{old.host}/x.jpg")


def test_questions_to_one_server_keep_their_distance(old: OldSite, tmp_path: Path) -> None:
    old.answers = {f"/{number}.jpg": sends() for number in range(5)}
    client = client_of(old, tmp_path, replace(QUICK, delay=0.1))
    began = time.monotonic()
    threads = [
        threading.Thread(target=client.fetch, args=(old.at(f"/{number}.jpg"), "x.jpg"))
        for number in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(old.asked) == 5
    assert time.monotonic() - began >= 0.4


def test_stopping_ends_what_is_under_way(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = trickles
    client = client_of(old, tmp_path, replace(QUICK, longest_request=600))
    answers: list[Fetched] = []
    thread = threading.Thread(
        target=lambda: answers.append(client.fetch(old.at("/x.jpg"), "x.jpg"))
    )
    thread.start()
    while not old.asked:
        time.sleep(0.01)
    client.stop()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert answers[0].verdict is Verdict.FAILED


def test_a_body_that_is_packed_unasked_is_refused(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = lambda handler: handler.answer(
        200, {"Content-Encoding": "br", "Content-Length": "3"}, b"abc"
    )
    fetched = client_of(old, tmp_path).fetch(old.at("/x.jpg"), "x.jpg")
    assert fetched.verdict is Verdict.REFUSED
    assert old.asked[0][1]["Accept-Encoding"] == "identity"


def test_a_server_that_proves_nothing_of_itself_is_not_believed(tmp_path: Path) -> None:
    """A server without certificate answers a TLS greeting with plain text."""
    with old_site() as old:
        site = MediaSite(frozenset({old.host}), Host.WORDPRESS)
        client = Client(Download(site, may_connect=is_loopback, limits=QUICK), tmp_path)
        fetched = client.fetch(f"https://{old.host}/x.jpg", "x.jpg")
        assert fetched.verdict is Verdict.FAILED
        assert "https" in fetched.why
        old.answers["/x.jpg"] = sends()
        # The same server by http is another matter.
        assert client.fetch(old.at("/x.jpg"), "x.jpg").verdict is Verdict.FETCHED


def test_certificates_and_names_are_checked(tmp_path: Path) -> None:
    site = MediaSite(frozenset({"old.example"}), Host.WORDPRESS)
    client = Client(Download(site), tmp_path)
    tls = client._tls  # noqa: SLF001 - nothing else tells, without a certificate of our own
    assert tls.verify_mode is ssl.CERT_REQUIRED
    assert tls.check_hostname


def test_missing_files_are_answered_by_default(old: OldSite, tmp_path: Path) -> None:
    old.answers["/x.jpg"] = not_found
    assert client_of(old, tmp_path).fetch(old.at("/y.jpg"), "y.jpg").verdict is Verdict.MISSING
