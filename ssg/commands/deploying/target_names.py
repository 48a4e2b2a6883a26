"""Which target of site.yaml is meant."""

from collections.abc import Mapping

from ssg.commands.failures import UsageError
from ssg.text.nearest import did_you_mean

HOW_TO_ADD = (
    "add to site.yaml, for instance: deploy: {production: {type: rsync, to: "
    '"me@host.example:/srv/blog"}}'
)
_USUAL = "production"


def usual_target(targets: Mapping[str, object]) -> str | None:
    """Return the name of the target that is meant where none is named; None if there is none."""
    return _USUAL if _USUAL in targets else next(iter(targets), None)


def named_target(targets: Mapping[str, object], name: str) -> str:
    """Return `name`. Raises UsageError where no target is called so."""
    if name not in targets:
        message = f"site.yaml has no target {name!r}{did_you_mean(name, targets)}"
        raise UsageError(message, f"choose one of {', '.join(targets)}" if targets else HOW_TO_ADD)
    return name


def only_target(targets: Mapping[str, object]) -> str:
    """Return the name of the one target that can be meant where none is named.

    Raises UsageError where there is none, or more than one and none that is usual.
    """
    usual = usual_target(targets)
    if usual is None:
        message = "site.yaml names no place to publish to"
        raise UsageError(message, HOW_TO_ADD)
    if len(targets) > 1 and usual != _USUAL:
        message = f"site.yaml names several targets: {', '.join(targets)}"
        raise UsageError(message, f"say which: ssg deploy {usual}")
    return usual
