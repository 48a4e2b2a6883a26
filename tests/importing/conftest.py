"""What several tests of imports look at: made once, for it takes long."""

from pathlib import Path

import pytest

from tests.importing.running import build, import_into
from tests.importing.scanning import LATER, Case, exports_of, scan


@pytest.fixture(scope="session")
def cases(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Import and build every export; its feed holds all posts."""
    found: list[Case] = []
    for name, files in exports_of(exports).items():
        site = tmp_path_factory.mktemp("real") / "site"
        done = import_into(site, *files, at=LATER)
        settings = site / "site.yaml"
        with settings.open("a", encoding="utf-8") as opened:
            opened.write("feeds: {limit: all}\n")
        found.append(Case(name, files, site, done, build(site, at=LATER), scan(files)))
    return found
