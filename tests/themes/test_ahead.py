"""The built-in themes as they come with the program make the same sites as compiled ones."""

from pathlib import Path

import pytest

from ssg.disk.builtin import builtin_theme_names
from ssg.render.compiling.ahead import is_ahead, write_ahead
from tests.attacks.in_memory import Store, make
from tests.themes.showroom import write_full


@pytest.mark.parametrize("theme", builtin_theme_names())
def test_a_site_of_templates_written_ahead_is_the_same(theme: str, tmp_path: Path) -> None:
    write_full(tmp_path, theme)
    files = {
        file.relative_to(tmp_path).as_posix(): file.read_bytes()
        for file in tmp_path.rglob("*")
        if file.is_file()
    }
    store = Store()
    compiled = make(files, store, pictures=False)
    planned = compiled.planned
    assert planned.theme
    assert planned.plan
    templates = planned.theme.templates
    ahead = write_ahead(templates)
    used = {page.template for page in planned.plan.pages} & templates.keys()
    assert {"post.html", "home.html", "rss.xml"} <= used
    assert [name for name in sorted(used) if not is_ahead(templates, name, ahead)] == []

    assert make(files, store, pictures=False, ahead=ahead).outputs == compiled.outputs
