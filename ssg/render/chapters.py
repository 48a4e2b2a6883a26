"""Chapters as players read them: JSON of the podcast namespace, version 1.2."""

import json

from ssg.model.entry import Chapter
from ssg.model.view import ChaptersView
from ssg.render.address import absolute_address, safe_address
from ssg.render.context import PageContext
from ssg.render.feed import start_of

Json = dict[str, object]


def write_chapters(view: ChaptersView, page: PageContext) -> str:
    """Return the file of chapters of one recording, in the order of their times."""
    chapters = sorted(view.chapters, key=lambda chapter: start_of(chapter.start))
    told: Json = {
        "version": "1.2.0",
        "title": view.title,
        "chapters": [_chapter(chapter, page.site_url) for chapter in chapters],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _chapter(chapter: Chapter, site_url: str) -> Json:
    start = start_of(chapter.start)
    told: Json = {
        "startTime": int(start) if start == int(start) else start,
        "title": chapter.title,
    }
    if chapter.image:
        told["img"] = absolute_address(safe_address(chapter.image), site_url)
    if chapter.url:
        told["url"] = absolute_address(safe_address(chapter.url), site_url)
    return told
