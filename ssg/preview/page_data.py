"""What a page of the preview knows of itself: the data of its bar and of the overlay."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ssg.disk.excerpts import with_excerpts
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import PlannedPage
from ssg.model.view import Article, EntryView
from ssg.preview.press import Served
from ssg.preview.sight import Sight, status_of
from ssg.text.dates import in_words
from ssg.text.excerpt import cut_line

_EXCERPT_WIDTH = 120
_PROBLEMS_AT_MOST = 50
_HIDDEN_AT_MOST = 1_000

CLIENT = '<script type="module" src="/__ssg/client/client.js"></script>'


def with_page_data(html: bytes, page_data: dict[str, Any]) -> bytes:
    """Return an HTML page with `page_data` and the client's script at the end of its body."""
    # Neither "</script>" nor "<!--" may end or hide what follows, and names of files may hold
    # halves of characters, which only escapes can carry.
    text = json.dumps(page_data).replace("<", "\\u003c")
    data = f'<script type="application/json" id="ssg-preview-page">{text}</script>'
    head, body_end, rest = html.rpartition(b"</body>")
    if not body_end:
        head, rest = html, b""
    return b"".join((head, f"{data}{CLIENT}".encode(), body_end, rest))


def page_data_of(sight: Sight, served: Served, address: str, site: Path) -> dict[str, Any]:
    """Return what the page at `address` tells of itself."""
    article = _article_of(sight.outputs.get(address))
    broken = [problem for problem in served.problems if problem.level is Level.ERROR]
    return {
        "epoch": sight.number,
        "busy": not sight.is_whole,
        "address": sight.base_path + address,
        **_article_data(article),
        "problems": problems_data(sight.problems_of(article.source), site) if article else [],
        "errors": problems_data((*sight.errors, *broken), site),
        "hidden": dict(list(sight.hidden.items())[:_HIDDEN_AT_MOST]),
    }


def problems_data(problems: Iterable[Diagnostic], site: Path) -> list[dict[str, Any]]:
    """Return problems as the browser shows them, with the lines that they are about."""
    shown = list(dict.fromkeys(problems))[:_PROBLEMS_AT_MOST]
    return [_problem_data(problem) for problem in with_excerpts(shown, site)]


def _article_of(output: object) -> Article | None:
    if isinstance(output, PlannedPage) and isinstance(output.view, EntryView):
        return output.view.entry
    return None


def _article_data(article: Article | None) -> dict[str, Any]:
    if article is None:
        return {"source": "", "kind": "", "title": "", "status": "", "until": "", "words": 0}
    status = status_of(article)
    is_waiting = status == "scheduled" and article.date is not None
    return {
        "source": article.source,
        "kind": article.kind,
        "title": article.title,
        "status": status,
        "until": in_words(article.date) if is_waiting and article.date else "",
        "words": article.words,
        "minutes": article.minutes,
    }


def _problem_data(problem: Diagnostic) -> dict[str, Any]:
    text, caret = cut_line(problem.excerpt, problem.column, _EXCERPT_WIDTH)
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "place": problem.place,
        "level": problem.level.value,
        "rule": problem.rule,
        "message": problem.message,
        "fix": problem.fix,
        "excerpt": text,
        "caret": caret if text.strip() else -1,
    }
