"""A site is the home of one blog."""

import json
from pathlib import Path

from tests.importing.exports import author, item, wxr
from tests.importing.running import import_text


def test_the_export_of_another_blog_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1)))
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    other = wxr(author("bo"), item(1)).replace("old.example", "two.example")
    done = import_text(site, other)
    assert done.code == 1
    assert "another blog was imported into this site" in done.report["diagnostics"][0]["message"]
    after = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    locks = {file for file in before if ".ssg-cache" in file.parts}
    assert {file for file in before if before[file] != after.get(file)} <= locks


def test_a_wrong_file_leaves_the_archive_of_the_export_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1)))
    archive = site / ".import/private/exports"
    kept = {file.name: file.read_bytes() for file in archive.iterdir()}
    assert import_text(site, "<!DOCTYPE html><html></html>").code == 1
    assert {file.name: file.read_bytes() for file in archive.iterdir()} == kept


def test_the_parts_of_an_export_one_after_the_other_tell_what_is_not_in_them(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1)))
    done = import_text(site, wxr(author("ana"), item(2)))
    assert done.code == 0
    report = json.loads((site / ".import/report.json").read_text(encoding="utf-8"))
    assert len(report["findings"]["absent"]) == 1
    assert len(list((site / "content/posts").rglob("*.md"))) == 2
