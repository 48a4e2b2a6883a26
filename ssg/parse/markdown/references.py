"""Addresses inside the site: found in finished HTML, replaced by placeholders."""

import re
from collections.abc import Sequence
from dataclasses import field

from ssg.model.entry import Reference, ReferenceKind
from ssg.model.record import dataclass
from ssg.parse.markdown.draft import Mark
from ssg.parse.markdown.places import PlaceFinder
from ssg.text import placeholders
from ssg.text.addresses import is_local
from ssg.text.html import OPAQUE, escape, escape_attribute, tag_name, unescape

_ATTRIBUTE = re.compile(
    r"""(?P<space>[\s/"'])(?P<name>[^\s"'<>=/]+)"""
    r"""(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?"""
)
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_SOURCE = re.compile(r"[^?#]*\.(?:md|markdown)(?:\?[^#]*)?\Z", re.IGNORECASE)
_CANDIDATE = re.compile(r"(\s*)([^\s,](?:\S*[^\s,])?)((?:\s+[0-9.]+[wxh])*\s*(?:,|\Z))")
_OUTWARD = ('<a href="http://', '<a href="https://')
_PICTURE = re.compile(r"</?picture[\s>]", re.IGNORECASE)
_HAS_COPIES = re.compile(r"\ssrcset\s*=", re.IGNORECASE)
_WIKI_HREF = re.compile(r"\x02w([0-9]+)\x03")
WIKI_TITLE = re.compile(r"\x02x([0-9]+)\x03")
"""Where the title of what a wiki link leads to will stand, with the number of its mark."""

_KIND_BY_ATTRIBUTE = {
    "href": ReferenceKind.LINK,
    "action": ReferenceKind.LINK,
    "formaction": ReferenceKind.LINK,
    "cite": ReferenceKind.LINK,
    "src": ReferenceKind.FILE,
    "srcset": ReferenceKind.FILE,
    "poster": ReferenceKind.FILE,
    "data": ReferenceKind.FILE,
}
_IN_NAMES_OF_ADDRESSES = ("href", "src", "poster", "action", "cite", "data")
"""What a tag holds if it has any of these attributes."""


@dataclass(slots=True)
class Collected:
    """What the scan has met so far."""

    marks: Sequence[Mark]
    places: PlaceFinder
    references: list[Reference] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    wiki_references: dict[str, int] = field(default_factory=dict)
    is_in_picture: bool = False
    """Whether the author has made a `<picture>` with copies, and not ended it yet."""

    def meet(self, tag: str) -> None:
        """Note where a `<picture>` begins and ends."""
        if _PICTURE.match(tag):
            self.is_in_picture = not tag.startswith("</")


def collect_references(
    pieces: list[str], marks: Sequence[Mark], places: PlaceFinder
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """Replace every address inside the site among `pieces` by a placeholder, in place.

    Returns the references in the order of their placeholders, and the ids that fragments can name.
    Pictures get what a browser needs to load them late and without a jump.
    """
    collected = Collected(marks, places)
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        collected.meet(tag)
        if ("=" not in tag and not tag.startswith("<img")) or tag.startswith(("</", "<!")):
            continue
        if tag.startswith(_OUTWARD) and tag.count('="') == 1:
            continue
        name = tag_name(tag)
        if name == OPAQUE:
            continue
        small = tag.lower()
        if "id" in small or "name" in small:
            _collect_ids(collected, tag, name)
        if name == "img" or any(map(small.__contains__, _IN_NAMES_OF_ADDRESSES)):
            pieces[place] = _linked_tag(collected, tag, name)
    if collected.wiki_references:
        for place in range(0, len(pieces), 2):
            if "\x02x" in pieces[place]:
                pieces[place] = WIKI_TITLE.sub(
                    lambda found: placeholders.title(collected.wiki_references[found[1]]),
                    pieces[place],
                )
    return tuple(collected.references), tuple(dict.fromkeys(collected.anchors))


def _collect_ids(collected: Collected, tag: str, name: str) -> None:
    for found in _ATTRIBUTE.finditer(tag):
        attribute = found["name"].lower()
        if attribute == "id" or (attribute == "name" and name == "a"):
            value = unescape(_unquoted(found["value"]))
            if value:
                collected.anchors.append(value)


def _unquoted(value: str | None) -> str:
    if not value:
        return ""
    return value[1:-1] if value[0] in "\"'" else value


def _linked_tag(collected: Collected, tag: str, name: str) -> str:
    """Return `tag` with its addresses replaced."""
    number_of_source = -1
    is_shown = name == "img" and not collected.is_in_picture and not _HAS_COPIES.search(tag)

    def replace(found: re.Match[str]) -> str:
        nonlocal number_of_source
        attribute = found["name"].lower()
        kind = _KIND_BY_ATTRIBUTE.get(attribute)
        if kind is None or not found["value"] or (attribute == "data" and name != "object"):
            return found[0]
        if name == "link":
            kind = ReferenceKind.FILE
        elif is_shown and attribute == "src":
            kind = ReferenceKind.PICTURE
        written = _unquoted(found["value"])
        if attribute == "srcset":
            new = _CANDIDATE.sub(
                lambda part: part[1] + _placed(collected, part[2], kind) + part[3], written
            )
        else:
            before = len(collected.references)
            new = _placed(collected, written, kind)
            if attribute == "src" and len(collected.references) > before:
                number_of_source = before
        if new == written:
            return found[0]
        if found["value"][0] == "'":
            new = new.replace('"', "&quot;")
        return f'{found["space"]}{found["name"]}="{new}"'

    linked = _ATTRIBUTE.sub(replace, tag)
    picture = _picture(linked, number_of_source) if name == "img" else linked
    return _with_room(picture, number_of_source) if is_shown else picture


def _with_room(picture: str, source: int) -> str:
    """Return an `<img>` with placeholders around it for what offers its smaller copies."""
    if source < 0:
        return picture
    return placeholders.before_picture(source) + picture + placeholders.after_picture(source)


def _placed(collected: Collected, written: str, kind: ReferenceKind) -> str:
    """Return the placeholder for an address as `written` in HTML, or it itself if it leads out.

    What leads to the writer's own computer gets one too, so that the check hears of it.
    """
    if found := _WIKI_HREF.fullmatch(written):
        return _placed_wiki(collected, found[1])
    address = unescape(written).strip()
    leads_out = _ABSOLUTE.match(address) and not is_local(address)
    if address in {"", "#"} or leads_out or "\x02" in address:
        return written
    target, _, fragment = address.partition("#")
    if kind is ReferenceKind.LINK and _SOURCE.match(target):
        kind = ReferenceKind.SOURCE_LINK
    place = collected.places.find(address, written, escape(address), is_address=True)
    return _add(collected, Reference(kind, target, fragment, place))


def _placed_wiki(collected: Collected, number: str) -> str:
    mark = collected.marks[int(number)]
    target, fragment = wiki_target(mark)
    place = collected.places.find(mark.written)
    collected.wiki_references[number] = len(collected.references)
    return _add(collected, Reference(ReferenceKind.WIKI, target, fragment, place))


def wiki_target(mark: Mark) -> tuple[str, str]:
    """Return what a wiki link leads to, as it is written, and its fragment."""
    target, _, fragment = mark.written[2:-2].partition("|")[0].strip().partition("#")
    return target.strip(), fragment.strip()


def _add(collected: Collected, reference: Reference) -> str:
    collected.references.append(reference)
    return placeholders.address(len(collected.references) - 1)


def _picture(tag: str, source: int) -> str:
    """Return an `<img>` that loads late, has an `alt`, and room for its size if it has none."""
    names = {found["name"].lower() for found in _ATTRIBUTE.finditer(tag)}
    end = "/>" if tag.endswith("/>") else ">"
    added = "" if "alt" in names else ' alt=""'
    if "loading" not in names:
        added += ' loading="lazy"'
    if "decoding" not in names:
        added += ' decoding="async"'
    if source >= 0 and names.isdisjoint({"width", "height"}):
        added += placeholders.size(source)
    return tag[: -len(end)].rstrip() + added + end


def attribute_of(tag: str, name: str) -> str:
    """Return the value of an attribute of `tag`, "" without one."""
    for found in _ATTRIBUTE.finditer(tag):
        if found["name"].lower() == name:
            return unescape(_unquoted(found["value"]))
    return ""


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag with one more attribute."""
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag[: -len(end)].rstrip()} {name}="{escape_attribute(value)}"{end}'


def with_class(tag: str, name: str) -> str:
    """Return a start tag that has the class `name` beside those that it has."""
    for found in _ATTRIBUTE.finditer(tag):
        if found["name"].lower() == "class":
            classes = dict.fromkeys([*unescape(_unquoted(found["value"])).split(), name])
            value = escape_attribute(" ".join(classes))
            return f'{tag[: found.start("name")]}class="{value}"{tag[found.end() :]}'
    return with_attribute(tag, "class", name)
