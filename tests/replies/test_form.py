"""The form that needs no account: from the page by mail to the author, and back to the page."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.blog import build, post, write
from tests.browsing import open_browser
from tests.ports import free_port
from tests.replies.posting import post_form
from tests.running import report, ssg
from tests.serving import served
from tests.surroundings import environment_of

RECEIVER = Path(__file__).resolve().parents[2] / "docs/content/media/receive_answers.py"
ADDRESS = "2016/10/29/one/"


class Mailbox:
    """Keeps the letters that come."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server on this computer, and its port."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield mailbox, controller.port
    controller.stop()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and its address."""
    site = tmp_path_factory.mktemp("form") / "blog"
    (site / "output").mkdir(parents=True)
    with served(site / "output", "/blog/") as address:
        yield site, address


@pytest.fixture(scope="module")
def receiver(root: tuple[Path, str], mailbox: tuple[Mailbox, int]) -> Iterator[str]:
    """The example of the manual, running beside the site."""
    environment = environment_of(
        ANSWERS_SITE=root[1],
        ANSWERS_TO="ana@small.example",
        ANSWERS_FROM="form@small.example",
        SMTP_HOST="127.0.0.1",
        SMTP_PORT=str(mailbox[1]),
        SMTP_SECURITY="none",
    )
    command = [sys.executable, str(RECEIVER), "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


def test_an_answer_from_the_form_stands_on_the_page(
    root: tuple[Path, str],
    receiver: str,
    mailbox: tuple[Mailbox, int],
    require_program: Callable[..., str],
) -> None:
    site, address = root
    settings = f"title: Small\nurl: {address}\nauthor: ana\n"
    files = {
        "site.yaml": f'{settings}comments: {{provider: form, action: "{receiver}"}}\n',
        "content/authors/ana.yaml": "name: Ana Ruiz\n",
        "content/posts/one.md": post("One", "2016-10-29", "Text."),
    }
    write(site, files)
    assert not build(site).diagnostics
    with open_browser(require_program) as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address + ADDRESS)
        assert not page.is_visible("#answer-sent")
        assert not page.is_visible("[name=website]")
        page.fill("[name=name]", "Böse <Reader>")
        page.fill("[name=email]", "reader@reader.example")
        page.fill("[name=text]", "First <b>line</b>\n\nSecond, über alles")
        page.click(".answer-form button")
        page.wait_for_url("**#answer-sent")
        assert page.is_visible("#answer-sent")
    letter = mailbox[0].letters[-1]
    assert b"Reply-To: reader@reader.example" in letter
    file = site.parent / "letter.eml"
    file.write_bytes(letter)
    told = report(ssg("comments", "add", str(file), "--yes", "--json", folder=site))
    assert told["added"]
    written = (site / told["file"]).read_text("utf-8")
    assert "reader.example" not in written
    assert "About this page" not in written
    build(site)
    html = (site / "output" / ADDRESS / "index.html").read_text("utf-8")
    assert "<bdi>Böse &lt;Reader&gt;</bdi>" in html
    assert "<p>First &lt;b&gt;line&lt;/b&gt;</p><p>Second, über alles</p>" in html


@pytest.mark.parametrize(
    ("changed", "headers", "status"),
    [
        ({"website": "https://spam.example"}, {}, 303),
        ({"page": "https://other.example/"}, {}, 400),
        ({"page": "javascript:alert(1)"}, {}, 400),
        ({"text": " \n"}, {}, 400),
        ({"text": "x" * 200_000}, {}, 413),
        ({}, {"Origin": "https://other.example"}, 403),
    ],
    ids=["honeypot", "another site", "no page", "no words", "too long", "another page"],
)
def test_what_no_reader_sends_is_not_mailed(
    changed: dict[str, str],
    headers: dict[str, str],
    status: int,
    root: tuple[Path, str],
    receiver: str,
    mailbox: tuple[Mailbox, int],
) -> None:
    before = len(mailbox[0].letters)
    fields = {"page": root[1] + ADDRESS, "name": "A", "email": "", "text": "Said", **changed}
    assert post_form(receiver, fields, headers)[0] == status
    assert len(mailbox[0].letters) == before


def test_a_name_cannot_add_headers(
    root: tuple[Path, str], receiver: str, mailbox: tuple[Mailbox, int]
) -> None:
    fields = {
        "page": root[1] + ADDRESS,
        "name": "A\r\nBcc: victim@other.example",
        "email": "a@b.example\r\nBcc: victim@other.example",
        "text": "Said",
    }
    status, place = post_form(receiver, fields, {})
    assert status == 303
    assert place == f"{root[1]}{ADDRESS}#answer-sent"
    head = mailbox[0].letters[-1].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    assert not re.search(rb"(?m)^Bcc", head)
    assert not re.search(rb"(?m)^Reply-To", head)
