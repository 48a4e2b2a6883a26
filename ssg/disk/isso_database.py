"""The database of Isso, read and never written."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ssg.replies.isso import Row

_COLUMNS = """
    SELECT threads.uri, comments.id, comments.parent, comments.mode, comments.created,
           comments.text, comments.author, comments.email, comments.website
    FROM comments JOIN threads ON threads.id = comments.tid ORDER BY comments.id
"""


def read_rows(file: Path) -> tuple[list[Row], str]:
    """Return the comments in `file`, and "" or why it cannot be read."""
    address = f"{file.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.text_factory = lambda content: content.decode("utf-8", "replace")
            return [_row(found) for found in database.execute(_COLUMNS)], ""
    except sqlite3.Error as error:
        return [], f"this is no database of Isso that can be read ({error})"


def _row(found: tuple[object, ...]) -> Row:
    uri, number, parent, mode, created, *texts = found
    text, name, email, website = (each if isinstance(each, str) else "" for each in texts)
    return Row(
        uri=str(uri),
        id=_whole(number),
        parent=_whole(parent) or None,
        mode=_whole(mode),
        created=created if isinstance(created, int | float) else None,
        text=text,
        name=name,
        email=email,
        website=website,
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
