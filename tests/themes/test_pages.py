"""What the pages of Broadsheet say, and how a site overrides them."""

import gzip
import re
from dataclasses import replace

import pytest

from ssg.model.author import Link
from ssg.model.comment import Thread
from ssg.model.entry import Chapter, Correction, SourceNote
from ssg.model.settings import AnalyticsSettings, CommentSettings, MenuItem, NewsletterSettings
from ssg.model.view import (
    CardLink,
    ConversationView,
    EntryView,
    HomeView,
    Pagination,
    PictureView,
    RedirectView,
    RelatedView,
    SeriesPageView,
    SeriesView,
    SiteView,
    TermLink,
    Widgets,
)
from tests.render.factories import (
    WHEN,
    article,
    audio_view,
    author_view,
    body,
    comment,
    conversation_view,
    entry_view,
    plain_view,
    post_card,
)
from tests.themes.broadsheet import page, site

NO_PAGES = Pagination(1, 1, "/", "/", "", "")


def post(**changes: object) -> EntryView:
    return entry_view(**{"site": site(), **changes})


def home(**changes: object) -> HomeView:
    view = HomeView(
        site=site(),
        url="/",
        lead=None,
        seconds=(),
        river=(),
        sections=(),
        pagination=NO_PAGES,
        date=None,
        authors=(),
        widgets=Widgets(),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def test_a_plain_post_runs_no_script_and_asks_no_other_host() -> None:
    text = page(post(), "post.html")
    assert set(re.findall(r"<script[^>]*>", text)) <= {'<script type="application/ld+json">'}
    assert re.findall(r'(?:src|srcset)="(?!/)', text) == []


def test_the_author_stands_directly_after_the_text() -> None:
    text = page(post(), "post.html")
    assert re.search(
        r'class="text e-content">.*?</div>\s*<footer class="author-footer">', text, re.DOTALL
    )


def test_books_radio_and_letters_stand_on_lines_of_their_own() -> None:
    author = author_view(
        links=(
            Link("Errata", "https://books.example/errata", "book"),
            Link("The Desk", "https://radio.example/desk", "radio"),
            Link("Elsewhere", "javascript:alert(1)", "website"),
        )
    )
    text = page(post(entry=article(authors=(author,))), "post.html")
    assert re.findall(r"<dt>([^<]+)</dt>", text) == ["Books", "On air", "Elsewhere", "Write to"]
    assert "javascript:" not in text


def test_a_guest_without_a_page_has_no_link() -> None:
    guest = author_view(id="", name="Ezra Whitlow", url="", links=(), email="")
    text = page(post(entry=article(authors=(guest,))), "post.html")
    assert '<span class="p-name">Ezra Whitlow</span>' in text


def test_words_of_an_author_cannot_become_markup() -> None:
    text = page(post(entry=article(title="<b>Words & “Deeds”</b>")), "post.html")
    assert "<b>" not in text
    assert "&lt;b&gt;Words &amp; “Deeds”&lt;/b&gt;" in text


def test_a_summary_that_is_made_of_the_text_is_not_said_above_it() -> None:
    made, ref = body("<p>The lamps went <em>out</em> at nine.</p>")
    said = article(body=ref, summary="The lamps went out at nine.")
    assert 'class="dek' not in page(post(entry=said), "post.html", made)
    other = article(body=ref, summary="On the lamps.", dek="On the lamps.")
    assert '<p class="dek p-summary">On the lamps.</p>' in page(
        post(entry=other), "post.html", made
    )


def test_code_in_a_text_from_right_to_left_runs_from_left_to_right() -> None:
    made, ref = body("<p>اكتب <code>ls -la</code></p><pre><code>cd ..</code></pre>")
    entry = article(body=ref, language="ar", direction="rtl")
    text = page(post(entry=entry), "post.html", made)
    assert re.search(r"\.text pre\{[^}]*\bdirection:ltr", text)
    assert re.search(r"code,kbd,samp\{[^}]*\bdirection:ltr;unicode-bidi:isolate", text)


def test_a_correction_is_announced_under_the_byline() -> None:
    corrected = article(corrections=(Correction(WHEN.date(), "It was <em>1932</em>."),))
    text = page(post(entry=corrected), "post.html")
    assert '<a href="#corrections">Corrected</a>' in text
    assert "It was <em>1932</em>." in text


def test_the_day_of_a_correction_stands_behind_the_comma_of_its_language() -> None:
    corrections = (Correction(WHEN.date(), "Es war *1932*."),)
    headings = {}
    for language in ("en", "ar", "zh"):
        text = page(post(entry=article(language=language, corrections=corrections)), "post.html")
        headings[language] = re.search(r'<h2 class="label">(.*?)<time datetime="2016-10-29">', text)
    assert [found and found[1] for found in headings.values()] == [
        "Correction, ",
        "تصحيح، ",
        "更正，",
    ]


def test_sources_show_where_they_are_kept() -> None:
    note = SourceNote("On Liberty", "https://a.example/", "https://archive.example/", WHEN.date())
    text = page(post(entry=article(sources=(note,))), "post.html")
    assert 'aria-label="Archived copy of “On Liberty”"' in text


def test_the_series_stands_above_the_text() -> None:
    here = CardLink("Words & Deeds", "/2016/10/29/words-and-deeds/")
    after = CardLink("Deeds", "/deeds/")
    series = SeriesView("Letters", "/series/letters/", 1, 2, (here, after), (1, 2), None, after)
    text = page(post(series=series), "post.html")
    assert text.index("Part 1 of 2") < text.index('class="text e-content')


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('<p>Words.</p><figure class="audio"><audio controls src="{}"></audio></figure>', 1),
        ('<audio controls><source src="{}"></audio>', 1),
        ('<audio controls src="/blog/media/other.mp3"></audio><a href="{}">the file</a>', 2),
        ("<p>Words.</p>", 1),
    ],
)
def test_a_recording_that_the_text_plays_has_one_player(text: str, count: int) -> None:
    made, ref = body(text.format("/blog/media/show.mp3?a=1&amp;b=2"))
    recording = audio_view(src="/media/show.mp3?a=1&b=2", chapters=(Chapter("0:10", "Two"),))
    told = page(post(entry=article(body=ref, audio=recording)), "post.html", made)
    assert told.count("<audio") == count
    assert 'href="/blog/media/show.mp3?a=1&amp;b=2" download' in told
    assert "data-start" in told
    assert told.count("u-audio") == 1


def test_a_related_post_says_why() -> None:
    near = CardLink("Deeds", "/deeds/")
    related = (RelatedView(near, "tag", "syria"), RelatedView(near, "cites", ""))
    text = page(post(related=related), "post.html")
    assert re.findall(r'class="why">([^<]+)<', text) == ["Also on syria", "Cited here"]


def test_a_reader_without_an_account_answers_by_letter() -> None:
    text = page(post(conversation=conversation_view(None)), "post.html")
    assert (
        'href="mailto:jane@lamplighter.example?subject=Words%20%26%20Deeds&amp;body='
        "About%20%E2%80%9CWords%20%26%20Deeds%E2%80%9D%3A%0A"
        'https%3A//lamplighter.example/blog/2016/10/29/words-and-deeds/%0A%0A"'
    ) in text


def test_deep_answers_name_and_link_whom_they_answer() -> None:
    thread = Thread(tuple(comment(number, number - 1) for number in range(1, 12)))
    text = page(post(conversation=conversation_view(thread)), "post.html", thread)
    # The name is kept apart from words that may run the other way, as <bdi> does above it.
    assert '<a href="#comment-10">In reply to \u2068Reader 10\u2069</a>' in text
    assert "In reply to \u2068Reader 1\u2069" not in text
    assert text.count('class="depth-9"') == 3


def test_the_own_answers_of_the_author_are_marked() -> None:
    thread = Thread((comment(1), comment(2, 1, user="jane-marsh")))
    text = page(post(conversation=conversation_view(thread)), "post.html", thread)
    assert re.findall(r'class="comment [^"]*by-author" id="([^"]+)"', text) == ["comment-2"]
    assert text.count('<span class="author-mark">Author</span>') == 1


def answering(provider: str, **options: str) -> ConversationView:
    settings = CommentSettings(provider, server="https://talk.example/", options=options)
    return conversation_view(None, provider=provider, settings=settings)


@pytest.mark.parametrize(
    ("conversation", "shown"),
    [
        (answering("isso"), 'data-isso="https://talk.example/"'),
        (answering("isso"), 'data-isso-avatar="false" data-isso-vote="false" data-isso-lang="en"'),
        (answering("isso", css="true", vote="true"), ' data-isso-css="true" data-isso-vote="true"'),
        (answering("isso", vote='"><b>'), 'data-isso-vote="&#34;&gt;&lt;b&gt;"'),
        (answering("remark42", site_id="lamp"), "&#34;site_id&#34;: &#34;lamp&#34;"),
        (answering("remark42"), "&#34;host&#34;: &#34;https://talk.example&#34;"),
        (answering("giscus", repo="a/b", repo_id="R1"), 'data-repo-id="R1"'),
        (answering("utterances", repo="a/b"), 'issue-term="pathname"'),
        (answering("utterances", repo="a/b", issue_term="og:title"), ' issue-term="og:title"'),
        (answering("form", action="https://s.example/a"), 'action="https://s.example/a"'),
        (answering("form", action="javascript:alert(1)"), 'action="#"'),
        (answering("script", src="https://s.example/x.js", key="v"), 'data-key="v"'),
    ],
)
def test_a_provider_gets_its_attributes(conversation: ConversationView, shown: str) -> None:
    assert shown in page(post(conversation=conversation), "post.html")


@pytest.mark.parametrize("provider", ["isso", "remark42", "giscus", "utterances", "script"])
def test_a_providers_script_waits_until_the_reader_comes_near(provider: str) -> None:
    options = {"repo": "a/b", "src": "https://s.example/x.js"}
    text = page(post(conversation=answering(provider, **options)), "post.html")
    (held,) = re.findall(r"<template[^>]*>(.*?)</template>", text)
    assert re.fullmatch(r"<script [^>]* ?src=\"https://[^>]*></script>", held)
    assert "src=" not in " ".join(re.findall(r"<script[^>]*>", text.replace(held, "")))
    assert "IntersectionObserver" in text
    assert "To answer here, please allow JavaScript." in text


def test_all_css_of_a_page_with_isso_fits_in_six_kilobytes() -> None:
    text = page(post(conversation=answering("isso")), "post.html")
    css = "".join(re.findall(r"(?s)<style>(.*?)</style>", text))
    assert ".isso-text" in css
    assert len(gzip.compress(css.encode(), 9)) <= 6 * 1024


@pytest.mark.parametrize("provider", ["giscus", "utterances", "script", "form"])
def test_a_provider_without_its_settings_adds_no_script(provider: str) -> None:
    text = page(post(conversation=answering(provider)), "post.html")
    assert "<noscript>" not in text


def test_answers_on_a_network_are_a_link_and_no_script() -> None:
    asked = conversation_view(None, mastodon="https://social.example/@jane/1")
    text = page(post(conversation=asked), "post.html")
    assert "Answer on Mastodon" in text


def test_closed_comments_say_so() -> None:
    assert "Comments are closed." in page(
        post(conversation=conversation_view(None, open=False)), "post.html"
    )


@pytest.mark.parametrize(
    ("analytics", "shown"),
    [
        (AnalyticsSettings("goatcounter", {"code": "lamp"}), "https://lamp.goatcounter.com/count"),
        (AnalyticsSettings("plausible", {"domain": "a.example"}), 'data-domain="a.example"'),
        (AnalyticsSettings("umami", {"id": "7"}), 'data-website-id="7"'),
        (AnalyticsSettings("script", {"src": "/count.js", "x": "y"}), 'data-x="y"'),
    ],
)
def test_a_counter_of_readers_stands_where_one_is_set(
    analytics: AnalyticsSettings, shown: str
) -> None:
    text = page(entry_view(site=site(analytics=analytics)), "post.html")
    assert shown in text


def test_the_newsletter_is_a_plain_form() -> None:
    letter = NewsletterSettings("https://post.example/subscribe", "address", {"list": "lamp"})
    text = page(entry_view(site=site(newsletter=letter)), "post.html")
    assert '<form method="post" action="https://post.example/subscribe">' in text
    assert '<input type="hidden" name="list" value="lamp">' in text
    assert 'type="email" name="address"' in text


def test_notes_get_places_in_the_margin_in_the_order_of_their_marks() -> None:
    marks = "".join(f'<a class="footnote-ref" href="#fn-{name}">1</a>' for name in ("x", "2", "x"))
    made, ref = body(f"<p>{marks}</p>")
    text = page(post(entry=article(body=ref)), "post.html", made)
    assert re.findall(r'\[href="#fn-(\w+)"\]{anchor-name:--r(\d)}', text) == [
        ("x", "1"),
        ("2", "2"),
    ]
    assert "anchor-name" not in page(post(), "post.html")


def test_another_language_sets_words_and_direction() -> None:
    text = page(post(entry=article(language="ar", direction="rtl")), "post.html")
    assert '<html lang="ar" dir="rtl">' in text
    assert "انتقل إلى النص" in text
    assert '<header class="masthead" lang="en" dir="ltr">' in text


@pytest.mark.parametrize(
    ("language", "between"),
    [("en", "Ana, Ben and Cleo"), ("ar", "Ana، Ben و Cleo"), ("zh", "Ana、Ben 和 Cleo")],
)
def test_authors_stand_between_the_commas_of_their_language(language: str, between: str) -> None:
    authors = tuple(replace(author_view(), name=name) for name in ("Ana", "Ben", "Cleo"))
    shown = post(entry=article(authors=authors, language=language))
    text = re.sub(r"<[^>]+>", "", page(shown, "post.html"))
    assert between in " ".join(text.split())


def test_the_front_page_without_any_post_still_opens() -> None:
    assert "The Lamplighter" in page(home(), "home.html")


def test_the_lead_without_a_picture_is_a_state_of_its_own() -> None:
    bare = home(lead=post_card())
    shown = home(lead=post_card(picture=PictureView("/media/a b.jpg", "A lamp", width=3, height=2)))
    assert "without-picture" in re.findall(r'<body class="([^"]*)"', page(bare, "home.html"))[0]
    text = page(shown, "home.html")
    assert "without-picture" not in re.findall(r'<body class="([^"]*)"', text)[0]
    assert 'src="/blog/media/a%20b.jpg"' in text


def test_the_lost_page_has_addresses_that_work_at_any_depth() -> None:
    text = page(plain_view(site=site()), "404.html")
    addresses = re.findall(r'(?:href|src|action)="([^"]+)"', text)
    assert [at for at in addresses if not at.startswith(("/blog/", "#", "https://"))] == []


@pytest.mark.parametrize(("to", "shown"), [("/new/", "url=/blog/new/"), ("", "This page is gone")])
def test_an_old_address_leads_on_or_says_that_it_is_gone(to: str, shown: str) -> None:
    view = RedirectView(site(), "/old/", to, 301 if to else 410)
    assert shown in page(view, "redirect.html")


@pytest.mark.parametrize(
    ("own", "block"),
    [
        ("post.html", "byline"),
        ("post.html", "share"),
        ("post.html", "text"),
        ("post.html", "masthead"),
        ("post.html", "head_end"),
        ("post.html", "own_styles"),
    ],
)
def test_a_site_overrides_one_block(own: str, block: str) -> None:
    over = {own: f'{{% extends "broadsheet/{own}" %}}{{% block {block} %}}MINE{{% endblock %}}'}
    text = page(post(), "post.html", over=over)
    assert "MINE" in text
    assert "Words &amp; Deeds" in text


def test_a_site_overrides_one_partial() -> None:
    over = {"byline.html": "<p>By hand</p>"}
    assert "<p>By hand</p>" in page(post(), "post.html", over=over)


def test_choices_of_the_site_become_css() -> None:
    chosen = {"accent": "#0a5c4a", "accent_dark": "#7fd8c0", "text_face": "sans"}
    text = page(entry_view(site=site(theme=dict(site().theme) | chosen)), "post.html")
    assert "--accent:light-dark(#0a5c4a,#7fd8c0)" in text
    assert "--text-face:var(--sans)" in text


def chosen(**settings: object) -> SiteView:
    """Return a site with these choices over the theme's defaults."""
    return site(theme=dict(site().theme) | settings)


def test_contents_name_what_is_pinned_then_every_year_once() -> None:
    old = post_card(title="Old", url="/old/", date=WHEN.replace(year=2014), sticky=True)
    posts = tuple(
        post_card(title=f"In {year}", url=f"/{number}/", date=WHEN.replace(year=year))
        for number, year in enumerate((2016, 2016, 2016, 2015))
    )
    view = home(site=chosen(home="contents"), lead=old, seconds=posts[:2], river=posts[2:])
    text = page(view, "home.html")
    assert re.findall(r"<h2>([^<]+)</h2>", text) == ["Pinned", "2016", "2015"]
    assert re.findall(r'href="[^"]+">(Old|In \d+)<', text) == ["Old", *["In 2016"] * 3, "In 2015"]
    assert "Oct 29, 2014" in text, "what is pinned stands outside of its year"
    assert text.count('class="dek') == 3, "the newest three say more than their titles"


def test_a_river_shows_every_post_below_the_other() -> None:
    cards = tuple(post_card(title=f"Post {n}", url=f"/{n}/") for n in range(6))
    view = home(site=chosen(home="river"), lead=cards[0], seconds=cards[1:5], river=cards[5:])
    text = page(view, "home.html")
    assert 'class="seconds"' not in text
    assert re.findall(r'class="u-url" href="[^"]+">(Post \d)<', text) == [
        f"Post {n}" for n in range(6)
    ]


PHOTO = PictureView("/media/x.jpg", "", "", "", 30, 20)


@pytest.mark.parametrize(("pictures", "shown"), [("all", 2), ("lead", 1), ("none", 0)])
def test_the_front_page_shows_the_pictures_that_the_site_wants(pictures: str, shown: int) -> None:
    card = post_card(picture=PHOTO)
    view = home(site=chosen(pictures=pictures), lead=card, seconds=(card,), river=(card,))
    text = page(view, "home.html")
    assert text.count("<img") == shown
    assert ('class="front-page without-picture' in text) == (shown == 0)


def test_kickers_can_be_left_out() -> None:
    card = post_card(section=TermLink("Uncategorized", "/category/uncategorized/"))
    assert "Uncategorized" in page(home(lead=card), "home.html")
    assert "Uncategorized" not in page(
        home(site=chosen(show_kickers=False), lead=card), "home.html"
    )


def test_a_section_can_have_a_colour_of_its_own() -> None:
    card = post_card(section=TermLink("Books", "/category/books/", number=8))
    text = page(home(site=chosen(section_colours=True), lead=card), "home.html")
    assert 'class="section hue-2 p-category"' in text
    assert "hue-" not in page(home(lead=card), "home.html")


def test_the_foot_shows_what_the_site_wants_in_its_order() -> None:
    text = page(post(site=chosen(footer_shows=["top", "archive"])), "post.html")
    foot = text[text.index('<footer class="site-footer') :]
    assert re.findall(r">([\w ]+)</a>", foot) == ["Back to top", "Archive"]
    assert "©" not in foot


def test_a_logo_stands_for_the_title_and_is_called_so() -> None:
    text = page(post(site=chosen(logo="/media/logo.svg")), "post.html")
    assert 'src="/blog/media/logo.svg" alt="The Lamplighter"' in text


def test_a_script_comes_only_with_the_button_that_needs_it() -> None:
    assert '<button class="scheme"' not in page(post(), "post.html")
    text = page(post(site=chosen(scheme_toggle=True)), "post.html")
    assert '<button class="scheme" type="button" hidden>Light or dark</button>' in text


@pytest.mark.parametrize("url", ["/search/", "/search"])
def test_a_search_that_the_menu_names_stands_there_once(url: str) -> None:
    named = site(menu=(MenuItem("Look for it", url),))
    shown = page(post(site=named), "post.html").partition('<nav class="menu"')[2]
    menu = shown.partition("</nav>")[0]
    assert re.findall(r"<a[^>]*>([^<]*)", menu) == ["Look for it"]
    assert 'rel="search"' in page(post(), "post.html")


def test_words_around_a_post_are_in_the_language_of_the_site() -> None:
    text = page(post(entry=article(language="ar", direction="rtl")), "post.html")
    masthead = text[text.index("<header") : text.index("</header>")]
    assert 'aria-label="Main"' in masthead


def test_a_long_note_stays_at_the_end() -> None:
    marks = "".join(f'<a class="footnote-ref" href="#fn-{name}">1</a>' for name in "ab")
    notes = f'<li id="fn-a"><p>Short.</p></li><li id="fn-b"><p>{"word " * 61}</p></li>'
    made, ref = body(f'<p>{marks}</p><section class="footnotes"><ol>{notes}</ol></section>')
    text = page(post(entry=article(body=ref)), "post.html", made)
    assert ":is(#fn-a){" in text
    assert "#fn-b{" not in text


def test_a_series_leads_to_later_parts_not_to_older_posts() -> None:
    pages = Pagination(1, 2, "/series/x/", "/series/x/page/2/", "", "/series/x/page/2/")
    view = SeriesPageView(
        site=site(),
        url="/series/x/",
        title="Letters",
        posts=(post_card(),),
        numbers=(1,),
        count=12,
        pagination=pages,
        feed=None,
        crumbs=(),
        widgets=Widgets(),
    )
    assert 'rel="next" href="/blog/series/x/page/2/">Later</a>' in page(view, "series.html")


LONG = "The council met on a Tuesday, as it always does, and closed the library. " * 5
PICTURE = '<img alt="A crane" src="/a.jpg">'


def text_of(html: str, **settings: object) -> str:
    """The text of a post as its page has it, with the tag around it."""
    text, reference = body(html)
    view = post(site=chosen(**settings), entry=article(body=reference))
    shown = page(view, "post.html", text)
    return shown[shown.index('<div class="text') : shown.index('<footer class="author-footer')]


@pytest.mark.parametrize(
    ("above", "is_large"),
    [
        ("", True),
        (f'<p class="alone">{PICTURE}</p>\n', True),
        (f'<p><a href="/a.jpg">{PICTURE}</a></p>\n', True),
        (f'<figure class="picture">{PICTURE}<figcaption>A crane</figcaption></figure>\n', True),
        ("<blockquote>\n<p>Said.</p>\n</blockquote>\n", True),
        ('<h2 id="a">A heading</h2>\n', True),
        ("<blockquote>\n<blockquote>\n<p>A.</p>\n</blockquote>\n<p>B.</p>\n</blockquote>\n", False),
        ("<ul>\n<li>One.</li>\n</ul>\n", False),
    ],
)
def test_a_large_letter_stands_below_what_opens_a_text(above: str, *, is_large: bool) -> None:
    shown = text_of(f"{above}<p>{LONG}</p>\n<p>More.</p>", drop_cap=True)
    assert shown.startswith(f'<div class="text e-content{" drop-cap" if is_large else ""}">')


def test_pictures_alone_in_a_paragraph_are_not_indented() -> None:
    paragraphs = (
        PICTURE,
        f'<a href="/a.jpg">{PICTURE}</a>',
        f"{PICTURE}\n{PICTURE}",
        f"{PICTURE} and words",
        '<img class="align-left" alt="" src="/a.jpg">',
        "Words.",
    )
    html = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    html = html.replace("<p>", '<p class="alone">', 1)  # As the parser marks it.
    shown = text_of(f"<blockquote>\n<p>Said.</p>\n{html}\n</blockquote>", paragraphs="indent")
    tags = re.findall(r"<(p|div|figure)\b", shown.partition("<blockquote>")[2])
    assert tags == ["p", "figure", "figure", "div", "p", "p", "p"]
    assert shown.count('<figure class="picture">') == 2
    assert text_of(html).count("<p") == len(paragraphs)


def test_cards_of_things_elsewhere_are_not_indented() -> None:
    card = '<a class="embed" data-service="vimeo" href="https://vimeo.com/1">A film</a>'
    shown = text_of(f"<p>Words.</p>\n<p>{card}</p>\n<p>More.</p>", paragraphs="indent")
    assert f"<p>Words.</p>\n<div>{card}</div>\n<p>More.</p>" in shown


@pytest.mark.parametrize("has_colours", [True, False])
def test_sections_have_colours_where_the_setting_says_so(*, has_colours: bool) -> None:
    section = TermLink("Cities", "/category/cities/", 3, 0, 2)
    card = post_card(section=section)
    text = page(home(site=chosen(section_colours=has_colours), lead=card), "home.html")
    assert ('class="section hue-2 p-category"' in text) == has_colours
    assert (".hue-2{--hue:" in text) == has_colours


def test_titles_and_words_in_another_language_than_the_page_say_so() -> None:
    here = CardLink("Words & Deeds", "/2016/10/29/words-and-deeds/", None, "ar", "rtl")
    after, before = CardLink("Deeds", "/deeds/"), CardLink("كلمات", "/words/", None, "ar", "rtl")
    series = SeriesView("Letters", "/s/", 2, 3, (before, here, after), (1, 2, 3), before, after)
    essay = article(
        language="ar", direction="rtl", sources=(SourceNote("On Liberty", "https://a.example/"),)
    )
    letter = NewsletterSettings("https://post.example/", "address", consent_text="I agree.")
    view = post(site=site(newsletter=letter), series=series, entry=essay)
    text = page(view, "post.html")
    assert '<a lang="en" dir="ltr" href="/blog/deeds/">Deeds</a>' in text
    assert '<span lang="en" dir="ltr">Deeds</span></a>' in text
    assert '<a href="/blog/words/">كلمات</a>' in text
    assert '<a class="u-citation" dir="auto" href="https://a.example/">On Liberty</a>' in text
    assert '<p class="consent" lang="en" dir="ltr">I agree.</p>' in text
    plain = page(replace(view, entry=article(language="", direction="")), "post.html")
    assert '<a lang="ar" dir="rtl" href="/blog/words/">' in plain
    assert '<a href="/blog/deeds/">' in plain
    assert '<p class="consent">' in plain
