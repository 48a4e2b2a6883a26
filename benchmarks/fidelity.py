"""How much of real old posts survives an import: `make fidelity`.

Every body of the exports takes the way that `ssg import` sends it: paragraphs, shortcodes, files,
addresses, notes, conversion. What comes out is built as any post is, and compared by an HTML parser
that the importer does not use: with what WordPress showed, and, as far as links and pictures go,
with the body as it stands in the export. SSG_EXPORTS names the folder of exports; without it, it is
looked for beside the repository.
"""

import datetime as dt
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import html5lib

from ssg.importers.books import new_books
from ssg.importers.conversion import NewText, TextTask
from ssg.importers.decisions import Request, decide
from ssg.importers.ground import ground_of
from ssg.importers.kinds import PLAIN_TYPES
from ssg.importers.making import make_files
from ssg.importers.markdown.notes import notes_html
from ssg.importers.reading.export import Read, read_export
from ssg.importers.rewriting import with_addresses
from ssg.importers.survey.take import take_survey
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.paragraphs import autop
from ssg.model.export import Host
from ssg.parse.markdown import plain_html
from ssg.work import Sent

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
ASPECTS = ("text", "links", "pictures", "blocks", "lines")
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "tr", "pre")
_LINES = ("strong", "em", "code", "del", "s", "sup", "sub")
_PLAYERS = ("iframe", "audio", "video", "object", "embed")
_SAME = {"b": "strong", "i": "em", "strike": "s", "tt": "code"}


@dataclass(frozen=True, slots=True)
class Way:
    """A body of an export, the task that the import made of it, and what came out."""

    file: str
    task: TextTask
    text: NewText


class _Watching(Executor):
    """Does each job at once, and keeps what went in and what came out."""

    def __init__(self) -> None:
        self.jobs: list[tuple[TextTask, NewText]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_options: Any) -> Future[Any]:
        done: Future[Any] = Future()
        results = fn(*args)
        self.jobs += zip(args[0], results, strict=True)
        done.set_result(results)
        return done


def ways_of(folder: Path) -> Iterator[Way]:
    """Yield every body with something in it, of every WordPress export below `folder`."""
    for file in sorted(folder.rglob("*.xml")):
        for task, text in _imported(file):
            if task.content.strip():
                yield Way(file.name, task, text)


def _imported(file: Path) -> Sequence[tuple[TextTask, NewText]]:
    def reads() -> list[tuple[str, list[Read]]]:
        return [(file.name, list(read_export([file.read_bytes()])))]

    survey = take_survey(reads(), Host.WORDPRESS, PLAIN_TYPES)
    if survey.found_host is not Host.WORDPRESS:
        return ()
    decisions = decide(survey, Request(Host.WORDPRESS, NOW))
    watching = _Watching()
    # Files keep their addresses, as where none is brought.
    ground = ground_of(decisions, {}, {}, {})
    for _ in make_files(reads(), ground, new_books(survey.counted), Sent(watching)):
        pass
    return watching.jobs


def seen(body: str) -> dict[str, Any]:
    """Return what readers see of HTML: text, links, pictures, and counts of elements."""
    tree = html5lib.parse(f"<!doctype html><body>{body}", namespaceHTMLElements=False)
    counts: Counter[str] = Counter()
    for node in tree.iter():
        if not isinstance(node.tag, str):
            node.text = ""
            continue
        if node.tag in {"audio", "video"}:
            # What stands in a player is seen by those alone whose browser has none.
            node.text = None
            del node[:]
        name = _SAME.get(node.tag, node.tag)
        # Empty elements say nothing, and the code that Markdown puts into `pre` says it again.
        if "".join(node.itertext()).strip() or name in _PLAYERS:
            counts[name] += 1
    words = ["".join(text.split()) for text in tree.itertext()]
    counts["code"] -= len(tree.findall(".//pre/code"))
    return {
        "text": "".join(words).replace("\u200b", ""),
        "links": [a.get("href").strip() for a in tree.iter("a") if a.get("href")],
        "pictures": [i.get("src").strip() for i in tree.iter("img") if i.get("src")],
        "blocks": {name: counts[name] for name in _BLOCKS if counts[name]},
        "lines": {name: counts[name] for name in (*_LINES, *_PLAYERS) if counts[name]},
    }


def shown_before(way: Way) -> dict[str, Any]:
    """Return what readers saw at the old host, with the addresses that things have now."""
    body = body_of(way.task.content, way.task.context)
    shown = with_addresses("\n\n".join(body.blocks), way.task.addresses)
    return seen(shown + notes_html(body.footnotes))


def shown_after(way: Way) -> dict[str, Any]:
    """Return what readers see now."""
    return seen(plain_html(way.text.markdown, way.task.language))


def lost_addresses(way: Way, after: dict[str, Any]) -> list[str]:
    """Return the links and pictures of the body as it stands in the export that are not there.

    They have to come in the order of the export; others may stand between them.
    """
    raw = way.task.content
    before = seen(raw if "<!-- wp:" in raw else autop(raw))
    lost: list[str] = []
    for what in ("links", "pictures"):
        rest = iter(after[what])
        # A parser opens a link that was not closed anew in each block: it comes twice in a row.
        once = (address for address, _ in groupby(before[what]))
        new = (way.task.addresses.get(address, address) for address in once)
        lost += [address for address in new if address not in rest]
    return lost


@dataclass(frozen=True, slots=True)
class Figures:
    """How many bodies there are, in how many each aspect survives, and which blocks stay HTML."""

    bodies: int
    survived: Counter[str]
    blocks: int
    raw: Counter[tuple[str, str]]
    pure: int
    unproved: int

    def share(self, aspect: str) -> float:
        """Return in which share of bodies an aspect survives."""
        return self.survived[aspect] / self.bodies

    @property
    def raw_share(self) -> float:
        """Return which share of blocks stays HTML."""
        return self.raw.total() / self.blocks


def figures_of(ways: Sequence[Way]) -> Figures:
    """Return the figures of bodies."""
    survived: Counter[str] = Counter()
    for way in ways:
        before, after = shown_before(way), shown_after(way)
        survived.update(aspect for aspect in ASPECTS if before[aspect] == after[aspect])
        survived["addresses"] += not lost_addresses(way, after)
    blocks = [block for way in ways for block in way.text.blocks]
    return Figures(
        bodies=len(ways),
        survived=survived,
        blocks=len(blocks),
        raw=Counter((block.kind, block.why) for block in blocks if block.is_html),
        pure=sum(not any(block.is_html for block in way.text.blocks) for way in ways),
        unproved=sum(not way.text.is_same for way in ways),
    )


def main() -> None:
    """Print the figures."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "exports"
    start = time.process_time()
    ways = list(ways_of(Path(os.environ.get("SSG_EXPORTS") or beside)))
    if not ways:
        sys.exit("no exports found: SSG_EXPORTS names their folder")
    seconds = time.process_time() - start
    figures = figures_of(ways)
    print(f"{figures.bodies} bodies, {figures.bodies / seconds:.0f} a second on one core")
    for aspect in ASPECTS:
        print(f"{aspect:9} survive in {figures.share(aspect):7.2%}")
    print(f"links and pictures of the export itself, in order, in {figures.share('addresses'):.2%}")
    raw = figures.raw.total()
    print(f"{raw} of {figures.blocks} blocks stay HTML ({figures.raw_share:.2%})")
    print(f"{figures.pure / figures.bodies:.1%} of bodies are pure Markdown;", end=" ")
    print(f"{figures.unproved} could not be proved")
    for (kind, why), count in figures.raw.most_common(15):
        print(f"{count:5}  {kind}: {why}")


if __name__ == "__main__":
    main()
