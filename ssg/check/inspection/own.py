"""Links within the site that are spelled with scheme and host, and lead nowhere."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.survey import OwnAddress, Survey
from ssg.text.addresses import normal_address
from ssg.text.media_types import TYPES


def check_own_addresses(
    site: Site, surveys: Mapping[str, Survey], served: AbstractSet[str]
) -> Iterator[Diagnostic]:
    """Report addresses of the site, written with its host, where nothing is."""
    answered = served | {normal_address(rule.old) for rule in site.redirects}
    home = site.settings.url.rstrip("/")
    for source, survey in surveys.items():
        for own in survey.own_addresses:
            if not _is_answered(own, answered):
                yield Diagnostic(
                    source, own.place.line, own.place.column, Level.WARNING, "broken-link",
                    f"nothing is at {own.path}, and {home} is this site's own address (`url:`)",
                    _mend(own.path),
                )  # fmt: skip


def _mend(path: str) -> str:
    """Return what helps: a page may have moved, a file did not come along."""
    kind = TYPES.get(path.rpartition(".")[2].lower(), "")
    if not kind.startswith(("image/", "audio/", "video/", "application/pdf")):
        return "correct the address, or add a line to content/redirects.yaml"
    return (
        f"put the file there, as content/static{path} (`ssg import … --uploads` does it for all of"
        " them), or correct the address"
    )


def _is_answered(own: OwnAddress, answered: AbstractSet[str]) -> bool:
    address = normal_address(own.path)
    return address in answered or own.path in answered or f"{address}index.html" in answered
