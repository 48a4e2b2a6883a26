"""A real Isso on this computer, with comments that wait until they are approved."""

import http.client
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.ports import free_port

CONFIGURATION = """\
[general]
dbpath = {database}
host = {site}
[moderation]
enabled = true
[server]
listen = {server}/
[guard]
ratelimit = 100
reply-to-self = true
[markup]
renderer = mistune
"""
PATIENCE = 30


@dataclass(frozen=True)
class Isso:
    """A running Isso: its address, and the file of its database."""

    server: str
    database: Path

    def change(self, statement: str, *values: object) -> None:
        """Change the database, as its moderator does with a link."""
        with closing(sqlite3.connect(self.database)) as database:
            database.execute(statement, values)
            database.commit()

    def approve_all(self) -> None:
        """Let readers see what waits."""
        self.change("UPDATE comments SET mode = 1 WHERE mode = 2")


@contextmanager
def running_isso(folder: Path, site: str) -> Iterator[Isso]:
    """Start Isso for the site at the address `site`; it ends with the block."""
    server = f"http://127.0.0.1:{free_port()}"
    found = Isso(server, folder / "comments.db")
    configuration = folder / "isso.cfg"
    text = CONFIGURATION.format(database=found.database, site=site, server=server)
    configuration.write_text(text, "utf-8")
    program = Path(sys.executable).parent / "isso"
    command = [str(program), "-c", str(configuration), "run"]
    with (
        (folder / "isso.log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as process,
    ):
        try:
            await_answer(f"{server}/config", process)
            yield found
        finally:
            process.terminate()


def await_answer(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers."""
    place = urlsplit(url)
    for _ in range(PATIENCE * 20):
        assert process.poll() is None, "Isso ended at once"
        try:
            with closing(http.client.HTTPConnection(place.netloc, timeout=5)) as connection:
                connection.request("GET", place.path)
                connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)
