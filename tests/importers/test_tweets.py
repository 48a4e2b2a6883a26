"""Tweets of an export stay, as quotations whose words are the site's own."""

import pytest

from ssg.importers.blogger_text.body import body_of_blogger
from ssg.importers.markdown import to_markdown
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import TextContext

ADDRESS = "https://twitter.com/WordPress/status/1057136472321613824"
TWEET = (
    '<blockquote class="twitter-tweet" data-width="550">'
    '<p lang="en" dir="ltr">5.0 Beta 2 &amp; more '
    '<a href="https://t.co/Bn5">https://t.co/Bn5</a></p>&mdash; Jane O&#8217;Neil (@WordPress) '
    f'<a href="{ADDRESS}?ref_src=twsrc%5Etfw">October 30, 2018</a></blockquote>'
)
SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
QUOTED = (
    "> 5.0 Beta 2 & more <https://t.co/Bn5>\n"
    f"> — Jane O’Neil (@WordPress), [October 30, 2018]({ADDRESS})\n"
)


def written(blocks: tuple[str, ...]) -> str:
    return to_markdown("\n".join(blocks), "en").markdown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Before.\n\n{TWEET}{SCRIPT}\n\nAfter.", ()),
        (f"Before.\n\n{TWEET}\n{SCRIPT}\n\nAfter.", ()),
        (f"Before.\n\n{ADDRESS}\n\nAfter.", (f'<div class="embed-twitter">{TWEET}{SCRIPT}</div>',)),
    ],
    ids=["with its script", "on lines", "an address whose words were kept"],
)
def test_a_tweet_of_wordpress_becomes_a_quotation(text: str, kept: tuple[str, ...]) -> None:
    made = written(body_of(text, TextContext(oembed=kept)).blocks)
    assert made == f"Before.\n\n{QUOTED}\nAfter.\n"


def test_a_tweet_of_blogger_becomes_a_quotation() -> None:
    made = written(
        body_of_blogger(f"<p>Before.</p>{TWEET}{SCRIPT}<p>After.</p>", breaks_count=False).blocks
    )
    assert made == f"Before.\n\n{QUOTED}\nAfter.\n"


def test_an_address_whose_words_nobody_kept_becomes_a_card() -> None:
    (block,) = body_of(ADDRESS, TextContext()).blocks
    assert block == f'<p><a class="embed" data-service="x" href="{ADDRESS}">{ADDRESS}</a></p>'


@pytest.mark.parametrize(
    "inner", ["", "<p>Words of nobody.</p>", "&mdash; Ana (@ana) <a>May</a>", "<p>" * 500]
)
def test_what_tells_no_author_stays_as_it_is(inner: str) -> None:
    html = f'<blockquote class="twitter-tweet">{inner}</blockquote>'
    made = "".join(body_of(html, TextContext()).blocks)
    assert "twitter-tweet" in made
    assert "figure" not in made
