"""Files that are published as they are, and at which address."""

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.source import FileRef
from ssg.text.addresses import folder_of

MEDIA, STATIC = "content/media/", "content/static/"
ENTRIES = ("content/posts/", "content/pages/")


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
    """Report a file among the posts or pages that belongs to no bundle and is shown nowhere.

    `bundles` are the folders of all bundles, hidden ones included.
    """
    folders = frozenset(bundles)
    for path in sorted(files):
        if path in published or not path.startswith(ENTRIES) or path.endswith(".md"):
            continue
        if not _bundle_of(path, folders):
            yield Diagnostic(
                path, 0, 0, Level.WARNING, "unpublished-file",
                "this file is not published: it lies beside posts but in no bundle",
                "move it to content/media/, or put the post in a folder of its own as `index.md`"
                " with this file beside it",
            )  # fmt: skip


def _bundle_of(path: str, bundles: Container[str]) -> str:
    folder = posixpath.dirname(path)
    while folder.count("/") >= 2:  # noqa: PLR2004 - "content/posts/x" is the shallowest bundle
        if folder in bundles:
            return folder
        folder = posixpath.dirname(folder)
    return ""
