"""How problems look: the place, the line with a caret, the fix; and nothing a terminal obeys."""

import datetime as dt
import os
import tempfile
from pathlib import Path

import pytest

from ssg.commands.failures import outcome_of_failure
from ssg.commands.printing import format_diagnostic, plain, summarise
from ssg.disk.excerpts import with_excerpts
from ssg.disk.publishing.holding import LockedError
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.source import SourceFile
from ssg.parse.themes.theme import parse_theme_manifest


def problem(column: int = 8, excerpt: str = "title: Words", line: int = 3) -> Diagnostic:
    return Diagnostic("a.md", line, column, Level.ERROR, "rule", "wrong", "right", excerpt)


def test_a_problem_has_place_line_caret_and_fix() -> None:
    assert format_diagnostic(problem(), has_colours=False).splitlines() == [
        "a.md:3:8: error: wrong",
        "    title: Words",
        "           ^",
        "  fix: right",
    ]


@pytest.mark.parametrize(
    ("column", "excerpt", "caret"),
    [
        (1, "abc", 0), (4, "abc", 3), (99, "abc", 3), (3, "日本語", 4), (3, "e\u0301x", 1),
        (2, "\tabc", 1),
    ],
)  # fmt: skip
def test_the_caret_stands_below_its_letter(column: int, excerpt: str, caret: int) -> None:
    lines = format_diagnostic(problem(column, excerpt), has_colours=False).splitlines()

    assert lines[2].index("^") == 4 + caret


def test_the_caret_stands_below_a_key_that_is_indented() -> None:
    text = "api: 1\nsettings:\n  page: {on: text}\n  accent:\n    defalt: teal\n"
    (found,) = parse_theme_manifest(SourceFile("themes/mine/theme.yaml", text)).diagnostics
    lines = format_diagnostic(found, has_colours=False).splitlines()
    assert lines[1][lines[2].index("^") :] == "defalt: teal"


def test_a_long_line_is_cut_around_its_caret() -> None:
    excerpt = "x" * 500 + "HERE" + "y" * 500

    lines = format_diagnostic(problem(501, excerpt), has_colours=False).splitlines()

    assert len(lines[1]) < 110
    assert lines[1].strip()[0] == lines[1][-1] == "…"
    assert lines[1][lines[2].index("^")] == "H"


def test_colours_are_only_there_when_wanted() -> None:
    assert "\x1b" not in format_diagnostic(problem(), has_colours=False)
    assert "\x1b[31;1merror\x1b[0m" in format_diagnostic(problem(), has_colours=True)


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert plain("a\x1b[2Jb\x07c\u202ed") == "a [2Jb c d"


def test_counts_are_in_words() -> None:
    problems = [problem(), problem(1)]

    assert summarise(problems) == "2 errors"
    assert summarise(problems[:1]) == "1 error"
    assert summarise([]) == ""


def test_a_line_that_no_stage_knew_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\ntwo\nthree\n")
    (tmp_path.parent / "secret.md").write_text("secret")
    outside = Diagnostic("../secret.md", 1, 1, Level.ERROR, "rule", "wrong")

    found = with_excerpts([problem(excerpt=""), problem(excerpt="", line=9), outside], tmp_path)

    assert [diagnostic.excerpt for diagnostic in found] == ["three", "", ""]


def test_a_bug_of_ours_is_said_to_be_one_and_written_down(tmp_path: Path) -> None:
    (tmp_path / ".ssg-cache").mkdir()

    outcome = outcome_of_failure(KeyError("x"), tmp_path)

    assert outcome.code == 70
    (told,) = outcome.diagnostics
    assert "this is a bug in ssg" in told.message
    (file,) = (tmp_path / ".ssg-cache").glob("bug-*.txt")
    assert str(file) in told.fix
    assert "KeyError: 'x'" in file.read_text()


def test_a_bug_without_a_site_is_written_where_no_link_leads_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    now = dt.datetime.now(dt.UTC)
    for seconds in range(-5, 60):
        moment = now + dt.timedelta(seconds=seconds)
        (temporary / f"bug-{moment:%Y%m%dT%H%M%SZ}.txt").symlink_to(target)

    outcome = outcome_of_failure(KeyError("x\udc80"), None)

    assert target.read_text() == "mine"
    (file,) = temporary.glob("ssg-bug-*.txt")
    assert str(file) in outcome.diagnostics[0].fix
    assert "KeyError: 'x" in file.read_text()
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "output/a.html"), "output/a.html: No space left"),
        (LockedError(7), "process 7"),
    ],
)
def test_what_the_world_refuses_is_told_plainly(error: Exception, words: str) -> None:
    outcome = outcome_of_failure(error, None)

    assert outcome.code == 3
    assert words in outcome.diagnostics[0].message
