from ssg.importers.mapping.terms import Vocabulary, vocabulary_of
from ssg.model.export import OldTerm


def vocabulary(*terms: OldTerm) -> Vocabulary:
    return vocabulary_of(["category"], terms, (), (), ())


def term(slug: str, name: str, parent: str = "") -> OldTerm:
    return OldTerm("category", slug, name, parent, line=1)


def written(terms: Vocabulary) -> dict[str, str]:
    return {each.slug: each.written for each in terms.terms}


def test_a_term_is_written_by_its_names() -> None:
    terms = vocabulary(term("opinion", "Opinion"), term("economy", "The Economy", "opinion"))
    assert written(terms) == {"opinion": "Opinion", "economy": "Opinion/The Economy"}


def test_a_name_that_two_terms_have_is_written_by_slugs() -> None:
    terms = vocabulary(term("news", "News"), term("news-2", "news"))
    assert written(terms) == {"news": "news", "news-2": "news-2"}


def test_a_name_that_is_another_terms_slug_is_not_used() -> None:
    terms = vocabulary(term("foo-2", "foo"), term("foo", "Other"))
    assert written(terms) == {"foo-2": "foo-2", "foo": "Other"}


def test_a_slash_in_a_name_makes_no_tree() -> None:
    assert written(vocabulary(term("ac-dc", "AC/DC"))) == {"ac-dc": "ac-dc"}


def test_who_is_above_itself_or_below_nobody_known_stands_on_top() -> None:
    terms = vocabulary(term("a", "A", "b"), term("b", "B", "a"), term("c", "C", "lost"))
    assert {each.slug: each.parent for each in terms.terms}["c"] == ""
    assert any(each.parent == "" for each in terms.terms if each.slug in {"a", "b"})
    assert "c" in terms.strays


def test_names_are_told_once_with_their_entities_resolved() -> None:
    terms = vocabulary(term("rd", "R&amp;D"), term("rd", "R&amp;D"))
    assert [each.name for each in terms.terms] == ["R&D"]
    assert terms.said_again == 1
