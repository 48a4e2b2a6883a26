"""The theme Broadsheet, for the tests of what its pages say."""

from collections.abc import Mapping

from ssg.model.comment import Thread
from ssg.model.entry import Body
from ssg.model.theme import Theme
from ssg.model.view import SiteView, View
from tests.render.factories import render, site_view
from tests.themes import builtin

NAME = "broadsheet"


def templates() -> Mapping[str, str]:
    """Return the text of every template by name, those of the feeds left out."""
    return builtin.templates(NAME)


def default_settings() -> dict[str, object]:
    """Return the settings that theme.yaml declares with their defaults."""
    return builtin.default_settings(NAME)


def theme(over: Mapping[str, str] | None = None) -> Theme:
    """Return Broadsheet, with a site's own templates `over` it."""
    return builtin.theme_under(NAME, over) if over else builtin.theme(NAME)


def site(**changes: object) -> SiteView:
    """Return the site as a page in Broadsheet sees it."""
    return site_view(**{"theme": default_settings(), **changes})


def page(
    view: View, template: str, *heavy: Body | Thread, over: Mapping[str, str] | None = None
) -> str:
    """Return a page of the theme, which must cause no diagnostics."""
    rendered = render(view, template, theme(over), *heavy)
    assert rendered.diagnostics == ()
    return rendered.content.decode()
