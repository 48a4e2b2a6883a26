"""What a YAML file says before anyone asks what it means: scalars, lists and maps with places.

A scalar stays text until the type of its field decides, so a title of `1984`, `No` or `2016-10-29`
is that title.
"""

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value as text. `quoted` tells whether the writer quoted it (or wrote a block)."""

    text: str
    quoted: bool
    line: int
    column: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands there, not even empty quotes."""
        return not self.text and not self.quoted


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list. An element that was refused already is None."""

    elements: tuple["Node | None", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys with their values, in order, each key once. A value that was refused already is None."""

    pairs: tuple[tuple[ScalarNode, "Node | None"], ...]
    line: int
    column: int

    def key(self, name: str) -> ScalarNode | None:
        """Return the key `name` with its place, if it is there."""
        for key, _ in self.pairs:
            if key.text == name:
                return key
        return None

    def value(self, name: str) -> "Node | None":
        """Return the value of the key `name`, if there is one."""
        for key, value in self.pairs:
            if key.text == name:
                return value
        return None


_SHOWN = 60

Node = ScalarNode | ListNode | MapNode


def describe(node: Node) -> str:
    """Return what `node` is, in a writer's words."""
    match node:
        case ScalarNode():
            shown = " ".join(node.text[:_SHOWN].split()) + "…" * (len(node.text) > _SHOWN)
            return f"`{shown}`" if shown else "nothing"
        case ListNode():
            return "a list"
        case MapNode():
            return "a group of keys"
