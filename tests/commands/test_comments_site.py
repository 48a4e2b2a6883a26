"""The comments files of a site as the verbs that write them find them."""

from pathlib import Path

import pytest

from ssg.commands.comments.site import Discussed, comments_of, is_as_read, load_discussed
from tests.blog import comments, write, write_blog

FILE = "content/comments/one.yaml"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_was_changed_made_or_removed_is_not_as_it_was_read(
    tmp_path: Path, *, is_there: bool
) -> None:
    site = write_blog(tmp_path / "blog")
    if not is_there:
        (site / FILE).unlink()
    discussed = load_discussed(site)
    assert isinstance(discussed, Discussed)
    placed = discussed.at("https://small.example/blog/2016/10/29/one/")
    assert placed is not None

    kept = comments_of(discussed, placed, set())
    assert kept.path == FILE
    assert is_as_read(site, kept)
    write(site, {FILE: comments("wp-9", "Another")})
    assert not is_as_read(site, kept)
    (site / FILE).unlink()
    assert is_as_read(site, kept) is not is_there
