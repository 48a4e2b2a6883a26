"""What to write so that a lost address is answered again."""

import re
from collections.abc import Iterable, Mapping

from ssg.check.verdicts import slug_of
from ssg.text.nearest import nearest


def addresses_by_slug(addresses: Iterable[str]) -> dict[str, str]:
    """Return the first address of each last part, those that are shortest first.

    A number alone says nothing: it is that of a page, a day or a month.
    """
    found: dict[str, str] = {}
    for address in sorted(addresses, key=lambda each: (each.count("/"), each)):
        found.setdefault(slug_of(address), address)
    return {slug: address for slug, address in found.items() if slug and not slug.isdecimal()}


def nearest_address(path: str, address_by_slug: Mapping[str, str], *, may_guess: bool) -> str:
    """Return the address that `path` most likely means now, or "".

    The same last part counts first; with `may_guess`, which takes long on large sites, also one
    that looks like it.
    """
    slug = slug_of(path)
    if slug in address_by_slug:
        return address_by_slug[slug]
    likely = nearest(slug, address_by_slug) if slug and may_guess else ""
    return address_by_slug.get(likely, "")


def fix_for(old: str, query: str, near: str) -> str:
    """Return what to add to content/redirects.yaml."""
    asked = _quoted(f"{old}?{query}" if query else old)
    where = "in content/redirects.yaml write"
    if near:
        return f"if it is {near} now, {where}: - {{from: {asked}, to: {_quoted(near)}}}"
    return f"{where}: - {{from: {asked}, to: /its/new/address/}}, or code: 410 if it may go"


def _quoted(address: str) -> str:
    """Return `address` as YAML takes it."""
    if re.fullmatch(r"[\w/.~-]+", address):
        return address
    escaped = address.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
