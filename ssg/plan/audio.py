"""Recordings as views have them."""

from ssg.model.site import PlacedEntry, Site
from ssg.model.view import AudioView

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
    """Return the recording of an entry; what front matter leaves out is told by the file."""
    audio = placed.entry.audio
    if audio is None or placed.audio is None:
        return None
    file = site.copies.get(placed.audio.url.lstrip("/"))
    suffix = "." + placed.audio.url.rpartition(".")[2].lower()
    return AudioView(
        src=placed.audio.url,
        length=audio.length or (file.size if file else 0),
        duration=audio.duration,
        type=audio.type or _AUDIO_TYPES.get(suffix, "audio/mpeg"),
        transcript=audio.transcript,
        chapters=audio.chapters,
    )
