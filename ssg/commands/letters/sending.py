"""A letter on its way: to the author for a look, or to the list, once."""

import os
from dataclasses import replace
from pathlib import Path

from ssg.commands.failures import UsageError, WorldError
from ssg.commands.letters.mailing import MailServer, UnsureError, mail_server, send
from ssg.commands.letters.making import MadeLetter
from ssg.commands.outcome import Outcome
from ssg.commands.talking import Talk
from ssg.disk.writing.letter_record import (
    FILE,
    SENDING,
    SENT,
    SentLetter,
    UnreadableRecordError,
    read_record,
    write_record,
)
from ssg.letters.message import (
    Letter,
    bytes_of,
    envelope_address,
    message_id,
    message_of,
    split_sender,
)
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author has said of sending."""

    again: bool = False
    yes: bool = False
    dry_run: bool = False


def send_trial(made: MadeLetter, letter: Letter, to: str, *, dry_run: bool) -> Outcome:
    """Send the letter to the author alone, which is not remembered."""
    trial = replace(letter, to=to, trial=f"{letter.date:%Y%m%d%H%M%S}")
    if dry_run:
        return Outcome(lines=(f"Would send {letter.subject!r} to {to} alone.",))
    _hand_in(_server(made, letter), trial)
    return Outcome(lines=(f"Sent to {to} alone: {letter.subject}",), report=_report(trial))


def send_to_list(
    site: Path, made: MadeLetter, letter: Letter, talk: Talk, wishes: Wishes
) -> Outcome:
    """Send the letter to the list, after a question, and remember it. Needs the deploy lock.

    The record is read again after the question: it comes with the site, and so from elsewhere too.
    """
    if not letter.to:
        message = "site.yaml does not say where the list gets its letters"
        fix = "add `to: …`, the address that your list's provider gave you, to `newsletter:`"
        raise UsageError(message, fix)
    server = _server(made, letter)
    earlier = _same(_record(site), made, letter)
    if earlier and not wishes.again:
        raise _sent_already(earlier[-1])
    letter = replace(letter, number=len(earlier) + 1)
    lines = (
        f"Subject: {letter.subject}",
        f"From:    {letter.sender}",
        f"To:      {letter.to}, by {server.name}",
        f"Its pictures and links lead to {made.url}: deploy before you send.",
    )
    if wishes.dry_run:
        return Outcome(lines=(*lines, "This was a dry run: nothing was sent."))
    talk.show(lines)
    fix = "add --yes to send without being asked, or --dry-run to look only"
    if not wishes.yes and not talk.confirm("Send this?", fix):
        return Outcome(lines=("Nothing was sent.",))
    record = _record(site)
    for sent in _same(record, made, letter):
        if sent not in earlier:
            raise _sent_already(sent)
    _remembered(site, record, made, letter, server)
    line = f"Sent to {letter.to}. That is written down in {FILE}; keep it with the site."
    return Outcome(lines=(line,), report=_report(letter))


def _same(
    record: tuple[SentLetter, ...], made: MadeLetter, letter: Letter
) -> tuple[SentLetter, ...]:
    """Return what the record has of this letter to this list."""
    return tuple(sent for sent in record if (sent.url, sent.to) == (made.view.url, letter.to))


def _remembered(
    site: Path,
    record: tuple[SentLetter, ...],
    made: MadeLetter,
    letter: Letter,
    server: MailServer,
) -> None:
    """Send the letter; it is written down before, and that is taken back only if it was refused."""
    begun = SentLetter(
        id=message_id(letter).strip("<>"),
        url=made.view.url,
        title=made.view.entry.title,
        to=letter.to,
        date=letter.date.isoformat(timespec="seconds"),
        state=SENDING,
    )
    write_record(site, (*record, begun))
    try:
        _hand_in(server, letter)
    except UnsureError:
        raise
    except WorldError:
        write_record(site, record)
        raise
    write_record(site, (*record, replace(begun, state=SENT)))


def _server(made: MadeLetter, letter: Letter) -> MailServer:
    sender = split_sender(letter.sender)[1]
    return mail_server(made.settings.newsletter.smtp, sender, os.environ)


def _hand_in(server: MailServer, letter: Letter) -> None:
    content = bytes_of(message_of(letter))
    sender = envelope_address(split_sender(letter.sender)[1])
    send(server, sender, envelope_address(letter.to), content)


def _record(site: Path) -> tuple[SentLetter, ...]:
    try:
        return read_record(site)
    except UnreadableRecordError as error:
        message = f"{error} cannot be read, so nobody knows which letters were sent"
        raise UsageError(message, "mend it, or bring it back from a copy of the site") from error


def _sent_already(sent: SentLetter) -> UsageError:
    if sent.state == SENDING:
        message = f"this letter was on its way to {sent.to} on {sent.date[:10]}, and was cut off"
        fix = "look whether it has arrived; --again sends it once more"
        return UsageError(message, fix)
    message = f"this letter was sent to {sent.to} on {sent.date[:10]}"
    return UsageError(message, "--again sends it once more")


def _report(letter: Letter) -> dict[str, object]:
    return {"sent": True, "to": letter.to, "message_id": message_id(letter)}
