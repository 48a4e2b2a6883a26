"""What becomes of an old address on the built site: served, redirected, gone, or lost."""

import enum
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from ssg.check.old_addresses import Asked, Ground, reduce_address
from ssg.check.rules import Rules, rule_by_pattern, rule_for_path, rule_with_query
from ssg.model.record import dataclass
from ssg.model.view import RedirectRule
from ssg.text.addresses import is_external, output_path

_GONE = 410
_MOST_STEPS = 20
_MACHINERY = re.compile(
    r"/(?:wp-login\.php|wp-admin|wp-json|wp-includes|xmlrpc\.php|wp-cron\.php|wp-signup\.php"
    r"|wp-trackback\.php|wp-comments-post\.php)(?:/.*)?"
)
"""Where WordPress itself answered, and not the blog."""

_MEANS_ANOTHER_PAGE = re.compile(
    r"(?:p|page_id|attachment_id|cat|category_name|tag|author|author_name|name|pagename|feed)=.+"
    r"|(?:m|year)=\d{4,}|(?:post_type|post_format|taxonomy)=.+"
)
"""With these WordPress answered another page than the front page at `/`."""

_HUNG_BELOW = re.compile(
    r"(.*)/(?:feed|trackback|amp|embed|(?:comment-)?page[-/]\d+)/?|(.*[^/\d])/\d\d?/?"
)
"""What the script on the page for lost readers takes off an address."""


class Verdict(enum.Enum):
    """What becomes of an address. LOST: a reader who comes by it does not find what was there."""

    SERVED = "served"
    REDIRECTED = "redirected"
    GONE = "gone"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a built site answers.

    `files` are the paths of outputs that are there and are no stubs; `stubs` the HTML pages that
    forward, by path, with where they lead ("" for gone). `ids_of` reads the ids of an output.
    `hidden` are the permalinks of entries that are not built, with the file of each and the reason.
    `leads_up` tells that the page for lost readers sends on who asks for what hung below a page,
    `has_map` that the front page looks queries up.
    """

    files: frozenset[str]
    stubs: Mapping[str, str]
    rules: Rules
    ids_of: Callable[[str], frozenset[str]]
    ground: Ground
    hidden: Mapping[str, str]
    leads_up: bool = False
    has_map: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, where the address ends, and why.

    `output` is the file that answers at last, or "". `needs_server` tells that a host of plain
    files, which reads no redirect file, would not answer. `fix` mends it, where more than a
    redirect is needed.
    """

    verdict: Verdict
    to: str = ""
    why: str = ""
    output: str = ""
    needs_server: bool = False
    fix: str = ""


@dataclass(frozen=True, slots=True)
class _Leads:
    to: str
    needs_server: bool = False


@dataclass(frozen=True, slots=True)
class _Nothing:
    why: str
    fix: str = ""


_Step = _Leads | _Nothing | str
"""Where one answer leads: elsewhere, nowhere, or to the output with that path."""


def judge(asked: Asked, answers: Answers) -> Finding:
    """Return what becomes of `asked`, followed to its end."""
    at, needs_server = _inside(asked, answers), False
    seen = {(at.path, at.every)}
    to = ""
    for _ in range(_MOST_STEPS):
        step = _answer(at, answers, is_first=not to)
        if isinstance(step, _Nothing):
            why = f"it leads to {to}, and there {step.why}" if to else step.why
            fix = f"correct the redirect, so that it leads to what is there, not to {to}"
            return Finding(Verdict.LOST, to, why, fix=fix if to else step.fix)
        if isinstance(step, str):
            return _ended(step, at, answers, to=to, needs_server=needs_server)
        needs_server |= step.needs_server
        if not step.to:
            return Finding(Verdict.GONE, to, "it is gone on purpose", needs_server=needs_server)
        to = step.to
        following = None if is_external(to) else reduce_address(to, answers.ground)
        if not isinstance(following, Asked):
            why = "it leads to another site, which was not asked"
            return Finding(Verdict.REDIRECTED, to, why, needs_server=needs_server)
        # A browser keeps the fragment that was asked for.
        at = Asked(following.path, following.parameters, following.every, at.fragment)
        if (at.path, at.every) in seen:
            why = f"it leads in a circle, by way of {to}"
            return Finding(Verdict.LOST, to, why, fix="take one of its redirects out")
        seen.add((at.path, at.every))
    why = f"it is sent on more than {_MOST_STEPS} times"
    return Finding(Verdict.LOST, to, why, fix="let its redirect lead to the end at once")


def _inside(asked: Asked, answers: Answers) -> Asked:
    """Return `asked` without the path of the site's `url`, unless the site knows it with that."""
    if not asked.below or not isinstance(_answer(asked, answers, is_first=True), _Nothing):
        return asked
    return Asked(asked.below, asked.parameters, asked.every, asked.fragment)


def _ended(output: str, at: Asked, answers: Answers, *, to: str, needs_server: bool) -> Finding:
    """Return the verdict on an address that ends at `output`."""
    if _lacks(at.fragment, output, answers):
        here = to or at.path
        why = f"the page {here} is there, but nothing on it has the id {at.fragment}"
        fix = f"give the place that was meant the id {at.fragment}"
        return Finding(Verdict.LOST, here, why, output, fix=fix)
    if to:
        return Finding(Verdict.REDIRECTED, to, "", output, needs_server)
    why = "its query is not looked at" if at.parameters else ""
    return Finding(Verdict.SERVED, at.path, why, output)


def _lacks(fragment: str, output: str, answers: Answers) -> bool:
    if not fragment or fragment == "top" or not output.endswith((".html", ".htm", ".xhtml")):
        return False
    return fragment not in answers.ids_of(output)


def _answer(at: Asked, answers: Answers, *, is_first: bool) -> _Step:
    """Return what a server answers that reads the rules, in the order in which it looks."""
    if rule := rule_with_query(at.path, at.every, answers.rules):
        return _Leads(_goal_of(rule), needs_server=rule.old != "/" or not answers.has_map)
    if is_first and at.path == "/" and any(map(_MEANS_ANOTHER_PAGE.fullmatch, at.parameters)):
        query = "&".join(at.parameters)
        return _Nothing(f"nothing answers to ?{query}, so readers see the front page instead")
    return (
        _at_path(at.path, answers)
        or _at_path(f"{at.path}/", answers)
        or _by_pattern(at.path, answers)
    )


def _at_path(path: str, answers: Answers) -> _Step | None:
    """Return what a file or a rule for this very path answers."""
    output = output_path(path)
    if output in answers.files:
        return output
    is_stub = output in answers.stubs
    if rule := rule_for_path(path, answers.rules):
        return _Leads(_goal_of(rule), needs_server=not is_stub)
    return _Leads(answers.stubs[output]) if is_stub else None


def _by_pattern(path: str, answers: Answers) -> _Step:
    above = _above(path) if answers.leads_up else ""
    if rule := rule_by_pattern(path, answers.rules):
        return _Leads(_goal_of(rule), needs_server=not above)
    if above and output_path(above) in answers.files:
        return _Leads(above)
    if _MACHINERY.fullmatch(path):
        return _Leads("")
    if source := answers.hidden.get(path):
        return _Nothing(f"its post is not built: {source}", "let it be seen, or redirect it")
    return _Nothing("nothing answers")


def _goal_of(redirect: RedirectRule) -> str:
    return "" if redirect.code == _GONE else redirect.to


def _above(path: str) -> str:
    found = _HUNG_BELOW.fullmatch(path)
    return f"{found[1] or found[2] or ''}/" if found else ""


def slug_of(address: str) -> str:
    """Return the last part of an address without the ending of a file, to compare by."""
    return re.sub(r"\.\w{2,5}\Z", "", unquote(address).rstrip("/").rpartition("/")[2]).casefold()
