"""After a deploy the living site is compared with what was sent, whatever the host does."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator

import pytest

from ssg.deploy.after.asking import Waiting
from ssg.deploy.after.verifying import Mismatch, Published, choose_to_verify, verify_published
from tests.disk.misbehaving import (
    Behave,
    Handler,
    OldSite,
    breaks_off,
    in_turn,
    not_found,
    old_site,
    redirects,
    sends,
    trickles,
)

PAGE = b"<!doctype html><title>Words</title>" + b"<p>Words and deeds.</p>" * 130
OTHER = "holds other bytes than were sent (an old copy may be cached; {})"
ONCE = Waiting(first_wait=0.01, longest_wait=0.05, longest=0, silence=5.0)
WAITING = Waiting(first_wait=0.01, longest_wait=0.05, longest=20.0, silence=5.0)
HASTY = Waiting(longest=0, silence=0.2, whole=0.5)


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[OldSite]:
    """Return a host that has nothing yet, and is asked without a proxy."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with old_site() as site:
        yield site


def sent(url: str, content: bytes = PAGE, *, forwards: bool = False) -> Published:
    return Published(url, hashlib.sha256(content).digest(), len(content), forwards)


def why(host: OldSite, behave: Behave, waiting: Waiting = ONCE, content: bytes = PAGE) -> str:
    """Return what is said of /x/, where the host does so."""
    host.answers["/x/"] = behave
    found = verify_published([sent(host.at("/x/"), content)], waiting, lambda _: None)
    assert {each.url for each in found} <= {host.at("/x/")}
    return found[0].why if found else ""


def packed(content: bytes, coding: str) -> Behave:
    """Return what sends `content`, of which it says that it was packed so."""
    headers = {"Content-Encoding": coding, "Content-Length": str(len(content))}
    return lambda handler: handler.answer(200, headers, content)


def bare(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def is_silent(handler: Handler) -> None:
    """Take the question and say nothing."""
    handler.server.old.is_over.wait(30)


def hangs_up(handler: Handler) -> None:
    """Take the question and end the connection."""
    handler.close_connection = True


def dawdles(handler: Handler) -> None:
    """Send a head that never ends, a sign at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.old.is_over.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def in_pieces(content: bytes, *, is_whole: bool = True) -> Behave:
    """Return what sends `content` without telling its length before."""

    def behave(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.answer(200, {"Transfer-Encoding": "chunked", "Connection": "close"})
        for start in range(0, len(content), 1000):
            piece = content[start : start + 1000]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n" if is_whole else b"3e8\r\nab")
        handler.close_connection = True

    return behave


def test_what_is_as_it_was_sent_is_well(host: OldSite) -> None:
    assert why(host, sends(PAGE)) == ""
    (_, headers) = host.asked[0]
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Cache-Control"] == "no-cache"
    assert "ssg" in headers["User-Agent"]


@pytest.mark.parametrize(
    "behave",
    [
        packed(gzip.compress(PAGE), "gzip"),
        packed(gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]), "X-GZip"),
        packed(zlib.compress(PAGE), "deflate"),
        packed(bare(PAGE), "deflate"),
        packed(PAGE, "identity"),
        packed(PAGE, "br"),
        packed(PAGE, "gzip"),  # A packed file, sent as it is, whose host calls that a packing.
        in_pieces(PAGE),
    ],
    ids=[
        "gzip",
        "two members",
        "deflate",
        "bare deflate",
        "identity",
        "br itself",
        "itself",
        "chunked",
    ],
)
def test_how_it_was_packed_on_the_way_does_not_matter(host: OldSite, behave: Behave) -> None:
    assert why(host, behave) == ""


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (not_found, "answers 404"),
        (sends(PAGE, status=403), "answers 403"),
        (
            sends(PAGE[:-40]),
            OTHER.format("2,985 bytes instead of 3,025"),
        ),
        (
            sends(PAGE.swapcase()),
            OTHER.format("3,025 bytes, as many as were sent"),
        ),
        (
            packed(gzip.compress(PAGE[:-40]), "gzip"),
            OTHER.format("2,985 bytes instead of 3,025"),
        ),
        (packed(PAGE[::-1], "br"), "cannot be compared: it answers packed (br)"),
        (packed(gzip.compress(PAGE)[:-20], "gzip"), "holds other bytes"),
        (packed(b"no gzip at all", "gzip"), "holds other bytes"),
        (breaks_off(1000, {}, PAGE), "does not answer: it broke off in the middle of its answer"),
        (in_pieces(PAGE, is_whole=False), "does not answer: it broke off in the middle"),
        (hangs_up, "does not answer: it hung up without an answer"),
        (redirects("https://elsewhere.invalid/x/"), "redirects to https://elsewhere.invalid/x/"),
        (redirects("ftp://127.0.0.1/x/"), "does not answer: this is no address of the web"),
        (redirects("file:///etc/passwd"), "does not answer: this is no address of the web"),
        (redirects("/x/"), "does not answer: it redirects in a circle"),
        (redirects("/front/"), "redirects to http://127.0.0.1:"),
    ],
)
def test_what_is_wrong_is_said_in_words(host: OldSite, behave: Behave, told: str) -> None:
    host.answers["/front/"] = sends(PAGE[::-1])
    said = why(host, behave)
    assert said.startswith(told)


def test_an_endless_answer_is_not_read_to_its_end(host: OldSite) -> None:
    bomb = gzip.compress(b"\0" * (64 << 20))
    told = why(host, packed(bomb, "gzip"))
    assert "more than 1,0" in told
    assert "bytes instead of 3,025" in told
    assert "more than 1,0" in why(host, sends(b"x" * (4 << 20)))


@pytest.mark.parametrize("behave", [is_silent, trickles, dawdles])
def test_a_slow_host_is_waited_for_so_long_and_no_longer(host: OldSite, behave: Behave) -> None:
    said = why(host, behave, HASTY, b"x")
    assert said.startswith("does not answer: it ")
    assert "in time" in said or "too long" in said


def test_nobody_there_is_said_of_each() -> None:
    with old_site() as other:
        urls = [other.at(f"/{number}/") for number in range(12)]
    found = verify_published([sent(url) for url in urls], HASTY, lambda _: None)
    assert [each.url for each in found] == urls
    assert {each.why for each in found} == {"does not answer: nothing answers there"}


def test_a_silent_host_is_not_asked_for_everything(host: OldSite) -> None:
    host.answers = {f"/{number}/": is_silent for number in range(40)}
    files = [sent(host.at(path)) for path in host.answers]
    assert len(verify_published(files, HASTY, lambda _: None)) == 40
    assert len(host.asked) < 12


@pytest.mark.parametrize("to", ["/x.html", "/x/index.html", "/x", "?v=1"])
def test_a_host_may_call_a_page_as_it_likes(host: OldSite, to: str) -> None:
    host.answers.update({to: sends(PAGE), "/x/": redirects(to)})
    if to.startswith("?"):
        host.answers["/x/"] = in_turn(redirects(to), sends(PAGE))
    assert why(host, host.answers["/x/"]) == ""


def test_redirects_are_followed_five_times_and_not_six(host: OldSite) -> None:
    host.answers = {f"/{number}/": redirects(f"/{number + 1}/") for number in range(5)}
    host.answers["/5/"] = sends(PAGE)
    assert why(host, redirects("/1/")) == ""
    assert why(host, redirects("/0/")) == "does not answer: it redirects in a circle"


@pytest.mark.parametrize(
    "behave", [redirects("/new/"), redirects("https://new.invalid/"), sends(b"", status=410)]
)
def test_where_a_host_knows_the_redirect_itself_the_page_of_it_is_not_seen(
    host: OldSite, behave: Behave
) -> None:
    host.answers = {"/old/": behave, "/new/": sends(b"new")}
    page = sent(host.at("/old/"), forwards=True)
    assert verify_published([page], ONCE, lambda _: None) == ()
    assert verify_published([sent(host.at("/old/"))], ONCE, lambda _: None)
    host.answers["/old/"] = not_found
    assert verify_published([page], ONCE, lambda _: None) == (Mismatch(page.url, "answers 404"),)


def test_a_deploy_may_take_a_while_to_be_seen(host: OldSite) -> None:
    host.answers["/y/"] = sends(PAGE)
    host.answers["/x/"] = in_turn(
        not_found, sends(b"old"), breaks_off(10, {}, PAGE), hangs_up, sends(PAGE)
    )
    told: list[str] = []
    files = [sent(host.at("/x/")), sent(host.at("/y/"))]
    assert verify_published(files, WAITING, told.append) == ()
    assert host.paths.count("/x/") == 5
    assert host.paths.count("/y/") == 1
    assert len(told) == 4
    assert all(line.startswith("1 of 2 addresses is not as it was sent yet") for line in told)


def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(
    host: OldSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)

    def is_busy(handler: Handler) -> None:
        handler.answer(503, {"Retry-After": "7", "Content-Length": "0"})

    told: list[str] = []
    host.answers["/x/"] = in_turn(is_busy, sends(PAGE))
    assert verify_published([sent(host.at("/x/"))], WAITING, told.append) == ()
    assert told == ["1 of 1 addresses is not as it was sent yet; asking again in 7 s"]
    assert waits == [7.0]
    assert len(host.asked) == 2


def test_waiting_ends(host: OldSite) -> None:
    waiting = Waiting(first_wait=0.01, longest_wait=0.05, longest=0.3, silence=5.0)
    told: list[str] = []
    found = verify_published([sent(host.at("/x/"))], waiting, told.append)
    assert found == (Mismatch(host.at("/x/"), "answers 404"),)
    assert 3 <= len(host.asked) == len(told) + 1 <= 30


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (not_found, ""),
        (sends(PAGE, status=410), ""),
        (sends(PAGE, status=403), ""),
        (redirects("/new/"), ""),
        (redirects("https://new.invalid/"), ""),
        (sends(PAGE), "is still there"),
        (redirects("/gone/index.html"), "is still there"),
        (sends(PAGE, status=502), "answers 502"),
        (hangs_up, "does not answer: it hung up without an answer"),
    ],
)
def test_what_was_deleted_must_be_gone(host: OldSite, behave: Behave, told: str) -> None:
    host.answers = {"/gone/": behave, "/gone/index.html": sends(PAGE), "/new/": sends(PAGE)}
    gone = host.at("/gone/")
    found = verify_published([], ONCE, lambda _: None, gone=[gone])
    assert found == ((Mismatch(gone, told),) if told else ())


def test_few_are_asked_at_once_and_told_in_order(host: OldSite) -> None:
    host.answers = {f"/{number}/": sends(PAGE) for number in range(0, 30, 2)}
    files = [sent(host.at(f"/{number}/")) for number in range(30)]
    found = verify_published(files, ONCE, lambda _: None, gone=[host.at("/4/")])
    odd = [Mismatch(host.at(f"/{number}/"), "answers 404") for number in range(1, 30, 2)]
    assert found == (*odd, Mismatch(host.at("/4/"), "is still there"))


def test_addresses_are_asked_for_as_browsers_do(host: OldSite) -> None:
    host.answers["/caf%C3%A9%20x/"] = sends(PAGE)
    assert verify_published([sent(host.at("/café x/"))], ONCE, lambda _: None) == ()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://[x/", "http://u:p@127.0.0.1/", ""])
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    (found,) = verify_published([sent(url)], ONCE, lambda _: None)
    assert found.why.startswith("does not answer")


def test_the_systems_proxy_is_used(host: OldSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", host.at(""))
    for name in ("no_proxy", "NO_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    url = "http://lamplighter.invalid/x/"
    host.answers[url] = sends(PAGE)
    assert verify_published([sent(url)], ONCE, lambda _: None) == ()


ALL = [
    ".htaccess",
    ".well-known/recommendations.opml",
    "404.html",
    "_redirects",
    "assets/style.css",
    "about/index.html",
    "2016/10/29/words/index.html",
    "index.html",
    "feed.xml",
    "tag/x/feed.xml",
    "redirects.nginx.conf",
]


def test_the_most_telling_addresses_come_first() -> None:
    assert choose_to_verify(ALL, ALL) == (
        "index.html",
        "feed.xml",
        "about/index.html",
        "2016/10/29/words/index.html",
        "tag/x/feed.xml",
        ".well-known/recommendations.opml",
        "assets/style.css",
    )


def test_the_front_page_shows_that_the_site_is_there() -> None:
    assert choose_to_verify([], ALL) == ("index.html",)
    assert choose_to_verify(["assets/a.css"], ["assets/a.css"]) == ("assets/a.css",)


def test_of_too_many_some_are_taken_from_all_over() -> None:
    pages = [f"{year}/index.html" for year in range(1900, 2000)]
    chosen = choose_to_verify(["a.css", *pages], [*pages, "index.html", "a.css"], most=11)
    assert chosen == ("index.html", *(f"{year}/index.html" for year in range(1900, 2000, 10)))
    assert choose_to_verify(pages, pages, most=1) == ("1900/index.html",)
    assert choose_to_verify(pages, [*pages, "index.html"], most=0) == ()
