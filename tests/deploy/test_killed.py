"""`ssg deploy` killed as a whole process at any moment, and run again."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent
EVERYDAY = (0.7, 0.9)
"""When it is killed, as parts of the time that the whole takes."""
DENSE = tuple(number / 20 for number in range(2, 22))


def _start(site: Path) -> subprocess.Popen[bytes]:
    with (site.parent / "said.txt").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "ssg", "deploy", "--yes", "--quiet", "--site", str(site)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            start_new_session=True,
            stderr=said,
        )


def _write(site: Path, version: str, posts: int) -> None:
    for number in range(posts):
        file = site / "content/posts" / f"p{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: Post {number}\ndate: 2016-10-01\nslug: p{number}\n---\n"
        file.write_text(f"{front}{version}. See [the next](p{(number + 1) % posts}.md).\n")


def _look(shown: Path, version: str) -> None:
    """Open every page: all are of `version`, and what they name is there."""
    for page in shown.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src)="?(/[^">#? ]*)', text):
            file = shown / address.lstrip("/")
            assert file.exists(), f"{page} leads to {address}"
    post = (shown / "2016/10/01/p7/index.html").read_text(encoding="utf-8")
    assert version in post


@pytest.mark.parametrize(
    "releases",
    [
        pytest.param(True, id="releases"),
        pytest.param(False, id="in place", marks=pytest.mark.torture),
    ],
)
@pytest.mark.parametrize(
    ("moments", "posts"),
    [
        pytest.param(EVERYDAY, 30, id="some"),
        pytest.param(DENSE, 60, id="many", marks=pytest.mark.torture),
    ],
)
def test_a_killed_deploy_leaves_a_whole_site_and_the_next_one_ends_it(
    tmp_path: Path, moments: tuple[float, ...], posts: int, *, releases: bool
) -> None:
    site, www = tmp_path / "site", tmp_path / "www"
    _write(site, "first", posts)
    (site / "content/authors").mkdir()
    (site / "content/authors/jane.yaml").write_text("name: Jane\n")
    keys = f"{{type: folder, to: '{www}', releases: {str(releases).lower()}}}"
    (site / "site.yaml").write_text(
        "title: T\nurl: https://lamplighter.example/\nauthor: jane\n"
        f"check: {{off: [empty-post]}}\ndeploy:\n  production: {keys}\n"
    )
    shown = www / "current" if releases else www
    assert _start(site).wait() == 0
    _look(shown, "first")
    _write(site, "again", posts)
    began = time.monotonic()
    assert _start(site).wait() == 0
    whole = time.monotonic() - began

    for turn, moment in enumerate(moments):
        _write(site, f"version {turn}", posts)
        process = _start(site)
        time.sleep(whole * moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _look(shown, "")
        assert _start(site).wait() == 0, (tmp_path / "said.txt").read_text(encoding="utf-8")
        _look(shown, f"version {turn}")
