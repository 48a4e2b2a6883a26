"""Addresses inside the site that lead nowhere."""

from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place, Reference, ReferenceKind
from ssg.model.output import Plan
from ssg.model.site import Address, PlacedEntry, Site
from ssg.text.addresses import address_of_output
from ssg.text.nearest import did_you_mean

_THEME_ANCHORS = frozenset({"", "top", "comments", "content", "respond", "more"})
"""Anchors that themes put on every entry's page, as WordPress did."""


def check_links(site: Site, plan: Plan) -> Iterator[Diagnostic]:
    """Report broken addresses, anchors and files of every body, picture and recording."""
    served = {address_of_output(output.path) for output in plan.outputs}
    anchors = {placed.permalink: _anchors_of(placed) for placed in site.entries}
    for placed in site.entries:
        for reference, address in zip(placed.entry.references, placed.addresses, strict=True):
            problem = _wrong_with(reference, address, placed, served, anchors)
            if problem:
                yield problem
        entry = placed.entry
        if entry.picture and placed.picture:
            yield from _check_file(placed, placed.picture, entry.picture.place, served)
        if entry.audio and placed.audio:
            yield from _check_file(placed, placed.audio, entry.audio.place, served)
    for author, picture in site.author_pictures.items():
        if picture.url.startswith("/") and picture.url not in served:
            yield Diagnostic(
                site.authors[author].source, 0, 0, Level.WARNING, "broken-file",
                f"there is no picture at {picture.url}",
                "put the file into content/media/ and write its address, /media/…",
            )  # fmt: skip


def _wrong_with(
    reference: Reference,
    address: Address,
    placed: PlacedEntry,
    served: set[str],
    anchors: Mapping[str, frozenset[str]],
) -> Diagnostic | None:
    path, _, fragment = address.url.partition("#")
    path = path.partition("?")[0]
    if path.startswith("/") and not _is_served(path, served):
        if reference.kind is ReferenceKind.FILE:
            return _warning(
                placed, reference.place, "broken-file", f"there is no file at {path}",
                "put it into content/media/ and write /media/…, or beside the post's index.md",
            )  # fmt: skip
        guess = did_you_mean(path, served) if len(served) < _MANY else ""
        return _warning(
            placed, reference.place, "broken-link", f"nothing is at {path}{guess}",
            "correct the address, or add a line to content/redirects.yaml",
        )  # fmt: skip
    target = path or placed.permalink
    known = anchors.get(target)
    if fragment and known is not None and fragment not in known | _THEME_ANCHORS:
        return _warning(
            placed, reference.place, "broken-anchor",
            f"no heading or anchor #{fragment} in {target}{did_you_mean(fragment, known)}",
            "an anchor is the heading's words in lower case with hyphens, or {#name} after it",
        )  # fmt: skip
    return None


_MANY = 3000
"""Beyond so many addresses a guess takes longer than it helps."""


def _is_served(path: str, served: set[str]) -> bool:
    return path in served or f"{path}/" in served or f"{path}index.html" in served


def _anchors_of(placed: PlacedEntry) -> frozenset[str]:
    comments = placed.conversation.anchors if placed.conversation else ()
    return frozenset((*placed.entry.anchors, *comments))


def _check_file(
    placed: PlacedEntry, address: Address, place: Place, served: set[str]
) -> Iterator[Diagnostic]:
    if address.url.startswith("/") and not _is_served(address.url, served):
        yield _warning(
            placed, place, "broken-file", f"there is no file at {address.url}",
            "put it into content/media/ and write /media/…, or beside the post's index.md",
        )  # fmt: skip


def _warning(placed: PlacedEntry, place: Place, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(
        placed.entry.source, place.line, place.column, Level.WARNING, rule, message, fix
    )
