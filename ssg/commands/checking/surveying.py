"""The texts of a site, each looked through once and remembered: what is wrong, whom it asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from ssg.check.survey import Manuscript, survey_entry
from ssg.check.survey.comments import check_comments
from ssg.commands.checking.resting import at_rest
from ssg.deploy.headers.needs import NOTHING, PageNeeds
from ssg.deploy.headers.origins import source_of
from ssg.deploy.headers.policy import scan_page
from ssg.deploy.headers.tags import attributes_of, tags_of
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import Digest
from ssg.model.entry import Entry, Place
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import Site
from ssg.model.source import FileRef
from ssg.model.survey import Survey
from ssg.text.decoding import decode_text

_WEIGHT = 1
"""A text is looked through in less time than a post is parsed in, but not in much less."""

_ELEMENT = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")

ASKED = frozenset(
    {"connect-src", "font-src", "frame-src", "img-src", "media-src", "object-src", "script-src",
     "style-src"}
)  # fmt: skip
"""What a page loads by itself; a form is sent when a reader sends it."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The survey of one text, and what it asks of a Content-Security-Policy.

    `at_rest` is what of it is asked for before a reader clicks; `elements` are the names of those
    that the text has.
    """

    survey: Survey
    needs: PageNeeds
    at_rest: PageNeeds
    elements: frozenset[str]


def survey_texts(site: Site, files: Mapping[str, FileRef], memo: Memo) -> Mapping[str, Surveyed]:
    """Return what each entry of `site` was found to be, by its source."""
    settings = site.settings
    entries = {placed.entry.source: placed.entry for placed in site.entries}
    beside = settings.language, settings.timezone, settings.url
    subjects = [(source, files[source].digest, beside) for source in entries if source in files]
    step = partial(_survey, entries, files, memo, settings)
    found = memo.remembered_each("survey", step, subjects, weight=_WEIGHT)
    return {source: surveyed for (source, *_), surveyed in zip(subjects, found, strict=True)}


def survey_comments(site: Site, files: Mapping[str, FileRef], memo: Memo) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the comments files of `site`."""
    conversations = [placed.conversation for placed in site.entries if placed.conversation]
    subjects = [
        (conversation.source, files[conversation.source].digest, conversation.thread)
        for conversation in conversations
        if conversation.source in files
    ]
    found = memo.remembered_each("survey of comments", partial(_told, files, memo), subjects)
    return tuple(problem for problems in found for problem in problems)


def _told(
    files: Mapping[str, FileRef], memo: Memo, subject: tuple[str, Digest, Digest]
) -> tuple[Diagnostic, ...]:
    source, _, thread = subject
    manuscript = Manuscript(source, _text_of(files[source], memo))
    return tuple(check_comments(memo.heavy([thread])[thread], manuscript))


def _text_of(file: FileRef, memo: Memo) -> str:
    decoded = decode_text(file.path, memo.read(file))
    return decoded.value.text if decoded.value else ""


Subject = tuple[str, Digest, Sequence[str]]


def _survey(
    entries: Mapping[str, Entry],
    files: Mapping[str, FileRef],
    memo: Memo,
    settings: Settings,
    subject: Subject,
) -> Surveyed:
    source = subject[0]
    entry, file = entries[source], files[source]
    manuscript = Manuscript(source, _text_of(file, memo))
    body = memo.heavy([entry.body])[entry.body]
    survey = survey_entry(entry, body, manuscript, settings)
    # Where addresses within the site will stand there are marks, of which a scan knows nothing.
    html = body.html.encode("utf-8", "replace")
    needs = scan_page(html) if "://" in body.html else NOTHING
    waiting = at_rest(html)
    return Surveyed(
        replace(survey, hosts=_hosts(needs, body.html, manuscript, settings)),
        needs,
        needs if waiting == html else scan_page(waiting),
        frozenset(name.lower() for name in _ELEMENT.findall(body.html)),
    )


def _hosts(
    needs: PageNeeds, html: str, manuscript: Manuscript, settings: Settings
) -> dict[str, Place]:
    """Return where each other host that a page asks is named first."""
    sources = {need.source for need in needs.sources if need.directive in ASKED}
    wanted = {
        source
        for source in (*sources, *needs.strangers)
        if "://" in source and source != settings.origin
    }
    if not wanted:
        return {}
    named = _loaded_addresses(html)
    places = {
        source: manuscript.place(manuscript.find(named.get(source, source.partition("://")[2])))
        for source in sorted(wanted)
    }
    # Where a host sends browsers on to another, that one is written nowhere.
    return {source: place for source, place in places.items() if place.line or source in named}


def _loaded_addresses(html: str) -> dict[str, str]:
    """Return the first address at each host that a tag names which is no link."""
    found: dict[str, str] = {}
    for tag in tags_of(html):
        if tag.name != "a" and "://" in tag.attributes:
            for value in attributes_of(tag.attributes).values():
                found.setdefault(source_of(value), value)
    return found
