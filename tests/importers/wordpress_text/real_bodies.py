"""The bodies of real exports, found by a plain scan that shares nothing with the importer."""

import html
import re
from functools import cache
from pathlib import Path

_BODY = re.compile(r"<content:encoded>(.*?)</content:encoded>", re.DOTALL)
_COMMENT = re.compile(r"<wp:comment_content>(.*?)</wp:comment_content>", re.DOTALL)


@cache
def real_bodies(exports: Path) -> tuple[tuple[str, str], ...]:
    """Return file and text of each body."""
    return _texts(exports, _BODY)


@cache
def real_comments(exports: Path) -> tuple[tuple[str, str], ...]:
    """Return file and text of each comment."""
    return _texts(exports, _COMMENT)


def _texts(exports: Path, place: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (file.name, _content(match[1]))
        for file in sorted(exports.glob("*/*.xml"))
        for match in place.finditer(file.read_text("utf-8", errors="replace"))
    )


def _content(written: str) -> str:
    written = written.replace("]]]]><![CDATA[>", "]]>")
    inner = re.fullmatch(r"\s*<!\[CDATA\[(.*)\]\]>\s*", written, re.DOTALL)
    return inner[1] if inner else html.unescape(written)
