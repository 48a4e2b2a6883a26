"""The digest of the program: it changes with the sources and with what is installed."""

import sys
from pathlib import Path

from ssg.disk.code import LIBRARIES, _installed_versions, _sources, _time_zone_version, code_digest


def test_the_digest_is_the_same_from_call_to_call() -> None:
    assert code_digest() == code_digest()


def test_every_source_counts(tmp_path: Path) -> None:
    (tmp_path / "render").mkdir()
    (tmp_path / "render/page.py").write_text("a = 1")
    before = _sources(tmp_path)

    (tmp_path / "render/page.py").write_text("a = 2")

    assert [name for name, _ in before] == ["render/page.py"]
    assert _sources(tmp_path) != before


def test_versions_are_read_from_the_folder_that_python_imports_from(tmp_path: Path) -> None:
    for name in (
        "first/Markdown-3.9.dist-info",
        "second/markdown-2.0.dist-info",
        "second/nh3-1.0.dist-info",
    ):
        (tmp_path / name).mkdir(parents=True)

    versions = _installed_versions([str(tmp_path / name) for name in ("none", "first", "second")])

    assert versions == {"markdown": "3.9", "nh3": "1.0"}


def test_every_library_is_found_where_the_tests_run() -> None:

    found = _installed_versions(sys.path).keys()
    # Whoever has the larger program for the search has it instead of the smaller one.
    assert set(LIBRARIES) - found == {"pagefind_bin_extended"}


def test_the_time_zones_of_the_system_count(tmp_path: Path) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2025b\nR x")

    assert _time_zone_version(["/nowhere", str(tmp_path)]) == "# version 2025b\n"
    assert _time_zone_version([]) == ""
