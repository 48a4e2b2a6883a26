"""Which workflow publishes a site already, if any."""

from pathlib import Path

from ssg.commands.repositories import root_of_repository
from ssg.commands.workflows import WORKFLOWS

_MOST_BYTES = 200_000


def workflow_of(site_folder: Path) -> str:
    """Return the path of the file by which a host publishes the site by the clock, or ""."""
    root = root_of_repository(site_folder) or site_folder
    for workflow in WORKFLOWS.values():
        if workflow.has_clock and _runs_ssg(root / workflow.path):
            return workflow.path
    return ""


def _runs_ssg(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES)
    except OSError:
        return False
    return any(command in text for command in (b"ssg build", b"ssg deploy")) and b"cron:" in text
