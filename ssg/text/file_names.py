"""What a file's name must be so that the site can be stored on any system."""

import re
import unicodedata
from functools import lru_cache

_PART_BYTES = 200
_PATH_CHARACTERS = 240
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)


def name_problem(path: str) -> str:
    """Return what keeps `path` (relative, with slashes) from Linux, macOS or Windows, or "".

    The answer completes the sentence "`path` cannot be a file's name: …".
    """
    if not path or path.startswith("/"):
        return "it must be relative and not empty"
    if len(path) > _PATH_CHARACTERS:
        return f"it is longer than {_PATH_CHARACTERS} characters"
    if not unicodedata.is_normalized("NFC", path):
        return "its accents are written as separate characters (it is not NFC)"
    problems = (_part_problem(part) for part in path.split("/"))
    return next(filter(None, problems), "")


@lru_cache(maxsize=20_000)  # Years, months and index.html are parts of most paths.
def _part_problem(part: str) -> str:  # noqa: PLR0911 - one answer for each rule
    if part in {"", ".", ".."}:
        return f'it has "{part}" between slashes'
    if match := _FORBIDDEN.search(part):
        character = match[0]
        name = f'"{character}"' if character.isprintable() else "a control character"
        return f"Windows does not allow {name}"
    if part[-1] in ". ":
        return f'Windows does not allow that "{part}" ends in a dot or a space'
    if part.split(".", 1)[0].rstrip().lower() in _RESERVED:
        return f'Windows reserves the name "{part}"'
    try:
        length = len(part.encode())
    except UnicodeEncodeError:
        return "it holds half of a character"
    if length > _PART_BYTES:
        return f'"{part[:20]}…" is longer than {_PART_BYTES} bytes'
    return ""
