"""Outputs and their keys: equal keys, equal bytes.

The key of a page is the digest of all that it is made from: the program, the theme, the template,
the view. What of these has changed is asked by name, and only of a page that is made anew.
"""

from typing import Generic, TypeVar

from ssg.model.digest import Digest, Digester, digest_of, digest_of_bytes
from ssg.model.output import PlannedCopy, PlannedPage
from ssg.model.record import dataclass
from ssg.model.theme import Theme

Page = TypeVar("Page", bound=PlannedPage | PlannedCopy)
Input = tuple[str, Digest]
"""Something that an output is made from, by name."""


@dataclass(frozen=True, slots=True)
class Output(Generic[Page]):
    """An output, its key, and what it is made from by name."""

    planned: Page
    key: Digest
    inputs: tuple[Input, ...]


AnyOutput = Output[PlannedPage] | Output[PlannedCopy]


class Keys:
    """The keys of the outputs of one plan, made by this program (`code`) in one theme."""

    def __init__(self, theme: Theme, code: Digest) -> None:
        """Digest what all pages have in common."""
        self._inputs = (("program", code), ("theme", _digest_of_theme(theme)))
        self._digester = Digester()

    def key_of(self, page: PlannedPage) -> Digest:
        """Return the key of `page`."""
        common = tuple(digest for _, digest in self._inputs)
        return self._digester.digest_at_once((common, page.path, page.template), page.view)

    def output_of(self, page: PlannedPage, key: Digest) -> Output[PlannedPage]:
        """Return `page` with its key as an output."""
        template = ("template", digest_of_bytes(page.template.encode()))
        inputs = (*self._inputs, template, *self._digester.digest_of_fields(page.view))
        return Output(page, key, inputs)


def output_of_copy(copy: PlannedCopy) -> Output[PlannedCopy]:
    """Return the copy of a file as an output."""
    return Output(copy, digest_of(copy.file.digest), (("file", copy.file.digest),))


def _digest_of_theme(theme: Theme) -> Digest:
    """Return the digest of what templates can see of a theme; its settings are in the views."""
    texts = tuple((name, file.text) for name, file in sorted(theme.templates.items()))
    assets = tuple((name, address) for name, (_, address) in sorted(theme.assets.items()))
    return digest_of(theme.name, texts, theme.strings, assets)
