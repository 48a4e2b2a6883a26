"""A newer export of the same blog: what was public and is not any more, what has moved."""

import json
from pathlib import Path

import pytest

from tests.importing.exports import author, comment, item, wxr
from tests.importing.running import build, errors, import_text


def texts(site: Path) -> str:
    return "".join(
        file.read_text("utf-8")
        for file in (site / "content").rglob("*")
        if file.is_file() and file.suffix in {".md", ".yaml"}
    )


@pytest.mark.parametrize("status", ["private", "trash"])
def test_what_was_made_private_since_is_taken_back(tmp_path: Path, status: str) -> None:
    site = tmp_path / "site"
    public = item(1, content="Not for everybody.", more=comment(1, "Nor is this."))
    assert import_text(site, wxr(author("ana"), public, item(2))).code == 0
    assert "Not for everybody." in texts(site)
    hidden = item(1, content="Not for everybody.", status=status, more=comment(1, "Nor is this."))
    assert import_text(site, wxr(author("ana"), hidden, item(2))).code == 0
    assert "Not for everybody." not in texts(site)
    assert "Nor is this." not in texts(site)
    assert build(site).code == 0


def test_a_comment_that_turned_out_spam_is_taken_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1, more=comment(1, "Buy this."))))
    assert "Buy this." in texts(site)
    import_text(site, wxr(author("ana"), item(1, more=comment(1, "Buy this.", approved="spam"))))
    assert "Buy this." not in texts(site)


def test_a_post_with_a_new_slug_stands_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1, slug="old-name")))
    import_text(site, wxr(author("ana"), item(1, slug="new-name")))
    assert [file.stem for file in (site / "content/posts").rglob("*.md")] == ["new-name"]
    built = build(site)
    assert built.code == 0, errors(built)


def test_what_a_person_changed_stays_and_is_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1, slug="old-name"), item(2)))
    file = next((site / "content/posts").rglob("old-name.md"))
    file.write_text(file.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    import_text(site, wxr(author("ana"), item(1, slug="new-name"), item(2)))
    assert file.read_text("utf-8").endswith("Mine.\n")
    report = json.loads((site / ".import/report.json").read_text("utf-8"))
    told = report["findings"]["withdrawn"]
    assert len(told) == 1
    assert told[0]["where"].endswith("old-name.md")
    assert "you changed it" in told[0]["text"]
