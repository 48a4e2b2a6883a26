"""The living old site is asked slowly, patiently, and alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ssg.check.comparison import OldAnswer
from ssg.commands.failures import UsageError, WorldError
from ssg.commands.verifying.asking import Manners, ask_all, old_site_at
from tests.commands.moved import verified, write_moved_blog
from tests.serving import at_work

QUICK = Manners(pause=0.0, patience=10.0, first_wait=0.01, longest_wait=0.05)
PAGE = "<html><head><title>{}</title></head><body>x</body></html>"


@dataclass
class OldBlog:
    """What the server answers: (status, headers, text) by path; what it was asked."""

    answers: dict[str, tuple[int, dict[str, str], str]]
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: int = 0
    open: int = 0
    most_open: int = 0
    url: str = ""


@contextmanager
def running(blog: OldBlog) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            blog.open += 1
            blog.most_open = max(blog.most_open, blog.open)
            blog.asked.append((self.command, self.path))
            blog.agents.add(self.headers["User-Agent"])
            status, headers, text = blog.answers.get(self.path, (404, {}, "no"))
            if blog.busy:
                blog.busy -= 1
                status, headers, text = 503, {"Retry-After": "0"}, ""
            body = text.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            time.sleep(0.005)  # Long enough for a second request to meet the first.
            blog.open -= 1  # Whoever has the answer may ask again at once.
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_GET = do_HEAD = answer  # noqa: N815 - the library's names

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    with at_work(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        blog.url = f"http://127.0.0.1:{port}"
        yield blog.url


def page(title: str) -> tuple[int, dict[str, str], str]:
    return 200, {}, PAGE.format(title)


def moved(to: str) -> tuple[int, dict[str, str], str]:
    return 301, {"Location": to}, ""


def answers(blog: OldBlog, *addresses: str, base: str = "") -> list[OldAnswer]:
    with running(blog) as url:
        old = old_site_at(f"{url}{base}/", QUICK)
        return [
            OldAnswer(found.status, found.to.removeprefix(url), found.title)
            for found in ask_all(old, iter(addresses))
        ]


def test_a_page_has_a_status_and_a_title() -> None:
    blog = OldBlog({"/x/": page("Words &amp; <b>Deeds</b>"), "/y/": (410, {}, "")})
    assert answers(blog, "/x/", "/y/", "/z/") == [
        OldAnswer(200, "", "Words & Deeds"),
        OldAnswer(410),
        OldAnswer(404),
    ]
    assert blog.asked[:2] == [("HEAD", "/x/"), ("GET", "/x/")]
    assert ("GET", "/y/") not in blog.asked
    assert all("ssg-verify" in agent for agent in blog.agents)


@pytest.mark.parametrize("charset", ["idna", "undefined", "nonsense", "hex"])
def test_a_page_in_an_encoding_that_is_none_is_read_as_utf_8(charset: str) -> None:
    headers = {"Content-Type": f"text/html; charset={charset}"}
    blog = OldBlog({"/x/": (200, headers, PAGE.format("Wörter"))})
    assert answers(blog, "/x/") == [OldAnswer(200, "", "Wörter")]


def test_what_is_no_page_is_not_fetched() -> None:
    blog = OldBlog({"/a.jpg": (200, {"Content-Type": "image/jpeg"}, "x" * 100)})
    assert answers(blog, "/a.jpg") == [OldAnswer(200)]
    assert blog.asked == [("HEAD", "/a.jpg")]


def test_a_host_without_head_is_asked_with_get() -> None:
    class Deaf(dict[str, tuple[int, dict[str, str], str]]):
        """Refuses the first way of asking."""

        def get(self, key: str, default: Any = None) -> Any:
            return (405, {}, "") if blog.asked[-1][0] == "HEAD" else super().get(key, default)

    blog = OldBlog(Deaf({"/x/": page("X")}))
    assert answers(blog, "/x/") == [OldAnswer(200, "", "X")]


def test_it_is_followed_on_its_own_host_and_not_elsewhere() -> None:
    blog = OldBlog(
        {
            "/a/": moved("/b/"),
            "/b/": moved("c/"),
            "/b/c/": page("C"),
            "/away/": moved("http://elsewhere.invalid/x"),
            "/round/": moved("/round/"),
        }
    )
    assert answers(blog, "/a/", "/away/", "/round/") == [
        OldAnswer(200, "/b/c/", "C"),
        OldAnswer(301, "http://elsewhere.invalid/x"),
        OldAnswer(508, "/round/"),
    ]


def test_a_busy_host_is_asked_again_later() -> None:
    blog = OldBlog({"/x/": page("X")}, busy=2)
    assert answers(blog, "/x/") == [OldAnswer(200, "", "X")]
    assert [path for _, path in blog.asked] == ["/x/"] * 4


def test_a_host_that_stays_busy_is_let_be() -> None:
    blog = OldBlog({"/x/": page("X")}, busy=100)
    assert answers(blog, "/x/") == [OldAnswer(503)]
    assert len(blog.asked) == QUICK.tries


def test_one_request_is_made_at_a_time() -> None:
    blog = OldBlog({f"/{number}/": page("X") for number in range(20)})
    answers(blog, *blog.answers)
    assert blog.most_open == 1


@pytest.mark.parametrize("address", ["/x/", "/old/x/"])
def test_a_blog_in_a_folder_is_asked_there(address: str) -> None:
    blog = OldBlog({"/old/x/": page("X")})
    assert answers(blog, address, base="/old") == [OldAnswer(200, "", "X")]


def test_odd_addresses_are_encoded() -> None:
    blog = OldBlog({"/caf%C3%A9/?a=b%20c": page("X")})
    assert answers(blog, "/café/?a=b c#d") == [OldAnswer(200, "", "X")]


@pytest.mark.parametrize("url", ["old.example", "ftp://old.example/", "http://", "http://[x", ""])
def test_what_is_no_site_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not the address of a site"):
        old_site_at(url)


def test_a_site_that_is_not_there_is_the_worlds_failure() -> None:
    with running(OldBlog({})) as url:
        pass
    with pytest.raises(WorldError, match="does not answer"):
        list(ask_all(old_site_at(url, QUICK), iter(["/x/"])))


def test_verify_compares_with_the_living_old_site(tmp_path: Path) -> None:
    site = write_moved_blog(tmp_path / "site")
    old = tmp_path / "old.txt"
    old.write_text("/2016/10/29/one/\n/2017/03/01/two/\n/contact/\n/dead/\n/alive/\n/sold/\n")
    blog = OldBlog(
        {
            "/2016/10/29/one/": page("One &amp; Only – The Old Lamp"),
            "/2017/03/01/two/": page("Something else"),
            "/contact/": moved("/write/"),
            "/write/": page("About"),
            "/alive/": page("Alive"),
            "/sold/": page("Sold"),
        }
    )
    with running(blog) as url:
        outcome = verified(site, old, against=url)
    addresses: Any = outcome.report["addresses"]
    found = {each["from"]: (each["verdict"], each["why"]) for each in addresses}
    assert found["/2016/10/29/one/"] == ("served", "")
    assert "is called “Something else”" in found["/2017/03/01/two/"][1]
    assert "/write/" in found["/contact/"][1]
    assert found["/dead/"] == ("gone", "it was dead before: the old site says 404")
    assert found["/alive/"] == ("lost", "nothing answers; the old site answers")
    assert found["/sold/"] == ("gone", "it is gone on purpose; the old site answers")
    assert outcome.code == 1
    assert any("2 addresses are answered, but not as" in line for line in outcome.result)
