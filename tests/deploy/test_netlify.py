"""A site at Netlify as a target: contract tests against a fake (`netlify_server`)."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
    TransientError,
)
from ssg.deploy.model import RECORD
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.netlify import site as netlify_site
from tests.deploy.cutting import relay_to
from tests.deploy.netlify_server import TOKEN, netlify_place, place_of, running_netlify
from tests.deploy.places import deploy, release_files, shipment_for, workplace

FIRST = {
    "index.html": b"<h1>One</h1>",
    "a/index.html": b"A",
    "assets/x.0123abcd.css": b"x",
    "\u00fcber uns/50% & +more;.html": b"\xff\x00",
    ".well-known/security.txt": b"Contact: me",
    "empty.txt": b"",
    "same.html": b"A",
}
SECOND = {path: content for path, content in FIRST.items() if path != "a/index.html"}
SECOND["index.html"] = b"<h1>Two</h1>"


def of_the_site(shown: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in shown.items() if path != RECORD}


def test_a_site_shows_what_was_deployed_last(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        assert len(deploy(target, tmp_path / "output", FIRST).new) == len(FIRST)
        assert of_the_site(place.shown()) == FIRST

        netlify.log.clear()
        assert deploy(target, tmp_path / "output", FIRST).is_empty
        assert len(netlify.deploys) == 1
        assert all(line.startswith("GET ") for line in netlify.log)

        second = deploy(target, tmp_path / "output", SECOND)
        assert second.deleted == ("a/index.html",)
        assert sorted(netlify.uploads()) == [RECORD, "index.html"]
        assert of_the_site(place.shown()) == SECOND


def test_a_deploy_has_the_plan_as_its_title_and_counts_what_it_sends(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        files = release_files(tmp_path / "output", FIRST)
        shipment, _ = shipment_for(tmp_path / "output", files, target.look(), "1 post new (Wörds)")
        sent: list[int] = []
        target.send(shipment, sent.append)
        assert sum(sent) == len(FIRST)
        assert netlify.deploys[0].title == "1 post new (Wörds)"


class _NotSearched(tuple[str, ...]):
    """What must not be looked through once for each file of a site."""

    __slots__ = ()

    def __contains__(self, _: object) -> bool:
        raise AssertionError


def test_many_deletions_take_time_in_proportion(tmp_path: Path) -> None:
    with netlify_place() as (_, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        files = release_files(tmp_path / "second", SECOND)
        shipment, _ = shipment_for(tmp_path / "second", files, target.look())
        deleted = _NotSearched(shipment.deleted)
        target.send(replace(shipment, deleted=deleted), lambda _: None)
        assert of_the_site(place.shown()) == SECOND


@pytest.mark.parametrize("gives_raw_files", [True, False])
@pytest.mark.parametrize("is_known_here", [True, False])
def test_the_record_is_had_from_netlify_or_from_this_machine(
    tmp_path: Path, *, gives_raw_files: bool, is_known_here: bool
) -> None:
    with netlify_place() as (netlify, place):
        netlify.gives_raw_files = gives_raw_files
        deploy(make_target(place.keys, workplace(tmp_path / "site", place)), tmp_path / "o", FIRST)
        other = tmp_path / ("site" if is_known_here else "other")
        remote = make_target(place.keys, workplace(other, place)).look()
        assert (remote.record is not None) == (gives_raw_files or is_known_here)
        assert bool(remote.release) == (remote.record is not None)


@pytest.mark.parametrize("is_paged", [True, False])
def test_what_is_not_ours_stays_and_what_somebody_changed_is_mended(
    tmp_path: Path, *, is_paged: bool
) -> None:
    contents = FIRST | {f"{number}.html": b"%d" % number for number in range(193)}
    with netlify_place() as (netlify, place):
        netlify.is_paged = is_paged
        netlify.change_by_hand("google1234.html", b"mine")
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", contents)
        # With the record and the stranger: two pages and a bit.
        assert len(place.shown()) == 202
        netlify.change_by_hand("index.html", b"<h1>Oh no</h1>")
        netlify.change_by_hand("a/index.html", None)
        netlify.log.clear()
        difference = deploy(target, tmp_path / "output", contents)
        assert {file.path for file in difference.uploads} == {"index.html", "a/index.html"}
        assert difference.by_hand == ("a/index.html",) or "a/index.html" in difference.by_hand
        assert difference.foreign == ("google1234.html",)
        assert of_the_site(place.shown()) == contents | {"google1234.html": b"mine"}
        # Netlify still had all of it.
        assert netlify.uploads() == [RECORD]


def test_one_can_return_twice_and_then_go_on(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        releases = []
        for number in range(4):
            deploy(target, tmp_path / "output", FIRST | {"n": b"%d" % number})
            releases.append(target.look().release)
        netlify.deploys[2].context = "deploy-preview"
        assert target.roll_back() == releases[1]
        assert place.shown()["n"] == b"1"
        assert target.roll_back() == releases[0]
        assert place.shown()["n"] == b"0"
        with pytest.raises(CannotRollBackError):
            target.roll_back()
        difference = deploy(target, tmp_path / "output", FIRST | {"n": b"new"})
        assert [file.path for file in difference.changed] == ["n"]
        # Not to those that were taken back.
        assert target.roll_back() == releases[0]


def test_a_deploy_that_is_gone_cannot_be_returned_to(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(CannotRollBackError):
            target.roll_back()
        deploy(target, tmp_path / "output", FIRST)
        deploy(target, tmp_path / "output", SECOND)
        netlify.deploys[0].state = "old"
        with pytest.raises(CannotRollBackError, match="no longer holds"):
            target.roll_back()
        assert of_the_site(place.shown()) == SECOND


def test_who_comes_second_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        files = release_files(tmp_path / "output", SECOND)
        shipment, _ = shipment_for(tmp_path / "output", files, target.look())
        netlify.change_by_hand("between.html", b"I was first")
        with pytest.raises(DeployLockedError):
            target.send(shipment, lambda _: None)
        deploy(target, tmp_path / "output", SECOND)
        assert of_the_site(place.shown()) == SECOND | {"between.html": b"I was first"}


def test_a_large_site_is_prepared_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netlify_site, "_MOST_PREPARED_AT_ONCE", 5)
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        assert of_the_site(place.shown()) == FIRST
        sent = [line.split("/")[0] for line in netlify.log]
        assert sent.index("PUT ") - sent.index("POST ") == 3


REFUSALS = {
    401: "does not accept the token",
    403: "does not belong to somebody",
    404: "no such site",
    422: "as it is",
}


@pytest.mark.parametrize("status", REFUSALS)
def test_what_netlify_refuses_is_told_in_words_and_never_with_the_token(
    tmp_path: Path, status: int
) -> None:
    with netlify_place() as (netlify, place):
        netlify.failures = [(status, {})]
        with pytest.raises(DeployError, match=REFUSALS[status]) as refused:
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert refused.value.fix
        assert TOKEN not in str(refused.value)
        assert not isinstance(refused.value, TransientError)
        assert not any(TOKEN in line for line in netlify.log)
        written = [file.read_text() for file in tmp_path.rglob("*") if file.is_file()]
        assert not any(TOKEN in text for text in written)


def test_a_token_that_is_missing_or_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETLIFY_AUTH_TOKEN", raising=False)
    with netlify_place() as (_, place):
        place.environment = {}
        with pytest.raises(DeployError, match="no token"):
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        place.environment = {"NETLIFY_AUTH_TOKEN": "wrong"}
        with pytest.raises(DeployError, match="does not accept"):
            make_target(place.keys, workplace(tmp_path / "site", place)).look()


@pytest.mark.parametrize(
    "token", ["geheim123\nx", "geheim123\u2019", "geheim123 x", "geheim\udc80"]
)
def test_a_token_that_no_header_can_hold_is_refused_and_not_shown(
    tmp_path: Path, token: str
) -> None:
    with netlify_place() as (netlify, place):
        place.environment = {"NETLIFY_AUTH_TOKEN": token}
        with pytest.raises(DeployError, match="NETLIFY_AUTH_TOKEN") as refused:
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert "geheim" not in f"{refused.value} {refused.value.fix}"
        assert refused.value.fix
        assert not netlify.log


def test_a_token_is_never_sent_in_the_clear(tmp_path: Path) -> None:
    with netlify_place() as (_, place):
        keys = {**place.keys, "api": "http://netlify.example/api/v1"}
        with pytest.raises(DeployError, match="not encrypted"):
            make_target(keys, workplace(tmp_path / "site", place)).look()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {"Retry-After": "0.2"}),
        (429, {"X-RateLimit-Reset": "soon"}),
        (429, {}),
        (500, {}),
        (503, {}),
    ],
)
def test_a_fault_that_passes_is_borne(tmp_path: Path, status: int, headers: dict[str, str]) -> None:
    with netlify_place() as (netlify, place):
        netlify.failures = [(status, headers)]
        begun = time.monotonic()
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", FIRST)
        assert of_the_site(place.shown()) == FIRST
        assert time.monotonic() - begun >= float(headers.get("Retry-After", 0))
        netlify.failures = [(status, {})] * 2
        with pytest.raises(TransientError) as refused:
            target.look()
        assert TOKEN not in str(refused.value)


def test_the_time_that_netlify_names_is_waited_for(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        reset = time.time() + 0.4
        netlify.failures = [(429, {"X-RateLimit-Reset": f"{reset}"})]
        make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert time.time() >= reset


def test_a_site_that_netlify_cannot_make_or_does_not_show_is_no_success(tmp_path: Path) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        netlify.fails_to_make = "disk full"
        with pytest.raises(DeployError, match="disk full"):
            deploy(target, tmp_path / "output", FIRST)
        assert place.shown() == {}
        netlify.fails_to_make = ""
        deploy(target, tmp_path / "output", FIRST)
        netlify.is_locked = True
        with pytest.raises(DeployError, match="does not show it"):
            deploy(target, tmp_path / "output", SECOND)
        assert of_the_site(place.shown()) == FIRST


@pytest.mark.parametrize("path", ["what?.html", "c#.html"])
def test_a_name_that_netlify_takes_not_is_told_before_anything_is_sent(
    tmp_path: Path, path: str
) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(DeployError, match="# or \\?"):
            deploy(target, tmp_path / "output", FIRST | {path: b"x"})
        assert netlify.deploys == []


def _cut_and_heal(tmp_path: Path, counts: list[int]) -> None:
    changed = SECOND | {"big.bin": bytes(range(256)) * 100} | {f"{n}": b"%d" % n for n in range(9)}
    cut = 0
    for count in counts:
        with running_netlify() as (netlify, port), relay_to(port) as relay:
            folder = tmp_path / f"{count}"
            direct = place_of(netlify, port)
            deploy(
                make_target(direct.keys, workplace(folder / "a", direct)), folder / "output", FIRST
            )
            old = netlify.shown()
            place = place_of(netlify, relay.port)
            target = make_target(place.keys, workplace(folder / "b", place))
            relay.cut_after(count)
            try:
                deploy(target, folder / "output", changed)
            except (TransientError, CutOffError):
                cut += 1
                assert netlify.shown() == old or of_the_site(netlify.shown()) == changed
            relay.heal()
            deploy(target, folder / "output", changed)
            assert of_the_site(netlify.shown()) == changed
            assert deploy(target, folder / "output", changed).is_empty
    assert cut >= len(counts) // 2


def test_a_connection_that_is_cut_leaves_the_old_site(tmp_path: Path) -> None:
    _cut_and_heal(tmp_path, [0, 700, 2_500, 4_000, 8_000, 20_000])


@pytest.mark.torture
def test_a_connection_may_be_cut_anywhere(tmp_path: Path) -> None:
    _cut_and_heal(tmp_path, list(range(0, 36_000, 1_000)))


@pytest.mark.parametrize("count", [400, pytest.param(2_000, marks=pytest.mark.torture)])
def test_many_files_go_several_at_once(tmp_path: Path, count: int) -> None:
    with netlify_place() as (netlify, place):
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        contents = {f"{number}/index.html": b"%d" % number for number in range(count)}
        deploy(target, tmp_path / "output", contents)
        assert of_the_site(place.shown()) == contents
        assert len(netlify.uploads()) == count + 1
