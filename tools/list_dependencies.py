"""Writes down the libraries: which licences they have, and with which versions the tests run.

Run in an environment that has all of them: `make constraints`.
"""

import importlib.metadata
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parent.parent
CONSTRAINTS = REPOSITORY / "tests" / "constraints.txt"
LICENCES = REPOSITORY / "docs/content/pages/reference/libraries.md"
OLDEST = "3.11.0"
"""The oldest Python that ssg runs on."""

BESIDE = ("isso",)
"""Tests run it, and the Makefile installs it without what it depends on."""

_LONGEST_NAME = 40
_SPDX = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
}
_HEAD = """\
---
title: Libraries and their licences
description: What is installed with ssg, and under which licences.
extra: {order: 90}
---
ssg itself is under the MIT licence. These libraries are installed with it; with an extra
(`pip install "commentary-ssg[sftp]"`) those come, too, that name it.

| library | licence | for |
|---|---|---|
"""


def main() -> None:
    """Write both files."""
    CONSTRAINTS.write_text("".join(f"{pin}\n" for pin in pins()), "utf-8")
    LICENCES.write_text(_HEAD + "".join(f"{row}\n" for row in rows()), "utf-8")


def pins() -> list[str]:
    """Return `name==version` for all that the tests need, in order.

    A version that some Pythons are too old for is pinned for the others alone, with a marker.
    """
    project = _project()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {*closure([*wanted, *_extras(project)]), *BESIDE}
    return [f"{name}=={importlib.metadata.version(name)}{_marker(name)}" for name in sorted(names)]


def rows() -> Iterator[str]:
    """Yield a row of the table for each library that people install."""
    project = _project()
    always = closure(project["project"]["dependencies"])
    extras: Mapping[str, list[str]] = project["project"]["optional-dependencies"]
    for name in sorted(always):
        yield f"| {name} | {licence_of(name)} | every site |"
    for extra, requirements in sorted(extras.items()):
        for name in sorted(closure(requirements) - always):
            yield f"| {name} | {licence_of(name)} | the extra `{extra}` |"


def closure(requirements: Iterable[str]) -> set[str]:
    """Return the names of what `requirements` install on this machine, as packages spell them."""
    found: set[str] = set()
    waiting = [(Requirement(each), frozenset[str]()) for each in requirements]
    while waiting:
        wanted, asked_with = waiting.pop()
        name = canonicalize_name(wanted.name)
        is_needed = wanted.marker is None or _holds(wanted, asked_with)
        if name in found or not is_needed:
            continue
        found.add(name)
        more = importlib.metadata.distribution(name).requires or ()
        waiting += [(Requirement(each), frozenset(wanted.extras)) for each in more]
    return found


def licence_of(name: str) -> str:
    """Return the licence that a library states, by its SPDX name where it has one."""
    stated = importlib.metadata.metadata(name)
    if "License-Expression" in stated:
        return stated["License-Expression"]
    text = " ".join(stated.get_all("License") or ())
    if text and len(text) <= _LONGEST_NAME:  # Some put all of it there.
        return text
    return next((_SPDX[each] for each in stated.get_all("Classifier") or () if each in _SPDX), "?")


def _marker(name: str) -> str:
    """Return for which Pythons a version is pinned, "" where it is for all that ssg runs on."""
    needed = SpecifierSet(str(importlib.metadata.metadata(name).json.get("requires_python", "")))
    if needed.contains(OLDEST):
        return ""
    conditions = (f'python_full_version {each.operator} "{each.version}"' for each in needed)
    return " ; " + " and ".join(sorted(conditions))


def _holds(wanted: Requirement, extras: Collection[str]) -> bool:
    marker = wanted.marker
    return marker is not None and any(marker.evaluate({"extra": each}) for each in ("", *extras))


def _extras(project: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> Iterator[str]:
    for requirements in project["project"]["optional-dependencies"].values():
        yield from requirements


def _project() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


if __name__ == "__main__":
    main()
