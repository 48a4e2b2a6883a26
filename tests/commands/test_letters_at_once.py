"""No list gets a letter twice, whoever else sends letters of the site at the same time."""

import json
from pathlib import Path

import pytest

from ssg.disk.writing.letter_record import FILE
from tests.blog import write
from tests.commands.test_newsletter import FILES, SITE, set_smtp
from tests.letters.mail_server import MailServer, mail_server
from tests.running import ssg
from tests.terminal import asked

SENT_ELSEWHERE = {
    "id": "letter-1.x@small.example",
    "url": "/2016/10/01/bridges/",
    "title": "Bridges",
    "to": "list@provider.example",
    "date": "2016-10-29T11:00:00+00:00",
    "state": "sent",
}


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    write(tmp_path / "blog", {"site.yaml": SITE, **FILES})
    return tmp_path / "blog"


def send(blog: Path, post: str, server: MailServer) -> tuple[int, str]:
    set_smtp(blog, host="127.0.0.1", port=server.port, security="none")
    done = ssg("newsletter", post, "--send", "--yes", folder=blog)
    return done.returncode, done.stderr


def sent(blog: Path) -> list[str]:
    return [each["url"] for each in json.loads((blog / FILE).read_text("utf-8"))["letters"]]


def test_while_one_asks_no_other_sends(blog: Path) -> None:
    with mail_server() as server:
        set_smtp(blog, host="127.0.0.1", port=server.port, security="none")
        with asked("newsletter", "bridges", "--send", folder=blog) as first:
            same, other = send(blog, "bridges", server), send(blog, "other", server)
            assert first.answer("y") == 0

        assert (same[0], other[0]) == (3, 3)
        assert "another ssg is deploying, or sending a letter of, this site" in same[1]
        assert same[1] == other[1]
        assert len(server.box.letters) == 1
        assert send(blog, "other", server)[0] == 0
    assert sent(blog) == ["/2016/10/01/bridges/", "/2016/09/01/other/"]


@pytest.mark.parametrize("options", [(), ("--again",)])
def test_a_record_that_comes_while_it_asks_is_heeded(blog: Path, options: tuple[str, ...]) -> None:
    with mail_server() as server:
        set_smtp(blog, host="127.0.0.1", port=server.port, security="none")
        with asked("newsletter", "bridges", "--send", *options, folder=blog) as command:
            (blog / FILE).write_text(json.dumps({"letters": [SENT_ELSEWHERE]}), "utf-8")
            assert command.answer("y") == 2

        assert "this letter was sent to list@provider.example on 2016-10-29" in command.said
        assert server.box.letters == []
    assert sent(blog) == ["/2016/10/01/bridges/"]


def test_what_was_sent_elsewhere_while_it_asks_is_not_forgotten(blog: Path) -> None:
    with mail_server() as server:
        set_smtp(blog, host="127.0.0.1", port=server.port, security="none")
        with asked("newsletter", "other", "--send", folder=blog) as command:
            (blog / FILE).write_text(json.dumps({"letters": [SENT_ELSEWHERE]}), "utf-8")
            assert command.answer("y") == 0

        assert len(server.box.letters) == 1
    assert sent(blog) == ["/2016/10/01/bridges/", "/2016/09/01/other/"]
