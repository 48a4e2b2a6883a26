"""Write the templates of the built-in themes ahead, for the program as it is: `make` does so.

They lie in ssg/written_templates, which a wheel takes along and a checkout does not keep.
"""

import datetime as dt
import tempfile
from pathlib import Path

import ssg
from ssg.commands.build import BuildRequest
from ssg.commands.planning import planned_build
from ssg.disk.builtin import builtin_theme_names
from ssg.disk.written_templates import keep_written
from ssg.model.theme import TemplateFile
from ssg.render.ahead import write_ahead

FOLDER = Path(ssg.__file__).parent / "written_templates"


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
    """Write those of all themes."""
    themes = map(templates_of, builtin_theme_names())
    written = {key: each for theme in themes for key, each in write_ahead(theme).items()}
    keep_written(written, FOLDER)
    print(f"{len(written)} templates of the built-in themes are written ahead")


if __name__ == "__main__":
    main()
