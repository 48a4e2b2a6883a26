"""What is known of links → what an author is told, at each place where one stands, and mends."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from ssg.check.outward.remembering import due_on, is_dead, is_failure
from ssg.check.outward.wording import fix_of_dead, words_of
from ssg.check.silence import is_heard
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.edit import Edit, Mend
from ssg.model.outward import NO_COPY, CopyToRecord, Known, Mention, Outward, Sort, Told
from ssg.text.web_addresses import asked_address, is_root, is_same_path, is_same_place

_RULES: Mapping[Sort, str] = {
    Sort.BLOCKED: "external-blocked",
    Sort.LOCKED: "external-blocked",
    Sort.CIRCLING: "external-blocked",
    Sort.PRIVATE: "external-private",
    Sort.MOVED: "external-moved",
}
_MARKS = frozenset("()[]{}<>\"'`*|\\ ,")
"""Signs that would end an address in Markdown, HTML or YAML, or be read as something else."""


def told_of(outward: Outward, known: Mapping[str, Known]) -> Told:
    """Return what to tell of the links of a site: each address at each place that names it."""
    off_by_path = dict(outward.off_by_path)
    diagnostics: dict[Diagnostic, None] = {}
    mends: list[Mend] = []
    copies: list[CopyToRecord] = []
    for mention in outward.mentions:
        found = known.get(asked_address(mention.link.written))
        problem = _problem(mention, found) if found else None
        if found is None or problem is None:
            continue
        if not is_heard(problem, outward.off, off_by_path):
            continue
        diagnostics[problem] = None
        mends += _mends(mention, found, problem)
        copies += _copies(mention, found, problem)
    return Told(tuple(diagnostics), tuple(mends), tuple(copies))


def _problem(mention: Mention, known: Known) -> Diagnostic | None:
    link, sort = mention.link, known.heard.sort
    if is_failure(known.heard):
        rule, level, fix = _of_failure(mention, known)
    elif sort in _RULES:
        rule, level, fix = _RULES[sort], Level.ADVICE, _fix(mention, known)
    else:
        return None
    message = f"{link.written} {words_of(known, is_dead=is_dead(known))}"
    return Diagnostic(mention.path, link.place.line, link.place.column, level, rule, message, fix)


def _of_failure(mention: Mention, known: Known) -> tuple[str, Level, str]:
    if is_dead(known):
        copy = known.copy
        return "external-dead", Level.WARNING, fix_of_dead(copy, is_source=_is_source(mention))
    rule = "external-slow" if known.heard.sort is Sort.SILENT else "external-doubtful"
    fix = (
        f"nothing yet: `ssg check --external` asks again from {due_on(known)}, and calls it dead if"
        " it stays so"
    )
    return rule, Level.ADVICE, fix


def _is_source(mention: Mention) -> bool:
    return mention.link.source >= 0


def _fix(mention: Mention, known: Known) -> str:
    sort, to = known.heard.sort, known.heard.to
    if sort is Sort.MOVED:
        new = _with_fragment(to, mention.link.written)
        if is_safe_move(mention.link.written, to) and _edit(mention, new):
            return f"write {new}; `ssg check --external --fix` does it"
        return f"see whether the same is there, and write {new}"
    host = urlsplit(known.address).hostname or ""
    if sort is Sort.PRIVATE:
        return (
            "link to what everybody can open; if it is meant so, ask it all the same: `check:"
            f" {{external: {{inside: [{host}]}}}}` in site.yaml"
        )
    return (
        "look at it in a browser; to ask this host no more: `check: {external: {skip:"
        f" [{host}]}}}}` in site.yaml"
    )


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
    if is_dead(known) and known.copy not in {"", NO_COPY} and _is_source(mention):
        yield CopyToRecord(problem, link.place, link.written, link.source, known.copy)
