"""The functions and filters that templates may use."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.filters import do_urlencode

from ssg.assemble.date_formats import read_date_formats
from ssg.model.author import Link
from ssg.model.comment import Thread
from ssg.model.diagnostic import Level
from ssg.model.site import Address
from ssg.model.source import FileRef
from ssg.model.theme import SettingDeclaration
from ssg.model.view import RedirectView, View
from ssg.render.date import STYLES, patterned_date, written_date
from ssg.render.filters import urlencode
from ssg.text.placeholders import address, size, title
from tests.render.factories import (
    WHEN,
    article,
    author_view,
    body,
    comment,
    conversation_view,
    entry_view,
    feed_view,
    plain_view,
    render,
    shown,
    site_view,
    theme,
)


def test_the_text_on_a_page_has_the_path_of_the_site_in_its_addresses() -> None:
    made, ref = body(
        f'<a href="{address(0)}">{title(0)}</a><a href="{address(1)}">1</a>'
        f'<img src="{address(2)}"{size(2)}><img src="{address(3)}"{size(3)}>',
        Address("/2016/caf\u00e9/#b", title="A & B"),
        Address("#fn:1"),
        Address("/a'b\"c.jpg", width=3, height=2),
        Address("https://x.example/?a=1&b=2"),
    )
    assert shown("{{ content(view.entry) }}", entry_view(entry=article(body=ref)), made) == (
        '<a href="/blog/2016/caf%C3%A9/#b">A &amp; B</a><a href="#fn:1">1</a>'
        '<img src="/blog/a&#39;b%22c.jpg" width="3" height="2">'
        '<img src="https://x.example/?a=1&amp;b=2">'
    )


def test_the_part_before_more_is_shown_alone() -> None:
    made, ref = body("<p>Lead.</p><p>More.</p>", lead="<p>Lead.</p>")
    view = entry_view(entry=article(body=ref))
    assert shown("{{ lead(view.entry) }}", view, made) == "<p>Lead.</p>"


def test_feeds_hold_neither_scripts_nor_pull_quotes() -> None:
    made, ref = body(
        '<p>A.</p><script>x()</script><aside class="pull-quote" aria-hidden="true">A.</aside>'
        "<style>p{}</style><aside>Kept.</aside>"
    )
    text = "{{ content(view.entries[0]) }}"
    feed = render(feed_view(article(body=ref)), "f.xml", theme({"f.xml": text}), made)
    assert feed.content == b"<p>A.</p><aside>Kept.</aside>"
    view = entry_view(entry=article(body=ref))
    assert "pull-quote" in shown("{{ content(view.entry) }}", view, made)


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("/caf\u00e9/?q=a b#\u00fc", "/blog/caf%C3%A9/?q=a%20b#%C3%BC"),
        ("/caf%C3%A9/", "/blog/caf%C3%A9/"),
        ("/100%/", "/blog/100%25/"),
        ("/", "/blog/"),
        ("https://x.example/\u00e9", "https://x.example/\u00e9"),
        ("//x.example/", "//x.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#top", "#top"),
        ("", ""),
    ],
)
def test_url_puts_the_path_of_the_site_before_addresses_inside_it(
    written: str, shown_as: str
) -> None:
    view = RedirectView(site_view(), "/old/", written, 301)
    assert shown("{{ view.to | url }}", view) == shown_as


def test_absolute_puts_the_whole_address_before_it() -> None:
    view = RedirectView(site_view(url="https://x.example"), "/old/", "/a/", 301)
    assert shown("{{ view.to | absolute }}", view) == "https://x.example/a/"


@pytest.mark.parametrize(
    "harmful",
    [
        "javascript:alert(1)",
        " JaVa\tScript:x",
        "\x01data:text/html,x",
        "vbscript:x",
        "java\nscript:x",
    ],
)
def test_an_address_that_would_run_code_leads_nowhere(harmful: str) -> None:
    view = RedirectView(site_view(), "/old/", harmful, 301)
    assert shown("{{ view.to | safe_url }}", view) == "#"


@pytest.mark.parametrize("harmless", ["https://x.example/javascript:", "/data:/", "mailto:a@b", ""])
def test_other_addresses_stay(harmless: str) -> None:
    view = RedirectView(site_view(), "/old/", harmless, 301)
    assert shown("{{ view.to | safe_url }}", view) == harmless


@pytest.mark.parametrize(
    ("style", "language", "words"),
    [
        ("long", "en", "October 29, 2016"),
        ("long", "en-GB", "29 October 2016"),
        ("long", "de", "29. Oktober 2016"),
        ("long", "ar", "29 \u0623\u0643\u062a\u0648\u0628\u0631 2016"),
        ("medium", "en", "Oct 29, 2016"),
        ("short", "en", "10/29/16"),
        ("day", "en", "29"),
        ("month", "cs", "\u0159\u00edjen"),
        ("year", "ja", "2016\u5e74"),
        ("month_year", "en", "October 2016"),
        ("day_month", "en", "Oct 29"),
        ("time", "de", "09:30"),
        ("iso", "de", "2016-10-29T09:30:00-05:00"),
        ("rfc822", "de", "Sat, 29 Oct 2016 09:30:00 -0500"),
        ("rfc3339", "de", "2016-10-29T09:30:00-05:00"),
        ("long", "xx-nowhere", "October 29, 2016"),
        ("long", "not a language!", "October 29, 2016"),
        ("long", "", "October 29, 2016"),
        ("long", "de-XX", "29. Oktober 2016"),
    ],
)
def test_dates_are_told_in_the_language_of_the_page(style: str, language: str, words: str) -> None:
    assert written_date(WHEN, style, language) == words


@pytest.mark.parametrize("style", STYLES)
def test_every_style_takes_a_day_without_a_time(style: str) -> None:
    assert written_date(dt.date(2016, 10, 29), style, "en")


def test_a_day_is_the_same_day_in_every_format() -> None:
    day = dt.date(2016, 10, 29)
    assert written_date(day, "iso", "en") == "2016-10-29"
    assert written_date(day, "rfc822", "en") == "Sat, 29 Oct 2016 00:00:00 +0000"


def test_an_offset_with_seconds_is_told_in_utc() -> None:
    # Chicago before 1883.
    moment = dt.datetime(
        1880, 1, 1, tzinfo=dt.timezone(-dt.timedelta(hours=5, minutes=50, seconds=36))
    )
    assert written_date(moment, "rfc3339", "en") == "1880-01-01T05:50:36+00:00"


def test_equal_moments_are_told_each_in_its_own_zone() -> None:
    berlin, utc = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
    moment = dt.datetime(2021, 5, 4, 12, tzinfo=berlin)
    assert written_date(moment, "iso", "en") == "2021-05-04T12:00:00+02:00"
    assert written_date(moment.astimezone(utc), "iso", "en") == "2021-05-04T10:00:00+00:00"
    twice = dt.datetime(2021, 10, 31, 2, 30, tzinfo=berlin)
    assert written_date(twice, "iso", "en") == "2021-10-31T02:30:00+02:00"
    assert written_date(twice.replace(fold=1), "iso", "en") == "2021-10-31T02:30:00+01:00"


@pytest.mark.parametrize("text", ["", "a b", "/ü/ü?&=+#%20", "x" * 9 + "…", "\n<>\"'~_.-"])
def test_urlencode_is_that_of_jinja(text: str) -> None:
    assert urlencode(text) == do_urlencode(text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "29 October 2016"),
        ("en-GB", "29 October 2016"),
        ("pt-BR", "29 de outubro de 2016"),
        ("pt-PT", "outubro 29"),
        ("de", "29. Oktober 2016"),
    ],
)
def test_a_site_has_its_own_way_of_writing_dates_in_each_language(
    language: str, words: str
) -> None:
    formats = {"en": "d MMMM y", "PT-br": "d 'de' MMMM 'de' y", "pt": "MMMM d"}
    view = entry_view(
        entry=article(language=language), site=site_view(theme={"date_formats": formats})
    )
    text = "{{ view.entry.date | date('long', view.site.theme.date_formats) }}"
    assert shown(text, view) == words


def test_a_pattern_that_is_none_of_a_day_is_told() -> None:
    text = "{{ view.entry.date | date('long', {'en': 'HH'}) }}"
    (problem,) = render(entry_view(), "post.html", theme({"post.html": text})).diagnostics
    assert "`HH` is no pattern for a date" in problem.message


@given(
    st.lists(
        st.sampled_from(
            [
                *(letter * count for letter in "GyYuQqMLwWdDFEecUgHs" for count in range(1, 7)),
                *("'", "''", "'of'", " ", ".", "%", "%(y)s", "年", "{", "\\"),
            ]
        ),
        max_size=6,
    ).map("".join)
)
def test_every_pattern_that_settings_take_can_be_written(pattern: str) -> None:
    setting = SettingDeclaration("dates", "date_formats", {})
    _, faults = read_date_formats({"en": pattern}, setting)
    if not faults:
        assert patterned_date(WHEN, pattern, "en")


def test_no_date_is_no_words() -> None:
    view = entry_view(entry=article(date=None))
    assert shown("[{{ view.entry.date | date('long') }}]", view) == "[]"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "1,234,567"), ("de", "1.234.567"), ("xx", "1,234,567")]
)
def test_numbers_are_grouped_as_the_language_does(language: str, words: str) -> None:
    view = plain_view(site=site_view(language=language))
    assert shown("{{ 1234567 | number }}", view) == words


def test_links_are_chosen_by_their_kind() -> None:
    author = author_view(
        links=(Link("A", "/a", "book"), Link("B", "/b", "radio"), Link("C", "/c", "book"))
    )
    text = (
        "{% for l in view.entry.authors[0].links | kind('book', 'blog') %}{{ l.title }}{% endfor %}"
    )
    assert shown(text, entry_view(entry=article(authors=(author,)))) == "AC"


def test_html_is_told_as_plain_words() -> None:
    author = author_view(bio_html="<p>A &amp; <em>b</em>.</p><script>x()</script><p>C</p>")
    view = entry_view(entry=article(authors=(author,)))
    assert shown("{{ view.entry.authors[0].bio_html | plain }}", view) == "A &amp; b. C"


STRINGS = {
    "en": {
        "by": "By",
        "said.one": "{n} comment",
        "said.other": "{n} comments",
        "about": "About {name}",
        "only_english": "Only",
    },
    "pt": {"by": "Por"},
    "pl": {
        "said.one": "{n} komentarz",
        "said.few": "{n} komentarze",
        "said.many": "{n} komentarzy",
    },
}


@pytest.mark.parametrize(
    ("language", "call", "words"),
    [
        ("en", "t('by')", "By"),
        ("pt-BR", "t('by')", "Por"),
        ("pt-BR", "t('only_english')", "Only"),
        ("xx", "t('by')", "By"),
        ("en", "t('said', n=1)", "1 comment"),
        ("en", "t('said', n=1200)", "1,200 comments"),
        ("en", "t('said', count=2)", "2 comments"),
        ("pl", "t('said', n=1)", "1 komentarz"),
        ("pl", "t('said', n=3)", "3 komentarze"),
        ("pl", "t('said', n=5)", "5 komentarzy"),
        ("pt", "t('said', n=1)", "1 comment"),
        ("en", "t('about', name='<b>')", "About &lt;b&gt;"),
        ("en", "t('about', name='<b>' | safe)", "About <b>"),
    ],
)
def test_words_are_in_the_language_of_the_page(language: str, call: str, words: str) -> None:
    view = entry_view(entry=article(language=language))
    assert shown(f"{{{{ {call} }}}}", view, strings=STRINGS) == words


def test_a_missing_word_shows_its_key_and_is_reported_once() -> None:
    paper = theme({"page.html": "{{ t('bye') }} {{ t('bye') }}"}, strings=STRINGS)
    rendered = render(entry_view(), "page.html", paper)
    assert rendered.content == b"bye bye"
    [diagnostic] = rendered.diagnostics
    assert diagnostic.path == "themes/paper/strings/en.yaml"
    assert diagnostic.level is Level.WARNING
    assert "`bye`" in diagnostic.message


@pytest.mark.parametrize("view", [plain_view(), feed_view()])
def test_a_file_of_the_theme_is_found_by_its_name(view: View) -> None:
    file = FileRef("themes/paper/static/style.css", b"", 1)  # type: ignore[arg-type]
    assets = {"style.css": (file, "/assets/style.0a1b.css")}
    assert shown("{{ asset('style.css') }}", view, assets=assets) == "/assets/style.0a1b.css"


def test_comments_are_found_by_their_thread_and_id() -> None:
    thread = Thread((comment(1), comment(2)))
    view = entry_view(conversation=conversation_view(thread))
    text = "{{ comment(view.conversation.thread, 'wp-2').author_name }}"
    assert shown(text, view, thread) == "Reader 2"


def test_a_page_without_a_thread_has_no_comments() -> None:
    view = entry_view(conversation=conversation_view(None))
    text = "{{ thread(view.conversation) | length }}{{ mentions(view.conversation) | length }}"
    assert shown(text, view) == "00"
