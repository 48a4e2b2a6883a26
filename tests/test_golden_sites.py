"""Small whole sites, one idea each, compared byte by byte.

`tests/sites/<case>/` is a site. `files.txt` names every output, `expected/` holds some of them as
they must be, `diagnostics.txt` what is said. A site that must fail has no `files.txt`. Run pytest
with `--update` to rewrite all three; `expected/` keeps the files that it has.
"""

import shutil
from pathlib import Path

import pytest

from ssg.commands.building.build import BuildResult
from tests.blog import build, tree

CASES = sorted(folder for folder in (Path(__file__).parent / "sites").iterdir() if folder.is_dir())
EXPECTATIONS = ("expected", "files.txt", "diagnostics.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_site_is_built_as_expected(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = tmp_path / case.name
    shutil.copytree(case, site, ignore=shutil.ignore_patterns(*EXPECTATIONS))
    result = build(site)
    if request.config.getoption("--update"):
        update(case, site, result)
    assert diagnostics_text(result) == (case / "diagnostics.txt").read_text(encoding="utf-8")
    built = tree(site / "output") if (site / "output").exists() else {}
    must_be_built = (case / "files.txt").exists()
    assert result.has_failed is not must_be_built
    if must_be_built:
        assert list_text(built) == (case / "files.txt").read_text(encoding="utf-8")
    for name, content in tree(case / "expected").items():
        assert built[name].decode() == content.decode(), name


def diagnostics_text(result: BuildResult) -> str:
    return "".join(
        f"{problem.place}: {problem.level.value}: {problem.message}\nfix: {problem.fix}\n"
        for problem in result.diagnostics
    )


def list_text(built: dict[str, bytes]) -> str:
    return "".join(f"{name}\n" for name in sorted(built))


def update(case: Path, site: Path, result: BuildResult) -> None:
    (case / "diagnostics.txt").write_text(diagnostics_text(result), encoding="utf-8")
    if result.has_failed:
        return
    built = tree(site / "output")
    (case / "files.txt").write_text(list_text(built), encoding="utf-8")
    for name in tree(case / "expected"):
        if name in built:
            (case / "expected" / name).write_bytes(built[name])
