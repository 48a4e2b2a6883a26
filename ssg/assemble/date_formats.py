"""How a site writes dates: patterns of CLDR by language (Unicode TS 35, part 4, section 8)."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ssg.assemble.faults import Fault, as_yaml
from ssg.model.theme import SettingDeclaration
from ssg.text.languages import LANGUAGE_CODE

_LONGEST = 100
_PART = re.compile(r"'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+")
_MOST: Mapping[str, int] = {
    "G": 5, "y": 9, "Y": 9, "u": 9, "Q": 5, "q": 5, "M": 5, "L": 5, "w": 2, "W": 1,
    "d": 2, "D": 3, "F": 1, "E": 6, "e": 6, "c": 6,
}  # fmt: skip
"""The letters of a day, each with how often it may stand."""

_OF_TIME = frozenset("abBhHkKmsSAzZOvVxX")
_EXAMPLE = "{en: d MMMM y}"


def read_date_formats(
    value: object, setting: SettingDeclaration
) -> tuple[object, tuple[Fault, ...]]:
    """Read patterns by language, such as {en: "d MMMM y"}."""
    if not isinstance(value, dict):
        message = f"`{setting.name}: {as_yaml(value)}` is no group of patterns by language"
        return value, (Fault(message, f"write it like `{setting.name}: {_EXAMPLE}`"),)
    faults: list[Fault] = []
    for tag, pattern in value.items():
        if not LANGUAGE_CODE.fullmatch(tag):
            hyphens = tag.replace("_", "-")
            code = hyphens if LANGUAGE_CODE.fullmatch(hyphens) else "en, de or pt-BR"
            faults.append(Fault(f"`{tag}` is no code of a language", f"write {code}", tag))
            continue
        wrong = _fault_of(pattern) if isinstance(pattern, str) else ("is no pattern", "")
        if wrong:
            message = f"the date pattern `{tag}: {as_yaml(pattern)}` {wrong[0]}"
            fix = wrong[1] or f"write it like `{_EXAMPLE[1:-1]}`"
            faults.append(Fault(message, fix, tag))
    return value, tuple(faults)


def _fault_of(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a pattern, and how to mend it; None for a good one."""
    if len(pattern) > _LONGEST:
        return "is too long", f"write at most {_LONGEST} signs"
    if "%" in pattern:
        return "has a `%`, as other programs write dates", "write it like d MMMM y"
    if _PART.sub("", pattern):
        return "has a quotation mark that is never closed", "write '' for an apostrophe"
    runs = [match[0] for match in _PART.finditer(pattern) if match[1]]
    letters = {run[0] for run in runs}
    if not letters:
        return "has no letter that stands for a part of the date", ""
    faults = filter(None, (_fault_of_run(run) for run in runs))
    return next(faults, None) or _likely_slip(letters)


def _fault_of_run(run: str) -> tuple[str, str] | None:
    letter = run[0]
    if letter in _OF_TIME:
        fix = "a date has no time; words stand between apostrophes: d 'of' MMMM"
        return f"holds `{run}`, which is a time", fix
    if letter not in _MOST:
        fix = "put words between apostrophes: d 'of' MMMM"
        return f"holds `{run}`, which stands for no part of a date", fix
    if run == "cc":
        return "holds `cc`", "write c, ccc or cccc"
    if len(run) > _MOST[letter]:
        return f"holds `{run}`", f"write {letter} at most {_MOST[letter]} times"
    return None


def _likely_slip(letters: AbstractSet[str]) -> tuple[str, str] | None:
    if "Y" in letters and "w" not in letters:
        return "holds `Y`, the year of a week", "write y, the year of the day"
    if "D" in letters and letters & {"M", "L"}:
        return "holds `D`, which counts the days of a year", "write d, the day of the month"
    return None
