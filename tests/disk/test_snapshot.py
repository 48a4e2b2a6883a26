"""Reading the site's files: what counts, what is refused, and that unchanged ones stay unread."""

import os
import shutil
from pathlib import Path

import pytest

from ssg.disk.cache.packing import pack, unpack
from ssg.disk.cache.store import Cache, open_cache
from ssg.disk.guard import ChangedWhileReadingError, OutsideError
from ssg.disk.snapshot import reader, take_snapshot
from ssg.model.digest import digest_of_bytes
from ssg.model.picture import PictureFacts
from ssg.model.source import FileRef, Snapshot

LONG_AGO = 1_000_000_000
RECORD = "files as they were last seen"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write(folder, "site.yaml", "title: A blog")
    write(folder, "content/posts/one.md", "One")
    write(folder, "themes/own/theme.yaml", "name: own")
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def snapshot(site: Path) -> tuple[Snapshot, list[tuple[str, str]]]:
    with open_cache(site) as cache:
        taken, problems = take_snapshot(site, site / "output", cache)
    return taken, [(problem.path, problem.rule) for problem in problems]


def paths(site: Path) -> list[str]:
    return list(snapshot(site)[0].files)


def test_the_site_is_its_settings_its_content_and_its_themes(site: Path) -> None:
    write(site, "notes.txt", "not ours")
    write(site, "output/index.html", "made by us")

    assert paths(site) == ["site.yaml", "content/posts/one.md", "themes/own/theme.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "content/posts/one.md~", "content/posts/.one.md.swp", "content/posts/.#one.md",
        "content/posts/#one.md#", "content/.DS_Store", "content/media/Thumbs.db", "content/4913",
        "content/posts/one.md.tmp", "content/.obsidian/workspace.json", "content/.hidden.md",
        "content/static/.git/config", "content/static/.DS_Store", "themes/own/.git/HEAD",
        "content/static/.goutputstream-1", "content/static/.nfs01", "content/x.md___jb_tmp___",
        "themes/own/node_modules/sass/sass.js",
    ],
)  # fmt: skip
def test_litter_is_no_part_of_the_site(site: Path, name: str) -> None:
    before = paths(site)

    write(site, name, "litter")

    assert paths(site) == before


@pytest.mark.parametrize("name", [".nojekyll", ".well-known/security.txt", "docs/.htaccess"])
def test_dot_files_for_the_web_server_are_part_of_the_site(site: Path, name: str) -> None:
    write(site, f"content/static/{name}", "wanted")

    assert f"content/static/{name}" in paths(site)


def test_a_changed_file_has_another_digest_and_an_unchanged_one_the_same(site: Path) -> None:
    write(site, "content/posts/two.md", "Two")
    before = snapshot(site)[0].files

    write(site, "content/posts/two.md", "Second")

    after = snapshot(site)[0].files
    assert after["content/posts/one.md"] == before["content/posts/one.md"]
    assert after["content/posts/two.md"].digest != before["content/posts/two.md"].digest


def test_an_unchanged_file_is_not_read_again(site: Path) -> None:
    snapshot(site)
    untrue = b"no file has this"
    with open_cache(site) as cache:
        code, known = unpack(cache.get_record(RECORD))
        *seen, _, found = known["content/posts/one.md"]
        known["content/posts/one.md"] = (*seen, untrue, found)
        cache.put_record(RECORD, pack((code, known)))

    # The index is believed: so nobody looked into the file.
    assert snapshot(site)[0].files["content/posts/one.md"].digest == untrue


def test_a_file_changed_in_the_moment_of_recording_is_read_again(site: Path) -> None:
    file = site / "content/posts/one.md"
    file.write_text("One", encoding="utf-8")
    before = snapshot(site)[0].files["content/posts/one.md"]
    times = file.stat()
    with file.open("r+") as same_inode:
        same_inode.write("Two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert snapshot(site)[0].files["content/posts/one.md"].digest != before.digest


def test_the_index_survives_a_move_of_the_site_and_a_loss_of_the_cache(site: Path) -> None:
    before = snapshot(site)
    moved = site.rename(site.with_name("moved"))

    assert snapshot(moved) == before
    shutil.rmtree(moved / ".ssg-cache")
    assert snapshot(moved) == before


def test_a_link_out_of_the_site_is_refused(site: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret/passwords.md", "secret")
    (site / "content/posts/leak.md").symlink_to(tmp_path / "secret/passwords.md")
    (site / "content/posts/all").symlink_to(tmp_path / "secret")

    taken, problems = snapshot(site)

    assert problems == [
        ("content/posts/all", "outside-the-site"),
        ("content/posts/leak.md", "outside-the-site"),
    ]
    assert not any("leak" in path or "passwords" in path for path in taken.files)


def test_a_link_within_the_site_is_followed(site: Path) -> None:
    write(site, "photos/cat.txt", "cat")
    (site / "content/media").symlink_to("../photos")

    assert "content/media/cat.txt" in paths(site)


def test_a_loop_of_links_ends(site: Path) -> None:
    (site / "content/posts/again").symlink_to("..")
    (site / "content/itself").symlink_to("itself")

    taken, problems = snapshot(site)

    assert ("content/posts/again", "link-loop") in problems
    assert "content/itself" in [path for path, _ in problems]
    assert "content/posts/one.md" in taken.files


def test_a_link_to_nothing_and_a_pipe_are_problems(site: Path) -> None:
    (site / "content/posts/gone.md").symlink_to("nowhere.md")
    os.mkfifo(site / "content/posts/pipe.md")

    problems = snapshot(site)[1]

    assert problems == [
        ("content/posts/gone.md", "unreadable-file"),
        ("content/posts/pipe.md", "special-file"),
    ]


def test_accents_are_composed_and_collisions_are_errors(site: Path) -> None:
    write(site, "content/posts/cafe\u0301.md", "decomposed")
    assert "content/posts/caf\u00e9.md" in paths(site)

    write(site, "content/posts/caf\u00e9.md", "composed")

    assert snapshot(site)[1] == [("content/posts/caf\u00e9.md", "same-name")]


def test_an_output_folder_of_another_name_is_passed_over(site: Path) -> None:
    write(site, "content/static/built/index.html", "made by us")
    with open_cache(site) as cache:
        taken, _ = take_snapshot(site, site / "content/static/built", cache)

    assert not taken.under("content/static/")


def test_sizes_of_pictures_are_known(site: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
    write(site, "content/media/a.svg", svg)
    write(site, "content/media/broken.png", "no picture")

    for _ in range(2):  # Seen, then remembered.
        files = snapshot(site)[0].files
        assert files["content/media/a.svg"].picture == PictureFacts("svg", 40, 30)
        broken = files["content/media/broken.png"].picture
        assert broken is not None
        assert broken.problem == "it is no picture of a kind that ssg knows"
        assert files["site.yaml"].picture is None


def test_a_file_that_was_changed_in_place_and_whose_time_was_set_back_is_seen(site: Path) -> None:
    file = site / "content/posts/one.md"
    before = snapshot(site)[0].files["content/posts/one.md"]
    with file.open("r+", encoding="utf-8") as opened:
        opened.write("Two")
    os.utime(file, (LONG_AGO, LONG_AGO))

    after = snapshot(site)[0].files["content/posts/one.md"]

    assert after.size == before.size
    assert after.digest == digest_of_bytes(b"Two")


def test_what_an_older_version_knew_of_files_is_forgotten(site: Path) -> None:
    taken = snapshot(site)[0]
    status = (site / "content/posts/one.md").stat()
    times = status.st_mtime_ns, status.st_ctime_ns
    known = (status.st_size, *times, status.st_ino, b"another digest..", 0, 0)
    with open_cache(site) as cache:
        cache.put_record(RECORD, pack({"content/posts/one.md": known}))
    assert snapshot(site)[0] == taken


def test_what_other_code_read_in_a_file_is_read_again(site: Path) -> None:
    taken = snapshot(site)[0]
    with open_cache(site) as cache:
        code, known = unpack(cache.get_record(RECORD))
        lies = {name: (*facts[:4], b"another digest..", facts[5]) for name, facts in known.items()}
        cache.put_record(RECORD, pack((code, lies)))
    assert snapshot(site)[0] != taken
    with open_cache(site) as cache:
        cache.put_record(RECORD, pack((b"other code", lies)))
    assert snapshot(site)[0] == taken


def test_the_reader_gives_what_the_snapshot_saw_or_says_that_it_changed(site: Path) -> None:
    ref = snapshot(site)[0].files["content/posts/one.md"]
    read = reader(site)
    assert read(ref) == b"One"

    write(site, "content/posts/one.md", "Two")

    with pytest.raises(ChangedWhileReadingError, match=r"content/posts/one\.md changed"):
        read(ref)


@pytest.mark.parametrize("path", ["../outside.md", "content/../../outside.md", "/etc/hostname", ""])
def test_the_reader_refuses_what_lies_outside(site: Path, path: str) -> None:
    write(site.parent, "outside.md", "secret")
    known = snapshot(site)[0].files["site.yaml"]

    with pytest.raises(OutsideError):
        reader(site)(FileRef(path, known.digest, 1))


def test_a_damaged_index_is_forgotten(site: Path) -> None:
    before = snapshot(site)
    with Cache(site / ".ssg-cache") as cache:
        cache.put_record(RECORD, b"damaged")

    assert snapshot(site) == before
