"""Numbers with their nouns, and sizes in words."""

import pytest

from ssg.text.counting import in_bytes


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"), (1, "1 byte"), (212, "212 bytes"), (999, "999 bytes"), (1_000, "1 kB"),
        (9_960, "10 kB"), (14_200, "14 kB"), (999_499, "999 kB"), (999_501, "1 MB"),
        (1_200_000, "1.2 MB"), (4 << 30, "4.3 GB"), (4_321_000_000_000, "4,321 GB"),
    ],
)  # fmt: skip
def test_sizes_are_told_as_people_write_them(size: int, words: str) -> None:
    assert in_bytes(size) == words
