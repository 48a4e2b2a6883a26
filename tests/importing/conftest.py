"""What several tests of imports look at: made once, for it takes long."""

from pathlib import Path

import pytest

from tests.importing.scanning import Case, exports_of


@pytest.fixture(scope="session")
def cases(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Return every export, to be imported and built as far as a test looks at it."""
    return [
        Case(name, files, tmp_path_factory.mktemp("real") / "site")
        for name, files in exports_of(exports).items()
    ]
