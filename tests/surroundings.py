"""What surrounds a command that tests run: the repository, and variables of the environment."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
NOON = "1477742400"  # 29 October 2016, 12:00 in UTC


def environment_of(**variables: str) -> dict[str, str]:
    """Return an environment in which this ssg runs, at noon, and of no author with an editor."""
    settings = {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": NOON, "TZ": "UTC"}
    mine = {name: os.environ[name] for name in os.environ.keys() - {"EDITOR", "VISUAL"}}
    return {**mine, **settings, **variables}
