"""Redirects of the author that lead nowhere or in a circle."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.model.site import Site
from ssg.text.addresses import address_of_output, is_external, normal_address


def check_redirects(site: Site, plan: Plan) -> Iterator[Diagnostic]:
    """Report a target that no output serves, and a chain that comes back to where it began."""
    served = {address_of_output(output.path) for output in plan.outputs}
    to_by_old = {
        normal_address(rule.old): normal_address(rule.to.partition("#")[0])
        for rule in site.redirects
        if rule.to and not rule.query and not is_external(rule.to)
    }
    for rule in site.redirects:
        if not rule.to or is_external(rule.to):
            continue
        target = normal_address(rule.to.partition("#")[0].partition("?")[0])
        if _comes_back(normal_address(rule.old), to_by_old) and not rule.query:
            message, fix = f"the redirect from {rule.old} comes back to it", "take one of them out"
        elif target not in served:
            message = f"the redirect from {rule.old} leads to {target}, where nothing is"
            fix = "write the address of a page that exists, or `code: 410` without `to:`"
        else:
            continue
        yield Diagnostic(
            "content/redirects.yaml", rule.line, 1, Level.ERROR, "redirect", message, fix
        )


def _comes_back(old: str, to_by_old: dict[str, str]) -> bool:
    at, steps = to_by_old.get(old), 0
    while at is not None and at != old and steps <= len(to_by_old):
        at, steps = to_by_old.get(at), steps + 1
    return at == old
