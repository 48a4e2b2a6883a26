"""Where entries stand, who wrote them, what they are filed under."""

import dataclasses

import pytest

from ssg.model.author import Author, AuthorId, Link
from ssg.model.entry import Entry, SeriesPart
from ssg.model.settings import Settings, TermRecord
from tests.making import SETTINGS, assembled, conversation, page, post, terms


def with_settings(**changes: object) -> Settings:
    return dataclasses.replace(SETTINGS, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "pattern", "address"),
    [
        (post("words"), "/{year}/{month}/{day}/{slug}/", "/2016/10/29/words/"),
        (post("words"), "/{year}/{month}/{slug}.html", "/2016/10/words.html"),
        (post("words", id="73"), "/archives/{id}", "/archives/73/"),
        (post("words", categories=terms("Opinion/Economy")), "/{category}/{slug}/",
         "/opinion/economy/words/"),
        (post("words"), "/{category}/{slug}/", "/uncategorized/words/"),
        (post("words", permalink="/old/caf%C3%A9"), "/{slug}/", "/old/café/"),
        (page("about"), "/{slug}/", "/about/"),
        (page("b", source="content/pages/a/b.md"), "/{slug}/", "/a/b/"),
        (page("b", source="content/pages/a/b/index.md"), "/{slug}/", "/a/b/"),
    ],
)  # fmt: skip
def test_an_address_follows_the_pattern_or_the_front_matter(
    entry: Entry, pattern: str, address: str
) -> None:
    site, _ = assembled([entry], settings=with_settings(permalink=pattern))
    assert [placed.permalink for placed in site.entries] == [address]


def test_a_pattern_with_an_id_asks_for_one() -> None:
    _, problems = assembled([post("words")], settings=with_settings(permalink="/{id}/"))
    assert [problem.rule for problem in problems] == ["permalink"]
    assert "id: 123" in problems[0].fix


def test_drafts_and_scheduled_posts_are_left_out_and_named() -> None:
    site, _ = assembled(
        [post("seen"), post("draft", draft=True), post("later", "2035-01-01"),
         post("quiet", unlisted=True)]
    )  # fmt: skip
    assert [placed.entry.slug for placed in site.posts] == ["seen"]
    assert [placed.entry.slug for placed in site.unlisted] == ["quiet"]
    reasons = {hidden.source: hidden.reason for hidden in site.hidden}
    assert reasons == {
        "content/posts/draft.md": "draft",
        "content/posts/later.md": "scheduled",
        "content/posts/quiet.md": "unlisted",
    }
    assert site.changes_at is not None
    assert site.changes_at.year == 2035


def test_drafts_and_scheduled_posts_are_built_when_asked_for() -> None:
    entries = [post("draft", draft=True), post("later", "2035-01-01")]
    site, _ = assembled(entries, drafts=True, future=True)
    assert {placed.entry.slug for placed in site.posts} == {"draft", "later"}


def test_a_draft_without_a_date_stands_at_the_moment_of_the_build() -> None:
    entry = dataclasses.replace(post("draft", draft=True), date=None)
    site, _ = assembled([entry], drafts=True)
    assert [placed.permalink for placed in site.posts] == ["/2026/11/22/draft/"]


def test_posts_of_one_date_have_a_total_order() -> None:
    entries = [post("b"), post("a"), post("c")]
    first, _ = assembled(entries)
    second, _ = assembled(reversed(entries))
    assert [p.permalink for p in first.posts] == [p.permalink for p in second.posts]


JANE = Author("jane-marsh", "Jane Marsh", bio_html="<p>Record.</p>", bio_text="Record.")


def test_an_unknown_author_is_an_error_with_the_nearest_name() -> None:
    entry = post("words", authors=(AuthorId("jane-march", 4, 9),))
    _, problems = assembled([entry], authors=[JANE])
    assert len(problems) == 1
    assert problems[0].place == "content/posts/words.md:4:9"
    assert "did you mean `jane-marsh`?" in problems[0].message


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        (
            "Jane-Marsh",
            (
                "write `author: jane-marsh`,"
                " or write content/authors/Jane-Marsh.yaml with a line `name: …`"
            ),
        ),
        ("bo", "write content/authors/bo.yaml with a line `name: …`"),
    ],
)
def test_a_default_author_without_a_record_is_told_both_ways(written: str, fix: str) -> None:
    _, problems = assembled([post("a")], settings=with_settings(author=written), authors=[JANE])
    assert [each.fix for each in problems if "has no record" in each.message] == [fix]


def test_a_post_may_overrule_the_authors_words_for_itself_alone() -> None:
    own = (Link("Flashpoint", "https://books.example/", "book"),)
    entries = [
        post("one", authors=(AuthorId("jane-marsh", 1, 1),), bio_html="<p>Here.</p>", links=own),
        post("two", authors=(AuthorId("jane-marsh", 1, 1),)),
    ]
    site, _ = assembled(entries, authors=[JANE])
    by_slug = {placed.entry.slug: placed.authors[0] for placed in site.posts}
    assert by_slug["one"].bio_html == "<p>Here.</p>"
    assert by_slug["one"].links == own
    assert by_slug["two"] == JANE


def test_a_category_holds_the_posts_of_those_below_it() -> None:
    records = [
        TermRecord("opinion", "Opinion"),
        TermRecord("economy", "The Economy", parent="opinion"),
    ]
    entries = [
        post("one", categories=terms("The Economy")),
        post("two", categories=terms("opinion/economy")),
        post("three", categories=terms("Opinion")),
    ]
    site, _ = assembled(entries, categories=records)
    assert {path: len(term.posts) for path, term in site.categories.items()} == {
        "opinion": 3,
        "opinion/economy": 2,
    }
    assert site.categories["opinion/economy"].name == "The Economy"


def test_a_category_that_is_not_allowed_is_an_error() -> None:
    settings = with_settings(allowed_categories=("Foreign Affairs", "Books"))
    _, problems = assembled([post("one", categories=terms("Foreign Afairs"))], settings=settings)
    assert len(problems) == 1
    assert "did you mean `Foreign Affairs`?" in problems[0].message


def test_a_series_is_in_the_order_of_its_parts_else_of_dates() -> None:
    entries = [
        post("late", "2020-01-03", series=SeriesPart("Letters", 1)),
        post("early", "2020-01-01", series=SeriesPart("Letters", 2)),
        post("b", "2020-02-02", series=SeriesPart("Notes")),
        post("a", "2020-02-01", series=SeriesPart("Notes")),
    ]
    site, _ = assembled(entries)
    order = {path: [p.entry.slug for p in term.posts] for path, term in site.series.items()}
    assert order == {"letters": ["late", "early"], "notes": ["a", "b"]}


@pytest.mark.parametrize(
    "found",
    [
        conversation("words"),
        conversation("other-name", permalink="/2016/10/29/words/"),
        conversation("other-name", guid="https://old.example/?p=73"),
    ],
)
def test_a_conversation_is_found_by_permalink_identity_or_name(found: object) -> None:
    entry = post("words", guid="https://old.example/?p=73")
    site, problems = assembled([entry, post("others")], conversations=[found])
    assert {p.entry.slug: p.conversation for p in site.posts} == {"words": found, "others": None}
    assert problems == ()


def test_a_conversation_without_an_entry_is_a_warning() -> None:
    _, problems = assembled([post("words")], conversations=[conversation("nowhere", 7)])
    assert [problem.rule for problem in problems] == ["orphan-comments"]
    assert "these 7 comments" in problems[0].message
    _, problems = assembled([post("words")], conversations=[conversation("nowhere", 1)])
    assert problems[0].message == "no post or page for this comment"
