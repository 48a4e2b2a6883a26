"""Themes whose words or parents are amiss, as `ssg build` and `ssg theme check` tell of them."""

import json
import re
from pathlib import Path

import pytest

from ssg.commands.checking import theme_verb as theme_check_verb
from tests.blog import write
from tests.running import ssg


def built(site: Path) -> list[str]:
    done = ssg("build", "--json", folder=site)
    found = json.loads(done.stdout)["diagnostics"]
    return [f"{each['path']}:{each['line']} {each['message']}" for each in found]


BROKEN = {
    "themes/mine/strings/de.yaml": "byy: Von\n",
    "themes/mine/templates/post.html": '{% extends "broadsheet/post.html" %}\n',
}
LETTER = "---\ntitle: Letter\ntemplate: letter.html\n---\nWords.\n"


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ({"mine": "mine"}, "the theme mine extends itself"),
        (
            {"mine": "yours", "yours": "mine"},
            "the theme mine extends itself by way of others: mine → yours → mine",
        ),
        (
            {"mine": "quiet-pag"},
            "`extends: quiet-pag`: there is no such theme; did you mean `quiet-page`?",
        ),
        ({"mine": "Quiet Page"}, "expected a name in small letters, found `Quiet Page`"),
    ],
)
def test_a_theme_that_builds_on_nothing_is_told_and_not_what_follows(
    tmp_path: Path, theme: dict[str, str], expected: str
) -> None:
    manifests = {
        f"themes/{name}/theme.yaml": f"name: {name}\napi: 1\nextends: {above}\n"
        "settings:\n  page: {default: '#fff'}\n  accent: {type: colour, on: ink}\n"
        for name, above in theme.items()
    }
    site_yaml = "title: Lamp\nurl: https://lamp.example/\nlanguage: he\ntheme: mine\n"
    site_yaml += "theme_settings: {page: teal, ink: black}\n"
    letter = {"site.yaml": site_yaml, "content/pages/letter.md": LETTER}
    write(tmp_path, {**manifests, **BROKEN, **letter})
    assert built(tmp_path) == [f"themes/mine/theme.yaml:3 {expected}"]
    checked = theme_check_verb.run(
        tmp_path, tell=lambda *_: None, name="mine", strict=False, accepts=False
    )
    assert [each.message for each in checked.diagnostics] == [expected]
    assert checked.lines == ()


def test_a_misspelt_extends_is_all_that_is_told(tmp_path: Path) -> None:
    site_yaml = "title: Lamp\nurl: https://lamp.example/\ntheme: mine\n"
    manifest = "api: 1\nextend: broadsheet\n"
    write(tmp_path, {"site.yaml": site_yaml, "themes/mine/theme.yaml": manifest})
    message = "unknown key `extend`; did you mean `extends`?"
    assert built(tmp_path) == [f"themes/mine/theme.yaml:2 {message}"]


def test_a_theme_that_is_not_there_is_all_that_is_told(tmp_path: Path) -> None:
    site_yaml = "title: Lamp\nurl: https://lamp.example/\nlanguage: he\ntheme: brodsheet\n"
    write(tmp_path, {"site.yaml": site_yaml, "content/pages/letter.md": LETTER})
    message = "`theme: brodsheet`: there is no such theme; did you mean `broadsheet`?"
    assert built(tmp_path) == [f"site.yaml:4 {message}"]


def test_words_that_a_theme_lacks_are_counted(tmp_path: Path) -> None:
    site_yaml = "title: Lamp\nurl: https://lamp.example/\nlanguage: hi\ntheme: current\n"
    write(tmp_path, {"site.yaml": site_yaml, "themes/current/strings/hi.yaml": "menu: X\n"})
    (told,) = built(tmp_path)
    assert re.fullmatch(
        r"site\.yaml:3 the theme lacks (1\d\d) of its \d+ words in `hi`, and English ones are used:"
        r" skip, search, search_label, .*, …",
        told,
    )
    checked = theme_check_verb.run(
        tmp_path, tell=lambda *_: None, name="current", strict=False, accepts=False
    )
    (problem,) = (each for each in checked.diagnostics if each.rule == "theme-words")
    assert problem.place == "themes/current/strings/hi.yaml"
    assert re.match(r"1\d\d words of the theme missing in `hi`: skip, search, ", problem.message)


def test_a_build_that_tells_the_first_mistake_of_a_template_says_who_tells_all(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "site.yaml": "title: Lamp\nurl: https://lamp.example/\ntheme: mine\n",
            "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
            "themes/mine/theme.yaml": "api: 1\nextends: broadsheet\n",
            "themes/mine/templates/page.html": '{% extends "broadsheet/page.html" %}\n'
            "{% block main %}{{ view.entri }}\n{{ t('nix') }}{{ view.site.titel }}{% endblock %}",
        },
    )
    done = ssg("build", folder=tmp_path)
    assert "themes/mine/templates/page.html:2: error: " in done.stderr
    assert "`ssg theme check mine` tells all mistakes of the theme" in done.stdout
    checked = ssg("theme", "check", "mine", folder=tmp_path)
    for expected in ("page.html:2: error: ", "page.html:3: error: ", "page.html:3: warning: "):
        assert f"themes/mine/templates/{expected}" in checked.stderr
