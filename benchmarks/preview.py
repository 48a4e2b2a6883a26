"""`make bench-preview`: from saving to seeing, with our preview and with Hugo's server.

Both show the same blog to a real browser, one after the other. Beside Hugo as it comes stand its
own ways to be quicker, or to be right about every page.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

from benchmarks.browser import Eyes, open_eyes
from benchmarks.corpus import Corpus, Post, invent_corpus
from benchmarks.hugo import find_hugo, hugo_version
from benchmarks.machine import describe_machine, usable_cores
from benchmarks.measure import tree_megabytes
from benchmarks.programs import Program, prepare_hugo, prepare_ssg

_PATIENCE_SECONDS = 600.0
_LOOK_SECONDS = 0.005
_IDLE_SECONDS = 0.5
_TICKS_OF_REST = 2
_KEEPING_SECONDS = 8.0
"""In this time a preview that has nothing else to do keeps its plan for the next start."""
HUGO_WAYS = {
    "hugo server": (),
    "… --renderToMemory": ("--renderToMemory",),
    "… --disableFastRender": ("--disableFastRender",),
}
SAVES = "save → text in the page"
Figures = defaultdict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Server:
    """A program that shows its blog."""

    name: str
    program: Program
    command: tuple[str, ...]
    style: Path
    uses_builds: bool = False
    """Whether it begins with what a build has left."""

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.program.environment}


@dataclass(frozen=True, slots=True)
class Started:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    url: str

    def address_of(self, post: Post) -> str:
        """Return where a post is shown."""
        return f"{self.url}{post.date:%Y/%m/%d}/{post.slug}/"


@contextmanager
def started(server: Server) -> Iterator[Started]:
    """Start a server and wait until it listens; end it as Ctrl-C does."""
    port = _free_port()
    process = subprocess.Popen(
        [*server.command, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=server.environment,
    )
    try:
        _wait_until(lambda: _listens(port) or process.poll() is not None)
        yield Started(process, f"http://127.0.0.1:{port}/")
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> float:
    """End a server as Ctrl-C does, and return how long that took."""
    began = time.perf_counter()
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.wait(_PATIENCE_SECONDS)
    return time.perf_counter() - began


def measure_starts(server: Server, eyes: Eyes, figures: Figures) -> None:
    """Start with nothing kept, after a build alone, and after an earlier preview."""
    for folder in server.program.caches:
        shutil.rmtree(folder, ignore_errors=True)
    figures["start, nothing kept → first page, s"].append(time_start(server, eyes))
    if server.uses_builds:
        for folder in server.program.caches:
            shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(server.program.command, check=True, env=server.environment)
    figures["start after a build → first page, s"].append(time_start(server, eyes))
    with started(server) as running:
        eyes.visit(running.url)
        eyes.rest(_KEEPING_SECONDS)
    figures["start after a preview → first page, s"].append(time_start(server, eyes))


def time_start(server: Server, eyes: Eyes) -> float:
    """Return the seconds from the start of the process until its first page is parsed."""
    began = time.perf_counter()
    with started(server) as running:
        eyes.visit(running.url)
        return time.perf_counter() - began


def measure_edits(server: Server, corpus: Corpus, eyes: Eyes, figures: Figures, saves: int) -> None:
    """Save posts, a title, a new post and a style sheet, and see when the browser shows them."""
    with started(server) as running:
        eyes.visit(running.url)
        rest(running, eyes)
        for number in range(saves):
            post = corpus.posts[(number * len(corpus.posts)) // saves]
            stand_at(running.address_of(post), running, eyes)
            file, mark = server.program.post_file(post), f"mark{number}x"
            text = f"{file.read_text('utf-8')}\nA later thought, {mark}.\n"
            figures[f"{SAVES}, ms"].append(time_save(file, text, mark, eyes) * 1000)
        rest(running, eyes)
        figures["memory, MB"].append(tree_megabytes(running.process.pid))
        measure_others(server, corpus, running, eyes, figures)
        second = eyes.context.new_page()
        second.goto(running.url)
        figures["Ctrl-C with two tabs → ended, s"].append(stop(running.process))
        second.close()


def measure_others(
    server: Server, corpus: Corpus, running: Started, eyes: Eyes, figures: Figures
) -> None:
    """Measure the rarer edits, a few times each."""
    program, newest = server.program, corpus.posts[-1]
    for turn in range(3):
        stand_at(running.url, running, eyes)
        file, mark = program.post_file(newest), f"mark{1000 + turn}x"
        text = re.sub(r'(?m)^title: ".*"$', f'title: "News of {mark}"', file.read_text("utf-8"))
        figures["title → home page, ms"].append(time_save(file, text, mark, eyes) * 1000)
        rest(running, eyes)
        new, mark = replace(newest, slug=f"new-{turn}", aliases=()), f"mark{2000 + turn}x"
        stand_at(running.address_of(new), running, eyes)
        text = f"{program.front_matter(new)}{corpus.body(newest)}\n{mark}\n"
        file = program.post_file(new)
        figures["new post → its page, ms"].append(time_save(file, text, mark, eyes) * 1000)
        stand_at(running.address_of(newest), running, eyes)
        mark = f"{3000 + turn}"
        text = f"{server.style.read_text('utf-8')}\n:root {{ --mark: {mark} }}\n"
        figures["style → computed style, ms"].append(
            time_save(server.style, text, mark, eyes) * 1000
        )


def time_save(file: Path, text: str, mark: str, eyes: Eyes) -> float:
    """Write a file and return the seconds until its mark is seen."""
    eyes.forget()
    began = time.time()
    file.write_text(text, "utf-8")
    return eyes.wait_for(mark) - began


def stand_at(url: str, running: Started, eyes: Eyes) -> None:
    """Open a page and let the server come to rest, as it does while an author types."""
    eyes.visit(url)
    rest(running, eyes)


def rest(running: Started, eyes: Eyes) -> None:
    """Wait until the server has done what it had to do, so that no save waits for another."""
    before = -_TICKS_OF_REST - 1
    while (now := _ticks(running.process.pid)) > before + _TICKS_OF_REST:
        before = now
        eyes.rest(_IDLE_SECONDS)


def _ticks(process: int) -> int:
    """Return the CPU time that a process has taken (proc(5), stat: utime and stime)."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(has_come: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not has_come():
        if time.monotonic() > until:
            sys.exit("it never came")
        time.sleep(_LOOK_SECONDS)


def make_servers(corpus: Corpus, folder: Path) -> list[Server]:
    """Write the blog for each server, for they change it."""
    executable = str(Path(sys.executable).parent / "ssg")
    ours = prepare_ssg(corpus, folder, executable, usable_cores())
    call = (sys.executable, "-m", "ssg")
    ours = replace(ours, command=(*call, *ours.command[1:]))
    style = ours.site / "themes" / "bench" / "templates" / "css" / "base.css"
    command = (*call, "preview", "--site", str(ours.site), "--quiet")
    servers = [Server("ssg preview", ours, command, style, uses_builds=True)]
    for number, (name, options) in enumerate(HUGO_WAYS.items()):
        program = prepare_hugo(corpus, folder / str(number))
        hugo = (str(find_hugo()), "server", "--source", str(program.site), "--noBuildLock")
        style = program.site / "assets" / "style.css"
        servers.append(Server(name, program, (*hugo, *options), style))
    return servers


def print_figures(servers: Sequence[Server], measured: Sequence[Figures], size: int) -> None:
    """Print a line for each thing measured: medians, and the ratio to Hugo as it comes."""
    print(f"\n### {size:,} posts\n")
    print(f"| | {' | '.join(server.name for server in servers)} | ratio |")
    print(f"|---|{'---:|' * (len(servers) + 1)}")
    for name in measured[0]:
        rows = [(name, [median(figures[name]) for figures in measured])]
        if name.startswith(SAVES):
            rows += [(f"{name}, p95", [quantiles(f[name], n=20)[-1] for f in measured])]
        for label, values in rows:
            form = ".2f" if label.endswith(", s") else ",.0f"
            cells = " | ".join(format(value, form) for value in values)
            ratio = f"{values[0] / values[1]:.2f}" if len(values) > 1 else ""
            print(f"| {label} | {cells} | {ratio} |", flush=True)


def run_size(size: int, options: argparse.Namespace, folder: Path) -> None:
    """Measure one size, the servers in turn."""
    corpus = invent_corpus(size)
    servers = make_servers(corpus, folder)[: 1 + options.ways]
    measured = []
    with open_eyes(options.chromium) as eyes:
        for server in servers:
            figures = Figures(list)
            for _ in range(options.rounds):
                measure_starts(server, eyes, figures)
            measure_edits(server, corpus, eyes, figures, options.saves)
            measured.append(figures)
            print(f"{size} posts, {server.name}: done", file=sys.stderr, flush=True)
    print_figures(servers, measured, size)


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.preview", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often each is started")
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--ways", type=int, default=len(HUGO_WAYS), help="of Hugo's, so many")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    return parser.parse_args()


def main() -> None:
    """Measure every size, each in a folder of its own that is then removed."""
    options = parse_options()
    print(f"{describe_machine([f'Hugo {hugo_version()}'])}, medians of {options.rounds} rounds.")
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="ssg-benchmark-") as folder:
            run_size(size, options, Path(folder))


if __name__ == "__main__":
    main()
