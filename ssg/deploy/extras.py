"""What a deploy adds to the built site because the target needs it."""

from collections.abc import Mapping

from ssg.deploy.model import Keys, ReleaseFile
from ssg.model.settings import Settings


def extras_for(
    keys: Keys,  # noqa: ARG001
    settings: Settings,  # noqa: ARG001
    built: Mapping[str, ReleaseFile],  # noqa: ARG001
) -> dict[str, bytes]:
    """Return the files that are added to `built`, or replace one of it, by their paths."""
    return {}
