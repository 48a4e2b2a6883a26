"""Pages of other origins, in a real browser, learn nothing of a draft."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.blog import post, write, write_blog
from tests.browsing import open_browser
from tests.preview.serving import NO_EDITOR, Serving, serving

pytestmark = pytest.mark.xdist_group("browser")

SECRET = "unripe-thought"  # noqa: S105 - not a password
DRAFT = "/blog/2018/02/01/draft/"
REBOUND = "rebound.example"
TRIES = """
async (target) => {
  const told = {};
  const within = (promise) => Promise.race([promise,
    new Promise(done => setTimeout(() => done("silence"), 4000))]);
  const loaded = (tag, attributes) => within(new Promise(done => {
    const node = Object.assign(document.createElement(tag), attributes);
    node.onload = () => done("loaded");
    node.onerror = () => done("refused");
    document.body.append(node);
  }));
  const fetched = (path, options) => within(fetch(target.root + path, options)
    .then(async answer => `${answer.type} ${answer.status} ${await answer.text()}`)
    .catch(error => "refused"));
  told.fetch = await fetched(target.draft, {});
  told.blind = await fetched(target.draft, {mode: "no-cors"});
  told.post = await fetched("/__ssg/open", {method: "POST", mode: "no-cors",
    body: '{"source": "site.yaml"}', headers: {"Content-Type": "text/plain"}});
  told.json = await fetched("/__ssg/open", {method: "POST", body: '{"source": "site.yaml"}',
    headers: {"Content-Type": "application/json"}});
  told.script = await loaded("script", {src: target.root + "/__ssg/client/client.js"});
  told.module = await loaded("script", {type: "module",
    src: target.root + "/__ssg/client/client.js"});
  told.style = await loaded("link", {rel: "stylesheet", href: target.root + "/blog/look.css"});
  told.image = await loaded("img", {src: target.root + "/blog/media/dot.svg"});
  told.stream = await within(new Promise(done => {
    const stream = new EventSource(target.root + "/__ssg/events");
    stream.addEventListener("hello", event => done("heard " + event.data));
    stream.onerror = () => { stream.close(); done("refused"); };
  }));
  const frame = Object.assign(document.createElement("iframe"), {src: target.root + target.draft});
  await within(new Promise(done => { frame.onload = done; document.body.append(frame); }));
  try { told.frame = frame.contentDocument?.body.textContent ?? "refused"; }
  catch (error) { told.frame = "refused"; }
  return told;
}
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview of a blog with a draft."""
    site = write_blog(tmp_path_factory.mktemp("site") / "blog")
    draft = post("Unripe", "2018-02-01", SECRET).replace("date:", "draft: true\ndate:")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    write(
        site,
        {
            "content/posts/draft.md": draft,
            "content/media/dot.svg": svg,
            "content/static/look.css": "p { color: red }",
        },
    )
    with serving(site, environment=NO_EDITOR) as served:
        served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        yield served


@pytest.fixture(scope="module")
def browser(require_program: Callable[..., str]) -> Iterator[Browser]:
    """Return a browser for which a stranger's name leads to this machine."""
    rules = f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP stranger.example 127.0.0.1"
    with open_browser(require_program, rules) as browser:
        yield browser


@pytest.fixture(scope="module")
def stranger() -> Iterator[int]:
    """Return the port of a site of somebody else on this machine."""

    class Blank(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Another</title><body>")

        def log_message(self, *_: Any) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Blank) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Return a tab of a browser window of its own."""
    with browser.new_context() as window:
        yield window.new_page()


def tries(tab: Page, root: str) -> dict[str, str]:
    told: dict[str, str] = tab.evaluate(TRIES, {"root": root, "draft": DRAFT})
    return told


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "stranger.example"])
def test_a_page_of_another_origin_learns_nothing(
    blog: Serving, stranger: int, tab: Page, name: str
) -> None:
    tab.goto(f"http://{name}:{stranger}/")
    told = tries(tab, f"http://127.0.0.1:{blog.port}")
    assert SECRET not in json.dumps(told)
    assert told.pop("blind") in {"opaque 0 ", "refused"}
    assert told.pop("post") in {"opaque 0 ", "refused"}
    assert set(told.values()) == {"refused"}


def test_a_name_that_comes_to_mean_this_machine_learns_nothing(blog: Serving, tab: Page) -> None:
    answer = tab.goto(f"http://{REBOUND}:{blog.port}{DRAFT}")
    assert answer
    assert answer.status == 403
    assert SECRET not in tab.content()
    told = tries(tab, f"http://{REBOUND}:{blog.port}")
    assert SECRET not in json.dumps(told)
    assert told["fetch"].startswith("basic 403")
    assert told["stream"] == told["script"] == told["image"] == "refused"


def test_a_window_that_a_stranger_opens_is_out_of_reach(
    blog: Serving, stranger: int, tab: Page
) -> None:
    tab.goto(f"http://localhost:{stranger}/")
    with tab.expect_popup() as opening:
        tab.evaluate(
            "address => { window.other = window.open(address) }",
            f"http://127.0.0.1:{blog.port}{DRAFT}",
        )
    opening.value.get_by_text(SECRET).first.wait_for()
    assert opening.value.evaluate("window.opener") is None
    assert tab.evaluate("window.other.closed") is True


def test_our_own_page_reads_all_of_it(blog: Serving, tab: Page) -> None:
    root = f"http://127.0.0.1:{blog.port}"
    tab.goto(f"{root}/blog/look.css")
    told = tries(tab, root)
    assert SECRET in told["fetch"]
    assert SECRET in told["frame"]
    assert told["stream"].startswith("heard")
    assert told["json"].startswith("basic 409")
    assert {told[name] for name in ("script", "module", "style", "image")} == {"loaded"}


def test_a_link_on_a_strangers_page_leads_here(blog: Serving, stranger: int, tab: Page) -> None:
    tab.goto(f"http://localhost:{stranger}/")
    tab.evaluate("address => { location.href = address }", f"http://127.0.0.1:{blog.port}{DRAFT}")
    tab.get_by_text(SECRET).first.wait_for()
