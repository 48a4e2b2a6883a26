"""A bug of ours is told in a line that says how to report it, and never as a traceback."""

import sys
from pathlib import Path

import pytest

from tests.attacks.test_any_input import BASE
from tests.running import run

PLANTED = """
import importlib
def broken(*_, **__):
    raise RuntimeError("planted:\\nhere")
setattr(importlib.import_module({module!r}), {name!r}, broken)
from ssg.cli import main
main()
"""
LATER = "1790000000"
PLACES = {
    "assemble": ("ssg.pipeline", "assemble_site"),
    "render": ("ssg.pipeline", "render_ready"),
}
COMMANDS = {
    "build --clean": PLACES,
    "check": {"survey": ("ssg.commands.checking.inspecting", "survey_texts")},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bugs")
    more = {f"content/posts/p{n}.md": BASE["content/posts/two.md"] for n in range(2, 90)}
    for path, content in {**BASE, **more}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, bytes) else content.encode()
        file.write_bytes(text.replace(b"title: Two", b"title: " + file.stem.encode()))
    return folder


@pytest.mark.parametrize(
    ("command", "place"), [(command, name) for command in COMMANDS for name in COMMANDS[command]]
)
def test_a_bug_is_told_in_a_line_with_where_to_report_it(
    command: str, place: str, site: Path
) -> None:
    module, name = COMMANDS[command][place]
    planted = (sys.executable, "-c", PLANTED.format(module=module, name=name))
    done = run(*planted, *command.split(), folder=site, SOURCE_DATE_EPOCH=LATER)
    assert done.returncode == 70, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    message, fix = done.stderr.splitlines()[:2]
    assert (
        message == "error: this is a bug in ssg and not in your site: RuntimeError: planted: here"
    )
    assert fix.startswith("  fix: please report it to those from whom you have ssg; ")
    assert "in broken" in Path(fix.rpartition(" in ")[2]).read_text("utf-8")
