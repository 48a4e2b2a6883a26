"""Whether bytes are what a file's name says: a page that says "not found" is no picture."""

import re

from ssg.importers.media.kinds import Kind, kind_of, suffix_of

BEGINNING = 4096
"""How many bytes tell what a file is."""

_PAGE = re.compile(
    rb"(?:<\?php|(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|h1|div|p|br|center)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>/]")
_PAGE_SUFFIXES = frozenset({"html", "htm", "xhtml"})

_PICTURES = (
    (rb"\xff\xd8\xff", "jpg"),
    (rb"\x89PNG\r\n\x1a\n", "png"),
    (rb"GIF8[79]a", "gif"),
    (rb"RIFF.{4}WEBP", "webp"),
    (rb"....ftyp(?:avif|avis)", "avif"),
    (rb"....ftyp(?:heic|heix|mif1|msf1|hevc)", "heic"),
    (rb"BM.{4}\0{4}", "bmp"),
    (rb"II\*\0|MM\0\*", "tif"),
    (rb"\0\0[\x01\x02]\0", "ico"),
)
_ISO = rb"....(?:ftyp|moov|mdat|wide|free|skip|pnot)"
_SOUNDS_AND_FILMS = (
    (rb"ID3|\xff[\xe0-\xff]", "mp3"),
    (_ISO, "mp4"),
    (rb"OggS", "ogg"),
    (rb"RIFF.{4}WAVE", "wav"),
    (rb"fLaC", "flac"),
    (rb"MThd", "mid"),
    (rb"FORM.{4}AIF", "aif"),
    (rb"#!AMR", "amr"),
    (rb"\.ra\xfd|\.RMF", "rm"),
    (rb"\x1aE\xdf\xa3", "webm"),
    (rb"RIFF.{4}AVI ", "avi"),
    (rb"\x30\x26\xb2\x75", "wmv"),
    (rb"FLV\x01", "flv"),
    (rb"\0\0\x01[\xb3\xba]|G.{187}G", "mpg"),
    (rb"[FCZ]WS", "swf"),
    (rb"#EXTM3U|WEBVTT", "vtt"),
)
_PACKED = rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"
_OFFICE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf|" + _PACKED
_DOCUMENTS = {
    "pdf": rb".{0,1024}?%PDF-",
    "zip": _PACKED,
    "epub": _PACKED,
    "docx": _OFFICE,
    "xlsx": _OFFICE,
    "pptx": _OFFICE,
    "odt": _PACKED,
    "ods": _PACKED,
    "odp": _PACKED,
    "doc": _OFFICE,
    "xls": _OFFICE,
    "ppt": _OFFICE,
    "gz": rb"\x1f\x8b",
    "tgz": rb"\x1f\x8b",
    "rar": rb"Rar!\x1a\x07",
    "7z": rb"7z\xbc\xaf\x27\x1c",
    "rtf": rb"\{\\rtf",
}


def _compiled(signs: tuple[tuple[bytes, str], ...]) -> tuple[tuple[re.Pattern[bytes], str], ...]:
    return tuple((re.compile(sign, re.DOTALL), suffix) for sign, suffix in signs)


_SIGNS = {
    Kind.PICTURE: _compiled(_PICTURES),
    Kind.SOUND: _compiled(_SOUNDS_AND_FILMS),
    Kind.FILM: _compiled(_SOUNDS_AND_FILMS),
}
_DOCUMENT_SIGNS = {name: re.compile(sign, re.DOTALL) for name, sign in _DOCUMENTS.items()}
_WORDS = {
    Kind.PICTURE: "no picture",
    Kind.SOUND: "no recording",
    Kind.FILM: "no film",
    Kind.DOCUMENT: "no such document",
}


def content_problem(beginning: bytes, name: str, content_type: str) -> str:
    """Return why what a server sent is not the file `name`, or "".

    `beginning` are its first BEGINNING bytes or all there are, `content_type` what the server
    says ("" where it says nothing). The bytes count for more than the server's word. The answer
    completes the sentence "`name` was not taken: …".
    """
    if problem := given_problem(beginning, name):
        return problem
    kind = kind_of(name) or (Kind.PICTURE if not suffix_of(name) else None)
    if _has_sign(beginning, name, kind):
        return ""
    said = content_type.partition(";")[0].strip().lower()
    if said in {"text/html", "application/xhtml+xml"} and suffix_of(name) not in _PAGE_SUFFIXES:
        return "the server sent a web page instead, which is how some say that it is not there"
    words = _WORDS[kind] if kind else "no such file"
    if _is_unlikely(said, kind):
        return f"the server says that it is {words} but {said}"
    has_sign = kind in _SIGNS or suffix_of(name) in _DOCUMENT_SIGNS
    is_words = has_sign and suffix_of(name) not in {"vtt", "srt"} and _is_text(beginning)
    return f"what the server sent is {words} but text" if is_words else ""


def given_problem(beginning: bytes, name: str) -> str:
    """Return why a file that the user gave cannot be what its name says, or "".

    It gets the benefit of the doubt: only what is empty, or a page by another name, is refused.
    """
    if not beginning:
        return "it is empty"
    suffix = suffix_of(name)
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_svg = suffix in {"svg", ""} and _SVG.search(start)
    if suffix not in {*_PAGE_SUFFIXES, "txt", "vtt", "srt"} and not is_svg and _PAGE.match(start):
        return "it is a web page and not the file, which is how some servers say “not found”"
    return ""


def suffix_by_content(beginning: bytes) -> str:
    """Return the usual suffix ("jpg") of a picture, sound or film, or "" for anything else."""
    for signs in (_SIGNS[Kind.PICTURE], _SIGNS[Kind.SOUND]):
        for sign, suffix in signs:
            if sign.match(beginning):
                return suffix
    return "svg" if _SVG.search(beginning) else ""


def _has_sign(beginning: bytes, name: str, kind: Kind | None) -> bool:
    """Tell whether the bytes prove what the name says; pictures may be of another format."""
    if kind is Kind.PICTURE and suffix_of(name) in {"svg", ""} and _SVG.search(beginning):
        return True
    if kind in _SIGNS:
        return any(sign.match(beginning) for sign, _ in _SIGNS[kind])
    sign = _DOCUMENT_SIGNS.get(suffix_of(name))
    return sign is not None and sign.match(beginning) is not None


def _is_unlikely(said: str, kind: Kind | None) -> bool:
    """Tell whether a server names another kind than `kind`; "octet-stream" says nothing."""
    main = said.partition("/")[0]
    if kind is Kind.PICTURE:
        return main in {"text", "audio", "video"} or said == "application/json"
    if kind in {Kind.SOUND, Kind.FILM}:
        return main == "image" or said == "application/json"
    return False


def _is_text(beginning: bytes) -> bool:
    """Tell whether bytes are words and not a file of pixels or sounds."""
    if b"\0" in beginning:
        return False
    try:
        text = beginning.decode()
    except UnicodeDecodeError as error:
        # The last character may have been cut in two.
        if error.start < len(beginning) - 4:
            return False
        text = beginning[: error.start].decode()
    return all(character.isprintable() or character in "\r\n\t\f" for character in text)
