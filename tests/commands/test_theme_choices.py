"""A site that chooses colours, fonts and files for its theme, built from the command line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.blog import write, write_blog

REPOSITORY = Path(__file__).resolve().parents[2]
THEME_YAML = """\
name: plain
api: 1
settings:
  page: {type: colour, default: "#fbfaf7"}
  page_dark: {type: colour, default: "#161614"}
  accent: {type: colour, default: "#8a1c1c", on: [page], contrast: 7}
  accent_dark: {type: colour, default: "#f2938c", on: [page_dark], contrast: 7, follows: accent}
  fonts: {type: fonts}
  favicon: {type: file}
  dates: {type: date_formats}
"""
LAYOUT = """\
<!doctype html><html lang="en"><title>{% block title %}x{% endblock %}</title>
<style>a{color:light-dark({{ view.site.theme.accent }},{{ view.site.theme.accent_dark }})}</style>
{% block main %}{% endblock %}</html>
"""
POST = """\
{% extends "layout.html" %}
{% block main %}<time>{{ view.entry.date | date("long", view.site.theme.dates) }}</time>
{% endblock %}
"""


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    write_blog(tmp_path)
    write(
        tmp_path,
        {
            "themes/plain/theme.yaml": THEME_YAML,
            "themes/plain/templates/layout.html": LAYOUT,
            "themes/plain/templates/post.html": POST,
            "themes/plain/templates/page.html": "{{ view.entry.title }}",
        },
    )
    return tmp_path


def choose(blog: Path, **settings: str) -> None:
    lines = [f"  {name}: {value}\n" for name, value in settings.items()]
    site = (blog / "site.yaml").read_text("utf-8").partition("theme_settings:")[0]
    (blog / "site.yaml").write_text(f"{site}theme_settings:\n{''.join(lines)}", "utf-8")


def built(blog: Path, *options: str) -> tuple[int, str]:
    """Return the exit code and what is said."""
    done = subprocess.run(
        [sys.executable, "-m", "ssg", "build", "--jobs", "1", *options],
        cwd=blog,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


def test_a_colour_that_cannot_be_read_is_a_warning_and_its_fix_silences_it(blog: Path) -> None:
    choose(blog, accent='"#ddd"')
    code, said = built(blog)
    assert code == 0
    assert "site.yaml:9:3: warning: `accent: #ddd` on `page` (#fbfaf7) has a contrast" in said
    fix = re.search(r'fix: write `accent: ("#\w{6}")`', said)
    assert fix, said

    choose(blog, accent=fix[1])
    assert "contrast" not in built(blog)[1]


def test_the_warning_can_be_switched_off_and_is_an_error_when_strict(blog: Path) -> None:
    choose(blog, accent='"#ddd"')
    assert built(blog, "--strict")[0] == 1
    site = (blog / "site.yaml").read_text("utf-8")
    (blog / "site.yaml").write_text(f"check: {{off: [theme-contrast]}}\n{site}", "utf-8")
    assert "contrast" not in built(blog)[1]


def test_one_colour_is_enough_for_a_dark_page(blog: Path) -> None:
    choose(blog, accent="navy", dates="{en: d MMMM y}")
    code, said = built(blog)
    assert (code, "warning" in said) == (0, False)
    page = (blog / "output/2016/10/29/one/index.html").read_text("utf-8")
    dark = re.search(r"light-dark\(navy,(#\w{6})\)", page)
    assert dark, page
    assert dark[1] != "#f2938c"
    assert "<time>29 October 2016</time>" in page


def test_a_font_wants_its_file(blog: Path) -> None:
    choose(blog, fonts="[{family: Lit, src: /fonts/lit.woff2}]", favicon="/icon.svg")
    code, said = built(blog)
    assert code == 1
    assert re.search(r"site.yaml:9:\d+: error: `src: /fonts/lit.woff2` is no file", said)
    assert "site.yaml:10:3: warning: `favicon` names /icon.svg, where nothing is" in said

    write(blog, {"content/static/fonts/lit.woff2": "x", "content/static/icon.svg": "<svg/>"})
    code, said = built(blog)
    assert (code, "fonts" in said, "favicon" in said) == (0, False, False)


def test_a_theme_of_the_sites_own_says_only_what_differs(blog: Path) -> None:
    child = "name: mine\napi: 1\nextends: plain\nsettings:\n  accent: {default: '#ddd'}\n"
    write(blog, {"themes/mine/theme.yaml": child})
    site = (blog / "site.yaml").read_text("utf-8").replace("theme: plain", "theme: mine")
    (blog / "site.yaml").write_text(site, "utf-8")
    code, said = built(blog)
    assert code == 0
    assert "themes/mine/theme.yaml:5:3: warning: `accent: #ddd` on `page` (#fbfaf7)" in said
