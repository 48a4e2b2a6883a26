"""The text of a comment as safe HTML."""

import functools
import re

import nh3

TAGS = frozenset(
    {
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "em", "i", "li", "ol"),
        *("p", "pre", "q", "s", "strike", "strong", "sub", "sup", "ul"),
    }
)
"""What WordPress lets a reader write, and what its editor makes of it."""

_BLOCK = re.compile(r"<(pre|ul|ol)\b.*?</\1\s*>|</?blockquote\b[^>]*>", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"</?(?:p|div)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^>]*>[ \t]*\n?", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_LINK_OR_TAG_OR_ADDRESS = re.compile(
    r"<(a|code|pre)\b.*?</\1\s*>|<(https?://[^\s<>]+)>|<[^>]*>|(https?://[^\s<>\"]+)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_ADDRESS = re.compile(r"(?:[.,;:!?'\])]|&(?:quot|gt|lt|#\d+);)$")


def comment_html(body: str) -> str:
    """Return the text or simple HTML of a comment as safe HTML.

    Line breaks count as WordPress counts them: an empty line divides paragraphs, a single one
    breaks the line; bare addresses become links. Links are marked for search engines as not ours.
    """
    text = _with_links(body.strip()) if "://" in body else body.strip()
    return _cleaner().clean(_with_paragraphs(text)).strip()


def _with_paragraphs(text: str) -> str:
    if "<" not in text:
        return "".join(_paragraphs(text))
    text = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", text))
    parts: list[str] = []
    end = 0
    for match in _BLOCK.finditer(text):
        parts += _paragraphs(text[end : match.start()])
        parts.append(match[0])
        end = match.end()
    parts += _paragraphs(text[end:])
    return "".join(parts)


def _paragraphs(text: str) -> list[str]:
    paragraphs = (part.strip() for part in _BLANK_LINES.split(text))
    return [f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part]


def _with_links(text: str) -> str:
    """Turn addresses that stand in the text into links; leave links and tags alone."""

    def link(match: re.Match[str]) -> str:
        written = match[2] or match[3]
        if not written:
            return match[0]
        url = written if match[2] else _without_punctuation(written)
        return f'<a href="{url}">{url}</a>{written[len(url) :]}'

    return _LINK_OR_TAG_OR_ADDRESS.sub(link, text)


def _without_punctuation(url: str) -> str:
    """Return `url` without the marks of the sentence that it ends."""
    while end := _AFTER_ADDRESS.search(url):
        if end[0] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[: end.start()]
    return url


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
