"""Who is on a list of subscribers, and who is left out, each for a reason: the numbers add up.

The columns differ from host to host, version to version and language to language, so that of the
addresses is found by what is in it, and the others by their headings or by what is in them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ssg.letters.subscribers.days import days_of
from ssg.letters.subscribers.standing import Standing, is_known, standing_of
from ssg.letters.subscribers.table import EMAIL, Row, Table, UnreadableTableError, address_in
from ssg.model.record import dataclass

NO_ADDRESS = "has no e-mail address (follows in a reader's program only)"
TWICE = "stands there twice"
NO_EMAIL = "is no e-mail address"
_MOST_OF = 0.5
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = {
    "name": (
        "name", "display name", "display_name", "full name", "fullname", "nom", "nombre", "nome",
        "имя", "الاسم", "姓名", "名称", "anzeigename", "username", "user name", "user",
        "benutzername", "login", "user login",
    ),
    "first name": ("first name", "first_name", "firstname", "vorname", "prénom", "primer nombre"),
    "last name": ("last name", "last_name", "lastname", "surname", "nachname", "apellidos"),
    "since": (
        "since", "subscribed", "date", "created", "created_at", "created at", "subscription date",
        "subscription_date", "subscribed on", "date subscribed", "date_subscribed", "subscribed_at",
        "subscribed at",
        "signup date", "confirm time", "optin_time", "datum", "abonniert seit", "seit", "depuis",
        "date d’abonnement", "date d'abonnement", "fecha", "desde", "data", "inscrito em",
        "дата", "дата подписки", "تاريخ الاشتراك", "منذ", "订阅日期", "日期",
    ),
    "standing": (
        "status", "state", "subscription status", "subscription_status", "email subscription",
        "email_subscription", "e-mail subscription", "email status", "confirmed", "active",
        "statut", "estado", "situação", "статус", "الحالة", "状态", "subscribed_to_emails",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person who gets letters; `name` and `since` may be unknown."""

    email: str
    name: str = ""
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken along: its line, whom it is about, and why (a verb phrase)."""

    line: int
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Subscribers:
    """All rows of a list. `unknown` counts words about subscriptions that nobody here knows."""

    kept: tuple[Subscriber, ...]
    left: tuple[LeftOut, ...]
    unknown: Mapping[str, int]

    @property
    def rows(self) -> int:
        """Return how many came in."""
        return len(self.kept) + len(self.left)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand, by number; None where a list has none of it."""

    email: int
    name: int | None
    first_name: int | None
    last_name: int | None
    since: int | None
    standing: int | None


def read_subscribers(table: Table) -> Subscribers:
    """Return who of a list gets letters. Raises UnreadableTableError where no address is there."""
    columns = _columns_of(table)
    days = days_of(_cell(row, columns.since) for row in table.rows)
    standings = _standing_by_address(table, columns)
    kept: dict[str, Subscriber] = {}
    left: list[LeftOut] = []
    unknown: Counter[str] = Counter()
    for row in table.rows:
        name, address = _person(row, columns)
        key = address.casefold()
        why = _refusal(address, standings.get(key, Standing.SUBSCRIBED), is_kept=key in kept)
        if why:
            left.append(LeftOut(row.line, address or name or "somebody", why))
            continue
        if standings[key] is Standing.UNKNOWN:
            unknown[_cell(row, columns.standing)] += 1
        kept[key] = Subscriber(address, name, days.get(_cell(row, columns.since)))
    return Subscribers(tuple(kept.values()), tuple(left), dict(unknown))


def _refusal(address: str, standing: Standing, *, is_kept: bool) -> str:
    """Return why a row is left out, "" where it is not."""
    if not address:
        return NO_ADDRESS
    if not EMAIL.fullmatch(address) or address.startswith(_STARTS_FORMULA):
        return NO_EMAIL
    if standing not in {Standing.SUBSCRIBED, Standing.UNKNOWN}:
        return str(standing.value)
    return TWICE if is_kept else ""


def _standing_by_address(table: Table, columns: _Columns) -> dict[str, Standing]:
    """Return how each address stands; who has said no anywhere in the list has said no."""
    found: dict[str, Standing] = {}
    for row in table.rows:
        key = _person(row, columns)[1].casefold()
        standing = standing_of(_cell(row, columns.standing))
        if found.get(key, Standing.SUBSCRIBED) in {Standing.SUBSCRIBED, Standing.UNKNOWN}:
            found[key] = standing
    return found


def _person(row: Row, columns: _Columns) -> tuple[str, str]:
    """Return name and address of a row."""
    name, address = address_in(_cell(row, columns.email))
    parts = _cell(row, columns.first_name), _cell(row, columns.last_name)
    written = _cell(row, columns.name) or " ".join(filter(None, parts)) or name
    is_name = "@" not in written
    return " ".join(written.split()) if is_name else "", address


def _cell(row: Row, number: int | None) -> str:
    return row.cells[number] if number is not None and number < len(row.cells) else ""


def _columns_of(table: Table) -> _Columns:
    numbers = range(table.width)
    shares = {n: _share(table.column(n), _holds_address) for n in numbers}
    email = max(numbers, key=lambda n: shares[n], default=0)
    if not shares.get(email):
        message = "no column of it holds e-mail addresses"
        raise UnreadableTableError(message)
    taken = {email}
    named = {what: _by_heading(table, words, taken) for what, words in _HEADINGS.items()}
    standing = named["standing"]
    if standing is not None and _share(table.column(standing), is_known) == 0:
        standing = None
    if standing is None:
        taken |= {n for n in named.values() if n is not None}
        standing = _by_content(table, is_known, taken)
    return _Columns(
        email, named["name"], named["first name"], named["last name"], named["since"], standing
    )


def _holds_address(cell: str) -> bool:
    return EMAIL.fullmatch(address_in(cell)[1]) is not None


def _share(cells: Iterable[str], is_such: Callable[[str], bool]) -> float:
    """Return how many of the cells that hold anything are such, from 0 to 1."""
    full = [cell for cell in cells if cell]
    return sum(map(is_such, full)) / len(full) if full else 0.0


def _by_heading(table: Table, words: tuple[str, ...], taken: set[int]) -> int | None:
    for word in words:
        for number, heading in enumerate(table.headings):
            if heading.strip("\"' :") == word and number not in taken:
                return number
    return None


def _by_content(table: Table, is_such: Callable[[str], bool], taken: set[int]) -> int | None:
    """Return the column that holds nothing else, of more than a few words."""
    for number in range(table.width):
        if number in taken:
            continue
        cells = [cell for cell in table.column(number) if cell and not cell.isdigit()]
        if cells and len(cells) >= _MOST_OF * len(table.rows) and all(map(is_such, cells)):
            return number
    return None
