"""What is known of links → what an author is told, at each place where one stands, and mends."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from ssg.check.outward.remembering import due_on, is_dead, is_failure
from ssg.check.outward.wording import fix_of_dead, words_of
from ssg.check.silence import is_heard
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.edit import Edit, Mend
from ssg.model.outward import NO_COPY, CopyToRecord, Known, Mention, Outward, Sort, Told
from ssg.text.web_addresses import (
    asked_address,
    is_among,
    is_root,
    is_same_path,
    is_same_place,
    name_in,
)

_HIDDEN = frozenset({Sort.BLOCKED, Sort.LOCKED, Sort.CIRCLING})
_MARKS = frozenset("()[]{}<>\"'`*|\\ ,")
"""Signs that would end an address in Markdown, HTML or YAML, or be read as something else."""


def told_of(outward: Outward, known: Mapping[str, Known]) -> Told:
    """Return what to tell of the links of a site: each address at each place that names it."""
    off_by_path = dict(outward.off_by_path)
    diagnostics: dict[Diagnostic, None] = {}
    mends: list[Mend] = []
    copies: list[CopyToRecord] = []
    for mention in outward.mentions:
        address = asked_address(mention.link.written)
        found = known.get(address)
        problem = _problem(mention, found) if found else None
        if found is None or problem is None:
            continue
        if is_among(name_in(address), outward.settings.skip):
            continue
        if not is_heard(problem, outward.off, off_by_path):
            continue
        diagnostics[problem] = None
        mends += _mends(mention, found, problem)
        copies += _copies(mention, found, problem)
    return Told(tuple(diagnostics), tuple(mends), tuple(copies))


def _problem(mention: Mention, known: Known) -> Diagnostic | None:
    sort = known.heard.sort
    if is_failure(known.heard):
        return _failure(mention, known)
    if sort in _HIDDEN:
        return _advice(mention, known, "external-blocked", _fix_of_hidden(known))
    if sort is Sort.PRIVATE:
        return _advice(mention, known, "external-private", _fix_of_private(known))
    if sort is Sort.MOVED:
        return _advice(mention, known, "external-moved", _fix_of_moved(mention, known))
    return None


def _failure(mention: Mention, known: Known) -> Diagnostic:
    if is_dead(known):
        link = mention.link
        fix = fix_of_dead(known.copy, is_source=link.source >= 0)
        return Diagnostic(
            mention.path, link.place.line, link.place.column, Level.WARNING, "external-dead",
            f"{link.written} {words_of(known, is_dead=True)}", fix,
        )  # fmt: skip
    fix = (
        f"nothing yet: `ssg check --external` asks again from {due_on(known)}, and calls it dead if"
        " it stays so"
    )
    if known.heard.sort is Sort.SILENT:
        return _advice(mention, known, "external-slow", fix)
    return _advice(mention, known, "external-doubtful", fix)


def _advice(mention: Mention, known: Known, rule: str, fix: str) -> Diagnostic:
    place = mention.link.place
    message = f"{mention.link.written} {words_of(known, is_dead=False)}"
    return Diagnostic(mention.path, place.line, place.column, Level.ADVICE, rule, message, fix)


def _fix_of_hidden(known: Known) -> str:
    return (
        "look at it in a browser; to ask this host no more: `check: {external: {skip:"
        f" [{name_in(known.address)}]}}}}` in site.yaml"
    )


def _fix_of_private(known: Known) -> str:
    return (
        "link to what everybody can open; if it is meant so, ask it all the same: `check:"
        f" {{external: {{inside: [{name_in(known.address)}]}}}}` in site.yaml"
    )


def _fix_of_moved(mention: Mention, known: Known) -> str:
    written, to = mention.link.written, known.heard.to
    new = _with_fragment(to, written)
    if is_safe_move(written, to) and _edit(mention, new):
        return f"write {new}; `ssg check --external --fix` does it"
    return f"see whether the same is there, and write {new}"


def is_safe_move(written: str, to: str) -> bool:
    """Tell whether a link may be written anew without a look: nothing but its host has changed.

    The front page of another host may be anything, and a link does not go back to http.
    """
    address = asked_address(written)
    if address.startswith("https:") and to.startswith("http:"):
        return False
    if "@" in urlsplit(written.strip()).netloc:
        return False
    if is_same_place(address, to):
        return True
    return is_same_path(address, to) and not is_root(address)


def _mends(mention: Mention, known: Known, problem: Diagnostic) -> Iterator[Mend]:
    to, written = known.heard.to, mention.link.written
    if known.heard.sort is Sort.MOVED and is_safe_move(written, to):
        edit = _edit(mention, _with_fragment(to, written))
        if edit:
            yield Mend(problem, edit)


def _edit(mention: Mention, new: str) -> Edit | None:
    """Return the edit that writes a new address, None where it might be read as something else."""
    link = mention.link
    strange = {sign for sign in new if sign in _MARKS or sign == "&"} - set(link.written)
    if not link.place.line or strange or not mention.path.endswith(".md"):
        return None
    return Edit(mention.path, link.place, link.written, new)


def _with_fragment(address: str, written: str) -> str:
    return address + "".join(written.partition("#")[1:])


def _copies(mention: Mention, known: Known, problem: Diagnostic) -> Iterator[CopyToRecord]:
    link = mention.link
    if is_dead(known) and known.copy not in {"", NO_COPY} and link.source >= 0:
        yield CopyToRecord(problem, link.place, link.written, link.source, known.copy)
