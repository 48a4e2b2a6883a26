"""What happens to a preview that is left running."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from tests.blog import post, write, write_blog
from tests.preview.serving import PATIENCE_SECONDS, REPOSITORY, serving


def soon() -> str:
    return f"{dt.datetime.now(dt.UTC) + dt.timedelta(seconds=4):%Y-%m-%dT%H:%M:%S+00:00}"


@pytest.mark.parametrize("options", [(), ("--no-drafts",)])
def test_a_scheduled_post_comes_out_while_nobody_saves(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    site = write_blog(tmp_path / "site")
    write(site, {"content/posts/waiting.md": post("Waiting", soon(), "Words.")})
    with serving(site, *options) as preview:
        preview.ask_until(
            "/blog/", lambda answer: b"Waiting" in answer.body and not answer.page_data["hidden"]
        )


def test_it_ends_without_a_word_when_nobody_reads_what_it_prints(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(site), "--port", "0"]
    with subprocess.Popen(
        [*command, "--json"], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        write(site, {"content/posts/broken.md": "---\ntitle: a: b\n---\n"})
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr.read() == b""
