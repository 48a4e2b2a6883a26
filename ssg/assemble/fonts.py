"""The fonts that a site brings: each key checked, for they end up in a style sheet."""

import re
from collections.abc import Iterator, Mapping

from ssg.assemble.faults import Fault, as_yaml
from ssg.model.record import dataclass
from ssg.model.theme import SettingDeclaration
from ssg.text.nearest import did_you_mean

_EXAMPLE = "{family: Literata, src: /fonts/literata.woff2}"


@dataclass(frozen=True, slots=True)
class _FontKey:
    """A key of a font: the `shape` of its value, what it is in words, and what holds without it."""

    shape: re.Pattern[str]
    words: str
    default: str = ""


def _one_of(*words: str) -> _FontKey:
    return _FontKey(re.compile("|".join(words)), f"one of {', '.join(words)}", words[0])


_WEIGHT = r"(?:[1-9][0-9]{0,2}|1000|normal|bold)"
_RANGE = r"[Uu]\+[0-9A-Fa-f?]{1,6}(?:-[0-9A-Fa-f]{1,6})?"
_KEYS: Mapping[str, _FontKey] = {
    "family": _FontKey(
        re.compile(r"[\w-]+(?: [\w-]+)*"), "a name of letters, digits, spaces, - and _"
    ),
    "src": _FontKey(
        re.compile(r"/(?!/)[^\s\"'\\()<>&;{}]*\.woff2"),
        "the address of a woff2 file of the site, such as /fonts/literata.woff2",
    ),
    "weight": _FontKey(
        re.compile(f"{_WEIGHT}(?: {_WEIGHT})?"), "a weight, such as 400, bold or 400 700", "400 700"
    ),
    "style": _one_of("normal", "italic", "oblique"),
    "use": _one_of("text", "headline"),
    # A face that arrives late would shift the lines that somebody reads.
    "display": _one_of("optional", "swap", "block", "fallback", "auto"),
    "range": _FontKey(re.compile(f"{_RANGE}(?: ?, ?{_RANGE})*"), "a range, such as U+0000-00FF"),
}
_REQUIRED = ("family", "src")


def read_fonts(value: object, setting: SettingDeclaration) -> tuple[object, tuple[Fault, ...]]:
    """Read a list of fonts; templates get all keys of each, as text."""
    if not isinstance(value, list | tuple):
        message = f"`{setting.name}: {as_yaml(value)}` is not a list of fonts"
        return value, (Fault(message, f"write it like `{setting.name}: [{_EXAMPLE}]`"),)
    faults = tuple(
        fault for number, font in enumerate(value) for fault in _faults_of(font, str(number))
    )
    return value if faults else [_with_all_keys(font) for font in value], faults


def _with_all_keys(font: Mapping[str, object]) -> dict[str, str]:
    return {name: str(font.get(name, key.default)) for name, key in _KEYS.items()}


def _faults_of(font: object, number: str) -> Iterator[Fault]:
    if not isinstance(font, dict):
        yield Fault(f"`{as_yaml(font)}` is no font", f"write it like `{_EXAMPLE}`", number)
        return
    for name, value in font.items():
        below = f"{number}.{name}"
        key = _KEYS.get(name)
        if key is None:
            message = f"a font has no key `{name}`{did_you_mean(name, _KEYS)}"
            yield Fault(message, f"its keys are: {', '.join(_KEYS)}", below)
        elif isinstance(value, bool) or not key.shape.fullmatch(_text_of(value)):
            message = f"`{name}: {as_yaml(value)}` is not {key.words}"
            message += did_you_mean(_text_of(value), _words_of(name))
            yield Fault(message, _fix_for(name, _text_of(value)), below)
    for name in _REQUIRED:
        if name not in font:
            message = f"a font has no `{name}`"
            yield Fault(message, f"add `{name}: …`, {_KEYS[name].words}", number)


def _text_of(value: object) -> str:
    return "" if value is None else str(value)


def _fix_for(name: str, written: str) -> str:
    if name == "src" and "://" in written:
        return "put the file into content/static/fonts/ and write its address from /fonts/ on"
    if name == "src" and re.fullmatch(r"[\w./-]+\.woff2", written):
        return f"write `src: /{written.lstrip('./')}`"
    if name == "src" and re.search(r"\.(?:woff|ttf|otf|eot)$", written):
        return "convert it to woff2, the only form that every browser reads and the smallest"
    return f"write `{name}: …`, {_KEYS[name].words}"


def _words_of(name: str) -> list[str]:
    return _KEYS[name].shape.pattern.split("|") if _KEYS[name].words.startswith("one of") else []
