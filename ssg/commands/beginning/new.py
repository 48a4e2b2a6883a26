"""`ssg new`: a post or page to begin with."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from ssg.commands.clock import in_zone, parse_moment, read_moment
from ssg.commands.editor import edit_and_wait
from ssg.commands.failures import UsageError
from ssg.commands.options import read_option
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.site_settings import read_site_settings
from ssg.disk.writing.new_files import write_new_file
from ssg.letters.farewell import Farewell, farewell_of
from ssg.model.settings import Settings
from ssg.parse.decoders import AUTHOR_ID
from ssg.parse.yaml.text import quoted
from ssg.text import dates
from ssg.text.nearest import did_you_mean
from ssg.text.slug import slugify

_POST_HINTS = """\
# categories: [Books, Opinion/Economy]     a slash makes a category within another
# tags: [libraries, budgets]
# summary: One sentence for lists and feeds; else the text before <!--more-->
# image: {src: /media/picture.jpg, alt: "What it shows"}
# series: {name: Letters, part: 2}
# updated: 2026-12-01
draft: true     # remove this line to publish
"""
_PAGE_HINTS = """\
# description: For search engines and cards
draft: true     # remove this line to publish
"""


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - takes no time
    words: Sequence[str],
    is_page: bool,
    author: str | None,
    date: str | None,
    opens_editor: bool,
    moved_from: str | None,
) -> Outcome:
    """Write a new entry with its front matter and return its path."""
    settings, problems = read_site_settings(site_folder)
    if settings is None:
        return Outcome(problems)
    farewell = _farewell(settings, moved_from)
    title = _title(words, farewell)
    if author:
        _refuse_unknown_author(site_folder, author)
    moment = in_zone(parse_moment(date) if date else read_moment(None), settings.timezone)
    slug = slugify(title)
    if is_page:
        path, text = f"content/pages/{slug}.md", _page(title, author)
    else:
        _refuse_what_builds_refuse(moment, date)
        path = f"content/posts/{moment:%Y}/{moment:%Y-%m-%d}-{slug}.md"
        text = _post(title, author or _needed_author(settings), _written(moment, date))
    file = _write_new(site_folder, path, text + (farewell.post if farewell else ""))
    if opens_editor:
        edit_and_wait(file)
    return Outcome(
        lines=_farewell_lines(farewell),
        result=(str(file),),
        report={"path": path} | ({"farewell": farewell.farewell} if farewell else {}),
    )


def _title(words: Sequence[str], farewell: Farewell | None) -> str:
    if not words and farewell:
        return farewell.title
    title = " ".join(words)
    if len(words) > 1:
        message = f"the title came as {len(words)} words"
        raise UsageError(message, f"put it in quotes: ssg new {quoted(title)}")
    if not title.strip():
        message = "the title is empty" if words else "missing argument 'TITLE'"
        raise UsageError(message, 'write it in quotes: ssg new "On Bridges"')
    return title


def _farewell(settings: Settings, moved_from: str | None) -> Farewell | None:
    """Return the words for a move; None where there was none."""
    if not moved_from:
        return None
    _refuse_no_address(moved_from)
    return farewell_of(settings, moved_from)


def _farewell_lines(farewell: Farewell | None) -> tuple[str, ...]:
    if farewell is None:
        return ()
    return "", "For the old blog, as a last post on top:", "", *farewell.farewell.split("\n")


def _refuse_no_address(url: str) -> None:
    try:
        is_whole = urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        is_whole = False
    if not is_whole:
        message = f"{url} is not the address of a blog"
        raise UsageError(message, "write it whole: --moved-from https://old.example/")


def _post(title: str, author: str, date: str) -> str:
    byline = f"author: {author}\n" if author else ""
    return f"---\ntitle: {quoted(title)}\ndate: {date}\n{byline}{_POST_HINTS}---\n\n"


def _page(title: str, author: str | None) -> str:
    byline = f"author: {author}\n" if author else ""
    return f"---\ntitle: {quoted(title)}\n{byline}{_PAGE_HINTS}---\n\n"


def _needed_author(settings: Settings) -> str:
    """Return what must stand in the post: nothing, where the site names a default."""
    return "" if settings.author else "# ID     a file in content/authors/, without .yaml"


def _written(moment: dt.datetime, date: str | None) -> str:
    """Return the date as front matter has it: the day alone where only the day was given."""
    if date and len(date.strip()) == len("2026-11-22"):
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}"


def _refuse_what_builds_refuse(moment: dt.datetime, date: str | None) -> None:
    written = _written(moment, date)
    if dates.parse_moment(written, moment.tzinfo or dt.UTC) is None:
        message = f"{date or written} is no date of a post"
        raise UsageError(message, f"name a year from {dates.FIRST_YEAR} to {dates.LAST_YEAR}")


def _refuse_unknown_author(site_folder: Path, author: str) -> None:
    read_option(author, AUTHOR_ID)
    known = sorted(file.stem for file in (site_folder / "content/authors").glob("*.y*ml"))
    if author not in known:
        message = f"there is no author {author!r}{did_you_mean(author, known)}"
        fix = f"choose one of {', '.join(known)}" if known else "no author has a file yet"
        raise UsageError(message, f"{fix}, or write content/authors/{author}.yaml first")


def _write_new(site_folder: Path, path: str, text: str) -> Path:
    try:
        return write_new_file(site_folder, path, text)
    except FileExistsError as error:
        message = f"{path} is there already; nothing was written"
        raise UsageError(message, "choose another title, or open that file") from error
