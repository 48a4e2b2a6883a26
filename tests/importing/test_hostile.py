"""No export, however broken or ill meant, makes an import crash or write outside the site."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.importing.exports import (
    OLD,
    attachment,
    author,
    backup,
    backup_comment,
    backup_entry,
    category,
    comment,
    item,
    menu_word,
    page,
    tag,
    takeout,
    takeout_comment,
    takeout_entry,
    wxr,
)
from tests.importing.running import build, errors, files_below, import_text

NASTY = (
    "", " ", ".", "..", "../..", "../../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "~",
    "a/b",
    "a//b", "/", "//", "//evil.example/x", "%2e%2e%2f", "%00", "\0", "\x07bell", "a\tb", "a\nb: c",
    "CON", "nul.txt", "aux", "con.", "trailing. ", "-", "--", "---", "---\ntitle: x\n---", "...",
    "{{", "{{< gallery >}}", "{% raw %}", "{{ view.site }}", "${x}", "<script>alert(1)</script>",
    "]]>", "<![CDATA[", "&amp;", "&lt;b&gt;", "&#0;", "&nbsp;", "'", '"', "`", "`" * 40, "|",
    "#", "?",
    "?p=1", "#top", "a#b?c", "&", "*", "[[x]]", "[x](y)", "!", "! x", "@", "a@b.example", "%",
    "%zz", ":",
    "a: b", "- a", "? a", "yes", "null", "~", "0", "1e3", "2016-10-29", "0x1F", "1_000", "*a", "&a",
    "!!python/object/apply:os.system [x]", "{a: [b", "é", "e\u0301", "É", "日本語", "🚀",
    "\u202eRTL",
    "\u200b", "\ufeff", "\ud800", "\uffff", "x" * 300, "é" * 200, "x/" * 100, "index", "index.html",
    "feed", "feed.xml", "page", "archive", "search", "category", "404.html", "_redirects",
    ".htaccess",
    ".git", "robots.txt", "media", "assets", "2016", "untitled", "Entry-1", "entry-1", "ENTRY-1",
)  # fmt: skip
LINKS = (
    "", "/", "?", "#", "http:", "http://", "https://[::1", "https://old.example", f"{OLD}/../../x/",
    f"{OLD}/%2e%2e/%2e%2e/x/", f"{OLD}/a/../b/", f"{OLD}//x//", f"{OLD}/x?y#z", f"{OLD}/%00/",
    f"{OLD}/{'x' * 300}/", f"{OLD}/{'x/' * 150}", "javascript:alert(1)", "file:///etc/passwd",
    f"{OLD}/2016/", f"{OLD}/2016/10/29/", f"{OLD}/category/news/", f"{OLD}/author/ana/",
    f"{OLD}/feed/",
    f"{OLD}/CON/", f"{OLD}/a b/", f"{OLD}/a:b/", f"{OLD}/_redirects", f"{OLD}/index.html",
    f"{OLD}/output/../../x", f"{OLD}/wp-content/uploads/", f"{OLD}/page/3/", f"{OLD}/ENTRY-2/",
)  # fmt: skip
DATES = (
    "", "0000-00-00 00:00:00", "2016-10-29 12:00:00", "9999-12-31 23:59:59", "0001-01-01 00:00:00",
    "2016-02-31 00:00:00", "-0001-11-30 00:00:00", "soon", "2016-10-29", "99999-01-01 00:00:00",
    "1969-12-31 23:59:59", "2016-10-29T12:00:00Z",
)  # fmt: skip
NUMBERS = ("", "0", "-1", "1", "2", "007", "1.5", "9" * 30, "x", "١", "²", "1 OR 1=1", "../1", "\0")
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))

words = st.sampled_from(NASTY) | st.text(max_size=12)
links = st.sampled_from(LINKS) | words.map(lambda word: f"{OLD}/{word}/")
numbers = st.sampled_from(NUMBERS)
dates = st.sampled_from(DATES)
few = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def written(text: str) -> str:
    """Return what a file may hold of `text`: half characters cannot be written."""
    return text.encode("utf-8", "replace").decode()


def check(text: str, host: str = "wordpress") -> None:
    """Import `text` into a folder and build it: nothing crashes, nothing lies outside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "deep/er/site"
        done = import_text(site, written(text), host=host)
        assert done.code in {0, 1}, (done.code, done.out, done.err)
        report = done.report
        assert report["unexplained"] == 0
        if done.code == 1:
            assert errors(done)
        outside = [each for each in files_below(folder) if not each.startswith("deep/er/site/")]
        assert outside == ["deep/er/site-export.xml"]
        assert not [each for each in folder.rglob("*") if each.is_symlink()]
        if (site / "site.yaml").exists():
            built = build(site)
            assert built.code == 0, errors(built)


@given(st.text(max_size=300), st.sampled_from(["wordpress", "blogger"]))
@few
def test_any_text_is_an_export_or_an_error(text: str, host: str) -> None:
    check(text, host)


def small() -> str:
    """Return an export with a bit of everything."""
    return wxr(
        author("ana", "Ana"),
        category("news", parent="world"),
        category("world", number=2),
        tag("ships", number=3),
        item(1, "<p>Words.</p>[gallery]", categories=("news",), tags=("ships",), more=comment(1)),
        item(2, "<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->", status="draft"),
        page(3, parent=3),
        attachment(4, f"{OLD}/wp-content/uploads/a.png", 1),
        menu_word(5, "Home", url=f"{OLD}/"),
    )


def small_backup() -> str:
    """Return the same of Blogger's."""
    return backup(
        backup_entry(1, "<div>Words.</div>", path="/2016/10/one.html", labels=("Ships",)),
        backup_entry(2, is_draft=True),
        backup_comment(3, 1, parent=4),
    )


changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 200),
        st.sampled_from(("", "<", ">", "&", "]]>", "<item>", "</item>", "</entry>", "<![CDATA["))
        | st.sampled_from(NASTY),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("host", ["wordpress", "blogger"])
@given(changes=changes)
@few
def test_a_broken_export_is_read_as_far_as_it_goes(
    host: str, changes: list[tuple[float, int, str]]
) -> None:
    text = {"wordpress": small, "blogger": small_backup}[host]()
    for at, length, instead in changes:
        place = int(at * len(text))
        text = text[:place] + instead + text[place + length :]
    check(text, host)


entries = st.fixed_dictionaries(
    {},
    optional={
        "title": words,
        "slug": words,
        "link": links,
        "kind": st.sampled_from(("post", "page", "attachment", "", "nav_menu_item", "../x")),
        "status": st.sampled_from(("publish", "draft", "private", "future", "inherit", "", "../x")),
        "date": dates,
        "gmt": dates,
        "creator": words,
        "guid": words | links,
        "parent": numbers,
        "order": numbers,
        "excerpt": words,
        "password": words,
        "categories": st.tuples(words),
        "tags": st.tuples(words, words),
        "file": words | links,
        "meta": st.tuples(
            st.tuples(words, words),
            st.tuples(st.just("_wp_old_slug"), words),
            st.tuples(st.just("_thumbnail_id"), numbers),
            st.tuples(st.just("enclosure"), words),
        ),
    },
)


@given(
    st.lists(st.tuples(numbers, words, entries), min_size=1, max_size=6),
    st.lists(st.tuples(words, words, words), max_size=3),
    words,
)
@example([("1", "", {"kind": "attachment", "link": f"{OLD}/\ufeff/"})], [], "")
@few
def test_hostile_entries_and_terms_become_a_site_that_builds(
    found: list[tuple[str, str, dict[str, Any]]],
    terms: list[tuple[str, str, str]],
    title: str,
) -> None:
    declared = [category(*term) for term in terms] + [tag(*term[:2]) for term in terms]
    people = [author(term[0], term[1], term[2]) for term in terms]
    items = [item(number, body, **fields) for number, body, fields in found]  # type: ignore[arg-type]
    check(wxr(*people, *declared, *items, title=title).translate(CONTROLS))


comments = st.fixed_dictionaries(
    {},
    optional={
        "author": words,
        "email": words,
        "url": links | words,
        "ip": words,
        "approved": st.sampled_from(("1", "0", "spam", "", "x")),
        "kind": st.sampled_from(("comment", "pingback", "", "../x")),
        "parent": numbers,
        "user": numbers,
        "date": dates,
    },
)


@given(st.lists(st.tuples(numbers, words, comments), min_size=1, max_size=8))
@few
def test_hostile_comments_become_a_site_that_builds(
    found: list[tuple[str, str, dict[str, Any]]],
) -> None:
    made = [comment(number, body, **fields) for number, body, fields in found]  # type: ignore[arg-type]
    check(wxr(author("ana"), item(1, more="".join(made))).translate(CONTROLS))


@given(
    st.lists(st.tuples(words, words, words, dates), min_size=1, max_size=5),
    st.sampled_from(["backup", "takeout"]),
)
@few
def test_hostile_entries_of_blogger_become_a_site_that_builds(
    found: list[tuple[str, str, str, str]], kind: str
) -> None:
    parts: list[str] = []
    for number, (title, path, label, date) in enumerate(found, 1):
        fields: dict[str, Any] = {"title": title, "labels": (label,), "date": date}
        if kind == "backup":
            at = path.replace("'", "").replace("<", "").replace("&", "")
            parts += [backup_entry(number, title, path=f"/{at}", **fields)]
            parts += [backup_comment(number + 50, number, label, author=title)]
        else:
            parts += [takeout_entry(number, title, path="/2016/10/x.html", **fields)]
            parts += [takeout_comment(number + 50, number, label)]
    text = (backup if kind == "backup" else takeout)(*parts)
    check(text.translate(CONTROLS), "blogger")


@pytest.mark.parametrize("word", NASTY)
def test_each_nasty_word_may_stand_anywhere(word: str) -> None:
    plain: dict[str, Any] = {
        "title": word,
        "slug": word,
        "creator": word,
        "guid": word,
        "excerpt": word,
    }
    parts = (
        author(word, word, word),
        category(word, word, word),
        tag(word, word),
        item(1, word, categories=(word,), tags=(word,), link=f"{OLD}/{word}/", **plain),
        item(2, word, meta=((word, word), ("_wp_old_slug", word)), **plain),
        page(3, word, more=comment(1, word, author=word, url=word, email=word), **plain),
        page(4, parent=3, slug=word, link=f"{OLD}/{word}/{word}/"),
        item(5, status="private", slug=word, kind=word or "x"),
        attachment(6, f"{OLD}/wp-content/uploads/{word}", 1),
        menu_word(7, word, word, url=word),
    )
    check(wxr(*parts, title=word, language=word.replace("<", "").replace("&", "")))
