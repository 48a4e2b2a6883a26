"""A post or page: front matter and text to an entry and its body."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ssg.model.author import Author, AuthorId
from ssg.model.digest import digest_of
from ssg.model.entry import Body, CommentPolicy, Entry, Kind, Place, SocialThreads
from ssg.model.parsed import ParsedEntry
from ssg.model.record import dataclass
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.decoders import LANGUAGE
from ssg.parse.decoding import decode_map, place_of_key
from ssg.parse.entries.file_names import FileName, read_file_name
from ssg.parse.entries.front_matter import LIMIT, Parts, normalise, split_parts
from ssg.parse.entries.keywords import keywords_of
from ssg.parse.entries.oddities import warn_of_oddities
from ssg.parse.entries.summary import opens_text, summarise
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.markdown import MarkdownText, parse_markdown
from ssg.parse.markdown.reading import fill_titles
from ssg.parse.people import text_of
from ssg.parse.problems import Reading, problems_of, report
from ssg.parse.typography import smart_text
from ssg.parse.yaml.faults import explain_text_instead_of_keys
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode
from ssg.parse.yaml.reader import read_yaml
from ssg.text.dates import parse_moment
from ssg.text.slug import slugify

_TITLE_WORDS = 8

# Keys whose value is a field of the entry as it is.
_FIELD_BY_KEY = {
    **{key: key for key in ("updated", "id", "permalink", "aliases", "guid", "links")},
    **{key: key for key in ("categories", "tags", "series", "description", "draft", "sticky")},
    **{key: key for key in ("unlisted", "likes", "sources", "corrections", "audio", "language")},
    **{key: key for key in ("template", "extra")},
    "image": "picture",
    "check": "rules_off",
}


@dataclass(frozen=True, slots=True)
class _Written:
    """Front matter as read: its keys with their places, and their values."""

    kind: Kind
    node: MapNode
    values: Mapping[str, Any]


def parse_entry(source: SourceFile, kind: Kind, settings: ParseSettings) -> ParsedEntry:
    """Return the post or page in `source`, its body, and every problem of the file.

    The entry is None when the file has no front matter, or one that is no YAML.
    """
    reading = Reading(source.path, normalise(source.text), settings.language, settings.timezone)
    parts = split_parts(reading, kind)
    node = _front_matter(parts, reading) if parts else None
    if parts is None or node is None:
        return ParsedEntry(None, None, problems_of(reading))
    language = _language(node) or settings.language
    reading = Reading(source.path, reading.text, language, settings.timezone, reading.problems)
    values = decode_map(node, ENTRY_TABLE, reading)
    text = parse_markdown(parts.body, language, source.path, parts.body_line)
    body = Body(text.html, text.lead_html)
    entry = _entry(_Written(kind, node, values), text, body, reading)
    updated_place = place_of_key(node, "updated")
    warn_of_oddities(entry, updated_place, is_empty=not text.html, reading=reading)
    return ParsedEntry(entry, body, problems_of(reading) + text.diagnostics)


def _front_matter(parts: Parts, reading: Reading) -> MapNode | None:
    problems = len(reading.problems)
    node: Node | None = read_yaml(parts.front_matter, parts.front_line, LIMIT, reading)
    if node is None and len(reading.problems) == problems:
        return MapNode((), max(parts.front_line - 1, 1), 1)
    if node is not None and not isinstance(node, MapNode):
        _report_no_keys(parts, node, reading)
        return None
    return node


def _report_no_keys(parts: Parts, node: Node, reading: Reading) -> None:
    fault = explain_text_instead_of_keys(parts.front_matter.split("\n"))
    if fault:
        place = Place(parts.front_line + fault.line, fault.column + 1)
        report(reading, place, "yaml-syntax", fault.message, fault.fix)
    else:
        message = "the front matter holds no keys"
        report(reading, node, "yaml-syntax", message, "write each key on a line: `title: …`")


def _language(node: MapNode) -> str:
    value = node.value("language")
    if not isinstance(value, ScalarNode):
        return ""
    # A wrong code is reported when the table is read; here it only must not be used.
    language = LANGUAGE.read(value, Reading("", ""))
    return language if isinstance(language, str) else ""


def _entry(front: _Written, text: MarkdownText, body: Body, reading: Reading) -> Entry:
    node, values = front.node, front.values
    name = read_file_name(reading.path)
    written = values.get("title", "")
    title = smart_text(written, reading.language) or _title_from(text, name)
    policy, social = values.get("comments", (CommentPolicy.OPEN, SocialThreads()))
    bio = values.get("bio")
    summary = values.get("summary", "")
    return Entry(
        kind=front.kind,
        source=reading.path,
        title=title,
        slug=values.get("slug") or slugify(name.words or written or title),
        body=digest_of(body),
        title_as_written=written,
        date=_date(front, name, reading),
        date_place=place_of_key(node, "date"),
        permalink_place=place_of_key(node, "permalink"),
        template_place=place_of_key(node, "template"),
        authors=_authors(node, values, reading),
        bio_html=bio,
        bio_text=None if bio is None else text_of(bio),
        summary=summary or summarise(text),
        has_dek=bool(summary) and not opens_text(summary, text),
        comments=policy,
        social=social,
        words=text.words,
        headings=text.headings,
        anchors=text.anchors,
        references=text.references,
        cards=text.cards,
        terms=keywords_of(text.plain_text, reading.language),
        **{field: values[key] for key, field in _FIELD_BY_KEY.items() if key in values},
    )


def _date(front: _Written, name: FileName, reading: Reading) -> dt.datetime | None:
    written: dt.datetime | None = front.values.get("date")
    if written or front.node.key("date"):
        return written
    if name.date:
        date = parse_moment(name.date, ZoneInfo(reading.timezone))
        if date is None:
            message = f"the file's name begins with {name.date}, and there is no such day"
            report(reading, front.node, "wrong-value", message, "rename the file, or add a `date:`")
        return date
    # A draft may wait for its date; nothing shows it before.
    if front.kind is Kind.POST and not front.values.get("draft"):
        message = "this post has no date"
        fix = "add `date: 2016-10-29`, or begin the file's name with it: 2016-10-29-words.md"
        report(reading, front.node, "missing-key", message, fix)
    return None


def _authors(
    node: MapNode, values: Mapping[str, Any], reading: Reading
) -> tuple[AuthorId | Author, ...]:
    second = node.key("authors")
    if second and node.key("author"):
        message = "`author` and `authors` stand here both"
        report(reading, second, "duplicate-key", message, "put all of them into `authors: […]`")
    authors: tuple[AuthorId | Author, ...] = values.get("authors") or values.get("author", ())
    return authors


def _title_from(text: MarkdownText, name: FileName) -> str:
    """Return a title for an entry that has none: its first words, else those of its file's name."""
    words = fill_titles(text.plain_text, text.references).split(maxsplit=_TITLE_WORDS)
    if not words:
        return " ".join(re.split(r"[-_ ]+", name.words)).strip().capitalize() or name.date or "…"
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
