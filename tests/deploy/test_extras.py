"""What a deploy adds to the built site, and what it remembers of the pages."""

import os
from pathlib import Path

import pytest

from ssg.deploy.extras import extras_for
from ssg.model.settings import Settings
from tests.deploy.places import release_files

SETTINGS = Settings("T", "https://blog.example/")
KEYS = {"type": "netlify", "site": "x"}
PAGES = {f"{n}/index.html": f"<style>a{{top:{n}px}}</style>".encode() for n in range(3)}


@pytest.mark.parametrize("cut", [0, 1, 7, 40, 200])
def test_a_memory_that_was_cut_short_is_made_anew(tmp_path: Path, cut: int) -> None:
    memory = tmp_path / "private" / "needs"
    built = release_files(tmp_path / "output", PAGES)
    extras = extras_for(KEYS, SETTINGS, built, memory)
    whole = memory.read_bytes()
    memory.write_bytes(whole[: len(whole) - cut])
    assert extras_for(KEYS, SETTINGS, built, memory) == extras
    assert memory.read_bytes() == whole


def test_a_memory_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "private" / "needs"
    extras_for(KEYS, SETTINGS, release_files(tmp_path / "first", PAGES), memory)
    before = memory.read_bytes()
    write = Path.write_bytes

    def fill_the_disk(path: Path, content: bytes) -> int:
        write(path, content[:50])
        raise OSError(28, os.strerror(28), str(path))

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    built = release_files(tmp_path / "first", {path: PAGES[path] for path in list(PAGES)[:2]})
    assert extras_for(KEYS, SETTINGS, built, memory)
    assert memory.read_bytes() == before
