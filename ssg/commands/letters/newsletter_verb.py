"""`ssg newsletter` from its options to what it tells."""

import datetime as dt
import os
import sys
import webbrowser
from dataclasses import field, replace
from pathlib import Path

from ssg.commands.building.verb import moment_for
from ssg.commands.failures import UsageError
from ssg.commands.letters.making import LetterFailedError, MadeLetter, make_letter
from ssg.commands.letters.sending import Wishes, send_to_list, send_trial
from ssg.commands.outcome import CONTENT_HAS_ERRORS, Outcome, Tell
from ssg.commands.talking import Talk
from ssg.disk.publishing.lock import deploy_lock
from ssg.disk.writing.own_files import (
    NAME_ANOTHER_PLACE,
    published_folder,
    write_own_file,
    write_passing_file,
)
from ssg.letters.looking import page_to_look_at
from ssg.letters.message import (
    CUT_OFF_ABOVE,
    Letter,
    bytes_of,
    is_sendable,
    message_of,
    split_sender,
)
from ssg.model.record import dataclass
from ssg.text.slug import slugify

_SHOWN_HEADERS = ("From", "To", "Reply-To", "Subject", "List-Unsubscribe")


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """What the author has said beside the post."""

    output: Path | None = None
    send: bool = False
    trial_to: str = ""
    preview: bool = False
    wishes: Wishes = field(default_factory=Wishes)


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - takes no time
    talk: Talk,
    post: str,
    output: Path | None,
    send: bool,
    trial_to: str | None,
    preview: bool,
    subject: str | None,
    again: bool,
    yes: bool,
    dry_run: bool,
) -> Outcome:
    """Make a letter of the post, and write, show or send it."""
    options = LetterOptions(output, send, trial_to or "", preview, Wishes(again, yes, dry_run))
    _refuse_contradictions(options)
    now = moment_for(site_folder, None)
    may_be_hidden = not send and (preview or bool(trial_to))
    try:
        made = make_letter(site_folder, post, subject or "", now, may_be_hidden=may_be_hidden)
    except LetterFailedError as error:
        upshot = "no letter was made"
        return Outcome(error.diagnostics, upshot=upshot, exit_code=CONTENT_HAS_ERRORS)
    sender = made.settings.newsletter.sender or _author_as_sender(made)
    letter = letter_of(made, now, sender or (_SOMEBODY if preview else ""))
    outcome = _done(site_folder, made, letter, options, talk)
    nobody = () if sender else (f"nobody is named yet who sends letters: {_NAME_A_SENDER}",)
    return replace(outcome, notes=(*outcome.notes, *nobody, *_size_note(made)))


def _refuse_contradictions(options: LetterOptions) -> None:
    if options.preview and (options.send or options.trial_to):
        message = "--preview only shows the letter"
        raise UsageError(message, "leave out --preview, or --send and --test")
    if options.send and options.trial_to:
        message = "--test sends the letter to you alone, --send to the list"
        raise UsageError(message, "do one after the other")
    if options.trial_to and not is_sendable(options.trial_to):
        message = f"{options.trial_to!r} is no e-mail address"
        raise UsageError(message, "write it like --test me@example.org")


def _done(
    site: Path, made: MadeLetter, letter: Letter, options: LetterOptions, talk: Talk
) -> Outcome:
    if options.preview:
        return _shown(site, made, letter, options)
    sends = options.send or options.trial_to
    written = _written(site, made, letter, options) if options.output or not sends else Outcome()
    if options.trial_to:
        sent = send_trial(made, letter, options.trial_to, dry_run=options.wishes.dry_run)
    elif options.send:
        # Two at once would each find that nothing was sent; and what is sent should be out.
        with deploy_lock(site):
            sent = send_to_list(site, made, letter, talk, options.wishes)
    else:
        return written
    report = {**written.report, **sent.report}
    return replace(sent, lines=(*written.lines, *sent.lines), report=report)


_SOMEBODY = "Your Name <you@example.org>"
_NAME_A_SENDER = (
    f'add `from: "{_SOMEBODY}"` to `newsletter:` in site.yaml, or `email:` to the author\'s file in'
    " content/authors/"
)


def letter_of(made: MadeLetter, now: dt.datetime, sender: str) -> Letter:
    """Return the letter with its headers. Raises UsageError where nobody is named who sends."""
    view, newsletter = made.view, made.settings.newsletter
    if not sender:
        message = "neither site.yaml nor the author's file says who sends the letter"
        raise UsageError(message, _NAME_A_SENDER)
    for address in filter(None, (split_sender(sender)[1], newsletter.to)):
        if not is_sendable(address):
            where = "before" if is_sendable(f"somebody@{address.rpartition('@')[2]}") else "behind"
            message = f"{address} has letters {where} the @ that mail servers do not take"
            raise UsageError(message, f"use an address with plain letters {where} the @")
    return Letter(
        subject=view.subject,
        html=made.parts.html,
        text=made.parts.text,
        sender=sender,
        to=newsletter.to,
        url=made.url,
        home=made.settings.url,
        language=view.entry.language or view.site.language,
        date=now,
        answer_to=view.answer_to,
        unsubscribe=view.unsubscribe,
    )


def _author_as_sender(made: MadeLetter) -> str:
    authors = [author for author in made.view.entry.authors if author.email]
    return f"{authors[0].name} <{authors[0].email}>" if authors else ""


def _written(site: Path, made: MadeLetter, letter: Letter, options: LetterOptions) -> Outcome:
    """Write the letter to a file of its own, or to stdout."""
    content = bytes_of(message_of(letter))
    file = options.output or Path(f"{_slug(made)}.eml")
    report = {"path": str(file), "bytes": len(content), "subject": letter.subject}
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return Outcome(report={**report, "path": "-"})
    _refuse_published(file, site)
    if options.wishes.dry_run:
        return Outcome(lines=(f"Would write {file}.",), report=report)
    write_own_file(file, content)
    return Outcome(lines=(f"Written: {file}. A mail program opens it.",), report=report)


def _shown(site: Path, made: MadeLetter, letter: Letter, options: LetterOptions) -> Outcome:
    """Write a page that shows the letter, and open it where a person sits before a screen."""
    message = message_of(letter)
    headers = [(name, str(message[name])) for name in _SHOWN_HEADERS if message[name]]
    page = page_to_look_at(headers, made.parts.html, made.parts.text).encode()
    if options.output:
        _refuse_published(options.output, site)
        write_own_file(options.output, page)
        file = options.output
    else:
        file = write_passing_file(f"{_slug(made)}.html", page)
    if sys.stdout.isatty() and _has_screen():
        webbrowser.open(file.absolute().as_uri())
    return Outcome(result=(str(file),), report={"path": str(file), "subject": letter.subject})


def _has_screen() -> bool:
    """Tell whether a browser would have a window; elsewhere one might take over the terminal."""
    is_desktop = sys.platform in {"darwin", "win32"}
    return is_desktop or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _refuse_published(file: Path, site: Path) -> None:
    if folder := published_folder(file, site):
        message = f"{file} would lie in {folder}, among what is published"
        raise UsageError(message, NAME_ANOTHER_PLACE)


def _slug(made: MadeLetter) -> str:
    last = made.view.url.rstrip("/").rpartition("/")[2]
    return slugify(last.removesuffix(".html")) or "letter"


def _size_note(made: MadeLetter) -> tuple[str, ...]:
    size = len(made.parts.html.encode())
    if size <= CUT_OFF_ABOVE:
        return ()
    note = (
        f"the letter has {size // 1000} kB of HTML: Gmail shows about 102 kB and hides the rest "
        "behind a link, the way to unsubscribe included; a shorter post is read to its end"
    )
    return (note,)
