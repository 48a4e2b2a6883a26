"""What of a body is indexed, and what is not."""

import re

import pytest

from ssg.model.digest import digest_of
from ssg.model.entry import Body
from ssg.model.search import SearchCard, SearchRecord
from ssg.render.search import in_dots, search_document
from ssg.text import placeholders

RECORD = SearchRecord(
    url="/2016/10/29/häfen/",
    title="Häfen & “Kräne”",
    moment="2016-10-29T08:00:00+00:00",
    day="2016-10-29",
    written="29 October 2016",
    language="de",
    authors=("Ana Ruiz, MA", 'Bo "B" Li'),
    categories=("Cities", "Cities › Ports"),
    year="2016",
    body=digest_of("body"),
    titles=("The Other Essay",),
    cards=(
        SearchCard("https://film.example/?v=1&t=2"),
        SearchCard("https://film.example/", "The Lock Gates · Harbor Films"),
        SearchCard("https://social.example/@ana/1", "<p>Lamps out.</p> Ana Ruiz", is_post=True),
    ),
)
CARDS = [placeholders.card(number) for number in range(3)]


@pytest.mark.parametrize(
    ("html", "indexed"),
    [
        ('<p class="dek">A <em>quiet</em> tide</p>', "<p>A <em>quiet</em> tide</p>"),
        ('<h2 id="ports">Ports</h2>', '<h2 id="ports">Ports</h2>'),
        ('<p id="x">word</p>', "<p>word</p>"),
        ('word<sup><a class="footnote-ref" href="#fn-1">1</a></sup>.', "word<sup></sup>."),
        ('note <a class="footnote-backref" href="#f">back</a>', "note "),
        ('<aside class="pull-quote"><p>said <a>twice</a></p></aside>once', "once"),
        ('a<img alt="picture > of" src="/x.png">b', "ab"),
        ("a<br>b<!-- no --><script>no()</script><style>no{}</style>", "a b"),
        ("<noscript>no</noscript><svg><title>no</title></svg>yes", "yes"),
        (f"See <a href={placeholders.address(0)}>{placeholders.title(0)}</a>", "The Other Essay"),
        ("<p>港口 and 港</p>", "<p> 港  口  and  港 </p>"),
        (f"Hi <p><a>{CARDS[0]}https://film.example/?v=1&amp;t=2</a></p>", "Hi <p><a></a></p>"),
        (f"<p><a>{CARDS[1]}https://film.example/</a></p>", "<a>The Lock Gates · Harbor Films</a>"),
        (f"<figure><a>{CARDS[1]}My own words</a></figure>", "<a>My own words</a>"),
        (f"<figure><a>{CARDS[2]}My own words</a></figure>", "<a><p>Lamps out.</p> Ana Ruiz</a>"),
        (f'<audio><a href="x">no</a></audio>{CARDS[1]}</figure>', "The Lock Gates"),
        ("Жаль, élan, قهوة", "Жаль, élan, قهوة"),
    ],
)
def test_texts_are_indexed_and_nothing_around_them(html: str, indexed: str) -> None:
    text = search_document(RECORD, Body(html)).html.rpartition("</i>")[2]
    assert indexed in text
    assert not {"no", "1", "twice", "back", "picture"} & set(re.findall(r"\w+", text))


def test_facets_are_attributes_so_that_any_name_is_one() -> None:
    document = search_document(RECORD, Body("<p>x</p>")).html
    assert 'data-v="Ana Ruiz, MA" data-pagefind-filter="author[data-v]"' in document
    assert 'data-v="Bo &#34;B&#34; Li" data-pagefind-filter="author[data-v]"' in document
    assert 'data-v="Cities › Ports" data-pagefind-filter="category[data-v]"' in document
    assert 'data-v="2016" data-pagefind-filter="year[data-v]"' in document
    assert 'data-v="Häfen &amp; “Kräne”" data-pagefind-meta="title[data-v]"' in document


def test_an_address_is_one_that_a_browser_takes() -> None:
    assert search_document(RECORD, Body("x")).url == "/2016/10/29/h%C3%A4fen/"


def test_a_post_without_words_is_found_by_its_title() -> None:
    document = search_document(RECORD, Body('<img src="x.png" alt="">')).html
    assert "Häfen &amp; “Kräne”</body>" in document


def test_what_comes_with_a_result_has_neither_letters_nor_digits() -> None:
    dots = in_dots("2016-10-29\t29 October 2016\tде")
    assert not any(sign.isalnum() for sign in dots)
    assert bytes(ord(sign) - 0x2800 for sign in dots).decode().endswith("де")
