"""Old files brought to their places: whole, once, and never over one that is there."""

import hashlib
import resource
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from ssg.disk.moving.media_record import MediaRecord, Row
from ssg.disk.moving.media_store import Brought, Outcome, bring, look
from ssg.disk.moving.uploads import Uploads, open_uploads
from ssg.disk.web.connecting import IpAddress
from ssg.disk.web.download import Download, Limits
from ssg.importers.media.files import WantedFile, wanted
from ssg.importers.media.hosts import MediaSite
from ssg.importers.media.paths import assign_paths
from ssg.model.export import Host
from tests.disk.misbehaving import (
    JPEG,
    PAGE,
    OldSite,
    breaks_off,
    in_turn,
    old_site,
    resumes,
    sends,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
STATIC = "content/static/wp-content/uploads"
RECORD = ".import/private/media.tsv"
QUICK = Limits(delay=0)


@pytest.fixture
def old() -> Iterator[OldSite]:
    with old_site() as site:
        yield site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def media_site(old: OldSite) -> MediaSite:
    return MediaSite(frozenset({old.host}), Host.WORDPRESS)


def asking(old: OldSite, *, external: bool = False) -> Download:
    def is_loopback(ip: IpAddress) -> bool:
        return ip.is_loopback

    return Download(media_site(old), external, is_loopback, QUICK)


def want(old: OldSite, *addresses: str) -> Sequence[WantedFile]:
    """Return what each address means; those without a host lie among the old site's uploads."""
    site = media_site(old)
    full = [each if "//" in each else old.at(f"/wp-content/uploads/{each}") for each in addresses]
    found = [wanted(address, site) for address in full]
    return assign_paths([file for file in found if file], site)


def given(folder: Path, files: Mapping[str, bytes], stack: ExitStack) -> Uploads:
    for path, content in files.items():
        file = folder.parent / "given" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return stack.enter_context(open_uploads([folder.parent / "given"]))


def state(site: Path) -> dict[str, tuple[bytes, int]]:
    """Return content and time of each file of the site."""
    return {
        file.relative_to(site).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in site.rglob("*")
        if file.is_file()
    }


def outcomes(brought: Sequence[Brought]) -> list[str]:
    return [each.outcome.value for each in brought]


def test_what_was_given_is_copied(old: OldSite, site: Path, stack: ExitStack) -> None:
    uploads = given(site, {"2010/05/x.jpg": JPEG}, stack)
    (one,) = bring(want(old, "2010/05/x-300x200.jpg"), site, uploads, asking(old))
    assert one.outcome is Outcome.COPIED
    assert one.path == f"{STATIC}/2010/05/x.jpg"
    assert (site / one.path).read_bytes() == JPEG
    assert (one.size, one.sha256) == (len(JPEG), hashlib.sha256(JPEG).hexdigest())
    assert not old.asked
    assert one.address == old.at("/wp-content/uploads/2010/05/x.jpg")


def test_what_was_not_given_is_downloaded(old: OldSite, site: Path, stack: ExitStack) -> None:
    old.answers["/wp-content/uploads/2010/05/y.jpg"] = sends()
    uploads = given(site, {"2010/05/x.jpg": JPEG}, stack)
    files = want(old, "2010/05/x.jpg", "2010/05/y.jpg", "2010/05/z.jpg")
    told: list[tuple[int, int]] = []
    found = list(bring(files, site, uploads, asking(old), lambda *each: told.append(each)))
    assert outcomes(found) == ["copied", "downloaded", "missing"]
    assert [one.wanted for one in found] == list(files)
    assert "404" in found[2].why
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert sorted(state(site)) == [RECORD, f"{STATIC}/2010/05/x.jpg", f"{STATIC}/2010/05/y.jpg"]
    lines = (site / RECORD).read_text().splitlines()
    assert [line.split("\t")[0] for line in lines] == [found[0].path, found[1].path]
    assert lines[1].split("\t")[1:] == [
        found[1].address, '"1"', "", str(len(JPEG)), hashlib.sha256(JPEG).hexdigest(),
    ]  # fmt: skip


def test_a_second_run_touches_nothing_and_asks_nobody(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    old.answers["/wp-content/uploads/y.jpg"] = sends()
    old.answers["/wp-content/uploads/z-30x20.jpg"] = sends()
    uploads = given(site, {"2010/05/x.jpg": JPEG}, stack)
    files = want(old, "2010/05/x-30x20.jpg", "y.jpg?w=3", "z-30x20.jpg")
    first = list(bring(files, site, uploads, asking(old)))
    before, asked = state(site), len(old.asked)
    second = list(bring(files, site, uploads, asking(old)))
    assert outcomes(second) == ["kept"] * 3
    assert [one.path for one in second] == [one.path for one in first]
    assert [one.sha256 for one in second] == [one.sha256 for one in first]
    assert state(site) == before
    assert len(old.asked) == asked
    assert [one.path for one in look(files, site)] == [one.path for one in first]


def test_a_smaller_picture_keeps_its_own_name(old: OldSite, site: Path) -> None:
    old.answers["/wp-content/uploads/x-30x20.jpg"] = sends()
    (one,) = bring(want(old, "x-30x20.jpg"), site, None, asking(old))
    assert one.path == f"{STATIC}/x-30x20.jpg"
    assert old.paths == [
        f"/wp-content/uploads/{name}" for name in ("x.jpg", "x-scaled.jpg", "x-30x20.jpg")
    ]


def test_a_better_picture_that_is_given_later_is_taken(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    old.answers["/wp-content/uploads/x-30x20.jpg"] = sends()
    files = want(old, "x-30x20.jpg")
    list(bring(files, site, None, asking(old)))
    (one,) = bring(files, site, given(site, {"x.jpg": PNG}, stack))
    assert (one.outcome, one.path) == (Outcome.COPIED, f"{STATIC}/x.jpg")


def test_a_busy_server_is_not_asked_for_something_smaller_instead(old: OldSite, site: Path) -> None:
    old.answers["/wp-content/uploads/x.jpg"] = sends(b"", status=500)
    old.answers["/wp-content/uploads/x-30x20.jpg"] = sends()
    (one,) = bring(want(old, "x-30x20.jpg"), site, None, asking(old))
    assert one.outcome is Outcome.MISSING
    assert "run the import again" in one.why
    assert set(old.paths) == {"/wp-content/uploads/x.jpg"}


def test_nothing_is_asked_unless_told(old: OldSite, site: Path) -> None:
    with old_site() as other:
        other.answers["/y.jpg"] = sends()
        files = want(old, "x.jpg", other.at("/y.jpg"))
        assert outcomes(list(bring(files, site))) == ["not asked", "not asked"]
        assert not list(site.iterdir())
        found = list(bring(files, site, None, asking(old)))
        assert outcomes(found) == ["missing", "not asked"]
        assert "another host" in found[1].why
        assert not other.asked
        found = list(bring(files, site, None, asking(old, external=True)))
        assert outcomes(found) == ["missing", "downloaded"]
        assert found[1].path.startswith("content/media/127.0.0.1-")


def test_a_dry_run_writes_nothing_and_asks_nobody(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    old.answers["/wp-content/uploads/y.jpg"] = sends()
    (site / STATIC).mkdir(parents=True)
    (site / STATIC / "z.jpg").write_bytes(b"mine")
    uploads = given(site, {"x.jpg": JPEG, "page.jpg": PAGE, "bad.svg": b"<svg"}, stack)
    before = state(site)
    files = want(old, "x-3x2.jpg", "y.jpg", "z.jpg", "page.jpg", "bad.svg")
    found = list(look(files, site, uploads))
    assert outcomes(found) == ["copied", "not asked", "kept", "refused", "refused"]
    assert found[0].path == f"{STATIC}/x.jpg"
    assert state(site) == before
    assert not old.asked


def test_a_file_that_is_there_is_never_written_over(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    (site / STATIC).mkdir(parents=True)
    (site / STATIC / "x.jpg").write_bytes(b"mine")
    uploads = given(site, {"x.jpg": JPEG, "y.jpg": JPEG}, stack)
    files = want(old, "x.jpg", "y.jpg")
    assert outcomes(list(bring(files, site, uploads))) == ["kept", "copied"]
    # Nor is one of ours that somebody made smaller since.
    (site / STATIC / "y.jpg").write_bytes(b"squeezed")
    found = list(bring(files, site, uploads))
    assert outcomes(found) == ["kept", "kept"]
    assert found[1].sha256 == ""
    assert (site / STATIC / "x.jpg").read_bytes() == b"mine"
    assert (site / STATIC / "y.jpg").read_bytes() == b"squeezed"


def test_nothing_is_written_through_a_link_out_of_the_site(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    outside = site.parent / "outside"
    outside.mkdir()
    (site / "content").mkdir()
    (site / "content" / "static").symlink_to(outside)
    uploads = given(site, {"x.jpg": JPEG}, stack)
    (one,) = bring(want(old, "x.jpg"), site, uploads, asking(old))
    assert one.outcome is Outcome.REFUSED
    assert "link" in one.why
    assert not list(outside.iterdir())
    assert not old.asked


@pytest.mark.parametrize("obstacle", ["folder", "file above", "dead link"])
def test_what_is_in_the_way_is_said(
    old: OldSite, site: Path, stack: ExitStack, obstacle: str
) -> None:
    place = site / STATIC / "a" / "x.jpg"
    place.parent.parent.mkdir(parents=True)
    if obstacle == "folder":
        place.mkdir(parents=True)
    elif obstacle == "file above":
        place.parent.write_bytes(b"a file")
    else:
        place.parent.mkdir()
        place.symlink_to(site / "nowhere.jpg")
    uploads = given(site, {"a/x.jpg": JPEG}, stack)
    (one,) = bring(want(old, "a/x.jpg"), site, uploads)
    assert one.outcome is Outcome.REFUSED
    assert f"{STATIC}/a/x.jpg" in one.why


def test_drawings_are_made_safe_wherever_they_come_from(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script><path d="M0 0"/></svg>'
    old.answers["/wp-content/uploads/y.svg"] = sends(drawing, "image/svg+xml")
    old.answers["/wp-content/uploads/z.svg"] = sends(drawing[:-3], "image/svg+xml")
    uploads = given(site, {"x.svg": drawing}, stack)
    found = list(bring(want(old, "x.svg", "y.svg", "z.svg"), site, uploads, asking(old)))
    assert outcomes(found) == ["copied", "downloaded", "refused"]
    for one in found[:2]:
        content = (site / one.path).read_bytes()
        assert b"script" not in content
        assert b"path" in content
        assert one.sha256 == hashlib.sha256(content).hexdigest()
    assert "plain SVG" in found[2].why


def test_a_page_that_was_saved_as_a_picture_is_asked_for_again(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    old.answers["/wp-content/uploads/x.jpg"] = sends()
    uploads = given(site, {"x.jpg": PAGE, "y.jpg": PAGE}, stack)
    found = list(bring(want(old, "x.jpg", "y.jpg"), site, uploads, asking(old)))
    assert outcomes(found) == ["downloaded", "missing"]
    assert outcomes(list(bring(want(old, "y.jpg"), site, uploads))) == ["refused"]


def test_a_picture_without_a_suffix_gets_that_of_what_it_is(old: OldSite, site: Path) -> None:
    address = old.at("/abc=s320")
    file = WantedFile(address, (address,), ("content/media/blogger/picture-1",), is_of_site=True)
    old.answers["/abc=s320"] = sends(PNG, "image/png")
    (one,) = bring([file], site, None, asking(old))
    assert one.path == "content/media/blogger/picture-1.png"
    (again,) = bring([file], site, None, asking(old))
    assert (again.outcome, again.path) == (Outcome.KEPT, one.path)
    assert len(old.asked) == 1


def test_sizes_of_one_picture_are_asked_for_once(old: OldSite, site: Path) -> None:
    old.answers["/wp-content/uploads/x.jpg"] = sends()
    files = want(old, *(f"x-{width}x20.jpg" for width in range(1, 30)))
    found = list(bring(files, site, None, asking(old)))
    assert {one.path for one in found} == {f"{STATIC}/x.jpg"}
    assert outcomes(found).count("downloaded") == 1
    assert old.paths == ["/wp-content/uploads/x.jpg"]


def test_many_files_come_in_order(old: OldSite, site: Path) -> None:
    names = [f"{number}.jpg" for number in range(200)]
    old.answers = {f"/wp-content/uploads/{name}": sends(PNG) for name in names[::2]}
    found = list(bring(want(old, *names), site, None, asking(old)))
    assert [one.outcome is Outcome.DOWNLOADED for one in found] == [True, False] * 100
    assert len(state(site)) == 101


def test_a_run_that_is_stopped_goes_on_where_it_was(old: OldSite, site: Path) -> None:
    names = [f"{number}.jpg" for number in range(150)]
    old.answers = {f"/wp-content/uploads/{name}": sends(PNG) for name in names}
    files = want(old, *names)
    run = bring(files, site, None, asking(old))
    for _ in range(10):
        next(run)
    run.close()  # type: ignore[attr-defined]
    there = {path for path in state(site) if path.startswith(STATIC)}
    assert 10 <= len(there) < 150
    assert {row.split("\t")[0] for row in (site / RECORD).read_text().splitlines()} == there
    before = state(site)
    asked = set(old.paths)
    old.asked.clear()
    assert set(outcomes(list(bring(files, site, None, asking(old))))) == {"kept", "downloaded"}
    assert all(state(site)[path] == before[path] for path in there)
    done = {path.removeprefix("content/static") for path in there}
    assert done <= asked
    assert not done & set(old.paths)


def test_what_broke_off_is_taken_up_by_the_next_run(old: OldSite, site: Path) -> None:
    broken = breaks_off(30_000, {"ETag": '"a"'})
    old.answers["/wp-content/uploads/x.jpg"] = in_turn(broken, sends(b"", status=500))
    files = want(old, "x.jpg")
    (one,) = bring(files, site, None, asking(old))
    assert one.outcome is Outcome.MISSING
    assert not (site / STATIC / "x.jpg").exists()
    old.answers["/wp-content/uploads/x.jpg"] = resumes('"a"')
    (one,) = bring(files, site, None, asking(old))
    assert (site / one.path).read_bytes() == JPEG
    assert old.asked[-1][1]["Range"] == "bytes=30000-"
    assert sorted(state(site)) == [RECORD, one.path]


def test_a_record_that_was_torn_is_mended(old: OldSite, site: Path, stack: ExitStack) -> None:
    uploads = given(site, {"x.jpg": JPEG, "y.jpg": JPEG}, stack)
    list(bring(want(old, "y.jpg"), site, uploads))
    with (site / RECORD).open("a") as file:
        file.write("content/static/torn.jpg\thttp://old")
    list(bring(want(old, "x.jpg"), site, uploads))
    lines = (site / RECORD).read_text().splitlines()
    assert [line.split("\t")[0] for line in lines] == [f"{STATIC}/x.jpg", f"{STATIC}/y.jpg"]
    record = MediaRecord(site)
    row = record.at_path(f"{STATIC}/y.jpg")
    assert row
    assert row.size == len(JPEG)


def test_a_record_whose_sorting_was_cut_off_is_sorted_the_next_time(site: Path) -> None:
    record = MediaRecord(site)
    for name in "ba":
        record.add(Row(f"content/static/{name}.jpg", f"http://old/{name}", "", "", 3, "0" * 64))
    torn = (site / RECORD).with_name(".media.tsv.part")
    torn.write_text("content/static/b.jpg\thttp")
    MediaRecord(site).finish()
    names = [line.split("\t")[0] for line in (site / RECORD).read_text().splitlines()]
    assert names == ["content/static/a.jpg", "content/static/b.jpg"]
    assert not torn.exists()


def test_a_line_is_safe_as_soon_as_it_is_added(site: Path) -> None:
    rows = [Row(f"content/static/{n}  1.jpg", f"http://old/{n}", "", "", 3, "0" * 64) for n in "ab"]
    for row in rows:
        # As a run does that is killed: it never comes to the end.
        MediaRecord(site).add(row)
        with (site / RECORD).open("a") as file:
            file.write("content/static/torn")
    record = MediaRecord(site)
    assert [record.from_address(row.address) for row in rows] == rows


@contextmanager
def a_disk_that_is_nearly_full() -> Iterator[None]:
    """Let the system refuse files of more than ten kilobytes, which is as good."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_the_run_and_leaves_no_halves(
    old: OldSite, site: Path, stack: ExitStack
) -> None:
    old.answers["/wp-content/uploads/y.jpg"] = sends()
    uploads = given(site, {"x.jpg": JPEG}, stack)
    for name in ("x.jpg", "y.jpg"):
        with a_disk_that_is_nearly_full(), pytest.raises(OSError, match="too large"):
            list(bring(want(old, name), site, uploads, asking(old)))
    assert not [path for path in state(site) if path.startswith("content")]
    found = list(bring(want(old, "x.jpg", "y.jpg"), site, uploads, asking(old)))
    assert outcomes(found) == ["copied", "downloaded"]
