"""Zip files as tests need them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_VERSION_NEEDED = 6
"""Where in an entry of the central directory the version stands that a program must know."""


def write_zip(file: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip file of `members`."""
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def write_later_zip(file: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip file that asks for a version of the format that there is not."""
    content = bytearray(write_zip(file, members).read_bytes())
    content[content.index(b"PK\x01\x02") + _VERSION_NEEDED] = 99
    file.write_bytes(content)
    return file
