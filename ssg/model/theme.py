"""A theme as a value: its own files and what it declares."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.entry import Place
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass
from ssg.model.source import FileRef

_NOWHERE = Place()

WIDGETS = ("recent_posts", "categories", "tags", "series", "authors", "years", "pages")
"""What a theme may show beside a text, as far as theme.yaml declares it."""
WIDGET_KINDS = (
    "home", "post", "page", "listing", "author", "series", "archive", "search", "follow", "404",
)  # fmt: skip
"""The kinds of output that show widgets; each is called as its template, without `.html`."""


@dataclass(frozen=True, slots=True)
class SettingDeclaration:
    """A setting that a theme offers.

    `type` is text, colour, number, flag, choice, list, map, fonts, file or date_formats. A colour
    wants the `contrast` (WCAG 2, 7 means 7:1) on each of the colours that `on` names, and is made
    from the colour that it `follows` where a site sets that one alone. `inherits` are the fields
    that the theme does not say: they are those of the nearest ancestor's declaration. `place` is
    the setting's name in theme.yaml.
    """

    name: str
    type: str
    default: object
    choices: tuple[str, ...] = ()
    description: str = ""
    on: tuple[str, ...] = ()
    contrast: float = 0.0
    follows: str = ""
    inherits: tuple[str, ...] = ()
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True)
class DecidedSetting:
    """A setting with the value that holds, and where the site says so.

    `path` and `place` lead into site.yaml, or into the theme.yaml of a theme of the site's own;
    "" means that the value is a built-in theme's. `made_from` is the colour that this one was made
    from, "" for none.
    """

    declaration: SettingDeclaration
    value: object
    path: str = ""
    place: Place = _NOWHERE
    made_from: str = ""

    @property
    def is_of_site_yaml(self) -> bool:
        """Tell whether site.yaml says so, and no theme.yaml."""
        return self.path == "site.yaml"


@dataclass(frozen=True, slots=True)
class Widget:
    """Something a theme wants beside the view: `name` is the widget, `on` the kinds of output."""

    name: str
    limit: int
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeManifest:
    """theme.yaml of one theme; `extends_place` is where the key `extends` stands, if it does."""

    name: str
    api: int
    extends: str
    settings: tuple[SettingDeclaration, ...]
    widgets: tuple[Widget, ...]
    extends_place: Place = _NOWHERE


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One template: `layer` names the theme that it comes from, `path` the file for messages.

    `builtin` tells it from a file of the site's own.
    """

    layer: str
    name: str
    path: str
    text: str
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class WordsFile:
    """strings/<language>.yaml of a theme: words and their places by key, `path` for messages.

    A plural form stands as "key.one", "key.other".
    """

    path: str
    words: Mapping[str, str]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class ThemeRoot:
    """A theme of the site's own that extends no other: its theme.yaml, and whether it is there."""

    manifest_path: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its ancestors folded in.

    `templates` maps every name that a template may extend or include: "post.html" to the nearest
    one, "broadsheet/post.html" to that theme's own. `settings` are the declared defaults with the
    site's choices over them, and `decided` tells of each where it was chosen. `strings` are the
    words by language, nearest theme first. `assets` map a name under static/ to the file and its
    fingerprinted address ("/assets/style.0a1b2c3d.css"). `lineage` are the theme and what
    it extends, nearest first, and `root` the last of them where that is the site's own. Where
    `is_whole` is not so, something that it extends is not there or cannot be read.
    """

    name: str
    templates: Mapping[str, TemplateFile]
    strings: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, object]
    widgets: tuple[Widget, ...]
    assets: Mapping[str, tuple[FileRef, str]]
    decided: Mapping[str, DecidedSetting] = field(default_factory=dict)
    lineage: tuple[str, ...] = ()
    root: ThemeRoot | None = None
    is_whole: bool = True

    def mentions(self, word: str) -> bool:
        """Tell whether any template holds `word`: what none asks for need not be made."""
        return any(word in template.text for template in self.templates.values())


pickle_by_fields(__name__)
