"""Where the built-in themes lie."""

from pathlib import Path

import ssg


def builtin_themes_folder() -> Path:
    """Return the folder of the built-in themes: in the package, or beside it in a checkout."""
    package = Path(ssg.__file__).parent
    packaged = package / "builtin_themes"
    return packaged if packaged.is_dir() else package.parent / "themes"


def builtin_theme_names() -> tuple[str, ...]:
    """Return the names of the built-in themes."""
    return tuple(sorted(file.parent.name for file in builtin_themes_folder().glob("*/theme.yaml")))
