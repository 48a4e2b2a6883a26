"""Real exports: imported, built, and counted once more by a plain scan of their text."""

import html
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.importing.running import errors
from tests.importing.scanning import NOT_TO_BE_SCANNED, Case
from tests.yaml_text import from_yaml

pytestmark = pytest.mark.xdist_group("real exports")

LISTINGS = re.compile(
    r"/(?:(?:archive|search|follow|page|category|tag|author|series)/.*|\d{4}/(?:\d\d/)?)?"
)
FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


def plain_cases(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.name not in NOT_TO_BE_SCANNED]


def comments_of(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "content").glob("comments/*.yaml"))
    return [each for file in files for each in from_yaml(file.read_text("utf-8"))["comments"]]


def entries_of(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "content").glob("p*s/**/*.md"))
    return [from_yaml(FRONT.match(file.read_text("utf-8"))[1]) for file in files]  # type: ignore[index]


def test_every_export_is_imported_with_nothing_unexplained(cases: list[Case]) -> None:
    assert len(cases) > 50
    for case in cases:
        report = case.done.report
        assert report["unexplained"] == 0, case.name
        # One file breaks off within an entry: that is an error, with all else imported.
        assert case.done.code == (case.name == "phpunit_data_malformed-simple.xml"), case.name
        for kind, account in report["ledger"].items():
            left = sum(account["left"].values())
            assert account["in"] == account["out"] + left, (case.name, kind)


BRING_NOTHING = {"phpunit_data_malformed-simple.xml"}
"""Exports that are cut off within their first part."""


def test_every_imported_site_builds_without_an_error(cases: list[Case]) -> None:
    brought = [case for case in cases if case.done.report["report"]]
    assert {case.name for case in cases if case not in brought} <= BRING_NOTHING
    failed = {case.name: errors(case.built) for case in brought if case.built.code}
    assert failed == {}


def test_entries_are_those_that_a_plain_scan_counts(cases: list[Case]) -> None:
    for case in plain_cases(cases):
        counted, ledger = case.scanned.entries, case.done.ledger
        public = {kind: counted[kind, "publish"] for kind in ("post", "page")}
        written = sum(n for (kind, _), n in counted.items() if kind in {"post", "page"})
        assert ledger["posts"]["in"] == public["post"], case.name
        assert ledger["pages"]["in"] == public["page"], case.name
        assert ledger["drafts"]["in"] == written - sum(public.values()), case.name
        files = sum(n for (kind, _), n in counted.items() if kind == "attachment")
        assert ledger["media"]["in"] == files, case.name
        assert ledger["others"]["in"] == counted.total() - written - files, case.name
        assert ledger["posts"]["left"] == ledger["pages"]["left"] == {}, case.name


def test_comments_are_those_that_a_plain_scan_counts(cases: list[Case]) -> None:
    for case in plain_cases(cases):
        scanned, ledger = case.scanned, case.done.ledger
        mentions = sum(
            n for (kind, _), n in scanned.comments.items() if kind in {"pingback", "trackback"}
        )
        assert ledger["pingbacks"]["in"] == mentions, case.name
        assert ledger["comments"]["in"] == scanned.comments.total() - mentions, case.name
        for kind in ("comments", "pingbacks"):
            assert ledger[kind]["out"] == scanned.shown[kind], case.name
        assert len(comments_of(case.site)) == scanned.shown.total(), case.name


def test_authors_and_terms_are_those_that_a_plain_scan_counts(cases: list[Case]) -> None:
    for case in plain_cases(cases):
        scanned, ledger = case.scanned, case.done.ledger
        assert ledger["authors"]["out"] == len(scanned.logins), case.name
        assert ledger["authors"]["in"] >= scanned.declared["authors"], case.name
        records = list((case.site / "content/authors").glob("*.yaml"))
        assert len(records) == ledger["authors"]["out"], case.name
        for kind, taxonomy in (("categories", "category"), ("tags", "post_tag")):
            expected = len(scanned.terms.get(taxonomy, ()))
            assert ledger[kind]["out"] == expected, (case.name, kind)
            assert ledger[kind]["in"] >= scanned.declared[taxonomy], (case.name, kind)
            file = case.site / f"content/{kind}.yaml"
            told = from_yaml(file.read_text("utf-8")) if file.exists() else []
            assert len(told) == expected, (case.name, kind)


def test_what_was_published_has_a_page_and_nothing_else_has(cases: list[Case]) -> None:
    for case in plain_cases(cases):
        output = case.site / "output"
        url = from_yaml((case.site / "site.yaml").read_text("utf-8"))["url"]
        found = re.findall(r"<loc>(.*?)</loc>", (output / "sitemap.xml").read_text("utf-8"))
        base = urlsplit(url).path.rstrip("/")
        paths = [urlsplit(html.unescape(each)).path.removeprefix(base) for each in found]
        shown = [path for path in paths if not LISTINGS.fullmatch(path)]
        counted = case.scanned.entries
        assert len(shown) == counted["post", "publish"] + counted["page", "publish"], case.name
        assert len(set(shown)) == len(shown)
        drafts = [each for each in entries_of(case.site) if each.get("draft")]
        hidden = [each for each in case.built.report["hidden"] if each["reason"] == "draft"]
        assert len(hidden) == len(drafts), case.name


def test_every_published_post_keeps_its_identity_in_the_feed(cases: list[Case]) -> None:
    for case in plain_cases(cases):
        feed = (case.site / "output/feed.xml").read_text("utf-8")
        given = [html.unescape(each) for each in re.findall(r"<guid[^>]*>(.*?)</guid>", feed)]
        expected = [guid for guid in case.scanned.guids if guid]
        assert Counter(expected) - Counter(given) == Counter(), case.name
        assert len(given) == len(case.scanned.guids), case.name


def test_conversations_have_the_shape_that_they_had(cases: list[Case]) -> None:
    deepest = 0
    for case in plain_cases(cases):
        above = {str(each["id"]): str(each.get("parent", "")) for each in comments_of(case.site)}
        expected = case.scanned.parents
        if len(expected) != case.scanned.shown.total():
            continue  # Some comments have no number of their own.
        shown = expected.keys()
        hung = {one: upper if upper in shown else "" for one, upper in expected.items()}
        # The answers to what was not shown stand where it stood.
        assert {one: upper for one, upper in above.items() if hung[one]} == {
            one: upper for one, upper in hung.items() if upper
        }, case.name
        for one in above:
            depth, place = 1, one
            while above.get(place):
                depth, place = depth + 1, above[place]
            deepest = max(deepest, depth)
    assert deepest == 10  # Answers to answers, nine times over.


def test_parts_of_one_export_are_one_blog(cases: list[Case]) -> None:
    whole = next(case for case in cases if case.name.endswith("_multiple"))
    parts = [case for case in cases if "_multiple_" in case.name]
    assert len(parts) == 3
    for kind in ("posts", "pages", "drafts", "media", "comments"):
        each = [part.done.ledger[kind]["in"] for part in parts]
        assert whole.done.ledger[kind]["in"] == sum(each)
        assert kind not in {"posts", "pages", "media"} or sum(each)
