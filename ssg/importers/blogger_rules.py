"""The old addresses of a Blogger blog as rules of the table."""

import datetime as dt
from collections.abc import Iterator

from ssg.importers.blogger_addresses import EntryPlace, OldAddress, old_addresses
from ssg.importers.decisions import Decisions
from ssg.importers.mapping.addresses import term_address
from ssg.importers.mapping.places import Fate
from ssg.importers.old_rules import OldRule
from ssg.model.export import Host

_BLOGSPOT = ".blogspot."


def blogger_addresses(decisions: Decisions) -> tuple[OldAddress, ...]:
    """Return every address that the blog had at Blogger, none where it was not there."""
    if decisions.survey.host is not Host.BLOGGER:
        return ()
    settings = dict(decisions.survey.blog.settings)
    host = decisions.site.url.partition("//")[2].partition("/")[0]
    return tuple(
        old_addresses(
            _entries(decisions),
            {
                term.name: term_address("tag", term)
                for term in decisions.tags.terms
                if not term.is_hidden
            },
            sorted(set(_days(decisions))),
            archives=settings.get("ARCHIVE_FREQUENCY", ""),
            name=host.partition(_BLOGSPOT)[0] if _BLOGSPOT in host else "",
        )
    )


def blogger_rules(decisions: Decisions) -> tuple[OldRule, ...]:
    """Return the rules for what the new site does not serve at the same place.

    The old address of an entry stands with the entry, as an alias.
    """
    aliases = {place.had for place in decisions.places if place.had}
    return tuple(
        OldRule(one.old, one.query, one.to, one.code, one.why)
        for one in blogger_addresses(decisions)
        if one.takes_rule and one.old not in aliases
    )


def _entries(decisions: Decisions) -> Iterator[EntryPlace]:
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if place.permalink:
            yield EntryPlace(entry.id, place.had or place.permalink, place.permalink)


def _days(decisions: Decisions) -> Iterator[dt.date]:
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        moment = entry.date.moment
        if place.fate is Fate.PUBLIC and not place.is_page and moment is not None:
            yield (moment.astimezone(decisions.clock) if moment.tzinfo else moment).date()
