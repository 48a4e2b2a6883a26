"""Which redirect rule answers an address, as the servers do that read the tables."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from urllib.parse import unquote

from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.view import RedirectRule, RedirectTableView
from ssg.text.addresses import NAMED_LEVEL, level_expression


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a site: those for one path, by it, and those that stand for many, in order."""

    by_path: Mapping[str, tuple[RedirectRule, ...]] = field(default_factory=dict)
    patterns: tuple[tuple[re.Pattern[str], RedirectRule], ...] = ()


def rules_of(rules: Iterable[RedirectRule]) -> Rules:
    """Return `rules` in a form in which they are quickly found."""
    by_path: dict[str, list[RedirectRule]] = {}
    patterns: list[tuple[re.Pattern[str], RedirectRule]] = []
    for rule in dict.fromkeys(rules):
        if rule.is_pattern:
            patterns.append((_expression(rule.old), rule))
        else:
            by_path.setdefault(rule.old, []).append(rule)
    return Rules({path: tuple(found) for path, found in by_path.items()}, tuple(patterns))


def rules_in(pages: Iterable[PlannedPage]) -> Rules:
    """Return the rules of all redirect tables among `pages`, each of them once."""
    tables = (page.view for page in pages if isinstance(page.view, RedirectTableView))
    # A parameter that the map of queries knows may be a rule of the tables too.
    return rules_of(dict.fromkeys(rule for table in tables for rule in table.rules))


def rule_for_address(
    address: str, query: str, rules: Rules, written: Callable[[str], str] = str
) -> RedirectRule | None:
    """Return the rule for `address`: one that names its query, else one without, else a pattern.

    `query` is as it is asked, with its parameters in any order; `written` as for a pattern.
    """
    parameters = {unquote(part) for part in query.split("&") if part}
    slashed = address if address.endswith("/") else f"{address}/"
    return (
        rule_with_query(address, parameters, rules)
        or rule_with_query(slashed, parameters, rules)
        or rule_for_path(address, rules)
        or rule_for_path(slashed, rules)
        or rule_by_pattern(slashed, rules, written)
    )


def rule_with_query(path: str, parameters: Collection[str], rules: Rules) -> RedirectRule | None:
    """Return the first rule for `path` all of whose parameters are among the decoded ones asked."""
    if not parameters:
        return None
    return next(
        (
            rule
            for rule in rules.by_path.get(path, ())
            if rule.query and {unquote(part) for part in rule.query.split("&")} <= {*parameters}
        ),
        None,
    )


def rule_for_path(path: str, rules: Rules) -> RedirectRule | None:
    """Return the rule for `path` that asks for no query."""
    return next((rule for rule in rules.by_path.get(path, ()) if not rule.query), None)


def rule_by_pattern(
    path: str, rules: Rules, written: Callable[[str], str] = str
) -> RedirectRule | None:
    """Return the first rule that stands for `path` among others, made one for `path` alone.

    `written` says how a level of the path is written in the address that it leads to.
    """
    slashed = path if path.endswith("/") else f"{path}/"
    for expression, rule in rules.patterns:
        if found := expression.fullmatch(slashed):
            values = {name: written(level) for name, level in found.groupdict().items()}
            to = NAMED_LEVEL.sub(lambda name: values.get(name[1], name[0]), rule.to)  # noqa: B023 - used at once
            return RedirectRule(path, "", to, rule.code)
    return None


def _expression(old: str) -> re.Pattern[str]:
    known: set[str] = set()
    levels: list[str] = []
    for level in old.rstrip("/").split("/"):
        named = NAMED_LEVEL.fullmatch(level)
        if named is None:
            levels.append(re.escape(level))
            continue
        what = level_expression(named[1])
        levels.append(what if named[1] in known else f"(?P<{named[1]}>{what})")
        known.add(named[1])
    return re.compile("/".join(levels) + "/")
