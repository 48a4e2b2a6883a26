"""The nodes of a template that Jinja has parsed."""

from collections.abc import Iterator

from jinja2 import nodes


def nodes_in(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield `tree` and every node in it, in the order of the text.

    Jinja's own `find_all` is a generator in a generator for each layer, and takes longer.
    """
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        inner: list[nodes.Node] = []
        for field in node.fields:
            value = getattr(node, field, None)
            if isinstance(value, nodes.Node):
                inner.append(value)
            elif type(value) is list:
                inner += [each for each in value if isinstance(each, nodes.Node)]
        waiting += reversed(inner)
