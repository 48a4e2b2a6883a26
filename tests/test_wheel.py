"""What people install: the wheel alone makes a site that builds, with the theme in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ssg.disk.builtin import builtin_theme_names


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed, so that nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "tools.write_templates", folder=repository)
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    run(*build, repository, folder=folder)
    (built,) = folder.glob("commentary_ssg-*.whl")
    return built


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_the_theme_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "ssg/builtin_themes/broadsheet/theme.yaml" in names
    assert "ssg/pipeline.py" in names
    assert {"ssg/preview/client/client.js", "ssg/preview/client/bar.css"} <= {*names}
    assert not [name for name in names if name.startswith(("tests/", "content/", "benchmarks/"))]


@pytest.mark.xdist_group("wheel")
def test_a_site_is_made_and_built_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    python = (sys.executable, "-m", "ssg")
    environment = {"PYTHONPATH": str(installed), "NO_COLOR": "1"}
    where = (sys.executable, "-c", "import ssg; print(ssg.__file__)")
    assert str(installed) in run(*where, folder=tmp_path, **environment)
    run(*python, "init", "blog", "--title", "A Blog", folder=tmp_path, **environment)
    run(*python, "build", folder=tmp_path / "blog", **environment)
    home = (tmp_path / "blog/output/index.html").read_text(encoding="utf-8")
    assert "A Blog" in home
    ask = "from ssg.disk.written_templates import WrittenTemplates; print(len(WrittenTemplates()))"
    written = run(sys.executable, "-c", ask, folder=tmp_path, **environment)
    assert int(written) >= len(builtin_theme_names()), "the wheel compiles its own themes"
    assert "<style>" in home
