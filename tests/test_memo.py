"""Steps are done once for each file, each content and each set of arguments."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssg.disk.cache.store import Cache
from ssg.memo import Memo, Outcome, Task
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.source import FileRef
from ssg.work import here

_CODE = Digest(b"code")


def _count_words(_file: FileRef, content: bytes, *arguments: object) -> Outcome:
    return [len(content.split()), *arguments], ()


def _shout(_file: FileRef, content: bytes, *_arguments: object) -> Outcome:
    return [content.upper()], ()


_CONTENTS = {"a.md": b"one two", "b.md": b"three"}


def _file(path: str, content: bytes = b"") -> FileRef:
    content = content or _CONTENTS[path]
    return FileRef(path, digest_of_bytes(content), len(content))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path) as cache:
        yield cache


def _memo(cache: Cache, read: Callable[[FileRef], bytes] | None = None) -> Memo:
    return Memo(cache, _CODE, read or (lambda file: _CONTENTS[file.path]), here)


def _never(file: FileRef) -> bytes:
    message = f"{file.path} was read again"
    raise AssertionError(message)


def test_another_memo_on_the_same_store_does_nothing_again(cache: Cache) -> None:
    tasks = [Task(_count_words, _file(path), ("x",)) for path in _CONTENTS]
    assert _memo(cache).perform(tasks) == [[2, "x"], [1, "x"]]
    assert _memo(cache, _never).perform(tasks) == [[2, "x"], [1, "x"]]


def test_step_path_content_and_arguments_all_count(cache: Cache) -> None:
    tasks = [
        Task(_count_words, _file("a.md"), ()),
        Task(_count_words, _file("a.md"), ("x",)),
        Task(_count_words, _file("a.md", b"one two three"), ()),
        Task(_count_words, _file("copy of a.md", b"one two"), ()),
        Task(_shout, _file("a.md"), ()),
    ]
    contents = {digest_of_bytes(text): text for text in (b"one two", b"one two three")}
    done = _memo(cache, lambda file: contents[file.digest]).perform(tasks)
    assert done == [[2], [2, "x"], [3], [2], [b"ONE TWO"]]


def test_the_same_memo_returns_the_very_same_values(cache: Cache) -> None:
    memo = _memo(cache)
    first = memo.perform([Task(_count_words, _file(path), ()) for path in _CONTENTS])
    second = memo.perform(
        [
            Task(_count_words, _file("b.md"), ()),
            Task(_count_words, _file("a.md", b"not as it was"), ()),
        ]
    )
    assert second[0] is first[1]
    assert second[1] == [2]  # What is read in the end is what counts.


def test_a_memo_keeps_one_value_for_each_file(cache: Cache) -> None:
    memo = _memo(cache, lambda file: _CONTENTS.get(file.path, b""))
    tasks = [Task(_count_words, _file(path), ()) for path in _CONTENTS]
    first = memo.perform(tasks)
    for text in (b"1", b"2", b"3"):
        memo.perform([Task(_count_words, _file("b.md", text), ())])
    assert len(memo.kept) == len(_CONTENTS)
    assert memo.perform(tasks)[0] is first[0]
