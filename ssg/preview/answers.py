"""Which answer a request gets: an address is looked up in the sight, never joined to a folder."""

import unicodedata
from functools import partial
from urllib.parse import quote, unquote

from ssg.check.rules import rule_for_address
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.view import RedirectRule, RedirectView
from ssg.preview.search import is_of_search
from ssg.preview.sight import Sight
from ssg.text.addresses import is_external

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
    rule = rule_for_address(inside, query, sight.redirects, partial(quote, safe=":"))
    output = sight.outputs.get(inside) or sight.outputs.get(f"{inside}/")
    forward = output.view if isinstance(output, PlannedPage) else None
    # A page goes before a rule for all of its address, as on every host.
    if rule is not None and (rule.query or output is None or isinstance(forward, RedirectView)):
        return _followed(rule, base)
    if isinstance(forward, RedirectView):
        return _followed(RedirectRule(inside, "", forward.to, forward.code), base)
    if inside in sight.outputs or (output is None and is_of_search(inside)):
        return Found(inside)
    return Found(redirect=_with_query(quote(f"{path}/"), query)) if output else Found()


def _followed(rule: RedirectRule, base: str) -> Found:
    if not rule.to:
        return Found(is_gone=True)
    if is_external(rule.to):
        return Found(redirect=rule.to)
    return Found(redirect=quote(base) + quote(rule.to, safe=_SAFE))


def _normal(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
