"""Asking the web: it never hangs, never raises, never leaves the host, never asks inwards."""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ssg.asking.answer import Answer
from ssg.disk.web.connecting import is_public
from ssg.disk.web.fetching import Manners, fetch
from tests.disk.old_host import Query, Reply, old_host


def ask(url: str, *, largest: int = 1_000, patience: float = 30.0) -> Answer:
    return fetch(url, Manners(largest, patience, may_connect=lambda _: True))


@contextmanager
def raw_server(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Accept connections and let `serve` do with each what it likes, until the event is set."""
    is_over = threading.Event()

    def accept() -> None:
        while not is_over.is_set():
            with contextlib.suppress(OSError):
                connected, _ = listening.accept()
                with connected:
                    connected.recv(10_000)
                    serve(connected, is_over)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            is_over.set()
            thread.join()


def drip(start: bytes, piece: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def serve(connected: socket.socket, is_over: threading.Event) -> None:
        connected.sendall(start)
        while not is_over.wait(0.01):
            connected.sendall(piece)

    return serve


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"."),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"."),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n"),
    ],
)
def test_a_host_that_never_comes_to_an_end_is_left(start: bytes, piece: bytes) -> None:
    with raw_server(drip(start, piece)) as url:
        answer = ask(url, patience=0.4, largest=1 << 20)
    assert (answer.status, answer.body, answer.problem) == (0, b"", "it took too long")


def test_a_host_that_says_nothing_is_left() -> None:
    with raw_server(drip(b"", b"")) as url:
        manners = Manners(1_000, silence=0.1, may_connect=lambda _: True)
        assert fetch(url, manners).problem == "it did not answer in time"


@pytest.mark.parametrize(
    "sent",
    [b"hello\r\n\r\n", b"", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200],
)
def test_what_is_no_http_is_told_in_words(sent: bytes) -> None:
    with raw_server(lambda connected, _: connected.sendall(sent)) as url:
        answer = ask(url)
    assert answer.status == 0
    assert answer.problem


def test_a_host_that_speaks_no_https_is_told_in_words() -> None:
    with old_host({}) as host:
        answer = ask(host.url.replace("http:", "https:"))
    assert "HTTPS" in answer.problem


def test_a_redirect_within_the_host_is_followed() -> None:
    with old_host(
        {"/a": Reply(301, b"", {"Location": "/b?c=d"}), "/b": Reply(200, b"here")}
    ) as host:
        answer = ask(host.url + "a")
        assert host.asked == ["/a", "/b?c=d"]
    assert (answer.status, answer.body) == (200, b"here")


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/", "http://127.0.0.1:1/", "//metadata.invalid/", "https://127.0.0.1/"],
)
def test_a_redirect_to_another_host_is_not_followed(target: str) -> None:
    with old_host({"/": Reply(302, b"", {"Location": target})}) as host:
        answer = ask(host.url)
    assert (answer.body, answer.problem) == (b"", "it sends to another host")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/"]
)
def test_a_redirect_out_of_the_web_is_not_followed(target: str) -> None:
    with old_host({"/": Reply(302, b"", {"Location": target})}) as host:
        assert ask(host.url).problem == "this is no address of the web"


def test_redirects_in_a_circle_end() -> None:
    with old_host({"/": Reply(302, b"", {"Location": "/"})}) as host:
        assert ask(host.url).problem == "it sends around in a circle"
        assert len(host.asked) < 10


def test_an_answer_is_read_up_to_its_limit_and_its_headers_stay() -> None:
    with old_host({"/": Reply(200, b"." * 1_000, {"X-A": "b"})}) as host:
        assert ask(host.url).body == b"." * 1_000
        answer = ask(host.url, largest=999)
    assert (answer.body, answer.problem) == (b"", "its answer is too long")
    assert answer.headers["x-a"] == "b"


def test_an_address_in_another_script_is_asked_for() -> None:
    def reply(_: Query) -> Reply:
        return Reply(200, host.asked[-1].encode())

    with old_host({"/%C3%BCber%20uns": reply}) as host:
        assert ask(host.url + "über uns").body == b"/%C3%BCber%20uns"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://",
        "http://[",
        "http://x.example:99999/",
        "http://" + "a" * 70 + ".example/",
        "http://a..b/",
        "http://127.0.0.1\r\nHost: x/",
        "gopher://127.0.0.1/",
    ],
)
def test_what_is_no_address_raises_nothing(url: str) -> None:
    answer = ask(url)
    assert answer.status == 0
    assert answer.problem


def test_a_line_break_in_an_address_starts_no_second_header() -> None:
    with old_host({}) as host:
        ask(host.url + "a\r\nX-Evil: 1")
        assert all("\n" not in path for path in host.asked)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104 - refused, never listened at
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_an_address_inside_a_house_is_not_public(number: str) -> None:
    assert not is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_public(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


def test_each_address_is_judged_before_it_is_connected_to() -> None:
    judged: list[str] = []

    def refuse(address: object) -> bool:
        judged.append(str(address))
        return False

    with old_host({"/": Reply(200, b"secret")}) as host:
        answer = fetch(host.url, Manners(1_000, may_connect=refuse))
        assert host.asked == []
    assert judged == ["127.0.0.1"]
    assert "private network" in answer.problem
