"""Take the pictures by which the themes are reviewed: `make review`.

    make review REVIEW_OPTIONS='--theme broadsheet --only home,post --width 390 --scheme dark'

Builds the showroom (tests/themes/showroom.py) in each theme, and writes into build/review/ a
picture of each page at each width in light and dark, and an index.html for each theme that shows
them all.
Further pictures: `print` (as on paper, 794 px wide), `rtl-home` and `rtl-post` (a site in Arabic),
`bare-home` (one post), `plain-home` (no picture at all), `switched-home` and `switched-post` (every
setting of the theme moved), and `comments-part` (the deepest answers).
"""

from __future__ import annotations

import argparse
import html
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.serving import served
from tests.themes.builtin import THEMES
from tests.themes.showroom import PAGES, build_showroom
from tools.browser import opened_browser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {390: 844, 820: 1180, 1440: 900}
"""Widths of windows, each with its height."""
SCHEMES = ("light", "dark")
TALLEST = 3200


@dataclass(frozen=True)
class Subject:
    """What one picture shows: a page of a variant, from its top or from an element."""

    variant: str
    path: str
    start: str = ""
    is_paper: bool = False


SUBJECTS = {
    **{name: Subject("full", path) for name, path in PAGES.items()},
    "comments-part": Subject("full", PAGES["comments"], start="#comments"),
    "after-text": Subject("full", PAGES["post"], start=".author-footer"),
    "print": Subject("full", PAGES["print"], is_paper=True),
    "print-rich": Subject("full", PAGES["post"], is_paper=True),
    "rtl-home": Subject("arabic", ""),
    "rtl-post": Subject("arabic", "2026/11/08/maqal-0/"),
    "rtl-archive": Subject("arabic", "archive/"),
    "bare-home": Subject("barest", ""),
    "bare-post": Subject("barest", "2026/11/15/a-plain-essay/"),
    "plain-home": Subject("without-pictures", ""),
    "plain-author": Subject("without-pictures", "author/jane-marsh/"),
    "switched-home": Subject("switched", ""),
    "switched-post": Subject("switched", PAGES["post"]),
}


def chosen_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--theme", action="append", choices=THEMES, help="default: all")
    parser.add_argument("--only", help=f"some of {', '.join(SUBJECTS)}, between commas")
    parser.add_argument("--width", help="some of 390,820,1440, or any other width")
    parser.add_argument("--scheme", choices=SCHEMES)
    parser.add_argument("--tallest", type=int, default=TALLEST, help="pixels of the page, at most")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "review")
    options = parser.parse_args()
    options.subjects = options.only.split(",") if options.only else list(SUBJECTS)
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    options.widths = [int(width) for width in options.width.split(",")] if options.width else WIDTHS
    return options


def cut(page: Page, subject: Subject, width: int, tallest: int) -> dict[str, float]:
    """Return the part of the page that its picture shows."""
    top = 0.0
    if subject.start:
        top = page.evaluate(
            "at => (document.querySelector(at)?.getBoundingClientRect().y ?? 16) + scrollY - 16",
            subject.start,
        )
    high: float = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": top, "width": width, "height": max(1, min(high - top, tallest))}


def take_pictures(
    browser: Browser, roots: dict[str, str], options: argparse.Namespace, folder: Path
) -> Iterable[tuple[str, str, Path]]:
    """Take the pictures of one theme; yields the subject, what is special, and the file."""
    for width in options.widths:
        for scheme in [options.scheme] if options.scheme else SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": WIDTHS.get(width, 900)},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name in options.subjects:
                subject = SUBJECTS[name]
                if subject.is_paper:
                    continue
                page.goto(roots[subject.variant] + subject.path)
                # What lies below is laid out, and its pictures are loaded, before it is seen.
                page.add_style_tag(content="*{content-visibility:visible!important}")
                page.evaluate(
                    "Promise.all([...document.images].map(at => (at.loading = 'eager', at.decode().catch(() => 0))))"  # noqa: E501
                )
                file = folder / f"{name}-{width}-{scheme}.png"
                part = cut(page, subject, width, options.tallest)
                page.screenshot(path=file, full_page=True, clip=part)  # type: ignore[arg-type]
                yield name, f"{width} {scheme}", file
            context.close()


def take_paper(
    browser: Browser, roots: dict[str, str], names: Iterable[str], folder: Path
) -> Iterable[tuple[str, str, Path]]:
    """Write pages as PDF, and as pictures of what goes to paper; yields as take_pictures does."""
    page = browser.new_page(viewport={"width": 794 - 151, "height": 1123})
    for name in names:
        subject = SUBJECTS[name]
        if not subject.is_paper:
            continue
        page.emulate_media(media="print")
        page.goto(roots[subject.variant] + subject.path)
        page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
        file = folder / f"{name}.png"
        page.screenshot(path=file, full_page=True)
        yield name, "paper", file
    page.close()


def write_index(folder: Path, theme: str, taken: Iterable[tuple[str, str, Path]]) -> Path:
    """Write the page that shows all pictures of a theme."""
    by_subject: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, what, file in taken:
        by_subject[name].append((what, file.name))
    sections = "".join(
        f'<h2 id="{name}">{name}</h2><div>'
        + "".join(
            f'<a href="{file}"><img loading="lazy" src="{file}" alt=""><br>{what}</a>'
            for what, file in pictures
        )
        + "</div>"
        for name, pictures in by_subject.items()
    )
    style = (
        "body{font:14px sans-serif;margin:1rem;background:#888}div{display:flex;gap:1rem;"
        "overflow-x:auto;align-items:start}img{height:520px;max-width:none}a{color:#000}"
    )
    index = folder / "index.html"
    index.write_text(
        f"<!doctype html><meta charset=utf-8><title>{html.escape(theme)}</title>"
        f"<style>{style}</style><h1>{html.escape(theme)}</h1>{sections}",
        "utf-8",
    )
    return index


def main() -> None:
    """Build what the chosen pictures need, and take them."""
    options = chosen_options()
    variants = {SUBJECTS[name].variant for name in options.subjects}
    with tempfile.TemporaryDirectory() as workshop, opened_browser() as browser:
        for theme in options.theme or THEMES:
            began = time.monotonic()
            folder = options.into / theme
            folder.mkdir(parents=True, exist_ok=True)
            with ExitStack() as servers:
                roots = {
                    variant: servers.enter_context(
                        served(build_showroom(Path(workshop, theme, variant), theme, variant))
                    )
                    for variant in sorted(variants)
                }
                taken = [
                    *take_pictures(browser, roots, options, folder),
                    *take_paper(browser, roots, options.subjects, folder),
                ]
            index = write_index(folder, theme, taken)
            print(f"{index}: {len(taken)} pictures in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
