"""The headers that every answer of a site has, besides how long it may be kept."""

from collections.abc import Iterator

from ssg.deploy.headers.policy import Policy

POLICY = "Content-Security-Policy"
PAGES = r"(?:/[^./]*|\.(?:html?|xhtml|svg))$"
"""A regular expression for addresses that browsers show as pages.

What a program answers (".php") may have scripts that nobody counted.
"""
LASTING: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
"""Names and values that are the same for each site."""


def response_headers(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield names and values in their order."""
    yield from LASTING
    yield POLICY, policy.text
