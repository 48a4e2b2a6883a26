"""Files that the build will write, all known before the first is written."""

from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.picture import Poster
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
    """An output that is a file of the site or of its theme, as it is.

    Of a picture that tells where it was taken, the place is left out (`is_cleaned`).
    """

    path: str
    file: FileRef

    @property
    def is_cleaned(self) -> bool:
        """Tell whether the output is the same picture in fewer bytes."""
        return self.file.picture is not None and self.file.picture.has_location

    @property
    def origin(self) -> str:
        """Return the file that is copied."""
        return self.file.path


@dataclass(frozen=True, slots=True)
class Resized:
    """A smaller copy of a picture: so wide, in one of FORMATS or in SHARED_FORMAT.

    `largest` is the width of the largest copy, by which the picture is decoded for all of them: so
    a copy is the same whether it is made alone or with the others.
    """

    width: int
    format: str
    largest: int


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """An output that is a picture: the picture `file` made smaller, or a poster drawn from words.

    `origin` is what to tell an author who asks where it comes from.
    """

    path: str
    recipe: Resized | Poster
    file: FileRef | None
    origin: str


AnyPlanned = PlannedPage | PlannedCopy | PlannedPicture


@dataclass(frozen=True, slots=True)
class Plan:
    """Every output of the site."""

    pages: tuple[PlannedPage, ...]
    copies: tuple[PlannedCopy, ...]
    pictures: tuple[PlannedPicture, ...] = ()

    @property
    def outputs(self) -> tuple[AnyPlanned, ...]:
        """Return every output."""
        return self.pages + self.copies + self.pictures


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of one output, and what went wrong on the way."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


pickle_by_fields(__name__)
