"""Libraries are written down: with which versions tests run, and under which licences they are."""

import importlib.metadata
import re

from packaging.specifiers import SpecifierSet

from tools.list_dependencies import CONSTRAINTS, LICENCES, OLDEST, pins, rows

PIN = re.compile(r"[a-z0-9-]+==[\w.!+]+( ; python_full_version [<>=!]+ \"[\d.]+\")?")
PERMISSIVE = re.compile(r"MIT|BSD|Apache|PSF|MPL|EPL|OFL|Dual License", re.IGNORECASE)


def test_every_library_that_tests_run_with_is_pinned() -> None:
    written = CONSTRAINTS.read_text("utf-8").splitlines()
    assert {pin.split("==")[0] for pin in pins()} <= {pin.split("==")[0] for pin in written}
    assert not [line for line in written if not PIN.fullmatch(line)]


def test_an_older_python_is_not_asked_for_what_it_cannot_have() -> None:
    """Debian 12 has 3.11.2, and some libraries ask for a later correction of 3.11."""
    marked = [pin for pin in CONSTRAINTS.read_text("utf-8").splitlines() if ";" in pin]
    for pin in pins():
        name = pin.split("==")[0]
        requires = str(importlib.metadata.metadata(name).json.get("requires_python", ""))
        assert SpecifierSet(requires).contains(OLDEST) or pin in marked, name


def test_tests_run_with_what_is_pinned() -> None:
    """Another version may be installed by hand; `make test` brings back the one that is pinned."""
    pinned = dict(pin.split("==") for pin in CONSTRAINTS.read_text("utf-8").splitlines())
    for name in ("pytest", "pytest-xdist", "hypothesis", "mypy", "ruff"):
        assert importlib.metadata.version(name) == pinned[name], name


def test_every_library_that_people_install_is_listed_with_its_licence() -> None:
    listed = LICENCES.read_text("utf-8")
    for row in rows():
        assert row.split("|")[1] in listed, row
        assert PERMISSIVE.search(row.split("|")[2]), row
