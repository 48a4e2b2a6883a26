"""Lists and records as a person wrote them, with parts of them exchanged."""

import pytest

from ssg.parse.yaml.parts_text import read_parts, with_parts

LIST = "# Mine.\n  - {slug: a, name: A}\n\n  # Of b.\n  - slug: b\n    name: Bee # sic\n"


def test_what_is_not_exchanged_stays_letter_by_letter() -> None:
    file = read_parts(LIST)
    assert file is not None
    assert [file.has_remark(number) for number in (0, 1)] == [False, True]
    assert with_parts(file, {}, set(), []) == LIST
    added = {"slug": "c", "name": "C 🚢"}
    assert with_parts(file, {}, set(), [added]) == f"{LIST}  - {{slug: c, name: C 🚢}}\n"
    changed = with_parts(file, {0: {"slug": "a", "name": "Ah"}}, {1}, [])
    assert changed == "# Mine.\n  - {slug: a, name: Ah}\n  # Of b.\n"


def test_a_record_keeps_its_ends_of_lines_and_what_looks_like_a_remark() -> None:
    file = read_parts("name: A\r\nbio: |\r\n  # One\r\n  Two\r\n")
    assert file is not None
    assert file.named() == ({"name": "A"}, {"bio": "# One\nTwo\n"})
    made = with_parts(file, {0: {"name": "B"}}, set(), [{"sort_name": "B, A"}])
    assert made == "name: B\r\nbio: |\r\n  # One\r\n  Two\r\nsort_name: B, A\r\n"


@pytest.mark.parametrize("text", ["", "# Nothing.\n", "[{slug: a}]\n", "{name: A}\n", "- [\n", "a"])
def test_what_has_no_lines_of_its_own_is_not_taken_apart(text: str) -> None:
    assert read_parts(text) is None
