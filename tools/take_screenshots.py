"""Take the pictures of the demo blog that the README and the manual show: `make screenshots`.

Without arguments it takes them all. `--theme current` takes those of one theme, and
`--path /about/ --width 390 --scheme dark --theme current FILE` takes one picture of anything.
Needs Pillow, and Playwright with a Chromium; Pillow keeps 256 colours, which halves the file.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.serving import served
from tests.themes.builtin import THEMES
from tools.browser import opened_browser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
MEDIA = ROOT / "docs/content/media"
PAGES = {
    "home": "/",
    "post": "/2024/02/04/the-bridge-painters/",
    "author": "/author/jane-marsh/",
}
HEIGHTS = {1440: 980, 390: 844}
SHOWN_WIDTH = 800
"""Pictures of themes are this wide, in pixels: enough to judge by, and light."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it is kept, and what it shows in a window of which size."""

    file: Path
    theme: str
    path: str
    width: int = 1440
    scheme: str = "light"
    shown_width: int = 0
    """To how many pixels a wider picture is made smaller; 0 keeps it."""
    most_bytes: int = 400_000


def pictures_of(theme: str) -> Iterator[Picture]:
    """Yield what the manual shows of a theme: each kind of page in light, dark and on a phone."""
    for name, path in PAGES.items():
        wide = Picture(MEDIA, theme, path, shown_width=SHOWN_WIDTH, most_bytes=120_000)
        folder = MEDIA / "themes"
        yield replace(wide, file=folder / f"{theme}-{name}-light.png")
        yield replace(wide, file=folder / f"{theme}-{name}-dark.png", scheme="dark")
        yield replace(wide, file=folder / f"{theme}-{name}-phone.png", width=390)


ALL = (
    Picture(MEDIA / "front-page.png", "broadsheet", "/"),
    *(picture for theme in THEMES for picture in pictures_of(theme)),
)


@contextmanager
def demo_in(theme: str) -> Iterator[str]:
    """Build a copy of the demo blog in `theme` and serve it; yields the address."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        for name in ("content", "themes"):
            shutil.copytree(ROOT / name, site / name)
        settings = (ROOT / "site.yaml").read_text("utf-8")
        settings = re.sub(r"(?m)^theme: .*$", f"theme: {theme}", settings)
        (site / "site.yaml").write_text(settings, "utf-8")
        command = [sys.executable, "-m", "ssg", "build", "--site", str(site), "--quiet"]
        subprocess.run(command, check=True, cwd=ROOT)
        with served(site / "output") as address:
            yield address.rstrip("/")


def screenshot(browser: Browser, picture: Picture, address: str) -> Image.Image:
    """Return what `browser` shows at the top of the page."""
    height = HEIGHTS.get(picture.width, 900)
    window = browser.new_context(
        viewport={"width": picture.width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = window.new_page()
    answer = page.goto(address + picture.path, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"error: nothing is at {picture.path}")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    window.close()
    if 0 < picture.shown_width < image.width:
        size = (picture.shown_width, round(image.height * picture.shown_width / image.width))
        image = image.resize(size, Image.Resampling.LANCZOS)
    return image


def in_few_colours(image: Image.Image, most_bytes: int) -> bytes:
    """Return a PNG with 256 colours, or with fewer where it would have more than `most_bytes`."""
    for colours in (256, 128, 64, 32):
        small = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() <= most_bytes:
            return small.getvalue()
    sys.exit(f"error: even with few colours a picture has {small.tell():,} bytes")


def take(pictures: Iterable[Picture]) -> None:
    """Take `pictures`, building the demo blog once for each theme."""
    with opened_browser() as browser, ExitStack() as stack:
        address_by_theme: dict[str, str] = {}
        for picture in pictures:
            theme, file = picture.theme, picture.file
            if theme not in address_by_theme:
                address_by_theme[theme] = stack.enter_context(demo_in(theme))
            shot = screenshot(browser, picture, address_by_theme[theme])
            png = in_few_colours(shot, picture.most_bytes)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(png)
            print(f"{file}: {len(png):,} bytes")


def asked_for() -> list[Picture]:
    """Return the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theme", choices=THEMES, help="only this theme")
    parser.add_argument("--path", help="take one picture, of this address of the demo blog")
    parser.add_argument("--width", type=int, default=1440, help="of the window, in pixels")
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("file", nargs="?", type=Path, help="where to keep the one picture")
    chosen = parser.parse_args()
    if bool(chosen.path) != bool(chosen.file):
        parser.error("one picture needs both --path and a FILE")
    if chosen.path:
        theme = chosen.theme or THEMES[0]
        return [Picture(chosen.file, theme, chosen.path, chosen.width, chosen.scheme)]
    return [each for each in ALL if chosen.theme in {None, each.theme}]


if __name__ == "__main__":
    take(asked_for())
