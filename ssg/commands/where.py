"""Which site a command is about."""

from pathlib import Path

from ssg.commands.failures import UsageError


def find_site(named: Path | None, start: Path) -> Path:
    """Return the folder of the site: `named`, or the nearest one from `start` upward.

    Raises UsageError where there is none.
    """
    candidates = [named] if named else [start, *start.parents]
    for folder in candidates:
        if (folder / "site.yaml").is_file():
            return folder
    if named:
        message = f"{named} is no site: it has no site.yaml"
    else:
        message = "there is no site here: neither this folder nor one above it has a site.yaml"
    raise UsageError(
        message, "go to the folder of your site, name it with --site DIR, or make one: ssg init DIR"
    )


def find_site_or_begin(named: Path | None, start: Path) -> Path:
    """Return the folder of the site: `named`, the nearest one upward, or `start`, which has none.

    Raises UsageError where that is a file.
    """
    if named is not None:
        if named.exists() and not named.is_dir():
            message = f"{named} is a file"
            raise UsageError(message, "name a folder with --site DIR")
        return named
    return next((each for each in (start, *start.parents) if (each / "site.yaml").is_file()), start)
