"""Terms as pages name them."""

from collections.abc import Mapping
from dataclasses import replace

from ssg.model.site import Site, Term
from ssg.model.view import TermLink


def term_links(terms: Mapping[str, Term]) -> dict[str, TermLink]:
    """Return each term with its count and its depth in the tree, by path."""
    return {
        path: TermLink(term.name, term.url, len(term.posts), path.count("/"))
        for path, term in terms.items()
    }


def numbered(links: Mapping[str, TermLink], site: Site) -> dict[str, TermLink]:
    """Return categories by path with the number of the top category that each lies under."""
    tops = sorted({path.partition("/")[0] for path in site.categories})
    numbers = {top: number for number, top in enumerate(tops, 1)}
    return {
        path: replace(link, number=numbers.get(path.partition("/")[0], 0))
        for path, link in links.items()
    }


def without_counts(links: Mapping[str, TermLink]) -> dict[str, TermLink]:
    """Return the terms as articles name them: another post in a category changes no article."""
    return {path: replace(link, count=0) for path, link in links.items()}


def named(paths: tuple[str, ...], links: Mapping[str, TermLink]) -> tuple[TermLink, ...]:
    """Return the terms at `paths` that have a page: one of unlisted posts alone has none."""
    return tuple(links[path] for path in dict.fromkeys(paths) if path in links)
