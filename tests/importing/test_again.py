"""Importing again: nothing changes by itself, and what a person did since stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.exports import author, category, comment, item, page, tag, wxr
from tests.importing.running import NOON, files_below, import_into, import_text
from tests.yaml_text import from_yaml

REPOSITORY = Path(__file__).resolve().parents[2]
YEARS = 4 * 365 * 86_400


def blog(first: str = "<p>The first text.</p>", *more: str) -> str:
    """Return an export in which there is one of everything, `first` being the text of a post."""
    parts = (
        author("ana", "Ana R", "ana@mail.example"),
        category("news"),
        tag("ships", number=2),
        item(1, first, categories=("news",), tags=("ships",), more=comment(1, email="b@x.example")),
        item(2, "<p>A draft.</p>", status="draft"),
        item(3, "<p>To come.</p>", status="future", date="2017-02-01 10:00:00"),
        item(4, "<p>Mine alone.</p>", status="private", more=comment(4)),
        item(5, "<p>No date.</p>", date="0000-00-00 00:00:00", gmt="0000-00-00 00:00:00"),
        page(6, "<p>About.</p>", slug="about"),
    )
    return wxr(*parts, *more)


Seen = dict[str, tuple[bytes, int]]


def seen(site: Path) -> Seen:
    """Return what an import may have written, with the time of the last change of each file.

    The copy of the export is written anew each time, and is the same; who holds the lock is no part
    of the site.
    """
    return {
        name: (content, 0 if name.endswith(".gz") else (site / name).stat().st_mtime_ns)
        for name, content in files_below(site).items()
        if name != ".import/private/state.jsonl" and not name.startswith(".ssg-cache/")
    }


@pytest.mark.parametrize(("at", "jobs"), [(NOON, 1), (NOON + YEARS, 1), (NOON, 2)])
def test_importing_again_changes_nothing(tmp_path: Path, at: int, jobs: int) -> None:
    site = tmp_path / "site"
    first = import_text(site, blog())
    before = seen(site)
    again = import_text(site, blog(), at=at, jobs=jobs)
    assert (first.code, again.code) == (0, 0)
    assert first.ledger == again.ledger
    assert seen(site) == before


def test_real_exports_imported_again_change_nothing(exports: Path, tmp_path: Path) -> None:
    files = sorted(exports.glob("*/*unit-test-data.xml"))
    assert len(files) == 2
    for file in files:
        site = tmp_path / file.stem
        import_into(site, file)
        before = seen(site)
        import_into(site, file, at=NOON + YEARS, jobs=2)
        assert seen(site) == before, file.name


POST = "content/posts/2016/10/entry-1.md"


def test_an_edited_file_stays_as_long_as_the_export_does(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    (site / POST).write_text("---\ntitle: Mine\ndate: 2016-10-29\n---\nMine.\n", encoding="utf-8")
    before = (site / POST).read_bytes()
    again = import_text(site, blog())
    assert again.code == 0
    assert (site / POST).read_bytes() == before
    assert not (site / ".import/new").exists()
    assert POST in (site / ".import/report.md").read_text("utf-8")
    changed = import_text(site, blog("<p>Another text.</p>"))
    assert changed.code == 0
    assert (site / POST).read_bytes() == before
    assert "Another text." in (site / ".import/new" / POST).read_text("utf-8")


def test_a_file_that_nobody_touched_follows_the_export(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    others = {name: at for name, at in seen(site).items() if name.startswith("content/")}
    import_text(site, blog("<p>Another text.</p>"))
    assert "Another text." in (site / POST).read_text("utf-8")
    now = seen(site)
    assert {name for name, at in others.items() if now[name] != at} == {POST}


@pytest.mark.parametrize("new_name", ["", "content/posts/2016/10/renamed.md"])
def test_removed_and_renamed_files_are_not_written_again(tmp_path: Path, new_name: str) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    if new_name:
        (site / POST).rename(site / new_name)
    else:
        (site / POST).unlink()
    assert import_text(site, blog()).code == 0
    assert not (site / POST).exists()
    assert POST in (site / ".import/report.md").read_text("utf-8")
    assert import_text(site, blog("<p>Another text.</p>")).code == 0
    assert not (site / POST).exists()
    assert not new_name or (site / new_name).exists()


def test_settings_that_are_there_stay_and_missing_ones_are_added(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    own = (
        "# My own words.\ntitle: 'Mine'   # as I like it\nurl: https://new.example/\n"
        "timezone: Asia/Tokyo\npermalink: /{slug}/\n"
    )
    (site / "site.yaml").write_text(own, encoding="utf-8")
    (site / ".gitignore").write_text("*.bak", encoding="utf-8")
    assert import_text(site, blog()).code == 0
    text = (site / "site.yaml").read_text("utf-8")
    assert text.startswith(own)
    settings = from_yaml(text)
    assert (settings["title"], settings["timezone"]) == ("Mine", "Asia/Tokyo")
    assert settings["author"] == "ana"
    ignored = (site / ".gitignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*.bak"
    assert "/.import/" in ignored
    before = seen(site)
    import_text(site, blog())
    assert seen(site) == before
    # Old entries stand where they stood, whatever the pattern for new ones.
    assert "permalink: /2016/10/29/entry-1/" in (site / POST).read_text("utf-8")


def test_settings_that_are_wrong_are_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    own = "title: [unclosed\n"
    (site / "site.yaml").write_text(own, encoding="utf-8")
    import_text(site, blog())
    assert (site / "site.yaml").read_text("utf-8") == own


def test_a_rehearsal_writes_the_report_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = import_text(site, blog(), "--dry-run")
    assert done.code == 0
    assert set(files_below(site)) - {".import/.gitignore"} == {
        ".import/report.md",
        ".import/report.json",
    }
    assert import_text(site, blog()).ledger == done.ledger


def test_a_rehearsal_in_a_site_leaves_all_as_it_is(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    before = seen(site)
    assert import_text(site, blog("<p>Another text.</p>"), "--dry-run").code == 0
    after = seen(site)
    assert {name for name in after if after[name] != before.get(name)} <= {
        ".import/report.md",
        ".import/report.json",
    }
    assert after.keys() == before.keys()


def start_import(site: Path, export: Path) -> "subprocess.Popen[bytes]":
    environment = {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": str(NOON)}
    return subprocess.Popen(
        [sys.executable, "-m", "ssg", "import", "wordpress", export, "--site", site, "--jobs", "1"],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def has_copied(site: Path) -> bool:
    return any((site / ".import/private/exports").glob("*.gz"))


def has_written(count: int) -> Callable[[Path], bool]:
    return lambda site: sum(1 for _ in site.glob("content/posts/**/*.md")) >= count


def has_settings(site: Path) -> bool:
    return (site / "content/redirects.yaml").exists()


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "the folder is there": lambda site: (site / ".import").exists(),
    "the export is kept": has_copied,
    "the first post is there": has_written(1),
    "many posts are there": has_written(100),
    "the redirects are there": has_settings,
}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """An export of some length, and the files that an import of it leaves."""
    folder = tmp_path_factory.mktemp("undisturbed")
    export = folder / "export.xml"
    body = "<p>Some words of <b>weight</b> and <a href='/?p=101'>a link</a>.</p>\n\n" * 5
    entries = (item(number, body, more=comment(number)) for number in range(100, 350))
    export.write_text(blog("<p>One.</p>", *entries), encoding="utf-8")
    site = folder / "site"
    site.mkdir()
    assert import_into(site, export).code == 0
    return export, files_below(site)


EVERYDAY_MOMENTS = ("the first post is there", "the redirects are there")


@pytest.mark.parametrize(
    "moment",
    [
        moment if moment in EVERYDAY_MOMENTS else pytest.param(moment, marks=pytest.mark.torture)
        for moment in MOMENTS
    ],
)
def test_an_import_that_was_killed_is_made_whole_by_the_next(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path, moment: str
) -> None:
    export, expected = undisturbed
    site = tmp_path / "site"
    site.mkdir()
    running = start_import(site, export)
    while running.poll() is None and not MOMENTS[moment](site):
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert import_into(site, export).code == 0
    found = files_below(site)
    left = {name for name in found if name.endswith(".part")}
    assert found.keys() - left == expected.keys()
    state = ".import/private/state.jsonl"
    assert sorted(found.pop(state).splitlines()) == sorted(expected[state].splitlines())
    differing = [name for name in found if name not in left and found[name] != expected[name]]
    assert differing == []
    assert left == set()


def test_what_was_left_of_a_list_that_was_cut_off_in_the_end_is_cleared(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    left = site / ".import/private/.state.jsonl.part"
    left.write_text('["content/posts', encoding="utf-8")
    assert import_text(site, blog()).code == 0
    assert not left.exists()
