"""On which lines of a YAML file its parts stand, so that all others can stay letter by letter."""

from collections.abc import Sequence

import yaml


class UndatedLoader(yaml.CSafeLoader):
    """Leaves dates as they are written."""


UndatedLoader.yaml_implicit_resolvers = {
    sign: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def line_of_dash(lines: Sequence[str], node: yaml.Node) -> int:
    """Return the line of the dash before an element of a list."""
    at = node.start_mark.line
    while at and not lines[at].lstrip().startswith("-"):
        at -= 1
    return int(at)


def with_remarks(lines: Sequence[str], at: int, lowest: int = 0) -> int:
    """Return where the remarks begin that stand before line `at`, not above line `lowest`."""
    begin = at
    while begin > lowest and is_remark(lines[begin - 1]):
        begin -= 1
    return begin


def is_remark(line: str) -> bool:
    """Tell whether a line holds a remark and nothing else."""
    return line.lstrip().startswith("#")
