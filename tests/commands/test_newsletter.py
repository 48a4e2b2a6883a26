"""`ssg newsletter`: a post as an e-mail, looked at, kept, and sent to a real mail server."""

import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest
from PIL import Image

from ssg.cli import run
from ssg.commands.failures import WorldError
from ssg.commands.letters import mailing
from tests.blog import write
from tests.letters.mail_server import (
    PASSWORD,
    USER,
    Certificates,
    MailServer,
    certificates,
    mail_server,
)
from tests.pictures.photographs import scene, write_picture
from tests.surroundings import NOON

SITE = """\
title: The Small Lamp
url: https://small.example/blog/
author: jane
newsletter:
  from: "Jané Märsch <jane@small.example>"
  to: list@provider.example
  unsubscribe: https://provider.example/leave
"""
LETTER = """\
---
title: Über Brücken, “quoted”
date: 2016-10-01
image: {src: /media/bridge.jpg, alt: A bridge}
summary: Of crossing.
---
The first words.[^1] See [another](2016-09-01-other.md) and [here](#end).

> Whoever crosses, reads.
>
> — Ana Ruiz, [Bridges](https://books.example/bridges)

<video src="/media/film.mp4" title="A film"></video>

<form action="https://x.example/"><input name="q"><button>Go</button></form>

![A drawing](/media/drawing.svg)

::: pull-quote
The first words.
:::

[^1]: A note.
"""
FILES = {
    "content/authors/jane.yaml": "name: Jané Märsch\nemail: answers@small.example\n"
    "bio: Writes [here](/about/).\n",
    "content/posts/2016-10-01-bridges.md": LETTER,
    "content/posts/2016-09-01-other.md": "---\ntitle: Other\ndate: 2016-09-01\n---\n"
    "Words.[^1] And then others.\n\n[^1]: A note.\n",
    "content/posts/2016-10-02-draft.md": "---\ntitle: Not yet\ndate: 2016-10-02\n"
    "draft: true\n---\nWords.\n",
    "content/posts/2016-12-24-eve.md": "---\ntitle: Eve\ndate: 2016-12-24\n---\nWords.\n",
    "content/posts/2016-10-03-quiet.md": "---\ntitle: Quiet\ndate: 2016-10-03\n"
    "unlisted: true\n---\nWords.\n",
    "content/posts/2016-10-04-arabic.md": "---\ntitle: في الجسور\ndate: 2016-10-04\n"
    "language: ar\n---\nكان الجسر القديم.\n",
    "content/media/bridge.jpg": "",
    "content/media/film.mp4": "",
    "content/media/drawing.svg": "<svg/>",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters") / "blog"
    write(folder, {"site.yaml": SITE, **FILES})
    # What a first run remembers, the copies have.
    assert run(["newsletter", "other", "--site", str(folder), "--dry-run", "--quiet"]) == 0
    return folder


@pytest.fixture
def blog(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    monkeypatch.delenv("SSG_SMTP_PASSWORD", raising=False)
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(written, tmp_path / "blog"))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def plain_server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


Ssg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ssg(blog: Path, capfd: pytest.CaptureFixture[str]) -> Ssg:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["newsletter", *arguments, "--site", str(blog)])
        out, err = capfd.readouterr()
        return code, out, err

    return call


def set_smtp(blog: Path, **keys: object) -> None:
    lines = "".join(f"    {name}: {value}\n" for name, value in keys.items())
    (blog / "site.yaml").write_text(f"{SITE}  smtp:\n{lines}", "utf-8")


def letter_in(file: Path) -> EmailMessage:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_beginning_of_a_post_stands_in_its_letter_once(ssg: Ssg, tmp_path: Path) -> None:
    assert ssg("other", "--output", "letter.eml")[0] == 0
    assert part(letter_in(tmp_path / "letter.eml"), "plain").count("And then others.") == 1


def test_a_letter_is_an_email_that_every_program_reads(ssg: Ssg, tmp_path: Path) -> None:
    assert ssg("Über Brücken, “quoted”", "--output", "letter.eml")[0] == 0

    written = (tmp_path / "letter.eml").read_bytes()
    letter = letter_in(tmp_path / "letter.eml")
    assert str(letter["From"]) == "Jané Märsch <jane@small.example>"
    assert str(letter["To"]) == "list@provider.example"
    assert str(letter["Reply-To"]) == "answers@small.example"
    assert str(letter["Subject"]) == "Über Brücken, “quoted”"
    assert str(letter["Date"]) == "Sat, 29 Oct 2016 12:00:00 +0000"
    assert str(letter["List-Unsubscribe"]) == "<https://provider.example/leave>"
    assert str(letter["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(letter["List-Id"]) == "<newsletter.small.example>"
    assert str(letter["Content-Language"]) == "en"
    assert letter.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in letter.iter_parts()] == ["text/plain", "text/html"]
    assert [str(each["Content-Type"].params["charset"]) for each in letter.iter_parts()] == [
        "utf-8",
        "utf-8",
    ]
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert "Bcc" not in letter
    assert str(tmp_path).encode() not in written


def test_the_html_of_a_letter_needs_nothing_that_mail_programs_lack(
    ssg: Ssg, tmp_path: Path
) -> None:
    ssg("bridges", "--output", "letter.eml")

    html = part(letter_in(tmp_path / "letter.eml"), "html")
    html5lib.HTMLParser(strict=True).parse(html)
    assert not re.search(r"<(?:script|form|input|button|video|svg|link|aside)\b", html)
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    outside = [each for each in addresses if not each.startswith("#")]
    assert all(re.match(r"https://|mailto:", each) for each in outside), outside
    assert "https://small.example/blog/2016/09/01/other/" in outside
    assert "https://small.example/blog/about/" in outside
    assert "https://small.example/blog/media/film.mp4" in outside
    assert "https://provider.example/leave" in outside
    inside = [each[1:] for each in addresses if each.startswith("#fn")]
    assert len(inside) == 2
    assert all(f'id="{each}"' in html for each in inside)
    assert 'src="https://small.example/blog/media/bridge.jpg" alt="A bridge"' in html
    assert re.search(r'<p style="[^"]*margin:0 0 18px[^"]*">The first words', html)
    assert "prefers-color-scheme:dark" in html


EXPECTED_TEXT = """\
The Small Lamp

Über Brücken, “quoted”
======================

Of crossing.

By Jané Märsch · October 1, 2016

Read it on the web: https://small.example/blog/2016/10/01/bridges/

[A bridge]

The first words. (1) See another [1] and here.

> Whoever crosses, reads.
>
> — Ana Ruiz, Bridges [2]

▶ A film [3]

[A drawing] [4]

(1) A note.

*Jané Märsch [5]*

Writes here [6].

Read it on the web: https://small.example/blog/2016/10/01/bridges/
Answer by e-mail: answers@small.example

You get this letter because you subscribed to The Small Lamp:\x20
https://small.example/blog/

Leave the list: https://provider.example/leave

--------
[1] https://small.example/blog/2016/09/01/other/
[2] https://books.example/bridges
[3] https://small.example/blog/media/film.mp4
[4] https://small.example/blog/media/drawing.svg
[5] https://small.example/blog/author/jane/
[6] https://small.example/blog/about/
"""


def test_the_text_part_says_the_same_in_plain_words(ssg: Ssg, tmp_path: Path) -> None:
    ssg("/2016/10/01/bridges/", "--output", "letter.eml")

    letter = letter_in(tmp_path / "letter.eml")
    text = part(letter, "plain")
    assert text == EXPECTED_TEXT
    assert letter.get_body(("plain",))["Content-Type"].params["format"] == "flowed"  # type: ignore[index]


def test_a_letter_goes_in_the_direction_of_its_language(ssg: Ssg, tmp_path: Path) -> None:
    ssg("arabic", "--output", "letter.eml")

    letter = letter_in(tmp_path / "letter.eml")
    html = part(letter, "html")
    assert str(letter["Content-Language"]) == "ar"
    assert '<html lang="ar" dir="rtl">' in html
    assert "text-align:right" in html


LONGEST = (
    "content/posts/2012/2012-07-11-liberated-pixel-cup-and-distributed-free-culture-projects.md"
)


def test_a_real_essay_becomes_a_letter(
    realblog: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site = Path(shutil.copytree(realblog, tmp_path / "real"))
    (site / "site.yaml").chmod(0o644)
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("newsletter: {from: labs@labs.example.org}\n")
    site.chmod(0o755)

    code = run(["newsletter", LONGEST, "--site", str(site), "--output", str(tmp_path / "l.eml")])

    assert code == 0, capfd.readouterr().err
    letter = letter_in(tmp_path / "l.eml")
    html, text = part(letter, "html"), part(letter, "plain")
    html5lib.HTMLParser(strict=True).parse(html)
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert len(addresses) > 20
    assert all(re.match(r"https?://|mailto:|#", each) for each in addresses), addresses
    widths = [int(width) for width in re.findall(r'<img[^>]* width="(\d+)"', html)]
    assert all(width <= 560 for width in widths)
    prose = [line for line in text.splitlines() if "://" not in line]
    assert max(map(len, prose)) <= 72
    assert "distributed free culture projects" in text


def test_equal_letters_are_equal_bytes(ssg: Ssg, tmp_path: Path) -> None:
    ssg("bridges", "--output", "one.eml")
    ssg("content/posts/2016-10-01-bridges.md", "--output", "two.eml")

    assert (tmp_path / "one.eml").read_bytes() == (tmp_path / "two.eml").read_bytes()
    assert ssg("bridges", "--output", "-")[1] == (tmp_path / "one.eml").read_bytes().decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Not yet"], "it is a draft"),
        (["eve", "--send"], "scheduled for Sat 24 Dec 2016"),
        (["quiet"], "is unlisted"),
        (["brigdes"], "did you mean `bridges`?"),
        (["bridges", "--output", "blog/content/media/x.eml"], "would lie in content/"),
        (["bridges", "--preview", "--send"], "--preview only shows the letter"),
        (["bridges", "--test", "me"], "'me' is no e-mail address"),
        (["bridges", "--send"], "site.yaml names no mail server"),
    ],
)
def test_it_refuses_what_cannot_be_meant(ssg: Ssg, arguments: list[str], words: str) -> None:
    code, out, err = ssg(*arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert "fix:" in err


def test_a_letter_is_looked_at_before_it_is_sent(ssg: Ssg, tmp_path: Path) -> None:
    code, out, _ = ssg("Not yet", "--preview", "--output", "look.html")

    page = (tmp_path / "look.html").read_text("utf-8")
    assert (code, out) == (0, "look.html\n")
    assert 'sandbox="allow-popups"' in page
    assert "You get this letter because you subscribed to The Small Lamp" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_a_letter_is_sent_once(ssg: Ssg, blog: Path, plain_server: MailServer) -> None:
    set_smtp(blog, host="127.0.0.1", port=plain_server.port, security="none")
    box = plain_server.box
    box.letters.clear()

    assert ssg("bridges", "--test", "me@small.example")[0] == 0
    assert not (blog / "sent-letters.json").exists()
    assert ssg("bridges", "--send", "--dry-run")[0] == 0
    assert ssg("bridges", "--send")[2].startswith("error: there is nobody to ask here")
    first = ssg("bridges", "--send", "--yes")
    again = ssg("bridges", "--send", "--yes")
    meant = ssg("bridges", "--send", "--yes", "--again")

    assert (first[0], again[0], meant[0]) == (0, 2, 0)
    assert "was sent to list@provider.example on 2016-10-29" in again[2]
    assert [to for _, to, _ in box.letters] == [
        ["me@small.example"],
        ["list@provider.example"],
        ["list@provider.example"],
    ]
    identities = {bytes_after(b"Message-ID: ", content) for _, _, content in box.letters}
    assert len(identities) == 3
    sent = json.loads((blog / "sent-letters.json").read_text("utf-8"))["letters"]
    assert [each["state"] for each in sent] == ["sent", "sent"]
    assert sent[0]["url"] == "/2016/10/01/bridges/"
    message = box.parsed()
    assert part(message, "plain") == EXPECTED_TEXT


def bytes_after(name: bytes, content: bytes) -> bytes:
    return content.partition(name)[2].partition(b"\r\n")[0]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_travels_in_secret(
    ssg: Ssg, blog: Path, trusted: Certificates, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.file))
    with mail_server(security, context=trusted.context()) as server:
        set_smtp(blog, host="localhost", port=server.port, security=security)
        without = ssg("bridges", "--send", "--yes")
        monkeypatch.setenv("SSG_SMTP_PASSWORD", "wrong")
        wrong = ssg("bridges", "--send", "--yes")
        monkeypatch.setenv("SSG_SMTP_PASSWORD", PASSWORD)
        right = ssg("bridges", "--send", "--yes")

    assert (without[0], wrong[0], right[0]) == (3, 3, 0)
    assert "530" in without[2]
    assert "set SSG_SMTP_PASSWORD" in without[2]
    assert f"refuses {USER} with this password" in wrong[2]
    assert PASSWORD not in "".join((*without[1:], *wrong[1:], *right[1:]))
    assert len(server.box.letters) == 1
    record = json.loads((blog / "sent-letters.json").read_text("utf-8"))
    assert len(record["letters"]) == 1


def test_a_server_that_is_not_who_it_says_gets_nothing(
    ssg: Ssg, blog: Path, trusted: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.file))
    monkeypatch.setenv("SSG_SMTP_PASSWORD", PASSWORD)
    with mail_server("starttls", context=trusted.context("other.example")) as server:
        set_smtp(blog, host="localhost", port=server.port)
        code, _, err = ssg("bridges", "--send", "--yes")

    assert code == 3
    assert "could not prove who it is" in err
    assert (server.box.letters, server.box.logins) == ([], [])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"MAIL": "550 5.7.1 not you"}, "does not take letters from jane@small.example: 550"),
        ({"RCPT": "550 5.1.1 unknown"}, "does not take letters to list@provider.example: 550"),
        ({"DATA": "554 5.7.1 spam"}, "does not take this letter: 554 5.7.1 spam"),
        ({"DATA": "hang up"}, "it may have taken the letter, or not"),
    ],
)
def test_a_refusal_is_told_in_a_line(
    ssg: Ssg, blog: Path, plain_server: MailServer, answers: dict[str, str], words: str
) -> None:
    set_smtp(blog, host="127.0.0.1", port=plain_server.port, security="none")
    plain_server.box.answers = answers
    plain_server.box.letters.clear()
    try:
        code, out, err = ssg("bridges", "--send", "--yes", "--quiet")
    finally:
        plain_server.box.answers = {}

    assert (code, out) == (3, "")
    assert words in err
    assert "fix:" in err
    assert plain_server.box.letters == []
    second = ssg("bridges", "--send", "--yes", "--quiet")
    is_unsure = answers.get("DATA") == "hang up"
    assert second[0] == (2 if is_unsure else 0)
    assert ("was cut off" in second[2]) is is_unsure


def test_a_server_that_is_not_there_or_says_nothing_is_told(ssg: Ssg, blog: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
    set_smtp(blog, host="127.0.0.1", port=port, security="none")
    code, _, err = ssg("bridges", "--send", "--yes")

    assert code == 3
    assert f"127.0.0.1:{port} cannot be reached" in err


def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for security in ("none", "tls"):
            server = mailing.MailServer("127.0.0.1", port, security, "", patience=0.2)
            with pytest.raises(WorldError, match="did not answer"):
                mailing.send(server, "a@b.example", "c@d.example", b"x")


@pytest.mark.parametrize(
    ("sender", "shown"),
    [
        ("jane@small.example", "jane@small.example"),
        ("Märsch, Jané <jane@small.example>", '"Märsch, Jané" <jane@small.example>'),
        ('"Märsch, Jané" <jane@small.example>', '"Märsch, Jané" <jane@small.example>'),
        ("Jané <jane@bücher.example>", "Jané <jane@xn--bcher-kva.example>"),
        ("", "Jané Märsch <answers@small.example>"),
    ],
)
def test_the_sender_is_as_site_yaml_says(
    ssg: Ssg, blog: Path, tmp_path: Path, sender: str, shown: str
) -> None:
    line = f"  from: {json.dumps(sender)}\n" if sender else ""
    (blog / "site.yaml").write_text(re.sub("  from: .*\n", lambda _: line, SITE), "utf-8")
    assert ssg("bridges", "--output", "letter.eml")[0] == 0
    assert str(letter_in(tmp_path / "letter.eml")["From"]) == shown


def test_a_letter_without_a_sender_can_be_looked_at(ssg: Ssg, blog: Path) -> None:
    (blog / "site.yaml").write_text(re.sub("  from: .*\n", "", SITE), "utf-8")
    (blog / "content/authors/jane.yaml").write_text("name: Jané Märsch\n", "utf-8")
    code, _, err = ssg("bridges", "--preview", "--output", "look.html")
    assert code == 0
    assert "nobody is named yet who sends letters" in err
    code, _, err = ssg("bridges")
    assert code == 2
    assert "or `email:` to the author's file in content/authors/" in err


LONG = f"<jane@{'ä' * 60}."
"""So long a part of a host's name has no form in ASCII."""


@pytest.mark.parametrize(
    ("begins", "where"), [("<jané@", "before"), (LONG, "behind")], ids=["user", "host"]
)
def test_an_address_that_no_server_takes_is_told(
    ssg: Ssg, blog: Path, begins: str, where: str
) -> None:
    (blog / "site.yaml").write_text(SITE.replace("<jane@", begins), "utf-8")
    code, _, err = ssg("bridges")
    assert code == 2
    assert f"letters {where} the @ that mail servers do not take" in err


def test_a_letter_that_is_cut_off_is_told_of(ssg: Ssg, blog: Path) -> None:
    words = "---\ntitle: Long\ndate: 2016-10-05\n---\n" + "Many words go by.\n\n" * 2000
    (blog / "content/posts/2016-10-05-long.md").write_text(words, "utf-8")
    code, _, err = ssg("long", "--output", "long.eml")
    assert code == 0
    assert "Gmail shows about 102 kB" in err


def test_a_password_does_not_travel_in_the_open(
    ssg: Ssg, blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSG_SMTP_PASSWORD", PASSWORD)
    set_smtp(blog, host="mail.example", security="none")

    code, _, err = ssg("bridges", "--send", "--yes")
    assert code == 2
    assert "for everybody on the way to read" in err


@pytest.mark.parametrize(
    ("login", "words"),
    [
        (("jane", "geheim\u2019"), "the password in SSG_SMTP_PASSWORD holds signs"),
        (("jane", "geheim\udc80"), "the password in SSG_SMTP_PASSWORD holds signs"),
        (("jürgen", "geheim"), "jürgen holds signs"),
    ],
)
def test_a_login_that_no_mail_server_takes_is_refused_before_one_is_asked(
    ssg: Ssg,
    blog: Path,
    plain_server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    login: tuple[str, str],
    words: str,
) -> None:
    user, password = login
    monkeypatch.setenv("SSG_SMTP_PASSWORD", password)
    set_smtp(blog, host="127.0.0.1", port=plain_server.port, security="none", user=user)

    code, _, err = ssg("bridges", "--send", "--yes")
    assert code == 2
    assert f"error: {words}" in err
    assert "fix:" in err
    assert "geheim" not in err
    assert not (blog / "sent-letters.json").exists()


def test_the_picture_at_the_head_is_the_jpeg_that_the_site_has_of_it(blog: Path, ssg: Ssg) -> None:
    write_picture(blog / "content/media/wide.webp", scene(2400, 1350))
    text = (
        "---\ntitle: Wide\ndate: 2016-10-05\nimage: {src: /media/wide.webp, alt: W}\n---\nWords.\n"
    )
    write(blog, {"content/posts/2016-10-05-wide.md": text})
    assert run(["build", "--site", str(blog), "--quiet"]) == 0

    assert ssg("wide", "--output", "letter.eml")[0] == 0

    html = part(letter_in(blog.parent / "letter.eml"), "html")
    address = re.search(r'<img src="https://small.example/blog/(assets/[^"]*\.jpg)"', html)
    assert address is not None
    assert "wide.webp" not in html
    with Image.open(blog / "output" / address[1]) as opened:
        assert (opened.format, opened.width) == ("JPEG", 1200)
    assert 'width="560" height="315"' in html
