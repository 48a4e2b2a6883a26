"""How shortcodes are written: `{{< name arg key="value" >}}`."""

import re
from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass
from ssg.parse.yaml.signs import CLOSING_QUOTES, OPENING_QUOTES, is_in_curly_quotes

SHORTCODE = re.compile(
    r"""\{\{<(?P<literal>/\*)?(?P<inner>(?>(?:[^"'>{]++|"[^"]*+"|'[^']*+'|>(?!\}\})|\{(?!\{<))*))>\}\}"""
)
_NAME = re.compile(r"\s*(?P<slash>/)?\s*(?P<name>[^\W\d][\w-]*)(?=\s|$)")
_ARGUMENT = re.compile(
    r"""\s*(?:(?P<key>[^\W\d][\w-]*)\s*=\s*)?"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=]+))(?=\s|$)"""
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands in a shortcode: values by place, and values by name."""

    positional: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, place: int = -1) -> str:
        """Return the value of `name`, else the one at `place` (from 0), else ""."""
        if name in self.named:
            return self.named[name]
        return self.positional[place] if 0 <= place < len(self.positional) else ""


@dataclass(frozen=True, slots=True)
class Call:
    """A shortcode as written: `is_closing` for `{{< /name >}}`."""

    name: str
    arguments: Arguments
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What is wrong with a shortcode, and how it is mended."""

    reason: str
    fix: str = 'write it as `{{< name key="value" >}}`'


def read_call(written: str) -> Call | Unreadable:
    """Return the call that `written`, `{{< … >}}`, makes, or what is wrong with it."""
    found = SHORTCODE.fullmatch(written)
    if found is None:
        return Unreadable("it is not closed by `>}}`")
    inner = found["inner"].rstrip()
    if inner.endswith("/"):
        inner = inner[:-1].rstrip()
    head = _NAME.match(inner)
    if head is None:
        return Unreadable("it has no name")
    arguments = _read_arguments(inner, head.end())
    if isinstance(arguments, Unreadable):
        return arguments
    return Call(head["name"], arguments, bool(head["slash"]))


def _read_arguments(inner: str, place: int) -> Arguments | Unreadable:
    """Return what stands in `inner` from `place` on."""
    positional: list[str] = []
    named: dict[str, str] = {}
    last: re.Match[str] | None = None
    while inner[place:].strip():
        argument = _ARGUMENT.match(inner, place)
        if argument is None:
            return Unreadable(f"`{inner[place:].strip()}` is no argument")
        value = next(filter(None, argument.group("double", "single", "bare")), "")
        key = argument["key"]
        if not key and last and last["key"] and last["bare"]:
            return _without_quotation_marks(inner, last)
        if argument["bare"] and is_in_curly_quotes(value):
            return _in_curly_marks(f"{key}=" if key else "", value)
        if key:
            if key in named:
                return Unreadable(f"`{key}` stands in it twice", "keep one of the two")
            named[key] = value
        else:
            positional.append(value)
        last = argument
        place = argument.end()
    return Arguments(tuple(positional), named)


def _in_curly_marks(name: str, value: str) -> Unreadable:
    """Return what is wrong with `value`, with its quotation marks, which `name` stands before."""
    return Unreadable(
        f"curly quotation marks do not count: `{name}{value}`",
        f'write straight ones: `{name}"{value[1:-1]}"`',
    )


def _without_quotation_marks(inner: str, named: re.Match[str]) -> Unreadable:
    """Return what is wrong where words without a name follow the value of one that has one."""
    end = named.end()
    while (argument := _ARGUMENT.match(inner, end)) and not argument["key"]:
        end = argument.end()
    words = inner[named.start("bare") : end].strip("".join((*OPENING_QUOTES, CLOSING_QUOTES)))
    mark = "'" if '"' in words else '"'
    return Unreadable(
        f"the value of `{named['key']}` ends at its first space, `{named['bare']}`",
        f"put straight quotation marks around it: `{named['key']}={mark}{words}{mark}`;"
        " a value without a name stands before those that have one",
    )


def without_literal_signs(written: str) -> str:
    """Return `{{</* name */>}}` as it is to be shown: `{{< name >}}`."""
    return (
        written.replace("{{</*", "{{<", 1).removesuffix(">}}").rstrip().removesuffix("*/") + ">}}"
    )
