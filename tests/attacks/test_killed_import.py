"""`ssg import` killed at any moment: files are whole, a person's stay, the next one ends it."""

import io
import json
import random
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.importing.exports import (
    OLD,
    attachment,
    author,
    category,
    comment,
    item,
    page,
    tag,
    wxr,
)
from tests.importing.running import files_below
from tests.launching import Ended, Launcher

POSTS = 24
EDITED = "content/posts/2016/10/entry-2.md"
REMOVED = "content/posts/2016/10/entry-3.md"
OWN = "content/posts/mine.md"
TEXT = b"---\ntitle: Mine\ndate: 2016-10-29\n---\nMine.\n"
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class World:
    """A site before an import and after one that nobody disturbed, and how long that takes."""

    before: Path
    after: Files
    export: Path
    seconds: float


def export(more: str, count: int) -> str:
    """Return an export of `count` posts with pictures."""
    uploads = f"{OLD}/wp-content/uploads/2016/10"
    return wxr(
        author("ana", "Ana R", "ana@mail.example"),
        category("news"),
        tag("ships", number=2),
        *(
            item(
                number,
                f"<p>Text {number}. {more if number % 2 else ''}</p>"
                f'<img src="{uploads}/{number % 6}.png" alt="A lamp"/>',
                categories=("news",),
                tags=("ships",),
                more=comment(number, email="b@x.example") if number % 3 else "",
            )
            for number in range(1, count + 1)
        ),
        *(attachment(900 + number, f"{uploads}/{number}.png", 1) for number in range(6)),
        page(800, "<p>About.</p>", slug="about"),
        item(801, "<p>Mine alone.</p>", status="private"),
    )


@pytest.fixture(scope="module")
def worlds(ssg: Launcher, tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    place = tmp_path_factory.mktemp("imports")
    uploads = place / "uploads/2016/10"
    uploads.mkdir(parents=True)
    for number in range(6):
        picture = io.BytesIO()
        Image.effect_noise((150, 150), number + 9).save(picture, "PNG")
        (uploads / f"{number}.png").write_bytes(picture.getvalue())
    for name, text in (("one", export("", POSTS)), ("two", export("More.", POSTS + 4))):
        (place / f"{name}.xml").write_text(text, "utf-8")
    (place / "nothing").mkdir()
    new = undisturbed(ssg, place / "nothing", place / "one.xml", place / "imported")
    shutil.copytree(place / "imported", place / "edited")
    (place / "edited" / EDITED).write_bytes(TEXT)
    (place / "edited" / REMOVED).unlink()
    (place / "edited" / OWN).write_bytes(TEXT)
    (place / "edited/content/static/wp-content/uploads/2016/10/own.txt").write_bytes(b"mine")
    return {
        "new": new,
        "again": undisturbed(ssg, place / "edited", place / "two.xml", place / "imported again"),
    }


def undisturbed(ssg: Launcher, before: Path, file: Path, site: Path) -> World:
    """Import and return what came of it."""
    shutil.copytree(before, site)
    began = time.monotonic()
    done = run(ssg, site, file)
    seconds = time.monotonic() - began
    assert done.code == 0, done.said
    return World(before, seen(site), file, seconds)


def run(ssg: Launcher, site: Path, file: Path) -> Ended:
    """Import to the end."""
    return ssg.run(*command(file, site), folder=site)


def command(file: Path, site: Path) -> tuple[object, ...]:
    """Return the words of an import."""
    uploads = file.parent / "uploads"
    return "import", "wordpress", file, "--uploads", uploads, "--site", site, "--jobs", 1, "--quiet"


def seen(site: Path) -> Files:
    """Return all that an import may have written.

    Of the list of what it has written the last line about a file counts.
    """
    found = files_below(site)
    state = ".import/private/state.jsonl"
    if state in found:
        by_path = {json.loads(line)[0]: line for line in found[state].splitlines()}
        found[state] = b"\n".join(by_path[path] for path in sorted(by_path))
    return {name: found[name] for name in found if not name.startswith(".ssg-cache/")}


def see_whole_files(site: Path, world: World) -> None:
    """See that every file that a person or a build reads is the old one or the new one."""
    before = files_below(world.before)
    for name, content in files_below(site).items():
        is_growing = Path(name).name.startswith(".") and Path(name).suffix in {".part", ".tmp"}
        if name.startswith("content/") and not is_growing:
            whole = before.get(name), world.after.get(name)
            assert content in whole, f"{name} is neither the old file nor the new one"
    for name in (EDITED, OWN, "content/static/wp-content/uploads/2016/10/own.txt"):
        if name in before:
            assert (site / name).read_bytes() == before[name], f"{name} was a person's"
    assert REMOVED not in before or (site / REMOVED).exists() == (REMOVED in before)


@pytest.mark.parametrize("kind", ["new", "again"])
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.torture, id="torture")])
def test_a_killed_import_leaves_whole_files_and_the_next_one_ends_it(
    ssg: Launcher,
    worlds: dict[str, World],
    tmp_path: Path,
    chance: random.Random,
    kind: str,
    kills: int,
) -> None:
    world, done = worlds[kind], 0
    while done < kills:
        site = tmp_path / f"site{done}"
        shutil.copytree(world.before, site)
        for _ in range(chance.choice([1, 1, 2])):
            how: dict[str, Any] = (
                {} if chance.random() < 0.5 else {"ends_at": 1 + chance.randrange(140)}
            )
            running = ssg.start(*command(world.export, site), folder=site, **how)
            if not how:
                time.sleep(chance.uniform(0, world.seconds))
                running.kill()
            ended = running.wait()
            assert ended.was_killed or ended.code == 0, ended.said
            done += ended.was_killed
            see_whole_files(site, world)
        again = run(ssg, site, world.export)
        assert again.code == 0, f"after kill {done}: {again.said}"
        found = seen(site)
        wrong = [
            name for name in {*found, *world.after} if found.get(name) != world.after.get(name)
        ]
        assert not wrong, f"after kill {done}"
        shutil.rmtree(site)
    assert sorted(path.name for path in tmp_path.iterdir()) == []
