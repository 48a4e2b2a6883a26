"""Files of an import on their way to the disk, or, in a rehearsal, to the report alone."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from ssg.commands.importing.merging import Merge, kind_of_part, merge_file, missing_in
from ssg.disk.moving.import_folder import ASIDE, ImportFolder, Written
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
from ssg.parse.settings.site import setting_texts, settings_keys
from ssg.text.counting import some_of

EXPORTS_FILE = ".import/private/exports.json"
"""What kind of export it was, and under which hosts the blog stood."""

_OWN = ".import/"
WAITS = f"{ASIDE}/"
_MOST_NAMED = 5
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
        self.waiting: list[str] = []
        """Files that are not in the site as the export has them now, but in `.import/new/`."""
        self.left: Counter[tuple[str, str]] = Counter()
        """Parts of files that were not written, by kind and reason."""

    def write(self, file: NewFile) -> None:
        """Write a file of the site or of `.import/`."""
        if self._is_rehearsal:
            return
        if file.path.startswith(_OWN):
            self.folder.put(file)
            return
        earlier = self.folder.written_parts(file) if file.parts else {}
        written = self.folder.write(file)
        if written is Written.EDITED and file.parts:
            self._add_parts(file, earlier)
            return
        if written is Written.REMOVED:
            self._leave(file, earlier, "removed or renamed by you")
            missing = [name for name in file.parts if name not in earlier]
            self._leave(file, missing, f"waits in {WAITS}, because you removed the file")
        self._note(file.path, written)

    def write_content(self, path: str, content: bytes) -> None:
        """Write the bytes of a file of the site."""
        if not self._is_rehearsal:
            self._note(path, self.folder.write_content(path, content))

    def _note(self, path: str, written: Written, told: str = "it stays as you left it") -> None:
        self.paths.add(path)
        self.written[written] += 1
        told = "it is not written again" if written is Written.REMOVED else told
        if written in {Written.EDITED, Written.REMOVED, Written.ADDED_TO}:
            if self.folder.waits(path):
                self.waiting.append(path)
                told += f"; what the export has now waits in {WAITS}{path}"
            topic = "removed" if written is Written.REMOVED else "edited"
            self._findings.add(topic, told, path)
        if written is Written.REMOVED:
            self.removed.add(path)

    def _add_parts(self, file: NewFile, earlier: Mapping[str, str]) -> None:
        """Add to a file that a person changed what it lacks, if it can be read."""
        content = self.folder.content_of(file.path)
        text, is_known = content.decode("utf-8", "replace"), self.folder.knows(file.path)
        merge = merge_file(file, text, earlier, is_known=is_known)
        changed = f"waits in {WAITS}, because you changed the file"
        if merge is None or text.encode() != content:
            self._leave(file, missing_in(file, text, earlier), changed)
            self._note(file.path, Written.EDITED)
            return
        is_all = not merge.changed and not merge.gone
        self.folder.add_parts(file, merge.text, merge.parts, is_all=is_all)
        self._leave(file, merge.removed, "removed by you")
        self._leave(file, merge.changed, changed)
        written = Written.ADDED_TO if merge.added or merge.followed else Written.EDITED
        self._note(file.path, written, _told_merge(merge))

    def _leave(self, file: NewFile, names: Iterable[str], why: str) -> None:
        found = ((kind_of_part(file, name), why) for name in names if name in file.parts)
        self.left.update((kind, why) for kind, why in found if kind)

    def withdraw_stale(self, entries: Container[str]) -> None:
        """Take out files of an earlier import that their entries, among `entries`, make no more.

        What was public may be private by now, or have another address. What of an earlier import
        is no part of this export stays.
        """
        if self._is_rehearsal:
            return
        for path, entry in self.folder.written_before():
            if not path.startswith("content/") or path in self.paths:
                continue
            if not entry or entry not in entries:
                self._findings.add("absent", "it stays as it is", path)
            elif self.folder.withdraw(path):
                self._findings.add("withdrawn", "its entry does not make it any more", path)
            else:
                message = "its entry does not make it any more, but you changed it: it stays"
                self._findings.add("withdrawn", message, path, weight=9)

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


def _told_merge(merge: Merge) -> str:
    """Return what became of a file that a person changed."""
    told = ["it stays as you left it"]
    if merge.added:
        told = [f"what it lacked was added ({_named(merge.added)}); all else is as you left it"]
    if merge.followed:
        told.append(f"what nobody had touched is as in the export now ({_named(merge.followed)})")
    if merge.changed:
        told.append(f"the export says something else now of {_named(merge.changed)}")
    if merge.gone:
        told.append(f"the export has no more {_named(merge.gone)}, which stays")
    return "; ".join(told)


def _named(names: Sequence[str]) -> str:
    return some_of(names, _MOST_NAMED)
