"""`ssg check --external` against hosts that misbehave in every way."""

import datetime as dt
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ssg.commands import check_verb
from ssg.commands.outcome import Outcome
from ssg.disk.patience import Waits
from ssg.disk.rounds import Courtesy
from tests.blog import write
from tests.commands.test_check import Answers
from tests.deploy.ftp_server import write_certificate
from tests.outward_hosts import (
    OutwardHost,
    drips,
    in_turn,
    is_silent,
    leads,
    only_get,
    outward_host,
    says,
    sends,
    wayback,
)

QUICK = Courtesy(delay=0.002, whole=0.4, silence=0.2, waits=Waits(tries=3, usual=0.01, longest=2))
FIRST = dt.date(2026, 11, 22)


@dataclass
class Web:
    """A few hosts: one that does all kinds of things, another one, one without a certificate."""

    odd: OutwardHost
    other: OutwardHost
    unsafe: OutwardHost
    archive: OutwardHost


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    certificate, _ = write_certificate(tmp_path_factory.mktemp("tls"), "elsewhere.example")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with outward_host() as odd, outward_host() as other, outward_host() as archive:
        with outward_host(tls) as unsafe:
            yield Web(odd, other, unsafe, archive)


@pytest.fixture(autouse=True)
def _forgotten(web: Web) -> None:
    for host in (web.odd, web.other, web.unsafe, web.archive):
        host.forget()
        host.answers.clear()
        host.robots = None


def site_with(folder: Path, web: Web, posts: dict[str, str], more: str = "") -> Path:
    settings = (
        "title: Lamp\nurl: https://small.example/\nauthor: ana\nsearch: false\n"
        "check:\n  external:\n    inside: [127.0.0.1]\n"
        f"    archive: {web.archive.at('/av')}\n{more}"
    )
    files = {"site.yaml": settings, "content/authors/ana.yaml": "name: Ana Ruiz\n"}
    posts = {f"content/posts/{name}.md": text for name, text in posts.items()}
    write(folder, files | posts)
    return folder


def post(body: str, more: str = "") -> str:
    return f"---\ntitle: Links\ndate: 2016-10-29\nsummary: Links.\n{more}---\n{body}\n"


def check(
    folder: Path, *files: str, day: int = 0, talk: Answers | None = None, **more: Any
) -> Outcome:
    moment = dt.datetime.combine(FIRST, dt.time(9), dt.UTC) + dt.timedelta(day)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        options = {"strict": False, "fixes": False, "yes": False, "dry_run": False, **more}
        return check_verb.run(
            folder,
            tell=lambda *_: None,
            talk=talk or Answers(says=None),
            files=tuple(folder / file for file in files),
            external=True,
            courtesy=QUICK,
            **options,
        )


def told(outcome: Outcome, web: Web) -> dict[str, str]:
    """Return the rule that is told of each link, by the path at the odd host."""
    found = {}
    for each in outcome.diagnostics:
        if each.rule.startswith("external-"):
            address = each.message.partition(" ")[0].removeprefix(web.odd.at(""))
            found[address] = each.rule.removeprefix("external-")
    return found


HUGE = b"HTTP/1.1 200 OK\r\n" + b"X-Very: long\r\n" * 400 + b"\r\n"

BEHAVIOURS: dict[str, tuple[Any, tuple[str, str, str]]] = {
    # What is told at the first run, on the next day, and ten days later.
    "/good": (says("200 OK"), ("", "", "")),
    "/no-head-405": (only_get("405 Method Not Allowed"), ("", "", "")),
    "/no-head-501": (only_get("501 Not Implemented"), ("", "", "")),
    "/no-head-404": (only_get("404 Not Found"), ("", "", "")),
    "/endless": (drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000), ("", "", "")),
    "/wrong-length": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nxy"), ("", "", "")),
    "/for-now": (leads("/good", "302 Found"), ("", "", "")),
    "/seven": (leads("/good", "307 Temporary Redirect"), ("", "", "")),
    "/missing": (says("404 Not Found"), ("doubtful", "dead", "dead")),
    "/gone": (says("410 Gone"), ("dead", "dead", "dead")),
    "/to-missing": (leads("/missing"), ("doubtful", "dead", "dead")),
    "/deep/home": (leads("/"), ("doubtful", "dead", "dead")),
    "/deep/page": (leads("/404.html", "302 Found"), ("doubtful", "dead", "dead")),
    "/garbled": (sends(b"hello\r\n\r\n"), ("doubtful", "dead", "dead")),
    "/empty": (sends(b""), ("doubtful", "dead", "dead")),
    "/huge": (sends(HUGE), ("doubtful", "dead", "dead")),
    "/nowhere": (leads("http://["), ("doubtful", "dead", "dead")),
    "/broken": (says("500 Oops"), ("doubtful", "doubtful", "dead")),
    "/silent": (is_silent, ("slow", "slow", "dead")),
    "/slow-head": (drips(b"HTTP/1.1 200 OK\r\n", b"X"), ("slow", "slow", "dead")),
    "/forbidden": (says("403 Forbidden"), ("blocked",) * 3),
    "/linkedin": (says("999 Request denied"), ("blocked",) * 3),
    "/captcha": (says("503 Wait", CF_Mitigated="challenge"), ("blocked",) * 3),
    "/password": (says("401 Unauthorized"), ("blocked",) * 3),
    "/members": (leads("/signin?next=login", "302 Found"), ("blocked",) * 3),
    "/circle": (leads("/circle"), ("blocked",) * 3),
    "/many": (lambda question: leads(f"{question.path}?1")(question), ("blocked",) * 3),
    "/moved": (leads("/new", "308 Permanent Redirect"), ("moved",) * 3),
    "/inwards": (leads("http://192.168.7.7/"), ("private",) * 3),
    "/kept-from-robots": (says("200 OK"), ("", "", "")),
}  # fmt: skip


def test_each_way_to_misbehave_is_told_apart_and_dead_needs_two_days(
    tmp_path: Path, web: Web
) -> None:
    web.odd.answers |= {path: behave for path, (behave, _) in BEHAVIOURS.items()}
    web.odd.answers |= dict.fromkeys(("/", "/new", "/404.html", "/signin"), says("200 OK"))
    web.odd.robots = b"User-agent: *\nDisallow: /\n\nUser-agent: SSG\nDisallow: /kept-\n"
    named = {
        web.unsafe.at("/x"): ("doubtful", "dead", "dead"),
        "http://nowhere.invalid/": ("doubtful", "dead", "dead"),
        "http://127.0.0.1:1/": ("doubtful", "dead", "dead"),
        "http://localhost:4000/draft/": ("private",) * 3,
        "http://10.1.2.3/": ("private",) * 3,
    }
    expected = {path: rules for path, (_, rules) in BEHAVIOURS.items()} | named
    lines = [f"[x]({web.odd.at(path)})\n" for path in BEHAVIOURS]
    lines += [f"[x]({address})\n" for address in named]
    site = site_with(tmp_path / "site", web, {"one": post("\n".join(lines))})
    for run, day in enumerate((0, 1, 12)):
        outcome = check(site, day=day)
        wanted = {path: rules[run] for path, rules in expected.items() if rules[run]}
        assert told(outcome, web) == wanted
    assert ("HEAD", "/kept-from-robots") not in web.odd.asked
    assert web.odd.asked.count(("GET", "/robots.txt")) == 3
    assert {agent.partition("/")[0] for agent in web.odd.agents} == {"ssg"}
    assert outcome.code == 0
    assert check(site, day=12, strict=True).code == 1
