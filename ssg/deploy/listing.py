"""A deploy file by file: `+` is new, `~` changes, `-` goes."""

from collections.abc import Iterator, Sequence

from ssg.deploy.model import Difference
from ssg.text.counting import counted, in_bytes


def lines_of(difference: Difference, most: int | None) -> list[str]:
    """Return a line for each file that is sent or deleted, at most `most`, and their sum."""
    marked = list(_marked(difference))
    shown = marked if most is None else marked[:most]
    more = [f"  … and {len(marked) - len(shown):,} more"] if len(marked) > len(shown) else []
    return [*shown, *more, summary_of(difference)]


def summary_of(difference: Difference) -> str:
    """Return "12 files to send (340 kB), 1 file to delete, 1,203 files as they are"."""
    return _parts(difference, "to send", "to delete", "as they are")


def deed_of(difference: Difference) -> str:
    """Return "12 files sent (340 kB), 1 file deleted"."""
    return _parts(difference, "sent", "deleted")


def _parts(difference: Difference, sent: str, deleted: str, left: str = "") -> str:
    uploads = difference.uploads
    size = in_bytes(sum(file.size for file in uploads))
    counts = [
        (len(uploads), f"{sent} ({size})"),
        (len(difference.deleted), deleted),
        (len(difference.unchanged) if left else 0, left),
    ]
    return ", ".join(f"{counted(number, 'file')} {what}" for number, what in counts if number)


def named(paths: Sequence[str], most: int = 5) -> str:
    """Return some of `paths`, and how many more there are."""
    more = f" and {len(paths) - most:,} more" if len(paths) > most else ""
    return ", ".join(paths[:most]) + more


def _marked(difference: Difference) -> Iterator[str]:
    for mark, files in (("+", difference.new), ("~", difference.changed)):
        for file in sorted(files, key=lambda each: each.path):
            yield f"  {mark} {file.path}  {in_bytes(file.size)}"
    for path in difference.deleted:
        yield f"  - {path}"
