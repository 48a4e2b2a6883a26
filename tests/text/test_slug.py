import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.text.slug import MAX_BYTES, slug_fault, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Words and Deeds", "words-and-deeds"),
        ("words-and-deeds", "words-and-deeds"),
        ("Don\u2019t Panic!", "dont-panic"),
        ("Über die Brücke", "uber-die-brucke"),
        ("Straße, Ærø & Øl", "strasse-aero-ol"),
        ("Café — déjà vu", "cafe-deja-vu"),
        ("e\u0301tude", "etude"),
        ("Слова и дела", "слова-и-дела"),
        ("كلمات وأفعال", "كلمات-وأفعال"),
        ("言葉と行い", "言葉と行い"),
        ("हिन्दी में", "हिन्दी-में"),
        ("%d7%a9%d7%9c%d7%95%d7%9d", "שלום"),
        ("%D1%81%D0%BB%D0%BE%D0%B2%D0%BE", "слово"),
        ("CON", "con-page"),
        ("lpt1", "lpt1-page"),
        ("🙂", "untitled"),
        ("", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b", "a-b"),
        ("50% off", "50-off"),
        ("my_post", "my_post"),
    ],
)
def test_a_title_becomes_a_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug


@given(st.text(min_size=1))
def test_every_slug_can_be_used_as_a_file_name(text: str) -> None:
    slug = slugify(text)
    assert slug_fault(slug) == ""
    assert len(slug.encode()) <= MAX_BYTES


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "a b", "a/b", "a\\b", "a?b", "nul", ".hidden", "x" * 201, "a\x07"]
)
def test_a_slug_that_cannot_be_a_file_name_has_a_fault(slug: str) -> None:
    assert slug_fault(slug)
