"""A post of the site found, planned and rendered as a letter; nothing is written, nothing sent."""

import contextlib
import datetime as dt
from pathlib import Path

from ssg.commands.building.build import BuildRequest
from ssg.commands.building.verb import why_hidden
from ssg.commands.failures import UsageError
from ssg.commands.finding_posts import find_post, unknown_post
from ssg.commands.planning import PlannedBuild, planned_build
from ssg.disk.cache.store import ForgottenError
from ssg.letters.making import Parts, parts_of
from ssg.letters.trees import TooDeepError
from ssg.letters.view import letter_view
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import Hidden
from ssg.model.view import EntryView, LetterView
from ssg.render.address import absolute_address
from ssg.render.page import render_page

TEMPLATE = "newsletter_mail.html"


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """A letter with the view that it was made from; `url` is the post's whole address."""

    view: LetterView
    settings: Settings
    url: str
    parts: Parts


class LetterFailedError(Exception):
    """The site or the template has errors; `diagnostics` are all problems."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Take the problems."""
        super().__init__("the letter could not be made")
        self.diagnostics = diagnostics


def make_letter(
    site: Path, wanted: str, subject: str, now: dt.datetime, *, may_be_hidden: bool
) -> MadeLetter:
    """Return the letter of the post that `wanted` names, as readers would see the post now.

    One that readers do not see yet is refused, unless it `may_be_hidden`. Raises UsageError and
    LetterFailedError.
    """
    with contextlib.suppress(ForgottenError):
        return _made_of(site, wanted, subject, now, may_be_hidden=may_be_hidden)
    # What the cache had lost is there now.
    return _made_of(site, wanted, subject, now, may_be_hidden=may_be_hidden)


def _made_of(
    site: Path, wanted: str, subject: str, now: dt.datetime, *, may_be_hidden: bool
) -> MadeLetter:
    with planned_build(_request(site, now)) as build:
        page = _found(build, wanted, site)
        if page is not None:
            _refuse_unlisted(page, may_be_hidden=may_be_hidden)
            return _made(build, page, subject)
        hidden = build.planned.site.hidden if build.planned.site else ()
    with planned_build(_request(site, now, everything=True)) as build:
        page = _found(build, wanted, site)
        if page is None:
            raise unknown_post(wanted, _pages(build))
        if not may_be_hidden:
            raise _refusal(page, hidden)
        return _made(build, page, subject)


def _request(site: Path, now: dt.datetime, *, everything: bool = False) -> BuildRequest:
    output = site / "output"
    return BuildRequest(site=site, output=output, now=now, drafts=everything, future=everything)


def _found(build: PlannedBuild, wanted: str, site: Path) -> PlannedPage | None:
    settings = build.planned.settings
    if settings is None or build.planned.site is None or has_errors(build.diagnostics):
        raise LetterFailedError(build.diagnostics)
    return find_post(wanted, _pages(build), site, settings)


def _pages(build: PlannedBuild) -> tuple[PlannedPage, ...]:
    return build.planned.plan.pages if build.planned.plan else ()


def _refuse_unlisted(page: PlannedPage, *, may_be_hidden: bool) -> None:
    view = page.view
    if isinstance(view, EntryView) and view.entry.unlisted and not may_be_hidden:
        message = f"{page.origin} is unlisted: only those who have its address are to find it"
        raise UsageError(message, "remove `unlisted: true`, or look at the letter with --preview")


def _refusal(page: PlannedPage, hidden: tuple[Hidden, ...]) -> UsageError:
    entry = next((each for each in hidden if each.source == page.origin), None)
    why = why_hidden(entry) if entry else "hidden"
    kind = f"a {why}" if why == "draft" else why
    message = f"readers do not see {page.origin} yet: it is {kind}"
    return UsageError(message, "publish it first; --preview and --test show its letter before")


def _made(build: PlannedBuild, page: PlannedPage, subject: str) -> MadeLetter:
    planned = build.planned
    view = page.view
    if planned.theme is None or planned.settings is None or not isinstance(view, EntryView):
        raise LetterFailedError(build.diagnostics)
    has_copies = planned.theme.mentions("sharing")
    letter = letter_view(view, planned.settings.newsletter, subject, has_copies=has_copies)
    output = PlannedPage(TEMPLATE, TEMPLATE, letter, page.origin, (view.entry.body.key,))
    if TEMPLATE not in planned.theme.templates:
        message = f"the theme {planned.theme.name} has no template {TEMPLATE}"
        raise UsageError(message, "write one, or let the theme extend broadsheet")
    heavy = build.memo.heavy(output.needs)
    rendered = render_page(output, heavy, planned.theme)
    if has_errors(rendered.diagnostics):
        raise LetterFailedError(rendered.diagnostics)
    url = absolute_address(letter.url, planned.settings.url)
    try:
        parts = parts_of(rendered.content.decode(), url)
    except TooDeepError as error:
        message = f"the HTML of {page.origin} is nested too deep for a letter"
        raise UsageError(message, "look for tags that are opened again and again") from error
    return MadeLetter(letter, planned.settings, url, parts)
