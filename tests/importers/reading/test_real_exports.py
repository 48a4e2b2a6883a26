"""Real exports: what is read from them against a plain scan of their text."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ssg.model.export import OldAuthor, OldBlog, OldTerm, RepairKind, Scope
from tests.importers.reading.building import entries, read_file, repairs, unreadable

WORDPRESS = "WordPress__wordpress-importer"
COMMENT = r"(?s)<wp:comment>.*?</wp:comment>"
NO_EXPORTS = {"disqus.xml", "packages_mg-blogger_test_fixtures_response.json"}
NOT_TO_BE_SCANNED = {
    "phpunit_data_malformed-simple.xml": "is cut off",
    "phpunit_data_namespace-edge-cases.xml": "gives its prefixes other meanings",
}


def whole_exports(exports: Path) -> list[Path]:
    files = sorted(file for file in exports.glob("*/*") if file.suffix in {".xml", ".json"})
    return [file for file in files if file.name not in NO_EXPORTS | NOT_TO_BE_SCANNED.keys()]


def values(text: str, name: str) -> list[str]:
    """Return the texts of all elements `name`, without the signs of sections."""
    written = re.findall(rf"<{name}(?: [^>]*)?>(.*?)</{name}>|<{name} ?/>", text, re.DOTALL)
    return [re.sub(r"\s*<!\[CDATA\[|\]\]>\s*", "", value).strip() for value in written]


def scan(file: Path) -> dict[str, Counter[str]]:
    """Count by regular expressions alone what an export holds."""
    text = file.read_text("utf-8")
    items = re.findall(r"<item\b.*?</item>", text, re.DOTALL)
    for name in ("content:encoded", "wp:comment_content", "wp:meta_value"):
        items = [re.sub(rf"(?s)<{name}>.*?</{name}>", "", item) for item in items]
    channel = re.sub(r"(?s)<item\b.*?</item>", "", text)
    comments = [each for item in items for each in re.findall(COMMENT, item)]
    outside = [re.sub(COMMENT, "", item) for item in items]
    return {
        "kinds": Counter(kind for item in outside for kind in values(item, "wp:post_type") or [""]),
        "statuses": Counter(
            status for item in outside for status in values(item, "wp:status") or [""]
        ),
        "comments": Counter(
            each for comment in comments for each in values(comment, "wp:comment_approved") or [""]
        ),
        "comment types": Counter(
            each for comment in comments for each in values(comment, "wp:comment_type") or [""]
        ),
        "entry terms": Counter(
            each for item in items for each in re.findall(r"<category(?: domain=\"(\w+)\")?", item)
        ),
        "meta": Counter(key for item in outside for key in values(item, "wp:meta_key")),
        "authors": Counter(["", *re.findall(r"<wp:author>", channel)][1:]),
        "terms": Counter(re.findall(r"<(wp:category|wp:tag|wp:term)>", channel)),
    }


def count(file: Path) -> dict[str, Counter[str]]:
    """Count the same in what is read."""
    nouns = read_file(file)
    posts = entries(nouns)
    comments = [comment for post in posts for comment in post.comments]
    taxonomies = {"category": "wp:category", "post_tag": "wp:tag"}
    terms = [noun for noun in nouns if isinstance(noun, OldTerm)]
    return {
        "kinds": Counter(post.kind for post in posts),
        "statuses": Counter(post.status for post in posts),
        "comments": Counter(comment.status for comment in comments),
        "comment types": Counter(comment.type for comment in comments),
        "entry terms": Counter(term.taxonomy for post in posts for term in post.terms),
        "meta": Counter(
            key for post in posts for key, _ in (*post.meta, *post.secrets) if "/" not in key
        ),
        "authors": Counter("<wp:author>" for noun in nouns if isinstance(noun, OldAuthor)),
        "terms": Counter(taxonomies.get(term.taxonomy, "wp:term") for term in terms),
    }


def test_everything_that_a_plain_scan_finds_is_read(exports: Path) -> None:
    files = whole_exports(exports)
    assert len(files) > 50
    for file in files:
        expected, found = scan(file), count(file)
        old_names = {"": "category", "tag": "post_tag"}
        expected["entry terms"] = Counter(
            old_names.get(name, name) for name in expected["entry terms"].elements()
        )
        # A term of a taxonomy may be written as <wp:term>, even one of the two that have names.
        assert expected.pop("terms").total() == found.pop("terms").total(), file.name
        assert found == expected, file.name


@pytest.mark.parametrize(
    ("name", "kinds", "comments"),
    [
        (
            f"{WORDPRESS}/phpunit_data_theme-unit-test-data.xml",
            {"post": 58, "page": 21, "attachment": 37, "nav_menu_item": 70},
            33,
        ),
        (
            f"{WORDPRESS}/phpunit_data_a11y-unit-test-data.xml",
            {"post": 47, "": 1, "page": 17, "attachment": 39, "nav_menu_item": 50},
            29,
        ),
        ("cc-archive__labs/wordpress.xml", {"post": 219, "page": 5}, 181),
        ("isso-comments__isso/wordpress.xml", {"post": 1, "": 2}, 8),
    ],
)
def test_known_exports_hold_what_is_known_of_them(
    exports: Path, name: str, kinds: dict[str, int], comments: int
) -> None:
    posts = entries(read_file(exports / name))
    assert Counter(post.kind for post in posts) == kinds
    assert sum(len(post.comments) for post in posts) == comments


BROKEN = {
    "TryGhost__migrate/packages_mg-squarespace-xml_test_fixtures_sample.xml": [
        (33, 20, RepairKind.AMPERSANDS, 1),
        (33, 37, RepairKind.ENTITIES, 1),
        (122, 101, RepairKind.AMPERSANDS, 5),
        (123, 88, RepairKind.AMPERSANDS, 5),
    ],
    f"{WORDPRESS}/phpunit_data_crazy-cdata.xml": [
        (18, 64, RepairKind.CDATA, 1),
        (38, 28, RepairKind.CDATA, 1),
        (42, 59, RepairKind.CDATA, 2),
    ],
    f"{WORDPRESS}/phpunit_data_malformed-simple.xml": [(9, 1, RepairKind.TRUNCATED, 134)],
    f"{WORDPRESS}/phpunit_data_malformed.xml": [(27, 1, RepairKind.STRAY_TAGS, 1)],
    "getnikola__nikola/wordpress_unicode_export.xml": [(51, 3, RepairKind.PREFIXES, 1)],
    "getnikola__nikola/wordpress_qtranslate_item_raw_export.xml": [(1, 6, RepairKind.ROOT, 1)],
}


@pytest.mark.parametrize(("name", "expected"), BROKEN.items())
def test_what_is_malformed_says_where(
    exports: Path, name: str, expected: list[tuple[int, int, RepairKind, int]]
) -> None:
    found = repairs(read_file(exports / name))
    assert [(each.line, each.column, each.kind, each.count) for each in found] == expected


def test_only_one_real_export_has_a_part_that_cannot_be_read(exports: Path) -> None:
    faulty = {
        file.name: unreadable(read_file(file))
        for file in sorted(exports.glob("*/*.xml"))
        if file.name not in NO_EXPORTS
    }
    (one,) = faulty.pop("phpunit_data_malformed-simple.xml")
    assert (one.line, one.scope, one.name) == (9, Scope.PART, "item")
    assert one.source.value.startswith("<item>\n<title>Broken</title>")
    assert one.source.value.endswith("<!-- Missing closing tags intentionally -->\n")
    assert not any(faulty.values())


def test_sections_inside_sections_keep_their_text(exports: Path) -> None:
    folder = exports / WORDPRESS
    (broken,) = entries(read_file(folder / "phpunit_data_crazy-cdata.xml"))
    (proper,) = entries(read_file(folder / "phpunit_data_crazy-cdata-escaped.xml"))
    assert broken == proper
    assert broken.content == "Content with nested <![CDATA[ tags ]]> :)"


def test_namespaces_count_and_not_prefixes(exports: Path) -> None:
    nouns = read_file(exports / WORDPRESS / "phpunit_data_namespace-edge-cases.xml")
    authors = [noun.login for noun in nouns if isinstance(noun, OldAuthor)]
    assert authors == ["real_user", "version_conflict"]
    assert [(post.title, post.id, post.kind) for post in entries(nouns)] == [
        ("Mixed Namespaces", "1", "post"),
        ("No Prefix", "2", "post"),
        ("Empty Namespace", "3", "post"),
        ("Unicode Namespace", "4", "post"),
        ("Hijacked Namespace", "", ""),
        ("Namespace Bomb", "6", "post"),
    ]
    terms = [(noun.id, noun.slug) for noun in nouns if isinstance(noun, OldTerm)]
    assert terms == [("100", "old-version"), ("102", "new-version")]
    blogs = [noun for noun in nouns if isinstance(noun, OldBlog)]
    kept = [value for blog in blogs for _, value in blog.extra]
    assert {"fake_ns_user", "custom_user", "101"} <= set(kept)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("isso-comments__isso/disqus.xml", "an export of Disqus"),
        ("TryGhost__migrate/packages_mg-blogger_test_fixtures_response.json", "Blogger's API"),
    ],
)
def test_other_files_are_called_by_their_name(exports: Path, name: str, words: str) -> None:
    (one,) = unreadable(read_file(exports / name))
    assert one.scope is Scope.FILE
    assert words in one.reason
