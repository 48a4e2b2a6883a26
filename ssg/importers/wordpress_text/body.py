"""A WordPress body → blocks of HTML."""

import re
from collections.abc import Iterable

from ssg.importers.wordpress_text.blocks import shown_blocks
from ssg.importers.wordpress_text.findings import Findings
from ssg.importers.wordpress_text.showing import shown
from ssg.importers.wordpress_text.split_blocks import NEXT_PAGE, split_blocks
from ssg.importers.wordpress_text.tweets import with_tweets_quoted
from ssg.importers.wordpress_text.values import OldBody, Remark, TextContext

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def body_of(content: str, context: TextContext) -> OldBody:
    """Return the body that the database holds as `content`, ready for conversion.

    Never raises, whatever stands in it, and takes time in proportion to its length.
    """
    findings = Findings(context)
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    text, count = _CONTROL.subn("", text)
    if count:
        findings.notes.append(Remark(1, f"{count} control characters were left out"))
    html = shown_blocks(text, findings) if "<!-- wp:" in text else shown(text, findings)
    blocks, pages = _without_page_marks(with_tweets_quoted(split_blocks(html)))
    return OldBody(
        blocks=blocks,
        more_label=findings.more_label,
        is_lead_hidden=findings.is_lead_hidden,
        pages=pages,
        footnotes=findings.footnotes,
        embeds=tuple(findings.embeds),
        galleries=tuple(findings.galleries),
        unknown_shortcodes=findings.unknown_shortcodes,
        unknown_blocks=findings.unknown_blocks,
        removed_scripts=tuple(findings.removed_scripts),
        notes=tuple(findings.notes),
    )


def _without_page_marks(blocks: Iterable[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    kept: list[str] = []
    pages: list[int] = []
    for block in blocks:
        if block == NEXT_PAGE:
            pages.append(len(kept))
        else:
            kept.append(block)
    return tuple(kept), tuple(pages)
