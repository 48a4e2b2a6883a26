"""The fields of an element: what is known by name, and all else as pairs of names and values."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from ssg.importers.reading.elements import LAYOUT, Element
from ssg.model.export import Pairs
from ssg.model.record import dataclass
from ssg.model.secret import Secret, SecretPairs, is_secret_name

OWN_TEXT = "#text"
"""The name under which text is kept that stands between the fields."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The first element of each known name, and all other elements in order."""

    known: dict[str, Element]
    others: tuple[Element, ...]
    leftovers: Pairs
    """Attributes of known elements, and text outside of elements."""

    def raw(self, name: str) -> str:
        """Return the text of a field as it stands."""
        element = self.known.get(name)
        return element.text if element is not None else ""

    def text(self, name: str) -> str:
        """Return the text of a field without the white space around it."""
        element = self.known.get(name)
        return element.text.strip(LAYOUT) if element is not None else ""

    def number(self, name: str) -> str:
        """Return the text of a field that refers to something by number; 0 is nothing."""
        text = self.text(name)
        return "" if text == "0" else text


def fields_of(
    element: Element, known: AbstractSet[str], with_attributes: AbstractSet[str] = frozenset()
) -> Fields:
    """Return the fields of `element`; the attributes of `with_attributes` are read elsewhere."""
    first: dict[str, Element] = {}
    others: list[Element] = []
    leftovers: list[tuple[str, str]] = [
        (f"@{key}", text) for key, text in element.attributes.items()
    ]
    for part in element.parts:
        if type(part) is str:
            if part.strip(LAYOUT) and not part.startswith("<!--"):
                leftovers.append((OWN_TEXT, part.strip(LAYOUT)))
        elif isinstance(part, Element):
            if part.name not in known or part.name in first:
                others.append(part)
                continue
            first[part.name] = part
            if part.attributes and part.name not in with_attributes:
                leftovers += [(f"{part.name}@{key}", text) for key, text in part.attributes.items()]
    return Fields(first, tuple(others), tuple(leftovers))


def pairs_of(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Yield all that elements hold: `name`, `name@attribute`, `name/inner`."""
    stack = [(element.name, element) for element in elements]
    stack.reverse()
    while stack:
        name, element = stack.pop()
        yield from ((f"{name}@{key}", text) for key, text in element.attributes.items())
        children = element.children
        if not children:
            if element.parts or not element.attributes:
                yield name, element.text
            continue
        for part in element.parts:
            if isinstance(part, str) and part.strip(LAYOUT):
                yield f"{name}/{OWN_TEXT}", part
        stack += [(f"{name}/{child.name}"[-400:], child) for child in reversed(children)]


def parted(pairs: Iterable[tuple[str, str]]) -> tuple[Pairs, SecretPairs]:
    """Return what may be told and what may not, by the names."""
    told, secret = [], []
    for name, text in pairs:
        if is_secret_name(name):
            secret.append((name, Secret(text)))
        else:
            told.append((name, text))
    return tuple(told), tuple(secret)
