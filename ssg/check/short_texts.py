"""Addresses in bios and corrections, which are written as they are: nothing there is resolved."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.text.addresses import is_external, normal_address
from ssg.text.html import unescape

_ADDRESS = re.compile(r'href="([^"]*)"')


def check_short_texts(site: Site, served: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Report an address in a bio or a correction that is no page of the site."""
    texts = [(author.source, "bio", author.bio_html) for author in site.authors.values()]
    for placed in site.entries:
        source = placed.entry.source
        texts += [(source, "correction", note.html) for note in placed.entry.corrections]
        if placed.entry.bio_html:
            texts.append((source, "bio", placed.entry.bio_html))
    written = [(where, kind, html) for where, kind, html in texts if "href=" in html]
    if not written:
        return
    for where, kind, html in written:
        for address in map(unescape, _ADDRESS.findall(html)):
            path = address.partition("#")[0].partition("?")[0]
            if is_external(address) or not path:
                continue
            if not path.startswith("/") or normal_address(path) not in served:
                yield Diagnostic(
                    where, 0, 0, Level.WARNING, "broken-link",
                    f"the {kind} links to {address}, where nothing is",
                    "write the address of a page, beginning with /, as readers see it",
                )  # fmt: skip
