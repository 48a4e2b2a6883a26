"""Titles, terms, names and comments in twenty languages: addresses that last and that answer.

Each language has a post, a category, a tag, an author, a word of the menu and a comment. A real
browser follows every link from the home page on.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from playwright.sync_api import Browser

from ssg.text.slug import slugify
from tests.attacks.fields import quoted
from tests.attacks.in_memory import Files, Made, Store, make
from tests.attacks.judging import faults_of
from tests.attacks.test_scripts import served
from tests.browsing import open_browser

WORDS: Mapping[str, tuple[str, str]] = {
    "ar": ("ar", "كلماتٌ وأفعال"),
    "he": ("he", "מילים ומעשים"),
    "fa": ("fa", "می\u200cخواهم کتاب\u200cها را"),
    "zh-Hans": ("zh-Hans", "言语与行动"),
    "zh-Hant": ("zh-Hant", "言語與行動"),
    "ja": ("ja", "言葉とガギグゲゴ"),
    "ko": ("ko", unicodedata.normalize("NFD", "말과 행동")),
    "hi": ("hi", "शब्द और क़र्म"),
    "ta": ("ta", "சொற்களும் செயல்களும்"),
    "th": ("th", "คำพูดและการกระทำ"),
    "vi": ("vi", unicodedata.normalize("NFD", "Lời nói và hành động")),
    "tr": ("tr", "Işık ve İstanbul'un ığdırı"),
    "de": ("de", "Straße, Größe & Übermaß"),
    "el": ("el", "Λόγος και ΟΔΟΣ"),
    "ru": ("ru", "Слова и дела: ёлка, йод"),
    "uk": ("uk", "Слова й їжаки, ґанок"),
    "ka": ("ka", "სიტყვები და საქმეები"),
    "hy": ("hy", "Խոսքեր և գործեր"),
    "am": ("am", "ቃላትና ተግባራት"),
    "my": ("my", "စကားလုံးများနှင့် လုပ်ရပ်များ"),
    "emoji": ("en", "👩‍👩‍👧‍👦 Family 🏳️‍🌈"),
    "zalgo": (
        "en",
        "Z\u0335\u0322a\u0336\u0321l\u0337g\u0338o\u0334\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
    ),
    "long": ("th", "ก็" * 200),
}
RIGHT_TO_LEFT = {"ar", "he", "fa"}
OK = 200


def post(name: str, language: str, words: str) -> str:
    keys = {
        "title": words, "date": "2016-10-29", "language": language, "author": f"p-{slugify(name)}",
        "categories": [f"{words} k"], "tags": [f"{words} t"], "series": f"{words} s",
    }  # fmt: skip
    lines = "".join(
        f"{key}: {'[' + quoted(value[0]) + ']' if isinstance(value, list) else quoted(value)}\n"
        for key, value in keys.items()
    )
    return f"---\n{lines}---\n{words}. {words}\n"


def site() -> Files:
    """Return a blog in all languages at once."""
    menu = ", ".join(
        f"{{title: {quoted(words)}, url: {quoted(f'/tag/{slugify(words + chr(32) + chr(116))}/')}}}"
        for name, (_, words) in WORDS.items()
        if name != "long"
    )
    found: dict[str, str | bytes] = {
        "site.yaml": f"title: Words\nurl: https://words.example/bücher/\nposts_per_page: 50\n"
        f"author: p-ar\nsharing_pictures: none\nfeeds: {{limit: all}}\nmenu: [{menu}]\n",
        "content/pages/about.md": "---\ntitle: About\n---\nWho.\n",
    }
    for name, (language, words) in WORDS.items():
        found[f"content/posts/2016-10-29-{name}.md"] = post(name, language, words)
        found[f"content/authors/p-{slugify(name)}.yaml"] = (
            f"name: {quoted(words)}\nbio: {quoted(words)}\n"
        )
        found[f"content/comments/{slugify(name)}.yaml"] = (
            f"comments: [{{id: c-1, author: {{name: {quoted(words)}}}, body: {quoted(words)}}}]\n"
        )
    return found


@pytest.fixture(scope="module")
def made() -> Made:
    files = site()
    done = make(files, Store(), checks=True)
    assert not done.errors, done.errors
    assert faults_of(done, files) == []
    return done


@pytest.fixture(scope="module")
def root(made: Made) -> Iterator[str]:
    below = {f"bücher/{path}": content for path, content in made.outputs.items()}
    with served(below) as address:
        yield f"{address}b%C3%BCcher/"


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program) as started:
        yield started


def test_addresses_are_names_that_every_disk_keeps(made: Made) -> None:
    paths = list(made.outputs)
    assert len({unicodedata.normalize("NFC", path).casefold() for path in paths}) == len(paths)
    for path in paths:
        assert unicodedata.is_normalized("NFC", path)
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
    again = make(site(), Store())
    assert list(again.outputs) == paths


@pytest.mark.parametrize("name", WORDS)
def test_a_slug_is_the_same_however_a_keyboard_spells_its_words(name: str) -> None:
    words = WORDS[name][1]
    slugs = {slugify(unicodedata.normalize(form, words)) for form in ("NFC", "NFD")}
    assert len(slugs) == 1
    slug = slugs.pop()
    assert slug != "untitled"
    # A mark that stands alone at the end of a letter that was cut away is none.
    assert not unicodedata.combining(slug[0])
    assert len(slug.encode()) <= 200


def test_every_page_says_its_language_and_direction(made: Made) -> None:
    for name, (language, _) in WORDS.items():
        page = made.outputs[f"2016/10/29/{slugify(name)}/index.html"].decode()
        tags = re.findall(r"<[a-z]+\b[^>]*\slang=\"?([\w-]+)[^>]*>", page)
        assert language in tags, name
        directions = re.findall(rf"<[a-z]+\b[^>]*lang=\"?{language}\b[^>]*dir=\"?(\w+)", page)
        if language in RIGHT_TO_LEFT:
            assert "rtl" in directions, name
        else:
            assert "rtl" not in directions, name


def test_titles_names_and_comments_stand_on_pages_and_in_feeds(made: Made) -> None:
    feed = feedparser.parse(made.outputs["feed.xml"])
    assert not feed.bozo
    titles = {unicodedata.normalize("NFC", entry.title) for entry in feed.entries}
    answers = html.unescape(made.outputs["comments/feed.xml"].decode())
    for name, (_, words) in WORDS.items():
        page = html.unescape(made.outputs[f"2016/10/29/{slugify(name)}/index.html"].decode())
        told = unicodedata.normalize("NFC", words).replace("'", "\u2019")
        assert told in unicodedata.normalize("NFC", page), name
        assert told in titles, name
        assert told[:20] in unicodedata.normalize("NFC", answers).replace("'", "\u2019"), name


LINKS = (
    "[...document.querySelectorAll('a[href], link[href], img[src]')].map((at) => at.href || at.src)"
)


def crawled(root: str, browser: Browser, *, most: int) -> dict[str, int]:
    """Open at most so many pages, follow every link of theirs, and return what each answers."""
    page = browser.new_page()
    opened = 0
    statuses: dict[str, int] = {}
    waiting = [root]
    while waiting:
        address = waiting.pop(0)
        answer = page.request.get(address)
        statuses[address] = answer.status
        if "html" not in answer.headers.get("content-type", "") or opened == most:
            continue
        opened += 1
        page.goto(address, wait_until="domcontentloaded")
        found = (link.partition("#")[0] for link in page.evaluate(LINKS))
        waiting += sorted({link for link in found if link.startswith(root)} - {*waiting, *statuses})
    page.close()
    return statuses


def faults_of_links(statuses: Mapping[str, int]) -> list[str]:
    """Return the addresses that do not answer."""
    assert sum("/tag/" in at for at in statuses) >= len(WORDS) - 1
    return [unquote(urlsplit(at).path) for at, status in statuses.items() if status != OK]


def test_every_link_of_the_home_page_and_of_some_posts_answers(root: str, browser: Browser) -> None:
    assert faults_of_links(crawled(root, browser, most=1)) == []


@pytest.mark.torture
def test_every_link_of_every_page_answers(root: str, browser: Browser) -> None:
    assert faults_of_links(crawled(root, browser, most=10_000)) == []
