"""The text of a comments file: taken apart so that what is not changed stays letter by letter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

import yaml

from ssg.model.record import dataclass
from ssg.parse.yaml.lines import UndatedLoader, line_of_dash, with_remarks
from ssg.parse.yaml.text import Plain, Value, yaml_of

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A comment of the file: its keys, and its own lines, "" where it is to be written anew."""

    values: Mapping[str, Any]
    text: str = ""

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.values.get("id", ""))


@dataclass(frozen=True, slots=True)
class CommentsText:
    """A comments file: what stands before the comments, they, and what stands behind them.

    Where `indent` is None the list stands in braces: then it is written anew as a whole.
    """

    head: str = ""
    comments: tuple[WrittenComment, ...] = ()
    tail: str = ""
    indent: str | None = ""
    others: Mapping[str, Any] = field(default_factory=dict)


def read_comments_text(text: str) -> CommentsText:
    """Take a comments file apart, which `parse_conversation` has found to be without errors."""
    loader = UndatedLoader(text)
    root = loader.get_single_node()
    if root is None:
        return CommentsText(head=_ended(text))
    values = loader.construct_document(root)
    others = {key: value for key, value in values.items() if key != "comments"}
    pairs = list(root.value)
    found = [number for number, (key, _) in enumerate(pairs) if key.value == "comments"]
    if not found:
        return CommentsText(head=_ended(text), others=others)
    comments = values["comments"] or []
    lines = text.splitlines(keepends=True)
    key, node = pairs[found[0]]
    is_in_braces = any(getattr(each, "flow_style", False) for each in (root, node))
    if not comments or is_in_braces:
        written = tuple(WrittenComment(each) for each in comments)
        return CommentsText(comments=written, indent=None, others=others)
    end = len(lines)
    if found[0] + 1 < len(pairs):
        end = with_remarks(lines, pairs[found[0] + 1][0].start_mark.line)
    starts = [line_of_dash(lines, each) for each in node.value]
    begins = _begins(lines, starts, [key.start_mark.line + 1, *map(_sure_line, node.value)])
    first = lines[starts[0]]
    return CommentsText(
        head="".join(lines[: begins[0]]),
        comments=tuple(map(WrittenComment, comments, _slices(lines, begins, end))),
        tail="".join(lines[end:]),
        indent=first[: len(first) - len(first.lstrip())],
        others=others,
    )


def _sure_line(node: yaml.Node) -> int:
    """Return the line up to which a comment surely goes: behind it there may be remarks."""
    last = node.value[-1][1] if isinstance(node, yaml.MappingNode) and node.value else node
    # The end of a block of text is where the next thing begins; in it `#` is no remark.
    is_block = isinstance(last, yaml.ScalarNode) and last.style in {"|", ">"}
    return int(last.end_mark.line if is_block else last.start_mark.line + 1)


def _begins(lines: Sequence[str], starts: Sequence[int], lowest: Sequence[int]) -> list[int]:
    """Return where each comment begins, with the remarks before it."""
    return [with_remarks(lines, start, low) for start, low in zip(starts, lowest, strict=False)]


def _slices(lines: Sequence[str], starts: Sequence[int], end: int) -> list[str]:
    ends = [*starts[1:], end]
    return [_ended("".join(lines[start:stop])) for start, stop in zip(starts, ends, strict=True)]


def written_comments(file: CommentsText) -> str:
    """Return the text of the file. It says what `file` says, whatever its lines were."""
    if file.indent is not None:
        text = file.head or ""
        if not file.comments:
            kept = re.sub(r"(?m)^comments:[ \t]*(#.*)?\n\Z", "", text)
            text = f"{kept}comments: []\n"
        elif not re.search(r"(?m)^(?:comments|\"comments\"|'comments')[ \t]*:", text):
            text += "comments:\n"
        text += "".join(each.text or _lines_of(each, file.indent) for each in file.comments)
        text += file.tail
        if _says(text, file):
            return text
    return yaml_of(dict(file.others)) + _list_of(file.comments)


def _list_of(comments: Sequence[WrittenComment]) -> str:
    if not comments:
        return "comments: []\n"
    return "comments:\n" + "".join(_lines_of(each, "") for each in comments)


def _lines_of(comment: WrittenComment, indent: str) -> str:
    values = dict(comment.values)
    if _DATE.fullmatch(str(values.get("date", ""))):
        values["date"] = Plain(values["date"])
    written: Value = {"comments": [values]}
    lines = yaml_of(written).splitlines(keepends=True)[1:]
    return "".join(f"{indent}{line}" if line.strip() else line for line in lines)


def _says(text: str, file: CommentsText) -> bool:
    try:
        values = yaml.load(text, UndatedLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError:
        return False
    if not isinstance(values, dict):
        return False
    expected = [_plain(each.values) for each in file.comments]
    others = {key: value for key, value in values.items() if key != "comments"}
    said = values.get("comments") or []
    return _plain(others) == _plain(file.others) and [_plain(each) for each in said] == expected


def _plain(value: object) -> object:
    """Return `value` as YAML gives it back: texts that mean more are texts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
