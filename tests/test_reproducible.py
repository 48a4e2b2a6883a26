"""Equal inputs give equal bytes, wherever, whenever and however they are built."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.blog import NOW, SITE, build, digest_of_tree, post, write, write_blog

CHILD = """
import datetime as dt, sys
from pathlib import Path
from ssg.commands.building.build import BuildRequest, build_site
site = Path(sys.argv[1])
now = dt.datetime.fromisoformat(sys.argv[2])
result = build_site(BuildRequest(site, site / "output", now, jobs=int(sys.argv[3])))
assert not result.has_failed, result.diagnostics
"""


SECTIONS = ("Cities/Ports", "Cities", "Letters", "Work")
MANY, FEW = 125, 40


def write_large_blog(folder: Path) -> Path:
    """Write enough posts that the work is given to several processes, in a theme that people use.

    Some share two tags with few others: an order that comes from a set shows itself only there.
    """
    write_blog(folder)
    settings = SITE.replace("search: false", "search: true\nsharing_pictures: none")
    settings = settings.replace("plain", "broadsheet")
    write(folder, {"site.yaml": settings})
    for number in range(MANY):
        day = dt.date(2000, 1, 1) + dt.timedelta(days=number * 9)
        words = f"Essay {number} on the harbour, “the tide” and -- since {number} -- wages.[^1]"
        body = f"{words}\n\n[^1]: A note on word{number % 7}.\n"
        text = post(f"Essay {number}", str(day), body)
        if number < FEW:
            text = text.replace("harbour]", f"harbour, crew {number // 4}, watch {number // 4}]")
        text = text.replace("Cities/Ports", SECTIONS[number % len(SECTIONS)])
        write(folder, {f"content/posts/essay-{number}.md": text})
    return folder


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = write_large_blog(tmp_path_factory.mktemp("first") / "site")
    assert build(site).diagnostics == ()
    return digest_of_tree(site / "output")


@pytest.mark.parametrize(
    ("zone", "locale", "hash_seed", "jobs"),
    [
        ("UTC", "C", "1", "1"),
        ("Asia/Kolkata", "C.UTF-8", "2", "2"),
        ("America/St_Johns", "POSIX", "3", "3"),
    ],
)
def test_the_same_site_has_the_same_bytes_everywhere(
    tmp_path: Path, expected: str, zone: str, locale: str, hash_seed: str, jobs: str
) -> None:
    site = write_large_blog(tmp_path / f"elsewhere {zone.replace('/', '-')}" / "blög")
    environment = {
        **os.environ,
        "TZ": zone,
        "LC_ALL": locale,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "PYTHONUTF8": "1",
    }
    program = [sys.executable, "-c", CHILD, str(site), NOW.isoformat(), jobs]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert digest_of_tree(site / "output") == expected


def test_the_moment_of_a_build_leaves_no_trace(tmp_path: Path, expected: str) -> None:
    site = write_large_blog(tmp_path / "site")
    build(site, now=NOW + dt.timedelta(days=400))
    assert digest_of_tree(site / "output") == expected


def test_no_output_names_the_machine(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    build(site)
    for file in (site / "output").rglob("*"):
        if file.is_file():
            assert str(tmp_path).encode() not in file.read_bytes(), file
