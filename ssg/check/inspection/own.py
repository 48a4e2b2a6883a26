"""Links within the site that are spelled with scheme and host."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.survey import OwnAddress, Survey
from ssg.text.addresses import normal_address


def check_own_addresses(
    site: Site, surveys: Mapping[str, Survey], served: AbstractSet[str]
) -> Iterator[Diagnostic]:
    """Report own addresses where nothing is, and those that ask for http of a site with https."""
    is_safe = site.settings.url.startswith("https://")
    answered = served | {normal_address(rule.old) for rule in site.redirects}
    for source, survey in surveys.items():
        for own in survey.own_addresses:
            if not _is_answered(own, answered):
                yield _at(
                    source, own, Level.WARNING, "broken-link", f"nothing is at {own.path}",
                    "correct the address, or add a line to content/redirects.yaml",
                )  # fmt: skip
            elif is_safe and not own.is_safe:
                yield _at(
                    source, own, Level.ADVICE, "own-address",
                    f"{own.written} asks for the site without https, and is sent on",
                    f"write https:{own.written.partition(':')[2]}, or the address from its first"
                    " slash on; `ssg check --fix` does it",
                )  # fmt: skip


def _is_answered(own: OwnAddress, answered: AbstractSet[str]) -> bool:
    address = normal_address(own.path)
    return address in answered or own.path in answered or f"{address}index.html" in answered


def _at(
    source: str, own: OwnAddress, level: Level, rule: str, message: str, fix: str
) -> Diagnostic:
    return Diagnostic(source, own.place.line, own.place.column, level, rule, message, fix)
