"""`ssg cards`: what films and posts elsewhere are called, fetched once and kept in the site."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from ssg.commands.clock import in_zone, read_moment
from ssg.commands.outcome import CONTENT_HAS_ERRORS, DONE, WORLD_FAILED, Outcome, Tell
from ssg.commands.workers import workers
from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.snapshot import reader, take_snapshot
from ssg.disk.web.services import EVERYDAY, Asker, Patience, Reply, doors_to
from ssg.disk.writing.card_files import CardFiles
from ssg.embeds.asking import question_about
from ssg.embeds.keeping import Kept, Outcomes, Record, keep_reply, picture_path_in
from ssg.embeds.model import Question
from ssg.embeds.writing import path_of
from ssg.intake import Options, gather_materials, read_settings
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import CardMention, Entry
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.text.counting import counted

_HOSTS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing elsewhere, and every place that shows it, as (path, mention)."""

    mention: CardMention
    places: tuple[tuple[str, CardMention], ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be asked, and the record that is there already."""

    thing: _Thing
    question: Question
    record: Record | None


def run(
    site_folder: Path,
    *,
    tell: Tell,
    again: bool,
    is_dry_run: bool,
    patience: Patience = EVERYDAY,
) -> Outcome:
    """Ask for everything that posts show from elsewhere and that has no record yet."""
    moment = read_moment(None)
    settings, entries, problems = _read(site_folder, moment)
    if settings is None:
        return Outcome(problems, exit_code=CONTENT_HAS_ERRORS)
    files = CardFiles(site_folder)
    things = _things(entries)
    work = list(_work(things, files, settings, again=again))
    if is_dry_run:
        lines = [
            f"{_place(one.thing)}: would ask about {one.thing.mention.address}" for one in work
        ]
        upshot = f"{counted(len(work), 'card')} would be asked for; nothing was asked or written."
        return Outcome(lines=(*lines, upshot), report={"asked": 0, "open": len(work)})
    day = in_zone(moment, settings.timezone).date()
    asker = partial(Asker, doors_to(settings.cards.servers.values()), patience)
    kept = list(_fetched(work, files, asker, day, tell))
    return _outcome(kept, len(things))


def _read(
    site: Path, moment: dt.datetime
) -> tuple[Settings | None, Sequence[Entry], tuple[Diagnostic, ...]]:
    """Return the settings and every post and page, drafts too."""
    with Cache(site / FOLDER) as cache, workers(1) as staff:
        snapshot, problems = take_snapshot(site, site / "output", cache)
        memo = Memo(cache, code_digest(), reader(site), staff)
        settings, more = read_settings(snapshot, memo.read)
        if settings is None:
            return None, (), (*problems, *more)
        materials, _ = gather_materials(settings, snapshot, memo, Options(moment))
    return settings, materials.entries, ()


def _things(entries: Sequence[Entry]) -> list[_Thing]:
    places: dict[str, list[tuple[str, CardMention]]] = {}
    for entry in sorted(entries, key=lambda entry: entry.source):
        for mention in entry.cards:
            places.setdefault(mention.name, []).append((entry.source, mention))
    return [_Thing(found[0][1], tuple(found)) for found in places.values()]


def _work(
    things: Sequence[_Thing], files: CardFiles, settings: Settings, *, again: bool
) -> Iterator[_Work]:
    for thing in things:
        text = files.read(path_of(thing.mention))
        record = None
        if text is not None:
            if not again:
                continue
            picture = picture_path_in(text.decode("utf-8", "replace"))
            record = Record(
                text.decode("utf-8", "replace"), (files.read(picture) or b"") if picture else b""
            )
        yield _Work(thing, question_about(thing.mention, settings.cards.servers), record)


_Result = tuple[_Thing, Kept]


def _fetched(
    work: Sequence[_Work],
    files: CardFiles,
    new_asker: Callable[[], Asker],
    day: dt.date,
    tell: Tell,
) -> Iterator[_Result]:
    """Ask host by host, several at once, and keep each answer as soon as it is there."""
    asked = [one for one in work if one.record is None or one.record.is_untouched]
    for one in work:
        if one.record is not None and not one.record.is_untouched:
            yield one.thing, Kept(Outcomes.EDITED)
    by_host = sorted(asked, key=_host_of)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        hosts = [(new_asker(), list(group)) for _, group in groupby(by_host, key=_host_of)]
        turns: dict[Future[Reply], tuple[Asker, list[_Work]]] = {}
        for asker, group in hosts:
            turns[pool.submit(asker.ask, group[0].question)] = (asker, group)
        done = 0
        while turns:
            ended = next(as_completed(turns))
            asker, group = turns.pop(ended)
            one, *rest = group
            if rest:
                turns[pool.submit(asker.ask, rest[0].question)] = (asker, rest)
            done += 1
            tell("asking about films and posts", done, len(asked))
            yield one.thing, _keep(one, ended.result(), files, day)


def _keep(one: _Work, reply: Reply, files: CardFiles, day: dt.date) -> Kept:
    kept = keep_reply(one.thing.mention, reply.found, reply.picture, one.record, day)
    for path, content in kept.files:
        files.write(path, content)
    return kept


def _host_of(one: _Work) -> str:
    return urlsplit(one.question.url).netloc


def _place(thing: _Thing) -> str:
    path, mention = thing.places[0]
    return f"{path}:{mention.place.line}"


def _outcome(results: Sequence[_Result], things: int) -> Outcome:
    counts = Counter(kept.outcome for _, kept in results)
    asked = len(results) - counts[Outcomes.EDITED]
    told = (
        (counts[Outcomes.WRITTEN], "written"),
        (counts[Outcomes.SAME], "unchanged"),
        (counts[Outcomes.GONE], "gone"),
        (counts[Outcomes.UNCLEAR], "not answered"),
    )
    words = ", ".join(f"{count:,} {word}" for count, word in told if count)
    lines = [f"Asked for {counted(asked, 'card')}: {words}." if asked else "Nothing was asked."]
    if edited := counts[Outcomes.EDITED]:
        lines.append(f"{counted(edited, 'card')} changed by hand: left as you wrote them.")
    lines.append(f"Posts and pages show {counted(things, 'thing')} from elsewhere.")
    return Outcome(
        diagnostics=tuple(_problems(results)),
        lines=tuple(lines),
        report={
            "shown": things,
            "asked": asked,
            "written": counts[Outcomes.WRITTEN],
            "unchanged": counts[Outcomes.SAME],
            "edited": counts[Outcomes.EDITED],
            "gone": counts[Outcomes.GONE],
            "unanswered": counts[Outcomes.UNCLEAR],
            "cards": [
                {
                    "name": thing.mention.name,
                    "address": thing.mention.address,
                    "outcome": kept.outcome,
                }
                for thing, kept in sorted(results, key=lambda result: result[0].mention.name)
            ],
        },
        exit_code=WORLD_FAILED if counts[Outcomes.UNCLEAR] else DONE,
    )


def _problems(results: Sequence[_Result]) -> list[Diagnostic]:
    """Return what is gone and what did not answer, at each place that shows it."""
    found = [
        problem
        for thing, kept in results
        for path, mention in thing.places
        if (problem := _problem(path, mention, kept))
    ]
    return sorted(found, key=lambda problem: (problem.path, problem.line))


def _problem(path: str, mention: CardMention, kept: Kept) -> Diagnostic | None:
    place = mention.place.line, mention.place.column
    message = f"{mention.address}: {kept.why}"
    if kept.outcome is Outcomes.GONE:
        fix = (
            "the page stays as it is, and it is not asked for again; link to a copy, or take it out"
        )
        return Diagnostic(path, *place, Level.WARNING, "card-gone", message, fix)
    if kept.outcome is Outcomes.UNCLEAR:
        fix = "run `ssg cards` again later; all others are done"
        return Diagnostic(path, *place, Level.WARNING, "card-unanswered", message, fix)
    return None
