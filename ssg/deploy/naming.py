"""A target in words, for messages: whatever its keys hold, no secret is among them. Pure."""

import re

from ssg.deploy.model import Keys

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^?#]*)")
_REMOTE = re.compile(
    r"""(:?[^,:/]+)(?:,[\w.-]+(?:=(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|(?!["'])[^,:]*))?)*(:.*)?""",
    re.DOTALL,
)
_FIRST_WORD = re.compile(
    r"""\s*(?:\w+=(?:"[^"]*"|'[^']*'|[^\s"'])*\s+)*("[^"]*"|'[^']*'|[^\s"']+)"""
)


def place_in_words(name: str, keys: Keys) -> str:
    """Return the target in words, without users and options: "production (folder /srv/www)".

    Of a command it is the first word alone.
    """
    kind = str(keys["type"])
    where = str(keys.get("to") or keys.get("site") or keys.get("run") or "")
    match kind:
        case "command":
            shown = _first_word(where)
        case "rclone":
            shown = _without_options(where)
        case "folder":
            shown = where
        case _:
            shown = _without_user(where)
    return f"{name} ({kind} {shown})"


def _first_word(command: str) -> str:
    """Return the program that a line for the shell runs; variables may be set before it."""
    match = _FIRST_WORD.match(command)
    return match[1].strip("\"'") if match else ""


def _without_options(remote: str) -> str:
    """Return a remote of rclone and a path, without what stands between them."""
    match = _REMOTE.fullmatch(remote)
    return f"{match[1]}{match[2] or ''}" if match else remote.partition(",")[0]


def _without_user(address: str) -> str:
    """Return "host:/folder" of "me@host:/folder", and so with addresses that name a scheme."""
    if match := _SCHEME.match(address):
        return f"{match[1]}{match[2]}"
    if address.startswith(("/", ".", "~")):
        return address
    who, colon, folder = address.partition(":")
    return f"{who.rpartition('@')[2]}{colon}{folder}"
