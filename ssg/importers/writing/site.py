"""The settings of an imported site."""

import json
from collections import Counter
from collections.abc import Container

from ssg.importers.decisions import Decisions
from ssg.importers.emails import with_wide_signs
from ssg.importers.mapping.menu import MenuWord
from ssg.importers.old_site import UNKNOWN_URL
from ssg.importers.writing.titles import plain_summary, plain_title
from ssg.model.settings import DEFAULT_THEME

IGNORED = "/output/\n/.ssg-cache/\n/.import/\n"
"""What git is not to keep: what can be made again, and what nobody else may see."""


def site_settings(decisions: Decisions) -> dict[str, str]:
    """Return the settings of the new site: key -> the lines that say it, each ending in a newline.

    The order is that of the file.
    """
    blog, site = decisions.survey.blog, decisions.site
    guarded = decisions.survey.emails
    title = _visible(with_wide_signs(plain_title(blog.title), guarded)) or "My Blog"
    found = {
        "title": f"title: {_in_quotes(title)}\n",
        "tagline": _line("tagline", with_wide_signs(plain_summary(blog.tagline), guarded)),
        "url": f"url: {_in_quotes(site.url)}\n",
        "language": f"language: {decisions.language}\n",
        "timezone": f"timezone: {decisions.zone.name}\n",
        "author": _line("author", most_frequent_author(decisions)),
        "theme": f"theme: {DEFAULT_THEME}\n",
        "permalink": f"permalink: {_in_quotes(decisions.pattern.text)}\n",
        "posts_per_page": "posts_per_page: 10\n",
        "menu": _menu(decisions.menus.words),
        "comments": "comments: {provider: none}\n",
    }
    return {key: text for key, text in found.items() if text}


def most_frequent_author(decisions: Decisions) -> str:
    """Return the id of the author who wrote most, "" where there is none."""
    counts: Counter[str] = Counter()
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if place.permalink and not place.is_page:
            counts.update(decisions.people.ids_of(entry.terms, entry.creators)[:1])
    for author in decisions.people.authors:
        counts.setdefault(author.id, 0)
    return min(counts, key=lambda id_: (-counts[id_], id_), default="")


_REMARKS = {
    "title": "# The settings of the site. A line that begins with # is a comment.\n\n",
    "url": "\n# The address that readers type: the old one. Change it if the blog moves.\n",
    "timezone": "\n# Dates without an offset are in this time zone.\n",
    "author": "\n# Who writes if a post does not say: a file in content/authors/, without .yaml.\n",
    "permalink": "\n# How the addresses of new posts are made; imported ones name their own.\n",
    "menu": "\n# The words at the top of each page, as far as the old menu said.\n",
    "comments": (
        "\n# Old comments are shown with their posts. Readers cannot answer yet;\n"
        "# {provider: mailto} lets them write to the address in an author's file.\n"
    ),
}
_UNKNOWN_URL = "\n# The export does not say where the blog stood. Write its address here.\n"


def new_site_file(settings: dict[str, str]) -> str:
    """Return the text of site.yaml for a folder that has none."""
    remarks = dict(_REMARKS)
    if UNKNOWN_URL in settings.get("url", ""):
        remarks["url"] = _UNKNOWN_URL
    return "".join(remarks.get(key, "") + text for key, text in settings.items())


def with_missing_settings(text: str, keys: Container[str], settings: dict[str, str]) -> str:
    """Return the text of a site.yaml, which has `keys`, with those of `settings` that it lacks."""
    missing = [line for key, line in settings.items() if key not in keys]
    if not missing:
        return text
    gap = "" if text.endswith("\n") or not text else "\n"
    return f"{text}{gap}\n# Added by the import of the old blog.\n{''.join(missing)}"


def _line(key: str, value: str) -> str:
    return f"{key}: {_in_quotes(value)}\n" if _visible(value) else ""


def _menu(words: tuple[MenuWord, ...]) -> str:
    lines = [
        f"  - {{title: {_in_quotes(word.title)}, url: {_in_quotes(word.url)}}}\n"
        for word in words
        if _visible(word.title) and word.url.isprintable()
    ]
    return f"menu:\n{''.join(lines)}" if lines else ""


def _in_quotes(text: str) -> str:
    return json.dumps(_visible(text), ensure_ascii=False)


def _visible(text: str) -> str:
    """Return a text without signs that nobody sees, which no settings may hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign.isspace()).strip()
