"""What a file is, by its name: the same on every machine."""

import mimetypes

_OURS = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_FEEDS = {
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "feed.xml": "application/rss+xml",
    "podcast.xml": "application/rss+xml",
}
_KNOWN = mimetypes.MimeTypes()
"""What Python knows itself: not what this machine's own tables add."""
_TEXTS = ("text/", "application/json", "application/javascript")


def media_type_of(path: str) -> str:
    """Return the media type of the file `path`, with the charset where it is text."""
    name = path.rpartition("/")[2].lower()
    suffix = f".{name.rpartition('.')[2]}" if "." in name[1:] else ""
    found = _FEEDS.get(name) or _OURS.get(suffix) or _guess(name)
    if found is None:
        found = "text/plain" if name.startswith((".", "_")) else "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(_TEXTS) else found


def _guess(name: str) -> str | None:
    found, packing = _KNOWN.guess_type(name)
    return f"application/{packing}" if packing else found
