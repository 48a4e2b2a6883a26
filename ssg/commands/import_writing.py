"""Files of an import on their way to the disk, or, in a rehearsal, to the report alone."""

import json
from collections import Counter
from collections.abc import Mapping

from ssg.disk.import_folder import ImportFolder, Written
from ssg.importers.decisions import Decisions
from ssg.importers.findings import Findings
from ssg.importers.kinds import PostTypes
from ssg.importers.new_file import NewFile
from ssg.importers.writing.site import (
    IGNORED,
    new_site_file,
    site_settings,
    with_missing_settings,
)
from ssg.model.source import SourceFile
from ssg.parse.settings import setting_texts, settings_keys

EXPORTS_FILE = ".import/private/exports.json"
"""What kind of export it was, and under which hosts the blog stood."""

_OWN = ".import/"
_TELLING = ("title", "tagline", "url", "language", "timezone", "author", "permalink")


class SiteWriter:
    """Puts files where they belong and takes note of those that a person has changed."""

    def __init__(self, folder: ImportFolder, findings: Findings, *, is_rehearsal: bool) -> None:
        """Write into `folder`; in a rehearsal write reports only."""
        self.folder = folder
        self._findings = findings
        self._is_rehearsal = is_rehearsal
        self.written: Counter[Written] = Counter()
        self.removed: set[str] = set()
        self.paths: set[str] = set()

    def write(self, file: NewFile) -> None:
        """Write a file of the site or of `.import/`."""
        self.write_content(file.path, file.text.encode("utf-8", "replace"))

    def write_content(self, path: str, content: bytes) -> None:
        """Write the bytes of a file."""
        if self._is_rehearsal:
            return
        if path.startswith(_OWN):
            self.folder.put_content(path, content)
            return
        self.paths.add(path)
        written = self.folder.write_content(path, content)
        self.written[written] += 1
        if written is Written.EDITED:
            self._findings.add("edited", "it stays as you left it", path)
        elif written is Written.REMOVED:
            self._findings.add("removed", "it is not written again", path)
            self.removed.add(path)

    def _tell_differences(self, text: str, settings: Mapping[str, str]) -> None:
        """Take note of what site.yaml says otherwise than the old blog did."""
        own = setting_texts(SourceFile("site.yaml", text))
        old = setting_texts(SourceFile("site.yaml", "".join(settings.values())))
        for key in _TELLING:
            if key in own and key in old and own[key].rstrip("/") != old[key].rstrip("/"):
                message = f"`{key}` is {own[key]!r} here, and was {old[key]!r}"
                self._findings.add("settings", message, "site.yaml")

    def report(self, file: NewFile) -> None:
        """Write a file of the report, in a rehearsal as well."""
        self.folder.put(file)

    def write_settings(self, decisions: Decisions, post_types: PostTypes) -> None:
        """Write site.yaml, or add what it lacks; keep private things out of git."""
        if self._is_rehearsal:
            return
        settings = site_settings(decisions)
        text = self.folder.read("site.yaml")
        keys = settings_keys(SourceFile("site.yaml", text)) if text.strip() else None
        if not text.strip():
            self.folder.put(NewFile("site.yaml", new_site_file(settings)))
        elif keys is not None:
            self._tell_differences(text, settings)
            self.folder.put(NewFile("site.yaml", with_missing_settings(text, keys, settings)))
        self.folder.append_lines(".gitignore", IGNORED.split())
        told = {
            "host": decisions.survey.host.value,
            "post_types": dict(post_types),
            "hosts": sorted(decisions.site.hosts),
        }
        self.folder.put(NewFile(EXPORTS_FILE, f"{json.dumps(told)}\n"))
