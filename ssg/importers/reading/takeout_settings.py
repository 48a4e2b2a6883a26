"""`settings.csv`, which lies beside each feed of a takeout → what Blogger's blog was set to.

A row of names (`blog_name`, `blog_time_zone`, …) and a row of values.
"""

import csv
import re
from dataclasses import replace

from ssg.importers.reading.fields import parted
from ssg.model.export import OldBlog, Pairs
from ssg.model.secret import Secret

_MODE = re.compile(r"[A-Za-z]\w*")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LABEL = re.compile(r"[\w-]+")
_DOMAIN_NAMES = ("CUSTOM_DOMAIN", "HOSTED_DOMAIN", "DOMAIN")
_PEOPLE = "_PERMISSION"
"""Ends the names of settings that list who may do something, by e-mail address."""


def read_takeout_settings(text: str) -> Pairs:
    """Return names and values of `text`, a settings.csv, as the old backup calls them: "TIME_ZONE".

    () for a text that is no such file. Some values are secret: `with_takeout_settings` parts them.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = [row for row in csv.reader(f"{line}\n" for line in plain.split("\n")) if any(row)]
    except csv.Error:
        return ()
    if not rows or not all(_MODE.fullmatch(name.strip()) for name in rows[0] if name.strip()):
        return ()
    values = rows[1] if len(rows) > 1 else []
    return tuple(
        (name.strip().upper().removeprefix("BLOG_"), value.strip())
        for name, value in zip(rows[0], values, strict=False)
        if name.strip()
    )


def with_takeout_settings(blog: OldBlog, text: str) -> OldBlog:
    """Return `blog` with what `text`, the settings.csv beside its feed, adds to it.

    What the feed itself says of the blog counts. E-mail addresses and lists of people are secret.
    """
    settings = read_takeout_settings(text)
    if not settings:
        return blog
    by_name = dict(reversed(settings))
    told, secrets = parted(pair for pair in settings if not _names_people(*pair))
    people = tuple((name, Secret(value)) for name, value in settings if _names_people(name, value))
    return replace(
        blog,
        title=blog.title or by_name.get("NAME", ""),
        tagline=blog.tagline or by_name.get("DESCRIPTION", ""),
        language=blog.language or by_name.get("LOCALE", ""),
        timezone=blog.timezone or by_name.get("TIME_ZONE", ""),
        urls=tuple(dict.fromkeys((*blog.urls, *_addresses(by_name)))),
        settings=(*blog.settings, *told),
        secrets=(*blog.secrets, *secrets, *people),
    )


def _names_people(name: str, value: str) -> bool:
    return name.endswith(_PEOPLE) or "@" in value


def _addresses(by_name: dict[str, str]) -> list[str]:
    """Return the addresses of the blog: at its own domain first, then at Blogger's."""
    hosts = [by_name.get(name, "") for name in _DOMAIN_NAMES]
    name = by_name.get("SUBDOMAIN", "")
    hosts.append(f"{name}.blogspot.com" if _LABEL.fullmatch(name) else name)
    return [f"https://{host.lower()}/" for host in hosts if _HOST.fullmatch(host)]
