"""An export of the same blog again, after a person has changed files that list things."""

import json
from pathlib import Path

import pytest

from tests.importing.exports import author, category, comment, item, wxr
from tests.importing.running import Done, build, errors, import_text, ssg
from tests.yaml_text import from_yaml

COMMENTS = "content/comments/entry-1.yaml"
REDIRECTS = "content/redirects.yaml"
WAITS = "waits in .import/new/, because you changed the file"


def blog(*comments: str, slugs: tuple[str, ...] = ("news",)) -> str:
    terms = [category(slug, number=number) for number, slug in enumerate(slugs, 1)]
    return wxr(author("ana"), *terms, item(1, categories=slugs, more="".join(comments)))


FIRST = comment(1, "The first word."), comment(2, "A second word.")
THIRD = comment(3, "A later word.", parent=2)


def change(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def ids(site: Path) -> list[str]:
    return [each["id"] for each in from_yaml((site / COMMENTS).read_text("utf-8"))["comments"]]


def left(done: Done, kind: str) -> dict[str, int]:
    """Return what the ledger says was left, having seen that it accounts for all."""
    account = done.ledger[kind]
    assert account["in"] == account["out"] + sum(account["left"].values())
    told: dict[str, int] = account["left"]
    return told


def screen(site: Path) -> str:
    """Import the export beside `site` once more, as a person does, and return what is told."""
    done = ssg("import", "wordpress", site.parent / f"{site.name}-export.xml", "--site", site)
    return done.out


def test_a_later_comment_comes_into_a_file_that_a_person_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    change(site, COMMENTS, "The first word.", "The first word. [Cut.]")
    before = (site / COMMENTS).read_text("utf-8")
    later = import_text(site, blog(*FIRST, THIRD))
    text = (site / COMMENTS).read_text("utf-8")
    assert text.startswith(before)
    assert "A later word." in text
    assert (later.ledger["comments"]["out"], left(later, "comments")) == (3, {})
    assert not list((site / ".import/new").rglob("*.yaml"))
    assert build(site).code == 0
    import_text(site, blog(*FIRST, THIRD))
    assert (site / COMMENTS).read_text("utf-8") == text


def test_a_comment_that_a_person_took_out_stays_out(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    text = (site / COMMENTS).read_text("utf-8")
    (site / COMMENTS).write_text(text[: text.index("- id: wp-2")], encoding="utf-8")
    for _ in range(2):
        later = import_text(site, blog(*FIRST, THIRD))
        assert ids(site) == ["wp-1", "wp-3"]
        assert left(later, "comments") == {"removed by you": 1}
        assert "parent" not in (site / COMMENTS).read_text("utf-8")


def test_comments_of_an_export_join_those_that_came_by_letter(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog())
    letter = (
        "post: {permalink: /2016/10/29/entry-1/}\ncomments:\n- {id: mail-7, body: By letter.}\n"
    )
    (site / "content/comments").mkdir(parents=True)
    (site / COMMENTS).write_text(letter, encoding="utf-8")
    later = import_text(site, blog(*FIRST))
    assert sorted(ids(site)) == ["mail-7", "wp-1", "wp-2"]
    assert left(later, "comments") == {}


@pytest.mark.parametrize(
    "own",
    [
        "comments: [unclosed\n",
        "- a list\n",
        "post: {permalink: /another/}\ncomments:\n- {id: mail-7, body: Words.}\n",
    ],
)
def test_what_cannot_be_added_waits_and_is_told(tmp_path: Path, own: str) -> None:
    site = tmp_path / "site"
    (site / "content/comments").mkdir(parents=True)
    (site / COMMENTS).write_text(own, encoding="utf-8")
    done = import_text(site, blog(*FIRST))
    assert left(done, "comments") == {WAITS: 2}
    assert (site / COMMENTS).read_text("utf-8") == own
    assert "A second word." in (site / ".import/new" / COMMENTS).read_text("utf-8")
    told = screen(site)
    assert f".import/new/{COMMENTS}" in told
    assert "is in the site, waits in .import/new/ or accounted for" in told
    assert f".import/new/{COMMENTS}" in (site / ".import/report.md").read_text("utf-8")


def test_a_comments_file_in_another_encoding_keeps_its_bytes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    own = (site / COMMENTS).read_bytes().replace(b"first", b"caf\xe9")
    (site / COMMENTS).write_bytes(own)
    assert left(import_text(site, blog(*FIRST, THIRD)), "comments") == {WAITS: 1}
    assert (site / COMMENTS).read_bytes() == own


def test_comments_of_a_file_that_a_person_removed_are_not_counted_as_here(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    (site / COMMENTS).unlink()
    later = import_text(site, blog(*FIRST, THIRD))
    assert not (site / COMMENTS).exists()
    assert left(later, "comments") == {
        "removed or renamed by you": 2,
        "waits in .import/new/, because you removed the file": 1,
    }


def test_a_comment_that_the_old_blog_changed_waits_beside_a_persons_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    change(site, COMMENTS, "The first word.", "My first word.")
    other = comment(1, "Quite another word.")
    later = import_text(site, blog(other, FIRST[1], THIRD))
    assert ids(site) == ["wp-1", "wp-2", "wp-3"]
    assert "My first word." in (site / COMMENTS).read_text("utf-8")
    assert "Quite another word." in (site / ".import/new" / COMMENTS).read_text("utf-8")
    assert left(later, "comments") == {WAITS: 1}
    change(site, COMMENTS, "My first word.", "Quite another word.")
    assert left(import_text(site, blog(other, FIRST[1], THIRD)), "comments") == {}
    assert not (site / ".import/new" / COMMENTS).exists()


def test_a_site_of_an_import_that_kept_no_list_of_comments_loses_none(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    state = site / ".import/private/state.jsonl"
    lines = [json.loads(line)[:3] for line in state.read_text("utf-8").splitlines()]
    state.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    change(site, COMMENTS, "The first word.", "My first word.")
    import_text(site, blog(*FIRST))
    assert not (site / ".import/new").exists() or not any((site / ".import/new").rglob("*.yaml"))
    import_text(site, blog(*FIRST, THIRD))
    assert ids(site) == ["wp-1", "wp-2", "wp-3"]


def test_comments_that_nobody_touched_follow_the_export(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST, THIRD, comment(4, "An answer.", parent=3)))
    change(site, COMMENTS, "The first word.", "My first word.")
    spam = comment(3, "A later word.", approved="spam")
    later = import_text(
        site, blog(FIRST[0], comment(2, "Mended."), spam, comment(4, "An answer.", parent=3))
    )
    text = (site / COMMENTS).read_text("utf-8")
    assert ids(site) == ["wp-1", "wp-2", "wp-4"]
    assert "My first word." in text
    assert "Mended." in text
    assert "wp-3" not in text
    assert left(later, "comments") == {"spam": 1}
    assert not (site / ".import/new" / COMMENTS).exists()
    import_text(site, blog(*FIRST, THIRD))
    assert ids(site) == ["wp-1", "wp-2", "wp-3"]


def test_a_comment_that_a_person_changed_stays_when_the_old_blog_hides_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    change(site, COMMENTS, "The first word.", "My first word.")
    import_text(site, blog(comment(1, approved="0"), FIRST[1]))
    assert ids(site) == ["wp-1", "wp-2"]
    report = (site / ".import/report.md").read_text("utf-8")
    assert "the export has no more wp-1, which stays" in report


def froms(site: Path) -> list[str]:
    return [each["from"] for each in from_yaml((site / REDIRECTS).read_text("utf-8"))]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("# Mine.\n- {from: /own/, to: /about/}\n", "\n- {from: "),
        ("- from: /own/\n  to: /about/", "\n- from: "),
        ("  - from: /own/\n    to: /about/\n", "\n  - from: "),
    ],
)
def test_a_later_redirect_is_appended_to_a_persons_list(
    tmp_path: Path, own: str, expected: str
) -> None:
    site = tmp_path / "site"
    import_text(site, blog(slugs=("news",)))
    before = set(froms(site))
    (site / REDIRECTS).write_text(own, encoding="utf-8")
    later = import_text(site, blog(slugs=("news", "ships")))
    text = (site / REDIRECTS).read_text("utf-8")
    assert text.startswith(own)
    assert text[len(own.rstrip("\n")) :].startswith(expected)
    added = set(froms(site)) - {"/own/"}
    assert added
    assert added.isdisjoint(before), "what a person removed stays removed"
    assert left(later, "redirects") == {"removed by you": len(before)}
    assert not (site / ".import/new" / REDIRECTS).exists()
    import_text(site, blog(slugs=("news", "ships")))
    assert (site / REDIRECTS).read_text("utf-8") == text
    built = build(site)
    assert built.code == 0, errors(built)


def test_a_persons_line_wins_over_the_exports(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    own = "- {from: /category/ships/, to: /mine/}\n"
    (site / REDIRECTS).write_text(own, encoding="utf-8")
    import_text(site, blog(slugs=("news", "ships")))
    assert (site / REDIRECTS).read_text("utf-8").startswith(own)
    assert froms(site).count("/category/ships/") == 1
    assert len(froms(site)) > 1


def test_redirects_that_nobody_touched_follow_the_export(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(slugs=("news", "ships", "winds")))
    text = (site / REDIRECTS).read_text("utf-8")
    assert "/?cat=1" in text
    own = "# Mine.\n- {from: /own/, to: /about/}\n"
    mine = own + text.replace("to: /category/news/", "to: /mine/")
    (site / REDIRECTS).write_text(mine, encoding="utf-8")
    winds = item(1, categories=("winds",))
    later = wxr(author("ana"), category("winds", number=3), winds)
    import_text(site, later)
    kept = [line for line in mine.splitlines() if "/ships/" not in line]
    assert (site / REDIRECTS).read_text("utf-8").splitlines() == kept
    report = (site / ".import/report.md").read_text("utf-8")
    assert "the export has no more /?cat=1, which stays" in report


@pytest.mark.parametrize("own", ["[{from: /own/, to: /about/}]\n", "- {from: [\n"])
def test_redirects_that_cannot_be_appended_wait(tmp_path: Path, own: str) -> None:
    site = tmp_path / "site"
    import_text(site, blog(slugs=("news",)))
    (site / REDIRECTS).write_text(own, encoding="utf-8")
    later = import_text(site, blog(slugs=("news", "ships")))
    assert (site / REDIRECTS).read_text("utf-8") == own
    assert left(later, "redirects")[WAITS] > 0
    assert f".import/new/{REDIRECTS}" in screen(site)


def test_redirects_keep_the_line_ends_of_windows(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(slugs=("news",)))
    (site / REDIRECTS).write_bytes(b"- {from: /own/, to: /about/}\r\n")
    import_text(site, blog(slugs=("news", "ships")))
    text = (site / REDIRECTS).read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 1


def test_the_screen_tells_what_was_added_to_files_that_a_person_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    change(site, COMMENTS, "The first word.", "My first word.")
    (site.parent / "site-export.xml").write_text(blog(*FIRST, THIRD), encoding="utf-8")
    told = screen(site)
    assert "1 changed by you, with what is new added" in told
    assert ".import/new/" not in told


def test_the_screen_names_a_text_that_waits(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), item(1)))
    post = "content/posts/2016/10/entry-1.md"
    change(site, post, "Words.", "My words.")
    (site.parent / "site-export.xml").write_text(
        wxr(author("ana"), item(1, "<p>Other words.</p>")), encoding="utf-8"
    )
    assert f".import/new/{post}" in screen(site)


def test_a_removed_post_is_not_among_those_to_look_at(tmp_path: Path) -> None:
    site = tmp_path / "site"
    export = wxr(author("ana"), item(1, "<p>[strange a=1]</p>"), item(2, "<p>[strange b=2]</p>"))
    import_text(site, export)
    assert "Look at 2 entries first" in screen(site)
    (site / "content/posts/2016/10/entry-1.md").unlink()
    told = screen(site)
    assert "Look at 1 entry first" in told
    assert "entry-1.md" not in told
    looks = json.loads((site / ".import/report.json").read_text("utf-8"))["looks"]
    assert [each["file"] for each in looks] == ["content/posts/2016/10/entry-2.md"]


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ((2,), "1 file of an earlier import is not in this export"),
        ((2, 3), "2 files of an earlier import are not in this export"),
    ],
)
def test_the_screen_counts_files_that_the_export_lacks(
    tmp_path: Path, lacking: tuple[int, ...], told: str
) -> None:
    site = tmp_path / "site"
    import_text(site, wxr(author("ana"), *map(item, (1, 2, 3))))
    later = wxr(author("ana"), *(item(number) for number in (1, 2, 3) if number not in lacking))
    import_text(site, later)
    assert told in screen(site)


def test_verify_names_what_waits_where_a_comment_is_lost(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, blog(*FIRST))
    own = "post: {permalink: /another/}\ncomments:\n- {id: mail-7, body: Words.}\n"
    (site / ".import/private/state.jsonl").unlink()
    (site / COMMENTS).write_text(own, encoding="utf-8")
    import_text(site, blog(*FIRST, THIRD))
    build(site)
    told = ssg("verify", "--site", site)
    assert told.code == 1
    assert "LOST" in told.out
    assert f".import/new/{COMMENTS}" in told.out


CATEGORIES = "content/categories.yaml"
ANA = "content/authors/ana.yaml"


def terms_blog(*terms: str, name: str = "Ana") -> str:
    return wxr(author("ana", name), *terms, item(1, categories=("news",)))


NEWS, PORTS = category("news", "News"), category("ports", "Ports", number=2)
WARS = category("wars", "Wars", "news", number=3)


def test_a_later_category_comes_into_a_file_that_a_person_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, terms_blog(NEWS, PORTS))
    own = "# Mine.\n- slug: news  # the first\n  name: All the News\n  description: My *words*.\n"
    text = (site / CATEGORIES).read_text("utf-8")
    assert text.startswith("- {slug: news, name: News}\n")
    text = text.replace("- {slug: news, name: News}\n", own)
    (site / CATEGORIES).write_text(text, encoding="utf-8")
    again = import_text(site, terms_blog(NEWS, PORTS))
    assert (site / CATEGORIES).read_text("utf-8") == text
    assert left(again, "categories") == {}
    for _ in range(2):
        later = import_text(site, terms_blog(NEWS, category("ports", "Harbours", number=2), WARS))
        now = (site / CATEGORIES).read_text("utf-8")
        assert now.startswith(own)
        found = {each["slug"]: each["name"] for each in from_yaml(now)}
        assert found == {"news": "All the News", "ports": "Harbours", "wars": "Wars"}
        assert (later.ledger["categories"]["out"], left(later, "categories")) == (3, {})
    assert not list((site / ".import").rglob("new/**/*.yaml"))
    assert build(site).code == 0


def test_what_a_person_changed_in_a_category_stays_and_the_report_says_so(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, terms_blog(NEWS, PORTS))
    change(site, CATEGORIES, "name: News", "name: My News")
    done = import_text(site, terms_blog(category("news", "Newest"), PORTS, WARS))
    text = (site / CATEGORIES).read_text("utf-8")
    assert "My News" in text
    assert "wars" in text
    assert left(done, "categories") == {WAITS: 1}
    report = (site / ".import/report.md").read_text("utf-8")
    assert "what it lacked was added (wars)" in report
    assert "the export says something else now of news" in report
    assert "Newest" in (site / ".import/new" / CATEGORIES).read_text("utf-8")


def test_a_category_that_a_person_took_out_stays_out(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, terms_blog(NEWS, PORTS))
    change(site, CATEGORIES, "- {slug: ports, name: Ports}\n", "# No ports.\n")
    done = import_text(site, terms_blog(NEWS, PORTS, WARS))
    text = (site / CATEGORIES).read_text("utf-8")
    assert [each["slug"] for each in from_yaml(text)] == ["news", "wars"]
    assert "# No ports." in text
    assert left(done, "categories") == {"removed by you": 1}


@pytest.mark.parametrize("own", ["[{slug: news, name: N}]\n", "- {slug: news\n", "news: x\n", ""])
def test_a_list_of_terms_that_nothing_can_be_added_to_waits(tmp_path: Path, own: str) -> None:
    site = tmp_path / "site"
    import_text(site, terms_blog(NEWS))
    (site / CATEGORIES).write_text(own, encoding="utf-8")
    done = import_text(site, terms_blog(NEWS, WARS))
    assert (site / CATEGORIES).read_text("utf-8") == own
    assert left(done, "categories") == {WAITS: 1}
    assert "Wars" in (site / ".import/new" / CATEGORIES).read_text("utf-8")


def test_a_new_name_comes_into_a_record_in_which_a_person_wrote_other_words(tmp_path: Path) -> None:
    site = tmp_path / "site"
    import_text(site, terms_blog(NEWS))
    (site / ANA).write_text("name: Ana\n# Of mine.\nbio: |\n  # Words\n\n  Mine.\n", "utf-8")
    done = import_text(site, terms_blog(NEWS, name="Ana Rossi"))
    expected = "name: Ana Rossi\n# Of mine.\nbio: |\n  # Words\n\n  Mine.\n"
    assert (site / ANA).read_text("utf-8") == expected
    assert left(done, "authors") == {}
    assert "as in the export now (name)" in (site / ".import/report.md").read_text("utf-8")
    change(site, ANA, "Ana Rossi", "Ana R. Rossi")
    later = import_text(site, terms_blog(NEWS, name="A. Rossi"))
    assert "name: Ana R. Rossi" in (site / ANA).read_text("utf-8")
    assert left(later, "authors") == {}
    assert "A. Rossi" in (site / ".import/new" / ANA).read_text("utf-8")
