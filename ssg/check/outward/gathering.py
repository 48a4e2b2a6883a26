"""All links of a site that lead out of it."""

from collections.abc import Iterator, Mapping

from ssg.model.entry import Place
from ssg.model.outward import Mention, Outward, OutwardLink
from ssg.model.site import Site
from ssg.model.survey import Survey
from ssg.text.web_addresses import asked_address, is_within

_SETTINGS = "site.yaml"
_REDIRECTS = "content/redirects.yaml"


def outward_of(site: Site, surveys: Mapping[str, Survey]) -> Outward:
    """Return the links in texts, front matter, settings, author records and redirects.

    Those in comments are the words of readers, and not asked for.
    """
    settings = site.settings
    entries = [placed.entry for placed in site.entries]
    mentions = [
        Mention(entry.source, link, entry.date.date() if entry.date else None)
        for entry in entries
        if entry.source in surveys
        for link in surveys[entry.source].outward
    ]
    off = tuple((entry.source, entry.rules_off) for entry in entries if entry.rules_off)
    beside = tuple(
        mention
        for mention in _beside_entries(site)
        if asked_address(mention.link.written) and not is_within(mention.link.written, settings.url)
    )
    return Outward((*mentions, *beside), settings.external, settings.rules_off, off)


def _beside_entries(site: Site) -> Iterator[Mention]:
    settings = site.settings
    named = {
        "links": [link.url for link in settings.links],
        "menu": [item.url for item in settings.menu or ()],
        "blogroll": [each.url for each in settings.blogroll],
    }
    for key, addresses in named.items():
        place = Place(*settings.place(key))
        yield from (Mention(_SETTINGS, OutwardLink(each, place)) for each in addresses)
    for author in site.authors.values():
        if author.source:
            for link in author.links:
                yield Mention(author.source, OutwardLink(link.url, Place()))
    for rule in site.redirects:
        yield Mention(_REDIRECTS, OutwardLink(rule.to, Place(rule.line, 1)))
