"""After any saves, in any order and haste, the preview shows what a build from nothing writes."""

import datetime as dt
import random
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from ssg.commands.building.build import BuildRequest, BuildResult, build_site
from ssg.disk.cache.store import FOLDER
from ssg.text.addresses import address_of_output
from tests.blog import tree
from tests.preview.reading import PATIENCE_SECONDS, Answer, Reader, reading
from tests.preview.saving import Author

BASE = "/blog"
SEED = 20_261_122
SOON_SECONDS = 0.3
"""Within this time most saves are noticed. Where nothing has changed there is nothing to notice."""


def built_from_nothing(site: Path, folder: Path) -> tuple[BuildResult, dict[str, bytes]]:
    """Build a copy of the site that has neither cache nor output; return outputs by address."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("output", FOLDER))
    output, now = folder / "output", dt.datetime.now(dt.UTC)
    result = build_site(BuildRequest(folder, output, now, drafts=True, future=True, jobs=1))
    return result, {address_of_output(path): content for path, content in tree(output).items()}


def describe_errors(preview: Reader) -> set[tuple[str, str]]:
    return {(error["place"], error["message"]) for error in preview.errors}


def read_all(preview: Reader) -> dict[str, Answer]:
    """Ask for every address that the preview has."""
    with preview.connect() as connection:
        return {
            address: connection.get(BASE + address) for address in sorted(preview.sight.outputs)
        }


def read_search(preview: Reader, built: Iterable[str]) -> dict[str, Answer]:
    """Ask for the files of the search's index as readers do: the entry file, then the others."""
    files = sorted(address for address in built if address.startswith("/pagefind/"))
    files.sort(key=lambda address: not address.endswith("/pagefind-entry.json"))
    with preview.connect() as connection:
        return {address: connection.get(BASE + address) for address in files}


def differences(preview: Reader, result: BuildResult, built: dict[str, bytes]) -> list[str]:
    """Return what the preview shows otherwise than the build; with errors only these count."""
    errors = {(p.place, p.message) for p in result.diagnostics if p.level.value == "error"}
    if (told := describe_errors(preview)) != errors:
        return [f"errors {told} instead of {errors}"]
    shown = read_all(preview)
    wrong = [f"{address}: {answer.status}" for address, answer in shown.items() if is_bad(answer)]
    if errors:
        return wrong
    shown |= read_search(preview, built)
    wrong += [f"{address}: only in the preview" for address in shown.keys() - built.keys()]
    wrong += [f"{address}: only in the build" for address in built.keys() - shown.keys()]
    wrong += [
        f"{address}: {first_difference(shown[address].content, built[address])}"
        for address in shown.keys() & built.keys()
        if not is_same(shown[address], built[address])
    ]
    return sorted(wrong)


def is_bad(answer: Answer) -> bool:
    return answer.status not in {200, 302} or bool(answer.page.get("busy"))


def is_same(answer: Answer, built: bytes) -> bool:
    """Tell whether an answer is what was built; a page that forwards is an answer that does."""
    if answer.status == 302:
        return f'content="0; url={answer.location}"'.encode() in built
    return answer.content == built


def first_difference(shown: bytes, built: bytes) -> str:
    place = next((n for n, (a, b) in enumerate(zip(shown, built, strict=False)) if a != b), -1)
    start = max(0, place - 40)
    return f"at byte {place}: {shown[start : place + 60]!r} is {built[start : place + 60]!r}"


def settle(preview: Reader, known: int, folder: Path, site: Path) -> list[str]:
    """Wait until the preview is at rest and shows what a build writes; return what still differs.

    A comparison that fails may have come too early, which nobody can know; so it is made again
    whenever the preview tells something new.
    """
    preview.wait(lambda: len(preview.told) > known and not preview.is_busy, SOON_SECONDS)
    result, built = built_from_nothing(site, folder)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert preview.wait(lambda: not preview.is_busy), "the preview is busy for ever"
        heard = len(preview.told)
        wrong = differences(preview, result, built)
        if (not wrong and len(preview.told) == heard) or time.monotonic() > until:
            return wrong
        preview.wait(lambda seen=heard: len(preview.told) > seen, SOON_SECONDS)  # type: ignore[misc]


def soak(folder: Path, seed: int, steps: int, share: float = 1.0) -> None:
    """Let an author take `steps`, and compare after about that `share` of them, and at the end.

    Where nothing is compared, the next save comes while the preview is still at work on the last.
    """
    author = Author(folder / "site", random.Random(seed))  # noqa: S311 - nothing here is secret
    choose = random.Random(seed)  # noqa: S311
    author.begin()
    with reading(author.site) as preview:
        author.wait_for_planning = lambda: preview.wait(lambda: preview.is_busy, 0.1)
        for number in range(steps):
            known = len(preview.told)
            author.note(f"step {number}")
            author.step()
            if choose.random() > share and number < steps - 1:
                continue
            wrong = settle(preview, known, folder / "copy", author.site)
            history = [f"seed {seed}", *(step[:200] for step in author.steps)]
            assert not wrong, "\n".join([*history, *wrong[:10]])


def test_after_any_saves_the_preview_shows_what_a_build_writes(tmp_path: Path) -> None:
    soak(tmp_path, SEED, 25)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1, 3))
def test_after_many_more_saves_the_preview_shows_what_a_build_writes(
    tmp_path: Path, seed: int
) -> None:
    soak(tmp_path, seed, 100, share=0.5)
