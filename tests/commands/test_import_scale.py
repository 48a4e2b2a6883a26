"""Exports of hostile size: twice as much of anything takes about twice the time."""

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssg.commands.importing import verb as import_verb
from ssg.commands.outcome import DONE
from ssg.importers.conversion import TextTask, convert_text
from ssg.model.export import BodyFormat, Host
from tests.importers.reading.building import WXR_END, WXR_START

HOME = "https://old.example"
Parts = Callable[[int], Iterator[str]]

MOST = 3.0
"""Twice the input may take so many times as long. What compares each with each takes four times."""


def item(number: int, body: str = "Words.", *more: str, kind: str = "post", slug: str = "") -> str:
    slug = slug or f"slug-{number}"
    return (
        f"<item><title>Entry {number}</title><link>{HOME}/2011/02/03/{slug}/</link>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        "<wp:post_date>2011-02-03 04:05:06</wp:post_date>"
        "<wp:post_date_gmt>2011-02-03 04:05:06</wp:post_date_gmt>"
        f"<wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{''.join(more)}</item>\n"
    )


def meta(name: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def comment(number: int, parent: int = 0) -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author>Reader {number}</wp:comment_author>"
        f"<wp:comment_author_email>reader{number}@mail.example</wp:comment_author_email>"
        "<wp:comment_date>2011-02-03 04:05:06</wp:comment_date>"
        f"<wp:comment_content>Yes, {number}.</wp:comment_content>"
        f"<wp:comment_approved>1</wp:comment_approved>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def attachment(number: int, *more: str) -> str:
    address = f"{HOME}/wp-content/uploads/2011/02/picture-{number}.jpg"
    url = f"<wp:attachment_url>{address}</wp:attachment_url>"
    return item(number, "", url, *more, kind="attachment")


def comments_on_one_post(count: int) -> Iterator[str]:
    yield item(1, "Words.", *(comment(number) for number in range(1, count + 1)))


def answers_to_answers(count: int) -> Iterator[str]:
    yield item(1, "Words.", *(comment(number, number - 1) for number in range(1, count + 1)))


def many_tags(count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>tag-{number}</wp:tag_slug>"
            f"<wp:tag_name>Tag {number}</wp:tag_name></wp:tag>\n"
        )
    yield item(1)


def tags_of_one_name(count: int) -> Iterator[str]:
    for number in range(count):
        # Different names, of which nothing is left that may stand in an address.
        slug = f"one{number:b}".translate({ord("0"): "!", ord("1"): "?"})
        yield (
            f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{slug}</wp:tag_slug>"
            f"<wp:tag_name>One</wp:tag_name></wp:tag>\n"
        )
    yield item(1)


def categories_below_categories(count: int) -> Iterator[str]:
    for number in range(count):
        parent = f"category-{number - 1}" if number else ""
        yield (
            f"<wp:category><wp:term_id>{number}</wp:term_id>"
            f"<wp:category_nicename>category-{number}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent>"
            f"<wp:cat_name>Category {number}</wp:cat_name></wp:category>\n"
        )
    yield item(1)


def authors_of_one_name(count: int) -> Iterator[str]:
    for number in range(count):
        login = f"ana{number:b}".translate({ord("0"): "!", ord("1"): "?"})
        yield (
            f"<wp:author><wp:author_login>{login}</wp:author_login>"
            "<wp:author_display_name>Ana</wp:author_display_name></wp:author>\n"
        )
    yield item(1)


def attachments_of_one_post(count: int) -> Iterator[str]:
    yield item(1, "[gallery]")
    yield from (attachment(n, "<wp:post_parent>1</wp:post_parent>") for n in range(2, count + 2))


def attachments_of_no_post(count: int) -> Iterator[str]:
    yield from map(attachment, range(1, count + 1))


def pages_below_pages(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        parent = f"<wp:post_parent>{number - 1}</wp:post_parent>"
        yield item(number, "Words.", parent, kind="page")


def posts_of_one_slug(count: int) -> Iterator[str]:
    yield from (item(number, slug="one") for number in range(1, count + 1))


def posts_of_one_number(count: int) -> Iterator[str]:
    yield from (item(7, f"Words, {number}.") for number in range(count))


def posts_that_moved(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        yield item(number, "Words.", meta("_wp_old_slug", f"once-{number}"))


def old_slugs_of_one_post(count: int) -> Iterator[str]:
    yield item(1, "Words.", *(meta("_wp_old_slug", f"once-{number}") for number in range(count)))


def links_to_parts_of_pages(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        link = f'<a href="{HOME}/2011/02/03/slug-{number - 1}/#here-{number - 1}">there</a>'
        yield item(number, f'{link} <b id="here-{number}">here</b>')


def words_of_a_menu(count: int) -> Iterator[str]:
    yield item(1)
    for number in range(2, count + 2):
        parent = str(number - 1) if number > 2 else "0"
        yield item(
            number,
            "",
            meta("_menu_item_type", "custom"),
            meta("_menu_item_url", f"{HOME}/away-{number}/"),
            meta("_menu_item_menu_item_parent", parent),
            '<category domain="nav_menu" nicename="main">Main</category>',
            kind="nav_menu_item",
        )


SHAPES: dict[Parts, int] = {
    comments_on_one_post: 1_500,
    answers_to_answers: 1_500,
    many_tags: 4_000,
    tags_of_one_name: 1_500,
    categories_below_categories: 1_500,
    authors_of_one_name: 1_500,
    attachments_of_one_post: 4_000,
    attachments_of_no_post: 4_000,
    pages_below_pages: 1_000,
    posts_of_one_slug: 1_000,
    posts_of_one_number: 1_000,
    posts_that_moved: 1_000,
    old_slugs_of_one_post: 1_500,
    links_to_parts_of_pages: 1_000,
    words_of_a_menu: 1_500,
}
"""What an export may have too much of, and how much in the long version, which takes twice that."""

EVERYDAY, EVERYDAY_WITH_TEXTS = 1_500, 500
"""So many are enough to notice what grows fast; texts that are converted take longer each."""
WITH_TEXTS = {
    links_to_parts_of_pages,
    pages_below_pages,
    posts_of_one_number,
    posts_of_one_slug,
    posts_that_moved,
}


def import_seconds(parts: Iterator[str], folder: Path) -> float:
    """CPU time of all but the writing."""
    export = folder / "export.xml"
    with export.open("w", encoding="utf-8") as stream:
        stream.write(WXR_START)
        stream.write(f"<wp:base_blog_url>{HOME}</wp:base_blog_url>\n")
        stream.writelines(parts)
        stream.write(WXR_END)
    gc.collect()
    start = time.process_time()
    outcome = import_verb.run(
        folder / "site",
        tell=lambda *_: None,
        host=Host.WORDPRESS,
        exports=[export],
        jobs=1,
        dry_run=True,
    )
    seconds = time.process_time() - start
    assert outcome.exit_code == DONE
    return seconds


def assert_linear(seconds_of: Callable[[int], float], count: int) -> None:
    """Fail if each of three attempts finds that twice as many take more than three times."""
    ratios = []
    for _ in range(3):
        ratios.append(seconds_of(2 * count) / max(seconds_of(count), 0.05))
        if ratios[-1] < MOST:
            return
    raise AssertionError(ratios)


EVERYDAY_SHAPES = (
    *(answers_to_answers, attachments_of_one_post, many_tags, posts_of_one_number),
    *(links_to_parts_of_pages, categories_below_categories),
)
"""One of each kind; the long version looks at all."""


@pytest.mark.parametrize("shape", EVERYDAY_SHAPES)
def test_twice_as_many_take_twice_the_time(shape: Parts, tmp_path: Path) -> None:
    few = EVERYDAY_WITH_TEXTS if shape in WITH_TEXTS else EVERYDAY
    assert_linear(lambda count: import_seconds(shape(count), tmp_path), few)


@pytest.mark.torture
@pytest.mark.parametrize("shape", SHAPES)
def test_very_many_take_no_longer_than_their_number(shape: Parts, tmp_path: Path) -> None:
    assert_linear(lambda count: import_seconds(shape(count), tmp_path), SHAPES[shape])


PIECES = {
    "paragraphs": "Words and deeds, and what <em>came</em> of them.\n\n",
    "one paragraph": "Words and deeds, and what <em>came</em> of them. ",
    "lines": "Words and deeds\n",
    "blocks": "<!-- wp:paragraph -->\n<p>Words</p>\n<!-- /wp:paragraph -->\n\n",
    "lists": "<ul><li>one</li><li>two</li></ul>\n",
    "rows": "<tr><td>one</td><td>two</td></tr>",
    "entries of one list": "<li>one</li>",
    "open divisions": "<div>",
    "pictures": '<img src="https://old.example/a.jpg" alt="A" /> ',
    "links": '<a href="https://old.example/a/">a</a> ',
    "code": "[code]\nif (a < b) { c(); }\n[/code]\n\n",
    "notes": "Words.((A note.)) ",
    "quotations": "<blockquote>Words</blockquote>\n\n",
    "stars": "*a_b*`c`[d] ",
}
AROUND = {"rows": "<table>{}</table>", "entries of one list": "<ul>{}</ul>"}


def format_of(kind: str) -> BodyFormat:
    is_of_blocks = PIECES[kind].startswith("<!-- wp:")
    return BodyFormat.WORDPRESS_BLOCKS if is_of_blocks else BodyFormat.WORDPRESS_CLASSIC


def conversion_seconds(kind: str, size: int) -> float:
    piece = PIECES[kind]
    body = AROUND.get(kind, "{}").replace("{}", piece * (size // len(piece)))
    gc.collect()
    start = time.process_time()
    assert convert_text(TextTask(body, format_of(kind), "en")).markdown
    return time.process_time() - start


EVERYDAY_PIECES = ("one paragraph", "lists", "rows", "quotations", "stars")


@pytest.mark.parametrize("kind", EVERYDAY_PIECES)
def test_a_body_of_twice_the_size_takes_twice_the_time(kind: str) -> None:
    assert_linear(lambda size: conversion_seconds(kind, size), 40_000)


@pytest.mark.torture
@pytest.mark.parametrize("kind", PIECES)
def test_a_body_of_half_a_megabyte_takes_no_longer_than_its_size(kind: str) -> None:
    assert_linear(lambda size: conversion_seconds(kind, size), 250_000)
