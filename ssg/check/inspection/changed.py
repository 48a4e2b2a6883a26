"""Addresses that readers had, and that nothing answers now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ssg.check.gone import is_lasting
from ssg.check.rules import rule_by_pattern, rule_for_path, rules_in
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.model.site import PlacedEntry, Site
from ssg.model.survey import Earlier
from ssg.text.addresses import address_of_output, output_path


def check_changed(site: Site, plan: Plan, earlier: Iterable[Earlier]) -> Iterator[Diagnostic]:
    """Report each page and document of `earlier` whose address nothing answers any more."""
    hidden = {
        output_path(placed.permalink)
        for placed in site.entries
        if placed.entry.draft or (placed.entry.date and placed.entry.date > site.now)
    }
    now = {output.path for output in plan.outputs} - hidden
    rules = rules_in(plan.pages)
    by_title: dict[str, list[PlacedEntry]] = defaultdict(list)
    for placed in site.entries:
        by_title[placed.entry.title].append(placed)
    told: set[str] = set()
    for output in earlier:
        if output.path in now or output.path in told or not is_lasting(output.path):
            continue
        told.add(output.path)
        address = address_of_output(output.path)
        if not (rule_for_path(address, rules) or rule_by_pattern(address, rules)):
            yield _gone(output, address, by_title.get(output.title, []) if output.title else [])


def _gone(output: Earlier, address: str, alike: list[PlacedEntry]) -> Diagnostic:
    if len(alike) == 1:
        placed = alike[0]
        if placed.entry.draft and output_path(placed.permalink) == output.path:
            return _warned(
                placed.entry.source,
                f"readers had this at {address} ({output.when}), and now it is a draft",
                "publish it again, or add a line to content/redirects.yaml with `code: 410`",
            )
        return _warned(
            placed.entry.source,
            f"its address was {address} ({output.when}) and is {placed.permalink} now: links to the"
            " old one lead nowhere",
            f"add `aliases: [{address}]` to its front matter",
        )
    what = "page" if output.path.endswith(".html") else "file"
    return _warned(
        f"output/{output.path}",
        f"the {what} {address} was there ({output.when}) and is gone: links to it lead nowhere",
        f"if it has moved, add `aliases: [{address}]` to the post; else add a line to"
        " content/redirects.yaml (`code: 410` if it is gone for good)",
    )


def _warned(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 0, 0, Level.WARNING, "changed-address", message, fix)
