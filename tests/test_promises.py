"""PROMISES.md is true: each promise names tests that exist, and they fail where it is broken.

`tests/promises/breaks.yaml` lists changes that would break a promise. Every day it is only looked
whether they still fit the code; `make torture` makes each of them in a copy of the repository, and
the test that it names has to fail there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.yaml_text import from_yaml

REPOSITORY = Path(__file__).parent.parent
PROMISE = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
COUNT = 12
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", ".ssg-cache", "node_modules", "output", "build", ".*_cache"
)
FAILED = 1
"""What pytest answers where tests ran and failed; other codes are for faults of other kinds."""


@dataclass(frozen=True)
class Break:
    """A change of the code that breaks a promise, and the test that has to see it."""

    promise: int
    file: str
    was: str
    becomes: str
    test: str

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return f"{self.promise}-{self.test.rpartition('::')[2].partition('[')[0]}"


def _breaks() -> list[Break]:
    text = (REPOSITORY / "tests/promises/breaks.yaml").read_text("utf-8")
    return [Break(**each) for each in from_yaml(text)]


BREAKS = _breaks()


@pytest.fixture(scope="module")
def promises() -> dict[int, str]:
    """Return the text below each promise's heading, by its number."""
    text = (REPOSITORY / "PROMISES.md").read_text("utf-8")
    parts = PROMISE.split(text)[1:]
    return {int(parts[at]): parts[at + 2] for at in range(0, len(parts), 3)}


def test_every_promise_names_tests_that_are_there(promises: dict[int, str]) -> None:
    assert sorted(promises) == list(range(1, COUNT + 1))
    for number, text in promises.items():
        named = TEST.findall(text)
        assert named, f"promise {number} names no test"
        for file, function in named:
            source = (REPOSITORY / file).read_text("utf-8")
            assert not function or f"def {function}(" in source, f"{file}::{function}"


def test_every_promise_was_broken_on_purpose(promises: dict[int, str]) -> None:
    broken = defaultdict(list)
    for each in BREAKS:
        broken[each.promise].append(each)
        named = {file for file, _ in TEST.findall(promises[each.promise])}
        assert each.test.partition("::")[0] in named, f"promise {each.promise}: {each.test}"
    assert sorted(broken) == list(range(1, COUNT + 1))
    assert min(len(breaks) for breaks in broken.values()) > 1


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_each_break_still_fits_the_code(broken: Break) -> None:
    source = (REPOSITORY / broken.file).read_text("utf-8")
    assert source.count(broken.was) == 1, broken.file
    file, _, function = broken.test.partition("::")
    name = function.partition("[")[0]
    assert f"def {name}(" in (REPOSITORY / file).read_text("utf-8"), broken.test
    if broken.file.endswith(".py"):
        compile(source.replace(broken.was, broken.becomes), broken.file, "exec")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository whose tests can be run, with what Python has compiled."""
    folder = tmp_path_factory.mktemp("broken") / "repository"
    shutil.copytree(REPOSITORY, folder, ignore=LEFT_BEHIND, symlinks=True)
    modules = Path("tests/validators/node_modules")
    if (REPOSITORY / modules).is_dir():
        (folder / modules).symlink_to((REPOSITORY / modules).resolve())
    return folder


@pytest.fixture
def broken_copy(copy: Path, broken: Break) -> Iterator[None]:
    """Make the break, and mend it again."""
    file = copy / broken.file
    whole = file.read_text("utf-8")
    write_anew(file, whole.replace(broken.was, broken.becomes))
    yield
    write_anew(file, whole)


def write_anew(file: Path, text: str) -> None:
    """Write a file so that Python does not believe what it has compiled of it.

    It looks at size and time, to the second: so each text gets a second of its own.
    """
    later = int(file.stat().st_mtime) + 1
    file.write_text(text, "utf-8")
    os.utime(file, (later, later))


@pytest.fixture(scope="module")
def environment(exports: Path, realblog: Path, copy: Path) -> dict[str, str]:
    """Return the environment of tests in the copy."""
    given = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    return {
        **given,
        "SSG_EXPORTS": str(exports),
        "SSG_REALBLOG": str(realblog),
        "PYTHONPATH": str(copy),
        "SSG_SEED": "1",
    }


Run = Callable[[Iterable[str]], tuple[int, str]]


@pytest.fixture(scope="module")
def run_tests(copy: Path, environment: dict[str, str]) -> Iterator[Run]:
    """Yield what runs tests in the copy, up to the first that fails: exit code, and what is said.

    pytest and the libraries are loaded once for all breaks.
    """
    program = [sys.executable, str(REPOSITORY / "tests/pytest_program.py")]
    said = copy.parent / "said.txt"
    with subprocess.Popen(
        program, cwd=copy, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def run(tests: Iterable[str]) -> tuple[int, str]:
            assert process.stdin is not None
            assert process.stdout is not None
            arguments = ["-q", "-x", "-p", "no:cacheprovider", *tests]
            order = {"folder": str(copy), "said": str(said), "arguments": arguments}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            code = int(process.stdout.readline())
            return code, said.read_text("utf-8", "replace")[-3_000:]

        yield run
        process.stdin.close()  # type: ignore[union-attr] # a pipe, see above


@pytest.mark.torture
def test_they_pass_where_nothing_is_broken(run_tests: Run) -> None:
    code, said = run_tests(sorted({each.test for each in BREAKS}))
    assert code == 0, said


@pytest.mark.torture
@pytest.mark.parametrize("broken", BREAKS, ids=str)
@pytest.mark.usefixtures("broken_copy")
def test_the_test_of_a_promise_fails_where_it_is_broken(broken: Break, run_tests: Run) -> None:
    code, said = run_tests([broken.test])
    assert code == FAILED, f"{broken}\n{said}"
