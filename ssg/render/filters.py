"""The filters that templates may use. Each is documented in the theme contract."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.filters import do_urlencode, sync_do_map
from jinja2.runtime import Context

from ssg.model.author import Link
from ssg.model.view import Article
from ssg.render.address import encoded, safe_address
from ssg.render.context import page_of
from ssg.render.date import (
    DAY_STYLES,
    STYLES,
    month_name,
    pattern_for,
    patterned_date,
    written_date,
    written_day,
)
from ssg.render.feed import (
    atom_id_of,
    audio_type,
    cdata,
    changed,
    guid_of,
    podcast_guid,
    seconds,
    transcript_type,
)
from ssg.render.locale import written_number
from ssg.render.mistake import ThemeError, fix_from
from ssg.render.pictures import sources
from ssg.render.text import plain_text

_TO_BE_CODED = re.compile(r"[^A-Za-z0-9_.~/-]+")


@pass_context
def url(context: Context, address: str) -> str:
    """Return an address with the site's path before it; in feeds with the whole address."""
    return page_of(context).links[address]


@pass_context
def absolute(context: Context, address: str) -> str:
    """Return an address with scheme and host."""
    return page_of(context).whole_links[address]


@pass_context
def date(
    context: Context,
    value: dt.date | None,
    style: str = "long",
    formats: Mapping[str, str] | None = None,
) -> str:
    """Return a date in words of the page's language, or in a machine's format; "" without one.

    `formats` are patterns of CLDR by language; one for the page's language goes before the style.
    """
    if value is None:
        return ""
    language = page_of(context).language
    if style in DAY_STYLES and not formats:
        return written_day(value.toordinal(), style, language)
    if style not in STYLES:
        message = f"there is no date style `{style}`"
        raise ThemeError(message, fix=fix_from(style, STYLES))
    pattern = pattern_for(language, formats) if formats else ""
    if not pattern:
        return written_date(value, style, language)
    try:
        return patterned_date(value, pattern, language)
    except ValueError as error:
        message = f"`{pattern}` is no pattern for a date"
        raise ThemeError(message, fix='write one like "d MMMM y"') from error


@pass_context
def month(context: Context, number: int) -> str:
    """Return the name of a month by its number from 1."""
    return month_name(number, page_of(context).language)


@pass_context
def number(context: Context, value: float) -> str:
    """Return a number with its digits grouped as the page's language does."""
    return written_number(value, page_of(context).language)


@pass_context
def guid(context: Context, article: Article) -> str:
    """Return the identity under which feed readers know an entry."""
    return guid_of(article, page_of(context).site_url)


@pass_context
def atom_id(context: Context, article: Article) -> str:
    """Return the identity of an entry in Atom, always an absolute URI."""
    return atom_id_of(article, page_of(context).site_url)


def kind(links: Iterable[Link], *kinds: str) -> tuple[Link, ...]:
    """Return the links of these kinds, in their order."""
    return tuple(link for link in links if link.kind in kinds)


def urlencode(value: object) -> str:
    """Return what Jinja's filter does; a text sooner, of which only some signs need a code."""
    if type(value) is str:
        return _TO_BE_CODED.sub(lambda signs: _coded(signs[0]), value)
    return do_urlencode(value)  # type: ignore[arg-type]


@pass_context
def map_(context: Context, values: Iterable[Any], *given: Any, **options: Any) -> Iterable[Any]:  # noqa: ANN401 - as Jinja hands them on
    """Return what Jinja's filter does; fields that are named in the template sooner."""
    names = options.get("attribute")
    if given or len(options) != 1 or type(names) is not str or not names.replace(".", "").isalpha():
        return sync_do_map(context, values, *given, **options)
    return _fields(context, values, names.split("."))


def _fields(context: Context, values: Iterable[Any], names: list[str]) -> Iterator[Any]:
    find = context.environment.getitem
    for value in values or ():
        found = value
        for name in names:
            found = find(found, name)
        yield found


@lru_cache(maxsize=4096)
def _coded(signs: str) -> str:
    return quote(signs, safe="/")


FILTERS: Mapping[str, Callable[..., object]] = {
    "absolute": absolute,
    "atom_id": atom_id,
    "audio_type": audio_type,
    "cdata": cdata,
    "changed": changed,
    "date": date,
    "encoded": encoded,
    "guid": guid,
    "kind": kind,
    "month_name": month,
    "number": number,
    "plain": plain_text,
    "podcast_guid": podcast_guid,
    "safe_url": safe_address,
    "seconds": seconds,
    "sources": sources,
    "transcript_type": transcript_type,
    "url": url,
}

SOONER: Mapping[str, Callable[..., object]] = {"map": map_, "urlencode": urlencode}
"""Filters of Jinja that do what they did, in less time."""
