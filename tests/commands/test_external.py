"""`ssg check --external` against hosts that misbehave in every way."""

import datetime as dt
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ssg.commands.checking import verb as check_verb
from ssg.commands.outcome import Outcome, Tell
from ssg.disk.guard import OutsideError
from ssg.disk.web.patience import Waits
from ssg.disk.web.rounds import Courtesy
from tests.blog import build, write
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
from tests.running import report, ssg

QUICK = Courtesy(delay=0.002, whole=1.2, silence=0.6, waits=Waits(tries=3, usual=0.01, longest=2))
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
    with (
        outward_host() as odd,
        outward_host() as other,
        outward_host(tls) as unsafe,
        outward_host() as archive,
    ):
        yield Web(odd, other, unsafe, archive)


@pytest.fixture
def quiet(web: Web) -> Iterator[Web]:
    """Return these hosts with one that nobody has left waiting before."""
    with outward_host() as odd:
        yield replace(web, odd=odd)


@pytest.fixture(autouse=True)
def _forgotten(web: Web) -> None:
    for host in (web.odd, web.other, web.unsafe, web.archive):
        host.forget()
        host.answers.clear()


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
    folder: Path,
    *files: str,
    day: int = 0,
    talk: Answers | None = None,
    tell: Tell = lambda *_: None,
    **more: Any,
) -> Outcome:
    options = {"strict": False, "fixes": False, "yes": False, "dry_run": False, **more}
    return check_verb.run(
        folder,
        tell=tell,
        talk=talk or Answers(says=None),
        files=tuple(folder / file for file in files),
        external=True,
        courtesy=QUICK,
        today=FIRST + dt.timedelta(day),
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
    "/empty": (sends(b""), ("slow", "slow", "dead")),
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
    robots = b"User-agent: *\nDisallow: /\n\nUser-agent: SSG\nDisallow: /kept-\n"
    web.odd.answers["/robots.txt"] = says("200 OK", robots)
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
    said = "\n".join(each.message for each in outcome.diagnostics)
    since = "since 2026-11-22 at the latest"
    assert f"/missing is dead: its server has no such page (404), {since}\n" in said
    assert f"/deep/page is dead: its server has no such page, at {web.odd.at('/404.html')}," in said
    assert f"it leads to the front page {web.odd.at('/')} only, so what was there is gone" in said
    assert ("HEAD", "/kept-from-robots") not in web.odd.asked
    # Once in each run, and once more where it was asked whether there is a network at all.
    assert web.odd.asked.count(("GET", "/robots.txt")) <= 6
    assert {agent.partition("/")[0] for agent in web.odd.agents} == {"ssg"}
    assert outcome.code == 0
    assert check(site, day=12, strict=True).code == 1


def test_only_what_is_due_is_asked_and_each_address_once(tmp_path: Path, quiet: Web) -> None:
    quiet.odd.answers |= {f"/{number}": says("200 OK") for number in range(20)}
    quiet.odd.answers["/dead"] = says("404 Not Found")
    body = "".join(f"[x]({quiet.odd.at(f'/{number}')})\n\n" for number in range(20))
    again = f"[x]({quiet.odd.at('/3')}#top) [x]({quiet.odd.at('/dead')})"
    site = site_with(
        tmp_path / "site",
        quiet,
        {"one": post(body + again), "two": post(again)},
        "    skip: [p.x]\n",
    )
    (site / "content/posts/three.md").write_text(
        post("[x](https://m.p.x/) [y](mailto:a@b.example)")
    )
    first = check(site)
    assert len(quiet.odd.links_asked) == 22  # one more for the page that is not there
    assert quiet.odd.most_at_once == 1
    found: Any = first.report["external"]
    assert (found["links"], found["asked"], found["skipped"]) == (21, 21, 1)
    assert first.lines[0] == "Asked for 21 of 21 links to other sites."
    assert first.lines[1] == "Of these 20 well, 1 doubtful, 1 left out by `skip`."
    doubtful = [each for each in first.diagnostics if each.rule == "external-doubtful"]
    assert [f"{each.path}:{each.line}" for each in doubtful] == [
        "content/posts/one.md:46",
        "content/posts/two.md:6",
    ]
    quiet.odd.forget()
    assert told(check(site), quiet) == {"/dead": "doubtful"}
    assert quiet.odd.asked == []
    check(site, day=1)
    assert set(quiet.odd.links_asked) == {("HEAD", "/dead"), ("GET", "/dead")}
    asked_on = []
    for day in range(21, 42, 2):
        quiet.odd.forget()
        check(site, "content/posts/one.md", day=day)
        asked_on.append(len({path for _, path in quiet.odd.links_asked} - {"/dead"}))
    assert sum(asked_on) == 20
    assert max(asked_on) < 10
    memory = (site / ".ssg-links/heard.tsv").read_text("utf-8")
    assert memory.splitlines()[1:] == sorted(memory.splitlines()[1:])
    assert (site / ".ssg-links/.gitignore").is_file()
    (site / "content/posts/two.md").unlink()
    (site / "content/posts/one.md").write_text(post(f"[x]({quiet.odd.at('/1')})"))
    check(site, day=300)
    assert len((site / ".ssg-links/heard.tsv").read_text("utf-8").splitlines()) == 2


def test_a_busy_host_is_left_alone_and_asked_again_when_it_wants(tmp_path: Path, web: Web) -> None:
    busy = says("429 Too Many Requests", Retry_After="1")
    web.odd.answers["/busy"] = in_turn(busy, says("200 OK"))
    web.odd.answers["/well"] = says("200 OK")
    web.other.answers |= dict.fromkeys("abc", says("200 OK"))
    web.other.answers["/a"] = says("429 Too Many Requests", Retry_After="900")
    links = [
        web.odd.at("/busy"),
        web.odd.at("/well"),
        *(web.other.at(f"/{each}") for each in "abc"),
    ]
    site = site_with(tmp_path / "site", web, {"one": post(" ".join(f"[x]({at})" for at in links))})
    outcome = check(site)
    assert web.odd.links_asked == [("HEAD", "/busy"), ("HEAD", "/busy"), ("HEAD", "/well")]
    assert web.odd.moments[2] - web.odd.moments[1] >= 1
    assert web.other.links_asked == [("HEAD", "/a")]
    assert told(outcome, web) == {}
    assert "3 on hosts that were too busy" in outcome.lines[1]


def test_what_has_moved_is_written_where_it_is_safe(tmp_path: Path, web: Web) -> None:
    there = dict.fromkeys(("/post/1", "/elsewhere", "/", "/q"), says("200 OK"))
    web.other.answers |= there
    web.odd.answers |= {
        "/post/1": leads(web.other.at("/post/1")),
        "/post/2": leads(web.other.at("/elsewhere")),
        "/": leads(web.other.at("/")),
        "/q": leads(web.other.at("/q?a=1&b=2")),
    }
    body = (
        f"[a]({web.odd.at('/post/1')}#part) [b]({web.odd.at('/post/2')}) <{web.odd.at('/')}>\n"
        f'<a href="{web.odd.at("/q")}?a=1&amp;b=2">q</a> `{web.odd.at("/post/1")}`\n'
    )
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    file = site / "content/posts/one.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    dry = check(site, fixes=True, dry_run=True)
    assert dry.lines[0] == "`ssg check --external --fix` would mend 1 place in 1 file."
    assert file.read_bytes() == before
    outcome = check(site, fixes=True, yes=True)
    old, new = web.odd.at("/post/1#part").encode(), web.other.at("/post/1#part").encode()
    assert file.read_bytes() == before.replace(old, new)
    assert set(told(outcome, web)) == {"/post/2", "/", "/q?a=1&b=2"}
    fixed: Any = outcome.report["fixed"]
    assert [(each["rule"], each["after"]) for each in fixed] == [("external-moved", new.decode())]
    web.other.forget()
    check(site)
    assert web.other.asked == []


def test_a_copy_of_a_dead_source_is_found_shown_and_written_down(tmp_path: Path, web: Web) -> None:
    gone = [web.odd.at(f"/{name}") for name in ("block", "flow", "quoted", "none", "body")]
    web.odd.answers |= dict.fromkeys(
        ("/block", "/flow", "/quoted", "/none", "/body"), says("410 Gone")
    )
    web.archive.answers["/av"] = wayback(dict.fromkeys(set(gone) - {gone[3]}, "x"))
    sources = (
        "sources:\n"
        f"  - title: Block\n    url: {gone[0]}  # an old one\n    accessed: 2016-10-28\n"
        f"  - {{title: Flow, url: {gone[1]}, accessed: 2016-10-28}}\n"
        f"  - url: '{gone[2]}'\n    title: Quoted\n"
        f"  - {{title: None, url: {gone[3]}}}\n"
    )
    site = site_with(tmp_path / "site", web, {"one": post(f"[b]({gone[4]}) [x](/)", sources)})
    file = site / "content/posts/one.md"
    before = file.read_text("utf-8")
    found = {each.message.split(" ")[0]: each.fix for each in check(site).diagnostics}
    stamp = "https://web.archive.org/web/20161029120000"
    assert found[gone[0]].startswith(f"add `archived: {stamp}/{gone[0]}` to this source")
    assert found[gone[3]].endswith("the archive that was asked has no copy")
    assert f"the archived copy of 2016-10-29, {stamp}/{gone[4]}" in found[gone[4]]
    assert len(web.archive.asked) == 5
    talk = Answers(says=True)
    outcome = check(site, fixes=True, talk=talk)
    assert talk.shown[-1] == "Mend 3 places in 1 file?"
    assert file.read_text("utf-8") == before.replace(
        "# an old one\n", f"# an old one\n    archived: {stamp}/{gone[0]}\n"
    ).replace(f"{gone[1]},", f'{gone[1]}, archived: "{stamp}/{gone[1]}",').replace(
        f"'{gone[2]}'\n", f"'{gone[2]}'\n    archived: {stamp}/{gone[2]}\n"
    )
    assert set(told(outcome, web)) == {"/none", "/body"}
    assert len(web.archive.asked) == 5
    assert not build(site).has_failed
    page = (site / "output/2016/10/29/one/index.html").read_text("utf-8")
    assert page.count(">archived copy</a>") == 3
    assert f'<a href="{stamp}/{gone[0]}" aria-label="Archived copy of “Block”">' in page


@pytest.mark.parametrize(("count", "asked"), [(1, "2 links"), (200, "20 links")])
def test_without_a_network_nothing_is_remembered_and_soon_nobody_is_asked(
    tmp_path: Path, web: Web, count: int, asked: str
) -> None:
    links = " ".join(f"[a](http://127.0.0.1:{port}/a)" for port in range(1, count + 1))
    body = f"{links} [b](http://nowhere.invalid/)"
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    settings = site / "site.yaml"
    there = settings.read_text("utf-8")
    settings.write_text(there.replace(web.archive.at("/av"), "http://127.0.0.1:1/av"), "utf-8")
    outcome = check(site)
    assert outcome.code == 3
    assert re.match(f"nobody answers .* {asked}", outcome.diagnostics[-1].message)
    assert not (site / ".ssg-links").exists()
    settings.write_text(there, "utf-8")
    assert len(told(check(site), web)) == count + 1


def test_a_network_that_is_lost_on_the_way_makes_nothing_doubtful(tmp_path: Path, web: Web) -> None:
    with outward_host() as leaving:
        leaving.answers["/"] = says("200 OK")
        body = f"[a]({leaving.at('/')}) [b](http://nowhere.invalid/)"
        site = site_with(tmp_path / "site", web, {"one": post(body)})
        assert list(told(check(site), web).values()) == ["doubtful"]
    # What was well is not there any more either, nor is the archive; what was known is told.
    settings = site / "site.yaml"
    there = settings.read_text("utf-8")
    settings.write_text(there.replace(web.archive.at("/av"), "http://127.0.0.1:1/av"), "utf-8")
    outcome = check(site, day=1)
    assert outcome.code == 3
    assert list(told(outcome, web).values()) == ["doubtful"]
    assert "nothing was learnt of 1 link to another site" in outcome.diagnostics[-1].message
    assert list(told(check(site, "content/authors/ana.yaml", day=2), web)) == []
    memory = (site / ".ssg-links/heard.tsv").read_text("utf-8")
    assert "nowhere.invalid/\tno-name\t\t2026-11-22\t2026-11-22\t1\n" in memory


def test_an_interrupted_run_keeps_what_was_heard(tmp_path: Path, web: Web) -> None:
    web.odd.answers |= {f"/{number:02}": says("200 OK") for number in range(30)}
    body = "".join(f"[x]({web.odd.at(f'/{number:02}')}) " for number in range(30))
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    heard: list[int] = []

    def tell(_: str, done: int, total: int) -> None:
        heard.append(done)
        if total == 30 and done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(site, tell=tell)
    assert heard == list(range(11))
    web.odd.forget()
    check(site)
    assert {path for _, path in web.odd.links_asked} == {
        f"/{number:02}" for number in range(10, 30)
    }


def test_redirects_wait_their_turn_in_the_line_of_the_other_host(
    tmp_path: Path, quiet: Web
) -> None:
    web = quiet
    for number in range(12):
        web.odd.answers[f"/{number}"] = leads(web.other.at(f"/to/{number}"), "302 Found")
        web.other.answers[f"/{number}"] = says("200 OK")
        is_gone = number % 3 == 0
        web.other.answers[f"/to/{number}"] = says("410 Gone" if is_gone else "200 OK")
    links = [host.at(f"/{number}") for number in range(12) for host in (web.odd, web.other)]
    body = " ".join(f"[x]({address})" for address in links)
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    assert told(check(site), web) == dict.fromkeys(("/0", "/3", "/6", "/9"), "dead")
    assert (web.odd.most_at_once, web.other.most_at_once) == (1, 1)


def test_links_beside_the_texts_are_asked_and_those_of_readers_are_not(
    tmp_path: Path, web: Web
) -> None:
    there = ("menu", "blogroll", "author", "redirect", "image", "guest", "linked")
    reader = web.odd.at("/reader")
    site = site_with(tmp_path / "site", web, {"one": post("Words.")})
    at = {name: web.odd.at(f"/{name}") for name in there}
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(
            f"menu: [{{title: M, url: '{at['menu']}'}}, {{title: H, url: /}}]\n"
            f"blogroll:\n  - {{title: B, url: '{at['blogroll']}'}}\n"
        )
    write(
        site,
        {
            "content/authors/ana.yaml": "name: Ana\n"
            f"links: [{{title: A, url: '{at['author']}'}}]\n",
            "content/redirects.yaml": f"- {{from: /old/, to: '{at['redirect']}'}}\n",
            "content/posts/one.md": post(
                f"![A crane]({at['image']})",
                f"authors: [{{name: Bo, links: [{{title: G, url: '{at['guest']}'}}]}}]\n"
                f"links: [{{title: L, url: '{at['linked']}'}}]\n",
            ),
            "content/comments/one.yaml": "comments:\n  - {id: a-1, name: Cy, date: 2016-10-30,"
            f" body: '<a href=\"{reader}\">x</a>'}}\n",
        },
    )
    outcome = check(site)
    assert told(outcome, web) == dict.fromkeys((f"/{name}" for name in there), "doubtful")
    places = {each.path for each in outcome.diagnostics if each.rule == "external-doubtful"}
    assert places == {
        "site.yaml", "content/redirects.yaml", "content/authors/ana.yaml", "content/posts/one.md",
    }  # fmt: skip


def test_a_host_out_of_order_or_silent_is_left_alone_for_the_run(tmp_path: Path, web: Web) -> None:
    web.other.answers["/robots.txt"] = says("503 Service Unavailable")
    web.odd.answers |= {f"/{number}": is_silent for number in range(8)}
    links = [web.other.at(f"/{number}") for number in range(4)]
    links += [web.odd.at(f"/{number}") for number in range(8)]
    body = " ".join(f"[x]({address})" for address in links)
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    outcome = check(site)
    assert web.other.links_asked == []
    assert {path for _, path in web.odd.links_asked} == {"/0", "/1", "/2"}
    assert set(told(outcome, web).values()) == {"slow"}
    assert len(told(outcome, web)) == 8
    assert "4 on hosts that were too busy" in outcome.lines[1]


def test_a_slash_is_added_once(tmp_path: Path, web: Web) -> None:
    web.odd.answers |= {"/slash": leads("/slash/"), "/slash/": says("200 OK")}
    site = site_with(tmp_path / "site", web, {"one": post(f"[x]({web.odd.at('/slash')})")})
    outcome = check(site, fixes=True, yes=True)
    text = (site / "content/posts/one.md").read_text("utf-8")
    assert text == post(f"[x]({web.odd.at('/slash/')})")
    assert outcome.lines[:3] == (
        "Mended 1 place in 1 file.",
        "Asked for 1 of 1 link to other sites.",
        "Of these 1 well.",
    )


def test_a_host_that_dies_is_found_dead_though_all_that_was_well_was_there(
    tmp_path: Path, web: Web
) -> None:
    with outward_host() as leaving:
        leaving.answers |= {f"/{number}": says("200 OK") for number in range(4)}
        links = [leaving.at(f"/{number}") for number in range(4)]
        body = " ".join(f"[x]({address})" for address in links)
        site = site_with(tmp_path / "site", web, {"one": post(body)})
        assert told(check(site), web) == {}
    check(site, day=50)
    assert told(check(site, day=51), web) == dict.fromkeys(links, "dead")


def test_a_host_that_is_skipped_is_neither_asked_nor_told_of(tmp_path: Path, web: Web) -> None:
    web.odd.answers["/"] = says("200 OK")
    body = f"[x]({web.odd.at('/gone')}) [y]({web.odd.at('/')}) [z](http://nowhere.invalid/)"
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    assert told(check(site), web) == {"/gone": "doubtful", "http://nowhere.invalid/": "doubtful"}
    settings = site / "site.yaml"
    there = settings.read_text("utf-8")
    settings.write_text(there + "    skip: [127.0.0.1]\n", "utf-8")
    for host in (web.odd, web.archive):
        host.forget()
    assert told(check(site, day=1), web) == {"http://nowhere.invalid/": "dead"}
    assert web.odd.asked == []


def test_a_private_host_is_asked_as_soon_as_it_may_be(tmp_path: Path, web: Web) -> None:
    web.odd.answers["/x"] = says("200 OK")
    site = site_with(tmp_path / "site", web, {"one": post(f"[x]({web.odd.at('/x')})")})
    settings = site / "site.yaml"
    there = settings.read_text("utf-8")
    settings.write_text(there.replace("[127.0.0.1]", "[]"), "utf-8")
    assert told(check(site), web) == {"/x": "private"}
    settings.write_text(there, "utf-8")
    assert told(check(site), web) == {}


def test_a_host_gets_the_pause_that_it_wants_before_each_question(tmp_path: Path, web: Web) -> None:
    web.odd.answers["/robots.txt"] = says("200 OK", b"User-agent: *\nCrawl-delay: 0.3\n")
    web.odd.answers["/a"] = only_get("404 Not Found")
    site = site_with(tmp_path / "site", web, {"one": post(f"[x]({web.odd.at('/a')})")})
    check(site)
    assert web.odd.asked == [("GET", "/robots.txt"), ("HEAD", "/a"), ("GET", "/a")]
    first, second, third = web.odd.moments
    assert min(second - first, third - second) >= 0.28


def test_long_and_packed_and_silent_rules_keep_from_asking(tmp_path: Path, quiet: Web) -> None:
    long = b"User-agent: *\nDisallow: /\n" + b"# words\n" * (1 << 16)
    quiet.odd.answers["/robots.txt"] = says("200 OK", long)
    quiet.other.answers["/robots.txt"] = says("200 OK", b"\x1f\x8b", Content_Encoding="gzip")
    with outward_host() as silent:
        silent.answers["/robots.txt"] = is_silent
        hosts = (quiet.odd, quiet.other, silent)
        body = " ".join(f"[x]({host.at('/x')})" for host in hosts)
        site = site_with(tmp_path / "site", quiet, {"one": post(body)})
        outcome = check(site)
        assert [host.links_asked for host in hosts] == [[], [], []]
        assert told(outcome, quiet) == {silent.at("/x"): "slow"}
    assert outcome.lines[0] == "Asked for 0 of 3 links to other sites."


def test_of_links_that_lead_to_one_lost_host_each_is_told_so(tmp_path: Path, web: Web) -> None:
    lost = "http://nowhere.invalid/"
    web.odd.answers |= {f"/{name}": leads(f"{lost}{name}", "302 Found") for name in "ab"}
    body = " ".join(f"[x]({web.odd.at(f'/{name}')})" for name in "ab")
    site = site_with(tmp_path / "site", web, {"one": post(body)})
    said = {each.message for each in check(site).diagnostics}
    assert said == {
        f"{web.odd.at(f'/{name}')} is doubtful: there is no host of that name, at {lost}{name},"
        " where it leads now"
        for name in "ab"
    }


def test_addresses_of_the_site_itself_are_asked_from_nowhere(tmp_path: Path, web: Web) -> None:
    site = site_with(tmp_path / "site", web, {"one": post("Words.")})
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("menu: [{title: M, url: 'https://www.small.example/'}]\n")
    redirects = "- {from: /old/, to: 'https://small.example/2016/10/29/one/'}\n"
    write(site, {"content/redirects.yaml": redirects})
    found: Any = check(site).report["external"]
    assert found["links"] == 0


def test_a_memory_elsewhere_is_refused_before_anybody_is_asked(tmp_path: Path, web: Web) -> None:
    site = site_with(tmp_path / "site", web, {"one": post(f"[x]({web.odd.at('/x')})")})
    (tmp_path / "elsewhere").mkdir()
    (site / ".ssg-links").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutsideError, match="this link leads out of the site"):
        check(site)
    assert web.odd.asked == []


def test_days_pass_where_the_moment_of_builds_stands_still(tmp_path: Path, web: Web) -> None:
    web.odd.answers["/x"] = says("200 OK")
    site = site_with(tmp_path / "site", web, {"one": post(f"[x]({web.odd.at('/x')})")})
    first = dt.datetime.now(dt.UTC).date()
    done = ssg("check", "--external", "--json", folder=site, SOURCE_DATE_EPOCH="1")
    last = dt.datetime.now(dt.UTC).date()
    assert done.returncode == 0
    line = (site / ".ssg-links/heard.tsv").read_text("utf-8").splitlines()[1]
    assert line.split("\t")[3] in {first.isoformat(), last.isoformat()}


def test_the_command_line_asks_nobody_for_a_site_that_links_to_nobody(
    tmp_path: Path, web: Web
) -> None:
    site = site_with(tmp_path / "site", web, {"one": post("[own](https://small.example/) words")})
    done = ssg("check", "--external", "--json", folder=site)
    assert report(done)["external"] == {"links": 0, "asked": 0, "skipped": 0, "found": []}
    assert not (site / ".ssg-links").exists()
