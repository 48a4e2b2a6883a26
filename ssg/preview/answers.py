"""Which answer a request gets: an address is looked up in the sight, never joined to a folder."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from ssg.model.view import RedirectRule
from ssg.preview.sight import Redirects, Sight
from ssg.text.addresses import is_external


@dataclass(frozen=True, slots=True)
class Found:
    """What an address leads to: an output at `address`, or elsewhere (`redirect`), or nothing."""

    address: str = ""
    redirect: str = ""
    is_gone: bool = False


def find_address(path: str, query: str, sight: Sight) -> Found:
    """Return where the decoded path of a request leads in `sight`."""
    path = unicodedata.normalize("NFC", path)
    base = sight.base_path
    if base and path in {"/", base}:
        return Found(redirect=f"{base}/")
    if base and not path.startswith(f"{base}/"):
        return Found()
    inside = path[len(base) :]
    if inside.endswith("/index.html"):
        inside = inside.removesuffix("index.html")
    rule = _rule_for(inside, query, sight.redirects)
    # A page goes before a rule for all of its address, as on every host.
    if rule is not None and (rule.query or inside not in sight.outputs):
        return _followed(rule, inside, base)
    if inside in sight.outputs:
        return Found(inside)
    if f"{inside}/" in sight.outputs:
        return Found(redirect=quote(f"{path}/"))
    return Found()


def _rule_for(address: str, query: str, redirects: Redirects) -> RedirectRule | None:
    """Return the rule for `address`: one that names its query, else one without, else a pattern."""
    slashed = address if address.endswith("/") else f"{address}/"
    for asked in (query, *query.split("&"), ""):
        for old in (address, slashed):
            if rule := redirects.exact.get((old, asked)):
                return rule
    return next(
        (rule for rule in redirects.patterns if _pattern(rule.old).fullmatch(slashed)), None
    )


def _followed(rule: RedirectRule, address: str, base: str) -> Found:
    if not rule.to:
        return Found(is_gone=True)
    if is_external(rule.to):
        return Found(redirect=rule.to)
    slashed = address if address.endswith("/") else f"{address}/"
    match = _pattern(rule.old).fullmatch(slashed)
    to = rule.to
    for name, value in (match.groupdict() if match else {}).items():
        to = to.replace(f":{name}", value)
    return Found(redirect=base + quote(to, safe="/?#=&%"))


@cache
def _pattern(old: str) -> re.Pattern[str]:
    parts = re.split(r":([a-z]+)", old)
    words = (
        f"(?P<{part}>[^/]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re.compile("".join(words))
