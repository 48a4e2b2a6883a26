"""A branch of a git repository as a target, with the real git, over files and over a real sshd."""

import base64
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ssg.deploy.failures import (
    CannotRollBackError,
    DeployError,
    DeployLockedError,
    TransientError,
)
from ssg.deploy.model import RECORD, ReleaseFile
from ssg.deploy.target_kinds import make_target
from tests.deploy.cutting import relay_to
from tests.deploy.git_server import (
    BRANCH,
    Host,
    Sshd,
    environment_of,
    git_by_file,
    make_host,
    make_key,
    place_of,
    running_sshd,
    watched_git,
)
from tests.deploy.places import Place, deploy, release_files, shipment_for, workplace

REPOSITORY = Path(__file__).resolve().parents[2]
FIRST = {
    ".nojekyll": b"",
    "index.html": b"<h1>One</h1>\r\n",
    "a/index.html": b"A\n",
    "assets/x.0123abcd.css": b"x",
    "\u00fcber uns/\u201cquoted\u201d.html": b"\xff\x00",
}
SECOND = {**FIRST, "index.html": b"<h1>Two</h1>"}
SECOND.pop("a/index.html")


def of_the_site(shown: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in shown.items() if path != RECORD}


@pytest.fixture(scope="session")
def sshd(
    tmp_path_factory: pytest.TempPathFactory, require_program: Callable[..., str]
) -> Iterator[Sshd]:
    with running_sshd(tmp_path_factory.mktemp("sshd"), require_program) as server:
        yield server


def ssh_place(sshd: Sshd, folder: Path, host: Host, port: int = 0) -> Place:
    environment = environment_of(folder) | {"GIT_SSH_COMMAND": sshd.ssh_command()}
    return place_of(host, sshd.address(host, port), environment)


@pytest.mark.parametrize("way", ["file", "ssh"])
def test_a_branch_holds_what_was_deployed_last(
    tmp_path: Path, way: str, request: pytest.FixtureRequest
) -> None:
    host = make_host(tmp_path)
    if way == "ssh":
        place = ssh_place(request.getfixturevalue("sshd"), tmp_path, host)
    else:
        place = place_of(host, f"file://{host.repository}", environment_of(tmp_path))
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    first = deploy(target, tmp_path / "output", FIRST)
    assert {file.path for file in first.new} == set(FIRST)
    assert of_the_site(place.shown()) == FIRST

    tip = host.tip()
    assert deploy(target, tmp_path / "output", FIRST).is_empty
    assert host.tip() == tip

    before = {*host.git("rev-list", "--objects", "--all").decode().split("\n")}
    second = deploy(target, tmp_path / "output", SECOND)
    assert [file.path for file in second.changed] == ["index.html"]
    assert second.deleted == ("a/index.html",)
    assert of_the_site(place.shown()) == SECOND
    # A commit, its tree, the record, and the one file.
    after = {*host.git("rev-list", "--objects", "--all").decode().split("\n")}
    assert {line.partition(" ")[2] for line in after - before} == {"", RECORD, "index.html"}
    assert len(after - before) == 4

    # More of them, from a machine that has nothing of the history.
    for number in range(2):
        fresh = workplace(tmp_path / f"site{number}", place)
        deploy(make_target(place.keys, fresh), tmp_path / "output", {**SECOND, "n": b"%d" % number})
    assert len(host.commits()) == 4
    assert place.shown()["n"] == b"1"


def test_a_commit_says_what_is_new_and_who_made_it(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        files = release_files(tmp_path / "output", FIRST)
        message = "1 post new\n(Words\nRolled-back-to: abc)"
        shipment, _ = shipment_for(tmp_path / "output", files, target.look(), message)
        sent: list[int] = []
        target.send(shipment, sent.append)
        assert sum(sent) == len(FIRST)
        log = host.git("log", "--format=%an <%ae> %cn <%ce>%n%B", BRANCH).decode()
        jane = "Jane Marsh <jane@lamplighter.example>"
        assert log.strip() == f"{jane} {jane}\n1 post new (Words Rolled-back-to: abc)"


def test_a_commit_never_tells_the_name_of_the_machine(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        place.environment = environment_of(tmp_path, "[core]\n\tpager = cat\n")
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        log = host.git("log", "--format=%an <%ae> %cn <%ce>", BRANCH).decode()
        ours = "ssg <noreply@lamplighter.example>"
        assert log.strip() == f"{ours} {ours}"


def test_what_is_not_ours_stays_and_what_somebody_changed_is_mended(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        host.change_by_hand("README.md", b"mine")
        host.change_by_hand("docs/CNAME", b"mine too")
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        host.change_by_hand("index.html", b"<h1>Oh no</h1>")
        host.change_by_hand("a/index.html", None)
        host.change_by_hand(".nojekyll", None)
        difference = deploy(target, tmp_path / "output", FIRST)
        assert {file.path for file in difference.changed} == {"index.html"}
        assert set(difference.by_hand) >= {"a/index.html", ".nojekyll"}
        assert set(difference.foreign) == {"README.md", "docs/CNAME"}
        strangers = {"README.md": b"mine", "docs/CNAME": b"mine too"}
        assert of_the_site(place.shown()) == FIRST | strangers
        # Nothing was forced away.
        assert len(host.commits()) == 7


def test_a_link_in_the_branch_is_no_file_of_ours(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        host.change_by_hand("index.html", FIRST["index.html"], mode="120000")
        assert [file.path for file in deploy(target, tmp_path / "output", FIRST).changed] == [
            "index.html"
        ]
        assert host.git("ls-tree", BRANCH, "index.html").startswith(b"100644")


@pytest.mark.parametrize("count", [6, pytest.param(60, marks=pytest.mark.torture)])
def test_one_can_return_twice_and_then_go_on(tmp_path: Path, count: int) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        releases = []
        for number in range(count):
            deploy(target, tmp_path / "output", FIRST | {"n": b"%d" % number})
            releases.append(target.look().release)
        # Another machine, which has to fetch what it returns to.
        other = make_target(place.keys, workplace(tmp_path / "other", place))
        assert other.roll_back() == releases[-2]
        assert place.shown()["n"] == b"%d" % (count - 2)
        assert other.roll_back() == releases[-3]
        assert target.roll_back() == releases[-4]
        assert place.shown()["n"] == b"%d" % (count - 4)
        assert host.commits()[0] == f"Return to {releases[-4]}"
        difference = deploy(target, tmp_path / "output", FIRST | {"n": b"new"})
        assert [file.path for file in difference.changed] == ["n"]
        assert other.roll_back() == releases[-4]
        for release in reversed(releases[:-4]):
            assert other.roll_back() == release
        with pytest.raises(CannotRollBackError):
            other.roll_back()
        assert place.shown()["n"] == b"0"


def test_there_is_nothing_to_return_to_before_the_first_deploy(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(CannotRollBackError):
            target.roll_back()
        host.change_by_hand("README.md", b"mine")
        deploy(target, tmp_path / "output", FIRST)
        with pytest.raises(CannotRollBackError):
            target.roll_back()
        assert of_the_site(place.shown()) == FIRST | {"README.md": b"mine"}


@pytest.mark.parametrize("begins", [True, False])
def test_who_comes_second_is_told_and_loses_nothing(tmp_path: Path, *, begins: bool) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        if not begins:
            deploy(target, tmp_path / "output", FIRST)
        files = release_files(tmp_path / "output", SECOND)
        shipment, _ = shipment_for(tmp_path / "output", files, target.look())
        host.change_by_hand("between.html", b"I was first")
        with pytest.raises(DeployLockedError, match="came first") as refused:
            target.send(shipment, lambda _: None)
        assert "deploy again" in refused.value.fix
        assert place.shown()["between.html"] == b"I was first"
        deploy(target, tmp_path / "output", SECOND)
        assert place.shown().items() >= {**SECOND, "between.html": b"I was first"}.items()


def test_what_the_user_set_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attributes, hooks = tmp_path / "attributes", tmp_path / "hooks"
    template = tmp_path / "template" / "hooks"
    attributes.write_text("* text=auto eol=crlf ident filter=shout\n")
    # A hook that the user has set for all repositories is run at the host of a file as well.
    refuse = f'#!/bin/sh\n[ "$(pwd)" = "{tmp_path}/host/blog.git" ] || exit 1\n'
    for folder in (hooks, template):
        folder.mkdir(parents=True)
        for name in ("pre-push", "reference-transaction", "post-commit"):
            (folder / name).write_text(refuse)
            (folder / name).chmod(0o755)
    config = (
        f"[core]\n\tautocrlf = true\n\tattributesFile = {attributes}\n\thooksPath = {hooks}\n"
        f"[init]\n\ttemplateDir = {template.parent}\n"
        '[filter "shout"]\n\tclean = tr a-z A-Z\n\trequired = true\n'
        "[commit]\n\tgpgSign = true\n[push]\n\tgpgSign = true\n[fetch]\n\tprune = true\n"
        "[i18n]\n\tcommitEncoding = ISO-8859-1\n"
    )
    contents = FIRST | {".gitattributes": b"* text eol=crlf ident\n", "lf.txt": b"a\nb\n$Id$\n"}
    with git_by_file(tmp_path) as (host, place):
        place.environment = environment_of(tmp_path, config)
        with monkeypatch.context() as patch:
            # A deploy may run in a hook of the site's own repository.
            patch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
            patch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere" / "index"))
            patch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "nowhere" / "objects"))
            patch.setenv("GIT_TEMPLATE_DIR", str(template.parent))
            target = make_target(place.keys, workplace(tmp_path / "site", place))
            deploy(target, tmp_path / "output", contents)
        assert of_the_site(host.shown()) == contents
        assert deploy(target, tmp_path / "output", contents).is_empty
        assert not (tmp_path / "nowhere").exists()


def test_the_same_once_more_is_no_commit(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        files = release_files(tmp_path / "output", FIRST)
        shipment, _ = shipment_for(tmp_path / "output", files, target.look())
        target.send(shipment, lambda _: None)
        tip = host.tip()
        target.send(shipment, lambda _: None)
        assert host.tip() == tip


@pytest.mark.parametrize("name", ["li\nne", '"quoted"', "tab\tname"])
def test_a_source_may_have_any_name(tmp_path: Path, name: str) -> None:
    with git_by_file(tmp_path) as (_, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        contents = {f"{name}.txt": b"odd", "plain.txt": b"plain"}
        folder = tmp_path / "output" / name
        folder.mkdir(parents=True)
        files = release_files(folder, contents)
        shipment, _ = shipment_for(folder, files, target.look())
        target.send(shipment, lambda _: None)
        assert target.look().found is not None
        assert set(target.look().found or {}) == {*contents, RECORD}


def test_a_cache_that_is_gone_or_broken_does_not_matter(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (_, place):
        work = workplace(tmp_path / "site", place)
        target = make_target(place.keys, work)
        deploy(target, tmp_path / "output", FIRST)
        deploy(target, tmp_path / "output", SECOND)
        cache = work.private / "repository.git"
        for lock in ("shallow.lock", "packed-refs.lock", "refs/ssg/there.lock"):
            (cache / lock).touch()
        deploy(target, tmp_path / "output", FIRST)
        deploy(target, tmp_path / "output", SECOND)
        for file in (cache / "objects").rglob("*"):
            if file.is_file():
                file.chmod(0o644)
                file.write_bytes(b"")
        assert deploy(make_target(place.keys, work), tmp_path / "output", SECOND).is_empty
        (cache / "HEAD").unlink()
        assert deploy(make_target(place.keys, work), tmp_path / "output", SECOND).is_empty


@pytest.mark.parametrize("content", [b"", b"\0" * 41, b"[[["])
@pytest.mark.parametrize("name", ["HEAD", "config", "shallow", "refs/ssg/there"])
def test_a_file_of_the_cache_that_a_machine_lost_does_not_matter(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with git_by_file(tmp_path) as (_, place):
        work = workplace(tmp_path / "site", place)
        deploy(make_target(place.keys, work), tmp_path / "output", FIRST)
        first = make_target(place.keys, work).look().release
        deploy(make_target(place.keys, work), tmp_path / "output", SECOND)
        file = work.private / "repository.git" / name
        file.write_bytes(content)
        assert deploy(make_target(place.keys, work), tmp_path / "output", SECOND).is_empty
        file.write_bytes(content)
        assert make_target(place.keys, work).roll_back() == first
        assert of_the_site(place.shown()) == FIRST


HOOKS = {
    "protected": ("GH006: Protected branch update failed", "takes nothing"),
    "hook": ("no deploys on Fridays", "no deploys on Fridays"),
    "large": ("error: GH001: Large files detected. a.mp3 exceeds file size limit", "a.mp3"),
}


@pytest.mark.parametrize("name", HOOKS)
def test_a_host_that_refuses_is_quoted(tmp_path: Path, name: str) -> None:
    said, words = HOOKS[name]
    with git_by_file(tmp_path) as (host, place):
        host.hook(f"echo '{said}'; exit 1")
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(DeployError, match=words) as refused:
            deploy(target, tmp_path / "output", FIRST)
        assert refused.value.fix
        assert not isinstance(refused.value, TransientError | DeployLockedError)
        assert place.shown() == {}


def test_ssh_failures_are_told_in_words(tmp_path: Path, sshd: Sshd) -> None:
    host = make_host(tmp_path)
    stranger = make_key(tmp_path / "stranger")
    known = f"UserKnownHostsFile={sshd.known_hosts}"
    wrong = tmp_path / "wrong_hosts"
    wrong.write_text(f"host.example {(tmp_path / 'stranger.pub').read_text()}")
    alias = "HostKeyAlias=host.example"
    cases = {
        sshd.ssh_command(key=stranger): "does not accept your ssh key",
        sshd.ssh_command(f"UserKnownHostsFile={tmp_path / 'none'}"): "does not know the server",
        sshd.ssh_command(f"UserKnownHostsFile={wrong}", alias): "another key than the last time",
    }
    for command, words in cases.items():
        place = place_of(
            host, sshd.address(host), environment_of(tmp_path) | {"GIT_SSH_COMMAND": command}
        )
        with pytest.raises(DeployError, match=words) as refused:
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert refused.value.fix
    missing = Host(host.repository.with_name("none.git"))
    environment = environment_of(tmp_path) | {"GIT_SSH_COMMAND": sshd.ssh_command(known, alias)}
    place = place_of(missing, sshd.address(missing), environment)
    with pytest.raises(DeployError, match="there is no repository"):
        make_target(place.keys, workplace(tmp_path / "site", place)).look()


@pytest.mark.parametrize(
    ("config", "variables", "expected"),
    [
        ("", {}, "-o BatchMode=yes"),
        ('[core]\n\tsshCommand = "ssh -o User=me"\n', {}, "-o User=me"),
        ('[core]\n\tsshCommand = "ssh -o User=me"\n', {"GIT_SSH_COMMAND": "ssh -v"}, "-v"),
    ],
)
def test_ssh_waits_for_nobody_unless_the_user_has_a_way_of_their_own(
    tmp_path: Path, config: str, variables: dict[str, str], expected: str
) -> None:
    notes, program = tmp_path / "notes", tmp_path / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {notes}\nexit 255\n')
    program.chmod(0o755)
    path = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    environment = environment_of(tmp_path, config or "[core]\n\tpager = cat\n") | path | variables
    place = place_of(make_host(tmp_path), "git@host.example:me/blog.git", environment)
    with pytest.raises(DeployError):
        make_target(place.keys, workplace(tmp_path / "site", place)).look()
    asked = notes.read_text()
    assert expected in asked
    assert ("BatchMode" in asked) == (expected == "-o BatchMode=yes")


def test_a_machine_without_git_or_without_a_network_is_told_so(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (host, place):
        place.environment = {"PATH": str(tmp_path / "empty")}
        with pytest.raises(DeployError, match="git is not installed"):
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        nowhere = place_of(host, "https://127.0.0.1:1/me/blog.git", environment_of(tmp_path))
        with pytest.raises(TransientError, match="was cut"):
            make_target(nowhere.keys, workplace(tmp_path / "site", nowhere)).look()


def test_a_token_is_told_to_nobody(tmp_path: Path) -> None:
    token = "ghp_0123456789"  # noqa: S105 - nobody's
    programs, notes = watched_git(tmp_path / "watched")
    with git_by_file(tmp_path) as (host, place):
        # A redirection of the address, as some have it in their configuration.
        config = f'[url "file://{host.repository}"]\n\tinsteadOf = https://host.example/me/blog\n'
        place.environment = environment_of(tmp_path, config) | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"
        }
        keys = {**place.keys, "to": f"https://me:{token}@host.example/me/blog"}
        target = make_target(keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        assert of_the_site(place.shown()) == FIRST
        written = [notes.read_bytes(), host.git("log", "--format=raw", BRANCH)]
        written += [file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()]
        assert not any(token.encode() in content for content in written)
        assert b"push" in notes.read_bytes()
        for address in (
            f"https://me:{token}@127.0.0.1:1/me/blog.git",
            f"https://{token}@127.0.0.1:1/me/blog.git",
        ):
            with pytest.raises(DeployError) as refused:
                make_target({**keys, "to": address}, workplace(tmp_path / "site", place)).look()
            assert token not in str(refused.value) + refused.value.fix


@contextlib.contextmanager
def _web_host(accepted: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the port of a host that wants this name and password, and holds no repository."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            given = self.headers.get("Authorization", "").removeprefix("Basic ")
            asked.append(base64.b64decode(given).decode())
            self.send_response(404 if asked[-1] == accepted else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="host"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_name_and_a_password_are_never_waited_for(tmp_path: Path) -> None:
    host = make_host(tmp_path)
    with _web_host("me:s3cr%t") as (port, asked):
        cases = {
            f"http://127.0.0.1:{port}/me/blog.git": "wants a name and a password",
            f"http://me:wrong@127.0.0.1:{port}/me/blog.git": "wants a name and a password",
            # Known now, but there is nothing.
            f"http://me:s3cr%25t@127.0.0.1:{port}/me/blog.git": "there is no repository",
        }
        for address, words in cases.items():
            place = place_of(host, address, environment_of(tmp_path))
            with pytest.raises(DeployError, match=words) as refused:
                make_target(place.keys, workplace(tmp_path / "site", place)).look()
            assert "s3cr" not in str(refused.value)
            assert not isinstance(refused.value, TransientError)
        assert asked[-1] == "me:s3cr%t"


_AT_A_TERMINAL = """
import sys
from pathlib import Path
from ssg.deploy.target_kinds import make_target
from tests.deploy.git_server import environment_of, make_host, place_of
from tests.deploy.places import workplace

folder = Path(sys.argv[1])
place = place_of(make_host(folder), sys.argv[2], environment_of(folder))
make_target(place.keys, workplace(folder / "site", place)).look()
"""


def test_nobody_at_a_terminal_is_asked_for_a_password(tmp_path: Path) -> None:
    with _web_host("me:secret") as (port, _):
        address = f"http://127.0.0.1:{port}/me/blog.git"
        asking = [sys.executable, "-c", _AT_A_TERMINAL, str(tmp_path), address]
        done = subprocess.run(
            [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", *asking],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert b"wants a name and a password" in done.stdout
        assert b"Username for" not in done.stdout


def _cut_and_heal(tmp_path: Path, sshd: Sshd, counts: list[int]) -> None:
    """Let the connection break after each of `counts` bytes of a second deploy, then go on."""
    for number, count in enumerate(counts):
        folder = tmp_path / f"{number}"
        host = make_host(folder)
        direct = ssh_place(sshd, folder, host)
        deploy(make_target(direct.keys, workplace(folder / "a", direct)), folder / "output", FIRST)
        old = host.shown()
        with relay_to(sshd.port) as relay:
            place = ssh_place(sshd, folder, host, relay.port)
            target = make_target(place.keys, workplace(folder / "b", place))
            relay.cut_after(count)
            changed = FIRST | {"index.html": b"Two", "big.bin": os.urandom(40_000)}
            with contextlib.suppress(TransientError):
                deploy(target, folder / "output", changed)
                # It came through before the way broke.
                assert of_the_site(host.shown()) == changed
            shown = host.shown()
            assert shown == old or of_the_site(shown) == changed
            relay.heal()
            deploy(target, folder / "output", changed)
            assert of_the_site(host.shown()) == changed
            assert len(host.commits()) == 2


def test_a_connection_that_is_cut_leaves_the_old_site(tmp_path: Path, sshd: Sshd) -> None:
    _cut_and_heal(tmp_path, sshd, [3_000, 30_000])


@pytest.mark.torture
def test_a_connection_may_be_cut_anywhere(tmp_path: Path, sshd: Sshd) -> None:
    _cut_and_heal(tmp_path, sshd, list(range(0, 60_000, 6_000)))


def _many(count: int) -> dict[str, bytes]:
    return {f"{number % 50}/{number}/index.html": b"%d" % number for number in range(count)}


@pytest.mark.parametrize("count", [600, pytest.param(2_000, marks=pytest.mark.torture)])
def test_many_files_go_in_one_commit(tmp_path: Path, count: int) -> None:
    with git_by_file(tmp_path) as (host, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        contents = _many(count)
        deploy(target, tmp_path / "output", contents)
        assert of_the_site(place.shown()) == contents
        contents |= {"0/0/index.html": b"new"}
        assert len(deploy(target, tmp_path / "output", contents).uploads) == 1
        assert len(host.commits()) == 2
        assert deploy(target, tmp_path / "output", contents).is_empty


def test_a_release_file_that_is_not_there_stops_all(tmp_path: Path) -> None:
    with git_by_file(tmp_path) as (_, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        files = release_files(tmp_path / "output", FIRST)
        shipment, _ = shipment_for(tmp_path / "output", files, target.look())
        lost: ReleaseFile = files["index.html"]
        lost.source.unlink()
        with pytest.raises(DeployError):
            target.send(shipment, lambda _: None)
        assert place.shown() == {}
