"""Clocks that jump, stand still or are wrong: a build is what its moment and its files make it."""

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.blog import build, post, tree, write, write_blog
from tests.launching import Launcher
from tests.test_incremental import built_from_nothing

BERLIN = ZoneInfo("Europe/Berlin")
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=BERLIN)
HOUR = dt.timedelta(hours=1)


def clean(site: Path, folder: Path, now: dt.datetime) -> dict[str, bytes]:
    """Return what a build from nothing makes of the site at a moment."""
    return built_from_nothing(site, folder / str(len(list(folder.iterdir()))), now=now)


def is_out(site: Path, slug: str) -> bool:
    """Tell whether readers see the post."""
    return any(path.endswith(f"/{slug}/index.html") for path in tree(site / "output"))


def test_a_clock_that_jumps_over_the_moment_and_back(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    write(site, {"content/posts/later.md": post("Later", "2026-06-01 12:00", "See [[One]].")})
    write(site, {"content/posts/far.md": post("Far", "2038-01-19 04:14:08", "Words.")})
    day = 24 * HOUR
    moments = (
        *(NOON - HOUR, NOON - dt.timedelta(seconds=1), NOON, NOON + day, NOON - day),
        *(dt.datetime(2038, 1, 19, 3, 14, second, tzinfo=dt.UTC) for second in (7, 8)),
        *(NOON + HOUR, dt.datetime(9999, 12, 30, tzinfo=dt.UTC), NOON - HOUR),
    )
    for now in moments:
        result = build(site, now=now)
        assert not result.has_failed
        assert is_out(site, "later") == (now >= NOON), f"at {now}"
        assert is_out(site, "far") == (now.year >= 2038 and now.second != 7), f"at {now}"
        assert tree(site / "output") == clean(site, tmp_path, now), f"at {now}"
        assert build(site, now=now).written == 0, f"at {now}"


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        # The clock shows this hour twice: the first time counts.
        ("2026-10-25 02:30", "2026-10-25T00:29+00:00", "2026-10-25T00:30+00:00"),
        ("2026-10-25 02:30 +01:00", "2026-10-25T01:29+00:00", "2026-10-25T01:30+00:00"),
        # And never this one: an hour that is left out is taken for the one before it.
        ("2027-03-28 02:30", "2027-03-28T01:29+00:00", "2027-03-28T01:30+00:00"),
    ],
)
def test_an_hour_that_comes_twice_or_never(
    tmp_path: Path, written: str, before: str, after: str
) -> None:
    site = write_blog(tmp_path / "site")
    write(site, {"content/posts/night.md": post("Night", written, "Words.")})
    moments = [dt.datetime.fromisoformat(text) for text in (before, after)]
    moments += [moments[1] + HOUR * hours for hours in (0.5, 1, 2)]
    assert not build(site, now=moments[0] - 3 * HOUR).has_failed
    for now in moments:
        build(site, now=now)
        # Whatever the clock on the wall shows, a post that has come out stays out.
        assert is_out(site, "night") == (now >= moments[1]), f"at {now}"


def test_times_of_files_that_lie(tmp_path: Path) -> None:
    """A clock that was set back between two edits, a copy with old times, files from the future."""
    site = write_blog(tmp_path / "site")
    file = site / "content/posts/three.md"
    text = file.read_text("utf-8")
    lies = (0, 1, 2**31, 4_102_444_800, 253_402_300_000)
    for number, time in enumerate(lies):
        for name in ("content/posts/one.md", "themes/plain/templates/post.html", "site.yaml"):
            os.utime(site / name, (time, time))
        new = file.with_name("new.tmp")
        new.write_text(text.replace("quiet", f"qui{number}t"), "utf-8")
        os.utime(new, (time, time))
        new.replace(file)  # Of the same size each time, as editors do it.
        assert not build(site).has_failed
        assert tree(site / "output") == built_from_nothing(site, tmp_path / f"clean{number}")
        assert build(site).written == 0


NOWS = ("0001-01-01", "1969-12-31T23:59:59-12:00", "9999-12-31T23:59:59-14:00", "9999-12-31")
EPOCHS = ("-1", "0", "2147483648", "253402300799", "99999999999999", "x", "1e9", "-99999999999999")


def test_moments_at_the_ends_of_time_are_taken_or_refused(ssg: Launcher, tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    dates = {
        "old": "1969-12-31",
        "first": "0001-01-01",
        "last": "9999-12-31 23:59",
        "leap": "2028-02-29",
    }
    for slug, date in dates.items():
        write(site, {f"content/posts/{slug}.md": post(slug, date, "Words.")})
    tried: list[tuple[tuple[str, ...], dict[str, str]]] = [(("--now", now), {}) for now in NOWS]
    tried += [((), {"SOURCE_DATE_EPOCH": epoch}) for epoch in EPOCHS]
    for command in ("build", "schedule"):
        for options, variables in tried:
            ended = ssg.run(command, *options, folder=site, **variables)
            assert ended.code in {0, 1, 2}, (options, variables, ended.said)
            assert "bug in ssg" not in ended.said, (options, variables, ended.said)
    ended = ssg.run("build", "--quiet", folder=site)
    assert ended.code in {0, 1}, ended.said


def test_a_conversation_closes_after_so_many_days_whatever_the_clocks_do(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    settings = (site / "site.yaml").read_text().replace("Europe/Berlin", "America/Chicago")
    (site / "site.yaml").write_text(
        f"{settings}comments: {{provider: mailto, email: a@b.example, close_after: 30d}}\n"
    )
    template = site / "themes/plain/templates/post.html"
    shown = "{{ content(view.entry) }}"
    asked = f"{shown} {{{{ view.conversation and view.conversation.open }}}}"
    template.write_text(template.read_text().replace(shown, asked))
    write(site, {"content/posts/open.md": post("Open", "2026-03-01 12:00", "Words.")})
    for at in ("2026-03-31T17:30+00:00", "2026-03-31T18:00+00:00", "2026-04-20T17:30+00:00"):
        now = dt.datetime.fromisoformat(at)
        assert not build(site, now=now).has_failed
        assert tree(site / "output") == clean(site, tmp_path, now), f"at {now}"


def test_a_conversation_may_stay_open_beyond_the_calendar(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    with (site / "site.yaml").open("a") as settings:
        settings.write("comments: {provider: mailto, email: a@b.example, close_after: 99999y}\n")
    assert not build(site).has_failed


def test_of_two_posts_in_the_hour_that_comes_twice_the_later_one_is_newer(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    write(site, {"content/posts/first.md": post("First", "2026-10-25 02:45 +02:00", "Words.")})
    write(site, {"content/posts/second.md": post("Second", "2026-10-25 02:15 +01:00", "Words.")})
    build(site, now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    feed = (site / "output/feed.xml").read_text()
    assert feed.index("Second") < feed.index("First")


def test_a_draft_without_a_date_stands_at_the_day_of_the_site(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    write(site, {"content/posts/d.md": "---\ntitle: Draft\ndraft: true\n---\nWords.\n"})
    write(site, {"content/posts/y.md": post("Yesterday", "2026-11-30 23:50", "Words.")})
    build(site, now=dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC), drafts=True)
    assert (site / "output/2026/12/01/d/index.html").exists()
    assert "Draft" in (site / "output/2026/12/index.html").read_text()
    assert "Yesterday" in (site / "output/2026/11/index.html").read_text()
