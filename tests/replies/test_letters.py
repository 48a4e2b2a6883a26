"""What a letter says, whatever program wrote it, and how it becomes a comment."""

import email.message
import html
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ssg.cli import run
from ssg.parse.comments.body import comment_html
from ssg.replies.letter import read_letter, without_opening
from ssg.replies.quoted import without_quoted
from tests.blog import build, comments, write_blog
from tests.running import ssg
from tests.terminal import asked
from tests.yaml_text import from_yaml

ONE = "https://small.example/blog/2016/10/29/one/"
HEAD = (
    "From: =?utf-8?q?Ana_Ru=C3=ADz?= <ana@reader.example>\nReply-To: Ana <other@reader.example>\n"
    "Date: Sat, 29 Oct 2016 14:01:00 -0500\nMessage-ID: <1@reader.example>\n"
)


def letter(text: str, **fields: Any) -> bytes:
    """A letter as mail programs write it."""
    message = email.message.EmailMessage()
    message["From"] = "Ana Ruíz <ana@reader.example>"
    message["Date"] = "Sat, 29 Oct 2016 14:01:00 -0500"
    message["Message-ID"] = "<1@reader.example>"
    message.set_content(text, **fields)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("Well said.\n\n-- \nAna\n+34 555", "Well said."),
        ("Well said.\n\nOn Fri, 28 Oct 2016, Jane wrote:\n> old\n>\n> words\n", "Well said."),
        (
            "Well said.\n\nOn Fri, 28 Oct 2016 at 10:00, Jane\n<j@x.example> wrote:\n\n> old\n",
            "Well said.",
        ),
        ("Gut.\n\nAm 28.10.2016 um 10:00 schrieb Jane:\n> alt", "Gut."),
        ("Bien.\n\nLe ven. 28 oct. 2016 à 10:00, Jane a écrit :\n> vieux", "Bien."),
        ("好。\n\nJane 于2016年10月28日周五 10:00写道：\n> 旧", "好。"),
        ("Yes.\n\n-----Original Message-----\nFrom: Jane\nold", "Yes."),
        ("Yes.\n\nFrom: Jane <j@x>\nSent: Friday\nSubject: x\n\nold", "Yes."),
        ("Yes.\n\nSent from my iPhone\n", "Yes."),
        ("Yes.\n\nSent from my iPhone\n\n> On 28 Oct 2016, Jane wrote:\n> \n> old", "Yes."),
        ("Jane wrote on Friday:\n> old\n\nYes.", "Jane wrote on Friday:\n> old\n\nYes."),
        ("On Friday Jane wrote:\n> old\n\nYes.", "Yes."),
        ("> old\n\nYes.", "Yes."),
        (
            "First.\n\n> a point\n\nNo.\n\n> another\n\nYes.",
            "First.\n\n> a point\n\nNo.\n\n> another\n\nYes.",
        ),
        (
            "It is as Orwell wrote:\n\nGood prose is like a window.",
            "It is as Orwell wrote:\n\nGood prose is like a window.",
        ),
        ("Am I wrong that he schrieb\n\n", "Am I wrong that he schrieb"),
        ("", ""),
        ("> only\n> quoted", ""),
    ],
)
def test_only_the_readers_own_words_stay(written: str, own: str) -> None:
    assert without_quoted(written) == own


CUT = "A line that a mail program has cut after so many signs, as they\n"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (letter("Café <b>"), "Café &lt;b>"),
        (letter("Über", charset="iso-8859-1", cte="quoted-printable"), "Über"),
        (letter("Über", cte="base64"), "Über"),
        (HEAD.encode() + b"Content-Type: text/plain; charset=nonsense\n\n\xdcber", "Über"),
        (HEAD.encode() + b"\nNo type, \xc3\xbc", "No type, ü"),
        (
            HEAD.encode() + b"Content-Type: text/plain; format=flowed\n\nOne \nline.\n\n"
            b"On Friday Jane wrote:\n>> old \n>> line\n",
            "One line.",
        ),
        (
            HEAD.encode() + b"Content-Type: text/plain; format=flowed; delsp=yes\n\nBlu \nmen",
            "Blumen",
        ),
        (letter(f"{CUT}do.\n\nApart."), f"{CUT.strip()} do.\n\nApart."),
        (
            letter(
                "<html><head><style>p{}</style></head><body><p>One<br>two &amp; <b>three</b></p>"
                "<script>alert(1)</script><img src='https://spy.example/' onerror='alert(1)'>"
                "<div class='gmail_quote'>old</div></body></html>",
                subtype="html",
            ),
            "One\ntwo &amp; <b>three</b>",
        ),
        (letter("Write to ana@reader.example or OTHER@x.example"), "Write to … or OTHER@x.example"),
        (letter("a\x00b\x1b[1m"), "a\x00b\x1b[1m"),
        (b"", ""),
        (b"\xff" * 1000, ""),
    ],
)
def test_letters_of_all_kinds_are_read(content: bytes, body: str) -> None:
    found = read_letter(content)
    if body.startswith("a\x00"):
        assert comment_html(found.body)
    elif content != b"\xff" * 1000:
        assert found.body == body


@pytest.mark.parametrize(
    ("sender", "text", "body"),
    [
        ("root", "The grassroots of it. Root cause.", "The grassroots of it. Root cause."),
        ("a@b.example", "a@b.example. joana@b.example", "…. joana@b.example"),
        ("a@b.example", "jo.a@b.example, a@b.examples", "jo.a@b.example, a@b.examples"),
        ("a@b.exam", "a@b.example", "a@b.example"),
        ("a@b.example", "mailto:A@B.Example _a@b.example_ -a@b.example", "mailto:… _…_ -…"),
        (
            "a@b.example",
            "写信给a@b.example谢谢。So.Mine is a@b.example.No",
            "写信给…谢谢。So.Mine is ….No",
        ),
        ("a&b@c.example", "a&b@c.example", "…"),
    ],
)
def test_the_readers_own_address_is_hidden_and_no_other_word(
    sender: str, text: str, body: str
) -> None:
    assert read_letter(f"From: {sender}\n\n{text}".encode()).body == body


def test_the_plain_text_is_preferred_and_what_is_attached_left() -> None:
    message = email.message.EmailMessage()
    message.set_content("Plain")
    message.add_alternative("<p>Rich</p>", subtype="html")
    message.add_attachment("Attached", filename="a.txt")
    message.add_attachment(b"\x00", maintype="image", subtype="png", filename="a.png")
    assert read_letter(message.as_bytes()).body == "Plain"


def test_who_wrote_and_when() -> None:
    found = read_letter(HEAD.encode() + b"\nText")
    assert found.name == "Ana Ruíz"
    assert found.date is not None
    assert found.date.isoformat() == "2016-10-29T14:01:00-05:00"
    assert found.id == read_letter(HEAD.encode() + b"\nOther").id
    bare = read_letter(b"From: ana@reader.example\n\nText")
    assert (bare.name, bare.date) == ("", None)
    assert read_letter(b'From: "a@b.example" <a@b.example>\n\nText').name == ""
    angled = b"From: =?utf-8?q?B=C3=B6se_=3CReader=3E?= <a@b.example>\n\nText"
    assert read_letter(angled).name == "Böse <Reader>"
    received = b"Received: from a by b; Sat, 29 Oct 2016 12:00:00 +0000\n\nText"
    assert str(read_letter(received).date) == "2016-10-29 12:00:00+00:00"


@pytest.mark.parametrize(
    ("body", "rest"),
    [
        (f"About “One”:\n{ONE}\n\nMine", "Mine"),
        (f"关于《One》：\n{ONE}\nMine", "Mine"),
        (f"{ONE}\n\nMine", "Mine"),
        (f"Hello,\n\nI read\n&lt;{ONE}>\n\nMine", "Hello,\n\nI read\n\nMine"),
        (f"See {ONE} again", f"See {ONE} again"),
        (f"About “One”: {ONE}\n\nMine", "Mine"),
        (f"Hello,\n\nAbout “One”: {ONE} Mine", "Hello,\n\nMine"),
        (f"关于《One》：{ONE} 好", "好"),
        (f"&lt;{ONE}> Mine", "Mine"),
        (f"{ONE} Mine, see {ONE}", f"Mine, see {ONE}"),
        (f"What I never understood in “One”: {ONE}", f"What I never understood in “One”: {ONE}"),
        (f"Hello,\n{ONE} is wrong", f"Hello,\n{ONE} is wrong"),
        (f"{ONE}#comment-1 is wrong", f"{ONE}#comment-1 is wrong"),
    ],
)
def test_what_the_link_on_the_page_wrote_is_left_out(body: str, rest: str) -> None:
    assert without_opening(body, ONE, "One") == rest


@given(
    some.binary(max_size=300),
    some.sampled_from([b"", HEAD.encode(), b"Content-Type: text/html\n\n"]),
)
def test_no_letter_is_an_error(content: bytes, head: bytes) -> None:
    read_letter(head + content)
    read_letter(content + b"\n\n" + head)


def test_a_letter_that_is_nested_without_end_is_no_error() -> None:
    part = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"
    read_letter(b"".join(part % (number, number) for number in range(3_000)) + b"\nText")


def add(site: Path, content: bytes, *options: str, code: int = 0) -> dict[str, Any]:
    file = site.parent / "letter.eml"
    file.write_bytes(content)
    output = io.StringIO()
    with redirect_stdout(output):
        ended = run(["comments", "add", str(file), "--json", "--site", str(site), *options])
    assert ended == code, output.getvalue()
    told: dict[str, Any] = json.loads(output.getvalue())
    return told


def comments_of(site: Path, name: str) -> list[dict[str, Any]]:
    return comments_of_file(site / f"content/comments/{name}.yaml")


def comments_of_file(file: Path) -> list[dict[str, Any]]:
    text = file.read_text("utf-8")
    assert "reader.example" not in text
    found: list[dict[str, Any]] = from_yaml(text)["comments"]
    return found


def test_a_letter_becomes_a_comment_under_the_post_that_it_names(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    content = letter(f"About “One”:\n{ONE}\n\nWell <i>said</i>.\n")
    told = add(site, content, "--yes", "--parent", "comment-1")
    assert told["added"]
    comment = next(each for each in comments_of(site, "one") if each["id"] == told["id"])
    assert comment["author"] == {"name": "Ana Ruíz"}
    assert comment["parent"] == "wp-1"
    assert comment["date"].isoformat() == "2016-10-29T21:01:00+02:00"
    before = (site / "content/comments/one.yaml").read_bytes()
    assert not add(site, content, "--yes")["added"]
    assert (site / "content/comments/one.yaml").read_bytes() == before
    assert not build(site).diagnostics
    feed = html.unescape((site / "output/comments/feed.xml").read_text("utf-8"))
    assert "<p>Well &lt;i&gt;said&lt;/i&gt;.</p>" in feed


def test_a_file_in_a_folder_below_with_other_ends_of_lines_is_taken_too(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    old = site / "content/comments/one.yaml"
    below = site / "content/comments/2016/one.yml"
    below.parent.mkdir()
    below.write_bytes(b"\xef\xbb\xbf" + old.read_bytes().replace(b"\n", b"\r\n"))
    old.unlink()
    told = add(site, letter(f"{ONE}\n\nMine"), "--yes")
    assert told["file"] == "content/comments/2016/one.yml"
    assert [each["id"] for each in comments_of_file(below)] == [told["id"], "wp-1"]
    assert not build(site).diagnostics


def test_what_is_saved_while_it_asks_stays(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    file = site / "content/comments/one.yaml"
    saved = letter(f"{ONE}\n\nMine")
    (tmp_path / "letter.eml").write_bytes(saved)
    with asked("comments", "add", str(tmp_path / "letter.eml"), folder=site) as command:
        file.write_text(comments("wp-9", "Saved meanwhile"), "utf-8")
        assert command.answer("y") == 0
    assert [each["id"] for each in comments_of(site, "one")] == [read_letter(saved).id, "wp-9"]


def test_what_a_letter_lacks_is_said_by_options(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    nameless = b"From: ana@reader.example\n\nMine"
    assert "--post" in add(site, nameless, "--yes", code=2)["diagnostics"][0]["fix"]
    wrong = add(site, nameless, "--yes", "--post", "content/posts/tow.md", code=2)
    assert "content/posts/two.md" in wrong["diagnostics"][0]["message"]
    told = add(site, nameless, "--yes", "--post", "content/posts/two.md", "--name", "A. R.")
    assert told["file"] == "content/comments/two.yaml"
    assert comments_of(site, "two")[0]["author"] == {"name": "A. R."}
    assert add(site, b"\n\n> " + ONE.encode(), "--yes", code=2)
    unknown = add(site, nameless + b"!", "--yes", "--post", ONE, "--parent", "wp-2", code=2)
    assert "wp-1" in unknown["diagnostics"][0]["message"]
    again = ssg("comments", "add", "-", "--post", ONE, folder=site)
    assert again.returncode == 2


def test_nothing_is_written_beyond_the_folder_of_comments(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    content = letter(f"{ONE}\n\nMine")
    folder, elsewhere = site / "content/comments", tmp_path / "elsewhere"
    folder.rename(elsewhere)
    before = {each: each.read_bytes() for each in elsewhere.iterdir()}
    folder.symlink_to(elsewhere)
    told = add(site, content, "--yes", code=3)
    assert "leads out of content/comments/" in told["diagnostics"][0]["message"]
    assert "in the place of the link" in told["diagnostics"][0]["fix"]
    assert {each: each.read_bytes() for each in elsewhere.iterdir()} == before
    folder.unlink()
    folder.mkdir()
    (folder / "one.yaml").symlink_to(elsewhere / "one.yaml")
    told = add(site, content, "--yes")
    assert told["file"] == "content/comments/one-2.yaml"
    assert {each: each.read_bytes() for each in elsewhere.iterdir()} == before
