"""Large exports: memory that does not grow with the file, and how many entries a second."""

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssg.importers.reading.export import read_export
from tests.importers.reading.building import WXR_END, WXR_START, entries, item

REPOSITORY = Path(__file__).resolve().parents[3]
MEGABYTE = 1 << 20

MEASURE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from ssg.importers.reading.export import read_export
from ssg.model.export import OldEntry, Repair, Unreadable
from tests.importers.reading.test_scale import large_export
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, counts, at = peak(), {}, {}
for noun in read_export(large_export(int(sys.argv[2]))):
    counts[type(noun)] = counts.get(type(noun), 0) + 1
print(counts[OldEntry], counts[Repair], counts.get(Unreadable, 0), peak() - before)
"""
"""Printed: entries, repairs, unreadable, and by how many kilobytes memory grew."""


def large_items() -> bytes:
    """Return forty items of about 100 kilobytes in all, some of them broken."""
    comment = (
        "<wp:comment><wp:comment_id>{0}</wp:comment_id><wp:comment_content><![CDATA[Well & good]]>"
        "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )
    comments = "".join(comment.format(number) for number in range(3))
    plain = [item(number, "<p>Words and deeds.</p>\n" * 60, more=comments) for number in range(38)]
    nested = item(38, "<script>// <![CDATA[\nx\n// ]]></script>" * 9)
    return "".join([*plain, nested, item(39).replace("Entry", "Q & A")]).encode()


def large_export(size: int) -> Iterator[bytes]:
    """Yield an export of about `size` bytes."""
    items = large_items()
    yield WXR_START.encode()
    for _ in range(size // len(items)):
        yield items
    yield WXR_END.encode()


def measure(size: int) -> tuple[int, int, int, int]:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(REPOSITORY), str(size)],
        capture_output=True,
        text=True,
        check=True,
        timeout=1200,
    )
    numbers = [int(number) for number in done.stdout.split()]
    return numbers[0], numbers[1], numbers[2], numbers[3]


def assert_memory_stays_small(size: int, *, kilobytes: int) -> None:
    times = size // len(large_items())
    found, repaired, lost, grown = measure(size)
    assert (found, lost) == (40 * times, 0)
    assert repaired == 10 * times
    assert grown < kilobytes


def test_fifty_megabytes_are_read_in_little_memory() -> None:
    assert_memory_stays_small(50 * MEGABYTE, kilobytes=10_000)


def test_what_was_read_is_free_at_once() -> None:
    export = list(large_export(MEGABYTE))
    gc.collect()
    gc.disable()
    try:
        found = sum(1 for _ in read_export(export))
        assert found > 400
        # A parser for each element, with all its memory, once waited for a round of collection.
        assert gc.collect() < found
    finally:
        gc.enable()


@pytest.mark.torture
def test_two_hundred_megabytes_are_read_in_no_more_memory() -> None:
    assert_memory_stays_small(200 * MEGABYTE, kilobytes=10_000)


@pytest.mark.torture
def test_how_many_entries_are_read_in_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    start = time.perf_counter()
    found = len(entries(read_export(large_export(20 * MEGABYTE))))
    seconds = time.perf_counter() - start
    with capsys.disabled():
        print(f"\n{found / seconds:.0f} entries and {20 / seconds:.1f} MB a second")  # noqa: T201
    assert found
