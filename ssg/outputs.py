"""Outputs and their keys: equal keys, equal bytes.

The key of a page is the digest of all that it is made from: the program, the theme, the template,
the view. What of these has changed is asked by name, and only of a page that is made anew.
"""

from typing import Generic, TypeVar

from ssg.model.digest import Digest, Digester, digest_of, digest_of_bytes
from ssg.model.output import AnyPlanned, PlannedCopy, PlannedPage, PlannedPicture
from ssg.model.record import dataclass
from ssg.model.theme import Theme
from ssg.render.compiling.reach import templates_reached

Page = TypeVar("Page", bound=AnyPlanned)
Input = tuple[str, Digest]
"""Something that an output is made from, by name."""


@dataclass(frozen=True, slots=True)
class Output(Generic[Page]):
    """An output, its key, and what it is made from by name."""

    planned: Page
    key: Digest
    inputs: tuple[Input, ...]


AnyOutput = Output[PlannedPage] | Output[PlannedCopy] | Output[PlannedPicture]


class Keys:
    """The keys of the outputs of one plan, made by this program (`code`) in one theme."""

    def __init__(self, theme: Theme, code: Digest) -> None:
        """Digest what all pages have in common."""
        self._theme = theme
        self._code = code
        self._common = digest_of(theme.name, theme.strings, _addresses_of_assets(theme))
        self._by_template: dict[str, Digest] = {}
        self._digester = Digester()

    def key_of(self, page: PlannedPage) -> Digest:
        """Return the key of `page`."""
        beside = (self._code, self._theme_of(page.template), page.path, page.template)
        return self._digester.digest_at_once(beside, page.view)

    def output_of(self, page: PlannedPage, key: Digest) -> Output[PlannedPage]:
        """Return `page` with its key as an output."""
        inputs = (
            ("program", self._code),
            ("theme", self._theme_of(page.template)),
            ("template", digest_of_bytes(page.template.encode())),
            *self._digester.digest_of_fields(page.view),
        )
        return Output(page, key, inputs)

    def _theme_of(self, template: str) -> Digest:
        """Return the digest of what a page made of `template` can see of the theme."""
        if template not in self._by_template:
            files = self._theme.templates
            names = templates_reached(files, template)
            texts = tuple(
                (name, files[name].text if name in files else None)
                for name in sorted(files if names is None else names)
            )
            self._by_template[template] = digest_of(self._common, texts)
        return self._by_template[template]


def output_of_copy(copy: PlannedCopy, code: Digest) -> Output[PlannedCopy]:
    """Return the copy of a file as an output; one that is cleaned on the way is made by `code`."""
    inputs: tuple[Input, ...] = (("file", copy.file.digest),)
    if copy.is_cleaned:
        inputs = (("program", code), *inputs)
        return Output(copy, digest_of(inputs), inputs)
    return Output(copy, digest_of(copy.file.digest), inputs)


def output_of_picture(picture: PlannedPicture, code: Digest) -> Output[PlannedPicture]:
    """Return a picture that the program makes as an output."""
    of_file = (("file", picture.file.digest),) if picture.file else ()
    inputs: tuple[Input, ...] = (("program", code), *of_file, ("recipe", digest_of(picture.recipe)))
    return Output(picture, digest_of(inputs), inputs)


def _addresses_of_assets(theme: Theme) -> tuple[tuple[str, str], ...]:
    return tuple((name, address) for name, (_, address) in sorted(theme.assets.items()))
