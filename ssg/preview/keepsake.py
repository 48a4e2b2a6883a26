"""The last plan of a large site, kept for the next start of the preview.

Planning thousands of posts takes seconds, reading a plan a fraction of one. So the first pages come
from here where not one file has changed since; the plan that is made meanwhile takes its place.
"""

import contextlib
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.store import FOLDER
from ssg.model.digest import Digest, digest_of
from ssg.model.output import Plan
from ssg.model.source import Snapshot
from ssg.pipeline import Planned

_FILE = "preview-plan"
_KEY_LENGTH = 16
_AT_ONCE = 50


def keepsake_key(code: Digest, snapshot: Snapshot, *, drafts: bool) -> Digest:
    """Return what a plan depends on but the moment."""
    files = (*snapshot.files.values(), *snapshot.builtin_themes.values())
    return digest_of(code, drafts, tuple((file.path, file.digest, file.builtin) for file in files))


def load_plan(site: Path, key: Digest) -> Planned | None:
    """Return the plan that was kept under `key`, without the site that it was made from, or None.

    What is damaged, missing or kept under another key is nothing.
    """
    try:
        content = (site / FOLDER / _FILE).read_bytes()
    except OSError:
        return None
    kept_key, seal = content[:_KEY_LENGTH], content[_KEY_LENGTH : 2 * _KEY_LENGTH]
    chunks = content[2 * _KEY_LENGTH :]
    if kept_key != key or seal != _seal(chunks):
        return None
    reading = pickle.Unpickler(BytesIO(chunks))  # noqa: S301 - sealed by us, in the user's own folder
    first = reading.load()
    if not isinstance(first, Planned):
        return None
    pages: list[object] = []
    while chunk := reading.load():
        pages.extend(chunk)
    plan = Plan(tuple(pages), reading.load(), reading.load())  # type: ignore[arg-type]
    return Planned(first.diagnostics, first.settings, plan=plan, theme=first.theme)


def keep_plan(site: Path, key: Digest, planned: Planned, is_wanted: Callable[[], bool]) -> bool:
    """Keep `planned` under `key`; tell whether that was done.

    Gives up as soon as `is_wanted` says no: nothing else runs while a part of it is written, so the
    parts are small.
    """
    writing = BytesIO()
    pickler = pickle.Pickler(writing, pickle.HIGHEST_PROTOCOL)
    for part in _parts(planned):
        if not is_wanted():
            return False
        pickler.dump(part)
    chunks = writing.getvalue()
    file = site / FOLDER / _FILE
    unfinished = file.with_suffix(".new")
    with contextlib.suppress(OSError):
        make_cache_folder(file.parent)
        unfinished.write_bytes(key + _seal(chunks) + chunks)
        os.replace(unfinished, file)  # noqa: PTH105
        return True
    return False


def _parts(planned: Planned) -> Iterator[object]:
    if planned.plan is None:
        return
    pages = planned.plan.pages
    yield Planned(planned.diagnostics, planned.settings, theme=planned.theme)
    for start in range(0, len(pages), _AT_ONCE):
        yield pages[start : start + _AT_ONCE]
    yield ()
    yield planned.plan.copies
    yield planned.plan.pictures


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_KEY_LENGTH).digest()
