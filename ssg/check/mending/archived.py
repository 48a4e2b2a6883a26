"""Archived copies that are written down beside the sources that are gone."""

import re

from ssg.model.edit import Edit
from ssg.model.outward import CopyToRecord

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_IN_BLOCK = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)?)(?:url|\"url\"|'url')[ ]*:[ ]+[\"']?")
_REST = re.compile(r"[\"']?[ \t]*(?:#.*)?")


def edit_for_copy(path: str, text: str, copy: CopyToRecord) -> Edit | None:
    """Return the edit that adds `archived:` behind the `url:` of a source, None where none fits.

    In a block it is a line of its own with the same indent, between braces it stands in them.
    Whoever makes the edit looks whether YAML reads it so.
    """
    lines = list(_LINE.finditer(text))
    if not 0 < copy.place.line <= len(lines):
        return None
    line, end = lines[copy.place.line - 1].groups()
    at = copy.place.column - 1
    if not line.startswith(copy.written, at):
        return None
    before, after = line[:at], line[at + len(copy.written) :]
    if (block := _IN_BLOCK.fullmatch(before)) and _REST.fullmatch(after):
        indent = " " * len(block["indent"])
        old = line[at:]
        return Edit(path, copy.place, old, f"{old}{end or chr(10)}{indent}archived: {copy.copy}")
    quote = line[at - 1 : at] if line[at - 1 : at] in {'"', "'"} else ""
    old = copy.written + (quote if after.startswith(quote) else "")
    return Edit(path, copy.place, old, f'{old}, archived: "{copy.copy}"')
