"""Values that PHP has serialised."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.reading.php_values import NotPhp, PhpValue, decode_php

PLAIN: st.SearchStrategy[PhpValue] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.dictionaries(st.integers(-99, 99) | st.text(), inner, max_size=4),
    max_leaves=12,
)


def serialise(value: PhpValue, extra_bytes: str = "") -> str:
    """Write a value as PHP does; `extra_bytes` are counted twice."""
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case float():
            return f"d:{'-INF' if value < 0 else 'INF'};" if math.isinf(value) else f"d:{value!r};"
        case str():
            length = len(value.encode()) + sum(map(value.count, extra_bytes))
            return f's:{length}:"{value}";'
    parts = "".join(serialise(part, extra_bytes) for pair in value.items() for part in pair)
    return f"a:{len(value)}:{{{parts}}}"


@given(PLAIN)
def test_what_php_writes_is_read(value: PhpValue) -> None:
    assert decode_php(serialise(value)) == value


LINES = st.lists(st.text('ab ü;":{}', max_size=9), min_size=1, max_size=4).map("\n".join)


@given(st.dictionaries(st.integers(0, 9), LINES, min_size=1, max_size=4))
def test_lengths_that_counted_other_line_ends_are_repaired(value: dict[int, str]) -> None:
    # A text that itself looks like the end of a text cannot be told from one.
    texts = value.values()
    if any('";' in text for text in texts):
        return
    written: dict[int | str, PhpValue] = dict(value.items())
    assert decode_php(serialise(written, "\n")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a:1:{s:3:"key";s:13:"¯\\_(ツ)_/¯";}', {"key": "¯\\_(ツ)_/¯"}),
        ('s:9:"Grüße";', "Grüße"),
        ('a:2:{s:1:"a";s:99:"wrong";s:1:"b";i:2;}', {"a": "wrong", "b": 2}),
        ('s:6:"a";\nb";', 'a";\nb'),
        ("  i:5;\n", 5),
        ("b:1;", True),
        ("d:0.5;", 0.5),
        ("a:0:{}", {}),
    ],
)
def test_known_values(text: str, value: PhpValue | NotPhp) -> None:
    assert decode_php(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('O:8:"stdClass":0:{}', "object"),
        ('a:1:{i:0;O:8:"stdClass":0:{}}', "object"),
        ('C:3:"Foo":2:{ab}', "object"),
        ('E:7:"Foo:Bar";', "enumeration"),
        ("a:2:{i:0;i:1;i:1;R:2;}", "reference"),
        ("plain text", "no value"),
        ("", "no value"),
        ("i:5;i:6;", "follows"),
        ('s:5:"abc', "no end"),
        ("a:1:{i:0;i:1;", "keys"),
        ("d:zwei;", "no number"),
        ("a:1:{a:0:{}i:1;}", "key"),
        ("a:1:{d:0.5;i:1;}", "key"),
        ("a:1:{i:0;i:1;i:1;i:2;}", "more entries"),
        ("a:1:{i:0;" * 5000, "deep"),
        ("i:" + "9" * 50 + ";", "no value"),
    ],
)
def test_what_is_not_read_says_why(text: str, reason: str) -> None:
    fault = decode_php(text)
    assert isinstance(fault, NotPhp)
    assert reason in fault.reason


@given(st.text('abi:sdNO;{}"0123456789\n', max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    decode_php(text)


@pytest.mark.parametrize("piece", ['s:999999:"a";', 'i:0;s:5:"a";', "a:1:{i:0;", 's:9:"', '";'])
def test_time_grows_with_the_text(piece: str) -> None:
    """Ten times the text may take some forty times as long, not a hundred times."""
    took = []
    for count in (2_000, 20_000):
        text = f"a:{count}:{{" + piece * count + "}"
        start = time.perf_counter()
        decode_php(text)
        took.append(time.perf_counter() - start)
    assert took[1] < 40 * took[0] + 0.5
