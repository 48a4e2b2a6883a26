"""What is not in the plan is not there, however it is asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.blog import post, write, write_blog
from tests.preview.serving import Answer, Serving, serving

SECRET = b"only-the-author-knows"
OTHERS = {
    "beside.txt": SECRET.decode(),
    "blog2/media/a.txt": SECRET.decode(),
    "blog/.git/config": SECRET.decode(),
    "blog/.env": SECRET.decode(),
    "blog/notes.md": SECRET.decode(),
    "blog/output/index.html": SECRET.decode(),
    "blog/content/media/a.txt": "for all",
    "blog/content/media/.hidden": SECRET.decode(),
    "blog/content/static/.well-known/security.txt": "for all",
    "blog/content/posts/four.md": post("Four", "2019-01-05", f"<!-- {SECRET.decode()} -->"),
    "outside/a.txt": SECRET.decode(),
}
TARGETS = [
    "/..",
    "/../",
    "/../beside.txt",
    "/blog/../beside.txt",
    "/blog/../../beside.txt",
    "/blog/media/../../beside.txt",
    "/blog/media/../../../beside.txt",
    "/blog/media/../../blog2/media/a.txt",
    "/blog2/media/a.txt",
    "/blog/media/./a.txt/",
    "/blog/media/.",
    "/blog/media/..",
    "/%2e%2e/%2e%2e/beside.txt",
    "/blog/%2e%2e/beside.txt",
    "/blog/.%2e/beside.txt",
    "/blog/%2E%2E%2Fbeside.txt",
    "/blog/media/..%2f..%2f..%2fbeside.txt",
    "/blog/media/..%5c..%5cbeside.txt",
    "/blog/media/..\\..\\beside.txt",
    "/blog/%5c..%5cbeside.txt",
    "/blog/media%5ca.txt",
    "/blog/%252e%252e/beside.txt",
    "/blog/%25252e%25252e/beside.txt",
    "/blog/..%252fbeside.txt",
    "/blog/%c0%ae%c0%ae/beside.txt",
    "/blog/%c0%ae%c0%ae%c0%afbeside.txt",
    "/blog/%e0%80%ae%e0%80%ae/beside.txt",
    "/blog/%uff0e%uff0e/beside.txt",
    "/blog/．．/beside.txt",
    "/blog/%EF%BC%8E%EF%BC%8E/beside.txt",
    "/blog/media/a.txt%00",
    "/blog/media/a.txt%00.html",
    "/blog/%00",
    "/blog/media/a.txt%20",
    "/blog/media/a.txt.",
    "/blog/media/a.txt::$DATA",
    "/blog/media/A.TXT",
    "/blog//media/a.txt",
    "/blog/media//a.txt",
    "//blog/media/a.txt",
    "/blog;/media/a.txt",
    "/blog/media;x/a.txt",
    "/etc/passwd",
    "/blog//etc/passwd",
    "/blog/%2fetc%2fpasswd",
    "/blog/C:/Windows/win.ini",
    "/blog/C:%5cWindows%5cwin.ini",
    "/blog/file:///etc/passwd",
    "/blog/~root/",
    "/blog/.git/config",
    "/blog/.git/",
    "/.git/config",
    "/blog/.env",
    "/blog/site.yaml",
    "/site.yaml",
    "/blog/notes.md",
    "/blog/content/posts/four.md",
    "/blog/posts/four.md",
    "/blog/content/media/a.txt",
    "/blog/media/.hidden",
    "/blog/media/",
    "/blog/media",
    "/blog/assets/",
    "/blog/output/index.html",
    "/blog/.ssg-cache/cache.db",
    "/blog/.ssg-cache/preview-plan",
    "/blog/themes/plain/theme.yaml",
    "/blog/themes/plain/templates/post.html",
    "/blog/.well-known/",
    "/blog/content/",
    "/__ssg",
    "/__ssg/",
    "/__ssg/client",
    "/__ssg/client/",
    "/__ssg/client/.",
    "/__ssg/client/../server.py",
    "/__ssg/client/..%2fserver.py",
    "/__ssg/client/%2e%2e/%2e%2e/cli.py",
    "/__ssg/client/..%5cserver.py",
    "/__ssg/client//etc/passwd",
    "/__ssg/client/%2fetc%2fpasswd",
    "/__ssg/client/client.js%00",
    "/__ssg/client/client.js/",
    "/__ssg/client/../../../blog/media/a.txt",
    "/__ssg/../blog/.git/config",
    "/blog/__ssg/client/client.js",
    "/blog/%",
    "/blog/%2",
    "/blog/%zz",
    "/%",
    "/blog/%ff%fe",
    "/blog/%ed%a0%80",
    "/blog/%F4%90%80%80",
    "/blog/caf\u00e9",
    "/blog/%0d%0aSet-Cookie:%20a=b/",
    "/blog/?p=%0d%0aSet-Cookie:%20a=b",
    "/blog/about%0d%0aX:%20y",
    "/blog/about%3f",
    "/blog/about%23",
    "*",
    "?",
    "/blog/" + "a/" * 20_000,
    "/blog/" + "../" * 10_000 + "beside.txt",
    "/blog/" + "%2e" * 15_000,
    "/blog/media/a.txt?" + "a=b&" * 10_000 + "x",
    "/" + "a" * 60_000,
]
ALLOWED = {"/blog/?p=%0d%0aSet-Cookie:%20a=b", TARGETS[-2], "/blog/media/a.txt"}
HOSTILE = [
    "//evil.example",
    "/\\evil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "/%09/evil.example",
    "///evil.example",
    "/.evil.example",
    "/blog//evil.example",
    "/blog/%2f%2fevil.example",
    "/blog/..//evil.example",
    "/blog/about/..//evil.example",
    "//evil.example/%2e%2e",
]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview of a blog in and beside which lie files that are nobody's business."""
    folder = tmp_path_factory.mktemp("site")
    write_blog(folder / "blog")
    write(folder, OTHERS)
    media = folder / "blog/content/media"
    (media / "link.txt").symlink_to(folder / "beside.txt")
    (media / "linked").symlink_to(folder / "outside", target_is_directory=True)
    with serving(folder / "blog") as served:
        yield served


def is_harmless(answer: Answer) -> bool:
    is_kept_out = 400 <= answer.status < 500 or "location" in answer.headers
    return is_kept_out and SECRET not in answer.body and b"root:" not in answer.body


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: ascii(target)[:60])
def test_nothing_is_found_behind_the_plan(blog: Serving, target: str) -> None:
    answer = blog.ask(target)
    if target in ALLOWED:
        assert answer.status == 200
    else:
        assert is_harmless(answer), (answer.status, answer.body[:300])
    assert "set-cookie" not in answer.headers
    assert "x" not in answer.headers


@pytest.mark.parametrize("suffix", ["", "/", "/..", "/%2e%2e", "/about", "/?x=//evil.example"])
@pytest.mark.parametrize("target", HOSTILE)
def test_no_redirect_leads_away(blog: Serving, target: str, suffix: str) -> None:
    answer = blog.ask(target + suffix)
    location = answer.headers.get("location", "/blog/")
    assert location.startswith("/blog/")
    assert not location.startswith(("/blog//", "/blog/\\"))
    assert answer.status in {302, 400, 404}


def test_the_root_leads_into_the_site_and_nowhere_else(blog: Serving) -> None:
    for target in ("/", "/blog", "/?x=//evil.example", "/blog?x=//evil.example"):
        answer = blog.ask(target)
        assert (answer.status, answer.headers["location"][:6]) == (302, "/blog/")


PARTS = [
    b"..",
    b".",
    b"/",
    b"//",
    b"\\",
    b"%2e",
    b"%2f",
    b"%5c",
    b"%00",
    b"%",
    b"%c0%af",
    b";",
    b"?",
]
PARTS += [b"blog", b"media", b"a.txt", b"beside.txt", b".git", b"config", b"__ssg", b"client"]
bytes_of_targets = st.lists(
    st.one_of(
        st.sampled_from(PARTS),
        st.binary(min_size=1, max_size=3).filter(lambda raw: not set(raw) & set(b" \r\n\t\0")),
    ),
    max_size=14,
).map(b"".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=bytes_of_targets)
def test_no_bytes_lead_out_of_the_plan(blog: Serving, target: bytes) -> None:
    answer = blog.ask(b"/blog/media/" + target)
    assert answer.status < 500
    assert SECRET not in answer.body
    assert answer.headers.get("location", "/blog/").startswith("/blog/")


@pytest.mark.parametrize("name", ["link.txt", "linked/a.txt", "linked/", "linked"])
def test_links_out_of_the_site_are_not_there(blog: Serving, name: str) -> None:
    assert blog.ask(f"/blog/media/{name}").status == 404


def test_what_the_site_has_is_there(blog: Serving) -> None:
    assert blog.ask("/blog/media/a.txt").body == b"for all"
    assert blog.ask("/blog/.well-known/security.txt").body == b"for all"
    assert blog.ask("/__ssg/client/client.js").status == 200


def test_a_file_that_becomes_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    files = {"a.txt": "mine", "deep/b.txt": "mine", "deep/down/c.txt": "mine"}
    write(site / "content/media", files)
    write(
        tmp_path / "outside", {name: SECRET.decode() for name in ("a.txt", "b.txt", "down/c.txt")}
    )
    with serving(site) as served:
        for name in files:
            assert served.ask(f"/blog/media/{name}").body == b"mine"
        # With an error in the content the last good plan stays, and the links are in nobody's way.
        served.save("content/posts/one.md", "---\ntitle: [\n---\n")
        served.ask_until("/blog/", lambda answer: bool(answer.page_data["errors"]))
        (site / "content/media/a.txt").unlink()
        (site / "content/media/a.txt").symlink_to(tmp_path / "outside/a.txt")
        (site / "content/media/deep").rename(tmp_path / "aside")
        (site / "content/media/deep").symlink_to(tmp_path / "outside", target_is_directory=True)
        for name in files:
            assert served.ask(f"/blog/media/{name}").status == 404


def test_a_file_that_is_no_longer_there_is_not_found(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"content/media/a.txt": "mine", "content/media/b.txt": "mine"})
    with serving(site) as served:
        assert served.ask("/blog/media/a.txt").status == 200
        (site / "content/media/a.txt").unlink()
        assert served.ask("/blog/media/a.txt").status == 404
        (site / "content/media/b.txt").unlink()
        (site / "content/media/b.txt").mkdir()
        assert served.ask("/blog/media/b.txt").status == 404
        assert served.ask("/blog/media/b.txt/").status == 404
        (site / "content/media/b.txt").rmdir()
        os.mkfifo(site / "content/media/b.txt")
        assert served.ask("/blog/media/b.txt").status == 404
