"""Which workflow publishes a site already, if any."""

from pathlib import Path

from ssg.commands.repositories import root_of_repository
from ssg.commands.scheduling.workflows import WORKFLOWS, Workflow

_MOST_BYTES = 200_000


def workflow_of(site_folder: Path) -> Workflow | None:
    """Return the workflow by which a host publishes the site, one with a clock before others."""
    root = root_of_repository(site_folder) or site_folder
    present = [each for each in WORKFLOWS.values() if _runs_ssg(root / each.path, each)]
    return max(present, key=lambda workflow: workflow.has_clock, default=None)


def _runs_ssg(file: Path, workflow: Workflow) -> bool:
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES)
    except OSError:
        return False
    runs = any(command in text for command in (b"ssg build", b"ssg deploy"))
    return runs and (b"cron:" in text or not workflow.has_clock)
