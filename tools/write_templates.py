"""Write the templates of the built-in themes ahead, for the program as it is: `make` does so.

They lie in ssg/written_templates, which a wheel takes along and a checkout does not keep.
"""

import datetime as dt
import tempfile
from pathlib import Path

import ssg
from ssg.commands.building.build import BuildRequest
from ssg.commands.planning import planned_build
from ssg.disk.builtin import builtin_theme_names, builtin_themes_folder
from ssg.disk.written_templates import WrittenTemplates, keep_written
from ssg.model.digest import digest_of
from ssg.model.theme import TemplateFile
from ssg.render.compiling.ahead import write_ahead

FOLDER = Path(ssg.__file__).parent / "written_templates"
TEXTS = FOLDER / "written-of"
"""Tells of which texts they were written."""


def digest_of_templates() -> str:
    """Return what stands for all texts of the built-in themes."""
    root = builtin_themes_folder()
    files = sorted(file for file in root.rglob("*") if file.is_file())
    named = ((file.relative_to(root).as_posix(), file.read_bytes()) for file in files)
    return digest_of(tuple(named)).hex()


def templates_of(theme: str) -> dict[str, TemplateFile]:
    """Return the templates of a built-in theme, with those that it extends, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "site.yaml").write_text(f"title: A\nurl: https://example.org/\ntheme: {theme}\n")
        request = BuildRequest(site, site / "output", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        with planned_build(request) as build:
            assert build.planned.theme, build.diagnostics
            return dict(build.planned.theme.templates)


def main() -> None:
    """Write those of all themes, unless this very program has, of the very same."""
    texts = digest_of_templates()
    if WrittenTemplates() and TEXTS.exists() and TEXTS.read_text() == texts:
        return
    themes = map(templates_of, builtin_theme_names())
    written = {key: each for theme in themes for key, each in write_ahead(theme).items()}
    keep_written(written, FOLDER)
    TEXTS.write_text(texts)
    print(f"{len(written)} templates of the built-in themes are written ahead")


if __name__ == "__main__":
    main()
