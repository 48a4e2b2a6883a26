"""Why a deploy is refused, as diagnostics: each says what is wrong and what to do or to allow."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ssg.deploy.headers.types import is_named_by_content
from ssg.deploy.listing import named
from ssg.deploy.model import OURS, Difference, Keys, ReleaseFile, Remote
from ssg.deploy.targets import command
from ssg.deploy.targets.git import hosts as git_hosts
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.parse.settings.secret_shapes import WHOLE_TOKEN

SWITCHABLE = frozenset({"deploy-credentials", "deploy-limit", "deploy-localhost", "deploy-url"})
"""The rules that site.yaml may switch off; each other refusal has an option that allows it once."""

_MOST_DELETED = 256
_MOST_DELETED_SHARE = 0.2
_HOME = "index.html"
_PLACEHOLDERS = re.compile(r"(?:www\.)?example\.(?:org|com|net)")
_LOCAL_HOST = re.compile(
    r"(?:[^/]+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]", re.IGNORECASE
)
_LOCAL_ADDRESS = re.compile(
    rb"""(?:href|src|action|content|url)\s*=\s*["']?https?://"""
    rb"""(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?=[:/"'?#\s>])[^"'\s>]*""",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(WHOLE_TOKEN.encode())
_SECRET_NAMES = re.compile(
    r"(?:.*/)?(?:\.env(?:\..*)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.npmrc|\.pypirc"
    r"|\.git-credentials|credentials|wp-config\.php|.*\.(?:pem|key|p12|pfx|kdbx))",
    re.IGNORECASE,
)
_LIMITS = {"git": git_hosts.limit_problem, "command": command.limit_problem}
_TEXTS = (".html", ".xml", ".json", ".txt", ".js", ".css", ".yaml", ".yml", ".toml", ".ini", ".php")
_MOST_READ = 4_000_000


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the author has said is meant: by options, and by rules switched off in site.yaml.

    Of those only `SWITCHABLE` ones count.
    """

    adopt: bool = False
    lost: bool = False
    deletes: bool = False
    rules_off: frozenset[str] = frozenset()


def refusals_of_site(
    settings: Settings,
    keys: Keys,
    files: Collection[ReleaseFile],
    uploads: Collection[ReleaseFile],
    sources: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Return all reasons not to publish the site, wherever to.

    `uploads` are what is new in it, `sources` the author's files by what was made from each.
    """
    wrong_url = list(_refuse_url(settings))
    yield from wrong_url
    yield from _refuse_nothing(files)
    yield from _refuse_for_kind(keys, settings, files)
    # Every page holds the address of the site: one word about it is enough.
    said = {problem.rule for problem in wrong_url}
    yield from (
        problem for problem in _refuse_contents(uploads, sources) if problem.rule not in said
    )


def refusals_of_change(
    difference: Difference, remote: Remote, lost: Sequence[str], allowed: Allowed
) -> Iterator[Diagnostic]:
    """Return all reasons not to change the target so."""
    found = [
        *(() if allowed.adopt else _refuse_strangers(remote)),
        *(() if allowed.lost else _refuse_losses(lost)),
        *(() if allowed.deletes else _refuse_deletes(difference)),
    ]
    yield from found


def refused(
    rule: str, message: str, fix: str, path: str = "", place: tuple[int, int] = (0, 0)
) -> Diagnostic:
    """Return a reason not to deploy."""
    return Diagnostic(path, *place, Level.ERROR, rule, message, fix)


def _refuse_url(settings: Settings) -> Iterator[Diagnostic]:
    host = re.sub(r"^https?://", "", settings.url).partition("/")[0]
    name = host.rpartition("@")[2]
    name = name if name.startswith("[") and name.endswith("]") else name.rpartition(":")[0] or name
    place = settings.place("url")
    if _LOCAL_HOST.fullmatch(name):
        message = f"`url` is {settings.url}, which only this computer can open"
        fix = "write the address that readers type, such as https://jane.example/"
        yield refused("deploy-localhost", message, fix, "site.yaml", place)
    elif _PLACEHOLDERS.fullmatch(name):
        message = f"`url` is still {settings.url}, the address of an example"
        fix = "write the address that readers will type: feeds and links are made from it"
        yield refused("deploy-url", message, fix, "site.yaml", place)


def _refuse_for_kind(
    keys: Keys, settings: Settings, files: Collection[ReleaseFile]
) -> Iterator[Diagnostic]:
    """Refuse what the kind of host at `keys` would not show, or not at this address."""
    by_path = {file.path: file for file in files}
    is_git = keys["type"] == "git"
    if is_git and (problem := git_hosts.expected_url_problem(keys, settings.url)):
        yield refused("deploy-url", *problem, "site.yaml", settings.place("url"))
    limit_problem = _LIMITS.get(str(keys["type"]))
    if limit_problem and (problem := limit_problem(keys, by_path)):
        yield refused("deploy-limit", *problem)


def _refuse_nothing(files: Iterable[ReleaseFile]) -> Iterator[Diagnostic]:
    if not any(file.path == _HOME and file.size for file in files):
        message = "the built site has no front page: there is nothing to publish"
        yield refused("deploy-empty", message, "write a post, and build again")


def _refuse_strangers(remote: Remote) -> Iterator[Diagnostic]:
    if remote.record is not None:
        return
    strangers = sorted(path for path in remote.found or {} if path not in OURS)
    if not strangers and not remote.has_strangers:
        return
    what = f" ({named(strangers, 3)})" if strangers else ""
    message = f"the target holds files that no deploy of ssg has put there{what}"
    fix = (
        "see that the address of the target is right; if it is, `--adopt` takes it over: files of"
        " the same names are replaced, all others stay"
    )
    yield refused("deploy-foreign", message, fix)


def _refuse_losses(lost: Sequence[str]) -> Iterator[Diagnostic]:
    for address in lost:
        message = (
            f"{address} would be gone, and has no redirect that this host follows: links to it"
            " would lead nowhere"
        )
        rule = f"- {{from: {address}, to: /other/}}"
        gone = f"- {{from: {address}, code: 410}}"
        fix = (
            f"add `aliases: [{address}]` to the post that took its place, or to"
            f" content/redirects.yaml `{rule}`, or `{gone}` if it is gone for good;"
            " `--allow-lost` deploys as it is"
        )
        yield refused("deploy-lost-address", message, fix)


def _refuse_deletes(difference: Difference) -> Iterator[Diagnostic]:
    # What is named by its content goes when it has changed: none of it is missed.
    lasting = [path for path in difference.deleted if not is_named_by_content(path)]
    deleted = len(lasting)
    before = len(difference.unchanged) + len(difference.changed) + len(difference.deleted)
    share = deleted / before if before else 0.0
    if deleted > _MOST_DELETED or share > _MOST_DELETED_SHARE:
        message = (
            f"{deleted:,} of {before:,} files would be deleted ({share:.0%}): {named(lasting, 3)}"
        )
        fix = "if that is meant, add `--allow-deletes`"
        yield refused("deploy-many-deletes", message, fix)


def _refuse_contents(
    files: Iterable[ReleaseFile], sources: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Refuse files that hold what nobody must read, or addresses that nobody can open.

    One mistake in a post is in its page, in listings and in feeds: it is told once, with the post's
    own file where `sources` has it.
    """
    holders: dict[tuple[str, str], list[str]] = {}
    for file in files:
        if _SECRET_NAMES.fullmatch(file.path):
            message = f"{file.path} looks like a file with passwords or keys"
            fix = "take it out of content/; if it is harmless, give it another name"
            yield refused("deploy-credentials", message, fix)
        elif file.path.endswith(_TEXTS) and file.size <= _MOST_READ:
            for found in _found_in(file.source.read_bytes()):
                holders.setdefault(found, []).append(file.path)
    for (rule, what), paths in holders.items():
        first = min(paths, key=lambda path: (path not in sources, path))
        more = f" (and {len(paths) - 1:,} other files)" if len(paths) > 1 else ""
        message = _TOLD[rule].format(path=first, more=more, what=what)
        yield refused(rule, message, _MENDED[rule], sources.get(first, ""))


_TOLD = {
    "deploy-credentials": "{path}{more} holds what looks like a key or a password ({what}…)",
    "deploy-localhost": "{path}{more} leads to {what}, which readers cannot open",
}
_MENDED = {
    "deploy-credentials": (
        "take it out and make a new one, for it may have been seen; if it is an example, add"
        " `check: {off: [deploy-credentials]}` to site.yaml"
    ),
    "deploy-localhost": (
        "write the address without the host, from the first slash on; if it is meant, add"
        " `check: {off: [deploy-localhost]}` to site.yaml"
    ),
}


def _found_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield rule and beginning of what must not be read; a key is never repeated whole."""
    if secret := _CREDENTIALS.search(content):
        yield "deploy-credentials", secret[0][:8].decode(errors="replace")
    if local := _LOCAL_ADDRESS.search(content):
        address = local[0].decode(errors="replace").partition("=")[2].strip("\"' ")
        yield "deploy-localhost", address
