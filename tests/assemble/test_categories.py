"""What an author's words for a term mean."""

import pytest

from ssg.assemble.categories import vocabulary_of
from ssg.model.entry import TermMention
from ssg.model.settings import TermRecord

RECORDS = [
    TermRecord("comment", "Opinion"),
    TermRecord("opinion", "Views"),
    TermRecord("news", "World", parent="opinion"),
    TermRecord("world", "News"),
]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("opinion", "opinion"),  # the slug of the second, though the first has it as its name
        ("Views", "opinion"),
        ("news", "opinion/news"),
        ("Opinion/News", "opinion/news"),
        ("Views/World", "opinion/news"),
        ("world", "world"),
        ("Elsewhere", "elsewhere"),
    ],
)
def test_a_slug_means_its_own_term_before_a_name_means_another(written: str, path: str) -> None:
    mention = TermMention(tuple(written.split("/")))
    assert vocabulary_of(RECORDS).path_of(mention) == path
