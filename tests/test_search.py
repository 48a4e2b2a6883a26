"""The index of the search in builds: what is in it, when it is made, and where it lies."""

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from ssg.commands.building.build import BuildResult
from ssg.disk.cache.store import FOLDER
from tests.blog import NOW, SITE, build, post, tree, write, write_blog

BUNDLES = f"{FOLDER}/search"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = write_blog(tmp_path / "site")
    write(blog, {"site.yaml": SITE.replace("search: false", "search: true")})
    return blog


def index_of(site: Path) -> dict[str, bytes]:
    files = tree(site / "output").items()
    return {name: content for name, content in files if name.startswith("pagefind/")}


def found_in(site: Path) -> dict[str, str]:
    """Return the text of each entry in the index, by its address."""
    packed = (content for name, content in index_of(site).items() if "/fragment/" in name)
    kept = [json.loads(gzip.decompress(content)[12:]) for content in packed]
    return {each["url"]: each["content"] for each in kept}


def break_pagefind(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))


def warnings_of(result: BuildResult) -> list[str]:
    return [problem.message for problem in result.diagnostics if problem.rule == "no-search"]


def test_each_listed_entry_is_in_the_index(site: Path) -> None:
    write(
        site,
        {
            "content/posts/four.md": post("Four", "2019-01-01", "Draft.").replace(
                "---\n", "---\ndraft: true\n", 1
            ),
            "content/posts/five.md": post("Five", "2035-01-01", "Scheduled."),
            "content/posts/six.md": post("Six", "2019-01-01", "Unlisted.").replace(
                "---\n", "---\nunlisted: true\n", 1
            ),
        },
    )
    assert not build(site).has_failed
    assert found_in(site) == {
        "/about/": "Who we are.",
        "/2016/10/29/one/": "The harbour wakes. See Two.",
        "/2017/03/01/two/": "The crane and the tide. o.",
        "/2018/01/05/three/": "A quiet essay on lamps.",
    }
    # Neither ready-made forms nor a second thread, nor a program for other languages.
    scripts = sorted(name for name in index_of(site) if name.count("/") == 1)
    assert [name for name in scripts if ".pf_" not in name] == [
        "pagefind/pagefind-entry.json",
        "pagefind/pagefind.js",
        "pagefind/wasm.en.pagefind",
    ]


def test_what_a_card_says_is_found_and_its_address_is_not(site: Path) -> None:
    film, other = "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://vimeo.com/76979871"
    toot = "https://social.example/@ana/112233"
    body = f"Hi there.\n\n{film}\n\n{other}\n\n{toot}\n"
    write(site, {"content/posts/three.md": post("Three", "2018-01-05", body)})
    build(site)
    assert found_in(site)["/2018/01/05/three/"].startswith("Hi there.")
    assert "youtube" not in found_in(site)["/2018/01/05/three/"]
    write(
        site,
        {
            "content/cards/youtube-aqz-KE-bpKQ.yaml": f"address: {film}\ntitle: The lock gates\n",
            "content/cards/mastodon-social.example-112233.yaml": f"address: {toot}\n"
            "author: Ana Ruiz\ntext: <p>The <b>crane</b> is up.</p><p>Low tide.</p>\n",
        },
    )
    assert not build(site).diagnostics
    found = found_in(site)["/2018/01/05/three/"]
    assert found == "Hi there. The lock gates. The crane is up. Low tide. Ana Ruiz."


def test_what_changes_no_text_runs_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site)
    before = index_of(site)
    break_pagefind(monkeypatch, tmp_path / "nothing")
    assert build(site).written == 0
    write(site, {"themes/plain/templates/page.html": "Another look."})
    write(site, {"content/comments/two.yaml": "comments: []\n"})
    result = build(site)
    assert result.written > 0
    assert warnings_of(result) == []
    assert index_of(site) == before
    # Also where the output is gone: the bundle is kept beside it.
    assert build(site, output=site / "elsewhere").written > 0


def test_a_changed_text_replaces_its_files_and_no_others(site: Path) -> None:
    write(site, {"content/posts/a.md": post("A", "2001-01-01", "Zinc. " * 300)})
    build(site)
    before = index_of(site)
    write(site, {"content/posts/three.md": post("Three", "2018-01-05", "Now of Gaslight.")})
    result = build(site)
    after = index_of(site)
    assert found_in(site)["/2018/01/05/three/"] == "Now of Gaslight."
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    assert sum("/fragment/" in name for name in gone) == 1
    assert sum("/fragment/" in name for name in new) == 1
    assert len(gone) == len(new) == result.deleted
    again = site.parent / "again"
    build(write_again(site, again))
    assert index_of(again) == after


def write_again(site: Path, target: Path) -> Path:
    """Return a copy of a site that remembers nothing."""
    write(target, {name: text.decode() for name, text in tree(site).items() if "/" in name
                   and name.startswith(("content/", "themes/"))})  # fmt: skip
    write(target, {"site.yaml": (site / "site.yaml").read_text("utf-8")})
    return target


def test_a_bundle_that_is_lost_or_damaged_is_made_again(site: Path) -> None:
    build(site)
    before = index_of(site)
    (fragment, *_), *_ = [sorted((site / BUNDLES).glob("*/fragment/*"))]
    fragment.write_bytes(b"damaged")
    for file in (site / "output/pagefind").rglob("*.pf_*"):
        file.unlink()
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert index_of(site) == before
    build(site, clean=True)
    assert index_of(site) == before


def test_few_bundles_are_kept(site: Path) -> None:
    for number in range(6):
        write(site, {"content/posts/three.md": post("Three", "2018-01-05", f"Word{number}.")})
        build(site)
    assert len(list((site / BUNDLES).iterdir())) == 3


def test_a_post_that_comes_out_is_found(site: Path) -> None:
    write(site, {"content/posts/five.md": post("Five", "2035-01-01", "At last.")})
    build(site)
    assert "At last." not in found_in(site).values()
    build(site, now=dt.datetime(2036, 1, 1, tzinfo=dt.UTC))
    assert "At last." in found_in(site).values()


@pytest.mark.parametrize("program", ["missing", "broken", "silent"])
def test_without_pagefind_there_is_a_site_and_a_warning(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    file = tmp_path / program
    if program != "missing":
        file.write_text("not a program" if program == "broken" else "#!/bin/sh\nexit 3\n")
        file.chmod(0o755)
    break_pagefind(monkeypatch, file)
    result = build(site)
    (warning,) = warnings_of(result)
    assert warning.startswith("readers cannot search this site: Pagefind, which makes the index")
    assert not result.has_failed
    assert index_of(site) == {}
    assert (site / "output/search/index.html").is_file()
    assert warnings_of(build(site)) == [warning]
    monkeypatch.undo()
    assert warnings_of(build(site)) == []
    assert len(found_in(site)) == 4


@pytest.mark.parametrize("options", [{}, {"clean": True}])
@pytest.mark.parametrize("check", ["", "check: {off: [no-search]}\n"])
def test_readers_keep_the_last_index_until_there_is_a_new_one(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, bool],
    check: str,
) -> None:
    write(site, {"site.yaml": (site / "site.yaml").read_text("utf-8") + check})
    build(site)
    before = index_of(site)
    write(site, {"content/posts/three.md": post("Three", "2018-01-05", "Now of Gaslight.")})
    break_pagefind(monkeypatch, tmp_path / "missing")
    told = warnings_of(build(site, **options))
    assert [warning[:38] for warning in told] == ["readers search the texts as they were:"][
        bool(check) :
    ]
    assert index_of(site) == before
    assert warnings_of(build(site)) == told
    assert build(site).written == 0
    assert index_of(site) == before
    monkeypatch.undo()
    result = build(site)
    assert warnings_of(result) == []
    assert found_in(site)["/2018/01/05/three/"] == "Now of Gaslight."
    assert build(site).diagnostics == result.diagnostics


@pytest.mark.parametrize("change", ["gone", "draft", "unlisted"])
def test_an_index_with_what_readers_must_not_find_does_not_stay(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    build(site, drafts=True)
    lamps = site / "content/posts/three.md"
    if change == "gone":
        lamps.unlink()
    else:
        lamps.write_text(lamps.read_text("utf-8").replace("---\n", f"---\n{change}: true\n", 1))
    if change == "draft":
        build(site, drafts=True)
        assert "/2018/01/05/three/" in found_in(site)
    write(site, {"content/posts/two.md": post("Two", "2017-03-01", "Other words.")})
    break_pagefind(monkeypatch, tmp_path / "missing")
    (warning,) = warnings_of(build(site))
    assert warning.startswith("readers cannot search this site")
    assert index_of(site) == {}


def test_the_warning_can_be_switched_off(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_pagefind(monkeypatch, tmp_path / "missing")
    settings = (site / "site.yaml").read_text("utf-8")
    write(site, {"site.yaml": f"{settings}check: {{off: [no-search]}}\n"})
    assert build(site).diagnostics == ()


def test_files_of_the_authors_own_at_that_place_stay(site: Path) -> None:
    write(site, {"content/static/pagefind/pagefind.js": "mine"})
    (warning,) = warnings_of(build(site))
    assert "/pagefind/" in warning
    assert index_of(site) == {"pagefind/pagefind.js": b"mine"}


@pytest.mark.parametrize("change", ["search: false", "no entries"])
def test_there_is_no_index_where_nothing_is_to_be_found(site: Path, change: str) -> None:
    if change == "search: false":
        write(site, {"site.yaml": SITE})
    else:
        for file in (*site.glob("content/p*/*.md"), *site.glob("content/comments/*")):
            file.unlink()
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert index_of(site) == {}


def test_the_moment_leaves_no_trace(site: Path) -> None:
    build(site)
    before = index_of(site)
    build(site, now=NOW + dt.timedelta(days=3), clean=True)
    assert index_of(site) == before
