"""Response headers: what each file is, how long it is kept, and what real servers answer."""

import datetime as dt
import fnmatch
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.commands.building.build import BuildRequest, build_site
from ssg.deploy.headers.policy import PageNeeds, Policy, policy_of, scan_file, scan_page
from ssg.deploy.headers.release import (
    CacheClass,
    cache_class_of,
    cache_control_of,
    content_type_of,
    is_fingerprinted,
    release_headers,
    write_apache_headers,
    write_netlify_headers,
    write_nginx_headers,
)
from tests.deploy.places import files_in
from tests.web_servers import Answer, apache2, ask, nginx

pytestmark = pytest.mark.xdist_group("headers")
"""The blog is built once."""
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
DAY = "public, max-age=86400"
QUARTER = "public, max-age=900"
AGAIN = "public, max-age=0, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
POLICY = Policy("default-src 'self'; base-uri 'self'; frame-ancestors 'self'")
ORDINARY = ["index.html", "404.html", "_redirects", "feed.xml", "media/a.jpg"]

CACHED = {
    "index.html": AGAIN,
    "2016/10/29/words/index.html": AGAIN,
    "about-us.htm": AGAIN,
    "CNAME": AGAIN,
    ".nojekyll": AGAIN,
    "custom.css": AGAIN,
    "js/light.js": AGAIN,
    "form.php": AGAIN,
    "feed.xml": QUARTER,
    "tag/a/feed.xml": QUARTER,
    "feed.json": QUARTER,
    "sitemap.xml": QUARTER,
    "robots.txt": QUARTER,
    "media/Port.JPG": DAY,
    "episode.mp3": DAY,
    "fonts/own.woff2": DAY,
    "favicon.ico": DAY,
    "assets/icon.40454d5c.svg": FOR_EVER,
    "assets/fonts/a.0a1b2c3d.woff2": FOR_EVER,
    "assets/LICENSE.0a1b2c3d": FOR_EVER,
    "assets/icon.svg": DAY,
    "assets/icon.40454D5C.svg": DAY,
    "assets/icon.40454d5.svg": DAY,
    "assets/photo.20240101.jpg": DAY,
    "media/icon.40454d5c.svg": DAY,
}

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "A.HTM": "text/html; charset=utf-8",
    "a.css": "text/css; charset=utf-8",
    "a.js": "text/javascript; charset=utf-8",
    "a.json": "application/json; charset=utf-8",
    "tag/a/feed.xml": "application/rss+xml; charset=utf-8",
    "podcast.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "a.svg": "image/svg+xml; charset=utf-8",
    "a.webp": "image/webp",
    "a.avif": "image/avif",
    "a.JPEG": "image/jpeg",
    "a.mp3": "audio/mpeg",
    "a.m4a": "audio/mp4",
    "a.ogg": "audio/ogg",
    "a.woff2": "font/woff2",
    "a.vtt": "text/vtt; charset=utf-8",
    "favicon.ico": "image/x-icon",
    "a.pdf": "application/pdf",
    "a.epub": "application/epub+zip",
    "site.webmanifest": "application/manifest+json; charset=utf-8",
    "CNAME": "application/octet-stream",
    ".htaccess": "application/octet-stream",
    "a.unheard-of": "application/octet-stream",
    "v1.2/file": "application/octet-stream",
}


@pytest.mark.parametrize("path", CACHED)
def test_a_file_is_kept_for_as_long_as_it_stays_what_it_is(path: str) -> None:
    assert cache_control_of(path) == CACHED[path]
    assert is_fingerprinted(path) == (CACHED[path] == FOR_EVER)


@pytest.mark.parametrize("path", TYPES)
def test_a_file_has_the_type_that_its_name_tells(path: str) -> None:
    assert content_type_of(path) == TYPES[path]


class Built(NamedTuple):
    """A built site below /blog/, with what a release brings for servers."""

    output: Path
    policy: Policy
    needs: list[PageNeeds]
    paths: frozenset[str]


@pytest.fixture(scope="module")
def built(repository: Path) -> Iterator[Built]:
    """The demo blog in a folder that servers can read which give up the rights of root."""
    with tempfile.TemporaryDirectory() as folder:
        site, output = Path(folder) / "site", Path(folder) / "output"
        for name in ("content", "themes"):
            shutil.copytree(repository / name, site / name)
        settings = (repository / "site.yaml").read_text("utf-8")
        settings = re.sub(r"(?m)^url:.*", "url: https://blog.example/blog/", settings)
        (site / "site.yaml").write_text(settings, "utf-8")
        assert build_site(BuildRequest(site, output, NOW)).outputs
        files = files_in(output)
        needs = [scan_file(path, content) for path, content in files.items()]
        yield Built(output, policy_of(needs), needs, frozenset(files))


def released(built: Built, kind: str) -> dict[str, bytes]:
    return dict(
        release_headers(
            kind,
            built.needs,
            paths=built.paths,
            base_path="/blog",
            htaccess=(built.output / ".htaccess").read_bytes(),
        ).files
    )


def nginx_with_policy(program: str, root: Path) -> AbstractContextManager[int]:
    names = ["redirects.nginx.conf", "headers.nginx.conf", "policy.nginx.conf"]
    return nginx(program, root, "/blog", names)


SERVERS = {"nginx": nginx_with_policy, "apache2": apache2}


@pytest.fixture(scope="module", params=SERVERS)
def port(
    request: pytest.FixtureRequest, built: Built, require_program: Callable[..., str]
) -> Iterator[int]:
    """The port of a real server that has the demo blog and the files of a release to a folder."""
    program = require_program(request.param)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(built.output, root / "www" / "blog")
        (root / "www" / "index.html").write_text("<title>another site</title>")
        (root / "www" / "blog" / "form.php").write_text("<script>form()</script>")
        for path, content in released(built, "folder").items():
            (root / "www" / "blog" / path).write_bytes(content)
        for each in (root, *root.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        with SERVERS[request.param](program, root) as port:
            yield port


def is_safe(answer: Answer) -> bool:
    return (
        answer.get("x-content-type-options") == "nosniff"
        and answer.get("referrer-policy") == "strict-origin-when-cross-origin"
    )


ANSWERED = {
    "/blog/": (200, AGAIN),
    "/blog/2024/02/04/the-bridge-painters/": (200, AGAIN),
    "/blog/404.html": (200, AGAIN),
    "/blog/assets/icon.40454d5c.svg": (200, FOR_EVER),
    "/blog/feed.xml": (200, QUARTER),
    "/blog/feed.json": (200, QUARTER),
    "/blog/robots.txt": (200, QUARTER),
    "/blog/2024/02/04/the-bridge-painters/bridge.jpg": (200, DAY),
}


def test_a_server_says_of_each_file_how_long_it_may_be_kept(port: int) -> None:
    answers = {address: ask(port, address) for address in ANSWERED}
    assert {
        address: (answer.status, answer["cache-control"]) for address, answer in answers.items()
    } == ANSWERED
    assert all(map(is_safe, answers.values()))


def test_a_server_sends_the_policy_with_what_is_shown_as_a_page(port: int, built: Built) -> None:
    with_policy = {
        address
        for address in (*ANSWERED, "/blog/nowhere/", "/blog/form.php")
        if ask(port, address).get("content-security-policy") == built.policy.text
    }
    assert with_policy == {
        "/blog/",
        "/blog/2024/02/04/the-bridge-painters/",
        "/blog/404.html",
        "/blog/assets/icon.40454d5c.svg",
        "/blog/nowhere/",
    }


def test_what_is_missing_is_not_kept(port: int) -> None:
    for address in ("/blog/nowhere/", "/blog/assets/icon.0a1b2c3d.svg", "/blog/media/none.jpg"):
        answer = ask(port, address)
        assert answer.status == 404
        assert is_safe(answer)
        assert answer.get("cache-control", AGAIN) == AGAIN


def test_a_redirect_has_the_headers_too(port: int) -> None:
    answer = ask(port, "/blog/contact/")
    assert answer.status == 301
    assert answer["location"].endswith("/blog/write-to-us/")
    assert is_safe(answer)
    assert answer.get("cache-control", AGAIN) == AGAIN


def test_a_file_that_has_not_changed_keeps_its_headers(port: int) -> None:
    first = ask(port, "/blog/feed.xml")
    answer = ask(port, "/blog/feed.xml", **{"If-Modified-Since": first["last-modified"]})
    assert (answer.status, answer["cache-control"]) == (304, QUARTER)


def test_the_site_beside_it_has_no_header_of_ours(port: int) -> None:
    answer = ask(port, "/")
    assert answer.status == 200
    assert {"cache-control", "content-security-policy", "referrer-policy"}.isdisjoint(answer)


def test_nobody_reads_how_a_server_is_configured(port: int) -> None:
    if "nginx" in ask(port, "/")["server"]:
        for name in ("headers.nginx.conf", "policy.nginx.conf"):
            assert ask(port, f"/blog/{name}").status == 404


def test_apache_gives_files_their_types(port: int) -> None:
    if "Apache" in ask(port, "/")["server"]:
        for address in ("/blog/feed.xml", "/blog/atom.xml", "/blog/feed.json", "/blog/robots.txt"):
            assert ask(port, address)["content-type"] == content_type_of(address)
        # What an old page says of its signs must count.
        assert ask(port, "/blog/")["content-type"] == "text/html"


@pytest.mark.parametrize("base_path", ["", "/blog", "/el niño"])
def test_nginx_reads_the_headers_at_any_path_and_twice_over(
    base_path: str, require_program: Callable[..., str]
) -> None:
    program = require_program("nginx")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for at in dict.fromkeys((base_path, "/other")):
            (root / f"www{at}").mkdir(parents=True, exist_ok=True)
            (root / f"www{at}/feed.xml").write_text("<rss/>")
            (root / f"www{at}/headers.nginx.conf").write_bytes(write_nginx_headers(POLICY, at))
        for each in (root, *root.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        rise = base_path.count("/") * "../"
        includes = ["headers.nginx.conf", f"{rise}other/headers.nginx.conf"]
        with nginx(program, root, base_path, includes) as port:
            address = base_path.replace(" ", "%20").replace("ñ", "%C3%B1")
            answer = ask(port, f"{address}/feed.xml")
            missing = ask(port, f"{address}/assets/icon.0a1b2c3d.svg")
            other = ask(port, "/other/feed.xml")
    assert answer["cache-control"] == QUARTER
    assert is_safe(answer)
    # Without a page for lost readers as well, what is missing must not be kept for a year.
    assert missing.status == 404
    assert "cache-control" not in missing
    if base_path:
        assert other["cache-control"] == QUARTER
        assert is_safe(other)


def test_nginx_by_itself_keeps_no_policy_that_the_next_post_might_break() -> None:
    text = write_nginx_headers(policy_of([scan_page(b"<style>a{}</style>")])).decode()
    assert "\"base-uri 'self'; frame-ancestors 'self'\"" in text
    assert "style-src" not in text


def values_for(headers: str, address: str, name: str) -> list[str]:
    """Return what a host that joins all rules would send."""
    values: list[str] = []
    fits = False
    for line in headers.splitlines():
        if not line.startswith(" "):
            start, star, end = line.partition("*")
            assert not end, "Netlify knows a star at the end only"
            fits = address.startswith(start) if star else address == line
        elif fits and line.strip().startswith(f"{name}: "):
            values.append(line.strip().removeprefix(f"{name}: "))
    return values


PATHS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["a", "b", "media", "assets", "ä ö"]), max_size=3),
        st.sampled_from(
            ["index.html", "feed.xml", "x.jpg", "y.mp3", "i.0a1b2c3d.svg", "i.svg", "z*.jpg"]
        ),
    ).map(lambda parts: "/".join([*parts[0], parts[1]])),
    unique=True,
)


@given(PATHS, st.sampled_from(["", "/blog"]))
def test_no_two_rules_name_one_header_for_one_file(paths: list[str], base_path: str) -> None:
    headers = write_netlify_headers(POLICY, paths, base_path).decode()
    for path in paths:
        address = f"{base_path}/{path}"
        assert values_for(headers, address, "Content-Security-Policy") == [POLICY.text]
        kept = values_for(headers, address, "Cache-Control")
        assert kept in ([], [cache_control_of(path)])
        if path.isascii() and "*" not in path and cache_class_of(path) is not CacheClass.PAGE:
            assert kept
        if cache_class_of(path) is CacheClass.PAGE:
            assert kept == []


def test_headers_stay_within_what_cloudflare_reads() -> None:
    paths = [
        *(f"assets/{number}.{number:08x}.svg" for number in range(300)),
        *(f"tag/{number}/feed.xml" for number in range(300)),
        *(f"tag/{number}/index.html" for number in range(300)),
    ]
    needs = [scan_page(f"<style>p{{order:{number}}}</style>".encode()) for number in range(28)]
    policy = policy_of(needs)
    assert "unsafe-inline" not in policy.text
    lines = write_netlify_headers(policy, paths).decode().splitlines()
    assert max(map(len, lines)) < 2000
    rules = [line for line in lines if not line.startswith(" ")]
    assert 90 < len(rules) <= 100
    assert rules[:2] == ["/*", "/assets/*"]
    assert fnmatch.filter(rules, "/tag/*/feed.xml")


def test_a_host_with_files_of_no_mark_below_assets_keeps_them_only_one_by_one() -> None:
    marked = [f"assets/{number}.{number:08x}.svg" for number in range(80)]
    text = write_netlify_headers(POLICY, [*marked, "assets/own.png"]).decode()
    assert "/assets/*" not in text
    assert "/assets/own.png\n  Cache-Control: public, max-age=86400" in text


@pytest.mark.parametrize(
    ("kind", "files"),
    {
        "netlify": {"_headers"},
        "command": {"_headers"},
        "rclone": {"_headers"},
        "git": {"_headers"},
        "folder": {".htaccess", "headers.nginx.conf", "policy.nginx.conf"},
        "rsync": {".htaccess", "headers.nginx.conf", "policy.nginx.conf"},
        "sftp": {".htaccess", "headers.nginx.conf", "policy.nginx.conf"},
        "ftp": {".htaccess", "headers.nginx.conf", "policy.nginx.conf"},
        "s3": set[str](),
    }.items(),
)
def test_a_release_has_the_files_that_its_target_reads(kind: str, files: set[str]) -> None:
    release = release_headers(kind, [], paths=ORDINARY, htaccess=b"RewriteEngine On").files
    assert set(release) == files
    if ".htaccess" in files:
        assert release[".htaccess"].startswith(b"RewriteEngine On\n<IfModule mod_mime.c>\n")


def test_a_site_that_speaks_to_no_apache_and_no_netlify_gets_no_file_for_them() -> None:
    assert release_headers("git", [], paths=["index.html"]).files == {}
    assert ".htaccess" not in release_headers("rsync", [], paths=ORDINARY).files


@pytest.mark.parametrize("kind", ["netlify", "folder", "git"])
def test_the_files_of_an_author_are_left_alone(kind: str) -> None:
    own = ["_redirects", "_headers", "headers.nginx.conf", "policy.nginx.conf"]
    assert release_headers(kind, [], paths=own).files == {}


def test_what_a_policy_had_to_allow_is_told_where_there_is_one() -> None:
    pages = [scan_page(b'<script src="https://widget.example/x.js"></script>')]
    (note,) = release_headers("netlify", pages, paths=ORDINARY).notes
    assert note.startswith("Content-Security-Policy: a script of widget.example may")
    own = [*ORDINARY, "_headers"]
    assert release_headers("netlify", pages, paths=own).notes == ()
    assert release_headers("s3", pages, paths=ORDINARY).notes == ()


def test_a_header_that_an_author_sets_is_left_to_the_author() -> None:
    own = b'Header set referrer-policy "no-referrer"\nHeader set Cache-Control "no-store"\n'
    block = write_apache_headers(POLICY, htaccess=own).decode()
    assert "Referrer-Policy" not in block
    assert "Cache-Control" not in block
    assert "Content-Security-Policy" in block
