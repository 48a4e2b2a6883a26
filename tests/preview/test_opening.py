"""A file of the site opens in the author's editor at its line, and no other file does."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blog import write, write_blog
from tests.preview.serving import NO_EDITOR, Serving, serving, wait_until

ONE = "content/posts/one.md"


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview whose author writes in a `code` that only notes what it is given."""
    folder = tmp_path_factory.mktemp("site")
    make_program(folder / "bin/code")
    site = write_blog(folder / "blog")
    write(folder, {"outside.md": "secret", "blog/.git/config": "secret"})
    (site / "content/posts/link.md").symlink_to(folder / "outside.md")
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    with serving(
        site, environment=(NO_EDITOR | {"VISUAL": "code --reuse-window", "PATH": path})
    ) as served:
        served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        yield served


def make_program(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    script = '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.new" && mv "$0.new" "$0.opened"\n'
    file.write_text(script, encoding="utf-8")
    file.chmod(0o755)


def opened(program: Path) -> list[str]:
    """Return what the program was given, once it was started."""
    note = program.with_name(f"{program.name}.opened")
    wait_until(note.exists)
    told = note.read_text(encoding="utf-8").splitlines()
    note.unlink()
    return told


@pytest.mark.parametrize(
    ("line", "at"),
    [(7, 7), (1, 1), ("12", 12), (None, 1), (0, 1), (-3, 1), ("", 1), (2.9, 2), (True, 1)],
)
def test_a_file_opens_at_its_line(blog: Serving, line: object, at: int) -> None:
    assert blog.open_source({"source": ONE, "line": line}).status == 204
    told = opened(blog.folder.parent / "bin/code")
    assert told == ["--reuse-window", "--goto", f"{blog.folder / ONE}:{at}"]


@pytest.mark.parametrize(
    "source", ["site.yaml", "content/authors/ana.yaml", "content/comments/one.yaml"]
)
def test_every_file_of_the_site_opens(blog: Serving, source: str) -> None:
    assert blog.open_source({"source": source}).status == 204
    assert opened(blog.folder.parent / "bin/code")[-1] == f"{blog.folder / source}:1"


@pytest.mark.parametrize(
    "source",
    [
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "../outside.md",
        "content/../../outside.md",
        "content/posts/../posts/one.md",
        "./content/posts/one.md",
        "content//posts/one.md",
        "content\\posts\\one.md",
        "content/posts/one.md\0",
        "content/posts/one.md:3",
        "content/posts",
        "content/posts/",
        "content/posts/none.md",
        "content/posts/link.md",
        ".git/config",
        "--help",
        "-x",
        "$(touch here)",
        "\ud800",
        "file:///etc/passwd",
        "~/.profile",
        "a" * 100_000,
        None,
        7,
        ["content/posts/one.md"],
        {"path": ONE},
    ],
    ids=lambda source: ascii(source)[:40],
)
def test_nothing_else_opens(blog: Serving, source: object) -> None:
    answer = blog.open_source({"source": source})
    assert answer.status in {400, 404}
    told = json.loads(answer.body)
    assert told["message"]
    assert "fix" in told
    assert not (blog.folder.parent / "bin/code.opened").exists()


def test_an_absolute_name_of_a_file_of_the_site_is_not_its_name(blog: Serving) -> None:
    assert blog.open_source({"source": str(blog.folder / ONE)}).status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"content/posts/one.md"',
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"line": 3}',
        b'{"source": "site.yaml", "line": 1e999}',
        b'{"source": "site.yaml", "line": NaN}',
        b'{"source": "site.yaml", "line": "three"}',
        b'{"source": "site.yaml", "line": [3]}',
        b'{"source": "site.yaml", "line": ' + b"9" * 10_000 + b"}",
    ],
    ids=lambda body: ascii(body)[:40],
)
def test_what_makes_no_sense_opens_nothing(blog: Serving, body: bytes) -> None:
    answer = blog.open_source(body)
    assert answer.status == 400
    assert json.loads(answer.body) == {"message": "no source was named", "fix": ""}


@pytest.mark.parametrize("visual", ["", "vim", "nosucheditor", "code", '"code', "vim -c 'x"])
def test_without_a_window_the_author_hears_what_to_do(tmp_path: Path, visual: str) -> None:
    make_program(tmp_path / "xdg-open")
    site = write_blog(tmp_path / "blog")
    with serving(
        site, environment=(NO_EDITOR | {"VISUAL": visual, "PATH": str(tmp_path)})
    ) as served:
        served.ask("/blog/")
        answer = served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        assert answer.status == 200
        refused = served.open_source({"source": ONE, "line": 3})
    assert refused.status == 409
    assert json.loads(refused.body) == {
        "message": "there is no editor here that a browser could open",
        "fix": "set VISUAL to one with a window of its own, such as code",
    }


@pytest.mark.parametrize(
    ("variables", "program", "told"),
    [
        ({"VISUAL": "vim", "EDITOR": "subl -w"}, "subl", ["-w", "{file}:3"]),
        ({"VISUAL": "", "EDITOR": "gedit"}, "gedit", ["+3", "{file}"]),
        ({"VISUAL": "emacsclient"}, "emacsclient", ["--no-wait", "+3", "{file}"]),
        ({"VISUAL": "kate"}, "kate", ["--line", "3", "{file}"]),
        ({"VISUAL": "vim", "DISPLAY": ":0"}, "xdg-open", ["{file}"]),
    ],
)
def test_each_editor_gets_the_line_in_its_own_way(
    tmp_path: Path, variables: dict[str, str], program: str, told: list[str]
) -> None:
    for name in (program, "vim"):
        make_program(tmp_path / "bin" / name)
    site = write_blog(tmp_path / "a blog; with 'spaces'")
    path = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"}
    with serving(site, environment=(NO_EDITOR | path | variables)) as served:
        served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        assert served.open_source({"source": ONE, "line": 3}).status == 204
        assert opened(tmp_path / "bin" / program) == [word.format(file=site / ONE) for word in told]
