"""A page as it is before anybody clicks: without what only a reader's click loads."""

import re

_PLAYER = re.compile(rb"""\sdata-player\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_WAITING = re.compile(
    rb"""<(audio|video)\b(?=[^>]*\bpreload\s*=\s*["']?none\b)(?![^>]*\bautoplay\b).*?</\1\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_SOURCE = re.compile(rb"""\ssrc\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def at_rest(html: bytes) -> bytes:
    """Return `html` without the players of cards, and without recordings that wait for a click."""
    if b"data-player" in html:
        html = _PLAYER.sub(b"", html)
    if b"preload" in html:
        html = _WAITING.sub(lambda found: _SOURCE.sub(b"", found[0]), html)
    return html
