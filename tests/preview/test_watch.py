"""Hints of change: every editor's way of saving is heard, and nothing that is no part of the site.

Real files, real events. Where something must not be heard, a real file is saved after it, and only
that one has been named when its hint comes.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssg.preview.watch import watch
from tests.preview.watched import Told, make_site, watched, write

POST = "content/posts/x.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def told(site: Path) -> Iterator[Told]:
    with watched(site) as told:
        yield told


def save_as_vim(file: Path, text: str) -> None:
    swap, probe = file.with_name(f".{file.name}.swp"), file.with_name("4913")
    backup = file.with_name(f"{file.name}~")
    swap.write_text("swap")
    os.close(os.open(probe, os.O_CREAT | os.O_WRONLY | os.O_EXCL))
    probe.unlink()
    file.rename(backup)
    with file.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
        os.fchmod(opened.fileno(), 0o644)
    backup.unlink()
    swap.unlink()


def save_by_renaming(temporary: str) -> Callable[[Path, str], None]:
    def save(file: Path, text: str) -> None:
        other = file.with_name(temporary)
        with other.open("w", encoding="utf-8") as opened:
            opened.write(text[:3])
            opened.flush()
            opened.write(text[3:])
            os.fchmod(opened.fileno(), 0o644)
        other.replace(file)

    return save


def save_in_place(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as opened:
        time.sleep(0.03)  # The pause of an editor between emptying and writing, not a wait.
        opened.write(text[:3])
        opened.flush()
        time.sleep(0.03)
        opened.write(text[3:])


def save_as_emacs(file: Path, text: str) -> None:
    lock, backup = file.with_name(f".#{file.name}"), file.with_name(f"{file.name}~")
    copy = file.with_name(f"#{file.name}#")
    lock.symlink_to("jane@desk.example.4711:1")
    copy.write_text("unsaved")
    backup.unlink(missing_ok=True)
    file.rename(backup)
    file.write_text(text, encoding="utf-8")
    lock.unlink()
    copy.unlink()


def save_by_deleting(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, encoding="utf-8")


def save_as_jetbrains(file: Path, text: str) -> None:
    old, new = (file.with_name(f"{file.name}___jb_{end}___") for end in ("old", "tmp"))
    new.write_text(text, encoding="utf-8")
    file.rename(old)
    new.rename(file)
    old.unlink()


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(save_as_vim, id="vim"),
        pytest.param(save_by_renaming(".goutputstream-AB12CD"), id="gedit"),
        pytest.param(save_by_renaming("sedQ8x1Zt"), id="sed -i"),
        pytest.param(save_by_renaming(".syncthing.x.md.tmp"), id="syncthing"),
        pytest.param(save_in_place, id="vs code and nano"),
        pytest.param(save_as_emacs, id="emacs"),
        pytest.param(save_by_deleting, id="delete and write"),
        pytest.param(save_as_jetbrains, id="jetbrains"),
    ],
)
def test_every_way_of_saving_names_the_file_alone_and_complete(
    site: Path, told: Told, save: Callable[[Path, str], None]
) -> None:
    for text in ("first words", "other words"):
        save(site / POST, text)
        told.wait_for(POST, text)

    assert told.settle() == {POST}
    assert told.contents[POST] == "other words"


def test_a_file_renamed_is_named_by_both_names(site: Path, told: Told) -> None:
    (site / POST).rename(site / "content/posts/y.md")

    told.wait_for("content/posts/y.md", "old")
    told.wait_for(POST, "(gone)")


def test_a_file_deleted_is_named(site: Path, told: Told) -> None:
    (site / POST).unlink()

    told.wait_for(POST, "(gone)")


def test_a_file_in_a_new_folder_is_named(site: Path, told: Told) -> None:
    write(site / "content/posts/a/b/index.md", "a bundle")

    told.wait_for("content/posts/a/b/index.md", "a bundle")


def test_folders_within_new_folders_are_all_heard(site: Path, told: Told) -> None:
    for number in range(40):
        write(site / f"content/posts/{number}/a/b/c/index.md", "a bundle")

    for number in range(40):
        told.wait_for(f"content/posts/{number}/a/b/c/index.md", "a bundle")


def test_settings_and_themes_are_part_of_the_site(site: Path, told: Told) -> None:
    write(site / "site.yaml", "title: Another")
    told.wait_for("site.yaml", "title: Another")

    write(site / "themes/own/templates/post.html", "<p>")
    told.wait_for("themes/own/templates/post.html", "<p>")


def test_letting_others_read_a_file_is_a_change(site: Path, told: Told) -> None:
    (site / POST).chmod(0o600)

    told.wait_for(POST, "old")


def test_names_are_normalised(site: Path, told: Told) -> None:
    write(site / "content/posts/cafe\N{COMBINING ACUTE ACCENT}.md", "")

    told.wait(lambda: "content/posts/caf\N{LATIN SMALL LETTER E WITH ACUTE}.md" in told.named)


@pytest.mark.parametrize(
    "name",
    [
        "output/index.html", "output/posts/new/index.html", ".ssg-cache/cache.db", "notes.txt",
        "site.yaml~", ".git/index", "content/.git/index", "content/.obsidian/workspace.json",
        "content/posts/.x.md.swp", "content/posts/.draft.md", "content/posts/x.md~",
        "content/posts/4913", "content/static/.goutputstream-ABC", "content/static/.#CNAME",
        "content/static/._CNAME", "content/posts/~$x.docx", "content/posts/.~lock.x.odt#",
        "themes/own/.git/HEAD", "content/media/photo.jpg.crdownload",
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_site_is_not_named(site: Path, told: Told, name: str) -> None:
    write(site / name, "noise")
    write(site / name, "more noise")

    assert told.settle() == set()
    assert frozenset() not in told.hints


@pytest.mark.parametrize("place", ["content/made", "public", "content/static/blog"])
def test_the_output_is_not_named_wherever_it_lies(site: Path, place: str) -> None:
    write(site / place / "index.html", "made")
    with watched(site, site / place) as told:
        write(site / place / "index.html", "made again")
        write(site / place / "deep/in/it/index.html", "made")

        assert told.settle() == set()
        assert frozenset() not in told.hints


def test_reading_is_no_change(site: Path, told: Told) -> None:
    for file in site.rglob("*.md"):
        file.read_bytes()

    assert told.settle() == set()


def test_many_files_give_few_hints_and_the_last_comes_after_the_last_file(site: Path) -> None:
    told = Told(site)
    folder, last = site / "content/posts", site / "content/posts/last.md"
    is_complete: list[bool] = []

    def hint(paths: frozenset[str]) -> None:
        is_complete.append(last.exists() and last.read_text(encoding="utf-8") == "the last")
        told.hint(paths)

    with watch(site, site / "output", hint, told.note, polls=False):
        for number in range(2_000):
            (folder / f"{number}.md").write_text("text", encoding="utf-8")
        last.write_text("the last", encoding="utf-8")
        told.wait(lambda: is_complete[-1:] == [True])
        told.settle_after_anything()

    assert frozenset() in told.hints
    assert len(told.hints) < 20


def test_unceasing_changes_do_not_starve_the_author(site: Path, told: Told) -> None:
    ends = threading.Event()

    def copy() -> None:
        with (site / "content/media.mp3").open("w") as file:
            while not ends.wait(0.005):
                file.write("sound")
                file.flush()

    copying = threading.Thread(target=copy)
    copying.start()
    try:
        write(site / POST, "new")
        told.wait_for(POST, "new")
        assert copying.is_alive()
    finally:
        ends.set()
        copying.join()


def test_what_changes_during_a_hint_is_named_by_the_next_one(site: Path) -> None:
    told = Told(site)
    begun, goes_on = threading.Event(), threading.Event()

    def hint(paths: frozenset[str]) -> None:
        told.hint(paths)
        begun.set()
        assert goes_on.wait(20)

    with watch(site, site / "output", hint, told.note, polls=False):
        write(site / POST, "first")
        assert begun.wait(20)
        write(site / POST, "second")
        write(site / "content/posts/y.md", "other")
        goes_on.set()
        told.wait_for(POST, "second")
        told.wait_for("content/posts/y.md", "other")


def test_a_failing_hint_is_told_and_made_up_for(site: Path) -> None:
    told = Told(site)
    failures = iter([ValueError("a bug")])

    def hint(paths: frozenset[str]) -> None:
        for failure in failures:
            raise failure
        told.hint(paths)

    with watch(site, site / "output", hint, told.note, polls=False):
        write(site / POST, "first")
        assert told.wait_for_note("error: ").endswith("ValueError: a bug")
        write(site / "content/posts/y.md", "other")
        told.wait_for_anything()


def test_it_ends_at_once_and_leaves_no_thread(site: Path) -> None:
    before = set(threading.enumerate())
    with watched(site):
        during = set(threading.enumerate()) - before
        assert during
        assert all(thread.daemon for thread in during)
    for thread in during:
        thread.join(20)

    assert not [thread for thread in during if thread.is_alive()]
    shutil.rmtree(site)


def test_it_does_not_wait_for_a_hint_that_takes_long(site: Path) -> None:
    begun, ends = threading.Event(), threading.Event()

    def hint(paths: frozenset[str]) -> None:
        assert paths
        begun.set()
        ends.wait(20)

    before = set(threading.enumerate())
    try:
        with watch(site, site / "output", hint, print, polls=False):
            during = set(threading.enumerate()) - before
            write(site / POST, "new")
            assert begun.wait(20)
        assert any(thread.is_alive() for thread in during)
    finally:
        ends.set()
    for thread in during:
        thread.join(20)
    assert not any(thread.is_alive() for thread in during)
