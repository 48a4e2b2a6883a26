"""A newer export of the same blog: what was public and is not any more, what has moved."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.exports import OLD, author, comment, item, wxr
from tests.importing.running import Host, build, errors, import_text


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
    import_text(site, wxr(author("ana"), item(1), item(2)))
    file = next((site / "content/posts").rglob("entry-1.md"))
    file.write_text(file.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    import_text(site, wxr(author("ana"), item(1, status="private"), item(2)))
    assert file.read_text("utf-8").endswith("Mine.\n")
    told = findings(site, "withdrawn")
    assert len(told) == 1
    assert told[0]["where"].endswith("entry-1.md")
    assert "you changed it" in told[0]["text"]


def findings(site: Path, topic: str) -> list[dict[str, str]]:
    report = json.loads((site / ".import/report.json").read_text("utf-8"))
    told: list[dict[str, str]] = report["findings"].get(topic, [])
    return told


def add_mine(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "\nMine.\n", encoding="utf-8")


def renamed(file: Path) -> None:
    add_mine(file)
    file.rename(file.with_name("mine.md"))


def moved_here(file: Path) -> None:
    text = file.read_text("utf-8").replace("/old-name/", "/of-my-own/")
    file.write_text(text, encoding="utf-8")


def record_lost(file: Path) -> None:
    add_mine(file)
    (site,) = (above for above in file.parents if (above / "site.yaml").exists())
    shutil.rmtree(site / ".import")


@pytest.mark.parametrize(
    ("change", "name", "address"),
    [
        (add_mine, "old-name", "old-name"),
        (renamed, "mine", "old-name"),
        (moved_here, "old-name", "of-my-own"),
        (record_lost, "old-name", "old-name"),
    ],
)
def test_a_post_with_a_new_slug_whose_file_a_person_changed_stands_once(
    tmp_path: Path, change: Callable[[Path], None], name: str, address: str
) -> None:
    site = tmp_path / "site"
    first, link = item(1, slug="old-name", more=comment(1, "First.")), '<a href="{}">It</a>'
    before = item(2, link.format(f"{OLD}/2016/10/29/old-name/"))
    import_text(site, wxr(author("ana"), first, before))
    change(next((site / "content/posts").rglob("old-name.md")))
    mine = next((site / "content/posts").rglob(f"{name}.md")).read_bytes()

    answers = comment(1, "First.") + comment(2, "Second.")
    later = item(1, "<p>A new text.</p>", slug="new-name", more=answers)
    after = item(2, link.format(f"{OLD}/2016/10/29/new-name/"))
    for _ in range(2):
        done = import_text(site, wxr(author("ana"), later, after))
        assert done.code == 0, done.out
        names = sorted(file.stem for file in (site / "content/posts").rglob("*.md"))
        assert names == sorted([name, "entry-2"])
        (file,) = (site / "content/posts").rglob(f"{name}.md")
        assert file.read_bytes() == mine
        (aside,) = (site / ".import/new").rglob("old-name.md")
        assert "A new text." in aside.read_text("utf-8")
        (told,) = findings(site, "moved")
        assert told["text"].startswith("/2016/10/29/new-name/ is where the old blog has it;")
        assert told["where"].endswith("/old-name.md")
        assert not findings(site, "withdrawn")
    built = build(site)
    assert built.code == 0, errors(built)
    host = Host(site)
    assert host.answer("/2016/10/29/new-name/") == f"/2016/10/29/{address}/"
    page = (site / f"output/2016/10/29/{address}/index.html").read_text("utf-8")
    assert "First." in page
    assert "Second." in page
    other = (site / "output/2016/10/29/entry-2/index.html").read_text("utf-8")
    assert f'href="/2016/10/29/{address}/"' in other


def test_a_person_may_take_the_new_address_of_a_post_that_stayed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1, slug="old-name")))
    file = next((site / "content/posts").rglob("old-name.md"))
    add_mine(file)
    import_text(site, wxr(author("ana"), item(1, slug="new-name")))
    assert "new-name" in (site / "content/redirects.yaml").read_text("utf-8")
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nguid:", "\naliases: [/2016/10/29/new-name/]\nguid:"), "utf-8")
    import_text(site, wxr(author("ana"), item(1, slug="new-name")))
    redirects = site / "content/redirects.yaml"
    assert not redirects.exists() or "new-name" not in redirects.read_text("utf-8")
    assert build(site).code == 0
