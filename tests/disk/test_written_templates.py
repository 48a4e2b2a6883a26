"""Written templates come back as they were; those of another program are as good as none."""

from pathlib import Path

import pytest

from ssg.disk import written_templates
from ssg.disk.written_templates import WrittenTemplates, keep_written
from ssg.model.digest import digest_of_bytes
from ssg.render.compiling.loading import Written

KEY, OTHER = digest_of_bytes(b"post.html"), digest_of_bytes(b"home.html")
POST = Written('name = "post.html"\nwrite("“\\n”")\n', ("layout.html", 'a "b".html'))


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "written"
    keep_written({OTHER: POST}, folder)
    keep_written({KEY: POST}, folder)

    found = WrittenTemplates(folder)

    assert dict(found) == {KEY: POST}
    assert len(found) == 1
    assert OTHER not in found
    assert found.get(OTHER) is None


def test_another_program_or_another_jinja_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_written({KEY: POST}, tmp_path)
    for name, other in (("digest_of_sources", b"another"), ("version_of", "9.9")):
        with monkeypatch.context() as patch:
            patch.setattr(written_templates, name, lambda *_, other=other: other)
            assert KEY not in WrittenTemplates(tmp_path)
    assert KEY in WrittenTemplates(tmp_path)


def test_an_installation_without_them_has_none(tmp_path: Path) -> None:
    assert dict(WrittenTemplates(tmp_path / "nowhere")) == {}


def test_one_that_is_gone_meanwhile_is_none(tmp_path: Path) -> None:
    keep_written({KEY: POST}, tmp_path)
    found = WrittenTemplates(tmp_path)
    assert KEY in found
    (tmp_path / f"{KEY.hex()}.template").unlink()
    assert found.get(KEY) is None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_one_that_was_cut_is_none(tmp_path: Path, share: float) -> None:
    keep_written({KEY: POST}, tmp_path)
    file = tmp_path / f"{KEY.hex()}.template"
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    assert WrittenTemplates(tmp_path).get(KEY) is None
