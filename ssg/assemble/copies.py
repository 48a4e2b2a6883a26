"""Files that are published as they are, and at which address."""

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.source import FileRef
from ssg.text.addresses import folder_of
from ssg.text.nearest import did_you_mean

MEDIA, STATIC = "content/media/", "content/static/"
ENTRIES = ("content/posts/", "content/pages/")
RECORDS = ("content/authors/", "content/comments/", "content/cards/")
LISTS = ("content/categories.yaml", "content/tags.yaml", "content/redirects.yaml")
_TEXTS = frozenset({"txt", "md", "markdown", "mdown", "mkd", "doc", "docx", "rtf", "odt", "html"})


def published_files(
    files: Mapping[str, FileRef], bundle_addresses: Mapping[str, str]
) -> dict[str, str]:
    """Return source path -> output path of every file that is copied.

    `bundle_addresses` maps the folder of each bundle that is built to its permalink.
    """
    published: dict[str, str] = {}
    for path in sorted(files):
        if path.startswith(MEDIA):
            published[path] = "media/" + path.removeprefix(MEDIA)
        elif path.startswith(STATIC):
            published[path] = path.removeprefix(STATIC)
        elif path.startswith(ENTRIES) and not path.endswith(".md"):
            bundle = _bundle_of(path, bundle_addresses)
            if bundle:
                inside = path.removeprefix(bundle + "/")
                published[path] = folder_of(bundle_addresses[bundle]) + inside
    return published


def bundle_folder(source: str) -> str:
    """Return the folder of a bundle's `index.md`, or "" for a plain file."""
    folder, name = posixpath.split(source)
    return folder if name == "index.md" and folder + "/" not in ENTRIES else ""


def check_unpublished(
    files: Mapping[str, FileRef], published: Mapping[str, str], bundles: Iterable[str]
) -> Iterator[Diagnostic]:
    """Report files below content/ that nobody reads or shows.

    `bundles` are the folders of all bundles, hidden ones included.
    """
    folders = frozenset(bundles)
    strangers: dict[str, list[str]] = {}
    for path in sorted(files):
        if path in published or not path.startswith("content/"):
            continue
        if path.startswith(ENTRIES):
            if not path.endswith(".md") and not _bundle_of(path, folders):
                yield _unpublished(path)
        elif not path.startswith(RECORDS) and path not in LISTS:
            top = "/".join(path.split("/")[:2])
            strangers.setdefault(top, []).append(path)
    for top, paths in strangers.items():
        yield _unread(top, paths)


def _unpublished(path: str) -> Diagnostic:
    stem, _, suffix = path.rpartition(".")
    if suffix.lower() in _TEXTS:
        message = f"this file is not read: posts and pages end in .md, not in .{suffix}"
        name = posixpath.basename(stem)
        bare, _, ending = name.rpartition(".")  # Some editors put `.txt` behind any name.
        name = bare if bare and ending.lower() in _TEXTS else name
        fix = f"save it as plain text under the name {name}.md"
    else:
        message = "this file is not published: it lies beside posts but belongs to none"
        fix = (
            "move it to content/media/ and write /media/…, or give the post a folder of its own:"
            " the post as index.md and this file beside it"
        )
    return Diagnostic(path, 0, 0, Level.WARNING, "unpublished-file", message, fix)


def _unread(top: str, paths: Sequence[str]) -> Diagnostic:
    name = top.removeprefix("content/")
    known = did_you_mean(name, (folder.split("/")[1] for folder in (*ENTRIES, *RECORDS, MEDIA)))
    if paths == [top]:
        message = f"this file is not read: it lies in no folder that is{known}"
    else:
        count = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        message = f"the folder {top}/ is not read ({posixpath.basename(paths[0])}{count}){known}"
    return Diagnostic(
        top, 0, 0, Level.WARNING, "unread-file", message,
        "posts belong into content/posts/, pages into content/pages/, pictures into content/media/",
    )  # fmt: skip


def _bundle_of(path: str, bundles: Container[str]) -> str:
    folder = posixpath.dirname(path)
    while folder.count("/") >= 2:  # noqa: PLR2004 - "content/posts/x" is the shallowest bundle
        if folder in bundles:
            return folder
        folder = posixpath.dirname(folder)
    return ""
