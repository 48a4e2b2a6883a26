"""What ssh, rsync and a server's own programs complain of, in words that a writer understands."""

import re

from ssg.deploy.failures import DeployError, TransientError
from ssg.model.record import dataclass

UNCLEAN = "ssg: the shell speaks first"
"""Stands for output of the server's shell before that of our command."""


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What a complaint means; `{login}`, `{host}`, `{folder}` and `{ssh}` are filled in."""

    pattern: re.Pattern[str]
    message: str
    fix: str
    passes: bool = False


def _complaint(pattern: str, message: str, fix: str, *, passes: bool = False) -> _Complaint:
    return _Complaint(re.compile(pattern, re.IGNORECASE), message, fix, passes)


# The first that fits counts: what is certain before what may mean several things.
_COMPLAINTS = (
    _complaint(
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server {host} shows another key than it did before: it was set up anew, or somebody"
        " stands between you and it",
        "ask its provider whether the key has changed; if so, remove the old one"
        " (`ssh-keygen -R {host}`) and run `{ssh}` once",
    ),
    _complaint(
        r"host key verification failed",
        "the key of the server {host} is not known to this computer",
        "run `{ssh}` once, compare the fingerprint with the one your provider names, and say yes",
    ),
    _complaint(
        r"permission denied \(|too many authentication failures|no more auth\w+ methods",
        "the server {host} lets nobody in with the keys that this computer offered",
        "see that `{ssh}` gets in without a question: the public key has to be on the server"
        " (`ssh-copy-id {login}`), and a key with a passphrase in the agent (`ssh-add`);"
        " `identity:` at the target names another key",
    ),
    _complaint(
        r"could not resolve hostname|name or service not known|nodename nor servname",
        "there is no server called {host}, or this computer is not connected",
        "look for a slip in `to:`, and try whether a web page opens",
    ),
    _complaint(
        r"no space left|disk quota exceeded|file ?system (?:is )?full",
        "the disk of the server is full, or what your provider allows you is used up",
        "make room there (old releases lie in `releases/`), then deploy again",
    ),
    _complaint(
        r"sftp connections only|account is currently not available|shell access|must be a tty",
        "the server {host} allows no commands",
        "write `type: sftp` instead of `type: rsync`",
    ),
    _complaint(
        r"rsync: (?:command )?not found|rsync: no such file|unknown command.*rsync",
        "the server {host} has no program rsync",
        "have it installed there, or write `type: sftp` instead of `type: rsync`",
    ),
    _complaint(
        rf"is your shell clean|protocol version mismatch|{UNCLEAN}",
        "the server's shell prints something before our commands run",
        "remove what prints from `.bashrc` (or `.zshenv`, `.cshrc`) on the server",
    ),
    _complaint(
        r"permission denied|read-only file system|operation not permitted",
        "your user may not write in {folder} on the server {host}",
        "have the folder given to your user there (`sudo mkdir -p {folder} && sudo chown $USER"
        " {folder}`), or name another one in `to:`",
    ),
    _complaint(
        r"connection refused",
        "the server {host} does not answer there",
        "see whether it runs, and whether `port:` is right",
        passes=True,
    ),
    _complaint(
        r"timed? ?out|no route to host|network is unreachable",
        "the server {host} does not answer",
        "see that this computer is connected and `to:` right, then deploy again",
        passes=True,
    ),
)

_CUT = "the connection to the server {host} was cut"
_AGAIN = "deploy again: it goes on from there"


def explain(said: str, login: str, folder: str, port: int | None = None) -> DeployError | None:
    """Return what `said` by ssh, rsync or the server means; None where we do not know."""
    for complaint in _COMPLAINTS:
        if complaint.pattern.search(said):
            kind = TransientError if complaint.passes else DeployError
            words = _words(login, folder, port)
            return kind(complaint.message.format(**words), complaint.fix.format(**words))
    return None


def explain_cut(login: str) -> TransientError:
    """Return the error for a connection that ended without a word."""
    return TransientError(_CUT.format(**_words(login, "", None)), _AGAIN)


def last_line(said: str) -> str:
    """Return the last line of `said` that says something."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith("rsync error:")]
    return (telling or lines or [""])[-1]


def _words(login: str, folder: str, port: int | None) -> dict[str, str]:
    ssh = f"ssh -p {port} {login}" if port else f"ssh {login}"
    host = login.rpartition("@")[2]
    return {"login": login, "host": host, "folder": folder, "ssh": ssh}
