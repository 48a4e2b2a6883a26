"""Making pictures: smaller copies from those that authors bring, each decoded once for all of them.

What was made once is remembered by the content of the picture and the recipe, apart from all else:
neither another version of the program nor an empty output folder make it a second time.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import Any, Protocol, TypeVar

from ssg.memo import Made
from ssg.model.digest import Digest, digest_of, digest_of_bytes
from ssg.model.output import PlannedCopy, PlannedPicture, Resized
from ssg.model.picture import Poster
from ssg.model.record import dataclass
from ssg.model.source import FileRef, Read
from ssg.outputs import AnyOutput, Output, output_of_picture
from ssg.pictures.ladder import DRAWING
from ssg.pictures.reading import without_location
from ssg.text.counting import counted
from ssg.work import Work

_TAG_LENGTH = 8
Kept = TypeVar("Kept")
Kept_co = TypeVar("Kept_co", covariant=True)


class Press(Protocol[Kept_co]):
    """Where outputs become files. It knows those that are there, and keeps those that are made."""

    def is_current(self, path: str, key: Digest) -> bool:
        """Tell whether the file is there as it would be made."""
        ...

    def keep(self, output: AnyOutput, content: bytes | FileRef, digest: Digest) -> Kept_co:
        """Take the bytes of an output, or the file that is copied, and their digest."""
        ...


class DamagedPicturesError(Exception):
    """Pictures cannot be decoded, though they look sound: `digests` are of their contents."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        """Name them."""
        super().__init__(f"{counted(len(digests), 'picture')} cannot be decoded")
        self.digests = digests


class NotMadeError(Exception):
    """Pictures cannot be made now, and here: that says nothing of them, and is not remembered.

    `path` is of the picture, `reason` what is missing, `fix` what can be done.
    """

    def __init__(self, path: str, reason: str, fix: str) -> None:
        """Name the picture."""
        super().__init__(path, reason, fix)
        self.path, self.reason, self.fix = path, reason, fix

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"the smaller copies of {self.path} cannot be made: {self.reason}"


def copied(copy: PlannedCopy, read: Read) -> tuple[bytes | FileRef, Digest]:
    """Return what is published of a file that is copied: itself, or its bytes without a place."""
    if not copy.is_cleaned:
        return copy.file, copy.file.digest
    content = without_location(read(copy.file))
    return content, digest_of_bytes(content)


def name_of(picture: PlannedPicture) -> str:
    """Return under what name a picture is remembered, but for the tag of the codecs."""
    return digest_of(picture.file and picture.file.digest, picture.recipe).hex()


def made_picture(picture: PlannedPicture, read: Read, made: Made) -> bytes | None:
    """Return the bytes of one picture, from memory where it is known; None where none are made."""
    job = _Job((output_of_picture(picture, Digest(b"")),), _tag())
    (loaded,) = _load(read, made, [job])
    content = None
    with suppress(NotMadeError):
        ((content,),) = _done([loaded])
    if content is not None:
        made.put(job.names[0], content)
    return content


def stale_pictures(
    pictures: Iterable[PlannedPicture], code: Digest, press: Press[Any]
) -> list[Output[PlannedPicture]]:
    """Return those of `pictures` that are not there as they would be made."""
    outputs = (output_of_picture(picture, code) for picture in pictures)
    return [output for output in outputs if not press.is_current(output.planned.path, output.key)]


def work_on_pictures(
    stale: Sequence[Output[PlannedPicture]], read: Read, made: Made, press: Press[Kept]
) -> Work[Any, Any, Any, "Kept | Damaged"]:
    """Return the work of making pictures: each is handed to `press`, or found to be damaged.

    A job is all that is made of one picture.
    """
    tag = _tag()
    of_one = groupby(stale, key=lambda output: _made_at_once(output.planned))
    return Work(
        [_Job(tuple(outputs), tag) for _, outputs in of_one],
        load=partial(_load, read, made),
        do=_done,
        keep=partial(_keep, made, press),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """All that is made of one picture; `tag` stands for the codecs."""

    outputs: tuple[Output[PlannedPicture], ...]
    tag: str

    @property
    def file(self) -> FileRef | None:
        """Return the picture, None for a poster."""
        return self.outputs[0].planned.file

    @property
    def path(self) -> str:
        """Return where the picture lies, "" for a poster."""
        return self.file.path if self.file else ""

    @property
    def names(self) -> list[str]:
        """Return under what names they are remembered."""
        return [f"{name_of(output.planned)}-{self.tag}" for output in self.outputs]


@dataclass(frozen=True, slots=True)
class Damaged:
    """What comes of an output whose picture cannot be decoded: the digest of its content."""

    digest: Digest


_Loaded = tuple[_Job, bytes, list[bytes | None]]
"""A job, the content of its picture where it is needed, and what is remembered of each output."""


def _made_at_once(picture: PlannedPicture) -> object:
    """Return what pictures have in common that are made of one picture, decoded once."""
    recipe = picture.recipe
    return (picture.file, recipe.largest) if isinstance(recipe, Resized) else recipe


def _tag() -> str:
    from ssg.pictures.encoding import codecs  # noqa: PLC0415 - without new pictures there is no Pillow

    return digest_of(codecs(), DRAWING).hex()[:_TAG_LENGTH]


def _load(read: Read, made: Made, jobs: Sequence[_Job]) -> list[_Loaded]:
    loaded = []
    for job in jobs:
        found = [made.get(name) for name in job.names]
        content = read(job.file) if job.file and None in found else b""
        loaded.append((job, content, found))
    return loaded


def _done(loaded: Sequence[_Loaded]) -> list[list[bytes | None]]:
    """Return the bytes of each output of each job; None for those of a damaged picture.

    Raises NotMadeError.
    """
    results = []
    for job, content, found in loaded:
        missing = [number for number, known in enumerate(found) if known is None]
        recipes = [job.outputs[number].planned.recipe for number in missing]
        result = list(found)
        made = _made(content, recipes, job.path) if recipes else []
        for number, picture in zip(missing, made, strict=False):
            result[number] = picture
        results.append(result)
    return results


def _made(content: bytes, recipes: Sequence[Resized | Poster], path: str) -> list[bytes]:
    """Return what `recipes` make of the picture `path`, or a poster; nothing of a damaged one."""
    from ssg.pictures.drawing import draw  # noqa: PLC0415 - see _tag
    from ssg.pictures.encoding import NoCodecError, UnreadableError, encode  # noqa: PLC0415 - too

    copies = [recipe for recipe in recipes if isinstance(recipe, Resized)]
    if not copies:
        return [draw(recipe) for recipe in recipes if isinstance(recipe, Poster)]
    sizes = [(copy.width, copy.format) for copy in copies]
    try:
        return encode(content, sizes, copies[0].largest)
    except UnreadableError:
        return []
    except MemoryError as error:
        fix = "build with `--jobs 1`, or make the picture smaller"
        raise NotMadeError(path, "there is not enough memory", fix) from error
    except NoCodecError as error:
        reason = f"the Pillow that is installed cannot write {str(error).upper()}"
        fix = "install Pillow from PyPI (`pip install --force-reinstall pillow`), which can"
        raise NotMadeError(path, reason, fix) from error


def _keep(
    made: Made, press: Press[Kept], loaded: Sequence[_Loaded], done: Sequence[list[bytes | None]]
) -> list[Kept | Damaged]:
    kept: list[Kept | Damaged] = []
    for (job, _, found), results in zip(loaded, done, strict=True):
        for output, name, known, content in zip(
            job.outputs, job.names, found, results, strict=True
        ):
            if content is None:
                kept.append(Damaged(job.file.digest if job.file else Digest(b"")))
                continue
            if known is None:
                made.put(name, content)
            kept.append(press.keep(output, content, digest_of_bytes(content)))
    return kept
