"""How a preview ends: at once, with a word to those who listen, and without leaving anything."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.blog import build, post, write, write_blog
from tests.preview.serving import PATIENCE_SECONDS, REPOSITORY, Serving, serving, wait_until

TABS = 8
LONG_SECONDS = 10
"""Far more than an end takes on a busy machine, far less than a stream that holds it up."""


def write_many(folder: Path) -> Path:
    """Write a blog that several processes parse, for a while."""
    text = "a *b* c\n\n" * 300
    posts = {f"content/posts/p{n}.md": post(f"P{n}", "2019-01-01", text) for n in range(250)}
    write(write_blog(folder), posts)
    return folder


@contextmanager
def started(site: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Begin a preview in a group of its own, as a terminal does, and leave nothing of it."""
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(site), "--port", "0", *options]
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def children_of(process: int) -> set[int]:
    """Return the processes that descend from `process` and work for it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:
            continue
    found, fresh = set[int](), {process}
    while fresh := {child for child, parent in parents.items() if parent in fresh} - found:
        found |= fresh
    return {child for child in found if b"resource_tracker" not in command_of(child)}


def command_of(process: int) -> bytes:
    try:
        return (Path("/proc") / str(process) / "cmdline").read_bytes()
    except OSError:
        return b""


def is_gone(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[
            0
        ] == "Z"
    except OSError:
        return True


def has_no_reports(site: Path) -> bool:
    return not list((site / ".ssg-cache").glob("bug-*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_many_tabs_open(tmp_path: Path, number: int) -> None:
    site = write_blog(tmp_path / "blog")
    with ExitStack() as stack, serving(site) as served:
        tabs = [stack.enter_context(served.listen()) for _ in range(TABS)]
        began = time.monotonic()
        assert served.end(number) == 0
        assert time.monotonic() - began < LONG_SECONDS
        for tab in tabs:
            received = b""
            while part := tab.recv(65_536):
                received += part
            assert b"event: bye\ndata: {}\n\n" in received
        assert served.process.stdout
        assert served.process.stdout.read() == ""
        assert served.said == ""
    assert has_no_reports(site)


def test_tabs_that_do_not_read_do_not_hold_it_up(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"content/media/long.bin": "x" * 30_000_000})
    with ExitStack() as stack, serving(site) as served:
        for _ in range(TABS):
            tab = stack.enter_context(served.listen())
            tab.sendall(b"")
        ask = f"GET /blog/media/long.bin HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()
        for _ in range(TABS):
            stack.enter_context(served.connect()).sendall(ask)
        began = time.monotonic()
        assert served.end() == 0
        assert time.monotonic() - began < LONG_SECONDS
        assert served.said == ""


@pytest.mark.parametrize(
    "seconds", [0.5, *(pytest.param(each, marks=pytest.mark.torture) for each in (0.0, 1.0))]
)
def test_it_ends_in_the_middle_of_a_first_plan(tmp_path: Path, seconds: float) -> None:
    site = write_many(tmp_path / "blog")
    with started(site) as process:
        assert process.stdout
        assert "Preview" in process.stdout.readline()
        # Some moments of a plan are worse than others to be interrupted in.
        time.sleep(seconds)
        children = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        wait_until(lambda: all(map(is_gone, children)), lambda: f"still there: {children}")
        assert process.stderr
        assert process.stderr.read() == ""
    assert has_no_reports(site)
    # What was given up is made good by whoever comes next.
    build(site)
    assert (site / "output/2019/01/01/p249/index.html").exists()


def test_ctrl_c_in_a_terminal_reaches_everybody_and_ends_without_a_word(tmp_path: Path) -> None:
    site = write_many(tmp_path / "blog")
    with started(site) as process:
        assert process.stdout
        assert "Preview" in process.stdout.readline()
        wait_until(lambda: bool(children_of(process.pid)) or os.cpu_count() == 1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr
        assert process.stderr.read() == ""
    assert has_no_reports(site)


def test_one_who_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    site = write_many(tmp_path / "blog")
    with started(site) as process:
        assert process.stdout
        process.stdout.readline()
        wait_until(lambda: bool(children_of(process.pid)) or os.cpu_count() == 1)
        children = children_of(process.pid)
        process.kill()
        wait_until(lambda: all(map(is_gone, children)), lambda: f"still there: {children}")


def test_no_process_stays_once_all_is_planned(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    texts = {f"content/posts/p{n}.md": post(f"Post {n}", "2019-01-01", "a") for n in range(200)}
    write(site, texts)
    with serving(site) as served:
        served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        wait_until(lambda: not children_of(served.process.pid))


def test_a_second_ctrl_c_does_no_harm(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    with serving(site) as served:
        with served.listen():
            served.process.send_signal(signal.SIGINT)
            served.process.send_signal(signal.SIGTERM)
            assert served.process.wait(PATIENCE_SECONDS) in {0, 130}
        assert "Traceback" not in served.said


def lines_of(served: Serving) -> list[dict[str, object]]:
    assert served.process.stdout
    return [json.loads(line) for line in served.process.stdout]


def test_programs_get_an_object_a_line(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    with serving(site) as served:
        assert served.first["url"].startswith("http://127.0.0.1:")
        served.ask("/blog/")
        served.save("content/posts/one.md", "---\ntitle: [\n---\n")
        served.ask_until("/blog/", lambda answer: bool(answer.page_data["errors"]))
        served.save("content/posts/one.md", post("One", "2016-10-29", "Mended."))
        served.ask_until("/blog/", lambda answer: not answer.page_data["errors"])
        assert served.end() == 0
        told = lines_of(served)
    assert all({"diagnostics", "seconds"} <= set(line) for line in told)
    problems = [problem for line in told for problem in line["diagnostics"]]  # type: ignore[attr-defined]
    assert "content/posts/one.md" in {problem["path"] for problem in problems}
    assert served.said == ""


def test_quiet_says_where_it_is_and_problems_and_nothing_else(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    with started(site, "--quiet") as process:
        wait_until((site / ".ssg-cache").exists)
        write(site, {"content/posts/one.md": "---\ntitle: [\n---\n"})
        assert process.stderr
        assert "content/" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.stdout
        out, err = process.stdout.read(), process.stderr.read()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert re.fullmatch(r"Preview, .*: http://127\.0\.0\.1:\d+/\n", out)
    assert "fix: " in err
    assert "note: " not in err


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_it_ends_quietly_when_nobody_reads_what_it_says(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    site = write_blog(tmp_path / "blog")
    with started(site, *options) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        write(site, {"content/posts/one.md": "---\ntitle: [\n---\n"})
        write(site, {"content/posts/two.md": "---\ntitle: [\n---\n"})
        if options:
            # 1 is what click ends with then, whatever a command says.
            assert process.wait(PATIENCE_SECONDS) in {0, 1}
            assert process.stderr.read() == ""
        else:
            assert "content/" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_SECONDS) == 0
