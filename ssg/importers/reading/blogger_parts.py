"""What the posts and comments of a Blogger export are made of."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssg.importers.reading.elements import LAYOUT, Element
from ssg.importers.reading.fields import Fields, fields_of, pairs_of, parted
from ssg.model.export import BodyFormat, OldAuthor, OldEnclosure, OldTerm, Pairs
from ssg.model.secret import Secret

KIND = "http://schemas.google.com/g/2005#kind"
"""The scheme of the category that tells what an entry of the backup is."""

_PERSON = frozenset({"atom:name", "atom:uri", "atom:email", "gd:image"})
_READ_APART = frozenset({"atom:author", "atom:category", "gd:extendedProperty"})
_KIND_OF_ID = re.compile(r"\.(post|page|comment|settings|template|layout)\b")
_NUMBER = re.compile(r"\.(?:post|page|comment)-(\w+)\Z")


def kind_of(element: Element) -> str:
    """Return what an `entry` is: post, page, comment, settings, template or another word."""
    kind = ""
    for child in element.children:
        if child.name == "blogger:type":
            return child.text.strip(LAYOUT).lower()
        if child.name == "atom:category" and child.attributes.get("scheme") == KIND:
            return child.attributes.get("term", "").rpartition("#")[2]
        if child.name == "thr:in-reply-to":
            kind = "comment"
        if child.name == "atom:id" and not kind:
            found = _KIND_OF_ID.search(child.text)
            kind = found[1] if found else ""
    return kind


def number_in(identity: str) -> str:
    """Return the number in an id such as "tag:blogger.com,1999:blog-1.post-2", else all of it."""
    found = _NUMBER.search(identity)
    return found[1] if found else identity


def links_of(fields: Fields) -> dict[str, list[Element]]:
    """Return the links of an entry by what they are for, those without an address left out."""
    links: dict[str, list[Element]] = {}
    for element in fields.others:
        if element.name == "atom:link" and element.attributes.get("href"):
            links.setdefault(element.attributes.get("rel", "alternate"), []).append(element)
    return links


def address_of(links: dict[str, list[Element]]) -> str:
    """Return the public address among links, or ""."""
    return next((link.attributes["href"] for link in links.get("alternate", ())), "")


def enclosures_of(fields: Fields, links: dict[str, list[Element]]) -> Iterator[OldEnclosure]:
    """Yield the files that an entry carries along."""
    for link in links.get("enclosure", ()):
        attributes = link.attributes
        length, kind = attributes.get("length", ""), attributes.get("type", "")
        yield OldEnclosure(attributes["href"], length, kind)
    for element in fields.others:
        address = element.text.strip(LAYOUT)
        if element.name == "atom:enclosure" and address and not element.children:
            yield OldEnclosure(address)


def people_of(fields: Fields) -> Iterator[OldAuthor]:
    """Yield the authors of an entry or a comment."""
    for element in fields.others:
        if element.name != "atom:author":
            continue
        person = fields_of(element, _PERSON, {"gd:image"})
        image = person.known.get("gd:image")
        extra, secrets = parted((*person.leftovers, *pairs_of(person.others)))
        yield OldAuthor(
            name=person.text("atom:name"),
            email=Secret(person.text("atom:email")),
            url=person.text("atom:uri"),
            image=image.attributes.get("src", "") if image is not None else "",
            extra=extra,
            secrets=secrets,
            line=element.line,
        )


def labels_of(fields: Fields) -> Iterator[OldTerm]:
    """Yield the labels of an entry."""
    for element in fields.others:
        scheme = element.attributes.get("scheme", "")
        name = element.attributes.get("term", "")
        if element.name == "atom:category" and scheme != KIND and name:
            yield OldTerm("label", "", name, line=element.line)


def properties_of(fields: Fields) -> Pairs:
    """Return the properties that Blogger keeps beside an entry."""
    return tuple(
        (element.attributes.get("name", ""), element.attributes.get("value", ""))
        for element in fields.others
        if element.name == "gd:extendedProperty"
    )


def format_of(fields: Fields) -> BodyFormat:
    """Return how the body is written: as HTML, unless it says that it is plain."""
    content = fields.known.get("atom:content")
    kind = content.attributes.get("type", "html") if content is not None else "html"
    return BodyFormat.PLAIN if kind in {"text", "text/plain"} else BodyFormat.BLOGGER_HTML


def rest_of(fields: Fields, links_read: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Yield what no field is for; links of `links_read` are in fields."""
    yield from fields.leftovers
    for element in fields.others:
        if element.name in _READ_APART:
            continue
        is_link = element.name == "atom:link"
        if is_link and element.attributes.get("rel", "alternate") in links_read:
            continue
        yield from pairs_of((element,))
