"""Pagefind's files in one order: equal documents give equal bytes.

Pagefind keeps what it filters by in tables whose order changes with every run, and so three kinds
of its files differ from run to run: a filter (its values), the meta file (the list of filters) and
the entry file, which names the meta file. All else depends on the documents and their order alone.
So the values and filters are sorted, and these files named anew by what they hold then.

Filters and meta files are gzip around a mark and CBOR (RFC 8949) with definite lengths:
a filter is [name, [[value, pages], …]], a meta file [version, pages, chunks, filters, sorts,
fields] with filters [[name, hash], …], as pagefind/src/index of Pagefind 1.5 writes them.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping

_MARK = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_TEXT, _LIST = 3, 4
_FILTERS = 3
"""The place of the filters in a meta file."""

Files = dict[str, bytes]


class UnknownFormatError(Exception):
    """The files are not as this module knows them."""


def in_one_order(files: Mapping[str, bytes]) -> Files:
    """Return the files of a bundle with one index, by name, in the one order.

    Raises UnknownFormatError.
    """
    try:
        return _sorted(dict(files))
    except (IndexError, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise UnknownFormatError from error


def address_in(fragment: bytes) -> str:
    """Return the address of the entry that a file below fragment/ holds the text of.

    Raises UnknownFormatError.
    """
    try:
        return str(json.loads(_opened(fragment).removeprefix(_MARK))["url"])
    except (KeyError, ValueError, TypeError, OSError, EOFError, zlib.error) as error:
        raise UnknownFormatError from error


def _sorted(files: Files) -> Files:
    entry = json.loads(files.pop(_ENTRY))
    ((_, language),) = entry["languages"].items()
    prefix = language["hash"].rpartition("_")[0]
    new_names: dict[bytes, bytes] = {}
    for path in [path for path in files if path.startswith("filter/")]:
        content = _sorted_filter(_opened(files.pop(path)))
        old = path.removeprefix("filter/").removesuffix(".pf_filter")
        new = f"{prefix}_{_hash(content)}"
        new_names[old.encode()] = new.encode()
        files[f"filter/{new}.pf_filter"] = _closed(content)
    meta = _sorted_meta(_opened(files.pop(f"pagefind.{language['hash']}.pf_meta")), new_names)
    language["hash"] = f"{prefix}_{_hash(meta)}"
    files[f"pagefind.{language['hash']}.pf_meta"] = _closed(meta)
    files[_ENTRY] = json.dumps(entry, separators=(",", ":"), sort_keys=True).encode()
    return files


def _sorted_filter(cbor: bytes) -> bytes:
    name, values = _items(cbor)
    in_order = sorted(_items(values), key=lambda pair: _text(next(_items(pair))))
    return _list([name, _list(in_order)])


def _sorted_meta(cbor: bytes, new_names: Mapping[bytes, bytes]) -> bytes:
    parts = list(_items(cbor))
    filters = []
    for pair in _items(parts[_FILTERS]):
        name, old = _items(pair)
        new = new_names[_text(old)]
        filters.append((_text(name), _list([name, _head(_TEXT, len(new)) + new])))
    parts[_FILTERS] = _list([pair for _, pair in sorted(filters)])
    return _list(parts)


def _opened(content: bytes) -> bytes:
    marked = gzip.decompress(content)
    if not marked.startswith(_MARK):
        raise UnknownFormatError
    return marked[len(_MARK) :]


def _closed(content: bytes) -> bytes:
    return gzip.compress(_MARK + content, mtime=0)


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=5).hexdigest()


def _items(cbor: bytes) -> Iterator[bytes]:
    """Yield the items of a list, each as it is encoded."""
    kind, count, at = _read_head(cbor, 0)
    if kind != _LIST:
        raise UnknownFormatError
    for _ in range(count):
        end = _end_of(cbor, at)
        yield cbor[at:end]
        at = end


def _end_of(cbor: bytes, at: int) -> int:
    """Return where the value ends that begins at `at`; it holds numbers, texts and lists alone."""
    waiting = 1
    while waiting:
        kind, value, at = _read_head(cbor, at)
        waiting -= 1
        if kind == _LIST:
            waiting += value
        elif kind == _TEXT:
            at += value
        elif kind != 0:
            raise UnknownFormatError
    return at


def _text(cbor: bytes) -> bytes:
    kind, length, at = _read_head(cbor, 0)
    if kind != _TEXT or at + length != len(cbor):
        raise UnknownFormatError
    return cbor[at:]


def _list(items: list[bytes]) -> bytes:
    return _head(_LIST, len(items)) + b"".join(items)


def _read_head(cbor: bytes, at: int) -> tuple[int, int, int]:
    """Return kind and number of the head at `at`, and where it ends (RFC 8949, 3)."""
    kind, short = divmod(cbor[at], 32)
    if short < 24:  # noqa: PLR2004 - from here on it tells in how many bytes the number follows
        return kind, short, at + 1
    length = {24: 1, 25: 2, 26: 4, 27: 8}[short]
    return kind, int.from_bytes(cbor[at + 1 : at + 1 + length], "big"), at + 1 + length


def _head(kind: int, number: int) -> bytes:
    if number < 24:  # noqa: PLR2004 - as above
        return bytes([kind * 32 + number])
    for short, length in ((24, 1), (25, 2), (26, 4)):
        if number < 1 << (8 * length):
            return bytes([kind * 32 + short]) + number.to_bytes(length, "big")
    raise UnknownFormatError
