"""What an export leaves out is told for its host, with what to do."""

import pytest

from ssg.importers.moving.host_kind import HostKind
from ssg.importers.moving.omissions import FOUND_BY_ASKING, Omitted, omissions


def things(kind: HostKind) -> set[Omitted]:
    return {omission.what for omission in omissions(kind)}


@pytest.mark.parametrize("kind", HostKind, ids=lambda kind: kind.name)
def test_each_gap_comes_with_a_sentence_on_what_to_do(kind: HostKind) -> None:
    listed = omissions(kind)
    assert len(listed) >= 9
    assert len({omission.what for omission in listed}) == len(listed)
    assert all(omission.advice.endswith(".") for omission in listed)


def test_hosts_leave_out_different_things() -> None:
    hosted, own = things(HostKind.WORDPRESS_COM), things(HostKind.WORDPRESS_SELF_HOSTED)
    blogger = things(HostKind.BLOGSPOT)
    assert own - hosted == {Omitted.PLUGIN_DATA, Omitted.OWN_REDIRECTS}
    assert {Omitted.FOLLOWERS, Omitted.PROFILE} <= blogger
    assert not {Omitted.FOLLOWERS, Omitted.PROFILE} & (hosted | own)
    assert not {Omitted.SPAM, Omitted.PERMALINKS, Omitted.BIOS} & blogger
    assert hosted | own | blogger == set(Omitted)


def test_what_was_found_is_only_to_be_looked_at() -> None:
    listed = omissions(HostKind.WORDPRESS_COM, frozenset({Omitted.AVATARS}))
    (avatars,) = [omission for omission in listed if omission.what is Omitted.AVATARS]
    assert avatars.is_found
    assert "Save them" not in avatars.advice
    assert [omission.what for omission in listed if omission.is_found] == [Omitted.AVATARS]


def test_nothing_is_called_found_that_no_living_site_tells() -> None:
    listed = omissions(HostKind.WORDPRESS_SELF_HOSTED, frozenset(Omitted))
    assert {omission.what for omission in listed if omission.is_found} <= FOUND_BY_ASKING


def test_what_this_export_told_all_the_same_is_no_gap() -> None:
    listed = omissions(HostKind.BLOGSPOT, known=[Omitted.TIME_ZONE])
    assert Omitted.TIME_ZONE not in {omission.what for omission in listed}
