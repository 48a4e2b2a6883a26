"""Real exports, and what a plain scan of their text counts: the other side of a comparison."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.importing.running import Done, build, import_into

NO_EXPORTS = {"disqus.xml", "packages_mg-blogger_test_fixtures_response.json", "README.md"}
NOT_TO_BE_SCANNED = {
    "phpunit_data_malformed-simple.xml",  # is cut off
    "phpunit_data_namespace-edge-cases.xml",  # gives its prefixes other meanings
}
LATER = 1_790_000_000
"""A moment of 2026, after all that these exports hold."""

APPROVED = {"1", "approve", "approved"}


def exports_of(folder: Path) -> dict[str, list[Path]]:
    """Return the files of each export by its name; one of them comes in three parts."""
    files = [file for file in sorted(folder.glob("*/*")) if file.name not in NO_EXPORTS]
    found: dict[str, list[Path]] = {}
    for file in files:
        found.setdefault(re.sub(r"_multiple_.*", "_multiple", file.name), []).append(file)
        if "_multiple_" in file.name:
            found[file.name] = [file]
    return found


@dataclass
class Scanned:
    """What regular expressions find in an export: counts by (type, status) and so on."""

    entries: Counter[tuple[str, str]] = field(default_factory=Counter)
    comments: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    logins: set[str] = field(default_factory=set)
    declared: Counter[str] = field(default_factory=Counter)
    terms: dict[str, set[str]] = field(default_factory=dict)
    guids: list[str] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)


def inside(text: str, name: str) -> list[str]:
    """Return what stands in the elements `name`, without the signs of sections."""
    written = re.findall(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>|<{name}\s*/>", text, re.DOTALL)
    return [re.sub(r"\s*<!\[CDATA\[|\]\]>\s*", "", value).strip() for value in written]


def value(text: str, name: str) -> str:
    return next(iter(inside(text, name)), "")


def scan(files: list[Path]) -> Scanned:
    found = Scanned()
    for file in files:
        scan_text(file.read_text("utf-8"), found)
    return found


def scan_text(text: str, found: Scanned) -> None:
    for name in ("content:encoded", "excerpt:encoded", "wp:comment_content", "wp:meta_value"):
        # Bodies may hold anything, their own tags included.
        end = rf"(?:\]\]>\s*)?</{name}>"
        text = re.sub(rf"<{name}>(?:(?!<{name}>).)*?{end}", "", text, flags=re.DOTALL)
    items = re.findall(r"<item\b.*?</item>", text, re.DOTALL)
    channel = re.sub(r"<item\b.*?</item>", "", text, flags=re.DOTALL)
    declared = [value(each, "wp:author_login") for each in inside(channel, "wp:author")]
    found.declared["authors"] += len(declared)
    found.logins.update(login.casefold() for login in declared if login)
    for kind, element, slug, name in (
        ("category", "wp:category", "wp:category_nicename", "wp:cat_name"),
        ("post_tag", "wp:tag", "wp:tag_slug", "wp:tag_name"),
        ("", "wp:term", "wp:term_slug", "wp:term_name"),
    ):
        for each in inside(channel, element):
            taxonomy = kind or value(each, "wp:term_taxonomy")
            found.declared[taxonomy] += 1
            add_term(found, taxonomy, value(each, slug), value(each, name))
    for item in items:
        scan_item(item, found)


def add_term(found: Scanned, taxonomy: str, slug: str, name: str) -> None:
    key = slug or html.unescape(name)
    if key:
        found.terms.setdefault(taxonomy, set()).add(key.casefold())


def scan_item(item: str, found: Scanned) -> None:
    comments = re.findall(r"<wp:comment>.*?</wp:comment>", item, re.DOTALL)
    outside = re.sub(r"<wp:comment>.*?</wp:comment>", "", item, flags=re.DOTALL)
    kind, status = value(outside, "wp:post_type"), value(outside, "wp:status")
    if value(outside, "wp:post_password") and status in {"publish", "future"}:
        status = "protected"
    found.entries[kind, status] += 1
    if kind != "nav_menu_item":
        found.logins.update(login.casefold() for login in inside(outside, "dc:creator") if login)
    for domain, slug, name in re.findall(
        r"<category(?: domain=\"([^\"]*)\")?(?: nicename=\"([^\"]*)\")?[^>]*>(.*?)</category>",
        outside,
        re.DOTALL,
    ):
        taxonomy = {"": "category", "tag": "post_tag"}.get(domain, domain)
        plain = re.sub(r"<!\[CDATA\[|\]\]>", "", name).strip()
        if kind in {"post", "page"}:
            add_term(found, taxonomy, slug, plain)
        if taxonomy == "author":
            found.logins.add((slug or plain).removeprefix("cap-").casefold())
    if kind == "post" and status == "publish":
        found.guids.append(html.unescape(value(outside, "guid")))
    for comment in comments:
        about = value(comment, "wp:comment_type"), value(comment, "wp:comment_approved")
        found.comments[about] += 1
        is_seen = status in {"publish", "draft", "pending", "future", "inherit"}
        if about[1] in APPROVED and kind in {"post", "page", "attachment"} and is_seen:
            is_mention = about[0] in {"pingback", "trackback"}
            found.shown["pingbacks" if is_mention else "comments"] += 1
            number, parent = value(comment, "wp:comment_id"), value(comment, "wp:comment_parent")
            found.parents[f"wp-{number}"] = f"wp-{parent}" if parent not in {"", "0"} else ""


class Case:
    """An export that is imported, built and scanned when somebody asks what came of it, once."""

    def __init__(self, name: str, files: list[Path], site: Path) -> None:
        self.name = name
        self.files = files
        self._site = site

    @cached_property
    def done(self) -> Done:
        """Import it."""
        return import_into(self._site, *self.files, at=LATER)

    @cached_property
    def built(self) -> Done:
        """Build what was imported; its feed holds all posts."""
        assert self.done
        with (self._site / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write("feeds: {limit: all}\n")
        return build(self._site, at=LATER)

    @property
    def site(self) -> Path:
        """Return the folder of the site, with its output."""
        assert self.built
        return self._site

    @cached_property
    def scanned(self) -> Scanned:
        """Count what is in it."""
        return scan(self.files)
