"""What an element around blocks says of all of them: alignment, language, direction."""

from collections.abc import Iterator, Mapping

from ssg.importers.markdown.likeness import is_cut
from ssg.importers.markdown.names import HEADINGS
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark

_INHERITED = ("class", "lang", "dir", "style")


def handed_down(wrap: Element, children: Nodes) -> Nodes:
    """Return the children with what `wrap` says about them, () if they cannot say it.

    A list or a quote cannot say it: around these alone the wrap stays.
    """
    said = {name: value for name, value in wrap.attributes.items() if value != "align-left"}
    if not children or not set(said) <= {*_INHERITED, "id"}:
        return ()
    if any(not name.startswith("align-") for name in wrap.classes) or said.get("style"):
        return ()
    if not said:
        return children
    made: list[Node] = []
    rest: list[Node] = []
    for place, child in enumerate(children):
        told = _told(child, said, is_first=place == 0)
        if told is None or (rest and isinstance(child, Remark) and not is_cut(child)):
            rest.append(child)
            continue
        made += _still_wrapped(rest, said, is_first=len(rest) == place)
        made.append(told)
        rest = []
    return (*made, *_still_wrapped(rest, said, is_first=len(rest) == len(children)))


def _still_wrapped(rest: list[Node], said: Mapping[str, str], *, is_first: bool) -> Iterator[Node]:
    if rest:
        kept = {key: value for key, value in said.items() if is_first or key != "id"}
        yield Element("div", kept, tuple(rest))


def _told(child: Node, said: Mapping[str, str], *, is_first: bool) -> Node | None:
    """Return `child` with what is said about the element around it, None if it cannot say it."""
    if isinstance(child, Remark):
        return child
    if not isinstance(child, Element) or child.name not in HEADINGS | {"p"}:
        return None
    new = dict(child.attributes)
    if is_first and said.get("id"):
        if new.get("id"):
            return None
        new["id"] = said["id"]
    for key in ("lang", "dir"):
        if key in said:
            new.setdefault(key, said[key])
    if said.get("class"):
        new.setdefault("class", said["class"])
    return Element(child.name, new, child.children)
