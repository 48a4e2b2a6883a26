"""Files that the build will write, all known before the first is written."""

from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass
from ssg.model.source import FileRef
from ssg.model.view import View


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """An output made from a view.

    `path` is relative to the output folder, `template` a template of the theme or the name of a
    format that is written without one, `needs` the heavy parts (bodies, threads) that the view
    names, `origin` what to tell an author who asks where it comes from: a source file, or words.
    """

    path: str
    template: str
    view: View
    origin: str
    needs: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedCopy:
    """An output that is a file of the site or of its theme, as it is."""

    path: str
    file: FileRef

    @property
    def origin(self) -> str:
        """Return the file that is copied."""
        return self.file.path


@dataclass(frozen=True, slots=True)
class Plan:
    """Every output of the site."""

    pages: tuple[PlannedPage, ...]
    copies: tuple[PlannedCopy, ...]

    @property
    def outputs(self) -> tuple[PlannedPage | PlannedCopy, ...]:
        """Return every output."""
        return self.pages + self.copies


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of one output, and what went wrong on the way."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


pickle_by_fields(__name__)
