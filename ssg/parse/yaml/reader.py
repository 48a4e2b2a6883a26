"""A strict reader of YAML: text to nodes, with the place of every key and value.

It takes the part of YAML that writers use. Anchors, aliases, merge keys, tags and a second document
are refused: they make a file mean what it does not say.
"""

import re
from collections.abc import Iterator
from typing import cast

import yaml

from ssg.model.entry import Place
from ssg.parse.problems import Reading, lines_of, report, warn
from ssg.parse.yaml.cut_values import without_cut_values
from ssg.parse.yaml.faults import explain_fault
from ssg.parse.yaml.joined_parts import report_joined_parts
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode
from ssg.parse.yaml.quote_faults import explain_sign_of_text
from ssg.parse.yaml.signs import OPENING_QUOTES, warn_of_comments, warn_of_curly_quotes

MAX_DEPTH = 50
"""No file that a person wrote is nested deeper; the limit bounds the time and the stack."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
# YAML counts these as ends of lines, editors do not: places would be wrong after them.
_UNSEEN_LINE_ENDS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


class _Refused(Exception):  # noqa: N818  # it never leaves this module
    """The rest of the file cannot be read; the reason is reported already."""


def read_yaml(text: str, first_line: int, limit: int, reading: Reading) -> Node | None:
    """Return the document in `text` as nodes, None when it is empty or cannot be read.

    `first_line` is the line of the file on which `text` begins, `limit` the number of characters
    that a file of this kind may have. Line ends are newlines. Problems go to `reading`, with the
    rules `yaml-syntax` and `duplicate-key`; what is only likely to be wrong is a warning of
    `curly-quotes`, `hash-comment` or `control-character`.
    """
    if not _is_readable(text, first_line, limit, reading):
        return None
    events = _events(text.translate(_UNSEEN_LINE_ENDS))
    try:
        node = _read_document(events, first_line, reading)
    except yaml.YAMLError as error:
        if _DEPTH in str(error):  # libyaml has a limit of its own, and looks far ahead of us.
            _refuse_depth(Place(first_line, 1), reading)
            return None
        fault = explain_fault(error, text.split("\n"))
        place = Place(first_line + fault.line, fault.column + 1)
        report(reading, place, "yaml-syntax", fault.message, fault.fix)
        return None
    except _Refused:
        return None
    warn_of_comments(text, node, first_line, reading)
    return node


def _is_readable(text: str, first_line: int, limit: int, reading: Reading) -> bool:
    if len(text) > limit:
        message = f"this is longer than {limit:,} characters, which is more than ssg reads here"
        fix = "move text into the body, or split the file"
        report(reading, Place(first_line, 1), "yaml-syntax", message, fix)
        return False
    wrong = _CONTROL.search(text)
    if wrong:
        line = text.count("\n", 0, wrong.start())
        column = wrong.start() - text.rfind("\n", 0, wrong.start())
        message = f"there is an invisible control character here (U+{ord(wrong[0]):04X})"
        fix = "delete the character; it often comes along when text is pasted"
        report(reading, Place(first_line + line, column), "yaml-syntax", message, fix)
        return False
    return True


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of `text`, from libyaml where PyYAML was built with it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


def _read_document(events: Iterator[yaml.Event], first_line: int, reading: Reading) -> Node | None:
    node = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                place = _place(event, first_line)
                message = "a second document begins here; a file holds one"
                report(reading, place, "yaml-syntax", message, "remove this line `---`")
                break
        elif isinstance(event, yaml.NodeEvent):
            node = _read_node(event, events, first_line, 1, reading)
    return node


def _read_node(
    event: yaml.Event,
    events: Iterator[yaml.Event],
    first_line: int,
    depth: int,
    reading: Reading,
) -> Node | None:
    mark = cast("yaml.Mark", event.start_mark)
    line, column = mark.line + first_line, mark.column + 1
    is_alias = isinstance(event, yaml.AliasEvent)
    if is_alias or event.anchor is not None or event.tag is not None:  # type: ignore[attr-defined]
        _refuse_reference(event, Place(line, column), reading)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, line, column, reading)
    if is_alias:
        return None
    if depth > MAX_DEPTH:
        _refuse_depth(Place(line, column), reading)
        raise _Refused
    if isinstance(event, yaml.SequenceStartEvent):
        elements: list[Node | None] = []
        while not isinstance(part := next(events), yaml.SequenceEndEvent):
            report_joined_parts(part, first_line, reading)
            elements.append(_read_node(part, events, first_line, depth + 1, reading))
        return ListNode(tuple(elements), line, column)
    mapped = _read_map(events, Place(line, column), first_line, depth, reading)
    is_in_braces = event.flow_style  # type: ignore[attr-defined]
    return without_cut_values(mapped, reading) if is_in_braces else mapped


_DEPTH = "maximum nesting depth"


def _refuse_depth(place: Place, reading: Reading) -> None:
    message = f"this is nested more than {MAX_DEPTH} levels deep"
    report(reading, place, "yaml-syntax", message, "take some brackets away")


def _scalar(event: yaml.ScalarEvent, line: int, column: int, reading: Reading) -> ScalarNode:
    text = event.value
    if event.style == '"':
        wrong = _CONTROL.search(text)
        if wrong:
            message = f"a control character (U+{ord(wrong[0]):04X}) is left out here"
            fix = "remove its escape; a backslash that is meant as one is written twice"
            place = Place(line, column)
            warn(reading, place, "control-character", message, fix)
            text = _CONTROL.sub("", text)
    node = ScalarNode(text, event.style is not None and event.style != "", line, column)
    if text[:1] in OPENING_QUOTES and not node.quoted:
        warn_of_curly_quotes(node, reading)
    return node


def _read_map(
    events: Iterator[yaml.Event], place: Place, first_line: int, depth: int, reading: Reading
) -> MapNode:
    pairs: dict[str, tuple[ScalarNode, Node | None]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _read_node(event, events, first_line, depth + 1, reading)
        value = _read_node(next(events), events, first_line, depth + 1, reading)
        if not isinstance(key, ScalarNode):
            where = key or _place(event, first_line)
            message = "a key must be plain text"
            fix = "write the key as one word, and put brackets or braces only behind the colon"
            report(reading, where, "yaml-syntax", message, fix)
        elif key.text == "<<" and not key.quoted:
            message = "merge keys (`<<`) are not used here"
            report(reading, key, "yaml-syntax", message, "write the keys out")
        elif key.text in pairs:
            first = pairs[key.text][0].line
            message = f"`{key.text}` stands here a second time; the first is on line {first}"
            report(reading, key, "duplicate-key", message, "remove one of the two")
        else:
            pairs[key.text] = (key, value)
    return MapNode(tuple(pairs.values()), place.line, place.column)


def _refuse_reference(event: yaml.Event, place: Place, reading: Reading) -> None:
    """Report an alias, an anchor or a tag."""
    lines = lines_of(reading.text)
    written = lines[place.line - 1] if place.line <= len(lines) else ""
    if fault := explain_sign_of_text(written, place.line, place.column - 1):
        report(reading, place, "yaml-syntax", fault.message, fault.fix)
        return
    tag, name = getattr(event, "tag", None), getattr(event, "anchor", "")
    if isinstance(event, yaml.AliasEvent):
        message = f"`*{name}` refers to another value, which is not used here"
        fix = f'write the value out, or put it in quotes if it is text: "*{name}"'
    elif tag is not None:
        message = "a type mark (`!`) is not used here"
        fix = "remove it, or put the value in quotes if it is text that begins with `!`"
    else:
        message = f"`&{name}` names a value for later, which is not used here"
        fix = "remove it, or put the value in quotes if it is text that begins with `&`"
    report(reading, place, "yaml-syntax", message, fix)


def _place(event: yaml.Event, first_line: int) -> Place:
    mark = cast("yaml.Mark", event.start_mark)
    return Place(mark.line + first_line, mark.column + 1)
