"""`ssg cards` against services that answer, lie, dawdle and vanish."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blog import build, post, tree, write, write_blog
from tests.running import report, ssg
from tests.services import (
    Services,
    bluesky,
    mastodon,
    png,
    running_services,
    tweet,
    vimeo,
    youtube,
)

FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
GONE = "https://youtu.be/gone1234567"
VIMEO = "https://vimeo.com/76979871"
TOOT = "https://social.example/@ana/112233"
SKEET = "https://bsky.app/profile/bo.example/post/3kabc"
TWEET = "https://twitter.com/anaruiz/status/794922"
PEERTUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
SHOW = "https://shows.example/files/the-first_hour.mp3"
ALL = (FILM, VIMEO, TOOT, SKEET, TWEET, PEERTUBE, SHOW)


@pytest.fixture
def services() -> Iterator[Services]:
    with running_services() as running:
        running.answers |= {
            f"/oembed {FILM}": youtube(running),
            "/vimeo": vimeo(running),
            "/api/v1/statuses/112233": mastodon(running),
            "/xrpc/app.bsky.feed.getPosts": bluesky(),
            "/twitter": tweet(),
            "/services/oembed": vimeo(running),
            "/vi/hqdefault.png": (200, {"Content-Type": "image/png"}, png()),
            "/files/the-first_hour.mp3": (
                200,
                {"Content-Type": "audio/mpeg", "Content-Length": "31457280"},
                b"",
            ),
        }
        yield running


@pytest.fixture
def blog(tmp_path: Path, services: Services) -> Path:
    blog = write_blog(tmp_path / "blog")
    settings = (blog / "site.yaml").read_text("utf-8")
    servers = {
        "youtube": "/oembed",
        "vimeo": "/vimeo",
        "bluesky": "",
        "x": "/twitter",
        "social.example": "",
        "tube.example": "",
        "shows.example": "",
    }
    lines = "".join(f"    {name}: {services.at(path)}\n" for name, path in servers.items())
    (blog / "site.yaml").write_text(f"{settings}cards:\n  servers:\n{lines}", "utf-8")
    write(blog, {"content/posts/shown.md": post("Shown", "2024-06-01", "\n\n".join(ALL))})
    return blog


def test_everything_that_is_shown_from_elsewhere_is_fetched_once(
    blog: Path, services: Services
) -> None:
    build(blog)
    first = ssg("cards", "--json", folder=blog)
    assert first.returncode == 0, first.stderr
    assert report(first)["written"] == len(ALL)
    film = (blog / "content/cards/youtube-aqz-KE-bpKQ.yaml").read_text("utf-8")
    assert "title: The lock gates of Elm Street\nauthor: Harbor Films\n" in film
    assert "picture: /media/cards/youtube-aqz-KE-bpKQ.png\n" in film
    assert (blog / "content/media/cards/youtube-aqz-KE-bpKQ.png").read_bytes() == png()
    before, asked = tree(blog / "content"), len(services.asked)
    second = ssg("cards", folder=blog)
    assert "Nothing was asked." in second.stdout
    assert (tree(blog / "content"), len(services.asked)) == (before, asked)
