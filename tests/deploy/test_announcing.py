"""Hubs and search engines are told of changes, and what they answer never stops a deploy."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from ssg.deploy.after.announcing import MOST_ADDRESSES, Announced, announce_feeds, announce_pages
from ssg.deploy.after.asking import Waiting

KEY = "a1b2c3d4-e5f6"
SITE = "https://lamplighter.example/blog/"
FEEDS = [f"{SITE}feed.xml", f"{SITE}atom.xml", f"{SITE}tag/café/feed.xml"]
QUICK = Waiting(tries=4, first_wait=0.01, longest_wait=2.0, silence=5.0)
HASTY = Waiting(tries=2, first_wait=0.01, silence=0.2, whole=0.5)

Answer = tuple[int, dict[str, str]]


@dataclass
class Service:
    """A server that is told things: what it answers in turn, the last for good; what it heard."""

    answers: list[Answer | Callable[[BaseHTTPRequestHandler], None]] = field(
        default_factory=lambda: [(204, {})]
    )
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    @property
    def feeds(self) -> list[str]:
        return [parse_qs(body)["hub.url"][0] for _, body in self.heard]

    @property
    def told(self) -> list[Any]:
        return [json.loads(body) for _, body in self.heard]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            service.heard.append((dict(self.headers), body))
            answer = service.answers.pop(0) if len(service.answers) > 1 else service.answers[0]
            if callable(answer):
                answer(self)
                return
            status, headers = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    service.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield service
    finally:
        service.is_over.set()
        server.shutdown()
        server.server_close()


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Send half of a first line."""
    handler.wfile.write(b"HTTP/1.")
    handler.close_connection = True


def pages(service: Service, *addresses: str, waiting: Waiting = QUICK) -> Announced:
    given = addresses or (f"{SITE}2016/10/29/words/",)
    return announce_pages(KEY, SITE, given, waiting, service.url)


def test_a_hub_is_told_of_each_feed(service: Service) -> None:
    told = announce_feeds(service.url, [*FEEDS, FEEDS[0]], QUICK)
    name = service.url.removeprefix("http://").rstrip("/")
    assert told == Announced(ok=True, words=f"the hub {name} was told of 3 feeds")
    assert service.feeds == [*FEEDS[:2], f"{SITE}tag/caf%C3%A9/feed.xml"]
    headers, body = service.heard[0]
    assert parse_qs(body)["hub.mode"] == ["publish"]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "ssg" in headers["User-Agent"]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_of_a_hub_is_one(service: Service, status: int) -> None:
    service.answers = [(status, {})]
    assert announce_feeds(service.url, FEEDS[:1], QUICK).words.endswith("was told of 1 feed")


def test_a_hub_that_refuses_a_feed_is_told_of_the_others(service: Service) -> None:
    service.answers = [(204, {}), (400, {}), (204, {})]
    told = announce_feeds(service.url, FEEDS, QUICK)
    assert not told.ok
    assert f"told of 2 of 3 feeds; not of {FEEDS[1]}: it answers 400" in told.words
    assert len(service.heard) == 3


@pytest.mark.parametrize(
    ("answer", "why", "asked"),
    [
        ((404, {}), "it answers 404", 3),
        ((503, {}), "it answers 503", 4),
        ((429, {}), "it was told too often, and will listen again later (429)", 4),
        ((503, {"Retry-After": "7200"}), "it answers 503", 1),
        ((308, {"Location": "https://new.invalid/"}), "it is at https://new.invalid/ now", 1),
        (hangs_up, "no answer came: it hung up without an answer", 4),
        (breaks_off, "no answer came: what it answered is no HTTP", 4),
    ],
)
def test_a_hub_that_takes_nothing_is_soon_let_be(
    service: Service, answer: Any, why: str, asked: int
) -> None:
    service.answers = [answer]
    told = announce_feeds(service.url, [f"{SITE}{number}.xml" for number in range(50)], QUICK)
    assert not told.ok
    assert told.words.endswith(f"was told of none of 50 feeds; not of {SITE}0.xml: {why}")
    assert len(service.heard) == asked


def test_passing_trouble_passes(service: Service) -> None:
    service.answers = [hangs_up, (503, {"Retry-After": "0"}), (500, {}), (204, {})]
    assert announce_feeds(service.url, FEEDS[:1], QUICK).ok
    assert service.feeds == FEEDS[:1] * 4


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "1"},
        {
            "Retry-After": "Sun, 22 Nov 2026 09:00:01 GMT",
            "Date": "Sun, 22 Nov 2026 09:00:00 GMT",
        },
    ],
)
def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(
    service: Service, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)

    def is_busy(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(429)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    service.answers = [is_busy, (200, {})]
    assert pages(service).ok
    assert waits == [1.0]


def test_waits_grow(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    service.answers = [(502, {})]
    waiting = Waiting(tries=5, first_wait=1.0, longest_wait=3.0)
    assert not pages(service, waiting=waiting).ok
    assert waits == [1.0, 2.0, 3.0, 3.0]


def test_a_service_that_says_nothing_is_not_waited_for(service: Service) -> None:
    def is_silent(_: BaseHTTPRequestHandler) -> None:
        service.is_over.wait(30)

    service.answers = [is_silent]
    told = announce_feeds(service.url, FEEDS, HASTY)
    assert told.words.endswith("no answer came: it did not answer in time")
    assert len(service.heard) == 2


def test_nobody_there_is_no_failure_of_ours(service: Service) -> None:
    told = announce_pages(KEY, SITE, [SITE], HASTY, "http://127.0.0.1:1/")
    expected = "search engines were told of nothing: no answer came: nothing answers there"
    assert told == Announced(ok=False, words=expected)
    assert service.heard == []


LOCAL = [
    "http://127.0.0.1:8000/feed.xml",
    "http://localhost/feed.xml",
    "https://blog.localhost/feed.xml",
    "https://[::1]/feed.xml",
    "https://192.168.1.7/feed.xml",
    "https://lamp.local/feed.xml",
    "https://lamp/feed.xml",
    "https://me:word@lamplighter.example/feed.xml",
    "file:///srv/feed.xml",
    "/feed.xml",
]


@pytest.mark.parametrize("url", LOCAL)
def test_what_only_this_computer_knows_is_not_announced(service: Service, url: str) -> None:
    told = announce_feeds(service.url, [url], QUICK)
    assert told == Announced(ok=True, words="the hub was not told: no one else can reach the feeds")
    told = announce_pages(KEY, url.removesuffix("feed.xml"), [url], QUICK, service.url)
    assert told.ok
    assert told.words.startswith("search engines were not told: ")
    assert service.heard == []


def test_a_site_without_https_is_not_announced_to_search_engines(service: Service) -> None:
    url = "http://lamplighter.example/"
    told = announce_pages(KEY, url, [url], QUICK, service.url)
    words = f"search engines were not told: they take https:// addresses, not {url}"
    assert told == Announced(ok=True, words=words)
    assert service.heard == []


@pytest.mark.parametrize(
    "hub", ["", "hub.example", "file:///etc/passwd", "https://a:b@hub.example/"]
)
def test_what_is_no_hub_is_not_told(hub: str) -> None:
    told = announce_feeds(hub, FEEDS, QUICK)
    assert not told.ok
    assert "`hub` in site.yaml" in told.words
    assert "a:b" not in told.words


def test_nothing_changed_nothing_told(service: Service) -> None:
    assert (
        announce_feeds(service.url, [], QUICK).words == "the hub was not told: no feed has changed"
    )
    told = announce_pages(KEY, SITE, [], QUICK, service.url)
    assert told == Announced(ok=True, words="search engines were not told: no page has changed")
    assert service.heard == []


@pytest.mark.parametrize("status", [200, 202])
def test_search_engines_are_told_of_the_sites_own_pages(service: Service, status: int) -> None:
    service.answers = [(status, {})]
    told = pages(
        service,
        f"{SITE}2016/10/29/words/",
        f"{SITE}café/",
        f"{SITE}2016/10/29/words/",
        "https://lamplighter.example/other/",
        "https://other.example/blog/",
    )
    assert told == Announced(ok=True, words="search engines were told of 2 addresses")
    assert service.told == [
        {
            "host": "lamplighter.example",
            "key": KEY,
            "keyLocation": f"{SITE}{KEY}.txt",
            "urlList": [f"{SITE}2016/10/29/words/", f"{SITE}caf%C3%A9/"],
        }
    ]
    headers, _ = service.heard[0]
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_no_request_holds_too_many_addresses(service: Service) -> None:
    service.answers = [(200, {})]
    many = [f"{SITE}{number}/" for number in range(2 * MOST_ADDRESSES + 1)]
    assert pages(service, *many).words == "search engines were told of 20,001 addresses"
    lists = [about["urlList"] for about in service.told]
    assert [len(part) for part in lists] == [10_000, 10_000, 1]
    assert [address for part in lists for address in part] == many


def test_the_first_refusal_ends_it(service: Service) -> None:
    service.answers = [(200, {}), (400, {})]
    many = [f"{SITE}{number}/" for number in range(2 * MOST_ADDRESSES + 1)]
    words = "search engines were told only of 10,000 of 20,001 addresses: it answers 400"
    assert pages(service, *many) == Announced(ok=False, words=words)
    assert len(service.heard) == 2


@pytest.mark.parametrize("status", [403, 422])
def test_a_key_that_is_not_found_is_said_so(service: Service, status: int) -> None:
    service.answers = [(status, {})]
    told = pages(service)
    assert not told.ok
    assert f"cannot find the key ({status}); {SITE}{KEY}.txt must be there" in told.words
    assert len(service.heard) == 1
