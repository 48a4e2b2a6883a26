"""Files of a theme of a site's own that lie where nothing is read."""

import pytest

from ssg.assemble.theme_folders import check_folders
from ssg.assemble.theme_layer import ThemeLayer


def told(*names: str) -> list[str]:
    paths = tuple(f"themes/mine/{name}" for name in names)
    layer = ThemeLayer("mine", None, {}, {}, {}, unread=paths)
    found = list(check_folders([layer]))
    assert {each.rule for each in found} <= {"unread-file"}
    return [f"{each.place}: {each.message} | {each.fix}" for each in found]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "template/post.html",
            (
                "template: the folder themes/mine/template/ is not read (post.html);"
                " did you mean `templates`? | move what is in it to themes/mine/templates/"
            ),
        ),
        ("Strings/en.yaml", "did you mean `strings`? | move what is in it to themes/mine/strings/"),
        (
            "layouts/parts/post.html",
            (
                "layouts: the folder themes/mine/layouts/ is not read (parts/post.html)"
                " | move what is in it to themes/mine/templates/"
            ),
        ),
        (
            "css/extra.css",
            'templates/css/, and write {% include "css/extra.css" %} in the block `own_styles`',
        ),
        ("i18n/en.yml", "| move what is in it to themes/mine/strings/"),
        ("assets/Logo.SVG", "| move what is in it to themes/mine/static/"),
        ("post.html", "post.html: this file is not read: it lies in no folder that is"),
        ("theme.yml", "did you mean `theme.yaml`? | rename it theme.yaml"),
        ("strings/de.json", "| write them into themes/mine/strings/de.yaml, each as"),
        ("strings/de/words.yaml", "| write them into themes/mine/strings/de.yaml, each as"),
    ],
)
def test_what_lies_where_nothing_is_read_is_told_with_the_folder_meant(
    name: str, expected: str
) -> None:
    (problem,) = told(name)
    assert problem.startswith(f"themes/mine/{name.split('/', maxsplit=1)[0]}")
    assert expected in problem


def test_a_folder_is_told_once_with_each_place_that_its_files_belong_into() -> None:
    (problem,) = told("assets/a.js", "assets/b.js", "assets/post.html")
    assert "(a.js and 2 more) | move what is in it to" in problem
    assert problem.endswith("themes/mine/static/ and themes/mine/templates/")


def test_what_tells_of_a_theme_is_no_part_of_it() -> None:
    assert told("README.md", "LICENSE", "screenshot.png", "based-on.json", "docs/look.md") == []
