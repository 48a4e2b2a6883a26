"""An invented WordPress export of any size, written as it is made, the same on every machine.

Its bodies are of the kinds that real exports hold: texts without a single tag, texts with
captions and lists, block editor's, code, tables and players. Paragraphs come from a stock, so that
a gigabyte takes no longer than its writing.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.corpus import (
    Language,
    draw,
    invent_language,
    write_paragraph,
    write_sentence,
    write_title,
)

HOME = "https://old.example"
AUTHORS = 12
CATEGORIES = 60
TAGS = 2_000
STOCK = 3_000
WORDS_PER_PARAGRAPH = 80
PARAGRAPHS = 7
COMMENTS_PER_POST = 2
PER_ATTACHMENT = 3
"""Every so many posts show a file of the library."""
FIRST_DAY = dt.datetime(2005, 1, 1, 6, tzinfo=dt.UTC)
MINUTES_BETWEEN = 90

START = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Old Blog</title>
<link>{HOME}</link>
<description>Words of every kind</description>
<pubDate>Sun, 01 Nov 2026 10:00:00 +0000</pubDate>
<language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{HOME}</wp:base_site_url>
<wp:base_blog_url>{HOME}</wp:base_blog_url>
"""
END = "</channel>\n</rss>\n"


@dataclass(frozen=True, slots=True)
class Stock:
    """What entries are put together from."""

    language: Language
    paragraphs: tuple[str, ...]
    sentences: tuple[str, ...]
    titles: tuple[str, ...]

    def paragraph(self, choose: random.Random) -> str:
        """Return a paragraph without mark-up."""
        return choose.choice(self.paragraphs)

    def sentence(self, choose: random.Random) -> str:
        """Return a sentence without mark-up."""
        return choose.choice(self.sentences)


def invent_stock(seed: str = "old blog") -> Stock:
    """Return the stock of a seed."""
    language = invent_language(seed)
    choose = draw(f"{seed}/stock")

    def many(make: Callable[[], str]) -> tuple[str, ...]:
        return tuple(make().replace("*", "") for _ in range(STOCK))

    return Stock(
        language,
        many(lambda: write_paragraph(language, choose, WORDS_PER_PARAGRAPH)),
        many(lambda: write_sentence(language, choose)),
        many(lambda: write_title(language, choose)),
    )


def export_parts(posts: int = 0, size: int = 0, seed: str = "old blog") -> Iterator[str]:
    """Yield an export of so many posts, or of about so many bytes."""
    stock = invent_stock(seed)
    yield START
    written = 0
    for part in (*authors(stock), *terms(stock)):
        written += len(part)
        yield part
    number = 0
    while number < posts or written < size:
        part = post_parts(number, stock, seed)
        written += len(part)
        number += 1
        yield part
    yield END


def write_export(file: Path, posts: int = 0, size: int = 0) -> Path:
    """Write an export of so many posts, or of about so many bytes, and return its file."""
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(export_parts(posts, size))
    return file


def authors(stock: Stock) -> Iterator[str]:
    """Yield the authors."""
    for number in range(AUTHORS):
        name = stock.titles[number].split()[0]
        yield (
            f"<wp:author><wp:author_id>{number + 1}</wp:author_id>"
            f"<wp:author_login>writer{number}</wp:author_login>"
            f"<wp:author_email>writer{number}@old.example</wp:author_email>"
            f"<wp:author_display_name>{in_section(name)}</wp:author_display_name></wp:author>\n"
        )


def terms(stock: Stock) -> Iterator[str]:
    """Yield categories, every third one below an earlier one, and tags."""
    for number in range(CATEGORIES):
        parent = f"category-{number // 3}" if number % 3 and number // 3 != number else ""
        yield (
            f"<wp:category><wp:term_id>{number + 1}</wp:term_id>"
            f"<wp:category_nicename>category-{number}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent>"
            f"<wp:cat_name>{in_section(category_name(number, stock))}</wp:cat_name></wp:category>\n"
        )
    for number in range(TAGS):
        yield (
            f"<wp:tag><wp:term_id>{CATEGORIES + number + 1}</wp:term_id>"
            f"<wp:tag_slug>tag-{number}</wp:tag_slug>"
            f"<wp:tag_name>{in_section(tag_name(number, stock))}</wp:tag_name></wp:tag>\n"
        )


def category_name(number: int, stock: Stock) -> str:
    """Return the name of a category."""
    return f"{stock.language.words[200 + number].capitalize()} {number}"


def tag_name(number: int, stock: Stock) -> str:
    """Return the name of a tag."""
    return f"{stock.language.words[500 + number]} {number}"


def post_parts(number: int, stock: Stock, seed: str) -> str:
    """Return the item of a post, and before it that of the file that it shows, if it does."""
    choose = draw(f"{seed}/{number}")
    post_id = number * 10 + 10
    moment = FIRST_DAY + dt.timedelta(minutes=MINUTES_BETWEEN * number)
    slug = f"{choose.choice(stock.titles).lower().replace(' ', '-')}-{number}"
    has_file = number % PER_ATTACHMENT == 0
    make_body = choose.choices(list(BODIES), weights=list(BODIES.values()))[0]
    body = make_body(Draft(number, stock, choose))
    parts = [attachment(post_id, moment, stock.sentence(choose))] if has_file else []
    parts += [
        "<item>",
        f"<title>{escape(choose.choice(stock.titles))} {number}</title>",
        f"<link>{HOME}/{moment:%Y/%m/%d}/{slug}/</link>",
        f"<dc:creator>writer{choose.randrange(AUTHORS)}</dc:creator>",
        f'<guid isPermaLink="false">{HOME}/?p={post_id}</guid>',
        f"<content:encoded>{in_section(body)}</content:encoded>",
        f"<excerpt:encoded>{in_section('')}</excerpt:encoded>",
        *post_facts(post_id, moment, slug, "draft" if number % 40 == 39 else "publish"),
        "<wp:post_type>post</wp:post_type>",
        *post_terms(stock, choose),
        post_meta("_edit_last", "1"),
        post_meta("_thumbnail_id", str(post_id - 1)) if has_file else "",
        post_meta("_wp_old_slug", f"once-{slug}") if number % 20 == 0 else "",
        *comments(post_id, moment, stock, choose),
        "</item>\n",
    ]
    return "\n".join(filter(None, parts))


def post_facts(post_id: int, moment: dt.datetime, slug: str, status: str) -> Iterator[str]:
    """Yield what every item says of itself."""
    yield f"<wp:post_id>{post_id}</wp:post_id>"
    yield f"<wp:post_date>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date>"
    yield f"<wp:post_date_gmt>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
    yield "<wp:comment_status>open</wp:comment_status>"
    yield f"<wp:post_name>{slug}</wp:post_name>"
    yield f"<wp:status>{status}</wp:status>"


def post_terms(stock: Stock, choose: random.Random) -> Iterator[str]:
    """Yield a category and a few tags, low numbers more often than high ones."""
    number = int(CATEGORIES * choose.random() ** 2)
    name = in_section(category_name(number, stock))
    yield f'<category domain="category" nicename="category-{number}">{name}</category>'
    for _ in range(choose.randint(0, 4)):
        tag = int(TAGS * choose.random() ** 3)
        name = in_section(tag_name(tag, stock))
        yield f'<category domain="post_tag" nicename="tag-{tag}">{name}</category>'


def post_meta(name: str, value: str) -> str:
    """Return a field that WordPress keeps with an item."""
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value>{in_section(value)}</wp:meta_value></wp:postmeta>"
    )


def attachment(post_id: int, moment: dt.datetime, caption: str) -> str:
    """Return the item of the picture that the post shows."""
    parts = [
        "<item>",
        f"<title>picture {post_id}</title>",
        f"<link>{HOME}/picture-{post_id}/</link>",
        "<dc:creator>writer0</dc:creator>",
        f'<guid isPermaLink="false">{picture_address(post_id)}</guid>',
        f"<excerpt:encoded>{in_section(caption)}</excerpt:encoded>",
        *post_facts(post_id - 1, moment, f"picture-{post_id}", "inherit"),
        f"<wp:post_parent>{post_id}</wp:post_parent>",
        "<wp:post_type>attachment</wp:post_type>",
        f"<wp:attachment_url>{picture_address(post_id)}</wp:attachment_url>",
        post_meta("_wp_attachment_image_alt", "A picture"),
        "</item>\n",
    ]
    return "\n".join(parts)


def picture_address(post_id: int, size: str = "") -> str:
    """Return the address of the picture of a post, or of a size of it."""
    folder = f"{2005 + post_id % 20}/{post_id % 12 + 1:02}"
    return f"{HOME}/wp-content/uploads/{folder}/p{post_id}{size}.jpg"


def comments(
    post_id: int, moment: dt.datetime, stock: Stock, choose: random.Random
) -> Iterator[str]:
    """Yield the comments on a post: many have none, a few have long conversations."""
    count = min(int(COMMENTS_PER_POST * choose.expovariate(1)), 40)
    for number in range(count):
        comment_id = post_id * 50 + number
        parent = comment_id - choose.randint(1, number) if number and number % 2 == 0 else 0
        text = "\n\n".join(stock.sentence(choose) for _ in range(choose.randint(1, 4)))
        reader = choose.randrange(5_000)
        when = moment + dt.timedelta(hours=number + 1)
        yield (
            f"<wp:comment><wp:comment_id>{comment_id}</wp:comment_id>"
            f"<wp:comment_author>{in_section(f'Reader {reader}')}</wp:comment_author>"
            f"<wp:comment_author_email>reader{reader}@mail.example</wp:comment_author_email>"
            f"<wp:comment_author_IP>192.0.2.{reader % 250}</wp:comment_author_IP>"
            f"<wp:comment_date>{when:%Y-%m-%d %H:%M:%S}</wp:comment_date>"
            f"<wp:comment_date_gmt>{when:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>"
            f"<wp:comment_content>{in_section(text)}</wp:comment_content>"
            f"<wp:comment_approved>{'spam' if reader % 50 == 0 else 1}</wp:comment_approved>"
            f"<wp:comment_type></wp:comment_type>"
            f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What a body is made from."""

    number: int
    stock: Stock
    choose: random.Random

    def paragraphs(self, count: int = PARAGRAPHS) -> list[str]:
        """Return paragraphs, most of them with a link or an emphasis."""
        return [self._with_marks(self.stock.paragraph(self.choose)) for _ in range(count)]

    def picture(self, size: str = "") -> str:
        """Return the address of the picture of this post."""
        return picture_address(self.number * 10 + 10, size)

    def _with_marks(self, text: str) -> str:
        kind = self.choose.randrange(8)
        words = text.split(" ")
        if kind < 2:
            words[5] = f"<em>{words[5]}</em>"
        elif kind == 2:
            words[3] = f"<strong>{words[3]}</strong>"
        elif kind == 3:
            words[4] = f'<a href="https://elsewhere.example/{self.number}">{words[4]}</a>'
        elif kind == 4 and self.number:
            other = self.choose.randrange(self.number) * 10 + 10
            words[6] = f'<a href="{HOME}/?p={other}">{words[6]}</a>'
        return " ".join(words)


def plain_body(draft: Draft) -> str:
    """Paragraphs by empty lines alone, as most classic posts are written."""
    paragraphs = draft.paragraphs()
    paragraphs[1] = paragraphs[1].replace(". ", ".\n", 1)
    if draft.number % 3 == 0:
        paragraphs.insert(2, "<!--more-->")
    return "\n\n".join(paragraphs)


def dressed_body(draft: Draft) -> str:
    """A classic post with a caption, a quotation, a list and a heading."""
    one, two, three, *others = draft.paragraphs()
    sentences = [draft.stock.sentence(draft.choose) for _ in range(5)]
    caption = (
        f'[caption id="attachment_{draft.number * 10 + 9}" align="alignleft" width="300"]'
        f'<a href="{draft.picture()}"><img src="{draft.picture("-300x200")}" alt="A picture" '
        f'width="300" height="200" /></a> {sentences[0]}[/caption]'
    )
    return "\n\n".join(
        [
            one,
            caption,
            two,
            f"<blockquote>{sentences[1]}\n\n{sentences[2]}</blockquote>",
            f"<h3>{draft.choose.choice(draft.stock.titles)}</h3>",
            three,
            "<ul>\n" + "\n".join(f"\t<li>{each}</li>" for each in sentences[3:]) + "\n</ul>",
            *others,
        ]
    )


def block_body(draft: Draft) -> str:
    """A post of the block editor."""
    blocks = [
        f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"
        for text in draft.paragraphs()
    ]
    title = draft.choose.choice(draft.stock.titles)
    blocks.insert(2, f"<!-- wp:heading -->\n<h2>{title}</h2>\n<!-- /wp:heading -->")
    sentence = draft.stock.sentence(draft.choose)
    blocks.insert(
        4,
        f'<!-- wp:quote -->\n<blockquote class="wp-block-quote"><p>{sentence}</p></blockquote>\n'
        "<!-- /wp:quote -->",
    )
    blocks.insert(
        5,
        f'<!-- wp:image {{"id":{draft.number * 10 + 9}}} -->\n<figure class="wp-block-image">'
        f'<img src="{draft.picture()}" alt="A picture"/></figure>\n<!-- /wp:image -->',
    )
    return "\n\n".join(blocks)


def code_body(draft: Draft) -> str:
    """A post with source code."""
    paragraphs = draft.paragraphs()
    code = "\n".join(f"if (a[{line}] < b && c > {line}) {{ run(&x); }}" for line in range(12))
    paragraphs.insert(3, f'[sourcecode language="c"]\n{code}\n[/sourcecode]')
    return "\n\n".join(paragraphs)


def rich_body(draft: Draft) -> str:
    """A post with a table, a player and an address that becomes one."""
    paragraphs = draft.paragraphs()
    rows = "".join(f"<tr><td>{row}</td><td>{row * row}</td></tr>" for row in range(6))
    paragraphs.insert(2, f"<table><tr><th>Number</th><th>Square</th></tr>{rows}</table>")
    paragraphs.insert(4, f"https://www.youtube.com/watch?v=abcdefghi{draft.number % 90 + 10}")
    paragraphs.insert(
        6, '<div class="box" style="text-align: center;">A box\n\n[unknown_one a="b"]</div>'
    )
    return "\n\n".join(paragraphs)


BODIES: dict[Callable[[Draft], str], int] = {
    plain_body: 45,
    dressed_body: 20,
    block_body: 25,
    code_body: 4,
    rich_body: 6,
}
"""Each kind of body, and how many in a hundred posts are of it."""


def in_section(text: str) -> str:
    """Return a text as exports hold it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
