"""The writer's own command as a target, with the real shell."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssg.deploy.failures import CannotRollBackError, DeployError
from ssg.deploy.model import ReleaseFile, Stage
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets import command as command_module
from ssg.deploy.targets.command import limit_problem, quoted
from tests.deploy.places import Place, deploy, files_in, workplace

FIRST = {"index.html": b"<h1>One</h1>", "a/index.html": b"A"}
SECOND = {"index.html": b"<h1>Two</h1>", "a/index.html": b"A"}


def place_of(folder: Path, run: str) -> Place:
    www = folder / "www"
    (folder / "site").mkdir(parents=True, exist_ok=True)

    return Place({"type": "command", "run": run}, lambda: files_in(www))


@pytest.mark.parametrize("name", ["output", 'an output; it\'s $HOME & "more"', "-rf", "ünï"])
def test_a_command_is_given_the_folder_as_one_word(tmp_path: Path, name: str) -> None:
    place = place_of(tmp_path, 'cp -R {output}/. ../www && test "$SSG_OUTPUT" = {output}')
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / name, FIRST)
    assert place.shown() == FIRST
    assert deploy(target, tmp_path / name, FIRST).is_empty
    assert [file.path for file in deploy(target, tmp_path / name, SECOND).changed] == ["index.html"]
    assert place.shown() == SECOND
    # The host itself cannot be asked; what is gone is known all the same.
    del (third := dict(SECOND))["a/index.html"]
    assert deploy(target, tmp_path / name, third).deleted == ("a/index.html",)
    assert deploy(target, tmp_path / name, third).is_empty


def test_what_was_deployed_is_remembered_only_when_it_went_well(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = place_of(tmp_path, "echo trying; echo in vain >&2; printf 'no line'; exit 3")
    place.environment = {"SECRET_TOKEN": "s3cr3t"}
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    with pytest.raises(DeployError) as refused:
        deploy(target, tmp_path / "output", FIRST)
    message = "the command ended with the code 3: trying / in vain / no line"
    assert str(refused.value) == message
    assert "s3cr3t" not in str(refused.value) + refused.value.fix
    shown = capfd.readouterr()
    assert shown.err == "trying\nin vain\nno line"
    assert shown.out == ""
    assert target.look().record is None
    assert not target.look().found


def test_it_cannot_be_taken_back(tmp_path: Path) -> None:
    place = place_of(tmp_path, "true")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    with pytest.raises(CannotRollBackError) as refused:
        target.roll_back()
    assert refused.value.fix


def test_what_it_leaves_running_does_not_hold_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_module, "_SECONDS_TO_END", 0.2)
    place = place_of(tmp_path, "sleep 20 & echo done")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    begun = time.monotonic()
    deploy(target, tmp_path / "output", FIRST)
    assert time.monotonic() - begun < 15


_SCRIPT = """
import signal
import sys
from pathlib import Path
from tests.deploy.places import deploy
from tests.deploy.test_command import FIRST, place_of
from tests.deploy.places import workplace
from ssg.deploy.target_kinds import make_target

# A program that was started in the background ignores Ctrl-C, and so do those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
folder = Path(sys.argv[1])
place = place_of(folder, sys.argv[2])
deploy(make_target(place.keys, workplace(folder / "site", place)), folder / "output", FIRST)
"""


@pytest.mark.parametrize("before", ["", "trap '' INT TERM; "])
def test_one_that_hangs_ends_with_ctrl_c(tmp_path: Path, before: str) -> None:
    pid = tmp_path / "pid"
    run = f"{before}echo $$ > {shlex.quote(str(pid))}; while true; do sleep 0.1; done"
    repository = Path(__file__).resolve().parents[2]
    ours = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(tmp_path), run],
        cwd=repository,
        env=os.environ | {"PYTHONPATH": str(repository)},
        stderr=subprocess.PIPE,
    )
    while not (pid.exists() and pid.read_text().strip()):
        assert ours.poll() is None
        time.sleep(0.02)
    time.sleep(0.1)  # Python itself may still be busy with starting the command.
    ours.send_signal(signal.SIGINT)
    _, said = ours.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    child = int(pid.read_text())
    for _ in range(200):
        if not _runs(child):
            break
        time.sleep(0.02)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    # One that has ended and that nobody has buried does not run.
    return not (status.exists() and status.read_text().rpartition(") ")[2].startswith("Z"))


def test_windows_has_quotation_marks_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_module, "_IS_WINDOWS", True)
    assert quoted(r"C:\My blog\output") == r'"C:\My blog\output"'
    assert quoted(r"C:\100%PATH%") == r'"C:\100"^%"PATH"^%""'


WRANGLER = {"run": "npx wrangler pages deploy {output} --project-name blog"}


def _files(count: int, size: int) -> dict[str, ReleaseFile]:
    return {
        f"{number}": ReleaseFile(f"{number}", "", size, Path(), Stage.ASSETS)
        for number in range(count)
    }


def test_the_limits_of_cloudflare_pages_are_known() -> None:
    assert limit_problem(WRANGLER, _files(20_000, 25 * 1024**2)) is None
    count = limit_problem(WRANGLER, _files(20_001, 1))
    assert count is not None
    assert "20,001 files" in count[0]
    size = limit_problem(WRANGLER, _files(1, 25 * 1024**2 + 1))
    assert size is not None
    assert "0 has 26 MB" in size[0]
    assert limit_problem({"run": "rsync -a {output} x:"}, _files(20_001, 26 * 1024**2)) is None
    assert limit_problem(WRANGLER, {}) is None
