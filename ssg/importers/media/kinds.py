"""What kinds of files there are, by the ends of their names."""

import enum
import re
from functools import lru_cache


class Kind(enum.Enum):
    """What a file is for."""

    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    DOCUMENT = "document"


_SUFFIXES = {
    Kind.PICTURE: """jpg jpeg jpe jfif png gif webp avif heic heif bmp tif tiff ico svg svgz""",
    Kind.SOUND: """mp3 m4a m4b aac ogg oga opus wav wma flac mid midi aif aiff amr ra""",
    Kind.FILM: """mp4 m4v mov qt webm ogv avi wmv asf mpg mpeg mkv flv 3gp 3g2 swf rm vtt srt""",
    Kind.DOCUMENT: """pdf doc docx docm dot dotx odt ott rtf txt xls xlsx xlsm ods csv tsv ppt pptx
        pps ppsx odp key pages numbers epub mobi azw3 djvu ps eps ai psd zip gz tgz tar rar 7z
        json bib ris tex ics vcf kml kmz gpx woff woff2 ttf otf""",
}
KIND_BY_SUFFIX = {
    suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()
}
"""What a file is, by the end of its name in lower case and without the dot."""

MEDIA_SUFFIX = re.compile(
    rf"\.(?:{'|'.join(sorted(KIND_BY_SUFFIX, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
"""Finds the end of a file's name in a longer text."""

_RUN_BY_SERVERS = re.compile(
    r"(?:php\d?|phtml|phar|cgi|pl|py|asp|aspx|jsp|sh|exe|html?|xhtml|shtml|htaccess|sql|log|bak)\Z"
)
_SUFFIX = re.compile(r"[a-z0-9]{1,8}\Z")


@lru_cache(maxsize=5_000)
def suffix_of(name: str) -> str:
    """Return the end of a file's name in lower case and without the dot, or "".

    >>> suffix_of("holiday.tar.GZ")
    'gz'
    """
    stem, dot, suffix = name.rpartition(".")
    suffix = suffix.lower()
    return suffix if stem and dot and _SUFFIX.match(suffix) and not suffix.isdigit() else ""


def kind_of(name: str) -> Kind | None:
    """Return what the file `name` is for, or None where its name does not tell."""
    return KIND_BY_SUFFIX.get(suffix_of(name))


def may_lie_among_uploads(name: str) -> bool:
    """Tell whether a file of this name, found among uploads, is one that readers were shown.

    Programs, pages, logs and copies of databases are none.
    """
    suffix = suffix_of(name)
    return bool(suffix) and not _RUN_BY_SERVERS.match(suffix)
