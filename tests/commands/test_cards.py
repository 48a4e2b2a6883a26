"""`ssg cards` against services that answer, lie, dawdle and vanish; and what pages show of it."""

import email.utils
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route

from ssg.commands.cards_verb import run
from ssg.commands.outcome import Outcome
from ssg.deploy.headers.scan import scan_page
from ssg.disk.web.services import Asker, Patience, doors_to
from ssg.embeds.asking import question_about
from ssg.embeds.model import Gone, Unclear
from ssg.model.entry import CardMention
from ssg.parse.services import thing_at
from tests.blog import build, post, tree, write, write_blog
from tests.browsing import open_browser
from tests.running import report, ssg
from tests.services import (
    Reply,
    Services,
    as_json,
    bluesky,
    mastodon,
    png,
    running_services,
    tweet,
    vimeo,
    youtube,
)
from tests.serving import served

FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
VIMEO = "https://vimeo.com/76979871"
TOOT = "https://social.example/@ana/112233"
SKEET = "https://bsky.app/profile/bo.example/post/3kabc"
TWEET = "https://twitter.com/anaruiz/status/794922"
PEERTUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
SHOW = "https://shows.example/files/the-first_hour.mp3"
ALL = (FILM, VIMEO, TOOT, SKEET, TWEET, PEERTUBE, SHOW)
PLACES = {"youtube": "/oembed", "vimeo": "/vimeo", "bluesky": "", "x": "/twitter"}
HOSTS = ("social.example", "tube.example", "shows.example")
HOSTILE = "</span><script>alert(1)</script><img src=x onerror=alert(1)>"


def answers(services: Services) -> dict[str, Any]:
    return {
        f"/oembed {FILM}": youtube(services),
        "/vimeo": vimeo(services),
        "/api/v1/statuses/112233": mastodon(services),
        "/xrpc/app.bsky.feed.getPosts": bluesky(),
        "/twitter": tweet(),
        "/services/oembed": vimeo(services),
        "/vi/hqdefault.png": (200, {"Content-Type": "image/png"}, png()),
        "/files/the-first_hour.mp3": (
            200,
            {"Content-Type": "audio/mpeg", "Content-Length": "31457280"},
            b"",
        ),
    }


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with running_services() as running:
        yield running


@pytest.fixture
def blog(tmp_path: Path, services: Services) -> Path:
    services.answers = answers(services)
    return blog_asking(services, write_blog(tmp_path / "blog"))


def blog_asking(services: Services, blog: Path) -> Path:
    servers = PLACES | dict.fromkeys(HOSTS, "")
    lines = "".join(f"    {name}: {services.at(path)}\n" for name, path in servers.items())
    with (blog / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"cards:\n  servers:\n{lines}")
    write(blog, {"content/posts/shown.md": post("Shown", "2024-06-01", "\n\n".join(ALL))})
    return blog


def cards(blog: Path, *, again: bool = False, is_dry_run: bool = False) -> Outcome:
    """Run `ssg cards` without a process of its own."""
    patience = Patience(delay=0)
    return run(blog, tell=lambda *_: None, again=again, is_dry_run=is_dry_run, patience=patience)


def told(outcome: Outcome) -> str:
    return "\n".join(
        [
            *outcome.lines,
            *(f"{d.path}:{d.line}:{d.column}: {d.message}" for d in outcome.diagnostics),
        ]
    )


def shown(blog: Path, name: str = "2024/06/01/shown/index.html") -> str:
    return (blog / "output" / name).read_text("utf-8")


def test_what_is_shown_from_elsewhere_is_fetched_once_and_changes_only_its_pages(
    blog: Path, services: Services
) -> None:
    write(
        blog,
        {"content/posts/draft.md": "---\ntitle: D\ndraft: true\n---\nhttps://vimeo.com/11112222\n"},
    )
    build(blog)
    without = tree(blog / "output")
    assert f'data-service="youtube" href="{FILM}">{FILM}</a>' in shown(blog)
    assert f'<p><a href="{PEERTUBE}">{PEERTUBE}</a></p>' in shown(blog)
    assert ">@anaruiz</a></p>" in shown(blog)
    first = ssg("cards", "--json", folder=blog)
    assert first.returncode == 0, first.stderr
    assert report(first)["written"] == len(ALL) + 1
    film = (blog / "content/cards/youtube-aqz-KE-bpKQ.yaml").read_text("utf-8")
    assert "title: The lock gates of Elm Street\nauthor: Harbor Films\n" in film
    assert (blog / "content/media/cards/youtube-aqz-KE-bpKQ.png").read_bytes() == png()
    before, asked = tree(blog / "content"), len(services.asked)
    assert "Nothing was asked." in told(cards(blog))
    assert (tree(blog / "content"), len(services.asked)) == (before, asked)
    hidden = "media/cards/vimeo-11112222.png"
    assert (blog / "content" / hidden).exists()
    assert build(blog).diagnostics == ()
    assert not (blog / "output" / hidden).exists()
    changed = {
        name for name, content in tree(blog / "output").items() if without.get(name) != content
    }
    assert {name for name in changed if "media/" not in name and "feed" not in name} == {
        "atom.xml",
        "2024/06/01/shown/index.html",
    }
    assert build(blog).written == 0


def test_films_are_pictures_with_a_player_behind_them_and_posts_are_quotations(blog: Path) -> None:
    cards(blog)
    build(blog)
    page = shown(blog)
    for player in (
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1",
        "https://player.vimeo.com/video/76979871?dnt=1&amp;autoplay=1",
        "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1&amp;p2p=0",
    ):
        assert f'data-player="{player}"' in page
    assert (
        '<img src="/blog/media/cards/youtube-aqz-KE-bpKQ.png" alt="" width="480" height="360" '
        'loading="lazy"' in page
    )
    assert "Ana Ruiz · Vimeo · 4:13" in page
    toot = page[page.index('data-service="mastodon"') :].partition("</figure>")[0]
    assert ">harbor.example/long…</a></p><p>And the tide is low.</p>" in toot
    assert 'alt="A crane above a quay."' in toot
    assert '<time datetime="2024-05-26T11:30:00+02:00">May 26, 2024</time></a>' in toot
    assert "(@ana@social.example)" in toot
    skeet = page[page.index('data-service="bluesky"') :].partition("</figure>")[0]
    assert 'lang="de">' in skeet
    assert 'Früh am Hafen: <a href="https://harbor.example/tide"' in skeet
    assert "Lamps on the quay" in page[page.index('data-service="x"') :]
    assert "<figcaption>the first hour · MP3 · 31 MB</figcaption>" in page
    assert "iframe" not in page.partition("<script>")[0]
    feed = (blog / "output/feed.xml").read_text("utf-8")
    assert "https://small.example/blog/media/cards/youtube-aqz-KE-bpKQ.png" in feed
    assert "data-player" not in feed


def test_what_a_person_wrote_into_a_record_stays(blog: Path, services: Services) -> None:
    cards(blog)
    record = blog / "content/cards/youtube-aqz-KE-bpKQ.yaml"
    own = record.read_text("utf-8").replace("The lock gates", "Our lock gates")
    record.write_text(own, "utf-8")
    picture = blog / "content/media/cards/vimeo-76979871.png"
    picture.write_bytes(png(20, 10))
    services.answers["/vimeo"] = as_json({"type": "video", "title": "Another title"})
    services.answers["/api/v1/statuses/112233"] = mastodon(services, content="<p>Edited.</p>")
    del services.answers["/twitter"]
    again = told(cards(blog, again=True))
    assert "2 cards changed by hand: left as you wrote them." in again
    assert (record.read_text("utf-8"), picture.read_bytes()) == (own, png(20, 10))
    records = blog / "content/cards"
    assert "Edited." in (records / "mastodon-social.example-112233.yaml").read_text("utf-8")
    tweet_record = (records / "x-794922.yaml").read_text("utf-8")
    assert "Lamps on" in tweet_record
    assert "\ngone: 20" in tweet_record
    (blog / "content/media/cards/peertube-tube.example-kkGMgK9ZtnKfYAgnEtQxbv.png").unlink()
    (warning,) = build(blog).diagnostics
    assert warning.path == "content/cards/peertube-tube.example-kkGMgK9ZtnKfYAgnEtQxbv.yaml"
    assert warning.rule == "broken-file"
    assert (
        (blog / warning.path)
        .read_text("utf-8")
        .splitlines()[warning.line - 1]
        .startswith("picture: ")
    )
    kept = tree(records)
    assert cards(blog, again=True).report["written"] == 0
    assert tree(records) == kept
    build(blog)
    assert "Our lock gates" in shown(blog)
    assert "Lamps on the quay" in shown(blog)


def test_what_is_gone_is_told_with_its_line_and_not_asked_again(
    blog: Path, services: Services
) -> None:
    services.answers.pop(f"/oembed {FILM}")
    services.answers["/xrpc/app.bsky.feed.getPosts"] = as_json({"posts": []})
    services.answers["/vimeo"] = (503, {"Retry-After": "86400"}, b"")
    done = cards(blog)
    assert done.code == 3
    assert f"content/posts/shown.md:7:1: {FILM}: it is not there any more" in told(done)
    assert f"{SKEET}: it is not there any more" in told(done)
    assert f"{VIMEO}: it has a fault of its own (status 503)" in told(done)
    assert "4 written, 2 gone, 1 not answered" in told(done)
    services.asked.clear()
    assert cards(blog).code == 3
    assert [asked.partition("?")[0] for asked in services.asked] == ["GET /vimeo"]
    assert "would ask about" in told(cards(blog, is_dry_run=True))
    build(blog)
    assert f'data-service="youtube" href="{FILM}">{FILM}</a>' in shown(blog)


def test_hostile_words_do_nothing(blog: Path, services: Services) -> None:
    services.answers[f"/oembed {FILM}"] = youtube(services, HOSTILE + "Title")
    services.answers["/api/v1/statuses/112233"] = mastodon(
        services,
        content=f'<p onclick="x()">Hello{HOSTILE}<a href="javascript:alert(1)">there</a></p>',
        account={"acct": f"ana{HOSTILE}", "display_name": HOSTILE, "url": "javascript:alert(1)"},
        language='en" onload="x',
    )
    cards(blog)
    record = blog / "content/cards/vimeo-76979871.yaml"
    text = record.read_text("utf-8").replace("A Crane Goes Up", f"'{HOSTILE}'")
    record.write_text(text, "utf-8")
    build(blog)
    page = shown(blog)
    assert "Title" in page
    assert "Hello" in page
    for sign in ("<script>alert", "onerror=alert(1)>", "<img src=x", "onclick", 'href="javascript'):
        assert sign not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")


@pytest.mark.parametrize("folder", ["content/cards", "content/media/cards"])
def test_nothing_is_written_where_a_link_leads_out_of_the_site(
    blog: Path, tmp_path: Path, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (blog / folder).parent.mkdir(parents=True, exist_ok=True)
    (blog / folder).symlink_to(elsewhere)
    told = ssg("cards", "--json", folder=blog)
    assert told.returncode == 3
    (problem,) = report(told)["diagnostics"]
    assert problem["message"].startswith(f"{folder}/")
    assert problem["message"].endswith(": it leads out of the site")
    assert "in the place of the link" in problem["fix"]
    assert not list(elsewhere.iterdir())


REDIRECT = (302, {"Location": "http://127.0.0.2:1/inside"}, b"")
ODD: Mapping[str, Reply] = {
    "its answer is too long": (200, {}, b" " * (1 << 20) + b"{}"),
    "it answered with a page for people, not with data": (200, {}, b"<html>Consent</html>"),
    "its answer cannot be read": (200, {}, b"[" * 100_000),
    "its answer is no text": (200, {}, b"\xff\xfe\xff"),
    "its answer is empty": (200, {}, b""),
    "its name leads to a computer inside a private network, which is not asked": REDIRECT,
    "it answers, but not with a film": as_json({"type": "photo", "title": "No film"}),
    "it answers, but not with a film ": as_json([None]),
    "it has a fault of its own (status 500)": (500, {}, b""),
}


@pytest.mark.parametrize("why", ODD)
def test_an_answer_of_no_use_is_told_and_asked_for_again_later(
    services: Services, why: str
) -> None:
    services.answers = {"/oembed": ODD[why]}
    assert asked_of(FILM, services.at("/oembed")) == Unclear(why.strip())


@pytest.mark.parametrize(("seconds", "asked"), [(0, 3), (86_400, 1)])
def test_a_busy_host_may_say_by_date_when_it_wants_to_be_asked_again(
    services: Services, seconds: int, asked: int
) -> None:
    def busy(_: Mapping[str, str]) -> Reply:
        until = email.utils.formatdate(time.time() + seconds, usegmt=True)
        return 503, {"Retry-After": until}, b""

    services.answers = {"/oembed": busy}
    services.asked.clear()
    found = question_about(CardMention(*thing_at(FILM), FILM), {"youtube": services.at("/oembed")})
    Asker(doors_to([services.at()]), Patience(delay=0)).ask(found)
    assert len(services.asked) == asked


def test_nothing_inside_the_network_is_asked(services: Services) -> None:
    services.asked.clear()
    toot = f"http://127.0.0.1:{services.port}/@ana/1"
    found = asked_of(toot, "https://public.invalid/")
    assert isinstance(found, Unclear)
    assert "private network" in found.why
    assert services.asked == []


def test_a_server_that_says_nothing_is_left_after_a_while(services: Services) -> None:
    def dawdle(_: Mapping[str, str]) -> Reply:
        services.is_over.wait(5)
        return as_json({})

    services.answers = {"/oembed": dawdle}
    found = asked_of(FILM, services.at("/oembed"))
    assert found in (Unclear("it took too long"), Unclear("it did not answer in time"))


def test_a_host_of_files_that_refuses_programs_says_nothing_of_the_file(
    services: Services,
) -> None:
    services.answers = {"/files/the-first_hour.mp3": (403, {}, b"")}
    found = question_about(CardMention(*thing_at(SHOW), SHOW), {"shows.example": services.at()})
    reply = Asker(doors_to([services.at()]), Patience(delay=0)).ask(found)
    assert reply.found == Unclear("it does not tell strangers")


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_a_post_that_is_not_for_everyone_counts_as_gone(
    services: Services, visibility: str
) -> None:
    services.answers = {"/api/v1/statuses/112233": mastodon(services, visibility=visibility)}
    assert asked_of(TOOT, services.at()) == Gone("it is not for everyone")


def asked_of(address: str, server: str) -> object:
    service, name = thing_at(address)
    servers = {service: server, "social.example": server}
    question = question_about(CardMention(service, name, address), servers)
    patience = Patience(whole=0.4, silence=0.3, delay=0)
    assert threading.active_count() < 50
    return Asker(doors_to([server]), patience).ask(question).found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, services: Services) -> Path:
    services.answers = answers(services)
    blog = blog_asking(services, write_blog(tmp_path_factory.mktemp("demo")))
    settings = (blog / "site.yaml").read_text("utf-8").replace("theme: plain", "theme: broadsheet")
    (blog / "site.yaml").write_text(settings, "utf-8")
    assert cards(blog).code == 0
    build(blog)
    return blog


def test_the_policy_of_the_site_lets_the_players_in(demo: Path) -> None:
    needs = scan_page((demo / "output/2024/06/01/shown/index.html").read_bytes())
    frames = {need.source for need in needs.sources if need.directive == "frame-src"}
    assert {"https://www.youtube-nocookie.com", "https://player.vimeo.com"} < frames


def test_nothing_foreign_is_loaded_before_a_click_and_the_player_after_it(
    demo: Path, require_program: Callable[..., str]
) -> None:
    foreign: list[str] = []

    def block(route: Route) -> None:
        foreign.append(route.request.url)
        route.abort()

    with served(demo / "output", "/blog/") as root, open_browser(require_program) as browser:
        page = browser.new_page()
        page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), block)
        page.goto(f"{root}2024/06/01/shown/")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert foreign == []
        page.locator("a.film").first.focus()
        page.keyboard.press("Enter")
        player = page.locator(".embed iframe")
        assert player.get_attribute("title") == "The lock gates of Elm Street"
        assert "autoplay" in (player.get_attribute("allow") or "")
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        page.wait_for_timeout(200)
        assert foreign == ["https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"]
        assert page.locator("a.film").first.get_attribute("href") == FILM
