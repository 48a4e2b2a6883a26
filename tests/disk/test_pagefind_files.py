"""Pagefind's files in one order: it gives other bytes each time, and we give the same."""

from pathlib import Path

import pytest

from ssg.disk.search.index import SearchIndexes
from ssg.disk.search.pagefind_files import UnknownFormatError, in_one_order
from ssg.model.digest import digest_of
from ssg.model.search import SearchDocument

KEY = digest_of("key")


def document(number: int) -> SearchDocument:
    facets = "".join(
        f'<i data-v="{name} {number % many}" data-pagefind-filter="{name}[data-v]"></i>'
        for name, many in (("author", 300), ("category", 30), ("year", 3))
    )
    html = f"<html><body data-pagefind-body>{facets}<p>Essay {number}.</p></body></html>"
    return SearchDocument(f"/essay-{number}/", html)


def bundle(folder: Path) -> dict[str, bytes]:
    indexes = SearchIndexes(folder)
    files = indexes.make(KEY, "en", map(document, range(400)))
    return {indexes.name_of(file): (folder / file.path).read_bytes() for file in files}


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    first = bundle(tmp_path / "one")
    assert bundle(tmp_path / "two") == first
    assert sum(name.startswith("filter/") for name in first) == 3
    # What is in order already stays as it is.
    assert in_one_order(first) == first


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pagefind-entry.json": b"[]"},
        {"pagefind-entry.json": b'{"languages":{}}'},
        {
            "pagefind-entry.json": b'{"languages":{"en":{"hash":"en_1"}}}',
            "pagefind.en_1.pf_meta": b"",
        },
    ],
)
def test_files_that_are_not_known_are_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(UnknownFormatError):
        in_one_order(files)
