"""Recordings: their views, and the files of chapters that players read."""

from collections.abc import Iterator

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import AudioView, ChaptersView, SiteView
from ssg.text.addresses import file_behind, output_path

CHAPTERS = "chapters.json"

_AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
}


def audio_view(placed: PlacedEntry, site: Site) -> AudioView | None:
    """Return what templates see of the recording of an entry, if it has one."""
    audio, recording = placed.entry.audio, placed.recording
    if audio is None or placed.audio is None:
        return None
    file = site.copies.get(file_behind(placed.audio.url))
    suffix = "." + placed.audio.url.rpartition(".")[2].lower()
    return AudioView(
        src=placed.audio.url,
        length=audio.length or (file.size if file else 0),
        duration=audio.duration,
        type=audio.type or _AUDIO_TYPES.get(suffix, "audio/mpeg"),
        transcript=recording.transcript.url if recording.transcript else "",
        chapters=recording.chapters,
        chapters_url=_chapters_url(placed),
        episode=audio.episode,
        season=audio.season,
        episode_type=audio.episode_type,
        explicit=audio.explicit,
    )


def plan_chapters(site: Site, site_view: SiteView) -> Iterator[PlannedPage]:
    """Plan a file of chapters for each recording whose front matter has some."""
    for placed in site.entries:
        if placed.recording.chapters and placed.recording.chapters_file is None:
            yield PlannedPage(
                path=output_path(_chapters_url(placed)),
                template=CHAPTERS,
                view=ChaptersView(site_view, placed.entry.title, placed.recording.chapters),
                origin=placed.entry.source,
            )


def _chapters_url(placed: PlacedEntry) -> str:
    if placed.recording.chapters_file is not None:
        return placed.recording.chapters_file.url
    if not placed.recording.chapters:
        return ""
    address = placed.permalink
    return f"{address}{CHAPTERS}" if address.endswith("/") else f"{address}.{CHAPTERS}"
