"""What one theme brings, before it is folded with others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ssg.model.entry import Place
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, ThemeManifest


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """A file of words of the site's own: its path, and the place of each word by its key."""

    path: str
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class ThemeLayer:
    """One theme's own files, by their names in templates/, strings/ and static/.

    `name` is "" for files that a site lays over a built-in theme. `manifest_path` is its
    theme.yaml where that is the site's own, "" where it is built in; `written_words` tells by
    language where words of the site's own stand.
    """

    name: str
    manifest: ThemeManifest | None
    templates: Mapping[str, TemplateFile]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, FileRef]
    manifest_path: str = ""
    written_words: Mapping[str, WrittenWords] = field(default_factory=dict)
