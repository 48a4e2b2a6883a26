"""Where the search bundles of a site lie, for whoever builds nothing and makes none."""

import shutil
from pathlib import Path

from ssg.disk.cache.store import FOLDER

BUNDLES = f"{FOLDER}/search/"
"""The folder of a site in which they lie, each in one named by its key."""


def forget_bundles(site: Path) -> None:
    """Throw all bundles of the site in `site` away."""
    shutil.rmtree(site / BUNDLES, ignore_errors=True)


def is_of_bundle(path: str) -> bool:
    """Tell whether `path`, relative to a site, is that of a file in a bundle."""
    return path.startswith(BUNDLES)
