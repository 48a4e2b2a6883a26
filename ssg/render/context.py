"""What functions and filters know of the page that is being rendered."""

from collections.abc import Mapping
from dataclasses import field

from jinja2.runtime import Context

from ssg.model.comment import Thread
from ssg.model.digest import Digest
from ssg.model.entry import Body
from ssg.model.record import dataclass
from ssg.model.theme import Theme
from ssg.model.view import View
from ssg.render.address import Links, links_under, whole_links
from ssg.render.compiling.shared import Shared

KEY = " page"
"""Where a template's context keeps the page. No template can name it, as it holds a space."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """One page being rendered.

    `site_url` and `base_path` go before addresses; `language` is that of the page; in feeds
    `is_feed` makes all addresses absolute. `words` are the theme's in that
    language that need no number; `missing_words` collects the keys for which it has none.
    `shared` is what pieces of templates wrote for such pages.
    """

    theme: Theme
    heavy: Mapping[Digest, Body | Thread]
    site_url: str
    base_path: str
    language: str
    is_feed: bool
    words: Mapping[str, str] = field(default_factory=dict)
    missing_words: list[str] = field(default_factory=list)
    view: View | None = None
    shared: Shared = field(default_factory=Shared)

    links: Links = field(init=False)
    """What the page writes for each address inside the site."""
    whole_links: Links = field(init=False)
    """Each address inside the site with scheme and host."""

    def __post_init__(self) -> None:
        """Find the addresses, which nearly every block of a template asks for."""
        whole = whole_links(self.site_url)
        object.__setattr__(self, "whole_links", whole)
        object.__setattr__(self, "links", whole if self.is_feed else links_under(self.base_path))


def page_of(context: Context) -> PageContext:
    """Return the page that a template's context belongs to."""
    page: PageContext = context.parent[KEY]
    return page
