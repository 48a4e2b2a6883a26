"""The settings of a site, for commands that need no whole build."""

from pathlib import Path

from ssg.disk.guard import Guard
from ssg.model.diagnostic import Diagnostic
from ssg.model.settings import Settings
from ssg.parse.settings.site import parse_settings
from ssg.text.decoding import decode_text


def read_site_settings(
    site_folder: Path,
) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings, None where site.yaml is too broken, and its problems."""
    decoded = decode_text("site.yaml", Guard(site_folder).read("site.yaml"))
    if decoded.value is None:
        return None, decoded.diagnostics
    parsed = parse_settings(decoded.value)
    return parsed.value, parsed.diagnostics
