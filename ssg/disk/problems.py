"""What can be wrong with a file before anyone has looked into it."""

from ssg.model.diagnostic import Diagnostic, Level


def outside(path: str) -> Diagnostic:
    """Tell that a link leads out of the site."""
    return _error(
        path,
        "outside-the-site",
        "this is a link to a place outside the site's folder, which a build never reads",
        "copy the file or folder to this place instead of linking to it",
    )


def unreadable(path: str, error: OSError) -> Diagnostic:
    """Tell that the system does not let us read a file or folder."""
    return _error(
        path,
        "unreadable-file",
        f"it cannot be read: {error.strerror or error}",
        "allow your user to read it, or move it out of the site",
    )


def special(path: str) -> Diagnostic:
    """Tell that something is neither file nor folder."""
    return _error(
        path,
        "special-file",
        "this is neither a file nor a folder (perhaps a pipe, or a link to nothing)",
        "remove it",
    )


def loop(path: str) -> Diagnostic:
    """Tell that a link leads to a folder that it lies in."""
    return _error(
        path,
        "link-loop",
        "this link leads to a folder that it lies in, so its files would never end",
        "remove the link",
    )


def same_name(path: str) -> Diagnostic:
    """Tell that two names differ only in how their accents are stored."""
    return _error(
        path,
        "same-name",
        "there are two files of this name, which differ only in how their accents are stored",
        "rename one of them",
    )


def _error(path: str, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 0, 0, Level.ERROR, rule, message, fix)
