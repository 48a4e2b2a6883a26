"""The HTML of the demo blog: valid, and readable for machines."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mf2py
import pytest

from tests.validators.reading import BuiltSite, ReadPage

REQUIRED_FIELDS = {
    "BlogPosting": {"headline", "datePublished", "author", "url"},
    "OpinionNewsArticle": {"headline", "datePublished", "author", "url"},
    "WebSite": {"name", "url"},
    "WebPage": {"name", "url"},
    "Blog": {"name", "url"},
    "CollectionPage": {"name", "url"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "Organization": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "ImageObject": {"url"},
    "AudioObject": {"contentUrl"},
    "Comment": {"author", "text"},
    "CorrectionComment": {"text"},
}


QUICKLY = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For Java: little is checked in one run, so that code made quickly is better than quick code."""

UNKNOWN_TO_THE_CHECKER = {
    "::details-content": "CSS Pseudo-Elements, level 4",
    "@property": "CSS Properties and Values, level 1",
    "@view-transition": "CSS View Transitions, level 2",
    "attr(data-name type(": "CSS Values and Units, level 5: attr() with a type",
    "::view-transition": "CSS View Transitions, level 1",
    ":lang(en,": "Selectors, level 4: several languages in one :lang()",
}
"""CSS that is newer than the checker, by a word in the text that it complains about."""


def html_faults(java: str, node_modules: Path, folder: Path) -> list[str]:
    """What the Nu checker calls an error, each as file:line: message."""
    checker = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    checked = subprocess.run(
        [
            *(java, *QUICKLY, "-jar", checker, "--stdout", "--errors-only", "--format", "json"),
            *("--skip-non-html", folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = [
        message
        for message in json.loads(checked.stdout)["messages"]
        if not is_unknown_css(message, folder)
    ]
    return [
        f"{message.get('url', '').rpartition(folder.name)[2]}:{message.get('lastLine')}: "
        f"{message['message']} [{message.get('extract', '').strip()[:80]}]"
        for message in messages
    ]


def is_unknown_css(message: dict[str, Any], folder: Path) -> bool:
    """Tell whether a complaint is about CSS that the checker does not know yet."""
    if not message["message"].startswith("CSS:"):
        return False
    file = folder / message["url"].rpartition(f"/{folder.name}/")[2]
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    place = sum(map(len, lines[: message["lastLine"] - 1])) + message["lastColumn"]
    about = text[max(0, place - 320) : place + 40]
    if any(word in about for word in UNKNOWN_TO_THE_CHECKER):
        return True
    # CSS Anchor Positioning (the notes beside the text, under @supports) is complained about at
    # the end of its block, and once more at the end of the style sheet.
    at_the_end = text[place:].lstrip("}\n").startswith("</style>")
    return "anchor(" in text and ("“top”" in message["message"] or at_the_end)


def json_ld_faults(blocks: list[str]) -> Iterator[str]:
    """What is missing in the JSON-LD of a page, nested things included."""
    for block in blocks:
        try:
            read = json.loads(block)
        except ValueError as error:
            yield f"not JSON: {error}"
            continue
        things = read if isinstance(read, list) else read.get("@graph", [read])
        if not isinstance(read, list) and read.get("@context") != "https://schema.org":
            yield "@context is not https://schema.org"
        for thing in things:
            yield from thing_faults(thing)


def thing_faults(thing: Any) -> Iterator[str]:
    """What one thing, or one inside it, lacks. A reference by @id alone lacks nothing."""
    if isinstance(thing, list):
        for part in thing:
            yield from thing_faults(part)
    if not isinstance(thing, dict) or set(thing) <= {"@id", "@type"}:
        return
    kind = thing.get("@type", "")
    names = REQUIRED_FIELDS.get(kind)
    if "@type" not in thing:
        yield f"{sorted(thing)} has no @type"
    elif names:
        yield from (f"{kind} has no {name}" for name in sorted(names) if not thing.get(name))
    for part in thing.values():
        yield from thing_faults(part)


def test_every_page_is_valid_html(
    demo_site: BuiltSite, node_modules: Path, require_program: Callable[..., str]
) -> None:
    assert html_faults(require_program("java"), node_modules, demo_site.folder) == []


def test_every_post_says_in_json_ld_what_it_is(demo_site: BuiltSite) -> None:
    faults = {
        path: found
        for path, page in demo_site.reading_pages.items()
        if (found := list(json_ld_faults(page.json_ld)))
    }
    assert faults == {}
    assert [path for path, page in demo_site.posts.items() if not page.json_ld] == []


def test_json_ld_and_the_page_agree_on_the_headline(demo_site: BuiltSite) -> None:
    for path, page in demo_site.posts.items():
        things = [json.loads(block) for block in page.json_ld]
        graph = [part for thing in things for part in thing.get("@graph", [thing])]
        headlines = [part["headline"] for part in graph if "headline" in part]
        (entry,) = entries_of(page)
        assert headlines == entry["properties"]["name"], path


def entries_of(page: ReadPage) -> list[dict[str, Any]]:
    """The h-entry of a page, those of other pages (comments, cards) left out."""
    read = mf2py.parse(doc=page.text)
    return [thing for thing in read["items"] if "h-entry" in thing["type"]]


def test_every_post_is_read_back_as_an_h_entry(demo_site: BuiltSite) -> None:
    assert demo_site.posts
    for path, page in demo_site.posts.items():
        entries = entries_of(page)
        assert len(entries) == 1, path
        properties = entries[0]["properties"]
        missing = {"name", "url", "published", "author", "content"} - set(properties)
        assert not missing, path
        assert demo_site.address(path) in properties["url"], path
        assert properties["content"][0]["value"].strip(), path
        for author in properties["author"]:
            assert "h-card" in author["type"], path
            assert author["properties"]["name"][0], path


def test_categories_of_posts_are_read_back(demo_site: BuiltSite) -> None:
    words = {
        word
        for page in demo_site.posts.values()
        for entry in entries_of(page)
        for word in entry["properties"].get("category", [])
    }
    assert {"Cities", "Books", "Power"} & words


@pytest.mark.parametrize(
    "block",
    [
        "{",
        '{"@type": "WebSite", "name": "x", "url": "y"}',
        '{"@context": "https://schema.org", "@type": "BlogPosting", "headline": "x"}',
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}]}',
        '{"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": {"name": "x"}}',
    ],
)
def test_bad_json_ld_is_noticed(block: str) -> None:
    assert list(json_ld_faults([block]))


def test_good_json_ld_is_let_through() -> None:
    block = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "x",
        "url": "https://a.example/",
        "datePublished": "2026-01-01",
        "author": [{"@type": "Person", "name": "y"}],
        "isPartOf": {"@id": "https://a.example/#site"},
    }
    assert list(json_ld_faults([json.dumps(block)])) == []


def test_invalid_html_is_noticed(
    tmp_path: Path, node_modules: Path, require_program: Callable[..., str]
) -> None:
    start = "<!doctype html><html lang='en'><head><title>x</title></head><body>"
    (tmp_path / "good.html").write_text(f"{start}<p>x</p></body></html>", "utf-8")
    (tmp_path / "bad.html").write_text(f"{start}<p><div id=a></div><div id=a></div></p>", "utf-8")
    faults = html_faults(require_program("java"), node_modules, tmp_path)
    assert faults
    assert all("bad.html" in fault for fault in faults)
