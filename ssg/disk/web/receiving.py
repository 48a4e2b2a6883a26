"""The body of an answer on its way to the disk: counted, limited, and looked at as it begins."""

import http.client
from collections.abc import Callable

from ssg.disk.web.answers import (
    AskLaterError,
    DiskError,
    RefusedError,
    start_and_length,
    validators_of,
)
from ssg.disk.web.partial import Partial
from ssg.importers.media.sniff import BEGINNING, content_problem
from ssg.model.record import dataclass
from ssg.text.counting import in_bytes

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer should be: a file such as `name`, of `largest` bytes at most."""

    name: str
    largest: int


def receive(
    response: http.client.HTTPResponse,
    partial: Partial,
    expected: Expected,
    is_stopping: Callable[[], bool],
) -> None:
    """Put what comes into `partial`, behind what is there where the server sends just the rest.

    Raises RefusedError where it is not what was expected, AskLaterError where it breaks off.
    """
    start, length = start_and_length(response)
    validators = validators_of(response)
    if start and (start != partial.size or _is_of_another(partial, validators.etag)):
        partial.drop()
        why = "the file changed while it came"
        raise AskLaterError(why, 0)
    if not start:
        try:
            partial.begin(validators)
        except OSError as error:
            raise DiskError(error) from error
    if length is not None:
        _check_size(length, expected.largest)
    size = _write(response, partial, expected, start, is_stopping)
    if length is not None and size < length:
        why = f"the connection broke off after {size} of {length} bytes"
        raise AskLaterError(why)
    if size <= BEGINNING:
        _check_content(response, partial.beginning(BEGINNING), expected.name)


def _write(
    response: http.client.HTTPResponse,
    partial: Partial,
    expected: Expected,
    start: int,
    is_stopping: Callable[[], bool],
) -> int:
    """Return how long the file is when nothing more comes."""
    size = start
    is_checked = False
    with partial.file.open("ab", buffering=0) as file:
        while chunk := response.read1(_CHUNK):
            try:
                file.write(chunk)
            except OSError as error:
                raise DiskError(error) from error
            size += len(chunk)
            _check_size(size, expected.largest)
            if not is_checked and size > BEGINNING:
                _check_content(response, partial.beginning(BEGINNING), expected.name)
                is_checked = True
            if is_stopping():
                why = "the import was stopped"
                raise AskLaterError(why)
    return size


def _check_size(size: int, largest: int) -> None:
    if size > largest:
        why = f"it is larger than {in_bytes(largest)}, which is more than is taken"
        raise RefusedError(why)


def _check_content(response: http.client.HTTPResponse, beginning: bytes, name: str) -> None:
    if problem := content_problem(beginning, name, response.getheader("Content-Type") or ""):
        raise RefusedError(problem)


def _is_of_another(partial: Partial, etag: str) -> bool:
    known = partial.validators.etag
    return bool(etag and known and etag != known)
