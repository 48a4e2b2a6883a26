"""The functions that templates may call. Each is documented in the theme contract."""

import re
from collections.abc import Callable, Mapping

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ssg.model.comment import Comment, Thread
from ssg.model.digest import Digest
from ssg.model.entry import Body
from ssg.model.picture import Variants
from ssg.model.view import Article, ConversationView, LetterView, View
from ssg.render.address import absolute_address, encoded, site_address
from ssg.render.cards import fill_cards
from ssg.render.context import PageContext, page_of
from ssg.render.conversation import CommentNode, mentions_of, thread_of
from ssg.render.json_ld import json_ld_of
from ssg.render.mistake import ThemeError, fix_from
from ssg.render.pictures import TEXT_SIZES, copies_in_feed, sizes_for, sources_of
from ssg.render.words import word_of
from ssg.text.placeholders import chosen_widths, fill

_FOR_PAGES_QUICKLY = re.compile(r"<(?:script|style|aside)\b", re.IGNORECASE)
_FOR_PAGES = re.compile(
    r"<(script|style)\b.*?</\1\s*>|<aside\b[^>]*\bclass=\"pull-quote\".*?</aside>\n?",
    re.DOTALL | re.IGNORECASE,
)


@pass_context
def content(context: Context, article: Article, sizes: str = TEXT_SIZES) -> Markup:
    """Return the text of an entry, its addresses filled in; `sizes` are those of its pictures."""
    return text_of(page_of(context), article, sizes)


@pass_context
def lead(context: Context, article: Article, sizes: str = TEXT_SIZES) -> Markup:
    """Return the text of an entry up to its `<!--more-->`; "" without one."""
    page = page_of(context)
    return _filled(page, article, _body(page, article.body.key).lead_html, sizes)


@pass_context
def thread(context: Context, conversation: ConversationView) -> tuple[CommentNode, ...]:
    """Return the old comments as trees."""
    if conversation.thread is None:
        return ()
    return thread_of(_thread(page_of(context), conversation.thread), conversation.users)


@pass_context
def mentions(context: Context, conversation: ConversationView) -> tuple[Comment, ...]:
    """Return the links from other sites under an entry."""
    if conversation.thread is None:
        return ()
    return mentions_of(_thread(page_of(context), conversation.thread))


@pass_context
def comment(context: Context, thread: Digest, id: str) -> Comment:  # noqa: A002 - the contract's word
    """Return one comment of a thread by its id."""
    return comment_of(page_of(context), thread, id)


@pass_context
def json_ld(context: Context, view: View) -> Markup:
    """Return what the page is in schema.org's words, as the text of a script element."""
    page = page_of(context)
    return json_ld_of(view, page)


@pass_context
def t(context: Context, key: str, /, language: str = "", **values: object) -> str:
    """Return the theme's word for `key` in the page's language; the key itself without one.

    `language` asks for another one: what stands around a post in Arabic is in the site's own.
    """
    page = page_of(context)
    if not values and key in page.words and (not language or language == page.language):
        return page.words[key]
    asked = (language or page.language, *values, *values.values())
    known_by = page.shared.key(f"t {key}", asked)
    word: str | None = page.shared.get(known_by)
    if word is None:
        word = word_of(page.theme, language or page.language, key, values)
        if word is None:
            page.missing_words.append(key)
            return key
        page.shared.keep(known_by, word, asked)
    return word


@pass_context
def asset(context: Context, name: str) -> str:
    """Return the address of a file under the theme's static/, relative to the site's root."""
    assets = page_of(context).theme.assets
    if name not in assets:
        message = f"the theme has no file static/{name}"
        raise ThemeError(message, fix=fix_from(name, assets))
    return assets[name][1]


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    function.__name__: function
    for function in (content, lead, thread, mentions, comment, json_ld, t, asset)
}


def text_of(page: PageContext, article: Article, sizes: str = TEXT_SIZES) -> Markup:
    """Return the text of an entry for `page`.

    In feeds and letters all its addresses are absolute, smaller copies of pictures stand in the
    `<img>` itself, and what only a page can use is left out: scripts, which their readers remove or
    refuse, and pull quotes, which would say a sentence twice. Within a letter, a link to a note
    stays one within it.
    """
    html = _body(page, article.body.key).html
    if page.is_feed and _FOR_PAGES_QUICKLY.search(html):
        html = _FOR_PAGES.sub("", html)
    return _filled(page, article, html, sizes)


def comment_of(page: PageContext, key: Digest, id_: str) -> Comment:
    """Return one comment of the thread `key`."""
    return next(each for each in _thread(page, key).comments if each.id == id_)


def _filled(page: PageContext, article: Article, html: str, sizes: str) -> Markup:
    addresses = article.body.addresses
    html = fill_cards(html, article.body.cards, page)
    widths = chosen_widths(html)

    def value_of(kind: str, number: int) -> str:
        address = addresses[number]
        if kind == "a":
            return str(escape(_address(page, article, address.url)))
        if kind == "t":
            return str(escape(address.title))
        if kind in {"b", "z"}:
            variants = None if page.is_feed else address.variants
            shown = sizes_for(widths.get(number, 0), sizes)
            return _edge_of_picture(page, kind, variants, shown)
        if not address.width or not address.height:
            return ""
        copies = copies_in_feed(page, address.variants, sizes) if page.is_feed else ""
        return f' width="{address.width}" height="{address.height}"{copies}'

    # The HTML is the author's own and was made by our parser; what fills it is escaped here.
    return Markup(fill(html, value_of))  # noqa: S704


def _edge_of_picture(page: PageContext, kind: str, variants: Variants | None, sizes: str) -> str:
    """Return what stands before ("b") or after ("z") a picture of which there may be copies."""
    if variants is None:
        return ""
    return f"<picture>{sources_of(page, variants, sizes)}" if kind == "b" else "</picture>"


def _address(page: PageContext, article: Article, url: str) -> str:
    if not page.is_feed:
        return encoded(url) if url.startswith("#") else site_address(url, page.base_path)
    if url.startswith("#"):
        if isinstance(page.view, LetterView):
            return encoded(url)
        return absolute_address(article.url, page.site_url) + encoded(url)
    return absolute_address(url, page.site_url)


def _body(page: PageContext, key: Digest) -> Body:
    body = page.heavy.get(key)
    if not isinstance(body, Body):
        message = "a page shows a body that its plan did not name"
        raise RuntimeError(message)  # noqa: TRY004 - it is a bug of the plan, not a wrong type
    return body


def _thread(page: PageContext, key: Digest) -> Thread:
    thread = page.heavy.get(key)
    if not isinstance(thread, Thread):
        message = "a page shows a thread that its plan did not name"
        raise RuntimeError(message)  # noqa: TRY004 - it is a bug of the plan, not a wrong type
    return thread
