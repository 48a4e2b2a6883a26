"""What a host says about a file besides its bytes."""

import mimetypes

from ssg.deploy.fingerprints import is_fingerprinted


def cache_control_of(path: str) -> str:
    """Return how long readers' browsers may keep the file `path` without asking."""
    if is_fingerprinted(path):
        return "public, max-age=31536000, immutable"
    return "public, max-age=0, must-revalidate"


def content_type_of(path: str) -> str:
    """Return the media type of the file `path`, with its encoding where it is a text."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
