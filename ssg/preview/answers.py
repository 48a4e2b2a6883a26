"""Which answer a request gets: an address is looked up in the sight, never joined to a folder."""

import re
import unicodedata
from functools import cache
from urllib.parse import quote, unquote

from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.view import RedirectRule, RedirectView
from ssg.preview.search import is_of_search
from ssg.preview.sight import Redirects, Sight
from ssg.text.addresses import is_external

_NAME = re.compile(r":([a-z]+)")
"""What stands for one level of a path in a rule for many addresses."""
_SAFE = "/?#=&%:"


@dataclass(frozen=True, slots=True)
class Found:
    """What an address leads to: an output at `address`, or elsewhere (`redirect`), or nothing."""

    address: str = ""
    redirect: str = ""
    is_gone: bool = False


def find_address(path: str, query: str, sight: Sight) -> Found:
    """Return where the decoded path of a request leads in `sight`."""
    path, base = _normal(path), _normal(unquote(sight.base_path))
    if base and path in {"/", base}:
        return Found(redirect=_with_query(f"{quote(base)}/", query))
    if base and not path.startswith(f"{base}/"):
        return Found()
    inside = path[len(base) :]
    if inside.endswith("/index.html"):
        inside = inside.removesuffix("index.html")
    rule = _rule_for(inside, query, sight.redirects)
    output = sight.outputs.get(inside) or sight.outputs.get(f"{inside}/")
    forward = output.view if isinstance(output, PlannedPage) else None
    # A page goes before a rule for all of its address, as on every host.
    if rule is not None and (rule.query or output is None or isinstance(forward, RedirectView)):
        return _followed(rule, inside, base)
    if isinstance(forward, RedirectView):
        return _followed(RedirectRule(inside, "", forward.to, forward.code), inside, base)
    if inside in sight.outputs or (output is None and is_of_search(inside)):
        return Found(inside)
    return Found(redirect=_with_query(quote(f"{path}/"), query)) if output else Found()


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
    values = match.groupdict() if match else {}
    to = _NAME.sub(lambda name: quote(values.get(name[1], name[0]), safe=":"), rule.to)
    return Found(redirect=quote(base) + quote(to, safe=_SAFE))


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


@cache
def _pattern(old: str) -> re.Pattern[str]:
    words, rest, known = "", 0, set[str]()
    for name in _NAME.finditer(old):
        words += re.escape(old[rest : name.start()])
        words += "[^/]+" if name[1] in known else f"(?P<{name[1]}>[^/]+)"
        known.add(name[1])
        rest = name.end()
    return re.compile(words + re.escape(old[rest:]))
