"""`ssg deploy` killed as a whole process at any moment, and run again."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launching import Launcher, launcher

DEPLOY = ("deploy", "--yes", "--quiet")
EVERYDAY = (0.7, 0.9)
"""When it is killed, as parts of the time that the whole takes."""
DENSE = tuple(number / 20 for number in range(2, 22))


POSTS = 30


@pytest.fixture(scope="module")
def ssg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    with launcher(tmp_path_factory.mktemp("launcher")) as made:
        yield made


def _deploy(ssg: Launcher, site: Path) -> None:
    ended = ssg.run(*DEPLOY, folder=site)
    assert ended.code == 0, ended.said


def _write(site: Path, version: str) -> None:
    for number in range(POSTS):
        file = site / "content/posts" / f"p{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: Post {number}\ndate: 2016-10-01\nslug: p{number}\n---\n"
        file.write_text(f"{front}{version}. See [the next](p{(number + 1) % POSTS}.md).\n")


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
    "moments",
    [
        pytest.param(EVERYDAY, id="some"),
        pytest.param(DENSE, id="many", marks=pytest.mark.torture),
    ],
)
def test_a_killed_deploy_leaves_a_whole_site_and_the_next_one_ends_it(
    ssg: Launcher, tmp_path: Path, moments: tuple[float, ...], *, releases: bool
) -> None:
    site, www = tmp_path / "site", tmp_path / "www"
    _write(site, "first")
    (site / "content/authors").mkdir()
    (site / "content/authors/jane.yaml").write_text("name: Jane\n")
    keys = f"{{type: folder, to: '{www}', releases: {str(releases).lower()}}}"
    (site / "site.yaml").write_text(
        "title: T\nurl: https://lamplighter.example/\nauthor: jane\n"
        f"check: {{off: [empty-post]}}\ndeploy:\n  production: {keys}\n"
    )
    shown = www / "current" if releases else www
    _deploy(ssg, site)
    _look(shown, "first")
    _write(site, "again")
    began = time.monotonic()
    _deploy(ssg, site)
    whole = time.monotonic() - began

    for turn, moment in enumerate(moments):
        _write(site, f"version {turn}")
        running = ssg.start(*DEPLOY, folder=site)
        time.sleep(whole * moment)
        running.kill()
        running.wait()
        _look(shown, "")
        _deploy(ssg, site)
        _look(shown, f"version {turn}")
