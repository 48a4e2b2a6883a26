"""The end of an import: records, redirects, settings, the account of them, what was guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from ssg.importers import kinds
from ssg.importers.decisions import Decisions
from ssg.importers.findings import Findings, Ledger
from ssg.importers.mapping.menu import MenuWord
from ssg.importers.mapping.people import People
from ssg.importers.mapping.places import Fate
from ssg.importers.mapping.terms import Vocabulary
from ssg.importers.new_file import NewFile
from ssg.importers.old_list import addresses_file
from ssg.importers.old_rules import Met, OldRule, rules_of
from ssg.importers.old_site import UNKNOWN_URL
from ssg.importers.writing.records import (
    CATEGORIES_FILE,
    TAGS_FILE,
    author_files,
    redirects_file,
    terms_file,
)
from ssg.model.record import dataclass
from ssg.parse.yaml.text import Value, yaml_of


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of an import needs: what was met, comments' addresses, files that are missing.

    `authors` are further keys of author records by id, `more_rules` and
    `more_addresses` (with a word for what stood there) those of the old host.
    """

    met: Met
    anchors: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    authors: Mapping[str, Value] = field(default_factory=dict)
    more_rules: tuple[OldRule, ...] = ()
    more_addresses: tuple[tuple[str, str], ...] = ()


def closing_files(
    decisions: Decisions, ending: Ending, ledger: Ledger, findings: Findings
) -> Iterator[NewFile]:
    """Yield records, terms, redirects, menus and the list of old addresses; account for them."""
    guarded = decisions.survey.emails
    _account_people(decisions.people, ledger)
    _account_terms(kinds.CATEGORIES, decisions.categories, ledger, findings)
    _account_terms(kinds.TAGS, decisions.tags, ledger, findings)
    tell_guesses(decisions, findings)
    yield from author_files(decisions.people.authors, ending.authors)
    yield from terms_file(CATEGORIES_FILE, decisions.categories.terms, guarded)
    yield from terms_file(TAGS_FILE, decisions.tags.terms, guarded)
    rules = rules_of(decisions, ending.met, ending.more_rules)
    ledger.come(kinds.REDIRECTS, len(rules))
    ledger.go(kinds.REDIRECTS, len(rules))
    yield from redirects_file(rules)
    yield from _menus_file(decisions, findings)
    yield addresses_file(
        decisions,
        ending.met,
        rules,
        (*((anchor, "comment") for anchor in ending.anchors), *ending.more_addresses),
        ending.missing,
    )


def _account_people(people: People, ledger: Ledger) -> None:
    """Account for authors: those who are only named by entries come in with them."""
    ledger.come(kinds.AUTHORS, people.only_named)
    ledger.go(kinds.AUTHORS, len(people.authors))
    ledger.leave(kinds.AUTHORS, "said again in another part", people.said_again)
    ledger.leave(kinds.AUTHORS, "without a login or a name", people.unnamed)


def _account_terms(kind: str, vocabulary: Vocabulary, ledger: Ledger, findings: Findings) -> None:
    ledger.come(kind, vocabulary.only_named)
    ledger.go(kind, len(vocabulary.terms))
    ledger.leave(kind, "said again", vocabulary.said_again)
    ledger.leave(kind, "without a name", vocabulary.unnamed)
    for slug in vocabulary.strays:
        text = f"`{slug}` stood below a term that is not there, or too deep; now it stands on top"
        findings.add("orphans", text, f"content/{kind}.yaml")


def tell_guesses(decisions: Decisions, findings: Findings) -> None:
    """Take note of what no export says and was guessed."""
    zone, pattern, blog = decisions.zone, decisions.pattern, decisions.survey.blog
    if decisions.site.url == UNKNOWN_URL:
        text = f"the export does not tell the blog's address; {UNKNOWN_URL} stands for it"
        findings.add("guesses", text, "site.yaml")
    if zone.dates:
        text = f"the time zone {zone.name}: its clock fits {zone.fits} of {zone.dates} dates"
        findings.add("guesses", text, "site.yaml")
    elif not blog.timezone and decisions.request.zone in {"", "UTC"}:
        text = "the time zone UTC, for no date tells another one"
        findings.add("guesses", text, "site.yaml")
    if pattern.addresses:
        text = (
            f"the pattern {pattern.text}: it makes {pattern.fits} of {pattern.addresses} addresses"
        )
        findings.add("guesses", text, "site.yaml")
    if decisions.menus.main and len(decisions.menus.by_name) > 1:
        text = (
            f"the menu `{decisions.menus.main}`, of {len(decisions.menus.by_name)} that there are"
        )
        findings.add("guesses", text, "site.yaml")
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if place.fate is Fate.PUBLIC and place.had:
            text = f"{place.had} is {place.permalink} now, for something else stands there"
            if place.has_moved:
                text = f"{place.had} is where the old blog has it; yours is at {place.permalink}"
            findings.add("moved", text, place.source)
        if place.fate is Fate.CONFLICT:
            text = f"an entry with the number {entry.id} stands twice, with two texts; this is one"
            findings.add("conflicts", text, place.source, entry.line)


def _menus_file(decisions: Decisions, findings: Findings) -> Iterator[NewFile]:
    """Yield all menus as they were, for site.yaml takes the top of one."""
    menus = decisions.menus
    if menus.lost:
        text = f"{menus.lost} words of menus lead to nothing that is known, and are left out"
        findings.add("orphans", text, "site.yaml")
    shown: Value = {name: [_word(word) for word in words] for name, words in menus.by_name.items()}
    if shown:
        yield NewFile(".import/menus.yaml", yaml_of(shown))


def _word(word: MenuWord) -> Value:
    values: dict[str, Value] = {"title": word.title, "url": word.url}
    return {**values, "below": word.depth} if word.depth else values


def left_by_type(decisions: Decisions) -> Iterable[tuple[str, int]]:
    """Return the types of WordPress that became nothing, with how many entries each has."""
    counts: dict[str, int] = {}
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if place.fate is Fate.UNKNOWN_TYPE:
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return sorted(counts.items())
