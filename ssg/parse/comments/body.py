"""The text of a comment as safe HTML."""

import functools
import re
from collections.abc import Iterator

import nh3

TAGS = frozenset(
    {
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "em", "i", "li", "ol"),
        *("p", "pre", "q", "s", "strike", "strong", "sub", "sup", "ul"),
    }
)
"""What WordPress lets a reader write, and what its editor makes of it."""

_BLOCK = re.compile(
    r"<pre\b.*?</pre\s*>|<(?P<slash>/?)(?:ul|ol)\b[^>]*>|</?blockquote\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_REL = "nofollow ugc noopener"
_LINK_TO_NOTHING = re.compile(rf'<a(?: title="[^"]*")? rel="{_REL}">(.*?)</a>', re.DOTALL)
"""What is left of a link whose address is no address."""
_BARE_LINK = re.compile(r'<a(?: title="[^"]*")?>(.*?)</a>', re.DOTALL)
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
    clean = _cleaner().clean(_with_paragraphs(text)).strip()
    return _LINK_TO_NOTHING.sub(r"\1", clean) if "<a" in clean else clean


def written_body(html: str) -> str:
    """Return HTML that was written elsewhere as a comments file holds it: safe, easy to read.

    Paragraphs are divided by empty lines, and a line ends where the HTML breaks it. Shown by
    `comment_html`, it looks as the HTML did.
    """
    clean = _BARE_LINK.sub(r"\1", _plain_cleaner().clean(html))
    pieces = re.split(r"(<pre\b.*?</pre\s*>)", clean, flags=re.IGNORECASE | re.DOTALL)
    # In HTML the end of a line is a space; in a comments file it is the end of a line.
    pieces[::2] = [_in_lines(piece) for piece in pieces[::2]]
    return _BLANK_LINES.sub("\n\n", "".join(pieces)).strip()


def _in_lines(html: str) -> str:
    text = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", re.sub(r"\s+", " ", html)))
    return re.sub(r" *\n *", "\n", text)


def _with_paragraphs(text: str) -> str:
    if "<" not in text:
        return "".join(_paragraphs(text))
    text = _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", text))
    parts: list[str] = []
    end = 0
    for start, after in _blocks(text):
        parts += _paragraphs(text[end:start])
        parts.append(text[start:after])
        end = after
    parts += _paragraphs(text[end:])
    return "".join(parts)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where blocks begin and end: a list with all lists in it is one."""
    depth = start = end = 0
    for match in _BLOCK.finditer(text):
        if match["slash"] is None:
            if not depth:
                yield match.span()
        elif not match["slash"]:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            end = match.end()
            if not depth:
                yield start, end
    if depth and end > start:
        # One of the lists is not closed: what is closed counts.
        yield start, end


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
def _plain_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*TAGS, "div"},
        attributes={"a": {"href", "title"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=_REL,
    )
