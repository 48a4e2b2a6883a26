"""`ssg theme check` on themes of a site's own, as the command line runs it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssg.commands.checking import theme_verb as theme_check_verb
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome
from ssg.model.output import PlannedPage
from ssg.render.lints.views import VIEW_BY_TEMPLATE, WRITTEN_WITHOUT
from tests.blog import THEME, write
from tests.making import files, page, planned, post, terms
from tests.running import ssg

MINE = {
    "themes/mine/theme.yaml": "name: mine\napi: 1\nextends: broadsheet\n",
    "themes/mine/templates/post.html": (
        '{% extends "broadsheet/post.html" %}\n'
        "{% block share %}<p>{{ view.entry.title }}</p>{% endblock %}\n"
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _now() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1795338000")
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose theme each test writes anew: what was planned is remembered."""
    folder = tmp_path_factory.mktemp("themes")
    write(
        folder,
        {
            "site.yaml": "title: Lamp\nurl: https://lamp.example/\nauthor: ana\n",
            "content/authors/ana.yaml": "name: Ana Ruiz\nemail: ana@lamp.example\n",
            "content/posts/a.md": "---\ntitle: A\ndate: 2016-10-29\n---\nWords.\n",
            "content/pages/about.md": "---\ntitle: About\n---\nWords.\n",
        },
    )
    return folder


def check(site: Path, theme: dict[str, str], name: str = "mine", **options: bool) -> Outcome:
    for file in sorted((site / "themes").rglob("*"), reverse=True):
        if file.is_file() and file.name != "based-on.json":
            file.unlink()
    write(site, theme)
    chosen = {"strict": False, "accepts": False, **options}
    return theme_check_verb.run(site, tell=lambda *_: None, name=name, **chosen)


def told(outcome: Outcome) -> list[str]:
    return [f"{each.place} {each.rule}: {each.message}" for each in outcome.diagnostics]


def template(name: str, text: str) -> dict[str, str]:
    return {**MINE, f"themes/mine/templates/{name}": text}


@pytest.mark.parametrize("name", ["broadsheet", "current", "quiet-page"])
def test_the_themes_that_we_bring_are_without_fault(site: Path, name: str) -> None:
    outcome = check(site, {}, name)
    assert told(outcome) == []
    assert outcome.lines[0].startswith(f"Nothing is wrong with the theme {name}: ")
    assert outcome.report["languages"] == 13


def test_a_theme_that_is_not_there_is_refused_with_the_nearest_name(site: Path) -> None:
    with pytest.raises(UsageError, match="did you mean `broadsheet`"):
        check(site, {}, "broadshet")


EXTENDS = '{% extends "broadsheet/post.html" %}\n'


def share(text: str) -> dict[str, str]:
    return template("post.html", f"{EXTENDS}{{% block share %}}{text}{{% endblock %}}")


def test_files_that_nothing_reads_are_told_by_build_and_theme_check_alike(site: Path) -> None:
    theme = {
        **MINE,
        "themes/mine/css/extra.css": "p{margin:0}\n",
        "themes/mine/template/page.html": "A page.\n",
        "themes/mine/strings/de/words.yaml": "by: Von\n",
        "themes/mine/README.md": "My theme.\n",
    }
    found = told(check(site, theme))
    assert [line for line in found if "unread-file" in line] == [
        "themes/mine/css unread-file: the folder themes/mine/css/ is not read (extra.css)",
        (
            "themes/mine/strings/de/words.yaml unread-file: this file is not read:"
            " the words of a language stand in one file that ends in .yaml"
        ),
        (
            "themes/mine/template unread-file: the folder themes/mine/template/ is not read"
            " (page.html); did you mean `templates`?"
        ),
    ]
    site_yaml = site / "site.yaml"
    before = site_yaml.read_text("utf-8")
    site_yaml.write_text(f"{before}theme: mine\n", "utf-8")
    done = ssg("check", folder=site)
    site_yaml.write_text(before, "utf-8")
    assert (done.returncode, (done.stdout + done.stderr).count("[unread-file]")) == (0, 3)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (
            "{years: }",
            "the theme declares no widget `tags`, so it is empty; those that it does are years",
        ),
        (
            "{tags: {on: [home, page]}}",
            "the widget `tags` is declared for home, page, so it is empty on post",
        ),
        ("{tags: {on: post}}", ""),
        ("{tags: }", ""),
    ],
)
def test_a_widget_that_nothing_fills_where_it_is_shown_is_told(
    site: Path, declared: str, expected: str
) -> None:
    theme = share("\n{% for tag in view.widgets.tags %}{{ tag.name }}{% endfor %}")
    theme["themes/mine/theme.yaml"] += f"widgets: {declared}\n"
    place = "themes/mine/templates/post.html:3 theme-widget"
    found = [line for line in told(check(site, theme)) if "theme-widget" in line]
    assert found == ([f"{place}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (
            share("{{ view.entri }}"),
            (
                "themes/mine/templates/post.html:2 theme-field:"
                " `EntryView` has no field `entri`; did you mean `entry`?"
            ),
        ),
        (
            template(
                "home.html",
                '{% extends "broadsheet/home.html" %}{% block river %}\n'
                "{% for post in view.river | sort %}{{ post.titel }}{% endfor %}{% endblock %}",
            ),
            (
                "themes/mine/templates/home.html:2 theme-field:"
                " `PostCard` has no field `titel`; did you mean `title`?"
            ),
        ),
        (
            template(
                "series.html",
                '{% extends "broadsheet/series.html" %}{% block main %}\n'
                "{% set first = view.posts | first %}{{ first.sumary }}{% endblock %}",
            ),
            (
                "themes/mine/templates/series.html:2 theme-field:"
                " `PostCard` has no field `sumary`; did you mean `summary`?"
            ),
        ),
        (
            template("page.html", "{% if %}"),
            (
                "themes/mine/templates/page.html:1 template: Expected an expression,"
                " got 'end of statement block'"
            ),
        ),
        (
            template("letter.html", EXTENDS + "{% block text %}\n{{ super }}{% endblock %}"),
            (
                "themes/mine/templates/letter.html:3 template:"
                " `super` is shown without its brackets"
            ),
        ),
        (
            template("letter.html", EXTENDS + "{% block text %}{{ x | nofilter }}{% endblock %}"),
            "themes/mine/templates/letter.html:2 template: there is no filter `nofilter`",
        ),
        (
            template("byline.html", 'By\n{% include "by-line.html" %}'),
            (
                "themes/mine/templates/byline.html:2 template: there is no template `by-line.html`;"
                " did you mean `byline.html`?"
            ),
        ),
        (
            template("post.html", f"{EXTENDS}{{% block shear %}}{{% endblock %}}"),
            (
                "themes/mine/templates/post.html:2:10 theme-block:"
                " broadsheet/post.html has no block `shear`; did you mean `share`?"
            ),
        ),
        (
            template("post.html", "{% block share %}<p>Send the link.</p>{% endblock %}"),
            (
                "themes/mine/templates/post.html:1:10 theme-extends: this template has blocks,"
                " but extends none, so pages show nothing else"
            ),
        ),
        (
            template("post.html", f"{EXTENDS}<p>I stand here</p>"),
            (
                "themes/mine/templates/post.html:2:1 theme-text: text outside of a block is not"
                " shown where a template extends another"
            ),
        ),
        (
            share("{{ t('nix') }}"),
            "themes/mine/templates/post.html:2 theme-words: the theme has no word for `nix`",
        ),
        (
            {
                **share("{{ t('mine') }}"),
                "themes/mine/strings/en.yaml": "mine: Mine\n",
                "themes/mine/strings/de.yaml": "by: Von\n",
            },
            "themes/mine/strings/de.yaml theme-words: 1 word of the theme missing in `de`: mine",
        ),
        (
            {**MINE, "themes/mine/strings/ru.yaml": 'comments.one: "{n}"\ncomments.other: "{n}"\n'},
            (
                "themes/mine/strings/ru.yaml theme-words:"
                " `comments` lacks the form `comments.few`, `comments.many`"
            ),
        ),
        (
            {"themes/mine/theme.yaml": "name: your\napi: 1\nextends: broadsheet\n"},
            (
                "themes/mine/theme.yaml:1:7 theme-name: the theme is called `your`, and its folder"
                " `mine`, which is what counts"
            ),
        ),
        (
            {f"themes/mine/{name}": text for name, text in THEME.items() if "series" not in name}
            | {"themes/mine/theme.yaml": "name: mine\napi: 1\n"},
            (
                "themes/mine/theme.yaml template: the theme has no template for 1 kinds of output:"
                " series.html"
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_theme_is_told(
    site: Path, theme: dict[str, str], expected: str
) -> None:
    found = [line for line in told(check(site, theme)) if "theme-drift" not in line]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "{% block share %}{% if view.more is defined %}{{ view.more }}{% endif %}{% endblock %}",
        "{% block share %}{% for a in view.entry.authors %}{{ a.name }}{% endfor %}{% endblock %}",
        "{% macro m(post) %}{{ post.whatever }}{% endmacro %}",
        '{% include "none.html" ignore missing %}',
    ],
)
def test_what_a_template_may_ask_is_not_told(site: Path, text: str) -> None:
    found = told(check(site, template("post.html", EXTENDS + text)))
    assert [line for line in found if "theme-drift" not in line] == []


def test_what_changed_below_is_told_until_it_is_accepted(site: Path) -> None:
    assert "it is not noted what this theme replaces" in str(told(check(site, MINE)))
    accepted = check(site, MINE, accepts=True)
    assert accepted.diagnostics == ()
    assert accepted.lines[0].startswith("Noted in themes/mine/based-on.json ")
    assert told(check(site, MINE)) == []
    notes = site / "themes/mine/based-on.json"
    noted = json.loads(notes.read_text("utf-8"))
    assert list(noted["texts"]) == ["post.html"]
    noted["texts"]["post.html"]["share"] += "\nof old"
    noted["offers"]["post.html"] = ["gone", *noted["offers"]["post.html"][1:]]
    notes.write_text(json.dumps(noted), "utf-8")
    try:
        outcome = check(site, MINE)
        changed, offered = sorted(told(outcome), key=len, reverse=True)
        assert "the block `share` that this replaces has changed below" in changed
        assert "-of old" in changed
        assert "now has the blocks `" in offered
        assert "and no longer has `gone`" in offered
        assert outcome.code == 0
        assert check(site, MINE, accepts=True, strict=True).diagnostics == ()
        assert told(check(site, MINE)) == []
    finally:
        notes.unlink()


def test_a_file_that_replaces_one_as_a_whole_is_noted_too(site: Path) -> None:
    static = "icon.svg"
    theme = {
        **MINE,
        "themes/mine/templates/byline.html": "<p>By</p>",
        f"themes/mine/static/{static}": "<svg/>",
        "themes/mine/static/new.txt": "new",
    }
    check(site, theme, accepts=True)
    notes = site / "themes/mine/based-on.json"
    try:
        noted = json.loads(notes.read_text("utf-8"))
        assert list(noted["texts"]["byline.html"]) == [""]
        assert list(noted["texts"]) == ["byline.html", "post.html", f"static/{static}"]
        noted["texts"]["byline.html"][""] = "other"
        noted["texts"][f"static/{static}"][""] = "00"
        notes.write_text(json.dumps(noted), "utf-8")
        file, problem = sorted(told(check(site, theme)))
        assert file.endswith(
            f"static/{static} theme-drift: the file that this replaces has changed below"
        )
        assert "byline.html theme-drift: the file that this replaces has changed" in problem
    finally:
        notes.unlink()


def test_a_built_in_theme_replaces_nothing_that_could_be_noted(site: Path) -> None:
    with pytest.raises(UsageError, match="built-in"):
        check(site, {}, "quiet-page", accepts=True)


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", 'minutes.one: "1"\nminutes.othr: "{count}"\n', ["did you mean `minutes.other`?"]),
        ("en", 'minutes: {one: "1", othr: "{count}"}\n', ["did you mean `other`? / write `other`"]),
        ("en", 'minuts.one: "1"\nminuts.other: "{count}"\n', ["`minutes`?", "`minutes`?"]),
        ("en", "by.other: By\n", ["`by` has no forms for numbers / write `by` instead"]),
        (
            "en",
            'posts.one: "1"\nposts.few: "3"\nposts.other: "{count}"\n',
            ["`posts.few` is never shown: `en` has no such form / remove it; its forms are one"],
        ),
        (
            "uk",
            'minutes.one: "1"\nminutes.few: "{count}"\nminutes.other: "{count}"\n',
            [
                "`minutes.many` / add it, for numbers such as 5; without it `minutes.other` stands",
            ],
        ),
        (
            "ar",
            'minutes.one: "1"\nminutes.tow: "2"\nminutes.few: "3"\nminutes.other: "{count}"\n',
            [
                "`minutes.many` / add it, for numbers such as 11; without it that of the theme",
                "did you mean `minutes.two`?",
            ],
        ),
        ("fr", 'minutes.one: "1"\nminutes.other: "{count}"\n', []),
        ("fr", 'minutes.one: "1"\nminutes.many: "1"\nminutes.other: "{count}"\n', []),
    ],
)
def test_plural_forms_are_told_as_the_language_has_them(
    site: Path, language: str, words: str, expected: list[str]
) -> None:
    found = check(site, {**MINE, f"themes/mine/strings/{language}.yaml": words}).diagnostics
    told_of_words = [
        f"{each.message} / {each.fix}"
        for each in found
        if each.path.endswith(f"/{language}.yaml") and "missing in" not in each.message
    ]
    assert len(told_of_words) == len(expected), told_of_words
    for line, part in zip(told_of_words, expected, strict=True):
        assert part in line


def test_the_command_is_there(site: Path) -> None:
    done = ssg("theme", "check", "current", "--json", folder=site)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["diagnostics"] == []


def test_the_kinds_of_output_are_those_that_are_planned() -> None:
    entries = [post("a", categories=terms("x"), authors=(), series=None), page("about")]
    _, plan = planned(entries, files=files("content/media/a.png"))
    for output in plan.pages:
        if isinstance(output, PlannedPage) and output.template in VIEW_BY_TEMPLATE:
            assert isinstance(output.view, VIEW_BY_TEMPLATE[output.template]), output.template
    with_templates = {output.template for output in plan.pages if "." in output.template}
    unknown = with_templates - VIEW_BY_TEMPLATE.keys() - WRITTEN_WITHOUT
    assert unknown <= {"feed.json", "_redirects", ".htaccess", "redirects.nginx.conf"}
