"""How a command is run: its site found, its outcome printed, its failures told."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ssg.commands.outcome import DONE, Outcome

Run = Callable[..., Outcome | Iterator[Outcome]]
"""What does a command: at once, or bit by bit, each told as it comes."""


def _existing_site(named: Path | None) -> Path:
    from ssg.commands import where  # noqa: PLC0415

    return where.find_site(named, Path.cwd())


def _site_to_begin(named: Path | None) -> Path:
    from ssg.commands import where  # noqa: PLC0415

    return where.find_site_or_begin(named, Path.cwd())


FindSite = Callable[[Path | None], Path]
SITE_FINDERS: dict[tuple[bool, bool], FindSite | None] = {
    (False, False): None,
    (True, False): _existing_site,
    (True, True): _site_to_begin,
}


def performed(
    run: Run,
    options: dict[str, Any],
    *,
    find: FindSite | None,
    talks: bool,
    as_json: bool,
    is_quiet: bool,
) -> int:
    """Run a command, print what comes of it, return the exit code."""
    from ssg.commands import failures, printing  # noqa: PLC0415

    began = time.perf_counter()
    news = printing.News(is_silent=is_quiet or as_json)
    site_folder = None

    def tell(outcome: Outcome) -> int:
        news.clear()
        if as_json:
            printing.print_json(outcome, time.perf_counter() - began)
        else:
            printing.print_outcome(outcome, site_folder, is_quiet=is_quiet)
        return outcome.code

    try:
        if talks:
            options["talk"] = printing.TerminalTalk(news, is_silent=as_json, is_quiet=is_quiet)
        if find is not None:
            site_folder = find(options.pop("site"))
            outcome = run(site_folder, tell=news.tell, **options)
        else:
            outcome = run(**options)
        if not isinstance(outcome, Outcome):
            return max(map(tell, outcome), default=DONE)
    except BrokenPipeError:
        return DONE  # Nobody reads what we would say of it.
    except Exception as error:  # noqa: BLE001 - the last one to hear of it
        outcome = failures.outcome_of_failure(error, site_folder)
    return tell(outcome)
