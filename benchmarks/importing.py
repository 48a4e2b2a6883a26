"""`make bench-import`: how fast, and in how much memory, an old blog is imported."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.old_blog import write_export
from ssg.commands.workers import workers
from ssg.importers.conversion import TextTask, convert_texts
from ssg.importers.reading.export import read_export
from ssg.importers.wordpress_text.values import Attachment, TextContext
from ssg.model.export import OldComment, OldEntry
from ssg.work import spread

MEGABYTE = 1_000_000
CHUNK = 1 << 16
READING_MEGABYTES = 300
READING_ITEMS = 1_000
CONVERTED_POSTS = 200
"""What is promised: memory of reading a gigabyte, items read and posts converted a second."""

READ = """
import sys
from benchmarks.importing import counted_reading
counted_reading(sys.argv[1])
"""


def chunks_of(file: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, a little at a time."""
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def counted_reading(file: str) -> tuple[int, int]:
    """Return how many items and comments there are, when the file is read to its end."""
    items = comments = 0
    for read in read_export(chunks_of(Path(file))):
        if isinstance(read, OldEntry):
            items += 1
            comments += len(read.comments)
        items += isinstance(read, OldComment)
    return items, comments


def print_reading(file: Path) -> None:
    """Measure reading alone: in this process for the counts, in one of its own for the memory."""
    items, comments = counted_reading(str(file))
    sample = measure((sys.executable, "-c", READ, str(file)), file.parent / "none", {})
    a_second = items / sample.cpu_seconds
    print(
        f"| reading alone | {file.stat().st_size / MEGABYTE:,.0f} MB | {items:,} items with ",
        end="",
    )
    print(
        f"{comments:,} comments | {sample.wall_seconds:.1f} | {sample.cpu_seconds:.1f} | ", end=""
    )
    print(f"{a_second:,.0f} items | {sample.peak_megabytes:.0f} MB |")


def print_converting(file: Path, posts: int, jobs: int) -> None:
    """Measure converting alone, of the first posts of an export."""
    entries = (one for one in read_export(chunks_of(file)) if isinstance(one, OldEntry))
    tasks = [_task(one) for one in islice((one for one in entries if one.kind == "post"), posts)]
    start, before = time.perf_counter(), sum(os.times()[:4])
    with workers(jobs) as staff:
        made = sum(bool(text.markdown) for text in spread(convert_texts, tasks, len(tasks), staff))
        seconds = time.perf_counter() - start
    # The times of workers count when they have ended. On a busy machine these tell more.
    cpu = sum(os.times()[:4]) - before
    if made != len(tasks):
        sys.exit(f"{len(tasks) - made} posts became nothing")
    size = sum(len(task.content) for task in tasks) / MEGABYTE
    print(f"| converting alone, {jobs} jobs | {size:,.0f} MB of bodies | {made:,} posts | ", end="")
    print(f"{seconds:.1f} | {cpu:.1f} | {made / seconds:,.0f} posts | |")


def _task(entry: OldEntry) -> TextTask:
    number = int(entry.id) - 1
    picture = Attachment(number, "https://old.example/a.jpg", "A picture", "A picture", "")
    return TextTask(entry.content, entry.format, "en", TextContext(attachments={number: picture}))


def print_import(file: Path, posts: int, jobs: int) -> None:
    """Measure `ssg import` and, on the same site, once more."""
    site = Path(tempfile.mkdtemp(prefix="ssg-bench-", dir=file.parent))
    options = ("--site", str(site), "--jobs", str(jobs))
    command = (sys.executable, "-m", "ssg", "import", "wordpress", str(file), *options)
    for what in ("the whole import", "the same import again"):
        sample = measure(command, site, {})
        print(f"| {what}, {jobs} jobs | {file.stat().st_size / MEGABYTE:,.0f} MB | ", end="")
        print(f"{posts:,} posts, {sample.written:,} files written | ", end="")
        print(f"{sample.wall_seconds:.1f} | {sample.cpu_seconds:.1f} | ", end="")
        print(f"{posts / sample.wall_seconds:,.0f} posts | {sample.peak_megabytes:.0f} MB |")


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(prog="make bench-import")
    arguments.add_argument("--megabytes", type=int, default=1_000, help="size of the export read")
    arguments.add_argument("--converted", type=int, default=2_000, help="posts converted alone")
    arguments.add_argument("--posts", type=int, default=5_000, help="posts of the whole import")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument(
        "--whole", action="store_true", help="import the large export whole as well"
    )
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="ssg-bench-") as name:
        folder = Path(name)
        large = write_export(folder / "large.xml", size=chosen.megabytes * MEGABYTE)
        small = write_export(folder / "small.xml", posts=chosen.posts)
        print("| what | export | what is in it | seconds | CPU seconds | a second | memory |")
        print("|---|---|---|---|---|---|---|")
        print_reading(large)
        print_converting(small, chosen.converted, chosen.jobs)
        print_import(small, chosen.posts, chosen.jobs)
        if chosen.whole:
            print_import(large, _posts_in(large), chosen.jobs)
    print(f"\nPromised: over {READING_ITEMS:,} items a second in {READING_MEGABYTES} MB, ", end="")
    print(f"{CONVERTED_POSTS} posts a second with two jobs.")


def _posts_in(file: Path) -> int:
    entries = (one for one in read_export(chunks_of(file)) if isinstance(one, OldEntry))
    return sum(one.kind == "post" for one in entries)


if __name__ == "__main__":
    main()
