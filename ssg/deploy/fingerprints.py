"""Which files may be kept for ever: those whose name changes with their content."""

import re

_FINGERPRINTED = re.compile(r"(?:.*/)?assets/(?:.*/)?[^/]+\.[0-9a-f]{8,}(?:\.[^./]+)+")


def is_fingerprinted(path: str) -> bool:
    """Tell whether the name of the file `path` holds a digest of its content."""
    return _FINGERPRINTED.fullmatch(path) is not None
