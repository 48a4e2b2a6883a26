"""A blog in several versions: between any two of them a build writes, exchanges and deletes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.blog import SITE, comments, post, write, write_blog
from tests.importing.running import files_below

POSTS = 20
PICTURES = 9
Files = dict[str, bytes]
MADE = (".ssg-cache/", "output/")
FOREIGN = {
    "mine.txt": b"mine",
    "p3/notes.txt": b"beside a post that goes",
    "tag/harbour/mine.html": b"beside a listing",
    "shop/cart.php": b"a folder of somebody else's",
    ".well-known/proof": b"dots",
}
"""What somebody has put into the output folder, in versions where the folders come and go."""


@dataclass(frozen=True, slots=True)
class World:
    """The sources of each version of a blog, what a build from nothing makes of it, how long."""

    sources: Mapping[str, Files]
    built: Mapping[str, Files]
    seconds: float


def versions(folder: Path) -> dict[str, Files]:
    """Return the sources of each version, by its name."""
    base = files_below(write_blog(folder))
    base["site.yaml"] = f"{SITE}permalink: /{{slug}}/\n".encode()
    base |= {f"content/posts/p{number}.md": _post(number) for number in range(POSTS)}
    base |= {f"content/media/{number}.png": _picture(number) for number in range(PICTURES)}
    base["content/static/about-us"] = b"a file"
    edited = {
        **base,
        **{f"content/posts/p{number}.md": _post(number, "Edited.") for number in (1, 7, 19)},
        "content/posts/new.md": post("New", "2019-02-01", "New. See [[Post 7]].").encode(),
        "content/media/1.png": _picture(77),
        "content/comments/two.yaml": comments("wp-2", "Not so.").encode(),
    }
    for number in (3, 4):
        del edited[f"content/posts/p{number}.md"]
    layout = "themes/plain/templates/layout.html"
    restyled = {
        **base,
        layout: base[layout].replace(b"<body>", b"<body class=new>"),
        **{f"content/media/{number}.png": _picture(200 + number) for number in range(PICTURES)},
    }
    moved = {
        **edited,
        "site.yaml": SITE.replace("search: false", "search: true").encode()
        + b"permalink: /{year}/{slug}.html\n",
        "content/static/about-us/index.html": b"a folder",
    }
    del moved["content/static/about-us"]
    return {"base": base, "edited": edited, "restyled": restyled, "moved": moved}


def lay(site: Path, files: Files) -> None:
    """Let the sources of the site be `files`."""
    before = sources(site)
    for name in before.keys() - files.keys():
        (site / name).unlink()
        if not any((site / name).parent.iterdir()):
            (site / name).parent.rmdir()
    for name, content in files.items():
        if before.get(name) != content:
            write(site, {name: ""})
            (site / name).write_bytes(content)


def sources(site: Path) -> Files:
    """Return every file of the site that no build makes."""
    found = files_below(site)
    return {name: found[name] for name in found if not name.startswith(MADE)}


def put_foreign(output: Path) -> None:
    """Put somebody else's files into an output folder."""
    for name, content in FOREIGN.items():
        write(output, {name: ""})
        (output / name).write_bytes(content)


def without_foreign(found: Files) -> Files:
    """Return what is ours of `found`; everything of somebody else's must be there."""
    lost = [name for name, content in FOREIGN.items() if found.get(name) != content]
    assert not lost, f"files that ssg did not make are gone or changed: {lost}"
    return {name: content for name, content in found.items() if name not in FOREIGN}


def _post(number: int, more: str = "") -> bytes:
    words = f"Words {number}. {more} See [[Post {(number + 1) % 2}]]."
    picture = f"\n\n![A lamp](/media/{number % PICTURES}.png)" if number % 3 == 0 else ""
    date = f"201{number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return post(f"Post {number}", date, words + picture).encode()


def _picture(number: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (500 + number, 20), (number, 40, 90)).save(content, "PNG")
    return content.getvalue()
