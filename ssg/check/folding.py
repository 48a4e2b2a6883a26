"""Many problems alike as a few lines: a list that a person can work through."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ssg.model.diagnostic import Diagnostic, Level, sort_diagnostics
from ssg.text.counting import counted

ALIKE_IN_A_FILE = 3
"""More problems of one rule in one file than that are told in one."""

ALIKE_IN_A_SITE = 20
"""Of one rule's advice, so many lines are told."""

_LINES_NAMED = 12
_NEVER_FOLDED = "external-"
"""Each link to another site is something else to look at."""


def fold(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return `diagnostics` with those alike in one file as one, and no more than a few of advice.

    What is left out is counted in a line of its own, without a path. Errors stay as they are, so do
    links to other sites; behind all but errors stands the name of its rule.
    """
    groups: dict[tuple[str, str, Level], list[Diagnostic]] = defaultdict(list)
    whole: list[Diagnostic] = []
    for diagnostic in sort_diagnostics(diagnostics):
        if diagnostic.rule.startswith(_NEVER_FOLDED):
            whole.append(diagnostic)
        else:
            groups[diagnostic.path, diagnostic.rule, diagnostic.level].append(diagnostic)
    folded = [line for group in groups.values() for line in _folded(group)]
    return tuple(map(_with_rule, sort_diagnostics((*whole, *_cut(folded)))))


def _with_rule(diagnostic: Diagnostic) -> Diagnostic:
    """Name the rule behind what can be switched off."""
    if diagnostic.level is Level.ERROR or not diagnostic.path:
        return diagnostic
    return replace(diagnostic, message=f"{diagnostic.message} [{diagnostic.rule}]")


def _folded(group: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    first, *others = group
    if len(others) < ALIKE_IN_A_FILE or first.level is Level.ERROR:
        yield from group
        return
    lines = list(dict.fromkeys(str(other.line) for other in others if other.line))
    named = ", ".join(lines[:_LINES_NAMED]) + (", …" if len(lines) > _LINES_NAMED else "")
    where = f": line {named}" if len(lines) == 1 else f": lines {named}" if lines else ""
    yield replace(first, message=f"{first.message} (and {len(others):,} more like it{where})")


def _cut(folded: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    by_rule: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in folded:
        if diagnostic.level is Level.ADVICE:
            by_rule[diagnostic.rule].append(diagnostic)
        else:
            yield diagnostic
    for rule, lines in by_rule.items():
        if len(lines) <= ALIKE_IN_A_SITE + 1:
            yield from lines
            continue
        yield from lines[:ALIKE_IN_A_SITE]
        files = counted(len({line.path for line in lines[ALIKE_IN_A_SITE:]}), "file")
        yield Diagnostic(
            "", 0, 0, Level.ADVICE, rule,
            f"{rule}: the same is to be said of {files} more",
            "`ssg check FILE` tells it of one, `--json` of all; `check: {off: [" + rule + "]}` in"
            " site.yaml of none",
        )  # fmt: skip
