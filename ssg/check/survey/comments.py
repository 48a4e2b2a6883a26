"""Addresses in readers' comments that are relative: the comments feed leads nowhere by them."""

import re
from collections.abc import Iterator

from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.comment import Comment, Thread
from ssg.model.diagnostic import Diagnostic
from ssg.text.addresses import is_external
from ssg.text.html import escape_attribute, split_html

_ID = re.compile(r"""^[ \t-]*["']?id["']?[ \t]*:[ \t]*["']?([\w.:-]+)""", re.MULTILINE)


def check_comments(thread: Thread, manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report each relative address in a comment of `thread`; `manuscript` is the comments file."""
    starts: dict[str, tuple[int, int]] = {}
    for comment in thread.comments:
        for written in _relative_addresses(comment):
            starts = starts or _comments_in(manuscript.text)
            yield warning(
                manuscript,
                _offset_of(written, *starts.get(comment.id, (0, len(manuscript.text))), manuscript),
                "relative-address",
                f"the comment `{comment.id}` names {written}, which leads nowhere in the comments"
                " feed",
                "write its whole address, with https://, or take the link out",
            )


def _relative_addresses(comment: Comment) -> Iterator[str]:
    if "href=" not in comment.body_html:
        return
    hrefs = (attributes_of(tag).get("href", "") for tag in split_html(comment.body_html)[1::2])
    led_by = dict.fromkeys(filter(None, hrefs))
    yield from (href for href in led_by if href[0] != "#" and not is_external(href))


def _comments_in(text: str) -> dict[str, tuple[int, int]]:
    """Return where each comment of a file begins, by its id, and where the next one does."""
    found = [*_ID.finditer(text)]
    ends = [*(each.start() for each in found[1:]), len(text)]
    return {each[1]: (each.start(1), end) for each, end in zip(found, ends, strict=False)}


def _offset_of(written: str, start: int, end: int, manuscript: Manuscript) -> int:
    """Return where the address stands in its comment, else where that begins."""
    for spelling in (written, escape_attribute(written)):
        at = manuscript.text.find(spelling, start, end)
        if at >= 0:
            return at
    return start
