"""Values and bytes as the cache folder keeps them: sealed, so that damage is noticed.

A seal is a checksum in front. Whatever comes back with a broken seal counts as forgotten: a build
takes a little longer, but never shows something wrong.
"""

import marshal
import zlib
from typing import Any

_SEAL_LENGTH = 4
_MARSHAL_VERSION = 2  # Readable by every Python that we run on.


def seal(content: bytes) -> bytes:
    """Return `content` with its checksum in front."""
    return zlib.crc32(content).to_bytes(_SEAL_LENGTH, "big") + content


def unseal(sealed: bytes) -> bytes | None:
    """Return the content of `sealed`, or None where it is damaged."""
    content = sealed[_SEAL_LENGTH:]
    if zlib.crc32(content).to_bytes(_SEAL_LENGTH, "big") != sealed[:_SEAL_LENGTH]:
        return None
    return content


def pack(value: Any) -> bytes:  # noqa: ANN401 - any tree of what marshal takes
    """Return a tree of tuples, lists, dicts, strings, numbers and bytes as sealed bytes."""
    return seal(marshal.dumps(value, _MARSHAL_VERSION))


def unpack(packed: bytes | None) -> Any:  # noqa: ANN401 - the caller knows what it packed
    """Return what was packed, or None where it is damaged or missing."""
    content = None if packed is None else unseal(packed)
    if content is None:
        return None
    try:
        return marshal.loads(content)  # noqa: S302 - sealed by us, in a folder of the user's own
    except (ValueError, EOFError, TypeError):
        return None
