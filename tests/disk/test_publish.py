"""Publishing: only differences are written, only our own files are touched, nothing by halves."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.disk.cache.store import open_cache
from ssg.disk.guard import ChangedWhileReadingError
from ssg.disk.publishing.manifest import Manifest, Owned, load_manifest, output_folder
from ssg.disk.publishing.publish import Published, publish, why_made
from ssg.disk.publishing.refusal import OutputRefusedError, output_folder_problem
from ssg.disk.publishing.staging import MadeFile, Staged, Staging
from ssg.disk.publishing.switch import (
    EXCHANGED,
    NEW,
    Switch,
    carry_out,
    end,
    make_staging,
    recover,
    spell_as,
    staged_name,
    write_journal,
)
from ssg.model.digest import digest_of, digest_of_bytes
from ssg.model.source import FileRef

LONG_AGO = 1_000_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def build(site: Path, files: Mapping[str, str], folder: str = "output") -> Published:
    """Publish `files` as a build does that makes what is not current."""
    recover(site)
    manifest = load_manifest(output_folder(site, site / folder))
    with open_cache(site) as cache:
        return publish(staged(made(files, manifest)), files, manifest, str, cache)


def staged(files: Iterable[MadeFile]) -> Callable[[Staging], Iterator[Staged]]:
    """Return what stages `files` one after the other."""
    return lambda staging: map(staging.add, files)


def made(files: Mapping[str, str], manifest: Manifest) -> Iterator[MadeFile]:
    for path, text in files.items():
        key = digest_of(text)
        if not manifest.is_current(path, key):
            content = text.encode()
            digest = digest_of_bytes(content)
            yield MadeFile(path, content, digest, key, (("text", key),), "because")


def texts(site: Path, folder: str = "output") -> dict[str, str]:
    root = site / folder
    files = (file for file in sorted(root.rglob("*")) if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text() for file in files}


def put(site: Path, name: str, text: str) -> Path:
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_the_folder_holds_what_was_planned(site: Path) -> None:
    files = {"index.html": "home", "2016/10/words/index.html": "post"}

    result = build(site, files)

    assert texts(site) == files
    assert (result.written, result.unchanged, result.deleted) == (2, 0, 0)


def test_only_differences_are_written(site: Path) -> None:
    build(site, {"a.html": "a", "b.html": "b"})
    os.utime(site / "output/a.html", (LONG_AGO, LONG_AGO))
    build(site, {"a.html": "a", "b.html": "b"})  # Its time was changed: made anew, but equal.

    result = build(site, {"a.html": "a", "b.html": "B"})

    assert (result.written, result.unchanged) == (1, 1)
    assert (site / "output/a.html").stat().st_mtime == LONG_AGO
    assert texts(site) == {"a.html": "a", "b.html": "B"}


def test_what_is_no_longer_planned_goes_with_its_folders(site: Path) -> None:
    build(site, {"index.html": "home", "tag/syria/index.html": "tag"})

    result = build(site, {"index.html": "home"})

    assert result.deleted == 1
    assert not (site / "output/tag").exists()


def test_files_that_are_not_ours_stay(site: Path) -> None:
    build(site, {"index.html": "home", "tag/index.html": "tag"})
    put(site, "output/tag/mine.txt", "mine")
    put(site, "output/.git/HEAD", "ref")

    build(site, {"index.html": "new"})

    assert texts(site) == {"index.html": "new", "tag/mine.txt": "mine", ".git/HEAD": "ref"}


@pytest.mark.parametrize("damage", ["removed", "changed", "replaced by a folder"])
def test_a_file_damaged_by_hand_is_made_anew(site: Path, damage: str) -> None:
    build(site, {"index.html": "home"})
    file = site / "output/index.html"
    file.unlink()
    if damage == "changed":
        file.write_text("defaced")
    if damage == "replaced by a folder":
        file.mkdir()

    build(site, {"index.html": "home"})

    assert texts(site) == {"index.html": "home"}


def test_a_build_that_fails_leaves_the_old_site_and_nothing_else(site: Path) -> None:
    build(site, {"a.html": "a", "b.html": "b"})
    manifest = load_manifest(output_folder(site, site / "output"))

    def failing() -> Iterator[MadeFile]:
        yield MadeFile("a.html", b"A", digest_of_bytes(b"A"), digest_of("A"))
        raise KeyboardInterrupt

    with open_cache(site) as cache, pytest.raises(KeyboardInterrupt):
        publish(staged(failing()), {"a.html"}, manifest, str, cache)

    assert texts(site) == {"a.html": "a", "b.html": "b"}
    assert not list((site / ".ssg-cache").glob("staging-*"))


def test_a_build_that_is_killed_leaves_the_old_site(site: Path) -> None:
    build(site, {"a.html": "a"})
    script = f"""
        import os, pathlib
        from ssg.disk.cache.store import open_cache
        from ssg.model.digest import digest_of_bytes
        from ssg.disk.publishing.manifest import load_manifest, output_folder
        from ssg.disk.publishing.publish import publish
        from ssg.disk.publishing.staging import MadeFile
        site = pathlib.Path({str(site)!r})
        def made():
            yield MadeFile("a.html", b"A", digest_of_bytes(b"A"), b"key")
            os._exit(9)
        manifest = load_manifest(output_folder(site, site / "output"))
        cache = open_cache(site)
        publish(lambda staging: map(staging.add, made()), {{"a.html"}}, manifest, str, cache)
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)

    assert killed.returncode == 9
    assert texts(site) == {"a.html": "a"}
    assert recover(site) is False
    assert not list((site / ".ssg-cache").glob("staging-*"))


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_switch_that_was_cut_off_is_carried_through(site: Path, moved: int) -> None:
    build(site, {"a.html": "a", "old/b.html": "b"})
    output = output_folder(site, site / "output")
    names = ["a.html", "new/c.html", "new/d.html"]
    staging = make_staging(output)
    places = {name: f".ssg-cache/{staging}/{NEW}/{name}" for name in names}
    places["a.html"] = f".ssg-cache/{staging}/{EXCHANGED}/{staged_name('a.html')}"
    owned = {}
    for name in names:
        file = put(site, places[name], "new")
        key = digest_of_bytes(b"new")
        owned[name] = Owned(key, key, 3, file.stat().st_mtime_ns)
    write_journal(Switch(output, staging, ("old/b.html",), owned, ("a.html",)))
    for name in names[:moved]:
        put(site, f"output/{name}", "").unlink()
        (site / places[name]).rename(site / f"output/{name}")

    assert recover(site) is True

    manifest = load_manifest(output)
    assert texts(site) == dict.fromkeys(names, "new")
    assert all(manifest.is_intact(name) for name in names)
    assert recover(site) is False


@pytest.mark.parametrize("lost", [b"", b"\0\0\0"])
def test_what_a_machine_has_lost_takes_the_place_of_nothing_and_is_made_anew(
    site: Path, lost: bytes
) -> None:
    names = ["a.html", "b.html", "new/c.html", "new/d.html"]
    build(site, {"a.html": "a", "b.html": "b"})
    output = output_folder(site, site / "output")
    staging = make_staging(output)
    places = {name: f".ssg-cache/{staging}/{NEW}/{name}" for name in names[2:]}
    for name in names[:2]:
        places[name] = f".ssg-cache/{staging}/{EXCHANGED}/{staged_name(name)}"
    owned, key = {}, digest_of_bytes(b"new")
    for name in names:
        status = put(site, places[name], "new").stat()
        owned[name] = Owned(digest_of("new"), key, 3, status.st_mtime_ns)
    write_journal(Switch(output, staging, (), owned, ("a.html", "b.html")))
    for name in ("a.html", "new/c.html"):
        (site / places[name]).write_bytes(lost)
    moved = site / "output/new/c.html"  # In the middle of the exchange, with the time it had.
    moved.parent.mkdir()
    (site / places["new/c.html"]).rename(moved)
    os.utime(moved, ns=(owned["new/c.html"].mtime_ns,) * 2)

    assert recover(site) is True

    shown = texts(site)
    assert shown.pop("new/c.html", "") == ""
    assert shown == {"a.html": "a", "b.html": "new", "new/d.html": "new"}
    published = build(site, dict.fromkeys(names, "new"))
    assert texts(site) == dict.fromkeys(names, "new")
    assert (published.written, published.unchanged) == (2, 2)


def test_a_file_is_exchanged_though_its_folder_has_gone_since(site: Path) -> None:
    build(site, {"old/a.html": "a"})
    output = output_folder(site, site / "output")
    staging = make_staging(output)
    file = put(site, f".ssg-cache/{staging}/{EXCHANGED}/{staged_name('old/a.html')}", "new")
    key = digest_of_bytes(b"new")
    owned = {"old/a.html": Owned(key, key, 3, file.stat().st_mtime_ns)}
    write_journal(Switch(output, staging, (), owned, ("old/a.html",)))
    shutil.rmtree(site / "output")

    assert recover(site) is True

    assert texts(site) == {"old/a.html": "new"}


def test_a_journal_of_somebody_else_is_left_to_them(site: Path) -> None:
    """A process that outlives its build does nothing where others have gone on since."""
    build(site, {"a.html": "a"})
    output = output_folder(site, site / "output")
    late = Switch(output, make_staging(output), ("a.html",), {})
    written = write_journal(late)
    write_journal(replace(late, deleted=()))

    end(late, written, carry_out)

    assert texts(site) == {"a.html": "a"}
    assert recover(site) is True


def test_a_process_that_still_exchanges_files_is_waited_for(site: Path) -> None:
    build(site, {"a.html": "a"})
    output = output_folder(site, site / "output")
    write_journal(Switch(output, make_staging(output), ("a.html",), {}))
    lock = site / ".ssg-cache/exchange-lock"
    script = f"""
        import pathlib, time
        from ssg.disk.publishing.holding import held

        with held(pathlib.Path({str(lock)!r}), 0):
            print("held", flush=True)
            time.sleep(0.3)
            pathlib.Path({str(site / "let-go")!r}).touch()
    """
    program = (sys.executable, "-c", textwrap.dedent(script))
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        assert recover(site) is True

        assert (site / "let-go").exists()
    assert texts(site) == {}


def test_a_damaged_journal_is_forgotten(site: Path) -> None:
    build(site, {"a.html": "a"})
    put(site, ".ssg-cache/journal", "damaged")

    assert recover(site) is False
    assert texts(site) == {"a.html": "a"}


def test_a_file_may_become_a_folder_and_back(site: Path) -> None:
    build(site, {"about": "file"})
    build(site, {"about/index.html": "folder", "about/more/x.html": "x"})
    assert texts(site) == {"about/index.html": "folder", "about/more/x.html": "x"}

    build(site, {"about": "file"})

    assert texts(site) == {"about": "file"}


def test_a_new_spelling_of_a_name_survives(site: Path) -> None:
    build(site, {"About/index.html": "about"})

    build(site, {"about/index.html": "about"})

    assert texts(site) == {"about/index.html": "about"}
    assert load_manifest(output_folder(site, site / "output")).is_intact("about/index.html")


def test_where_capitals_do_not_count_the_new_file_is_not_deleted_as_the_old(site: Path) -> None:
    build(site, {"About/index.html": "about"})
    output = output_folder(site, site / "output")
    # Two names of one file, as a disk has them that does not tell capitals apart.
    put(site, "output/about/index.html", "").unlink()
    os.link(site / "output/About/index.html", site / "output/about/index.html")
    owned = load_manifest(output).files["About/index.html"]
    staging = make_staging(output)
    write_journal(Switch(output, staging, ("About/index.html",), {"about/index.html": owned}))

    recover(site)

    # Deleting one name would delete both there, so neither is deleted here.
    assert texts(site) == dict.fromkeys(("About/index.html", "about/index.html"), "about")


def test_folders_and_files_take_on_new_capitals(site: Path) -> None:
    put(site, "output/About/Us/INDEX.html", "about")

    spell_as(str(site / "output"), "about/us/index.html")

    assert texts(site) == {"about/us/index.html": "about"}


def copy_of(site: Path, file: Path) -> FileRef:
    content = file.read_bytes()
    return FileRef(file.relative_to(site).as_posix(), digest_of_bytes(content), len(content))


def test_a_file_of_the_site_is_copied(site: Path) -> None:
    ref = copy_of(site, put(site, "content/media/a.txt", "photo"))
    manifest = load_manifest(output_folder(site, site / "output"))
    with open_cache(site) as cache:
        publish(
            staged([MadeFile("media/a.txt", ref, ref.digest, ref.digest)]),
            {"media/a.txt"},
            manifest,
            lambda file: str(site / file.path),
            cache,
        )

    assert texts(site) == {"media/a.txt": "photo"}


@pytest.mark.parametrize("now", ["other", None])
def test_a_file_that_changes_while_it_is_copied_stops_the_build(
    site: Path, now: str | None
) -> None:
    file = put(site, "content/media/a.txt", "photo")
    ref = copy_of(site, file)
    file.unlink()
    if now:
        put(site, "content/media/a.txt", now)
    manifest = load_manifest(output_folder(site, site / "output"))

    with open_cache(site) as cache, pytest.raises(ChangedWhileReadingError):
        publish(
            staged([MadeFile("media/a.txt", ref, ref.digest, ref.digest)]),
            {"media/a.txt"},
            manifest,
            lambda file: str(site / file.path),
            cache,
        )

    assert not (site / "output").exists()


def test_a_folder_with_somebody_elses_files_is_refused(site: Path) -> None:
    put(site, "public_html/holiday.jpg", "mine")
    put(site, "public_html/index.html", "my home page")

    with pytest.raises(OutputRefusedError, match=r"holiday\.jpg"):
        build(site, {"index.html": "home"}, "public_html")

    assert texts(site, "public_html") == {"holiday.jpg": "mine", "index.html": "my home page"}


def test_a_foreign_file_at_a_planned_place_is_never_overwritten(site: Path) -> None:
    put(site, "public_html/index.html", "my home page")

    with pytest.raises(OutputRefusedError, match=r"index\.html"):
        build(site, {"index.html": "home"}, "public_html")

    assert texts(site, "public_html") == {"index.html": "my home page"}
    assert build(site, {"index.html": "my home page"}, "public_html").written == 0


@pytest.mark.parametrize(
    ("theirs", "planned"), [("robots.txt", "robots.txt"), ("a", "a/b.html"), ("a/b", "a")]
)
def test_what_stands_in_the_way_later_is_refused_too(site: Path, theirs: str, planned: str) -> None:
    build(site, {"index.html": "home"})
    put(site, f"output/{theirs}", "mine")

    with pytest.raises(OutputRefusedError, match=theirs):
        build(site, {"index.html": "new", planned: "ours"})

    assert texts(site) == {"index.html": "home", theirs: "mine"}


def test_a_link_in_the_output_is_not_written_through(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    build(site, {"index.html": "home"})
    (site / "output/tag").symlink_to(outside)

    with pytest.raises(OutputRefusedError, match="tag"):
        build(site, {"index.html": "home", "tag/index.html": "tag"})

    assert not list(outside.iterdir())


def test_a_folder_with_only_dot_files_is_taken(site: Path) -> None:
    put(site, "public/.gitignore", "*")

    build(site, {"index.html": "home"}, "public")

    assert texts(site, "public") == {".gitignore": "*", "index.html": "home"}


def test_after_a_loss_of_the_cache_the_own_output_is_taken_up_again(site: Path) -> None:
    build(site, {"index.html": "home", "a.html": "a", "b.html": "b"})
    for file in (site / ".ssg-cache").iterdir():
        file.unlink()

    result = build(site, {"index.html": "new", "a.html": "a"})

    assert texts(site) == {"index.html": "new", "a.html": "a", "b.html": "b"}
    assert result.foreign == ("b.html",)
    assert (result.written, result.unchanged) == (1, 1)


def test_another_programs_output_folder_is_refused(site: Path) -> None:
    for name in ("index.html", "one.html", "two.html"):
        put(site, f"output/{name}", "theirs")

    with pytest.raises(OutputRefusedError):
        build(site, {"index.html": "home"})

    assert texts(site)["index.html"] == "theirs"


def test_each_output_folder_has_its_own_manifest_and_the_site_may_move(site: Path) -> None:
    build(site, {"a.html": "a"})
    build(site, {"b.html": "b"}, "other")
    moved = site.rename(site.with_name("moved"))

    assert build(moved, {"a.html": "a"}).written == 0
    assert texts(moved, "other") == {"b.html": "b"}


def test_why_a_file_was_made_is_remembered(site: Path) -> None:
    build(site, {"a.html": "a", "b.html": "b"})
    build(site, {"a.html": "a"})
    output = output_folder(site, site / "output")

    with open_cache(site) as cache:
        assert why_made(cache, output, "a.html") == ("because", (("text", digest_of("a")),))
        assert why_made(cache, output, "b.html") == ("", ())


@pytest.mark.parametrize(
    "folder", ["/", "~", ".", "..", "content", "content/static/x", "themes", ".ssg-cache", ".git/x"]
)
def test_dangerous_output_folders_have_a_problem(site: Path, folder: str) -> None:
    assert output_folder_problem(site, site / Path(folder).expanduser())


@pytest.mark.parametrize("folder", ["output", "public", "../elsewhere", "content2"])
def test_other_output_folders_have_none(site: Path, folder: str) -> None:
    assert output_folder_problem(site, site / folder) == ""
