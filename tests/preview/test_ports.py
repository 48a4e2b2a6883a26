"""Where the preview listens: on this machine alone, at the first port that is free."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from ssg.preview import sockets
from ssg.preview.sockets import ListenError, open_sockets
from tests.blog import write_blog
from tests.preview.serving import REPOSITORY, serving

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a name to warn of


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_blog(tmp_path / "blog")


def refused(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Return how a preview that may not begin ends."""
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(site), "--port", "0", *options]
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False
    )


def said_until_its_address(site: Path, port: int, *options: str) -> str:
    """Return what a preview without --json says until it has named its address."""
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(site), "--port", str(port)]
    with subprocess.Popen(
        [*command, *options],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if "http://" in line:
                process.terminate()
        return "".join(said)


@contextmanager
def busy(*addresses: str) -> Iterator[int]:
    """Keep one port of each address busy, and return its number; the next one is free."""
    with ExitStack() as stack:
        port = 0
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            taken = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
            taken.bind((address, port))
            taken.listen()
            port = taken.getsockname()[1]
        yield port


def closing(opened: list[socket.socket]) -> list[tuple[str, int]]:
    names = [listening.getsockname()[:2] for listening in opened]
    for listening in opened:
        listening.close()
    return names


def test_both_addresses_of_this_machine_answer(site: Path) -> None:
    with serving(site) as served:
        for address, name in (("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("::1", "localhost")):
            host = f"{name}:{served.port}"
            request = f"GET /blog/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            assert served.send(request.encode(), address).status == 200
        assert served.first["url"] == f"http://127.0.0.1:{served.port}/"
        with pytest.raises(ConnectionRefusedError):
            served.send(b"GET / HTTP/1.0\r\n\r\n", "127.0.0.2")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_busy_port_moves_on_and_says_so(site: Path, address: str) -> None:
    with busy(address) as port, serving(site, port=port) as served:
        assert port < served.port <= port + 50
        note = f"port {port} is in use; the preview is at {served.port}"
        assert served.first["notes"] == [note]
        assert served.ask("/blog/").status == 200


def test_quiet_still_tells_where_it_is_and_who_can_read_it(site: Path) -> None:
    with busy("127.0.0.1") as port:
        command = ("--quiet", "--host", EVERYWHERE, "--allow-host", "box.local")
        said = said_until_its_address(site, port, *command)
    assert "http://box.local:" in said
    assert f"port {port} is in use" in said
    assert "other machines in your network" in said
    assert "Ctrl-C" not in said


def test_two_previews_of_one_site_live_side_by_side(site: Path) -> None:
    with serving(site) as first, serving(site, port=first.port) as second:
        assert second.port != first.port
        assert first.ask("/blog/").page_data["run"] != second.ask("/blog/").page_data["run"]
        wrong = {"Host": first.host}
        assert second.ask("/blog/", headers=wrong).status == 403


def test_the_other_address_of_a_busy_port_is_let_go() -> None:
    def is_let_go() -> bool:
        with busy("::1") as port, socket.socket() as free:
            moved = closing(open_sockets("127.0.0.1", port))
            assert port not in {number for _, number in moved}
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                return False
        return True

    # Another program may take one of them meanwhile, but not five in a row.
    assert any(is_let_go() for _ in range(5))


def test_a_machine_without_the_newer_addresses_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "has_ipv6", False)
    assert [address for address, _ in closing(open_sockets("localhost", 0))] == ["127.0.0.1"]


def test_a_machine_that_has_only_the_name_of_the_newer_addresses_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # An address that no machine has (RFC 3849) stands for one that this machine lacks.
    pairs = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "2001:db8::1")]
    monkeypatch.setattr(sockets, "_addresses", lambda _host: iter(pairs))
    assert [address for address, _ in closing(open_sockets("localhost", 0))] == ["127.0.0.1"]


def test_where_every_port_is_busy_there_is_a_word_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_TRIES", 0)
    with busy("127.0.0.1") as port, pytest.raises(ListenError, match=f"{port}"):
        open_sockets("127.0.0.1", port)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "127.0.0.2", ""])
def test_open_doors_need_names(site: Path, host: str) -> None:
    done = refused(site, "--host", host)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"error: --host {host} would let other machines read your drafts" in done.stderr
    assert "fix: " in done.stderr
    assert "--allow-host" in done.stderr


@pytest.mark.parametrize(
    "name", ["http://box.local", "box.local:8000", "box.local/", "a b", "*", "", "a@b", "[::1]:80"]
)
def test_a_name_is_a_name(site: Path, name: str) -> None:
    done = refused(site, "--host", EVERYWHERE, "--allow-host", name)
    assert done.returncode == 2
    assert "is not the name of a machine" in done.stderr
    assert "fix: leave out" in done.stderr


def test_a_host_that_is_not_this_machine_is_refused(site: Path) -> None:
    # TEST-NET-1 (RFC 5737) belongs to nobody.
    done = refused(site, "--host", "192.0.2.1", "--allow-host", "box.local")
    assert done.returncode == 3
    assert "error: cannot listen at 192.0.2.1: " in done.stderr
    assert "fix: " in done.stderr
    assert "Traceback" not in done.stderr


def test_open_doors_are_warned_of_and_open_to_names_alone(site: Path) -> None:
    with serving(site, "--host", EVERYWHERE, "--allow-host", "Box.Local") as served:
        assert served.first["url"] == f"http://Box.Local:{served.port}/"
        (note,) = served.first["notes"]
        assert "other machines in your network can read this preview, drafts and all" in note
        for name, status in {"box.local": 200, "127.0.0.1": 200, EVERYWHERE: 403}.items():
            answer = served.ask("/blog/", headers={"Host": f"{name}:{served.port}"})
            assert answer.status == status


@pytest.mark.parametrize("port", ["-1", "65536", "http", "80.5", ""])
def test_a_port_is_a_number(site: Path, port: str) -> None:
    done = refused(site, "--port", port, "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["diagnostics"][0]["rule"] == "usage"
