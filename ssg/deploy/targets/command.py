"""The writer's own command as a target: whatever a host wants to be told by its own program."""

import codecs
import collections
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from ssg.deploy.failures import UNREADABLE, CannotRollBackError, DeployError
from ssg.deploy.model import Found, Keys, Progress, ReleaseFile, Remote, Shipment, Workplace
from ssg.deploy.record import read_record, write_record

_LAST_LINES = 5
_SECONDS_TO_END = 10.0
_IS_WINDOWS = os.name == "nt"
_WRANGLER = re.compile(r"\bwrangler\b.*\bpages\b")
_WRANGLER_FILES = 20_000
_WRANGLER_SIZE = 25 * 1024**2


class OwnCommand:
    """A command that carries the whole release wherever it wants (`Target`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Run what `keys` say, in the folder of the site."""
        self._run = str(keys["run"])
        self._work = work

    def look(self) -> Remote:
        """Return what the last command that ended well was given: nobody can be asked."""
        try:
            record = read_record(self._record_file.read_bytes())
            sizes = json.loads(self._sizes_file.read_bytes())
            found = {path: Found(int(size)) for path, size in sizes.items()}
        except (FileNotFoundError, *UNREADABLE):
            record, found = None, {}
        if record is None:
            return Remote(None, {})
        return Remote(record, found, record.release)

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Run the command. Raises DeployError with its last lines when it ends with an error."""
        folder = str(shipment.folder.absolute())
        command = self._run.replace("{output}", quoted(folder))
        environment = {**os.environ, **self._work.environment, "SSG_OUTPUT": folder}
        code, last = _run_shown(command, self._work.site, environment)
        if code:
            said = f": {' / '.join(last)}" if last else ""
            message = f"the command ended with the code {code}{said}"
            raise DeployError(message, "run it by hand; `run:` in site.yaml holds it")
        sizes = {file.path: file.size for file in shipment.files.values()}
        self._sizes_file.write_text(json.dumps(sizes), encoding="utf-8")
        self._record_file.write_bytes(write_record(shipment.record))
        progress(len(shipment.uploads))

    def roll_back(self) -> str:
        """Raise CannotRollBackError: only the host knows what it showed before."""
        message = "a command of your own cannot be taken back"
        fix = "return to the deploy before on the host's own pages, or deploy an older site"
        raise CannotRollBackError(message, fix)

    @property
    def _record_file(self) -> Path:
        return self._work.private / "command-record.json"

    @property
    def _sizes_file(self) -> Path:
        return self._work.private / "command-files.json"


def quoted(folder: str) -> str:
    """Return the name of a folder as one word for the shell of this system."""
    if not _IS_WINDOWS:
        return shlex.quote(folder)
    # A name of a file holds no quotation mark there; a percent sign would name a variable.
    return '"' + folder.replace("%", '"^%"') + '"'


def limit_problem(keys: Keys, files: Mapping[str, ReleaseFile]) -> tuple[str, str] | None:
    """Return which limit of Cloudflare Pages `files` go beyond, and what can be done.

    None for none, and for every command but wrangler's. Source:
    developers.cloudflare.com/pages/platform/limits.
    """
    if not _WRANGLER.search(str(keys.get("run", ""))):
        return None
    if len(files) > _WRANGLER_FILES:
        message = f"the site has {len(files):,} files, and Cloudflare Pages takes 20,000"
        return message, "keep pictures on another host, or publish the site elsewhere"
    largest = max(files.values(), key=lambda file: file.size, default=None)
    if largest is None or largest.size <= _WRANGLER_SIZE:
        return None
    size = -(-largest.size // 1024**2)
    message = f"{largest.path} has {size:,} MB, and Cloudflare Pages takes 25 MB"
    return message, "make the file smaller, or keep it on another host and link to it"


def _run_shown(
    command: str, folder: Path, environment: Mapping[str, str]
) -> tuple[int, tuple[str, ...]]:
    """Run a command, show what it prints as it comes, and return its code and its last lines."""
    last: collections.deque[str] = collections.deque(maxlen=_LAST_LINES)
    child = None
    # Ctrl-C may come at any moment, also while the command starts.
    try:
        child = subprocess.Popen(  # noqa: S602 - a line for the shell is what the writer wrote
            command,
            shell=True,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=not _IS_WINDOWS,
        )
        assert child.stdout is not None  # noqa: S101 - it is a pipe, as was asked for
        reader = threading.Thread(target=_pass_on, args=(child.stdout, last), daemon=True)
        reader.start()
        code = child.wait()
    except BaseException:
        if child is not None:
            _end(child)
        raise
    # What the command left running in the background may hold its output open for ever.
    reader.join(_SECONDS_TO_END)
    return code, tuple(last)


def _pass_on(output: IO[bytes], last: collections.deque[str]) -> None:
    line = b""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with output:
        while content := os.read(output.fileno(), 65_536):
            sys.stderr.write(decoder.decode(content))
            sys.stderr.flush()
            *lines, line = (line + content).replace(b"\r", b"\n").split(b"\n")
            last.extend(filter(None, map(_plain, lines)))
    if words := _plain(line):
        last.append(words)


def _plain(line: bytes) -> str:
    """Return a line without colours."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line.decode(errors="replace")).strip()


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the command and what it started: politely, then not."""
    for sign in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        try:
            if _IS_WINDOWS:
                child.terminate()
            else:
                os.killpg(child.pid, sign)
            child.wait(_SECONDS_TO_END / 5)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            pass
        return
