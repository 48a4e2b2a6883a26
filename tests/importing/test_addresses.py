"""Old addresses after an import: each is answered by the built site, and links lead there."""

import re
from pathlib import Path

import pytest

from tests.importing.exports import (
    OLD,
    attachment,
    author,
    category,
    comment,
    item,
    menu_word,
    page,
    tag,
    wxr,
)
from tests.importing.running import NOON, Host, build, errors, imported

DAY = 86_400


@pytest.mark.parametrize(
    ("link", "at"),
    [
        (f"{OLD}/2016/10/29/words/", "/2016/10/29/words/"),
        (f"{OLD}/2016/10/words/", "/2016/10/words/"),
        (f"{OLD}/words/", "/words/"),
        (f"{OLD}/words", "/words"),
        (f"{OLD}/archives/7", "/archives/7"),
        (f"{OLD}/archives/7/", "/archives/7/"),
        (f"{OLD}/2016/10/words.html", "/2016/10/words.html"),
        (f"{OLD}/news/words/", "/news/words/"),
        (f"{OLD}/news/world/words/", "/news/world/words/"),
        (f"{OLD}/index.php/2016/10/29/words/", "/index.php/2016/10/29/words/"),
        (f"{OLD}/2016/10/29/w%C3%B6rter/", "/2016/10/29/w%C3%B6rter/"),
        (f"{OLD}/2016/10/29/wörter/", "/2016/10/29/w%C3%B6rter/"),
        (
            f"{OLD}/2016/10/29/%d1%81%d0%bb%d0%be%d0%b2%d0%b0/",
            "/2016/10/29/%D1%81%D0%BB%D0%BE%D0%B2%D0%B0/",
        ),
        (f"{OLD}/2016/10/29/Words-And-DEEDS/", "/2016/10/29/Words-And-DEEDS/"),
        (f"{OLD}/2016/10/29/a-b--c_d~e/", "/2016/10/29/a-b--c_d~e/"),
        (f"{OLD}/?p=7", "/?p=7"),
        (f"{OLD}/archive/", "/archive/"),
        (f"{OLD}/archive/words/", "/archive/words/"),
        (f"{OLD}/search/", "/search/"),
        (f"{OLD}/category/", "/category/"),
        (f"{OLD}/2016/", "/2016/"),
        (f"{OLD}/feed/", "/feed/"),
        (f"{OLD}/sitemap.xml", "/sitemap.xml"),
        (f"{OLD}/media/", "/media/"),
        (f"{OLD}/tag/words/", "/tag/words/"),
        (f"{OLD}/{'long' * 40}/", f"/{'long' * 40}/"),
    ],
)
def test_an_address_of_any_shape_is_answered(tmp_path: Path, link: str, at: str) -> None:
    site = tmp_path / "site"
    slug = link.rstrip("/").rpartition("/")[2].removesuffix(".html")
    done = imported(site, wxr(author("ana"), item(7, "<p>Here it is.</p>", link=link, slug=slug)))
    assert done.ledger["posts"]["out"] == 1
    host = Host(site)
    found = host.answer(at)
    assert found
    texts = [path.read_text("utf-8") for path in (site / "output").rglob("*.html")]
    assert any("Here it is." in text and "<article" in text for text in texts)
    # Whatever stands there is the post, or a page of ours that stands there by design.
    file = host.served(found.partition("#")[0])
    assert file is not None
    assert host.answer("/?p=7")
    if not re.match(r"/(archive/|search/|page/|category/|2016/|feed/|sitemap|media/|tag/)", at):
        assert "Here it is." in file.read_text("utf-8")


def test_a_blog_below_a_path_keeps_it(tmp_path: Path) -> None:
    site, old = tmp_path / "site", "https://old.example/blog"
    body = (
        f'<p><a href="{old}/2016/10/29/entry-2/">a</a> <a href="/blog/2016/10/29/entry-2/">b</a> '
        f'<a href="https://old.example/shop/">c</a> <a href="/shop/">d</a> '
        f'<a href="/blog/?p=2">e</a></p>'
    )
    parts = (author("ana"), category("news"), item(1, body, url=old, categories=("news",)))
    imported(site, wxr(*parts, item(2, url=old), page(3, url=old), url=old))
    assert 'url: "https://old.example/blog/"' in (site / "site.yaml").read_text("utf-8")
    host = Host(site, "/blog")
    for address in ("/2016/10/29/entry-1/", "/entry-3/", "/?p=1", "/feed/", "/category/news/"):
        assert host.answer(address), address
    shown = (site / "output/2016/10/29/entry-1/index.html").read_text("utf-8")
    text = shown.partition("<article")[2].partition("</article>")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>([a-e])</a>', text)
    assert {letter: to for to, letter in found} == {
        "a": "/blog/2016/10/29/entry-2/",
        "b": "/blog/2016/10/29/entry-2/",
        "c": "https://old.example/shop/",
        "d": "https://old.example/shop/",
        "e": "/blog/2016/10/29/entry-2/",
    }


def test_two_entries_at_one_address_both_have_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    link = f"{OLD}/2016/10/29/words/"
    parts = [item(n, f"<p>Text {n}.</p>", link=link, slug="words") for n in (1, 2, 3)]
    done = imported(site, wxr(author("ana"), *parts, page(4, "<p>Text 4.</p>", link=link)))
    assert done.ledger["posts"]["out"] == 3
    host = Host(site)
    for number in (1, 2, 3, 4):
        file = host.served(host.answer(f"/?p={number}"))
        assert file is not None
        assert f"Text {number}." in file.read_text("utf-8")
    assert host.answer("/2016/10/29/words/") == "/2016/10/29/words/"


def test_a_page_that_stood_at_the_front_has_an_address(tmp_path: Path) -> None:
    site = tmp_path / "site"
    front = page(1, "<p>Welcome to all.</p>", link=f"{OLD}/", slug="home")
    blog = page(2, "", link=f"{OLD}/blog/", slug="blog")
    done = imported(site, wxr(author("ana"), front, blog, item(3)))
    assert done.ledger["pages"] == {"in": 2, "out": 2, "left": {}}
    host = Host(site)
    for address in ("/", "/blog/", "/?page_id=1", "/?page_id=2", "/2016/10/29/entry-3/"):
        assert host.answer(address), address
    shown = host.served(host.answer("/?p=1"))
    assert shown is not None
    assert "Welcome to all." in shown.read_text("utf-8")


def test_former_slugs_and_dates_lead_to_the_entry(tmp_path: Path) -> None:
    site = tmp_path / "site"
    meta = (
        ("_wp_old_slug", "first-words"),
        ("_wp_old_slug", "older"),
        ("_wp_old_date", "2016-09-30"),
    )
    taken = (("_wp_old_slug", "entry-1"), ("_wp_old_slug", "about"))
    parts = (item(1, meta=meta), item(2, meta=taken), page(3, slug="about"))
    imported(site, wxr(author("ana"), *parts))
    host = Host(site)
    for address in ("/2016/10/29/first-words/", "/2016/10/29/older/", "/2016/09/30/entry-1/"):
        assert host.answer(address) == "/2016/10/29/entry-1/", address
    # A former address that is another entry's now stays with that one.
    assert host.answer("/2016/10/29/entry-1/") == "/2016/10/29/entry-1/"
    assert host.answer("/about/") == "/about/"


def test_pages_of_files_lead_to_the_file_or_its_post(tmp_path: Path) -> None:
    site, uploads = tmp_path / "site", tmp_path / "uploads/2016/10"
    uploads.mkdir(parents=True)
    (uploads / "notes.txt").write_text("Notes.")
    here, lost = (f"{OLD}/wp-content/uploads/2016/10/{name}" for name in ("notes.txt", "lost.txt"))
    files = (
        attachment(5, here, 1, link=f"{OLD}/2016/10/29/entry-1/notes/"),
        attachment(6, lost, 1, link=f"{OLD}/2016/10/29/entry-1/lost/"),
        attachment(7, lost.replace("lost", "alone"), link=f"{OLD}/alone/"),
    )
    text = wxr(author("ana"), item(1), *files)
    imported(site, text, "--uploads", uploads.parent.parent)
    host = Host(site)
    at = "/wp-content/uploads/2016/10/notes.txt"
    assert host.answer(at) == at
    for address in ("/2016/10/29/entry-1/notes/", "/?attachment_id=5"):
        assert host.answer(address) == at, address
    for address in ("/2016/10/29/entry-1/lost/", "/?attachment_id=6"):
        assert host.answer(address) == "/2016/10/29/entry-1/", address
    for address in ("/alone/", "/?attachment_id=7"):
        assert host.answer(address) == "gone", address


def test_listings_stand_where_they_stood(tmp_path: Path) -> None:
    site = tmp_path / "site"
    terms = (
        category("world", "World", number=11),
        category("asia", "Asia", "world", 12),
        category("japan", "Japan", "asia", 13),
        category("empty", "Empty", number=14),
        category("empty-below", "Empty below", "empty", 15),
        category("%e6%97%a5%e6%9c%ac", "日本", number=16),
        tag("ships", "Ships", 21),
        tag("unused", "Unused", 22),
    )
    posts = (
        item(1, categories=("japan",), tags=("ships",)),
        item(2, categories=("world", "%e6%97%a5%e6%9c%ac"), creator="bo b"),
    )
    people = (
        author("ana", number=31),
        author("bo b", "Bo", number=32),
        author("O'Neil", number=33),
    )
    imported(site, wxr(*people, *terms, *posts))
    host = Host(site)
    standing = (
        "/category/world/", "/category/world/asia/", "/category/world/asia/japan/", "/tag/ships/",
        "/author/ana/", "/2016/", "/2016/10/", "/category/%E6%97%A5%E6%9C%AC/",
    )  # fmt: skip
    for address in standing:
        assert host.answer(address) == address, address
    moved = {
        "/category/asia/": "/category/world/asia/",
        "/category/japan/": "/category/world/asia/japan/",
        "/category/empty/": "/archive/",
        "/category/empty/empty-below/": "/archive/",
        "/category/empty-below/": "/archive/",
        "/tag/unused/": "/archive/",
        "/?cat=13": "/category/world/asia/japan/",
        "/?cat=14": "/archive/",
        "/?tag=ships": "/tag/ships/",
        "/?author=31": "/author/ana/",
        "/?author=32": "/author/bo-b/",
        "/?m=201610": "/2016/10/",
        "/2016/10/29/": "/2016/10/",
        "/feed/": "/feed.xml",
        "/feed/atom/": "/atom.xml",
        "/comments/feed/": "/comments/feed.xml",
        "/category/world/asia/japan/feed/": "/category/world/asia/japan/feed.xml",
        "/category/asia/feed/": "/category/world/asia/feed.xml",
        "/tag/ships/feed/": "/tag/ships/feed.xml",
        "/author/ana/feed/": "/author/ana/feed.xml",
        "/category/empty/feed/": "/feed.xml",
    }
    assert {old: host.answer(old) for old in moved} == moved


def test_words_of_a_menu_lead_where_they_led(tmp_path: Path) -> None:
    site = tmp_path / "site"
    words = (
        menu_word(11, "", type="post_type", object="page", object_id="2"),
        menu_word(12, "News", type="taxonomy", object="category", object_id="5"),
        menu_word(13, "Elsewhere", url="https://other.example/x"),
        menu_word(14, "Home", url=f"{OLD}/"),
        menu_word(15, "Lost", type="post_type", object="page", object_id="99"),
        menu_word(
            16, "Below", type="post_type", object="page", object_id="2", menu_item_parent="12"
        ),
        menu_word(17, "Draft", type="post_type", object="page", object_id="3"),
    )
    parts = (category("news", number=5), item(1, categories=("news",)), page(2, title="About us"))
    imported(site, wxr(author("ana"), *parts, page(3, status="draft"), *words))
    home = (site / "output/index.html").read_text("utf-8")
    menu = home.partition("<nav")[2].partition("</nav>")[0]
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>\s*([^<]+?)\s*</a>', menu)
    assert [each for each in found if each[1] not in {"Archive", "Search"}] == [
        ("/entry-2/", "About us"),
        ("/category/news/", "News"),
        ("https://other.example/x", "Elsewhere"),
        ("/", "Home"),
    ]


def test_links_in_texts_lead_to_where_things_are(tmp_path: Path) -> None:
    site = tmp_path / "site"
    moved = {
        f"{OLD}/2016/10/29/entry-2/": "/2016/10/29/entry-2/",
        "http://www.old.example/2016/10/29/entry-2": "/2016/10/29/entry-2/",
        "//old.example/2016/10/29/entry-2/#more-2": "/2016/10/29/entry-2/",
        f"{OLD}/2016/10/29/entry-2/#comment-9": "/2016/10/29/entry-2/#comment-9",
        f"{OLD}/?p=2": "/2016/10/29/entry-2/",
        "/?p=2": "/2016/10/29/entry-2/",
        "../entry-2/": "/2016/10/29/entry-2/",
        f"{OLD}/entry-3/": "/entry-3/",
        f"{OLD}/category/news/": "/category/news/",
        f"{OLD}/2016/10/29/entry-1/notes/": None,
        "http://former.example/2016/10/29/entry-2/": "/2016/10/29/entry-2/",
        "https://other.example/2016/10/29/entry-2/": "https://other.example/2016/10/29/entry-2/",
        "mailto:": "mailto:",
        "#note": "#note",
    }
    body = "".join(f'<p><a href="{old}">x</a></p>\n' for old in moved if old != "mailto:")
    parts = (
        category("news", number=5),
        item(1, body + '<p id="note">Note.</p>', guid="http://former.example/?p=1"),
        item(2, more=comment(9), categories=("news",), guid="http://former.example/?p=2"),
        page(3),
    )
    imported(site, wxr(author("ana"), *parts))
    shown = (site / "output/2016/10/29/entry-1/index.html").read_text("utf-8")
    text = shown.partition("<article")[2].partition("</article>")[0]
    found = re.findall(r'<a href="([^"]*)"[^>]*>x</a>', text)
    wanted = [to for old, to in moved.items() if old != "mailto:"]
    pairs = list(zip(wanted, found, strict=True))
    assert [each for each in pairs if each[0] is not None and each[0] != each[1]] == []


def test_nothing_is_shadowed_and_nothing_leads_on_twice(tmp_path: Path) -> None:
    site = tmp_path / "site"
    terms = [category(name, number=n) for n, name in enumerate(("a", "b", "c"), 11)]
    parts = [
        item(1, link=f"{OLD}/category/a/", slug="a", meta=(("_wp_old_slug", "entry-2"),)),
        item(2, categories=("a", "b"), meta=(("_wp_old_slug", "entry-1"),)),
        item(3, link=f"{OLD}/archive/", slug="archive", meta=(("_wp_old_slug", "entry-4"),)),
        item(4, link=f"{OLD}/feed/", slug="feed", tags=("x",)),
        page(5, link=f"{OLD}/search/", slug="search"),
        page(6, link=f"{OLD}/author/ana/", slug="ana"),
        item(9, link=f"{OLD}/page/2/", slug="2"),
        page(7, link=f"{OLD}/2016/10/29/entry-2/2/", slug="two"),
        item(8, "One.<!--nextpage-->Two.<!--nextpage-->Three.", link=f"{OLD}/2016/10/29/entry-2"),
    ]
    done = imported(site, wxr(author("ana"), *terms, *parts))
    assert done.ledger["posts"]["out"] == 6
    host = Host(site)
    for old, to in host.plain_rules():
        target = to.partition("#")[0]
        assert host.served(target), (old, to)
        assert host.rule(target, is_forced=True) is None, (old, to)
        assert host.served(old) is None, f"{old} is a page and leads to {to}"
    for number in range(1, 10):
        assert host.served(host.answer(f"/?p={number}").partition("#")[0]), number


def test_a_category_may_have_its_first_post_after_the_import(tmp_path: Path) -> None:
    site = tmp_path / "site"
    terms = (category("a", number=2), category("b", parent="a", number=3), tag("t", number=4))
    ahead = item(2, status="future", date="2017-01-05 10:00:00", tags=("t",))
    done = imported(site, wxr(author("ana"), *terms, item(1), ahead))
    assert done.code == 0
    assert Host(site).answer("/category/a/b/") == "/archive/"
    post = "---\ntitle: Three\ndate: 2017-01-06\ncategories: [b]\n---\nWords.\n"
    (site / "content/posts/three.md").write_text(post, encoding="utf-8")
    after = build(site, at=NOON + 60 * DAY)
    assert (after.code, errors(after)) == (0, [])
    host = Host(site)
    for address in ("/category/a/b/", "/category/a/", "/tag/t/", "/2017/01/05/entry-2/"):
        assert host.answer(address) == address, address
    assert host.answer("/category/a/b/feed/") == "/category/a/b/feed.xml"


def test_pages_stay_in_the_order_that_they_had(tmp_path: Path) -> None:
    """By the name that the widget `pages` reads it by; without a number a page came first."""
    pages = [item(n, slug=f"p{n}", kind="page", order=order) for n, order in ((1, 3), (2, 0))]
    imported(tmp_path, wxr(author("ana"), *pages, item(3, slug="p3")))
    written = [(tmp_path / f"content/pages/p{n}.md").read_text("utf-8") for n in (1, 2)]
    assert "extra: {order: 3}" in written[0]
    assert "extra: {order: 0}" in written[1]
    assert "order" not in next(tmp_path.glob("content/posts/**/*p3.md")).read_text("utf-8")


def test_pages_that_had_no_order_have_none(tmp_path: Path) -> None:
    imported(tmp_path, wxr(author("ana"), item(1, slug="p", kind="page"), item(2, order=3)))
    assert "order" not in (tmp_path / "content/pages/p.md").read_text("utf-8")


def test_a_page_may_be_filed_in_a_category(tmp_path: Path) -> None:
    site = tmp_path / "site"
    filed = page(2, categories=("a",), tags=("t",))
    imported(site, wxr(author("ana"), category("a", number=7), item(1), filed))
    host = Host(site)
    for address in ("/category/a/", "/tag/t/", "/?cat=7", "/?tag=t", "/entry-2/"):
        assert host.answer(address), address


def test_what_is_dated_ahead_comes_out_at_its_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    ahead = item(2, date="2017-01-05 10:00:00", categories=("a",), tags=("t",))
    done = imported(site, wxr(author("ana"), category("a"), item(1), ahead))
    assert done.ledger["posts"] == {"in": 2, "out": 2, "left": {}}
    assert Host(site).answer("/2017/01/05/entry-2/") == ""
    after = build(site, at=NOON + 60 * DAY)
    assert (after.code, errors(after)) == (0, [])
    assert Host(site).answer("/?p=2") == "/2017/01/05/entry-2/"
