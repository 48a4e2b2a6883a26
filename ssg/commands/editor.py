"""The author's own editor: to wait for, or beside the browser."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ssg.commands.failures import UsageError, WorldError
from ssg.preview.refused import RefusedError

_VARIABLES = ("VISUAL", "EDITOR")
_At = Callable[[str, int], list[str]]
"""The arguments that open a file at a line."""


def _file_colon_line(file: str, line: int) -> list[str]:
    return [f"{file}:{line}"]


def _plus_line(file: str, line: int) -> list[str]:
    return [f"+{line}", file]


_WINDOWED: Mapping[str, _At] = {
    **dict.fromkeys(
        ("code", "codium", "vscodium", "cursor", "windsurf", "code-insiders"),
        lambda file, line: ["--goto", f"{file}:{line}"],
    ),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "atom", "pulsar"), _file_colon_line),
    **dict.fromkeys(("gedit", "gnome-text-editor", "xed", "pluma", "gvim", "mvim"), _plus_line),
    **dict.fromkeys(("kate", "kwrite", "mate"), lambda file, line: ["--line", str(line), file]),
    "emacsclient": lambda file, line: ["--no-wait", f"+{line}", file],
    "mousepad": lambda file, line: [f"--line={line}", file],
    "notepad++": lambda file, line: [f"-n{line}", file],
    "notepad": lambda file, _: [file],
    "typora": lambda file, _: [file],
}
"""Editors with a window of their own, by the name of the program; others need a terminal."""


def edit_and_wait(file: Path) -> None:
    """Open `file` in $VISUAL or $EDITOR and wait until it is closed.

    Raises UsageError where none is named, WorldError where it fails.
    """
    words = next(filter(None, map(_words_of, _VARIABLES)), None)
    if not words:
        message = f"there is no editor to open {file} with"
        raise UsageError(
            message, "set EDITOR to the name of your editor, or open the file yourself"
        )
    program = shutil.which(words[0])
    if program is None:
        message = f"the editor {words[0]!r} was not found"
        raise WorldError(message, f"set EDITOR to another one; {file} has been written")
    # The user's own choice of program, run as the user.
    done = subprocess.run([program, *words[1:], str(file)], check=False)  # noqa: S603
    if done.returncode:
        message = f"the editor {words[0]!r} ended with code {done.returncode}"
        raise WorldError(message, f"{file} has been written")


def open_beside(file: Path, line: int) -> None:
    """Open `file` at `line` in a window of its own, without waiting for it.

    That is $VISUAL or $EDITOR where it has windows, else whatever this desktop opens such files
    with. Raises RefusedError where there is neither.
    """
    for words in map(_words_of, _VARIABLES):
        name = Path(words[0]).stem.lower() if words else ""
        program = shutil.which(words[0]) if name in _WINDOWED else None
        if program:
            _start([program, *words[1:], *_WINDOWED[name](str(file.absolute()), line)])
            return
    if sys.platform == "win32":
        try:
            os.startfile(file)  # noqa: S606 - the user's own file, with the user's own program
        except OSError as error:
            message = f"no program opens {file.name}"
            raise RefusedError(message, error.strerror or str(error)) from error
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_desktop = any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if opener is None or (sys.platform != "darwin" and not has_desktop):
        message = "there is no editor here that a browser could open"
        raise RefusedError(message, "set VISUAL to one with a window of its own, such as code")
    _start([opener, str(file.absolute())])


def _words_of(variable: str) -> list[str]:
    """Return the command that a variable names, with its arguments."""
    named = os.environ.get(variable, "")
    try:
        return shlex.split(named, posix=os.name != "nt")
    except ValueError:  # A quote without its other half.
        return named.split()


def _start(command: list[str]) -> None:
    try:
        subprocess.Popen(  # noqa: S603 - the user's own choice of program, run as the user
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        message = f"{command[0]} could not be started"
        raise RefusedError(message, error.strerror or str(error)) from error
