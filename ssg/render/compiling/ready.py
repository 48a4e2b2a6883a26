"""A theme made ready for a build: compiled once, remembered, and handed to every worker.

Compiling takes as long as hundreds of pages. So each template is compiled by itself, from nothing
but the files that its code is made of, and whoever builds remembers the code under their digest: an
edit compiles what it reaches, and workers compile nothing. Templates of the built-in themes, also
where a site has a copy of them, come with the program as they were written ahead (`ahead`).
"""

import importlib.util
import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial

from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.output import PlannedPage
from ssg.model.theme import TemplateFile, Theme
from ssg.model.view import ArchiveView, FeedView, SitemapView, View
from ssg.render.compiling.ahead import (
    NOTHING,
    Ahead,
    Unit,
    are_ahead,
    compiled_ahead,
    is_ahead,
    unit_for_many,
)
from ssg.render.compiling.loading import Compiled, QuickLoader, ThemeLoader
from ssg.render.compiling.reach import names_after
from ssg.render.compiling.shared import make_room
from ssg.render.environment import KEPT, ThemeInUse, new_environments
from ssg.render.failure import TEMPLATE_MISTAKES
from ssg.render.sandbox import new_environment

Step = Callable[[Unit], Compiled | None]

Remember = Callable[[str, Step, Sequence[Unit]], Sequence[Compiled | None]]
"""Answers a step on units, under a name: each from memory or by taking it."""

MANY = 500
"""So many pages of a template are made sooner by as much as compiling it for that takes."""

_LINES = 10
"""So many lines of an archive, addresses of a map or posts of a feed take as long as a page."""

_IN_A_HURRY = 1
"""The level of compression: of what goes to workers a quarter remains, in some milliseconds."""


def worth_in_pages(pages: Iterable[PlannedPage]) -> Counter[str]:
    """Return how much is made of each template, told in pages of usual length."""
    worth: Counter[str] = Counter()
    for page in pages:
        worth[page.template] += 1 + _lines_of(page.view) // _LINES
    return worth


def _lines_of(view: View) -> int:
    match view:
        case ArchiveView():
            return sum(len(group.lines) for group in view.groups)
        case SitemapView():
            return len(view.addresses)
        case FeedView():
            return len(view.entries)
        case _:
            return 0


class ReadyTheme:
    """A theme with its templates compiled: `plain` and `quick` ones, by name.

    Pages made of one of the templates `in_haste` are made the quick way.
    It is packed once, however often it is handed to workers, and unpacked once by each of them.
    """

    def __init__(
        self,
        theme: Theme,
        plain: Mapping[str, bytes],
        quick: Mapping[str, bytes],
        in_haste: Container[str],
    ) -> None:
        """Take what was compiled as code by `marshal`; what is missing is compiled when needed."""
        self.theme = theme
        self.in_haste = in_haste
        self._plain = plain
        self._quick = quick

    @cached_property
    def in_use(self) -> ThemeInUse:
        """Return the theme as pages are made with it."""
        return ThemeInUse(
            self.theme, new_environments(self.theme.templates, self._plain, self._quick)
        )

    def __reduce__(self) -> tuple[Callable[..., "ReadyTheme"], tuple[Digest, bytes]]:
        """Return how pickle is to make it again."""
        return _unpacked, self._packed

    @cached_property
    def _packed(self) -> tuple[Digest, bytes]:
        python = importlib.util.MAGIC_NUMBER
        parts = (self.theme, self._plain, self._quick, self.in_haste, python)
        packed = zlib.compress(pickle.dumps(parts), _IN_A_HURRY)
        return digest_of_bytes(packed), packed


_unpacked_by_key: dict[Digest, ReadyTheme] = {}


def _unpacked(key: Digest, packed: bytes) -> ReadyTheme:
    if key not in _unpacked_by_key:
        make_room(_unpacked_by_key, KEPT)
        theme, plain, quick, in_haste, python = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own
        if python != importlib.util.MAGIC_NUMBER:  # A cluster may run another Python.
            plain, quick = {}, {}
        _unpacked_by_key[key] = ReadyTheme(theme, plain, quick, in_haste)
    return _unpacked_by_key[key]


def ready_theme(
    theme: Theme, pages: Mapping[str, int], remember: Remember, ahead: Ahead = NOTHING
) -> ReadyTheme:
    """Return `theme` with its templates compiled; `pages` tells what is made of each.

    What many pages are made of is compiled for longer, to make each of them sooner, and so is what
    was written so `ahead`; the bytes are the same.
    """
    templates = theme.templates
    written = {name for name in pages if name in templates and is_ahead(templates, name, ahead)}
    in_haste = frozenset(written.union(name for name, count in pages.items() if count >= MANY))
    return ReadyTheme(
        theme,
        plain=_codes(theme, pages.keys() - in_haste, partial(_each_by_itself, remember)),
        quick=_codes(theme, in_haste, partial(_each_for_many, remember, ahead)),
        in_haste=in_haste,
    )


def ready_when_asked(theme: Theme, ahead: Ahead) -> ReadyTheme:
    """Return `theme` for whoever makes a page now and then: each template is compiled when needed.

    What was written `ahead` is taken, and nothing else is compiled for many pages.
    """
    templates = theme.templates

    def quick_code(name: str) -> bytes | None:
        is_whole = name in templates and are_ahead(templates, name, ahead)
        taken = compiled_ahead(unit_for_many(templates, name), ahead) if is_whole else None
        return taken.code if taken else None

    def plain_code(name: str) -> bytes | None:
        compiled = compile_plainly(((name, templates[name]),)) if name in templates else None
        return compiled.code if compiled else None

    quick = _CodesWhenAsked(templates, quick_code)
    return ReadyTheme(theme, _CodesWhenAsked(templates, plain_code), quick, quick)


class _CodesWhenAsked(Mapping[str, bytes]):
    """The code of templates by name; None where one cannot be compiled counts as missing."""

    def __init__(self, names: Iterable[str], code_of: Callable[[str], bytes | None]) -> None:
        self._names = tuple(names)
        self._code_of = code_of
        self._made: dict[str, bytes | None] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._made:
            self._made[name] = self._code_of(name)
        code = self._made[name]
        if code is None:
            raise KeyError(name)
        return code

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


Compile = Callable[[Mapping[str, TemplateFile], Sequence[str]], Sequence[Compiled | None]]
"""Answers the code of templates by their names."""


def _codes(theme: Theme, names: Iterable[str], compile_them: Compile) -> dict[str, bytes]:
    """Return the code of each template that is sure to be asked for."""
    codes: dict[str, bytes] = {}
    wanted, met = _with_those_extended(theme.templates, names), set[str]()
    while new := sorted((wanted - met) & theme.templates.keys()):
        met.update(new)
        for name, compiled in zip(new, compile_them(theme.templates, new), strict=True):
            if compiled is not None:
                codes[name] = compiled.code
                wanted.update(compiled.asks)
    return codes


def _each_by_itself(
    remember: Remember, templates: Mapping[str, TemplateFile], names: Sequence[str]
) -> Sequence[Compiled | None]:
    units = [((name, templates[name]),) for name in names]
    return remember(compile_plainly.__name__, compile_plainly, units)


def _each_for_many(
    remember: Remember,
    ahead: Ahead,
    templates: Mapping[str, TemplateFile],
    names: Sequence[str],
) -> Sequence[Compiled | None]:
    units = [unit_for_many(templates, name) for name in names]
    return remember(compile_for_many.__name__, partial(_taken_or_compiled, ahead), units)


def _taken_or_compiled(ahead: Ahead, unit: Unit) -> Compiled | None:
    return compiled_ahead(unit, ahead) or compile_for_many(unit)


def _with_those_extended(templates: Mapping[str, TemplateFile], names: Iterable[str]) -> set[str]:
    """Return `names` and what they extend, as far as texts tell: so all are compiled at once."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in templates:
            waiting += names_after("extends", templates[name].text)
        found.add(name)
    return found


@lru_cache(maxsize=512)
def compile_plainly(unit: Unit) -> Compiled | None:
    """Return the first template of `unit` compiled as Jinja does; None where that fails."""
    return _compiled(unit, ThemeLoader(dict(unit)))


@lru_cache(maxsize=512)
def compile_for_many(unit: Unit) -> Compiled | None:
    """Return the first template of `unit` compiled to do less; None where that fails."""
    return _compiled(unit, QuickLoader(dict(unit)))


def _compiled(unit: Unit, loader: ThemeLoader) -> Compiled | None:
    try:
        return loader.compiled(new_environment(loader), unit[0][0])
    except TEMPLATE_MISTAKES:  # It is told where a page is made of it.
        return None
