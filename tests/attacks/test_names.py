"""Names that some disk refuses or takes for another: refused with a line, or turned into safe ones.

Whatever a slug, a term, an author, a file is called, each output has a name that Linux, macOS and
Windows keep apart, as this file judges by itself.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PureWindowsPath

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attacks.fields import quoted
from tests.attacks.in_memory import Files, Store, make
from tests.attacks.judging import faults_of

STORE = Store()
BASE: Files = {
    "site.yaml": "title: Lamp\nurl: https://lamp.example/\nauthor: ana\nsharing_pictures: none\n",
    "content/authors/ana.yaml": "name: Ana\n",
    "content/posts/plain.md": "---\ntitle: Plain\ndate: 2016-10-29\n---\nWords.\n",
}
NAMES = (
    "CON", "con", "nul", "NUL.txt", "aux.", "COM1", "com¹", "lpt9.html", "CONIN$", "prn .x", "a.", "a ", " a",
    "a:b", "a|b", 'a"b', "a<b>", "a?b", "a*b", "a\\b", "a\tb", "a\x7fb", ".", "..", "...", ".hidden", "~",
    "About", "about", "ABOUT", "Straße", "STRASSE", "İ", "i̇", "é", "e\u0301", "É", "ﬁ", "fi", "K", "k", "ſ", "s",
    "Ω", "\u2126", "x" * 300, "é" * 150, "漢" * 120, "x" * 199, "x" * 255, "a/../b", "index", "index.html",
    "feed.xml", "page", "404", "404.html", "_redirects", ".htaccess", "robots.txt", "\u202ea", "a\u200b", "%2e%2e",
    "%00", "con%20", "a%2fb", "🏳️\u200d🌈", "\ufeffa", "a\u0000", "tag", "assets", "media", "-", "--", "0",
)  # fmt: skip
REFUSED = ("CON", "nul.txt", "COM¹", "a.", "a ", "a:b", "e\u0301", "x" * 300, "..", "a\x7fb")
_BAD = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\..*)?", re.IGNORECASE
)


def is_kept_everywhere(path: str) -> bool:
    """Tell, by rules of these systems and not by ours, whether all of them keep a name."""
    parts = path.split("/")
    return (
        unicodedata.is_normalized("NFC", path)
        and not path.startswith("/")
        and not PureWindowsPath(path).is_reserved()
        and not PureWindowsPath(path).drive
        and all(
            part not in {"", ".", ".."}
            and not _BAD.search(part)
            and part[-1] not in ". "
            and not _DEVICE.fullmatch(part)
            and len(part.encode("utf-8", "surrogatepass")) <= 255
            and len(part.encode("utf-16-le", "surrogatepass")) // 2 <= 255
            for part in parts
        )
    )


def written(place: str, name: str) -> dict[str, str | bytes]:
    """Return the files of a site in which something is called `name`."""
    flat = name.replace("/", "").replace("\0", "") or "x"
    post = "---\ntitle: {}\ndate: 2016-10-30\n{}---\nWords.\n"
    value = quoted(name)
    forms: Mapping[str, dict[str, str | bytes]] = {
        "title": {"content/posts/a.md": post.format(value, f"slug: a-{len(name)}\n")},
        "slug": {"content/posts/a.md": post.format("A", f"slug: {value}\n")},
        "permalink": {"content/posts/a.md": post.format("A", f"permalink: {quoted(f'/{name}/')}\n")},
        "file permalink": {"content/posts/a.md": post.format("A", f"permalink: {quoted(f'/{name}')}\n")},
        "alias": {"content/posts/a.md": post.format("A", f"aliases: [{quoted(f'/{name}/')}]\n")},
        "post file": {f"content/posts/{flat}.md": post.format("A", "")},
        "page file": {f"content/pages/{flat}.md": "---\ntitle: A\n---\nWords.\n"},
        "page folder": {f"content/pages/{flat}/b.md": "---\ntitle: A\n---\nWords.\n"},
        "category": {"content/posts/a.md": post.format("A", f"categories: [{value}]\n")},
        "tag": {"content/posts/a.md": post.format("A", f"tags: [{value}]\n")},
        "tag record": {
            "content/tags.yaml": f"- {{slug: {value}, name: T}}\n",
            "content/posts/a.md": post.format("A", "tags: [T]\n"),
        },
        "series": {"content/posts/a.md": post.format("A", f"series: {value}\n")},
        "author": {
            f"content/authors/{flat}.yaml": "name: B\n",
            "content/posts/a.md": post.format("A", f"author: {quoted(flat)}\n"),
        },
        "static file": {f"content/static/{flat}": b"x"},
        "static folder": {f"content/static/{flat}/x.txt": b"x"},
        "media": {f"content/media/{flat}": b"x"},
        "file of a post": {
            "content/posts/b/index.md": post.format("B", ""),
            f"content/posts/b/{flat}": b"x",
        },
        "redirect": {"content/redirects.yaml": f"- {{from: {quoted(f'/{name}/')}, to: /}}\n"},
    }  # fmt: skip
    return forms[place]


PLACES = (
    "title", "slug", "permalink", "file permalink", "alias", "post file", "page file", "page folder",
    "category", "tag", "tag record", "series", "author", "static file", "static folder", "media",
    "file of a post", "redirect",
)  # fmt: skip


def check(*named: tuple[str, str]) -> None:
    """Make a site of things with names: every output can be kept, or there is an error."""
    files: dict[str, str | bytes] = dict(BASE)
    for place, name in named:
        files |= written(place, name)
    made = make(files, STORE)
    faults = faults_of(made, files)
    assert not faults, faults
    if made.errors:
        return
    paths = list(made.outputs)
    assert [path for path in paths if not is_kept_everywhere(path)] == []
    folded = [unicodedata.normalize("NFC", path).casefold() for path in paths]
    assert sorted(folded) == sorted(set(folded))
    folders = {at.rpartition("/")[0] for at in folded} | {at.split("/")[0] + "/" for at in folded}
    assert not folders & set(folded)


def test_the_judge_of_names_knows_what_disks_refuse() -> None:
    assert is_kept_everywhere("2016/10/29/café/index.html")
    refused = ("con/a", "a./b", "a:b", "NUL.txt", "e\u0301", "x" * 256, "../a", "a//b", "lpt1.x/y")
    assert not any(map(is_kept_everywhere, refused))


@pytest.mark.parametrize("place", ["slug", "static file"])
def test_a_name_that_a_disk_refuses_is_refused_or_made_safe(place: str) -> None:
    for name in REFUSED:
        check((place, name))


names = st.sampled_from(NAMES) | st.text(min_size=1, max_size=6)
few = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink whole sites takes minutes
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), names), min_size=1, max_size=3))
@few
def test_no_two_names_anywhere_meet_on_a_disk(named: list[tuple[str, str]]) -> None:
    check(*named)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("static file", "About.html"), ("file permalink", "about.html")),
        (("static file", "x.txt"), ("static file", "X.txt")),
        (("static folder", "Straße"), ("static folder", "STRASSE")),
        (("permalink", "É"), ("redirect", "é")),
        (("static file", "one"), ("permalink", "one")),
        (("alias", "same"), ("page file", "same")),
        (("static folder", "tag"), ("static file", "Tag")),
    ],
)
def test_two_outputs_that_a_disk_takes_for_one_are_an_error(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    files = {**BASE, **written(*first), **written(*second)}
    assert {"address-collision"} <= {each.rule for each in make(files, STORE, builds=False).errors}


@pytest.mark.torture
@pytest.mark.parametrize("place", PLACES)
def test_every_bad_name_at_every_place(place: str) -> None:
    for name in NAMES:
        check((place, name))
    settings(few, max_examples=5)(given(names)(lambda name: check((place, name))))()
