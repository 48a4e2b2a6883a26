"""A theme as pages are made with it: its templates in Jinja's environments, its words at hand."""

from collections.abc import Mapping
from dataclasses import field

from jinja2 import Environment

from ssg.model.record import dataclass
from ssg.model.theme import TemplateFile, Theme
from ssg.render.compiling.loading import QuickLoader, ThemeLoader
from ssg.render.compiling.shared import SharedBySite, make_room
from ssg.render.sandbox import new_environment
from ssg.render.words import words_in

KEPT = 4
"""Themes that are at hand at once, in one process."""


@dataclass(frozen=True, slots=True)
class Environments:
    """A theme's templates: `quick` makes pages, `plain` tells where one fails."""

    quick: Environment
    plain: Environment


@dataclass(frozen=True, slots=True)
class ThemeInUse:
    """A theme with what was made of it."""

    theme: Theme
    environments: Environments
    shared: SharedBySite = field(default_factory=SharedBySite)
    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    def words(self, language: str) -> Mapping[str, str]:
        """Return the words of the theme that need no number, by key."""
        if language not in self._words:
            self._words[language] = words_in(self.theme, language)
        return self._words[language]


_by_identity: dict[int, ThemeInUse] = {}
_by_templates: dict[frozenset[tuple[str, TemplateFile]], Environments] = {}


def in_use(theme: Theme) -> ThemeInUse:
    """Return what was made of `theme`, once in each process.

    A theme that was met is known by its identity (it is kept alive, so no other has it); a copy of
    it by its templates.
    """
    met = _by_identity.get(id(theme))
    if met is None:
        make_room(_by_identity, KEPT)
        met = ThemeInUse(theme, _environments_by_templates(theme.templates))
        _by_identity[id(theme)] = met
    return met


def environments_of(theme: Theme) -> Environments:
    """Return the environments of `theme`, made once in each process."""
    return in_use(theme).environments


def new_environments(
    templates: Mapping[str, TemplateFile],
    plain: Mapping[str, bytes] | None = None,
    quick: Mapping[str, bytes] | None = None,
) -> Environments:
    """Return environments of `templates`; `plain` and `quick` are what was compiled before."""
    return Environments(
        quick=new_environment(QuickLoader(templates, quick)),
        plain=new_environment(ThemeLoader(templates, plain)),
    )


def _environments_by_templates(templates: Mapping[str, TemplateFile]) -> Environments:
    key = frozenset(templates.items())
    if key not in _by_templates:
        make_room(_by_templates, KEPT)
        _by_templates[key] = new_environments(templates)
    return _by_templates[key]
