"""The reader of built sites itself, on pages made by hand."""

from pathlib import Path

import pytest

from tests.validators.reading import BuiltSite, broken_links, foreign_requests

URL = "https://blog.example/sub/"


def site_of(folder: Path, **pages: str) -> BuiltSite:
    for name, body in pages.items():
        file = folder / ("index.html" if name == "home" else f"{name}/index.html")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"<!doctype html><title>x</title>{body}", "utf-8")
    (folder / "a b.png").write_bytes(b"")
    return BuiltSite(folder, URL)


@pytest.mark.parametrize(
    "link",
    [
        "/sub/about/",
        "/sub/about",
        "about/#team",
        "https://blog.example/sub/about/#team",
        "#here",
        "#top",
        "?page=2",
        "a%20b.png",
        "https://elsewhere.example/",
        "mailto:a@b.example",
    ],
)
def test_a_good_link_is_no_fault(link: str, tmp_path: Path) -> None:
    home, about = f'<p id="here"><a href="{link}">x</a>', '<p id="team">'
    assert broken_links(site_of(tmp_path, home=home, about=about)) == []


@pytest.mark.parametrize(
    "link", ["/about/", "/sub/gone/", "about/#gone", "#gone", "https://blog.example/x", "c.png"]
)
def test_a_broken_link_is_named(link: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, home=f'<a href="{link}">x</a>', about='<p id="team">')
    assert [fault for fault in broken_links(site) if link in fault]


def test_a_page_that_forwards_nowhere_is_named(tmp_path: Path) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/sub/gone/">'
    assert broken_links(site_of(tmp_path, home=refresh))


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://cdn.example/x.png">',
        '<img srcset="a%20b.png 1x, //cdn.example/x.png 2x">',
        '<script src="//cdn.example/x.js"></script>',
        '<link rel="preload stylesheet" href="https://cdn.example/x.css">',
        '<iframe src="https://video.example/1"></iframe>',
        '<p style="background: url(https://cdn.example/x.png)">',
        "<style>@import 'https://cdn.example/x.css';</style>",
        '<audio src="https://cdn.example/x.mp3"></audio>',
    ],
)
def test_a_request_to_another_host_is_named(body: str, tmp_path: Path) -> None:
    assert foreign_requests(site_of(tmp_path, home=body))


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://elsewhere.example/">x</a>',
        '<img src="data:image/png;base64,AAAA">',
        '<audio preload="none" src="https://cdn.example/x.mp3"></audio>',
        '<link rel="me" href="https://social.example/@a">',
        "<style>a { background: url('data:image/svg+xml,x') }</style>",
    ],
)
def test_what_loads_nothing_is_no_request(body: str, tmp_path: Path) -> None:
    assert foreign_requests(site_of(tmp_path, home=body)) == []
