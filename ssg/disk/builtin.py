"""Where the built-in themes lie."""

from pathlib import Path

import ssg


def builtin_themes_folder() -> Path:
    """Return the folder of the built-in themes: in the package, or beside it in a checkout."""
    package = Path(ssg.__file__).parent
    packaged = package / "builtin_themes"
    return packaged if packaged.is_dir() else package.parent / "themes"
