"""What belongs to a recording: transcript and chapters."""

from dataclasses import replace

from ssg.assemble.links import LinkTable, resolve_file
from ssg.model.entry import Entry
from ssg.model.site import Address, PlacedRecording
from ssg.text.addresses import file_behind


def recording_of(entry: Entry, permalink: str, table: LinkTable) -> PlacedRecording:
    """Return where the transcript of a recording lies, and its chapters, those of a file too."""
    audio = entry.audio
    if audio is None:
        return PlacedRecording()

    def file_at(written: str) -> Address | None:
        return resolve_file(written, entry.source, permalink, table) if written else None

    chapters_file = file_at(audio.chapters_file)
    chapters = audio.chapters
    if chapters_file is not None:
        source = table.files.get(file_behind(chapters_file.url))
        chapters = table.chapters.get(source.path, ()) if source else ()
    shown = tuple(
        replace(chapter, image=image.url) if (image := file_at(chapter.image)) else chapter
        for chapter in chapters
    )
    return PlacedRecording(file_at(audio.transcript), chapters_file, shown)
