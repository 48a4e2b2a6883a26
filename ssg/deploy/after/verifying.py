"""Whether readers get what was sent: the living site is asked, and its bytes compared.

A host needs time until a deploy is seen, minutes with some, so what is not yet as it should be is
asked for again with growing pauses. Hosts that call `/x/index.html` `/x/`, or lead from http to
https, are followed; where they lead to another host that is told.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus

from ssg.deploy.after.asking import Waiting
from ssg.deploy.after.looking import Seen, look_at
from ssg.disk.web.pacing import Pacing
from ssg.model.record import dataclass

_AT_ONCE = 4
_MARGIN = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """A file that was sent: its whole address, its SHA-256 and its length in bytes.

    `forwards` says that it is the page of a redirect: a host that knows the redirect itself answers
    with that, or that the address is gone, and never shows the file.
    """

    url: str
    digest: bytes
    size: int
    forwards: bool = False


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An address that does not answer as it should; `why` completes "`url` …" ("answers 404")."""

    url: str
    why: str


def verify_published(
    files: Sequence[Published],
    waiting: Waiting,
    tell: Callable[[str], None],
    *,
    gone: Sequence[str] = (),
) -> tuple[Mismatch, ...]:
    """Return what is not as it was sent, after having waited for it; in the order given.

    `gone` are whole addresses of what was deleted: they may answer anything but success. `tell`
    hears, in words, what is waited for.
    """
    until = time.monotonic() + waiting.longest
    wait = waiting.first_wait
    pending = [*(_Question(file.url, file) for file in files), *map(_Question, gone)]
    count = len(pending)
    while True:
        verdicts = _ask_all(pending, waiting)
        wrong = [each for each in verdicts if each.why]
        left = until - time.monotonic()
        if not wrong or left <= 0:
            return tuple(Mismatch(each.question.url, each.why) for each in wrong)
        pause = min(max(wait, *(each.wait for each in wrong)), left)
        tell(_words_of_waiting(len(wrong), count, pause))
        time.sleep(pause)
        wait = min(2 * wait, waiting.longest_wait)
        pending = [each.question for each in wrong]


def choose_to_verify(
    changed_paths: Iterable[str], all_paths: Iterable[str], most: int = 40
) -> tuple[str, ...]:
    """Return the outputs by which a deploy is judged, at most `most`, the most telling ones first.

    The front page in any case, then of what has changed the site's own feeds, pages, the rest. Of a
    kind that is too many some are taken from all over it. What hosts keep for themselves, or show
    under another status, is never chosen.
    """
    front = [path for path in ("index.html",) if path in set(all_paths)]
    kinds: dict[int, list[str]] = {rank: [] for rank in range(3)}
    for path in dict.fromkeys(changed_paths):
        if path not in front and not is_kept_by_hosts(path):
            kinds[_rank(path)].append(path)
    chosen = front
    for paths in kinds.values():
        chosen = [*chosen, *_from_all_over(paths, most - len(chosen))]
    return tuple(chosen[:most])


def is_kept_by_hosts(path: str) -> bool:
    """Tell whether hosts show the output `path` under another status, or not at all."""
    folder, _, _ = path.partition("/")
    is_hidden = any(part.startswith(".") for part in path.split("/")) and folder != ".well-known"
    return is_hidden or folder.startswith("_") or path in _NOT_SHOWN


_NOT_SHOWN = frozenset({"404.html", "CNAME", "redirects.nginx.conf"})
_FEEDS = frozenset({"feed.xml", "atom.xml", "feed.json", "podcast.xml", "comments/feed.xml"})


def _rank(path: str) -> int:
    if path in _FEEDS:
        return 0
    return 1 if path.endswith((".html", ".htm", ".xml")) else 2


def _from_all_over(paths: Sequence[str], most: int) -> list[str]:
    if len(paths) <= most:
        return list(paths)
    return [paths[number * len(paths) // most] for number in range(max(0, most))]


def _words_of_waiting(wrong: int, count: int, pause: float) -> str:
    is_as = "is not as it was" if wrong == 1 else "are not as they were"
    return (
        f"{wrong} of {count} addresses {is_as} sent yet; asking again in {max(1, round(pause))} s"
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """An address, and what it must show; None where it must show nothing any more."""

    url: str
    file: Published | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is wrong, or ""; and for how many seconds the host asks to be left alone."""

    question: _Question
    why: str = ""
    wait: float = 0.0


def _ask_all(questions: Sequence[_Question], waiting: Waiting) -> list[_Verdict]:
    """Return what each question came to, asked a few at a time."""
    pacing = Pacing(0.0, threading.Event())
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(partial(_ask, waiting=waiting, pacing=pacing), questions))


def _ask(question: _Question, waiting: Waiting, pacing: Pacing) -> _Verdict:
    """Return what one question came to; a host that is silent again and again is let be."""
    host = "/".join(question.url.split("/")[:3])
    if silent := pacing.why_hopeless(host):
        return _Verdict(question, silent)
    file = question.file
    seen = look_at(question.url, file.size + _MARGIN if file else 0, waiting)
    why = _why_wrong(file, seen) if file else _why_not_gone(seen)
    if seen.status:
        pacing.note_answer(host)
    else:
        pacing.note_silence(host, why, is_final=False)
    return _Verdict(question, why, seen.wait)


def _why_wrong(file: Published, seen: Seen) -> str:
    """Return why what was seen is not `file`, or ""."""
    if file.forwards and (seen.moved_to or seen.status == HTTPStatus.GONE):
        return ""
    if seen.left_host:
        return f"redirects to {seen.moved_to}"
    if not seen.status:
        return f"does not answer: {seen.problem}"
    if seen.status != HTTPStatus.OK:
        return f"answers {seen.status}"
    return "" if file.digest in seen.digests else _why_others(file, seen)


def _why_others(file: Published, seen: Seen) -> str:
    """Return how the bytes that were seen differ from those of `file`."""
    if seen.moved_to:
        return f"redirects to {seen.moved_to}"
    if seen.unknown_packing:
        return (
            f"cannot be compared: it answers packed ({seen.unknown_packing}), though not asked to"
        )
    return f"holds other bytes than were sent (an old copy may be cached; {_lengths(file, seen)})"


def _why_not_gone(seen: Seen) -> str:
    """Return why what was seen is not gone, or ""; it may have got a redirect instead."""
    if seen.moved_to:
        return ""
    if not seen.status:
        return f"does not answer: {seen.problem}"
    if seen.status == HTTPStatus.OK:
        return "is still there"
    is_ill = seen.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return f"answers {seen.status}" if is_ill else ""


def _lengths(file: Published, seen: Seen) -> str:
    if seen.length == file.size:
        return f"{file.size:,} bytes, as many as were sent"
    more = "more than " if seen.length >= file.size + _MARGIN else ""
    return f"{more}{seen.length:,} bytes instead of {file.size:,}"
