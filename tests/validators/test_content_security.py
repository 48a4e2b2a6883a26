"""The policy of a site in a real browser: whatever an author wrote works, and nothing else runs."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ssg.deploy.headers.policy import Policy, policy_of, scan_file, scan_page
from tests.browsing import open_browser
from tests.serving import HostHandler, QuietServer, at_work
from tests.themes.builtin import THEMES
from tests.themes.showroom import PAGES, build_showroom

SAMPLE = ("home", "post", "search", "404", "audio")
"""Pages that differ in what their styles, scripts and forms are."""
PATIENCE = 5.0

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


class PolicedHandler(HostHandler):
    """Sends the policy with each answer, as hosts do."""

    policy = ""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@contextmanager
def policed(folder: Path, policy: str) -> Iterator[str]:
    """Serve a folder on this computer with a policy; yields the address of its root."""
    handler = type("Handler", (PolicedHandler,), {"policy": policy})
    server = QuietServer(("127.0.0.1", 0), partial(handler, folder=folder, base_path="/"))
    with at_work(server) as port:
        yield f"http://127.0.0.1:{port}/"


@dataclass
class Heard:
    """What a page complained of."""

    complaints: list[str] = field(default_factory=list)

    def of(self, page: Page) -> list[str]:
        """Return errors, and what the policy refused."""
        return [*self.complaints, *refused_by(page)]


def refused_by(page: Page) -> list[str]:
    """Return what the policy refused to the page and to pages in its attributes."""
    frames = [page.main_frame, *(each for each in page.frames if each.url == "about:srcdoc")]
    return [each for frame in frames for each in frame.evaluate("window.refused || []")]


def wait_for(is_so: Callable[[], object]) -> None:
    """Wait until something is so; Playwright's own way needs `eval`, which a policy forbids."""
    deadline = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert is_so()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, Heard]]:
    """Open a page, and hear what it complains of; other hosts than this computer are silent."""
    context = browser.new_context()
    page = context.new_page()
    heard = Heard()
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: heard.complaints.append(error.message))
    page.on(
        "console",
        lambda at: heard.complaints.append(at.text) if at.type in {"error", "warning"} else None,
    )
    context.route(
        lambda url: "127.0.0." not in url,
        lambda route: route.fulfill(
            status=200, body="", headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    page.goto(address, wait_until="load")
    yield page, heard
    context.close()


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    with open_browser(require_program, "--autoplay-policy=no-user-gesture-required") as started:
        yield started


def policy_for(folder: Path) -> Policy:
    files = (file for file in folder.rglob("*") if file.is_file())
    return policy_of(scan_file(file.name, file.read_bytes()) for file in files)


def styles_that_apply(page: Page) -> int:
    rules: int = page.evaluate(
        "[...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0)"
    )
    return rules


def faults_of(browser: Browser, root: str, paths: Sequence[str]) -> list[str]:
    faults: list[str] = []
    for path in paths:
        with opened(browser, root + path) as (page, heard):
            # The answer for a page that is lost is itself an error to the console.
            complaints = [each for each in heard.of(page) if "status of 404" not in each]
            faults += [f"{path}: {complaint}" for complaint in complaints]
            if styles_that_apply(page) < 5:
                faults.append(f"{path}: has no styles")
    return faults


def test_every_part_of_a_theme_is_shown_whole(browser: Browser, tmp_path: Path) -> None:
    folder = build_showroom(tmp_path / "site", THEMES[0], "switched")
    with policed(folder, policy_for(folder).text) as root:
        assert faults_of(browser, root, [PAGES[name] for name in SAMPLE]) == []
        with opened(browser, root) as (page, heard):
            page.click("button.scheme")
            assert page.evaluate("document.documentElement.style.colorScheme") == "dark"
            assert heard.of(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_new_site_in_each_theme_is_shown_whole(
    theme: str, browser: Browser, tmp_path: Path
) -> None:
    folder = build_showroom(tmp_path / "site", theme, "barest")
    policy = policy_for(folder)
    assert "'unsafe" not in policy.text
    with policed(folder, policy.text) as root:
        assert faults_of(browser, root, ["", "2026/11/15/a-plain-essay/", "404.html"]) == []


@pytest.mark.themes
@pytest.mark.parametrize("variant", ["full", "switched", "barest", "arabic", "large"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_page_of_every_theme_is_shown_whole(
    theme: str, variant: str, browser: Browser, tmp_path: Path
) -> None:
    folder = build_showroom(tmp_path / "site", theme, variant)
    paths = [path for path in PAGES.values() if (folder / path).exists()]
    assert paths
    with policed(folder, policy_for(folder).text) as root:
        assert faults_of(browser, root, paths) == []


def write(folder: Path, body: str, head: str = "") -> bytes:
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>'
        f'<link rel="icon" href="data:,">{head}</head><body>{body}</body></html>'
    )
    (folder / "index.html").write_text(text, "utf-8", newline="")
    return (folder / "index.html").read_bytes()


KNOWN = "<style>p{color:rgb(1,2,3)}</style><script>window.known = 1</script><p>Words</p>"
INJECTED = {
    "a script": "<script>window.ran = 1</script>",
    "a handler": "<img src=data:, onerror='window.ran = 1'>",
    "a script of another host": "<script src=http://127.0.0.2:9/x.js></script>",
    "a script in an address": "<iframe src='javascript:parent.ran = 1'></iframe>",
    "a page in a page": "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "a base": "<base href=https://evil.example/>",
    "an object": "<object data=http://127.0.0.2:9/x></object>",
    "a frame": "<iframe src=http://127.0.0.2:9/x></iframe>",
    "a picture": "<img src=http://127.0.0.2:9/x.jpg>",
    "a style": "<style>p{color:red}</style>",
    "a style in a tag": "<p style='color:red'>x</p>",
}


@pytest.mark.parametrize("what", INJECTED)
def test_what_no_author_wrote_is_refused(what: str, browser: Browser, tmp_path: Path) -> None:
    policy = policy_of([scan_page(write(tmp_path, KNOWN))])
    write(tmp_path, KNOWN + INJECTED[what])
    with policed(tmp_path, policy.text) as root, opened(browser, root) as (page, heard):
        wait_for(lambda: refused_by(page))
        assert page.evaluate("[window.known, window.ran]") == [1, None]
        assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == (
            "rgb(1, 2, 3)"
        )
        assert heard.of(page)


def test_the_browser_of_these_tests_would_run_it_without_a_policy(
    browser: Browser, tmp_path: Path
) -> None:
    write(tmp_path, KNOWN + INJECTED["a script"])
    policy = "default-src * 'unsafe-inline' data:"
    with policed(tmp_path, policy) as root, opened(browser, root) as (page, _):
        assert page.evaluate("window.ran") == 1


TRICKY = {
    "line ends of Windows": "<style>\r\np{color:rgb(7,7,7)}\r\n</style><p>x</p>"
    "<script>\r\nwindow.worked = '\u00e9'.length\r\n</script>",
    "a script in a script": "<script>var a = '<!-- <script> </script>'; window.worked = 1</script>"
    "<p style='color:rgb(7,7,7)'>x</p>",
    "a style in SVG": "<svg><style>p&gt;b,p{color:rgb(7,7,7)}</style></svg><p>x</p>"
    "<script>worked = 1</script>",
    "a style in SVG with CDATA": "<svg><style><![CDATA[p{color:rgb(7,7,7)}]]></style></svg><p>x</p>"
    "<script>worked = 1</script>",
    "a script in SVG": "<svg><script>window.worked = 1 &amp;&amp; 1</script></svg>"
    "<p style='color:rgb(7,7,7)'>x</p>",
    "a handler with references": "<body onload=\"worked = '?a&lt=1&amp;&quot;'.length &gt; 0\">"
    "<style>p{color:rgb(7,7,7)}</style><p>x</p>",
    "a style and attributes": "<style>p{color:red}</style><p style='color:rgb(7,7,7)'>x</p>"
    "<script>worked = 1</script>",
    "a script in an address": "<p style='color:rgb(7,7,7)'>x</p>"
    '<iframe src="javascript:parent.worked = 1"></iframe>',
    "a script in a page in a page": "<p style='color:rgb(7,7,7)'>x</p>"
    "<iframe srcdoc='&lt;script>parent.worked = 1 &amp;&amp; 1&lt;/script>'></iframe>",
    "a module and a map": '<script type="importmap">{"imports":{"a":"/a.js"}}</script>'
    '<script type="module">import "a"; window.worked = 1</script>'
    "<style>p{color:rgb(7,7,7)}</style><p>x</p>",
}


@pytest.mark.parametrize("what", TRICKY)
def test_a_hash_is_that_of_the_browser(what: str, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("")
    policy = policy_of([scan_page(write(tmp_path, TRICKY[what]))])
    with policed(tmp_path, policy.text) as root, opened(browser, root) as (page, heard):
        wait_for(lambda: page.evaluate("window.worked") or heard.of(page))
        assert heard.of(page) == []
        assert page.evaluate("Number(window.worked)") > 0
        color = page.evaluate("getComputedStyle(document.querySelector('p')).color")
        assert color == "rgb(7, 7, 7)"


def test_a_page_of_raw_html_works(browser: Browser, tmp_path: Path) -> None:
    body = (
        "<iframe src='https://www.youtube-nocookie.com/embed/x' allowfullscreen></iframe>"
        "<img src='https://pictures.example/a.jpg' alt='' onerror='void 0'>"
        "<audio controls src='https://sound.example/a.mp3'></audio>"
        "<p id='words' style='color:rgb(7,7,7)'>Words</p>"
        "<button onclick='window.pressed = &quot;yes&quot;'>Press</button>"
        "<a id='run' href='javascript:window.followed=1;void 0'>Run</a>"
        "<object data='/a.svg'></object>"
        "<form action='https://letters.example/subscribe' target='letters'><button id='send'>Send"
        "</button></form>"
    )
    head = (
        "<link rel='stylesheet' href='https://fonts.googleapis.com/css?family=Charter'>"
        "<style>@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA)}</style>"
    )
    (tmp_path / "a.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><style>path{fill:red}</style></svg>"
    )
    write(tmp_path, body, head)
    policy = policy_for(tmp_path).text
    with policed(tmp_path, policy) as root, opened(browser, root) as (page, heard):
        page.click("button")
        page.click("#run")
        with page.context.expect_page():
            page.click("#send")
        assert page.evaluate("[window.pressed, window.followed]") == ["yes", 1]
        color = page.evaluate("getComputedStyle(document.querySelector('#words')).color")
        assert color == "rgb(7, 7, 7)"
        # The other hosts are silent here, so that a font that is none is complained of.
        assert [each for each in heard.of(page) if "olicy" in each or "-src" in each] == []


PROVIDERS = {
    "giscus": (
        "https://giscus.app/client.js",
        "<div class=giscus></div><script src='https://giscus.app/client.js' async></script>",
        (
            "link.rel='stylesheet';link.href='https://giscus.app/default.css';"
            "frame.src='https://giscus.app/widget';"
        ),
    ),
    "utterances": (
        "https://utteranc.es/client.js",
        "<script src='https://utteranc.es/client.js' repo=a/b async></script>",
        (
            "document.head.insertAdjacentHTML('afterbegin','<style>.u{position:relative}</style>');"
            "frame.src='https://utteranc.es/utterances.html';"
        ),
    ),
    "isso": (
        "https://isso.example/js/embed.min.js",
        (
            "<script src='https://isso.example/js/embed.min.js' data-isso='https://isso.example/'>"
            "</script>"
        ),
        (
            "link.rel='stylesheet';link.href='https://isso.example/css/isso.css';"
            "fetch('https://isso.example/?uri=/');frame.setAttribute('style','color:red');"
        ),
    ),
    "remark42": (
        "https://remark.example/web/embed.mjs",
        (
            "<script>window.remark_config = {host: 'https://remark.example'}</script>"
            "<script type=module src='https://remark.example/web/embed.mjs'></script>"
        ),
        "frame.setAttribute('style','width:1px');frame.src='https://remark.example/web/i.html';",
    ),
    "goatcounter": (
        "https://gc.zgo.at/count.js",
        (
            "<script data-goatcounter='https://me.goatcounter.com/count' async "
            "src='https://gc.zgo.at/count.js'></script>"
        ),
        "navigator.sendBeacon('https://me.goatcounter.com/count?p=/');",
    ),
    "a stranger": (
        "https://cdn.example/lib.js",
        "<script src='https://cdn.example/lib.js'></script>",
        (
            "frame.src='https://ads.example/';fetch('https://api.example/');new Function('1')();"
            "document.body.insertAdjacentHTML('beforeend','<p style=color:red>x</p>');"
            "document.head.append(Object.assign(document.createElement('script'),"
            "{src:'https://more.example/x.js'}));"
        ),
    ),
    "a stranger whom a script brings": (
        "https://stats.example/matomo.js",
        (
            "<script>(function(){var u='//stats.example/';var g=document.createElement('script');"
            "g.src='https:'+u+'matomo.js';document.head.append(g)})()</script>"
        ),
        "fetch('https://stats.example/matomo.php');",
    ),
}


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_that_a_site_chose_works(name: str, browser: Browser, tmp_path: Path) -> None:
    address, body, code = PROVIDERS[name]
    policy = policy_of([scan_page(write(tmp_path, body))])
    script = (
        "const link=document.createElement('link'),frame=document.createElement('iframe');"
        f"{code}document.head.append(link);document.body.append(frame);window.arrived=1;"
    )
    context = browser.new_context()
    context.route(
        lambda url: "127.0.0." not in url,
        lambda route: route.fulfill(
            status=200,
            body=script if route.request.url == address else "",
            headers={
                "Access-Control-Allow-Origin": "*",
                "Content-Type": "text/css" if ".css" in route.request.url else "text/javascript",
            },
        ),
    )
    page = context.new_page()
    page.add_init_script(LISTEN)
    with policed(tmp_path, policy.text) as root:
        page.goto(root, wait_until="load")
        wait_for(lambda: page.evaluate("window.arrived") or refused_by(page))
        page.wait_for_timeout(100)
        assert refused_by(page) == []
        assert page.evaluate("window.arrived") == 1
    context.close()


def test_a_form_whose_host_sends_the_reader_on_reaches_its_end(
    browser: Browser, tmp_path: Path
) -> None:
    class Sending(HostHandler):
        def do_GET(self) -> None:  # noqa: N802 (the name that http.server asks for)
            self.send_response(303)
            self.send_header("Location", f"https://thanks.example{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    host = QuietServer(("127.0.0.2", 0), partial(Sending, folder=tmp_path, base_path="/"))
    form = f"<form action='http://127.0.0.2:{host.server_port}/f'><button>Send</button></form>"
    policy = policy_of([scan_page(write(tmp_path, form))])
    with (
        at_work(host),
        policed(tmp_path, policy.text) as root,
        opened(browser, root) as (page, heard),
    ):
        with page.expect_request("https://thanks.example/**"):
            page.click("button")
        assert [each for each in heard.complaints if "Policy" in each] == []
