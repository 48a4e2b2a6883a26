"""How shortcodes are written: `{{< name arg key="value" >}}`."""

import re
from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass

SHORTCODE = re.compile(
    r"""\{\{<(?P<literal>/\*)?(?P<inner>(?:[^"'>{]++|"[^"]*+"|'[^']*+'|>(?!\}\})|\{(?!\{<))*+)>\}\}"""
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


def read_call(written: str) -> Call | str:
    """Return the call that `written`, `{{< … >}}`, makes, or what is wrong with it."""
    found = SHORTCODE.fullmatch(written)
    if found is None:
        return "it is not closed by `>}}`"
    inner = found["inner"].rstrip()
    if inner.endswith("/"):
        inner = inner[:-1].rstrip()
    head = _NAME.match(inner)
    if head is None:
        return "it has no name"
    positional: list[str] = []
    named: dict[str, str] = {}
    place = head.end()
    while inner[place:].strip():
        argument = _ARGUMENT.match(inner, place)
        if argument is None:
            return f"`{inner[place:].strip()}` is no argument"
        value = next(filter(None, argument.group("double", "single", "bare")), "")
        if key := argument["key"]:
            named[key] = value
        else:
            positional.append(value)
        place = argument.end()
    return Call(head["name"], Arguments(tuple(positional), named), bool(head["slash"]))


def without_literal_signs(written: str) -> str:
    """Return `{{</* name */>}}` as it is to be shown: `{{< name >}}`."""
    return (
        written.replace("{{</*", "{{<", 1).removesuffix(">}}").rstrip().removesuffix("*/") + ">}}"
    )
