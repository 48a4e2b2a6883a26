"""The ledger of an import, as data and as a page that a person reads."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ssg.importers.findings import Account, Finding, Findings, Ledger
from ssg.importers.moving.wording import one_line
from ssg.importers.new_file import NewFile
from ssg.model.record import dataclass

MARKDOWN, JSON = ".import/report.md", ".import/report.json"
_MOST_LINES = 100
"""Lines of a topic on the page; the data have all of them."""

_TOPICS: Mapping[str, tuple[str, str]] = {
    "unreadable": (
        "What could not be read",
        "These parts are kept as they are in `.import/private/unreadable.jsonl`.",
    ),
    "conflicts": ("Entries that stand twice", "The first one counts; the other is kept apart."),
    "guesses": (
        "What was guessed",
        "An export does not say these. Correct site.yaml if it is wrong.",
    ),
    "edited": (
        "Files that you changed",
        "What you wrote stays. Other words that the export has now are in `.import/new/`.",
    ),
    "removed": ("Files that you removed or renamed", "They were not written again."),
    "settings": (
        "Settings that differ",
        "site.yaml stays as you wrote it. Change what should be as it was.",
    ),
    "withdrawn": (
        "Files that were taken back",
        "At the old host they are private or elsewhere now. Copies: `.import/private/withdrawn/`.",
    ),
    "absent": (
        "Files of an earlier import that this export has nothing of",
        "Name all parts of an export in one command: addresses of parts left out are not answered.",
    ),
    "moved": ("Addresses that could not stay", "The old address leads to the new one."),
    "unproved": (
        "Texts that stand as one piece of HTML",
        "They show as they did; as Markdown they would have lost something.",
    ),
    "shortcodes": (
        "Shortcodes that are unknown here",
        "What they showed was made by a plugin. Put something in their place, or take them out.",
    ),
    "blocks": ("Blocks that are unknown here", "Their HTML is kept, if they had any."),
    "galleries": (
        "Galleries whose pictures are not in the export",
        "The shortcode stands in the text. Name the pictures instead, or take it out.",
    ),
    "media": (
        "Files that are missing",
        "Links still lead to the old host. Import again with `--uploads` or `--download-media`.",
    ),
    "elsewhere": (
        "Files of other hosts",
        "They are shown from where they were. `--external-media` brings them here.",
    ),
    "scripts": ("Scripts that were cut out", "A script of an old host does nothing good here."),
    "links": (
        "Links within the blog that lead to nothing known",
        "They are as they were.",
    ),
    "emails": (
        "E-mail addresses in texts",
        "They stay readable, with another sign in place of @.",
    ),
    "orphans": ("What has lost what it belongs to", "It stands on top, or is kept apart."),
    "pages": (
        "Texts that had several pages",
        "All of it stands on one page; old addresses lead there.",
    ),
    "remarks": ("Remarks on texts", "Have a look at these places."),
    "html": ("Blocks that stayed HTML", "They show as they did."),
    "types": (
        "Types that are no posts and no pages",
        "Their texts are in `.import/private/entries/`; `--post-type NAME=posts` imports a type.",
    ),
    "asked": ("What the living blog was asked", "What it told is in the authors' files."),
    "repairs": ("What was mended in order to read the export", "Line by line."),
}
"""Heading and explanation by topic, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the export: its name, its length in bytes, and the SHA-256 of its content."""

    name: str
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import has to tell. `looks` are (title, file) of the posts to look at first."""

    title: str
    sources: Sequence[Source]
    ledger: Ledger
    findings: Findings
    looks: Sequence[tuple[str, str]] = ()
    omissions: Sequence[tuple[str, str]] = ()

    @property
    def accounts(self) -> dict[str, Account]:
        """Return the account of each kind."""
        return self.ledger.accounts()


def ledger_data(accounts: Mapping[str, Account]) -> dict[str, object]:
    """Return accounts as `--json` tells them: {kind: {in, out, left: {why: count}}}."""
    return {
        kind: {"in": account.came, "out": account.went, "left": dict(account.left)}
        for kind, account in accounts.items()
    }


def report_files(report: Report) -> Iterator[NewFile]:
    """Yield the report as a page and as data. Equal imports make equal reports."""
    yield NewFile(MARKDOWN, _page(report))
    data = {
        "title": report.title,
        "sources": [
            {"name": source.name, "bytes": source.bytes, "sha256": source.sha256}
            for source in report.sources
        ],
        "ledger": ledger_data(report.accounts),
        "unexplained": report.ledger.unexplained(),
        "repairs": len(report.findings.of("repairs")),
        "counts": dict(sorted((name, n) for name, n in report.findings.counts.items() if n)),
        "looks": [{"title": title, "file": file} for title, file in report.looks],
        "findings": {
            topic: [_finding(each) for each in report.findings.of(topic)]
            for topic in sorted(report.findings.topics())
        },
    }
    yield NewFile(JSON, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _finding(finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {"text": finding.text}
    if finding.where:
        told["where"] = finding.where
    if finding.line:
        told["line"] = finding.line
    return told


def _page(report: Report) -> str:
    return "".join(
        (
            f"# The import of {report.title or 'the old blog'}\n\n",
            *_sources(report.sources),
            *_ledger(report),
            *_looks(report.looks),
            *_topics(report.findings),
            *_counts(report.findings),
            *_omissions(report.omissions),
        )
    )


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        size = f", {source.bytes:,} bytes, SHA-256 {source.sha256}" if source.sha256 else ""
        yield f"From `{source.name}`{size}.  \n"
    yield "\n"


def _ledger(report: Report) -> Iterator[str]:
    yield "## The ledger\n\n| | came in | is in the site | was left, and why |\n|---|--:|--:|---|\n"
    for kind, account in report.accounts.items():
        if account.came or account.went:
            left = "; ".join(f"{count} {why}" for why, count in account.left.items())
            name = kind.replace("_", " ")
            yield f"| {name} | {account.came:,} | {account.went:,} | {left} |\n"
    unexplained = report.ledger.unexplained()
    if unexplained:
        yield f"\n**{unexplained} things are unaccounted for.** That is a fault of the import.\n\n"
    else:
        yield "\nEverything that came in is in the site or accounted for.\n\n"


def _looks(looks: Sequence[tuple[str, str]]) -> Iterator[str]:
    if looks:
        yield "## Look at these first\n\nHere the import met most that it could not carry over.\n\n"
        for title, file in looks:
            yield f"- {title or 'without a title'} (`{file}`)\n"
        yield "\n"


def _topics(findings: Findings) -> Iterator[str]:
    for topic, (heading, explanation) in _TOPICS.items():
        found = findings.of(topic)
        if not found:
            continue
        yield f"## {heading} ({len(found):,})\n\n{explanation}\n\n"
        for each in found[:_MOST_LINES]:
            line = f", line {each.line}" if each.line else ""
            where = f"`{each.where}`{line}: " if each.where else ""
            yield f"- {where}{one_line(each.text)}\n"
        if len(found) > _MOST_LINES:
            yield f"- … and {len(found) - _MOST_LINES:,} more, in report.json\n"
        yield "\n"


def _counts(findings: Findings) -> Iterator[str]:
    counts = sorted((name, count) for name, count in findings.counts.items() if count)
    if counts:
        yield "## Counted\n\n"
        yield from (f"- {name}: {count:,}\n" for name, count in counts)
        yield "\n"


def _omissions(omissions: Sequence[tuple[str, str]]) -> Iterator[str]:
    if omissions:
        yield "## What an export does not hold\n\n"
        yield from (f"- {what}: {advice}\n" for what, advice in omissions)
