"""What can be said of a theme without a browser."""

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser

import pytest
from babel import Locale

from ssg.model.source import SourceFile
from ssg.parse.themes.theme import parse_strings, parse_theme_manifest
from ssg.render.environment import environments_of
from ssg.text.colours import colour_names
from tests.themes.builtin import (
    FOLDER,
    THEMES,
    default_settings,
    family,
    own_templates,
    own_words,
    templates,
    theme,
    words,
)

PLURALS = {"zero", "one", "two", "few", "many", "other"}
OWN_WORDS = [(name, language) for name in THEMES for language in own_words(name)]
LANGUAGES = [(name, language) for name in THEMES for language in words(name)]

each_theme = pytest.mark.parametrize("name", THEMES)


def written_by(name: str, ending: str) -> dict[str, str]:
    """Return the theme's own templates with that ending; a parent's are judged with the parent."""
    return {path: text for path, text in own_templates(name).items() if path.endswith(ending)}


def folded(name: str, ending: str) -> dict[str, str]:
    """Return all templates of the theme with that ending."""
    return {path: text for path, text in templates(name).items() if path.endswith(ending)}


each_css = pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name in THEMES for path in written_by(name, ".css")]
)
each_html = pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name in THEMES for path in written_by(name, ".html")]
)
each_template = pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name in THEMES for path in templates(name)]
)

SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:margin|padding|border|scroll-(?:margin|padding))-(?:{SIDES})(?:-[a-z]+)?"
    rf"|border-(?:top|bottom)-(?:left|right)-radius|(?:{SIDES})"
    r"|width|height|(?:min|max)-(?:width|height)|overflow-[xy])\s*:"
    r"|(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)"
)
LOGICAL_ELSEWHERE = re.compile(r"@media[^{]*\{|@supports[^{]*\{|@container[^{]*\{")
ONE_AXIS = re.compile(r"overflow-x\s*:")
"""What the browsers of today do not know by a logical name."""


def physical_properties(css: str) -> list[str]:
    return PHYSICAL.findall(ONE_AXIS.sub("", LOGICAL_ELSEWHERE.sub("{", css)))


MAILED = "css/newsletter_mail.css"
"""Mail programs do not know logical properties."""


@each_css
def test_css_names_no_side_of_the_screen(name: str, path: str) -> None:
    assert path == MAILED or physical_properties(own_templates(name)[path]) == []


@pytest.mark.parametrize(
    "css",
    [
        *("a{margin-left:1px}", "a{color:red;width:3em}", "a{float:left}"),
        *("a{border-left-width:1px}", "a{scroll-margin-top:1px}", "a{overflow-y:auto}"),
    ],
)
def test_a_side_of_the_screen_is_noticed(css: str) -> None:
    assert physical_properties(css)


JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TOKEN = re.compile(r"--[a-z][a-z0-9]*(?:-[a-z0-9]+)*:[^;}]*")
PRINTED = "css/print.css"
"""Paper is white and ink is black, whatever the theme."""

COLOUR = re.compile(
    r":[^;{}\"]*(#[0-9a-f]{3,8}\b|(?<![\w-])(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    rf"|(?<![\w-])(?:{'|'.join(sorted(set(colour_names()) - {'transparent'}))})(?![\w-]))",
    re.IGNORECASE,
)


def own_colours(css: str) -> list[str]:
    """Return the colours that rules give themselves, those of tokens left out."""
    return COLOUR.findall(TOKEN.sub("", re.sub(r'"[^"]*"', '""', JINJA.sub("", css))))


@each_css
def test_css_takes_its_colours_from_the_tokens(name: str, path: str) -> None:
    if path != PRINTED:
        assert own_colours(own_templates(name)[path]) == []


@pytest.mark.parametrize(
    "css", ["a{color:#FFF}", "a{border:1px solid red}", "a{background:rgb(1 2 3)}"]
)
def test_a_colour_of_a_rule_is_noticed(css: str) -> None:
    assert own_colours(css)


def test_colours_of_tokens_and_other_words_are_let_through() -> None:
    css = "a{--hue-1:light-dark(#fff,red);color:var(--hue-1);background:transparent}"
    assert own_colours(f"{css}b{{font:1em Linen-Text;color:{{{{ own.page }}}}}}") == []


def tokens_declared(name: str) -> set[str]:
    everything = "".join(text for at in family(name) for text in own_templates(at).values())
    return set(re.findall(r"(--[a-z]+(?:-[a-z0-9]+)*):", everything)) | {
        # Of its own in each note, by number: css/sidenotes.css.
        *re.findall(r"@property (--[a-z-]+)", everything),
    }


@each_theme
def test_css_uses_only_declared_tokens(name: str) -> None:
    declared = tokens_declared(name)
    for path, css in folded(name, ".css").items():
        used = set(re.findall(r"var\((--[a-z]+(?:-[a-z0-9]+)*)[,)]", css))
        assert used - declared == set(), path


@each_theme
def test_settings_that_are_colours_become_tokens(name: str) -> None:
    """`page` and `page_dark` are `--page`, for a light and for a dark page."""
    pairs = {setting.removesuffix("_dark") for setting in colours_of(name)}
    css = "".join(folded(name, ".css").values())
    assert pairs
    for pair in pairs:
        assert re.search(rf"--{pair}:light-dark\(\{{\{{ ?\w+\.{pair} ?\}}\}},", css), pair


def colours_of(name: str) -> dict[str, str]:
    """Return the colours that a theme declares, by the name of the setting."""
    return {
        setting.declaration.name: str(setting.value)
        for setting in theme(name).decided.values()
        if setting.declaration.type == "colour"
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as #1a1a18, as WCAG 2 tells it."""
    lights = sorted(luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    assert re.fullmatch("#[0-9a-f]{6}", colour), colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_told_as_others_tell_it() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


WANTED = (
    *(
        (words, ground, 7.0)
        for words in ("text", "muted", "link", "visited", "accent")
        for ground in ("page", "surface")
    ),
    *((line, ground, 3.0) for line in ("control", "focus") for ground in ("page", "surface")),
    ("text", "mark", 7.0),
)
"""What must be told from what, and the least contrast: words 7, what one must find 3."""


@each_theme
@pytest.mark.parametrize("night", ["", "_dark"], ids=["light", "dark"])
def test_every_colour_of_a_theme_can_be_read(name: str, night: str) -> None:
    colours = colours_of(name)
    faint = {
        f"{front}{night} on {ground}{night}": round(ratio, 2)
        for front, ground, least in WANTED
        if (ratio := contrast(colours[front + night], colours[ground + night])) < least
    }
    assert faint == {}


@each_theme
def test_further_colours_of_a_theme_can_be_read(name: str) -> None:
    """Tokens that CSS gives a colour by day and by night, such as those of sections."""
    colours = colours_of(name)
    pairs = re.findall(
        r"(--[\w-]+):light-dark\((#\w+),(#\w+)\)", "".join(folded(name, ".css").values())
    )
    faint = {
        f"{token} {colour} on {ground}": round(ratio, 2)
        for token, *shades in pairs
        for colour, night in zip(shades, ("", "_dark"), strict=True)
        for ground in (f"page{night}", f"surface{night}")
        if (ratio := contrast(colour, colours[ground])) < 7
    }
    assert faint == {}


FEW_PAGES_HAVE = (
    "css/scripts.css",  # those with words in other scripts
    "css/isso.css",
    "css/answer_form.css",
    "css/elsewhere.css",  # those with films, which load a picture of a hundred times its size
    "css/share_buttons.css",
)
"""They are weighed with the pages that are built, in test_themes.py and test_pages.py."""


def css_of(name: str, page: str) -> str:
    """Return all CSS that a page can hold."""
    found = "".join(templates(name)[path] for path in page_family(name, page))
    css = dict.fromkeys(re.findall(r'"(css/[\w-]+\.css)"', found))
    parts = [path for path in css if path not in FEW_PAGES_HAVE]
    return "".join(JINJA.sub("", templates(name)[path]) for path in parts)


def page_family(name: str, page: str) -> list[str]:
    parents = re.findall(r'extends "([^"]+)"', templates(name)[page])
    return [page, *(above for parent in parents for above in page_family(name, parent))]


@each_theme
@pytest.mark.parametrize("page", ["home.html", "post.html", "archive.html", "author.html"])
def test_all_css_of_a_page_fits_in_six_kilobytes(name: str, page: str) -> None:
    assert 2000 < len(gzip.compress(css_of(name, page).encode(), 9)) <= 6 * 1024


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh", "JP|KR|TC"), ("ja", "SC|TC|KR"), ("ko", "SC|TC|JP")]
)
def test_a_sign_that_languages_share_is_drawn_as_each_writes_it(
    language: str, foreign: str
) -> None:
    css = templates("broadsheet")["css/scripts.css"]
    faces = "".join(re.findall(rf"\[lang\]:lang\({language}\)[^{{]*\{{--serif:([^}}]*)\}}", css))
    assert "serif" in faces
    assert not re.findall(rf" (?:{foreign})\b", faces)


def unquoted_attributes(html: str) -> list[str]:
    tags = re.findall(r"<[a-z](?:[^>\"]|\"[^\"]*\")*>", JINJA.sub("", html))
    return [tag for tag in tags if re.search(r"=[^\"]", re.sub(r'"[^"]*"', '""', tag))]


@each_html
def test_attributes_are_quoted(name: str, path: str) -> None:
    assert unquoted_attributes(own_templates(name)[path]) == []


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


@each_html
def test_no_style_or_handler_stands_in_an_attribute(name: str, path: str) -> None:
    reader = Attributes()
    text = own_templates(name)[path]
    reader.feed(re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", text, flags=re.DOTALL))
    assert {at for at in reader.names if at == "style" or at.startswith("on")} == set()


environment = cache(lambda name: environments_of(theme(name)))


@each_template
def test_every_template_compiles_and_names_templates_that_exist(name: str, path: str) -> None:
    text = templates(name)[path]
    assert environment(name).quick.get_template(path)
    named = re.findall(r'{% (?:include|extends|import|from) "([^"]+)"', text)
    # "broadsheet/post.html" is the parent's own.
    known = set(templates(name)) | {f"{own}/{at}" for own in THEMES for at in templates(own)}
    assert set(named) - known == set()


@each_theme
def test_every_partial_is_used(name: str) -> None:
    pages = {"home", "post", "page", "author", "listing", "series", "archive", "search", "404"}
    pages |= {"follow", "newsletter_mail"}
    named = {
        partial
        for text in templates(name).values()
        for partial in re.findall(r'{% (?:include|extends) "([^"]+)"', text)
    }
    unused = set(templates(name)) - named
    assert unused == {f"{page}.html" for page in pages} | {"redirect.html"}


@each_theme
def test_a_theme_repeats_no_file_of_its_parent(name: str) -> None:
    for path, text in own_templates(name).items():
        others = [own_templates(other).get(path) for other in THEMES if other != name]
        assert text not in others, path


def keys_asked(texts: Mapping[str, str]) -> Iterator[str]:
    for text in texts.values():
        yield from re.findall(r"\bt\(\s*\"([a-z_]+)\"\s*[,)]", text)
        yield from re.findall(r't\("([a-z_]+)"\) if [^%}]*? else t\("', text)


ASKED_BY_NAME = {
    *("why_series", "why_cites", "why_text", "older_post", "newer_post"),
    *("sections", "series_all", "authors", "tags"),
    *("embed_note", "megabytes", "feed_comments", "feed_podcast"),
}


def bare(key: str) -> str:
    stem, _, form = key.rpartition(".")
    return stem if form in PLURALS else key


def test_every_word_that_a_template_asks_for_exists_in_english_and_no_other() -> None:
    asked = {key for name in THEMES for key in keys_asked(templates(name))}
    known = {bare(key) for name in THEMES for key in words(name)["en"]}
    assert asked | ASKED_BY_NAME == known


@each_theme
def test_every_word_that_a_theme_asks_for_is_its_own_or_its_parents(name: str) -> None:
    assert {*keys_asked(templates(name))} <= {bare(key) for key in words(name)["en"]}


@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_every_language_has_every_word(name: str, language: str) -> None:
    english, other = words(name)["en"], words(name)[language]
    assert {bare(key) for key in other} == {bare(key) for key in english}
    assert all(isinstance(word, str) and word.strip() for word in other.values())


@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_every_language_has_its_own_plural_forms(name: str, language: str) -> None:
    needed = {*Locale(language).plural_form.tags, "other"} - {"zero"}
    # A million needs a form of its own in Romance languages; no blog counts so far.
    needed -= {"many"} if language in {"es", "fr", "it", "pt"} else set()
    for key in {bare(key) for key in words(name)["en"] if bare(key) != key}:
        forms = {at.rpartition(".")[2] for at in words(name)[language] if bare(at) == key}
        assert forms == needed, key


@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_no_translation_asks_for_a_value_that_templates_do_not_give(
    name: str, language: str
) -> None:
    slots: dict[str, set[str]] = {}
    for key, word in words(name)["en"].items():
        slots.setdefault(bare(key), set()).update(re.findall(r"\{(\w+)\}", word))
    for key, word in words(name)[language].items():
        assert set(re.findall(r"\{(\w+)\}", word)) <= slots[bare(key)], key


@pytest.mark.parametrize(("name", "language"), OWN_WORDS)
def test_the_program_reads_the_words_as_they_stand(name: str, language: str) -> None:
    file = FOLDER / name / "strings" / f"{language}.yaml"
    parsed = parse_strings(SourceFile(f"themes/{name}/strings/{file.name}", file.read_text()))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value.words == own_words(name)[language]


@pytest.mark.parametrize("name", [name for name, language in OWN_WORDS if language == "fr"])
def test_french_marks_stay_with_their_words_at_the_end_of_a_line(name: str) -> None:
    parted = {
        key: word for key, word in own_words(name)["fr"].items() if re.search(r" [:;?!»]|« ", word)
    }
    assert parted == {}


@each_theme
def test_theme_yaml_is_right(name: str) -> None:
    text = (FOLDER / name / "theme.yaml").read_text("utf-8")
    parsed = parse_theme_manifest(SourceFile(f"themes/{name}/theme.yaml", text))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value.name == name
    assert all(setting.declaration.description for setting in theme(name).decided.values())


@each_theme
def test_every_setting_is_used_and_every_used_setting_declared(name: str) -> None:
    used = set()
    for text in templates(name).values():
        used.update(re.findall(r"(?:site\.theme|\bchosen|\bown)\.([a-z_]+)", text))
    assert used == set(default_settings(name))


def test_all_themes_offer_the_same_choices() -> None:
    """What a site has chosen holds when it changes its theme."""
    offered = [
        {
            key: (at.declaration.type, at.declaration.choices)
            for key, at in theme(name).decided.items()
        }
        for name in THEMES
    ]
    assert offered[0] == offered[1] == offered[2]
