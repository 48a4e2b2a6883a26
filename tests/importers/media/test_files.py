"""Which file an old address means, and where it goes."""

import random
import string
import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.media.files import WantedFile, original_places, wanted
from ssg.importers.media.hosts import MediaSite
from ssg.importers.media.paths import assign_paths, folded
from ssg.model.export import Host
from ssg.text.file_names import name_problem

HOSTS = frozenset({"old.example", "www.old.example", "me.wordpress.com", "localhost:8080"})
SITE = MediaSite(HOSTS, Host.WORDPRESS)
IN_FOLDER = MediaSite(HOSTS, Host.WORDPRESS, "/blog/")
BLOGSPOT = MediaSite(frozenset({"me.blogspot.com"}), Host.BLOGGER)
UPLOADS = "https://old.example/wp-content/uploads"
STATIC = "content/static/wp-content/uploads"


def want(address: str, site: MediaSite = SITE) -> WantedFile:
    found = wanted(address, site)
    assert found is not None
    assert len(found.candidates) == len(found.paths) == len(set(found.candidates))
    return found


def names(file: WantedFile) -> list[str]:
    """Return the candidates by their names, each once."""
    return list(dict.fromkeys(each.rpartition("/")[2] for each in file.candidates))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (f"{UPLOADS}/2010/05/x.jpg", f"{STATIC}/2010/05/x.jpg"),
        ("http://WWW.Old.example/wp-content/uploads/x.PDF", f"{STATIC}/x.PDF"),
        ("http://old.example:80/wp-content/uploads/x.mp3", f"{STATIC}/x.mp3"),
        ("http://localhost:8080/wp-content/uploads/x.mp3", f"{STATIC}/x.mp3"),
        ("//old.example/wp-content/uploads/x.mp3", f"{STATIC}/x.mp3"),
        ("/wp-content/uploads/x.mp3", f"{STATIC}/x.mp3"),
        (f"{UPLOADS}/sites/3/2010/05/x.jpg", f"{STATIC}/sites/3/2010/05/x.jpg"),
        ("https://old.example/files/2010/05/x.jpg", "content/static/files/2010/05/x.jpg"),
        ("http://me.files.wordpress.com/2010/05/x.jpg?w=300", f"{STATIC}/2010/05/x.jpg"),
        ("http://me.wordpress.com/wp-content/uploads/2010/05/x.jpg", f"{STATIC}/2010/05/x.jpg"),
        ("https://i0.wp.com/old.example/wp-content/uploads/x.jpg?ssl=1", f"{STATIC}/x.jpg"),
        ("https://i2.wp.com/me.files.wordpress.com/2010/05/x.jpg", f"{STATIC}/2010/05/x.jpg"),
        ("https://old.example/images/logo.png", "content/static/images/logo.png"),
        (f"{UPLOADS}/caf%C3%A9.jpg", f"{STATIC}/café.jpg"),
        (f"{UPLOADS}/caf%E9.jpg", f"{STATIC}/café.jpg"),
        (f"{UPLOADS}/cafe%CC%81.jpg", f"{STATIC}/café.jpg"),
        (f"{UPLOADS}/my photo (1).jpg", f"{STATIC}/my photo (1).jpg"),
        (f"{UPLOADS}/a%3Ab.jpg", f"{STATIC}/a-b.jpg"),
        (f"{UPLOADS}/../../../../x.jpg", "content/static/x.jpg"),
        (f"{UPLOADS}/..%2F..%2Fx.jpg", f"{STATIC}/_\u2215..\u2215x.jpg"),
        (f"{UPLOADS}/con.jpg", f"{STATIC}/_con.jpg"),
        (f"{UPLOADS}/.hidden/x.jpg", f"{STATIC}/_hidden/x.jpg"),
    ],
)
def test_a_file_of_the_site_keeps_its_path(address: str, path: str) -> None:
    found = want(address)
    assert found.path == path
    assert found.is_of_site


def test_the_path_begins_below_the_root_of_the_site() -> None:
    address = "https://old.example/blog/wp-content/uploads/2010/05/x.jpg"
    assert want(address, IN_FOLDER).path == f"{STATIC}/2010/05/x.jpg"
    twin = "http://me.files.wordpress.com/2010/05/x.jpg"
    assert set(want(twin, IN_FOLDER).paths) == {f"{STATIC}/2010/05/x.jpg"}
    outside = want("https://old.example/logo.png", IN_FOLDER)
    assert outside.is_of_site
    assert outside.path.startswith("content/media/old.example/logo-")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x.jpg", ["x.jpg"]),
        ("x-300x200.jpg", ["x.jpg", "x-scaled.jpg", "x-300x200.jpg"]),
        ("x-scaled.jpg", ["x.jpg", "x-scaled.jpg"]),
        ("x-scaled-300x200.jpg", ["x.jpg", "x-scaled.jpg", "x-scaled-300x200.jpg"]),
        ("x-e1300000000123.jpg", ["x-e1300000000123.jpg", "x.jpg"]),
        (
            "x-e1300000000123-300x200.jpg",
            ["x-e1300000000123.jpg", "x-e1300000000123-300x200.jpg", "x.jpg"],
        ),
        ("x-rotated.jpg", ["x-rotated.jpg", "x.jpg"]),
        ("x.jpg?w=300&h=200", ["x.jpg", "x.jpg?w=300&h=200"]),
        ("x-300x200.pdf", ["x-300x200.pdf"]),
    ],
)
def test_the_original_is_tried_before_its_sizes(name: str, expected: list[str]) -> None:
    assert names(want(f"{UPLOADS}/{name}")) == expected


def test_what_the_export_calls_an_upload_is_no_size_of_another() -> None:
    icon = f"{UPLOADS}/icon-100x100.png"
    site = MediaSite(HOSTS, Host.WORDPRESS, "/", original_places([icon], SITE))
    assert want(icon, site).path == f"{STATIC}/icon-100x100.png"
    assert want(icon).path == f"{STATIC}/icon.png"


@pytest.mark.parametrize(
    ("address", "candidates"),
    [
        (
            "http://me.files.wordpress.com/2010/05/x.jpg?w=300",
            [
                "http://me.files.wordpress.com/2010/05/x.jpg",
                "http://me.wordpress.com/wp-content/uploads/2010/05/x.jpg",
                "http://me.files.wordpress.com/2010/05/x.jpg?w=300",
            ],
        ),
        (
            "https://i0.wp.com/old.example/a/x.jpg?resize=3%2C4&ssl=1",
            [
                "https://old.example/a/x.jpg",
                "https://i0.wp.com/old.example/a/x.jpg",
                "https://i0.wp.com/old.example/a/x.jpg?resize=3%2C4&ssl=1",
            ],
        ),
        ("//old.example/x.mp3", ["https://old.example/x.mp3", "http://old.example/x.mp3"]),
        (
            "https://old.example/caf\u00e9.jpg",
            ["https://old.example/caf%C3%A9.jpg", "https://old.example/cafe%CC%81.jpg"],
        ),
    ],
)
def test_other_names_of_the_same_file_are_tried(address: str, candidates: list[str]) -> None:
    assert list(want(address).candidates) == candidates


@pytest.mark.parametrize(
    ("address", "candidates"),
    [
        ("/s320/x.jpg", ["/s0/x.jpg", "/s320/x.jpg"]),
        ("/s1600-h/x.jpg", ["/s0/x.jpg", "/s1600/x.jpg", "/s1600-h/x.jpg"]),
        ("/s72-c/x.jpg", ["/s0/x.jpg", "/s72-c/x.jpg"]),
        ("/w640-h480/x.jpg", ["/s0/x.jpg", "/w640-h480/x.jpg"]),
        ("/s0/x.jpg", ["/s0/x.jpg"]),
        ("/abc=s1600", ["/abc=s0", "/abc=s1600"]),
        ("/abc=w640-h480-c", ["/abc=s0", "/abc=w640-h480-c"]),
    ],
)
def test_blogger_is_asked_for_the_original(address: str, candidates: list[str]) -> None:
    root = "https://blogger.googleusercontent.com/img/b/R29/AVv"
    found = want(f"{root}{address}", BLOGSPOT)
    assert list(found.candidates) == [f"{root}{each}" for each in candidates]
    assert len(set(found.paths)) == 1
    assert found.is_of_site


def test_sizes_and_servers_of_one_blogger_picture_make_one_file() -> None:
    sizes = ("1.bp.blogspot.com/-a/s320/IMG+1.jpg", "4.bp.blogspot.com/-a/s1600-h/IMG+1.jpg")
    paths = {want(f"https://{each}", BLOGSPOT).path for each in sizes}
    assert len(paths) == 1
    assert "/blogger/IMG-1-" in paths.pop()
    assert not want(f"https://{sizes[0]}", SITE).is_of_site


@pytest.mark.parametrize(
    "address",
    [
        "https://old.example/2010/05/a-post/",
        "https://old.example/2010/05/x.jpg/",
        "https://old.example/feed.xml",
        "https://old.example/wp-content/uploads/x.php",
        "https://old.example/wp-login.php?x=a.jpg",
        "https://en.wikipedia.example/wiki/File:X.jpg",
        "https://x.example/report.pdf",
        "https://user:word@old.example/x.jpg",
        "ftp://old.example/x.jpg",
        "mailto:me@old.example",
        "https://[/x.jpg",
        "https://old.example:999999/x.jpg",
        "x.jpg",
        "",
    ],
)
def test_pages_and_nonsense_are_no_files(address: str) -> None:
    assert wanted(address, SITE) is None


def test_files_of_other_hosts_never_share_a_name() -> None:
    addresses = [
        "https://a.example/1/x.jpg",
        "https://a.example/2/x.jpg",
        "https://b.example/x.jpg",
    ]
    found = [want(address) for address in addresses]
    assert not any(file.is_of_site for file in found)
    assert len({file.path for file in found}) == len(found)
    sizes = {want(f"https://a.example/x.jpg?id=1&w={width}").path for width in (1, 2)}
    assert len(sizes) == 1


PATHS = st.text(string.ascii_letters[:3] + "é\u0301ß%C3A9.- :*?/\\\x00\ud800中", max_size=40)


@given(st.text(max_size=60) | PATHS.map(lambda path: f"{UPLOADS}/{path}.jpg"))
def test_any_address_gives_names_for_every_system(address: str) -> None:
    for site in (SITE, IN_FOLDER, BLOGSPOT):
        found = wanted(address, site)
        if found is None:
            continue
        for path, candidate in zip(found.paths, found.candidates, strict=True):
            assert not name_problem(path)
            assert path.startswith(("content/static/", "content/media/"))
            assert candidate.isascii()
            assert urlsplit(candidate).scheme in {"http", "https"}


@given(st.lists(PATHS, max_size=8), st.randoms())
def test_paths_stay_apart_whatever_the_order(parts: list[str], order: random.Random) -> None:
    addresses = [f"{UPLOADS}/{part}.jpg" for part in parts]
    files = [file for address in addresses if (file := wanted(address, SITE))]
    settled = {file.address: file.paths for file in assign_paths(files, SITE)}
    order.shuffle(files)
    assert settled == {file.address: file.paths for file in assign_paths(files, SITE)}
    for file in files:
        assert not any(map(name_problem, settled[file.address]))
    same: dict[str, set[str]] = {}
    for file in files:
        for path in settled[file.address]:
            same.setdefault(folded(path), set()).add(path)
    assert all(len(spellings) == 1 for spellings in same.values())


def test_files_that_differ_in_capitals_only_get_two_names() -> None:
    files = [want(f"{UPLOADS}/{name}") for name in ("Sea.jpg", "sea.jpg", "SEA.JPG")]
    paths = [file.path for file in assign_paths(files, SITE)]
    assert len(set(map(folded, paths))) == 3
    assert sum(path in {file.path for file in files} for path in paths) == 1


def test_a_size_that_nobody_names_takes_no_name_away() -> None:
    files = [want(f"{UPLOADS}/Sea-30x20.jpg"), want(f"{UPLOADS}/sea-scaled.jpg")]
    _, scaled = assign_paths(files, SITE)
    assert scaled.paths[scaled.candidates.index(files[1].address)] == f"{STATIC}/sea-scaled.jpg"


def test_a_file_gives_way_to_a_folder_of_its_name() -> None:
    files = [want(f"{UPLOADS}/a.jpg"), want(f"{UPLOADS}/A.jpg/x.jpg")]
    paths = {file.path for file in assign_paths(files, SITE)}
    assert f"{STATIC}/A.jpg/x.jpg" in paths
    assert f"{STATIC}/a.jpg" not in paths


def test_two_spellings_of_an_accent_are_one_file() -> None:
    spellings = [unicodedata.normalize(form, "é") for form in ("NFC", "NFD")]
    files = [want(f"{UPLOADS}/{letter}.jpg") for letter in spellings]
    assert {file.path for file in assign_paths(files, SITE)} == {f"{STATIC}/é.jpg"}
