"""An answer is there, or gone, or of no use."""

import datetime as dt
import re

from ssg.asking.answer import Answer
from ssg.asking.cleaning import Json, value_in
from ssg.asking.json_texts import NoAnswer, read_json
from ssg.asking.moments import moment_from
from ssg.embeds.model import Gone, Unclear
from ssg.parse.comments.body import comment_html

_GONE = {
    401: "it is not for everyone",
    403: "it is not for everyone",
    404: "it is not there any more",
    410: "it was taken down",
}
LONGEST_POST = 20_000
_REL = re.compile(r' rel="[^"]*"')


def fault_by_status(answer: Answer) -> Gone | Unclear | None:
    """Return what the status of an answer tells of the thing, None where it is there."""
    if answer.problem:
        return Unclear(answer.problem)
    if answer.status in _GONE:
        return Gone(_GONE[answer.status])
    return None


def json_of(answer: Answer) -> Json | Gone | Unclear:
    """Return what an answer holds, not yet checked in any way."""
    if fault := fault_by_status(answer):
        return fault
    value = read_json(answer)
    return Unclear(value.reason) if isinstance(value, NoAnswer) else value


def post_in(json: Json, *path: str) -> str:
    """Return the words of a post as simple HTML, made safe; "" without any."""
    value = value_in(json, *path)
    return post_of(value) if isinstance(value, str) else ""


def post_of(html: str) -> str:
    """Return words as simple HTML, made safe and without what only machines read."""
    # The marks on links are put there again whenever the record is read.
    return _REL.sub("", comment_html(html[:LONGEST_POST])).strip()


def moment_in(json: Json, *path: str) -> dt.datetime | None:
    """Return a moment of ISO 8601 as UTC has it, None for anything else."""
    value = value_in(json, *path)
    moment = moment_from(value) if isinstance(value, str) else None
    return moment.astimezone(dt.UTC) if moment else None
