"""What one theme brings, before it is folded with others."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, ThemeManifest, WordsFile


@dataclass(frozen=True, slots=True)
class ThemeLayer:
    """One theme's own files, by their names in templates/, strings/ and static/.

    `name` is "" for files that a site lays over a built-in theme. `manifest_path` is its
    theme.yaml where that is the site's own, "" where it is built in; `own_words` are by language
    the files of words that are the site's own. `unread` are the paths of files of the site's own
    that are none of all that.
    """

    name: str
    manifest: ThemeManifest | None
    templates: Mapping[str, TemplateFile]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, FileRef]
    manifest_path: str = ""
    own_words: Mapping[str, WordsFile] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
