"""By what readers' programs know a post: no two may be known by the same."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.text.addresses import encode_path


def check_feed_identities(site: Site) -> Iterator[Diagnostic]:
    """Report a `guid:` that is the address of another post; two equal ones are seen in a build."""
    root = site.settings.url.rstrip("/")
    owners = {
        f"{root}{encode_path(placed.permalink)}": placed.entry.source
        for placed in site.entries
        if not placed.entry.guid
    }
    for placed in site.entries:
        owner = owners.get(placed.entry.guid) if placed.entry.guid else None
        if owner:
            yield Diagnostic(
                placed.entry.source, 1, 1, Level.WARNING, "same-identity",
                f"its `guid:` is the address of {owner}: readers' programs see only one of the two",
                "take `guid:` out, or write the one that the old feed gave this post",
            )  # fmt: skip
