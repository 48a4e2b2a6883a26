"""What git and ssh say when they fail, in words that a writer understands."""

import re
from typing import NamedTuple

from ssg.deploy.failures import DeployError, DeployLockedError, TransientError

GIT_MISSING = (
    "the program git is not installed",
    "install it from https://git-scm.com/downloads, and try again",
)
_USER_INFO = re.compile(r"(?<=://)[^/@\s]+@")
_SHOWN_LINES = 5


class NoBranchError(DeployError):
    """The repository has no such branch yet."""


class BrokenCacheError(DeployError):
    """The repository on this machine, which is a cache, is not whole."""


class UnknownFailureError(DeployError):
    """Git failed for a reason that nobody foresaw."""


class _Cause(NamedTuple):
    """A regular expression for what git says, and what we say; `{}` is the repository's address."""

    sign: str
    kind: type[DeployError]
    message: str
    fix: str


# The first that is found counts: what is told at the end of everything ("Could not read from
# remote repository") comes last.
_CAUSES = (
    _Cause(r"couldn't find remote ref", NoBranchError, "{} has no such branch", ""),
    _Cause(
        r"object file \S+ is empty|loose object|is corrupt|bad object|not a git repository:"
        r"|missing (?:blob|tree)|invalid sha1 pointer|unable to read tree|does not match index",
        BrokenCacheError,
        "the copy of {} on this machine is not whole",
        "remove the cache of the site, and deploy again",
    ),
    _Cause(
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        DeployError,
        "the server of {} has another key than the last time",
        "it may be another machine that only says it is this one; compare the key with what the"
        " host publishes, and if it is right, remove the old one with `ssh-keygen -R` and the"
        " host's name",
    ),
    _Cause(
        r"Host key verification failed|No \S+ host key is known",
        DeployError,
        "this machine does not know the server of {} yet",
        "run `ssh -T` with the part of the address before the colon once, compare the key with"
        " what the host publishes, and answer yes",
    ),
    _Cause(
        r"marked as read.only|Write access to repository not granted|Permission to \S+ denied"
        r"|not allowed to push|does not have push access",
        DeployError,
        "you may read {}, but not write into it",
        "ask its owner for the right to write; a deploy key needs `allow write access`",
    ),
    _Cause(
        r"Permission denied \(|Too many authentication failures|Load key \S+:",
        DeployError,
        "the server of {} does not accept your ssh key",
        "add your public key to your account there, and see that `ssh -T` with the part of the"
        " address before the colon greets you; a key with a passphrase needs `ssh-add` first",
    ),
    _Cause(
        r"Authentication failed|could not read (?:Username|Password)|terminal prompts disabled"
        r"|returned error: 40[13]|Access denied|Invalid username or",
        DeployError,
        "{} wants a name and a password, and git knows none that is right",
        "push to any repository there by hand once, so that git keeps them, or take the address"
        " that begins with `git@`, which needs an ssh key only",
    ),
    _Cause(
        r"[Rr]epository '?[^\n]*not found|Repository not found|could not be found"
        r"|does not appear to be a git repository|returned error: 404"
        r"|(?:repository|project) \S*does not exist",
        DeployError,
        "there is no repository {}, or you may not see it",
        "make it at the host first, or put the address in `to:` right",
    ),
    _Cause(
        r"GH001|exceeds \S+ file size limit|larger than|file size limit",
        DeployError,
        "{} does not take files of this size",
        "make the file smaller, or keep it on another host and link to it",
    ),
    _Cause(
        r"No space left|[Qq]uota|over the size limit|maximum (?:pack|repository) size",
        DeployError,
        "{} or this machine has no room left",
        "make room there; the history of a branch can be begun anew at the host",
    ),
    _Cause(
        r"stale info|fetch first|non-fast-forward|cannot lock ref|reference already exists"
        r"|incorrect old value|failed to update ref",
        DeployLockedError,
        "another deploy to {} came first",
        "deploy again: what the other one brought is then compared",
    ),
    _Cause(
        r"protected branch|GH006|GH013|hook declined|remote rejected|pre-receive",
        DeployError,
        "{} takes nothing into this branch",
        "allow pushes to it in the settings of the repository (it may be protected), or name"
        " another `branch:`",
    ),
    _Cause(
        r"Could not resolve host|Temporary failure in name resolution|Name or service not known",
        TransientError,
        "the server of {} cannot be found from here",
        "see that this machine is connected to the internet and that the address is right",
    ),
    _Cause(
        r"Connection (?:to \S+ )?(?:timed out|refused|reset|closed)|banner exchange"
        r"|ssh_dispatch_run_fatal|send disconnect|packet_write_wait"
        r"|[Nn]etwork is unreachable|No route to host"
        r"|hung up unexpectedly|early EOF|RPC failed|unexpected disconnect|Broken pipe"
        r"|returned error: (?:429|5\d\d)|kex_exchange_identification|Operation timed out|timed out"
        r"|Empty reply|[Ll]ost connection|Failed to connect|Couldn't connect|Recv failure"
        r"|Operation too slow|unpack-objects abnormal exit|index-pack abnormal exit|TLS connection",
        TransientError,
        "the connection to {} was cut",
        "deploy again; readers still see the site as it was",
    ),
)


def explain(output: bytes, complaint: bytes, address: str) -> DeployError:
    """Return what the output of a git that failed means."""
    words = "\n".join(part.decode(errors="replace") for part in (output, complaint))
    words = without_passwords(words).strip()
    shown = without_passwords(address)
    for sign, kind, message, fix in _CAUSES:
        if re.search(sign, words):
            said = _of_the_server(words) if kind is DeployError else ""
            return kind(message.format(shown) + said, fix)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    last = " / ".join(lines[-_SHOWN_LINES:]) or "it said nothing"
    return UnknownFailureError(f"git failed: {last}", "try the same with git in a terminal")


def _of_the_server(words: str) -> str:
    """Return what the host itself said, which is often the best that can be said."""
    lines = [line[7:].strip() for line in words.splitlines() if line.startswith("remote:")]
    said = " ".join(line for line in lines if line.strip("=- "))[:300]
    return f" ({said})" if said else ""


def without_passwords(words: str) -> str:
    """Return `words` without what stands before the @ of an address."""
    return _USER_INFO.sub("", words)
