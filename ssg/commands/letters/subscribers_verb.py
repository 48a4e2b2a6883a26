"""`ssg subscribers` from its options to what it tells."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ssg.commands.failures import UsageError
from ssg.commands.outcome import CONTENT_HAS_ERRORS, Outcome
from ssg.disk.writing.own_files import (
    NAME_ANOTHER_PLACE,
    published_folder,
    site_around,
    write_own_file,
)
from ssg.letters.subscribers.providers import PROVIDERS, Provider, for_provider, written_list
from ssg.letters.subscribers.reading import NO_ADDRESS, LeftOut, Subscribers, read_subscribers
from ssg.letters.subscribers.table import UnreadableTableError, read_table
from ssg.text.counting import counted
from ssg.text.nearest import did_you_mean

_SHOWN = 20
_LARGEST = 256 << 20


def run(*, file: Path, provider: str, output: Path | None, dry_run: bool) -> Outcome:
    """Read a list of subscribers, and write it as the provider imports it."""
    found = _provider(provider)
    target = output or file.with_name(f"subscribers-{provider}.csv")
    _refuse_place(target, file)
    try:
        subscribers = for_provider(read_subscribers(read_table(_content(file))), found)
    except UnreadableTableError as error:
        message = f"{file} is no list of subscribers: {error}"
        raise UsageError(message, "name the CSV file that the old host gave you") from error
    content = written_list(subscribers.kept, found)
    if not dry_run:
        _write(target, content)
    return Outcome(
        lines=tuple(_lines(subscribers, found, target, dry_run=dry_run)),
        notes=tuple(_notes(target, dry_run=dry_run)),
        cautions=tuple(_cautions(subscribers)),
        report=_report(subscribers, target),
        exit_code=None if subscribers.kept else CONTENT_HAS_ERRORS,
    )


def _provider(name: str) -> Provider:
    if name not in PROVIDERS:
        message = f"there is no provider {name!r}{did_you_mean(name, PROVIDERS)}"
        raise UsageError(message, f"choose one of {', '.join(PROVIDERS)}")
    return PROVIDERS[name]


def _content(file: Path) -> bytes:
    if not file.is_file():
        message = f"there is no file {file}"
        raise UsageError(message, "name the CSV file that the old host gave you")
    if file.stat().st_size > _LARGEST:
        message = f"{file} is larger than any list of subscribers"
        raise UsageError(message, "name the CSV file that the old host gave you")
    return file.read_bytes()


def _refuse_place(target: Path, file: Path) -> None:
    if folder := published_folder(target, None):
        message = f"{target} would lie in {folder}, where everybody could read it"
        raise UsageError(message, NAME_ANOTHER_PLACE)
    if target.absolute().resolve() == file.absolute().resolve():
        message = f"{target} is the list itself, which stays as it is"
        raise UsageError(message, "name another file with --output")


def _write(target: Path, content: bytes) -> None:
    """Write the list for its owner alone; what is there already stays, unless it is the same."""
    if target.exists():
        if target.is_file() and target.read_bytes() == content:
            return
        message = f"{target} is there already; nothing was written"
        raise UsageError(message, "remove it, or name another file with --output")
    write_own_file(target, content, is_private=True)


def _lines(
    subscribers: Subscribers, provider: Provider, target: Path, *, dry_run: bool
) -> Iterable[str]:
    yield f"In:   {counted(subscribers.rows, 'row')}"
    yield f"Out:  {counted(len(subscribers.kept), 'subscriber')}"
    yield f"Left: {len(subscribers.left):,}"
    for why, rows in _by_reason(subscribers.left).items():
        yield f"  {len(rows):,} × {why}"
        shown = rows[:_SHOWN]
        for row in shown:
            yield f"    {f'line {row.line}: ' if row.line else ''}{row.who}"
        if more := len(rows) - len(shown):
            yield f"    and {more:,} more"
    verb = "Would write" if dry_run else "Written"
    yield f"{verb}: {target}, for {provider.name}. {provider.advice}."


def _by_reason(left: Iterable[LeftOut]) -> dict[str, list[LeftOut]]:
    found: dict[str, list[LeftOut]] = {}
    for row in left:
        found.setdefault(row.why, []).append(row)
    return found


def _notes(target: Path, *, dry_run: bool) -> Iterable[str]:
    yield (
        "bring along only people who have asked for your letters; tell them in the first one why "
        "it comes from elsewhere, and how they leave the list"
    )
    if not dry_run and site_around(target):
        yield f"{target} holds addresses of people: do not put it under version control"


def _cautions(subscribers: Subscribers) -> Iterable[str]:
    for word, count in subscribers.unknown.items():
        yield (
            f"{counted(count, 'subscriber')} stood there as “{word}”, which is unknown here, and "
            "came along: take them out if that means that they get no letters"
        )
    if any(row.why == NO_ADDRESS for row in subscribers.left):
        yield (
            "who has no address here follows in a reader's program, which no list can bring along: "
            "a farewell post on the old blog reaches them"
        )


def _report(subscribers: Subscribers, target: Path) -> dict[str, object]:
    reasons = Counter(row.why for row in subscribers.left)
    ledger = {"in": subscribers.rows, "out": len(subscribers.kept), "left": dict(reasons)}
    left = [{"line": row.line, "who": row.who, "why": row.why} for row in subscribers.left]
    return {"path": str(target), "ledger": {"subscribers": ledger}, "left": left}
