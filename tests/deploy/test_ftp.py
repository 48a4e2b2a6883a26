"""FTP as a target: a real server on loopback, encrypted, in many tempers."""

import gc
import logging
import os
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployError
from ssg.deploy.model import Found, Patience
from ssg.deploy.target_kinds import cautions, make_target
from ssg.deploy.targets.ftp.account import split_place
from ssg.deploy.targets.ftp.connection import Account, encrypting_context
from ssg.deploy.targets.ftp.listing import Listed, parse_line, parse_machine_line
from ssg.deploy.targets.ftp.store import FtpStore
from ssg.disk.web.connecting import encrypted
from tests.deploy import habits
from tests.deploy.ftp_server import (
    PASSWORD,
    USER,
    FtpServer,
    ftp_place,
    ftp_place_on,
    ftp_server,
    write_certificate,
)
from tests.deploy.places import (
    IMPATIENT,
    Place,
    deploy,
    release_files,
    workplace,
)

Way = tuple[Place, FtpServer]


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    with ftp_place(tmp_path / "server") as way:
        yield way


def _events(server: FtpServer) -> list[str]:
    signs = {"RNTO": "+", "DELE": "-"}
    return [
        signs[command] + path.removeprefix("/www/")
        for command, _, path in (line.partition(" ") for line in server.commands("RNTO", "DELE"))
    ]


def _store(place: Place, patience: Patience = IMPATIENT) -> FtpStore:
    context = encrypting_context(str(place.keys["ca"]))
    port = int(str(place.keys["port"]))
    return FtpStore(Account("localhost", port, USER, PASSWORD, context), "/www", patience)


def test_only_what_changed_is_sent_and_deletions_come_last(way: Way, tmp_path: Path) -> None:
    place, server = way
    habits.show_the_order_of_a_deploy(place, tmp_path, lambda: _events(server), server.forget)


def test_a_deploy_without_changes_sends_nothing_at_all(way: Way, tmp_path: Path) -> None:
    place, server = way
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.FIRST)
    assert "OPTS UTF8 ON" in server.commands("OPTS")
    changing = ("STOR", "MKD", "DELE", "RMD", "RNTO", "MFMT")
    before, listings = server.commands(*changing), len(server.commands("MLSD"))
    deploy(target, tmp_path / "output", habits.FIRST)
    assert server.commands(*changing) == before
    assert len(server.commands("MLSD")) > listings
    # No connection is left open; the server notes a command after it has answered.
    until = time.monotonic() + 5
    while len(server.commands("QUIT")) < len(server.commands("USER")):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_changes_by_hand_are_noticed_by_their_time(way: Way, tmp_path: Path) -> None:
    place, _ = way
    same_size = b"<h1>Owe</h1>"
    assert place.change_by_hand
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    for path in habits.FIRST:
        source = tmp_path / "output" / path
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(habits.FIRST[path])
        os.utime(source, (1_700_000_000, 1_700_000_000))
    deploy(target, tmp_path / "output", habits.FIRST)
    place.change_by_hand("index.html", same_size)
    assert deploy(target, tmp_path / "output", habits.FIRST).by_hand == ("index.html",)
    habits.show_that_changes_by_hand_are_mended(place, tmp_path, b"longer than it was")


def test_two_deploys_exclude_each_other(way: Way, tmp_path: Path) -> None:
    place, _ = way
    store = _store(place)
    habits.show_that_two_deploys_exclude_each_other(store, place, tmp_path)
    store.close()


def test_a_lock_that_was_cut_off_while_it_was_made_is_taken_over(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, server = way
    monkeypatch.setattr("ssg.deploy.targets.ftp.store._LOCK_WAIT", 0.2)
    (server.home / "www" / ".ssg-deploy.lock.d").mkdir()
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.FIRST)
    assert habits.without_ours(place) == habits.FIRST
    assert not (server.home / "www" / ".ssg-deploy.lock.d").exists()


def test_folders_that_are_empty_afterwards_go_and_others_stay(way: Way, tmp_path: Path) -> None:
    place, server = way
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", {"a/b/x.html": b"x", "c/y.html": b"y", "z.html": b"z"})
    (server.home / "www" / "c" / "mine.txt").write_text("mine")
    deploy(target, tmp_path / "output", {"z.html": b"z"})
    assert not (server.home / "www" / "a").exists()
    assert habits.without_ours(place) == {"z.html": b"z", "c/mine.txt": b"mine"}


TEMPERS = {
    "demands that sessions go on": {"demands_reuse": True},
    "knows no MLSD": {"refuse": {"MLSD": "500 What?", "MLST": "500 What?"}},
    "knows no FEAT, SIZE and MFMT": {
        "refuse": {"FEAT": "500 What?", "SIZE": "500 What?", "MFMT": "500 What?"}
    },
    "gives an address behind its wall": {"address": "192.0.2.7"},
    "renames over no file": {"no_overwriting": True},
    "stumbles over everything once": {
        "stumbles": {
            "MLSD": "421 Bored.",
            "STOR": "426 Broken.",
            "SIZE": "450 Busy.",
            "RNTO": "451 Hm.",
            "RETR": "425 Which connection?",
        }
    },
}


@pytest.mark.parametrize("options", TEMPERS.values(), ids=TEMPERS)
def test_servers_of_every_temper_are_served(tmp_path: Path, options: dict[str, object]) -> None:
    with ftp_place(tmp_path / "server", **options) as (place, server):
        work = replace(workplace(tmp_path / "site", place), patience=replace(IMPATIENT, tries=4))
        target = make_target(place.keys, work)
        deploy(target, tmp_path / "output", habits.FIRST)
        assert habits.without_ours(place) == habits.FIRST
        deploy(target, tmp_path / "output", habits.SECOND)
        assert habits.without_ours(place) == habits.SECOND
        server.forget()
        assert deploy(target, tmp_path / "output", habits.SECOND).is_empty
        assert server.commands("STOR") == []


def test_a_server_that_takes_one_connection_is_not_asked_for_more_in_vain(
    tmp_path: Path,
) -> None:
    with ftp_place(tmp_path / "server", most=1) as (place, server):
        store = _store(place, replace(IMPATIENT, tries=1))
        contents = habits.many_files(12)
        files = release_files(tmp_path / "output", contents)
        server.await_silence()
        store.put(tuple(files.values()), lambda _: None)
        store.close()
        assert place.shown() == contents


def test_no_file_is_seen_before_all_of_it_has_come(way: Way, tmp_path: Path) -> None:
    place, server = way
    left_over = server.home / "www" / "gone.html.ssg-new"
    left_over.write_text("half a p")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.FIRST)
    sent = server.commands("STOR")
    assert len(sent) >= len(habits.FIRST)
    assert all(line.endswith(".ssg-new") for line in sent)
    # What a deploy that was cut off has left under such a name goes.
    assert not left_over.exists()


def test_several_connections_share_the_work(way: Way, tmp_path: Path) -> None:
    place, server = way
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    server.forget()
    deploy(target, tmp_path / "output", habits.many_files(60))
    assert len(server.commands("USER")) > 3
    assert len(habits.without_ours(place)) == 60


def _plain(server: FtpServer, **keys: object) -> Place:
    usual = {"type": "ftp", "to": f"{USER}@127.0.0.1:www", "port": server.port}
    return ftp_place_on(server, {**usual, **keys})


def test_without_encryption_only_when_it_is_said(tmp_path: Path) -> None:
    with ftp_server(tmp_path) as server:
        with pytest.raises(DeployError, match="no encryption") as refusal:
            make_target(_plain(server).keys, workplace(tmp_path, _plain(server))).look()
        assert "tls: false" in refusal.value.fix
        assert server.commands("PASS", "USER") == []
        place = _plain(server, tls=False)
        # The folder is the user's: `www` without a slash.
        deploy(make_target(place.keys, workplace(tmp_path, place)), tmp_path / "o", habits.FIRST)
        assert habits.without_ours(place) == habits.FIRST
    assert "password" in cautions(place.keys)[0]
    assert cautions(_plain(server).keys) == ()


def test_a_certificate_must_be_vouched_for_and_for_that_name(tmp_path: Path) -> None:
    with ftp_place(tmp_path / "server") as (place, server):
        unknown = {key: value for key, value in place.keys.items() if key != "ca"}
        with pytest.raises(DeployError, match="nobody vouches") as refusal:
            make_target(unknown, workplace(tmp_path, place)).look()
        assert "ca:" in refusal.value.fix
        environment = {**place.environment, "SSL_CERT_FILE": str(place.keys["ca"])}
        work = replace(workplace(tmp_path, place), environment=environment)
        assert make_target(unknown, work).look().record is None
        missing = {**place.keys, "ca": "nowhere.pem"}
        with pytest.raises(DeployError, match=r"nowhere\.pem"):
            make_target(missing, workplace(tmp_path, place))
    certificate, ca = write_certificate(tmp_path, "ftp.lamplighter.example")
    with ftp_server(tmp_path / "other", certificate=str(certificate)) as server:
        place = _plain(server, ca=str(ca))
        with pytest.raises(DeployError, match="another name"):
            make_target(place.keys, workplace(tmp_path, place)).look()
        assert server.commands("PASS", "USER") == []


REFUSALS = {
    "STOR": ("552 Quota exceeded.", "full"),
    "RNTO": ("550 Permission denied.", "may not do that"),
    "MKD": ("550 Not allowed.", "may not do that"),
}


@pytest.mark.parametrize("command", REFUSALS)
def test_what_a_server_refuses_is_explained(tmp_path: Path, command: str) -> None:
    answer, words = REFUSALS[command]
    with ftp_place(tmp_path / "server", refuse={command: answer}) as (place, _):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(DeployError, match=words) as refusal:
            deploy(target, tmp_path / "output", habits.FIRST)
        assert answer in str(refusal.value)
        assert refusal.value.fix


@pytest.mark.parametrize("unknown", [["SIZE"], ["SIZE", "MLSD", "MLST"]])
def test_a_file_that_may_not_be_deleted_stays_in_the_record(
    tmp_path: Path, unknown: list[str]
) -> None:
    refuse = dict.fromkeys(unknown, "500 What?")
    with ftp_place(tmp_path / "server", refuse=refuse) as (place, server):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", habits.FIRST)
        server.restart(refuse={**refuse, "DELE": "550 No."})
        with pytest.raises(DeployError, match="No"):
            deploy(target, tmp_path / "output", habits.SECOND)
        assert "old/post/index.html" in place.shown()
        server.restart(refuse=refuse)
        # What others have removed meanwhile is no fault.
        store = _store(place)
        store.delete(["nowhere/x.html", "x.html"])
        store.close()
        second = deploy(target, tmp_path / "output", habits.SECOND)
        assert second.deleted == ("old/post/index.html",)
        assert habits.without_ours(place) == habits.SECOND


def test_the_password_is_asked_for_and_never_told(
    way: Way, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    place, _ = way
    caplog.set_level(logging.DEBUG)
    nobody = replace(place, environment={})
    with pytest.raises(DeployError) as refusal:
        make_target(place.keys, workplace(tmp_path, nobody))
    assert "SSG_PRODUCTION_PASSWORD" in refusal.value.fix
    work = replace(workplace(tmp_path, nobody), name="web-space", environment={})
    with pytest.raises(DeployError) as refusal:
        make_target(place.keys, work)
    assert "SSG_WEB_SPACE_PASSWORD" in refusal.value.fix
    wrong = replace(place, environment={"SSG_PRODUCTION_PASSWORD": "opensesame"})
    with pytest.raises(DeployError, match="did not let jane in") as refusal:
        make_target(place.keys, workplace(tmp_path, wrong)).look()
    deploy(make_target(place.keys, workplace(tmp_path, place)), tmp_path / "o", habits.FIRST)
    told = f"{refusal.value} {refusal.value.fix} {caplog.text} {capfd.readouterr()}"
    told += repr(Account("h", 21, USER, PASSWORD, None))
    assert "opensesame" not in told
    assert PASSWORD not in told


@pytest.mark.parametrize("broken", ["opensesame\nx", "opensesame\udc80"])
def test_a_password_that_is_no_line_is_refused_and_not_told(
    way: Way, tmp_path: Path, broken: str
) -> None:
    place = replace(way[0], environment={"SSG_PRODUCTION_PASSWORD": broken})
    with pytest.raises(DeployError, match="SSG_PRODUCTION_PASSWORD") as refusal:
        make_target(place.keys, workplace(tmp_path, place)).look()
    assert "opensesame" not in str(refusal.value)


def test_a_user_must_be_named_and_may_be_an_address(tmp_path: Path) -> None:
    assert split_place("me@blog.example@ftp.example:/www") == (
        "me@blog.example",
        "ftp.example",
        "/www",
    )
    place = Place({"type": "ftp", "to": "ftp.example:/www"}, dict)
    with pytest.raises(DeployError, match="who you are"):
        make_target(place.keys, workplace(tmp_path, place))


def _break_and_heal(way: Way, tmp_path: Path, die_after: int) -> bool:
    """Deploy to a server that dies after so many commands, then to the healed one."""
    place, server = way
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.FIRST)
    server.restart(die_after=die_after)
    ended = habits.deploy_until_it_breaks(target, tmp_path / "output", habits.SECOND)
    readers_see = habits.without_ours(place)
    assert all(readers_see[path] == habits.FIRST[path] for path in ["picture.png"])
    if (
        "new/index.html" not in readers_see
        or readers_see["index.html"] != habits.SECOND["index.html"]
    ):
        assert "old/post/index.html" in readers_see  # Nothing goes before all has come.
    server.restart()
    deploy(target, tmp_path / "output", habits.SECOND)
    assert habits.without_ours(place) == habits.SECOND
    assert not list(server.home.rglob("*.ssg-new"))
    server.forget()
    assert deploy(target, tmp_path / "output", habits.SECOND).is_empty
    assert server.commands("STOR") == []
    return ended


@pytest.mark.parametrize("die_after", [15, 30, 45, 60])
def test_a_server_that_dies_is_served_when_it_lives_again(
    way: Way, tmp_path: Path, die_after: int
) -> None:
    _break_and_heal(way, tmp_path, die_after)


@pytest.mark.torture
def test_a_server_may_die_at_any_moment(tmp_path: Path) -> None:
    for die_after in range(1, 200):
        with ftp_place(tmp_path / str(die_after) / "server") as way:
            if _break_and_heal(way, tmp_path / str(die_after), die_after):
                assert die_after > 40
                return
    pytest.fail("the deploy never ended")


def test_what_was_noted_as_sent_is_not_sent_again(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, server = way
    monkeypatch.setattr("ssg.deploy.batches._MOST_FILES", 5)
    files = habits.many_files(30)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    server.restart(die_after=150)
    assert not habits.deploy_until_it_breaks(target, tmp_path / "output", files)
    before = {event for event in _events(server) if event[1:] in files}
    assert len(before) >= 5
    server.restart()
    server.forget()
    deploy(target, tmp_path / "output", files)
    again = [event for event in _events(server) if event[1:] in before]
    after = [event for event in _events(server) if event[1:] in files]
    # At most the batch that was under way goes twice.
    assert not again
    assert len(after) <= 30 - len(before) + 5
    assert habits.without_ours(place) == files


UNIX = "-rw-r--r--   1 jane     www          1234 Nov 27 16:04 a  b.html"
LINES = {
    UNIX: Listed("a  b.html", Found(1234)),
    "drwxr-xr-x   2 1000 1000 4096 Nov 27  2025 folder": Listed("folder", None),
    "drwxr-xr-x   2 jane www 4096 Nov 27  2025 ..": None,
    "lrwxrwxrwx   1 jane www 5 Nov 27 16:04 link -> there": Listed("link", Found(0)),
    "-rw-r--r--+  1 jane domain users 7 Nov  2 16:04 x": Listed("x", Found(7)),
    "-rw-r--r--   1 jane 7 Nov  2 16:04 no-group": Listed("no-group", Found(7)),
    "11-27-26  04:00PM       <DIR>          images": Listed("images", None),
    "11-27-2026  16:00                 1234 my page.html": Listed("my page.html", Found(1234)),
    "total 12": None,
}


@pytest.mark.parametrize("line", LINES)
def test_lists_for_people_are_read(line: str) -> None:
    assert parse_line(line) == LINES[line]


MACHINE_LINES = {
    "type=file;size=12;modify=19700101000100.5;perm=r; a b.html": Listed("a b.html", Found(12, 60)),
    "Type=dir;Modify=20261127160000; folder": Listed("folder", None),
    "type=cdir; .": None,
    "type=pdir; ..": None,
    "type=OS.unix=slink:/elsewhere;size=3; link": Listed("link", Found(0)),
    "size=many;modify=never; odd": Listed("odd", Found(0)),
}


@pytest.mark.parametrize("line", MACHINE_LINES)
def test_lists_for_machines_are_read(line: str) -> None:
    assert parse_machine_line(line) == MACHINE_LINES[line]


@pytest.mark.torture
def test_a_large_site_takes_its_time_once(way: Way, tmp_path: Path) -> None:
    place, server = way
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    files = habits.many_files(800)
    deploy(target, tmp_path / "output", files)
    server.forget()
    assert deploy(target, tmp_path / "output", files).is_empty
    assert server.commands("STOR") == []
    assert habits.without_ours(place) == files


def test_a_connection_that_is_reset_before_it_is_encrypted_is_closed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        data = socket.create_connection(listening.getsockname())
        other, _ = listening.accept()
    at_once = struct.pack("ii", 1, 0)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    other.close()
    with pytest.raises(OSError):  # noqa: PT011 - its words are the system's
        encrypted(data, encrypting_context(""), "localhost", None)
    assert data.fileno() == -1
    gc.collect()  # What were still open would be a warning, which is a failure.
