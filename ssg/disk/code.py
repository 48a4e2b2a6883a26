"""The program itself as an input: another version of it makes every remembered value worthless."""

import contextlib
import re
import sys
import zoneinfo
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import ssg
from ssg.model.digest import Digest, digest_of, digest_of_bytes

LIBRARIES = (
    "babel",
    "coloraide",
    "imagesize",
    "jinja2",
    "markdown",
    "nh3",
    "pagefind",
    "pagefind_bin",
    "pagefind_bin_extended",
    "pillow",
    "pygments",
    "pyyaml",
    "tzdata",
)
"""Whose version can change what a build writes."""

_INSTALLED = re.compile(r"([A-Za-z0-9_.]+)-([^-]+)\.(?:dist|egg)-info")


Program = tuple[tuple[str, str], ...]
"""The parts of a program whose change can change what a build writes: name and version of each."""


def code_digest() -> Digest:
    """Return the digest of this program: its sources, its libraries, Python and the time zones."""
    return digest_of(this_program())


def this_program() -> Program:
    """Return the parts of the program that runs here. A part that is missing is not named."""
    sources = digest_of_sources().hex()
    zones = _time_zone_version(zoneinfo.TZPATH).strip()
    return (
        ("Python", sys.version),
        ("ssg", f"{ssg.__version__} ({sources})"),
        *sorted(_installed_versions(sys.path).items()),
        *([("the time zones of the system", zones)] if zones else []),
    )


@cache
def digest_of_sources() -> Digest:
    """Return the digest of the sources of this program, as they were when it was first asked."""
    return digest_of(_sources(Path(ssg.__file__).parent))


def version_of(library: str) -> str:
    """Return the version of a library, "" for one that is not installed."""
    return _installed_versions(sys.path).get(library, "")


def differences(ours: Program, theirs: Program) -> list[tuple[str, str, str]]:
    """Return name and both versions of each part that differs, "" for one that is missing."""
    here, there = dict(ours), dict(theirs)
    names = dict.fromkeys((*here, *there))
    versions = ((name, here.get(name, ""), there.get(name, "")) for name in names)
    return [part for part in versions if part[1] != part[2]]


def _sources(package: Path) -> tuple[tuple[str, Digest], ...]:
    files = sorted(package.rglob("*.py"))
    return tuple(
        (file.relative_to(package).as_posix(), digest_of_bytes(file.read_bytes())) for file in files
    )


def _installed_versions(folders: Iterable[str]) -> dict[str, str]:
    """Return the version of each library, as the first folder that has one names it.

    Read from the names of folders, because importlib.metadata takes longer than the whole rest.
    """
    versions: dict[str, str] = {}
    for name, version in (found for folder in folders for found in _installed_in(folder)):
        if name in LIBRARIES:
            versions.setdefault(name, version)
    return versions


def _installed_in(folder: str) -> Iterator[tuple[str, str]]:
    with contextlib.suppress(OSError):
        for file in Path(folder or ".").iterdir():
            if match := _INSTALLED.fullmatch(file.name):
                yield match[1].lower(), match[2]


def _time_zone_version(folders: Iterable[str]) -> str:
    """Return the version of the system's time zones, which go before those of tzdata."""
    for folder in folders:
        with contextlib.suppress(OSError), Path(folder, "tzdata.zi").open(encoding="ascii") as file:
            return file.readline()
    return ""
