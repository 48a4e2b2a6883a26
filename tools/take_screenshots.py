"""Take the pictures of the demo blog that the README shows: `make screenshots`.

Needs Pillow, a Chromium, and the site in output/. Chromium takes the picture; Pillow keeps 256
colours of it, which halves the file.
"""

from __future__ import annotations

import functools
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
MEDIA = ROOT / "docs/content/media"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {"front-page.png": ("/", 1440, 980)}
"""Each picture with the address that it shows, its width and its height."""
BELOW = 600
"""The window is so much higher than the picture, as its last rows are painted last."""
TRIES = 6
MOST_BYTES = 400_000


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on this computer alone; yields the address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def screenshot(browser: str, url: str, width: int, height: int) -> bytes:
    """Return what `browser` shows of `url` in a window of that size, as PNG."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shot.png")
        options = (
            "--headless=new",
            "--no-sandbox",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--run-all-compositor-stages-before-draw",
            "--virtual-time-budget=3000",
            f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height}",
            f"--screenshot={file}",
        )
        subprocess.run([browser, *options, url], check=True, capture_output=True, timeout=60)
        return file.read_bytes()


def finished_screenshot(browser: str, url: str, width: int, height: int) -> Image.Image:
    """Return what two screenshots in a row agree on, for a browser may leave parts unpainted."""
    last = None
    for _ in range(TRIES):
        shot = screenshot(browser, url, width, height + BELOW)
        image = Image.open(io.BytesIO(shot)).convert("RGB").crop((0, 0, width, height))
        if last and last.tobytes() == image.tobytes():
            return image
        last = image
    sys.exit(f"error: no two screenshots of {url} are alike")


def in_few_colours(image: Image.Image) -> bytes:
    """Return a PNG with 256 colours."""
    small = io.BytesIO()
    image.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    """Take all pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"error: there is no browser here; looked for {', '.join(BROWSERS)}")
    MEDIA.mkdir(parents=True, exist_ok=True)
    with served(ROOT / "output") as address:
        for name, (path, width, height) in PICTURES.items():
            picture = in_few_colours(finished_screenshot(browser, address + path, width, height))
            if len(picture) > MOST_BYTES:
                sys.exit(f"error: {name} has {len(picture):,} bytes, more than {MOST_BYTES:,}")
            (MEDIA / name).write_bytes(picture)
            print(f"docs/content/media/{name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
