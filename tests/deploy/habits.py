"""What is shown of every target whose files are replaced one by one.

`events` are what a server did, in order: "+path" for a file that was written, "-path" for one that
was deleted; `forget` empties them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployError, DeployLockedError
from ssg.deploy.locking import target_lock
from ssg.deploy.model import LOCK, OURS, RECORD, Target
from ssg.deploy.store import Store
from ssg.deploy.target_kinds import make_target
from tests.deploy.places import Place, deploy, workplace

FIRST = {
    "index.html": b"<h1>One</h1>",
    "a b/\u00fcber uns.html": b"A",
    "old/post/index.html": b"old",
    "assets/x.0123abcd.css": b"x",
    "picture.png": bytes(range(256)) * 40,
}
SECOND = {**FIRST, "index.html": b"<h1>Two</h1>", "new/index.html": b"N", "b.css": b"b"}
del SECOND["old/post/index.html"]

Events = Callable[[], list[str]]


def show_the_order_of_a_deploy(
    place: Place, folder: Path, events: Events, forget: Callable[[], None]
) -> None:
    """Deploy three times: all is sent, then nothing, then what has changed, in its order."""
    assert place.change_by_hand
    target = make_target(place.keys, workplace(folder / "site", place))
    place.change_by_hand("google1234.html", b"a stranger's")
    assert len(deploy(target, folder / "output", FIRST).new) == len(FIRST)
    assert without_ours(place) == {**FIRST, "google1234.html": b"a stranger's"}
    sent = [event for event in events() if event[1:] in FIRST]
    assert sorted(sent) == sorted(f"+{path}" for path in FIRST)
    assert sent.index("+assets/x.0123abcd.css") < sent.index("+index.html")
    assert sent.index("+picture.png") < sent.index("+old/post/index.html")

    forget()
    target = make_target(place.keys, workplace(folder / "site", place))
    assert deploy(target, folder / "output", FIRST).is_empty
    assert events() == []

    second = deploy(target, folder / "output", SECOND)
    assert [file.path for file in second.changed] == ["index.html"]
    assert second.foreign == ("google1234.html",)
    assert without_ours(place) == {**SECOND, "google1234.html": b"a stranger's"}
    happened = events()
    assert set(happened) == {
        f"+{LOCK}",
        f"+{RECORD}",
        "+b.css",
        "+new/index.html",
        "+index.html",
        "-old/post/index.html",
        f"-{LOCK}",
    }
    first_page = min(happened.index("+index.html"), happened.index("+new/index.html"))
    last_page = max(happened.index("+index.html"), happened.index("+new/index.html"))
    assert happened.index(f"+{LOCK}") < happened.index(f"+{RECORD}")
    assert happened.index("+b.css") < first_page
    going = happened.index("-old/post/index.html")
    assert f"+{RECORD}" in happened[last_page:going]
    assert happened[going + 1 :] == [f"+{RECORD}", f"-{LOCK}"]


def show_that_changes_by_hand_are_mended(place: Place, folder: Path, other: bytes) -> None:
    """Change and remove files as another program would; the next deploy notices both."""
    assert place.change_by_hand
    target = make_target(place.keys, workplace(folder / "site", place))
    deploy(target, folder / "output", FIRST)
    place.change_by_hand("index.html", other)
    place.change_by_hand("old/post/index.html", None)
    difference = deploy(target, folder / "output", FIRST)
    assert set(difference.by_hand) == {"index.html", "old/post/index.html"}
    assert without_ours(place) == FIRST


def show_that_two_deploys_exclude_each_other(store: Store, place: Place, folder: Path) -> None:
    """Deploy while another copy of the site does; then after that one has been long gone."""
    target = make_target(place.keys, workplace(folder / "site", place))
    with target_lock(store, "somebody else"):
        assert LOCK in place.shown()
        with pytest.raises(DeployLockedError, match="another deploy"):
            deploy(target, folder / "output", FIRST)
        assert without_ours(place) == {}
    assert place.shown() == {}
    assert store.create(LOCK, b'{"holder": "who fell asleep", "at": "2026-11-01T00:00:00+00:00"}')
    deploy(target, folder / "output", FIRST)
    assert without_ours(place) == FIRST
    assert LOCK not in place.shown()
    # The lock can be taken again.
    assert store.create(LOCK, b"{}")
    assert not store.create(LOCK, b"{}")
    store.delete([LOCK])
    assert LOCK not in place.shown()


def deploy_until_it_breaks(target: Target, folder: Path, contents: dict[str, bytes]) -> bool:
    """Deploy, and tell whether that ended well."""
    try:
        deploy(target, folder, contents)
    except DeployError:
        return False
    return True


def without_ours(place: Place) -> dict[str, bytes]:
    """Return what readers are shown of the site."""
    return {path: content for path, content in place.shown().items() if path not in OURS}


def many_files(count: int) -> dict[str, bytes]:
    """Return a site of so many pages."""
    return {f"posts/{number:05}/index.html": b"<p>%d" % number for number in range(count)}
