"""The sizes in which old hosts keep one picture, and the names of the original.

WordPress writes `x-300x200.jpg` beside `x.jpg`; a large upload is shown as `x-scaled.jpg`, an
edited one as `x-e1300000000000.jpg`, a turned one as `x-rotated.jpg`. Its servers and Photon take
sizes from the query. Blogger has the size as a folder (`/s320/`, `/w640-h480/`) or at the end
(`=s1600`); `s0` is the original.
"""

import re

_SIZE = re.compile(r"-[0-9]{1,5}x[0-9]{1,5}(?=\.[A-Za-z0-9]+\Z)")
_SCALED = re.compile(r"-scaled(?=\.[A-Za-z0-9]+\Z)")
_CHANGED = re.compile(r"(?:-e[0-9]{10,13}|-rotated)(?=\.[A-Za-z0-9]+\Z)")
_END = re.compile(r"(?=\.[A-Za-z0-9]+\Z)")
_SIZE_QUERY = re.compile(
    r"(?:w|h|ssl|resize|fit|quality|strip|zoom|crop|lb|ulb|brightness|is-pending-load)(?:=|\Z)"
)

_TOKEN = r"[swh][0-9]{1,5}(?:-[a-z][a-z0-9]*)*"  # noqa: S105 - no secret, a size
_TOKEN_FOLDER = re.compile(rf"/({_TOKEN})(?=/[^/]*\Z)")
_TOKEN_END = re.compile(rf"=({_TOKEN})\Z")
_NUMBER_FOLDER = re.compile(r"/(?:100|200|320|400|640|800|1024|1600)(?=/[^/]*\Z)")
_AS_PAGE = re.compile(r"-h(?=-|\Z)")
_LONGEST_READABLE = 60


def wordpress_names(name: str) -> tuple[str, ...]:
    """Return the names under which the picture `name` may lie, best first, `name` among them.

    What an author changed after uploading (cut, turned) is shown as changed: the picture as it was
    before comes last.
    """
    names = [name]
    whole = _SIZE.sub("", name)
    if _SCALED.search(whole):
        names = [_SCALED.sub("", whole), whole, name]
    elif _CHANGED.search(whole):
        names = [whole, name, _CHANGED.sub("", whole)]
    elif whole != name:
        names = [whole, _END.sub("-scaled", whole, count=1), name]
    return tuple(dict.fromkeys(names))


def is_size_of(name: str) -> str:
    """Return the name of the file that `name` is only a size of, or "".

    >>> is_size_of("sea-300x200.jpg")
    'sea.jpg'
    """
    whole = _SCALED.sub("", _SIZE.sub("", name))
    return whole if whole != name else ""


def without_sizes(query: str) -> str:
    """Return a query without what asks for a size.

    >>> without_sizes("w=300&ssl=1&v=2")
    'v=2'
    """
    return "&".join(part for part in query.split("&") if part and not _SIZE_QUERY.match(part))


def blogger_paths(path: str) -> tuple[str, ...]:
    """Return the paths under which Blogger has the picture at `path`, best first, itself last."""
    if _TOKEN_END.search(path):
        return _in_order(_TOKEN_END.sub("=s0", path), _TOKEN_END.sub(_as_file, path), path)
    if _TOKEN_FOLDER.search(path):
        return _in_order(_TOKEN_FOLDER.sub("/s0", path), _TOKEN_FOLDER.sub(_as_file, path), path)
    if _NUMBER_FOLDER.search(path):
        return _in_order(_NUMBER_FOLDER.sub("/1600", path), path)
    if "." not in path.rpartition("/")[2]:
        return (f"{path}=s0", path)
    return (path,)


def without_blogger_size(path: str) -> str:
    """Return `path` without its size: what all sizes of one picture have in common."""
    without = _TOKEN_END.sub("", path)
    without = _TOKEN_FOLDER.sub("", without)
    return _NUMBER_FOLDER.sub("", without)


def is_readable(name: str) -> bool:
    """Tell whether the last part of an address is a name that somebody gave, and no code."""
    return "." in name and len(name) <= _LONGEST_READABLE


def _as_file(token: re.Match[str]) -> str:
    """Return a size as that of the picture itself: `s1600-h` is a page around it."""
    return _AS_PAGE.sub("", token[0])


def _in_order(*paths: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))
