"""A theme as a value: its own files and what it declares."""

from collections.abc import Mapping
from dataclasses import dataclass

from ssg.model.pickling import pickle_by_fields
from ssg.model.source import FileRef


@dataclass(frozen=True, slots=True)
class SettingDeclaration:
    """A setting that a theme offers. `type` is text, colour, number, flag, choice, list or map."""

    name: str
    type: str
    default: object
    choices: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Widget:
    """Something a theme wants beside the view: `name` is the widget, `on` the kinds of output."""

    name: str
    limit: int
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeManifest:
    """theme.yaml of one theme."""

    name: str
    api: int
    extends: str
    settings: tuple[SettingDeclaration, ...]
    widgets: tuple[Widget, ...]


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One template: `layer` names the theme that it comes from, `path` the file for messages."""

    layer: str
    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its ancestors folded in.

    `templates` maps every name that a template may extend or include: "post.html" to the nearest
    one, "broadsheet/post.html" to that theme's own. `settings` are the declared defaults with the
    site's choices over them. `strings` are the words by language, nearest theme first. `assets` map
    a name under static/ to the file and its fingerprinted address ("/assets/style.0a1b2c3d.css").
    """

    name: str
    templates: Mapping[str, TemplateFile]
    strings: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, object]
    widgets: tuple[Widget, ...]
    assets: Mapping[str, tuple[FileRef, str]]


pickle_by_fields(__name__)
