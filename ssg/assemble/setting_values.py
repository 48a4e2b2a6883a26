"""What a site wrote for a setting, as its type takes it, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping

from ssg.assemble.date_formats import read_date_formats
from ssg.assemble.faults import Fault, as_yaml
from ssg.assemble.fonts import read_fonts
from ssg.model.theme import SettingDeclaration
from ssg.text.addresses import is_external
from ssg.text.colours import colour_names, is_colour
from ssg.text.nearest import did_you_mean, nearest

Read = tuple[object, tuple[Fault, ...]]
"""A value as templates get it, and what is wrong with it; with a fault the value counts nothing."""

_Reader = Callable[[object, SettingDeclaration], Read]


def read_value(value: object, setting: SettingDeclaration) -> Read:
    """Read `value` as the type of `setting` says."""
    if value is None:
        return None, (Fault(f"`{setting.name}` has no value", _like_default(setting)),)
    return _READERS.get(setting.type, _read_other)(value, setting)


def is_empty_colour(setting: SettingDeclaration, value: object) -> bool:
    """Tell whether `value` chooses no colour: what the theme says holds."""
    return setting.type == "colour" and value == ""


def _read_other(value: object, setting: SettingDeclaration) -> Read:
    kinds = _KINDS.get(setting.type, (object,))
    if isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds):
        return value, ()
    return _misfit(value, setting, f"a {setting.type}")


def _read_flag(value: object, setting: SettingDeclaration) -> Read:
    if isinstance(value, bool):
        return value, ()
    text = str(value).lower()
    if text in {"true", "false"}:
        message = f'`{setting.name}: "{value}"` is text, not true or false'
        return value, (Fault(message, f"write {text} without quotation marks"),)
    meant = _MEANT.get(text)
    fix = f"write `{setting.name}: {meant}`" if meant else "write true or false"
    return value, (Fault(f"`{setting.name}: {value}` is not true or false", fix),)


def _read_text(value: object, setting: SettingDeclaration) -> Read:
    """Read words; a year is its digits, but of `1.50` or `True` nobody knows how it was written."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), ()
    is_quotable = isinstance(value, float | bool)
    fix = f'write `{setting.name}: "{as_yaml(value)}"`' if is_quotable else ""
    return (value, ()) if isinstance(value, str) else _misfit(value, setting, "text", fix)


def _read_colour(value: object, setting: SettingDeclaration) -> Read:
    if isinstance(value, str) and (not value or is_colour(value)):
        return value, ()
    near = ""
    if isinstance(value, str) and value.isalpha():
        near = did_you_mean(value, colour_names())
    digits = re.fullmatch(r"(?:[0-9a-fA-F]{3}){1,2}", str(value))
    fix = f'write `{setting.name}: "#{value}"`' if digits else ""
    return _misfit(value, setting, f'a colour, such as "#8a1c1c"{near}', fix)


def _read_choice(value: object, setting: SettingDeclaration) -> Read:
    if not setting.choices or value in setting.choices:
        return _read_other(value, setting)
    beginning = re.split(r"[^A-Za-z0-9]", str(value))[0]
    near = beginning if beginning in setting.choices else nearest(str(value), setting.choices)
    fix = f"write `{setting.name}: {near}`" if near else ""
    return _misfit(value, setting, " or ".join(setting.choices), fix)


def _read_list(value: object, setting: SettingDeclaration) -> Read:
    if not isinstance(value, list | tuple):
        fix = f"write `{setting.name}: [{as_yaml(value)}]`" if isinstance(value, str) else ""
        if value is False or str(value).lower() in _NOTHING:
            fix = f"write `{setting.name}: []`"
        return _misfit(value, setting, "a list", fix)
    faults = tuple(
        Fault(
            f"`{setting.name}` holds `{as_yaml(element)}`, which is none of its choices"
            f"{did_you_mean(str(element), setting.choices)}",
            f"write some of: {', '.join(setting.choices)}",
            str(number),
        )
        for number, element in enumerate(value)
        if setting.choices and element not in setting.choices
    )
    return value, faults


def _read_file(value: object, setting: SettingDeclaration) -> Read:
    text = value if isinstance(value, str) else ""
    if value == "" or (re.fullmatch(r"/[^\s\\\"<>]*", text) and not text.startswith("//")):
        return value, ()
    words = 'the address of a file of the site, such as "/favicon.svg"'
    if is_external(text):
        return _misfit(value, setting, words, "put the file into content/static/ or content/media/")
    address = "/" + re.sub(r"^/?content/(?:static/|(?=media/))", "", text)
    return _misfit(value, setting, words, f"write `{setting.name}: {address}`" if text else "")


def _misfit(value: object, setting: SettingDeclaration, wanted: str, fix: str = "") -> Read:
    message = f"`{setting.name}: {as_yaml(value)}` is not {wanted}"
    return value, (Fault(message, fix or _like_default(setting)),)


def _like_default(setting: SettingDeclaration) -> str:
    return f"write it like `{setting.name}: {as_yaml(setting.default)}`"


_MEANT = {
    **dict.fromkeys(("yes", "on", "y", "1"), "true"),
    **dict.fromkeys(("no", "off", "n", "0"), "false"),
}
_NOTHING = frozenset({"", "none", "nothing", "no", "off"})
_KINDS: Mapping[str, tuple[type, ...]] = {
    "number": (int, float),
    "choice": (str,),
    "map": (dict,),
}
_READERS: Mapping[str, _Reader] = {
    "text": _read_text,
    "flag": _read_flag,
    "colour": _read_colour,
    "choice": _read_choice,
    "list": _read_list,
    "fonts": read_fonts,
    "file": _read_file,
    "date_formats": read_date_formats,
}
