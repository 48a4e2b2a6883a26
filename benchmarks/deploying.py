"""`make bench-deploy`: a deploy over ssh to a real server on loopback, beside plain rsync.

Both bring the same built site to the same OpenSSH server. rsync only copies what looks different;
ssg also builds, knows what the change means, and keeps releases that can be taken back.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.deploy.ssh_server import HOST, Kind, SshServer, ssh_server

_WORDS = "The minister said on Tuesday that the talks had been frank, and then said no more. "


def _write_site(site: Path, posts: int, www: Path) -> None:
    (site / "content/posts").mkdir(parents=True)
    (site / "content/authors").mkdir()
    (site / "content/authors/jane.yaml").write_text("name: Jane\n")
    (site / "site.yaml").write_text(
        "title: The Lamplighter\nurl: https://lamplighter.example/\nauthor: jane\n"
        "redirects: [nginx]\nsearch: false\n"
        f'deploy: {{production: {{type: rsync, to: "{HOST}:{www}"}}}}\n'
    )
    for number in range(posts):
        year, month, day = 2010 + number // 1000, 1 + number // 90 % 12, 1 + number % 28
        (site / "content/posts" / f"p{number}.md").write_text(
            f"---\ntitle: Post {number}\ndate: {year}-{month:02}-{day:02}\nslug: p{number}\n---\n"
            + _WORDS * 60
        )


def _run(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began


def _row(name: str, ours: list[float], theirs: list[float]) -> str:
    ratio = median(ours) / median(theirs)
    return f"| {name} | {median(ours):.2f} | {median(theirs):.2f} | {ratio:.2f} |"


def measure(server: SshServer, folder: Path, posts: int, rounds: int) -> list[str]:
    """Return the rows of a table: what both need, in seconds, in turn."""
    place = server.place(Kind("rsync", keeps_releases=True), folder / "www")
    site, copy = folder / "site", folder / "copy"
    settings = Path(place.environment["SSG_SSH_CONFIG"])
    _write_site(site, posts, folder / "www")
    environment = {**os.environ, **place.environment}
    deploy = [sys.executable, "-m", "ssg", "deploy", "--yes", "--quiet", "--site", str(site)]
    build = [sys.executable, "-m", "ssg", "build", "--quiet", "--site", str(site)]
    ssh = f"ssh -F {settings}"
    rsync = ["rsync", "-a", "--delete", "-e", ssh, f"{site}/output/", f"{HOST}:{copy}/"]
    _run(build, environment)
    files = sum(1 for file in (site / "output").rglob("*") if file.is_file())

    def in_turn(name: str, change: Callable[[int], None], count: int) -> str:
        ours, theirs = [], []
        for turn in range(count):
            change(2 * turn)
            theirs.append(_run(build, environment) + _run(rsync, environment))
            change(2 * turn + 1)
            ours.append(_run(deploy, environment))
        return _row(name, ours, theirs)

    def edit(turn: int) -> None:
        with (site / "content/posts/p7.md").open("a") as post:
            post.write(f"\nAnd more, {turn}.\n")

    return [
        f"{files:,} files of {posts:,} posts; seconds, those of the build included:",
        "",
        "| | ssg deploy | build, rsync | ratio |",
        "|---|---:|---:|---:|",
        in_turn("the first time", lambda _: None, 1),
        in_turn("nothing changed", lambda _: None, rounds),
        in_turn("one text edited", edit, rounds),
    ]


def _find(program: str) -> str:
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    return shutil.which(program, path=path) or sys.exit(f"{program} is missing")


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks.deploying", description=__doc__)
    parser.add_argument("--posts", type=int, default=8_600, help="about 10,000 files")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ssh_server(_find, Path(name)) as server:
        print("\n".join(measure(server, Path(name), options.posts, options.rounds)))


if __name__ == "__main__":
    main()
