"""Judges a page as readers meet it: an address, a colour scheme, a width; faults as sentences."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

NODE_MODULES = Path(__file__).parent / "node_modules"
FACES = """async () => {
  for (const [bytes, weight, style] of %s) {
    const file = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    document.fonts.add(await new FontFace("Charter", file, {weight, style}).load());
  }
}
"""
_MEASURING = (Path(__file__).parent / "judge.js").read_text("utf-8")
SHIFTS = """
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    // What has no node is inside of a player, which the browser lays out by itself.
    if (entry.hadRecentInput || entry.sources.every((source) => !source.node)) continue;
    const guilty = entry.sources.map(({node}) => `${node?.nodeName}.${node?.className}`);
    window.shifted.push([entry.value, guilty.join(" ")]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"

HEIGHTS: Mapping[int, int] = {320: 640, 390: 844, 820: 1180, 1440: 900}
"""The widths at which themes are judged, each with the height of the screen."""
LINES: Mapping[int, tuple[int, int]] = {390: (38, 48), 820: (60, 72), 1440: (60, 72)}
"""How many characters a line of a post may have at a width."""
SCHEMES = ("light", "dark")
PHONE = 390
MOST_STOPS = 150
FEWEST_LISTED = 4


@cache
def _text_face() -> str:
    """Return a script that gives the browser the face that most readers' machines bring.

    How many characters a line has depends on the face, and what a test machine has is chance:
    Charis SIL has the widths of Charter, which comes first in the themes' list.
    """
    folder = NODE_MODULES / "@fontsource" / "charis-sil" / "files"
    cuts = [("400", "normal"), ("400", "italic"), ("700", "normal"), ("700", "italic")]
    faces = [
        (
            base64.b64encode(
                (folder / f"charis-sil-latin-{weight}-{style}.woff2").read_bytes()
            ).decode(),
            weight,
            style,
        )
        for weight, style in cuts
    ]
    return FACES % json.dumps(faces)


def prepare_to_measure(page: Page) -> None:
    """Let an open page be measured by `judge`, in the face that most readers have.

    That face moves words about, so whether a page moves by itself is asked before.
    """
    page.evaluate(_text_face())
    page.evaluate(_MEASURING)


@dataclass(frozen=True)
class Sight:
    """One way of looking at a page."""

    width: int = 1440
    scheme: str = "light"
    has_scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width} {self.scheme}"


@dataclass
class Heard:
    """What a page asked for and complained of while it was open."""

    host: str
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Kind and address of each request."""
    errors: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Return requests to other hosts, and errors."""
        foreign = [address for _, address in self.requests if urlsplit(address).netloc != self.host]
        return [
            *(f"asks another host: {address}" for address in foreign if address.startswith("http")),
            *(f"an error: {message}" for message in self.errors),
        ]

    def before_pictures(self) -> list[str]:
        """Return what else than the page itself is asked for before words can be read."""
        late = {"document", "image", "media", "other"}
        return [f"{kind} {address}" for kind, address in self.requests if kind not in late]


@contextmanager
def opened(browser: Browser, address: str, sight: Sight) -> Iterator[tuple[Page, Heard]]:
    """Open a page in a fresh window, which is closed afterwards."""
    context: BrowserContext = browser.new_context(
        viewport={"width": sight.width, "height": HEIGHTS.get(sight.width, 900)},
        color_scheme="dark" if sight.scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=sight.has_scripts,
    )
    page = context.new_page()
    heard = Heard(urlsplit(address).netloc)
    page.on("request", lambda at: heard.requests.append((at.resource_type, at.url)))
    page.on("pageerror", lambda error: heard.errors.append(error.message))
    page.on("console", lambda at: heard.errors.append(at.text) if at.type == "error" else None)
    if sight.has_scripts:
        page.add_init_script(SHIFTS)
    page.goto(address, wait_until="load")
    try:
        yield page, heard
    finally:
        context.close()


def axe_faults(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds, as sentences."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(RUN_AXE, AXE_RULES)
    return [
        f"axe {rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


def shifts(page: Page) -> list[str]:
    """Scroll to the end and return what moved by itself, since the page was opened."""
    page.evaluate(
        """async () => {
            const frame = () => new Promise((done) => requestAnimationFrame(done));
            await new Promise((done) => {
                new PerformanceObserver(done).observe({type: "paint", buffered: true});
            });
            const end = Math.min(document.documentElement.scrollHeight, 12000);
            for (let y = 0; y < end; y += innerHeight) {
                scrollTo(0, y);
                await frame();
                await frame();
            }
            scrollTo(0, 0);
            await frame();
            await frame();
        }"""
    )
    moved: list[tuple[float, str]] = page.evaluate("shifted")
    total = sum(value for value, _ in moved)
    return [f"the layout shifts by {total:.4f}: {moved[0][1][:120]}"] if total > 0 else []


def walk(page: Page, most_stops: int = MOST_STOPS) -> list[str]:
    """Press Tab from the top to the end, and return what is wrong with the stops."""
    page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
    faults: list[str] = []
    for number in range(most_stops):
        page.keyboard.press("Tab")
        stop = page.evaluate("judge.stop()")
        if stop is None or (number and stop["isSkip"]):
            return [
                *faults,
                *(page.evaluate("judge.unreached()") if number else ["Tab goes nowhere"]),
            ]
        if not number and not stop["isSkip"]:
            faults.append(f"Tab does not go to the skip link first, but to {stop['name']}")
        faults += [f"Tab, {stop['name']}: {fault}" for fault in stop["faults"]]
    return faults


def narrower(page: Page) -> list[str]:
    """Return what makes an open page scroll sideways on the smallest screen."""
    page.set_viewport_size({"width": 320, "height": HEIGHTS[320]})
    return [f"on the smallest phone, {fault}" for fault in page.evaluate("judge.wide()")]


def judge(
    browser: Browser, address: str, sight: Sight, *, axe: str = "", most_stops: int = MOST_STOPS
) -> list[str]:
    """Return all faults of a page; `axe` is the source of axe-core, or empty to leave it out."""
    with opened(browser, address, sight) as (page, heard):
        faults = shifts(page)
        prepare_to_measure(page)
        faults += page.evaluate("at => judge.look(at)", {"lines": LINES.get(sight.width)})
        faults += axe_faults(page, axe) if axe else []
        faults += walk(page, most_stops) if most_stops else []
        faults += narrower(page) if sight.width == PHONE else []
        faults += heard.faults()
        return [f"{urlsplit(address).path} ({sight}): {fault}" for fault in shortened(faults)]


def shortened(faults: list[str]) -> list[str]:
    """Return the faults, of each kind the first ones and how many more there are."""
    by_kind: dict[str, list[str]] = {}
    for fault in dict.fromkeys(faults):
        kind = re.sub(r"<.*?>.*|[\d.]+|[“:].*", "", fault.removeprefix("Tab, "))
        kind = fault.rpartition(": ")[2][:12] if fault.startswith("Tab, ") else kind
        by_kind.setdefault(kind, []).append(fault)
    return [
        f"{fault}{f' (and {len(found) - FEWEST_LISTED} more)' if last else ''}"
        for found in by_kind.values()
        for number, fault in enumerate(found[:FEWEST_LISTED])
        for last in [number == FEWEST_LISTED - 1 and len(found) > FEWEST_LISTED]
    ]
