"""A YAML file taken apart into its elements or keys, so that all others stay letter by letter."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import yaml

from ssg.model.record import dataclass
from ssg.parse.yaml.lines import UndatedLoader, is_remark, line_of_dash, with_remarks
from ssg.parse.yaml.text import Value, yaml_of


@dataclass(frozen=True, slots=True)
class PartsText:
    """A file as what stands above its parts, and each part: its value, and its own lines.

    The parts are the elements of a list, then `keys` is None; or the values of `keys`.
    """

    head: str
    values: tuple[Any, ...]
    texts: tuple[str, ...]
    keys: tuple[str, ...] | None

    def named(self) -> tuple[Any, ...]:
        """Return the parts as they are written: elements, or maps of one key."""
        if self.keys is None:
            return self.values
        return tuple({key: value} for key, value in zip(self.keys, self.values, strict=True))

    def has_remark(self, number: int) -> bool:
        """Tell whether there may be a remark within the lines of a part."""
        text = self.texts[number]
        return "#" in text.removeprefix(_remarks(text))


def read_parts(text: str) -> PartsText | None:
    """Take a list or a map of YAML apart; None where it stands in braces, or is neither."""
    try:
        root = yaml.compose(text, UndatedLoader)
        value = yaml.load(text, UndatedLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError):
        return None
    if isinstance(root, yaml.SequenceNode) and not root.flow_style:
        marks, keys, values = root.value, None, tuple(value)
    elif isinstance(root, yaml.MappingNode) and not root.flow_style:
        marks, keys = [key for key, _ in root.value], tuple(map(str, value))
        values = tuple(value.values())
    else:
        return None
    lines = text.splitlines(keepends=True)
    named = [line_of_dash(lines, each) if keys is None else each.start_mark.line for each in marks]
    starts = [with_remarks(lines, at) for at in named]
    ends = [*starts[1:], len(lines)]
    texts = tuple("".join(lines[at:end]) for at, end in zip(starts, ends, strict=True))
    return PartsText("".join(lines[: starts[0]]), values, texts, keys)


def with_parts(
    file: PartsText, others: Mapping[int, Value], gone: AbstractSet[int], added: Sequence[Value]
) -> str | None:
    """Return the text of `file` with other values in place of some, without others, and with more.

    The numbers are those of parts, from 0; each value is an element of a list, or a map of one key.
    None where the text would not say that.
    """
    end = "\r\n" if any("\r\n" in text for text in file.texts) else "\n"
    first = next((line for line in file.texts[0].splitlines() if not is_remark(line)), "")
    indent = first[: len(first) - len(first.lstrip())]

    def written(value: Value) -> str:
        lines = yaml_of([value] if file.keys is None else value).splitlines()
        return "".join(f"{indent}{line}{end}" if line else end for line in lines)

    kept = [
        _remarks(text) + written(others[number])
        if number in others
        else text
        if number not in gone
        else _remarks(text)
        for number, text in enumerate(file.texts)
    ]
    text = file.head + "".join(kept)
    text += (end if text and not text.endswith("\n") and added else "") + "".join(
        map(written, added)
    )
    values = [others.get(n, value) for n, value in enumerate(file.named()) if n not in gone]
    read = read_parts(text)
    return text if read and [*read.named()] == [*values, *added] else None


def _remarks(text: str) -> str:
    lines = text.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not is_remark(line)), len(lines))
    return "".join(lines[:count])
