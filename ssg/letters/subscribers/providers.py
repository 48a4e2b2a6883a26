"""What each provider's import takes: exactly the columns that its documentation names.

Buttondown: docs.buttondown.com/api-imports-introduction. Ghost: the columns of its members export,
which its import reads. Kit: help.kit.com, "How to import a subscriber list". listmonk:
listmonk.app/docs, "Bulk import". Mailchimp: "Format guidelines for your import file". Substack:
a list of addresses.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ssg.letters.subscribers.reading import LeftOut, Subscriber, Subscribers
from ssg.model.record import dataclass

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_ONLY_ASCII = "has letters before the @ that Mailchimp does not take"
_LONGEST_TEXT = 255


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: the headings of its columns, what stands in them, what to know beforehand.

    `has_mark` begins the file with a byte order mark, which spreadsheets need and importers do not
    expect. `only_ascii` leaves out addresses with other letters before the @.
    """

    name: str
    headings: tuple[str, ...]
    row: Callable[[Subscriber], Sequence[str]]
    advice: str
    has_mark: bool = False
    only_ascii: bool = False


def _day(subscriber: Subscriber) -> str:
    return subscriber.since.isoformat() if subscriber.since else ""


def _moment(subscriber: Subscriber) -> str:
    return f"{subscriber.since.isoformat()}T00:00:00.000Z" if subscriber.since else ""


def _attributes(subscriber: Subscriber) -> str:
    known = {"subscribed": _day(subscriber)} if subscriber.since else {}
    return json.dumps(known)


def _first(subscriber: Subscriber) -> str:
    return subscriber.name.partition(" ")[0]


def _last(subscriber: Subscriber) -> str:
    return subscriber.name.partition(" ")[2]


PROVIDERS: Mapping[str, Provider] = {
    "buttondown": Provider(
        "Buttondown",
        ("email", "name"),
        lambda one: (one.email, one.name),
        "Subscribers, Import: it asks how the people came to be on your list",
    ),
    "ghost": Provider(
        "Ghost",
        ("email", "name", "subscribed_to_emails", "created_at", "labels"),
        lambda one: (one.email, one.name, "true", _moment(one), "moved"),
        "Members, Import members: each gets the label `moved`",
    ),
    "kit": Provider(
        "Kit",
        ("email", "first_name"),
        lambda one: (one.email, _first(one)),
        "Grow, Subscribers, Add subscribers, Import a CSV: it asks whether all have agreed",
    ),
    "listmonk": Provider(
        "listmonk",
        ("email", "name", "attributes"),
        lambda one: (one.email, one.name or one.email.partition("@")[0], _attributes(one)),
        "Subscribers, Import: choose “confirmed” only if all of them have agreed before",
    ),
    "mailchimp": Provider(
        "Mailchimp",
        ("Email Address", "First Name", "Last Name"),
        lambda one: (one.email, _first(one)[:_LONGEST_TEXT], _last(one)[:_LONGEST_TEXT]),
        "Audience, Add contacts, Import: choose the status “Subscribed”",
        only_ascii=True,
    ),
    "substack": Provider(
        "Substack",
        ("Email",),
        lambda one: (one.email,),
        "Subscribers, Import: it asks how the people came to be on your list",
    ),
    "plain": Provider(
        "a spreadsheet",
        ("email", "name", "subscribed"),
        lambda one: (one.email, one.name, _day(one)),
        "Nearly every provider imports it",
        has_mark=True,
    ),
}
"""The providers by the word that names one on the command line."""


class _Lines(list[str]):
    """Takes what the CSV writer writes."""

    write = list.append


def for_provider(subscribers: Subscribers, provider: Provider) -> Subscribers:
    """Return the list without those whom the provider cannot take, who are left out instead."""
    if not provider.only_ascii:
        return subscribers
    kept = tuple(one for one in subscribers.kept if one.email.partition("@")[0].isascii())
    left = [
        LeftOut(0, one.email, _ONLY_ASCII)
        for one in subscribers.kept
        if not one.email.partition("@")[0].isascii()
    ]
    return Subscribers(kept, (*subscribers.left, *left), subscribers.unknown)


def written_list(subscribers: Iterable[Subscriber], provider: Provider) -> bytes:
    """Return the file that the provider imports."""
    lines: Any = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(provider.headings)
    for one in subscribers:
        writer.writerow([_harmless(cell) for cell in provider.row(one)])
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if provider.has_mark else ""
    return (mark + "".join(lines)).encode()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
