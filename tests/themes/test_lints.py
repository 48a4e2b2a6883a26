"""What can be said of a theme without a browser."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from babel import Locale

from ssg.model.source import SourceFile
from ssg.parse.theme import parse_strings, parse_theme_manifest
from ssg.render.environment import environments_of
from tests.themes.broadsheet import FOLDER, default_settings, templates, theme, words

TEMPLATES = templates()
HTML = {name: text for name, text in TEMPLATES.items() if name.endswith(".html")}
CSS = {name: text for name, text in TEMPLATES.items() if name.endswith(".css")}
WORDS = words()
PLURALS = {"zero", "one", "two", "few", "many", "other"}

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|bottom"
    r"|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)"
)
LOGICAL_ELSEWHERE = re.compile(r"@media[^{]*\{|@supports[^{]*\{")


def physical_properties(css: str) -> list[str]:
    return PHYSICAL.findall(LOGICAL_ELSEWHERE.sub("{", css))


@pytest.mark.parametrize("name", CSS)
def test_css_names_no_side_of_the_screen(name: str) -> None:
    assert physical_properties(CSS[name]) == []


@pytest.mark.parametrize("css", ["a{margin-left:1px}", "a{color:red;width:3em}", "a{float:left}"])
def test_a_side_of_the_screen_is_noticed(css: str) -> None:
    assert physical_properties(css)


@pytest.mark.parametrize("name", CSS)
def test_css_takes_its_colours_from_the_tokens(name: str) -> None:
    if name not in {"css/tokens.css", "css/print.css"}:
        assert re.findall(r":[^;{}\"]*#[0-9a-f]{3,8}\b", CSS[name]) == []


@pytest.mark.parametrize("name", CSS)
def test_css_uses_only_declared_tokens(name: str) -> None:
    declared = set(re.findall(r"(--[a-z]+(?:-[a-z]+)*):", "".join(CSS.values())))
    used = set(re.findall(r"var\((--[a-z]+(?:-[a-z]+)*)[,)]", CSS[name]))
    assert used - declared == set()


def css_of(page: str) -> str:
    """Return all CSS that a page can hold."""
    found = "".join(HTML[name] for name in page_family(page))
    return "".join(CSS[name] for name in dict.fromkeys(re.findall(r'"(css/[\w-]+\.css)"', found)))


def page_family(page: str) -> list[str]:
    parents = re.findall(r'extends "([^"]+)"', HTML[page])
    return [page, *(name for parent in parents for name in page_family(parent))]


@pytest.mark.parametrize("page", ["home.html", "post.html", "archive.html", "author.html"])
def test_all_css_of_a_page_fits_in_six_kilobytes(page: str) -> None:
    assert 2000 < len(gzip.compress(css_of(page).encode(), 9)) <= 6 * 1024


JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def unquoted_attributes(html: str) -> list[str]:
    tags = re.findall(r"<[a-z](?:[^>\"]|\"[^\"]*\")*>", JINJA.sub("", html))
    return [tag for tag in tags if re.search(r"=[^\"]", re.sub(r'"[^"]*"', '""', tag))]


@pytest.mark.parametrize("name", HTML)
def test_attributes_are_quoted(name: str) -> None:
    assert unquoted_attributes(HTML[name]) == []


def test_an_unquoted_attribute_is_noticed() -> None:
    assert unquoted_attributes('<a class="x" href={{ url }}>{{ t("by") }}</a><p id=x>')


class Attributes(HTMLParser):
    """Collects the names of all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Remember the names."""
        self.names.update(name for name, _ in attrs)


@pytest.mark.parametrize("name", HTML)
def test_no_style_or_handler_stands_in_an_attribute(name: str) -> None:
    reader = Attributes()
    reader.feed(re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", HTML[name], flags=re.DOTALL))
    assert {at for at in reader.names if at == "style" or at.startswith("on")} == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles_and_names_templates_that_exist(name: str) -> None:
    assert environments_of(theme()).quick.get_template(name)
    named = re.findall(r'{% (?:include|extends|import|from) "([^"]+)"', TEMPLATES[name])
    assert set(named) - set(TEMPLATES) == set()


def test_every_partial_is_used() -> None:
    pages = {"home", "post", "page", "author", "listing", "series", "archive", "search", "404"}
    named = {
        name
        for text in TEMPLATES.values()
        for name in re.findall(r'{% (?:include|extends) "([^"]+)"', text)
    }
    assert set(TEMPLATES) - named == {f"{page}.html" for page in pages} | {"redirect.html"}


def keys_asked() -> set[str]:
    found = set()
    for text in HTML.values():
        found.update(re.findall(r"\bt\(\s*\"([a-z_]+)\"\s*[,)]", text))
        found.update(re.findall(r't\("([a-z_]+)"\) if [^%}]*? else t\("', text))
    return found


ASKED_BY_NAME = {
    *("why_series", "why_cites", "why_text", "older_post", "newer_post"),
    *("sections", "series_all", "authors", "tags"),
}


def bare(key: str) -> str:
    stem, _, form = key.rpartition(".")
    return stem if form in PLURALS else key


def test_every_word_that_a_template_asks_for_exists_in_english_and_no_other() -> None:
    known = {bare(key) for key in WORDS["en"]}
    assert keys_asked() | ASKED_BY_NAME == known


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_every_word(language: str) -> None:
    assert {bare(key) for key in WORDS[language]} == {bare(key) for key in WORDS["en"]}
    assert all(isinstance(word, str) and word.strip() for word in WORDS[language].values())


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_its_own_plural_forms(language: str) -> None:
    needed = {*Locale(language).plural_form.tags, "other"} - {"zero"}
    # A million needs a form of its own in Romance languages; no blog counts so far.
    needed -= {"many"} if language in {"es", "fr", "pt"} else set()
    for key in {bare(key) for key in WORDS["en"] if bare(key) != key}:
        forms = {at.rpartition(".")[2] for at in WORDS[language] if bare(at) == key}
        assert forms == needed, key


@pytest.mark.parametrize("language", WORDS)
def test_no_translation_asks_for_a_value_that_templates_do_not_give(language: str) -> None:
    slots: dict[str, set[str]] = {}
    for key, word in WORDS["en"].items():
        slots.setdefault(bare(key), set()).update(re.findall(r"\{(\w+)\}", word))
    for key, word in WORDS[language].items():
        assert set(re.findall(r"\{(\w+)\}", word)) <= slots[bare(key)], key


@pytest.mark.parametrize("language", WORDS)
def test_the_program_reads_the_words_as_they_stand(language: str) -> None:
    path = f"themes/broadsheet/strings/{language}.yaml"
    parsed = parse_strings(SourceFile(path, (FOLDER / f"strings/{language}.yaml").read_text()))
    assert parsed.diagnostics == ()
    assert dict(parsed.value or {}) == WORDS[language]


def test_theme_yaml_is_right() -> None:
    text = (FOLDER / "theme.yaml").read_text("utf-8")
    parsed = parse_theme_manifest(SourceFile("themes/broadsheet/theme.yaml", text))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert all(setting.description for setting in parsed.value.settings)


def test_every_setting_is_used_and_every_used_setting_declared() -> None:
    used = set()
    for text in HTML.values():
        used.update(re.findall(r"(?:site\.theme|\bchosen)\.([a-z_]+)", text))
    assert used == set(default_settings())
