"""What a build remembers can be moved, copied and restored: nothing is parsed a second time."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ssg.disk.cache.store import FOLDER, KEPT_BUILDS, open_cache
from tests.blog import NOW, build, post, tree, write, write_blog


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = write_blog(tmp_path / "site")
    assert build(blog).diagnostics == ()
    return blog


def parsed(site: Path) -> list[tuple[bytes, int]]:
    """Return what parsing has left, each with the build that wrote it: doing it again shows."""
    with closing(sqlite3.connect(site / FOLDER / "cache.sqlite")) as database:
        return database.execute("SELECT key, build FROM light ORDER BY key").fetchall()


def copy(site: Path, target: Path, *left: str) -> Path:
    """Copy the site without `left`, so that every file is new: another time, another inode."""
    shutil.copytree(site, target, copy_function=shutil.copy, ignore=shutil.ignore_patterns(*left))
    for number, file in enumerate(sorted((target / "output").rglob("*"))):
        os.utime(file, (1_600_000_000 + number, 1_600_000_000 + number))
    return target


def written_at(site: Path) -> dict[str, int]:
    """Return when each output was written last."""
    output = site / "output"
    return {name: (output / name).stat().st_mtime_ns for name in tree(output)}


def test_a_site_that_was_moved_is_not_built_again(site: Path, tmp_path: Path) -> None:
    before = parsed(site)
    moved = tmp_path / "elsewhere" / "blög"
    moved.parent.mkdir()
    shutil.move(site, moved)
    assert build(moved).written == 0
    assert parsed(moved) == before


def test_a_copy_with_other_times_is_neither_parsed_nor_rendered_again(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copy(site, tmp_path / "copy")
    before = parsed(copied), written_at(copied)

    def refuse(*_arguments: object) -> None:
        pytest.fail("a body was loaded, so a page was rendered again")

    monkeypatch.setattr("ssg.disk.cache.store.Cache.read_heavy", refuse)
    assert build(copied, strict=True).written == 0  # Another request: the site is planned anew.
    assert build(copied, strict=True).written == 0
    assert (parsed(copied), written_at(copied)) == before


def test_the_times_of_a_copy_are_remembered(site: Path, tmp_path: Path) -> None:
    copied = copy(site, tmp_path / "copy")
    manifest = next((copied / FOLDER).glob("output-*.manifest"))
    build(copied)
    first = manifest.read_bytes()
    build(copied)
    assert manifest.read_bytes() == first
    assert first != next((site / FOLDER).glob("output-*.manifest")).read_bytes()


def test_a_file_that_was_changed_in_a_copy_is_made_anew(site: Path, tmp_path: Path) -> None:
    copied = copy(site, tmp_path / "copy")
    page = copied / "output/about/index.html"
    page.write_bytes(page.read_bytes().replace(b"Who we are", b"Who we ARE"))
    assert build(copied).written == 1
    assert tree(copied / "output") == tree(site / "output")


def test_with_the_cache_alone_nothing_is_parsed_again(site: Path, tmp_path: Path) -> None:
    clone = copy(site, tmp_path / "clone", "output")
    before = parsed(clone)
    result = build(clone)
    assert result.written == result.outputs
    assert parsed(clone) == before
    assert tree(clone / "output") == tree(site / "output")


def test_an_older_cache_spares_what_has_not_changed_since(site: Path, tmp_path: Path) -> None:
    clone = copy(site, tmp_path / "clone", "output")
    before = parsed(clone)
    write(clone, {"content/posts/two.md": post("Two", "2017-03-01", "Written anew.")})
    build(clone)
    new = set(parsed(clone)) - set(before)
    assert 1 <= len(new) <= 2  # The post, and the step that looks for related ones.


def test_a_post_that_was_hidden_for_long_is_still_remembered(site: Path) -> None:
    write(site, {"content/posts/later.md": post("Later", "2030-01-01", "At last.")})
    build(site)
    with open_cache(site) as cache:  # As if there had been so many builds since.
        cache.put_record("builds", str(KEPT_BUILDS + 7).encode())
    write(site, {"content/posts/two.md": post("Two", "2017-03-01", "Written anew.")})
    build(site)
    before = parsed(site)
    assert build(site, now=NOW.replace(year=2031)).written
    assert set(before) <= set(parsed(site))
