"""Paths of this machine as people write them."""

from pathlib import Path

from ssg.deploy.failures import DeployError


def own_path(written: str) -> Path:
    """Return the path that is `written`, "~" being the home of a user; DeployError without one."""
    try:
        return Path(written).expanduser()
    except RuntimeError as error:
        user = written.partition("/")[0].removeprefix("~")
        whose = f"there is no user {user} on this computer" if user else "you have no home here"
        message = f"{written} leads nowhere: {whose}"
        raise DeployError(message, "write the whole path, or one that begins with ~/") from error
