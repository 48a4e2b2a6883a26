"""What a folder's git repository tells without git: where it begins, and which branch it is on."""

from pathlib import Path


def root_of_repository(folder: Path) -> Path | None:
    """Return the root of the repository that `folder` is in, or None."""
    folder = folder.resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def branch_of(root: Path) -> str:
    """Return the branch that the repository at `root` is on, or "" where that is not to be seen."""
    git = root / ".git"
    try:
        if git.is_file():
            # A worktree: the file names the folder that would be here.
            named = git.read_text("utf-8").partition("gitdir:")[2].strip()
            git = root / named
        head = (git / "HEAD").read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""
    return head.removeprefix("ref: refs/heads/") if head.startswith("ref: refs/heads/") else ""
