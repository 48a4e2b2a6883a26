"""Values in braces that a comma cuts: `{src: a.jpg, alt: Tram, empty}` has a key `empty`."""

from collections.abc import Iterator

from ssg.parse.problems import Reading, lines_of, report
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode
from ssg.parse.yaml.signs import quoted

_Pair = tuple[ScalarNode, Node | None]


def without_cut_values(node: MapNode, reading: Reading) -> MapNode:
    """Return what stands in braces without words that are no keys; report them where they stand."""
    if not any(isinstance(value, ScalarNode) and value.is_empty for _, value in node.pairs):
        return node
    kept: list[_Pair] = []
    for pair, cut in _with_what_follows(node, reading):
        kept.append(pair)
        key, value = pair
        if cut and isinstance(value, ScalarNode):
            whole = ", ".join([value.text, *(word.text for word in cut)])
            report(
                reading, cut[0], "yaml-syntax",
                f"a comma ends the value of `{key.text}`, so that `{cut[0].text}` is read as a key",
                f"write: {key.text}: {quoted(whole)}",
            )  # fmt: skip
    return MapNode(tuple(kept), node.line, node.column)


def _with_what_follows(node: MapNode, reading: Reading) -> Iterator[tuple[_Pair, list[ScalarNode]]]:
    """Yield each pair with the words without a colon that come after its plain value."""
    found: list[tuple[_Pair, list[ScalarNode]]] = []
    for key, value in node.pairs:
        above = found[-1][0][1] if found else None
        is_cut = isinstance(above, ScalarNode) and not above.quoted and not above.is_empty
        if is_cut and _has_no_colon(key, value, reading):
            found[-1][1].append(key)
        else:
            found.append(((key, value), []))
    yield from found


def _has_no_colon(key: ScalarNode, value: Node | None, reading: Reading) -> bool:
    if key.quoted or not (isinstance(value, ScalarNode) and value.is_empty):
        return False
    line = lines_of(reading.text)[key.line - 1]
    return not line[key.column - 1 + len(key.text) :].lstrip().startswith(":")
