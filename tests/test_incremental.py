"""A rebuild after any edits equals a build from nothing, and touches only what differs."""

import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ssg.disk.cache.store import FOLDER, Cache
from tests.blog import NOW, SITE, THEME, build, comments, post, tree, write, write_blog

Edit = Callable[[Path], None]
NAMES = ("one", "two", "three", "four")
FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
CARD = f"address: {FILM}\n"
WORDS = st.sampled_from(
    [
        *("harbour crane tide", "lamp essay", "library shelf reader", "[[One]]"),
        *("![A lamp](/media/lamp.png)", f"A film:\n\n{FILM}\n"),
    ]
)


def write_post(name: str, title: str, date: str, body: str) -> Edit:
    text = post(title, date, body)
    return lambda site: write(site, {f"content/posts/{name}.md": text})


def write_file(name: str, text: str) -> Edit:
    return lambda site: write(site, {name: text})


def write_picture(colour: str) -> Edit:
    content = io.BytesIO()
    Image.new("RGB", (600, 20), colour).save(content, "PNG")

    def paint(site: Path) -> None:
        write(site, {"content/media/lamp.png": ""})
        (site / "content/media/lamp.png").write_bytes(content.getvalue())

    return paint


def delete_post(name: str) -> Edit:
    return lambda site: (site / f"content/posts/{name}.md").unlink(missing_ok=True)


def rename_post(old: str, new: str) -> Edit:
    def rename(site: Path) -> None:
        source = site / f"content/posts/{old}.md"
        if source.exists():
            source.replace(site / f"content/posts/{new}.md")

    return rename


def remove_output(name: str) -> Edit:
    return lambda site: (site / "output" / name).unlink(missing_ok=True)


LISTING = THEME["templates/listing.html"]
EDITS = st.one_of(
    st.builds(
        write_post,
        st.sampled_from(NAMES),
        st.sampled_from(["One", "Two", "Another: title".replace(":", ""), "Überschrift"]),
        st.dates(dt.date(2015, 1, 1), dt.date(2019, 1, 1)).map(str),
        WORDS,
    ),
    st.builds(delete_post, st.sampled_from(NAMES)),
    st.builds(rename_post, st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.builds(
        write_file,
        st.just("content/authors/ana.yaml"),
        st.sampled_from(["name: Ana Ruiz\n", "name: Ana R.\nbio: Moved.\n"]),
    ),
    st.builds(
        write_file,
        st.just("themes/plain/templates/listing.html"),
        st.sampled_from([LISTING, LISTING.replace("<p>", "<p class=summary>")]),
    ),
    st.builds(
        write_file,
        st.just("site.yaml"),
        st.sampled_from(
            [SITE, SITE.replace("Lamp", "Light"), SITE + "permalink: /{slug}.html\n",
             SITE.replace("page: 2", "page: 3"), SITE.replace("search: false", "search: true")]
        ),
    ),
    st.builds(write_picture, st.sampled_from(["navy", "gold"])),
    st.builds(
        write_file,
        st.just("content/cards/youtube-aqz-KE-bpKQ.yaml"),
        st.sampled_from(["title: Locks\n", "title: Gates & co\n"]).map(CARD.__add__),
    ),
    st.builds(
        write_file,
        st.sampled_from(["content/comments/one.yaml", "content/comments/two.yaml"]),
        st.sampled_from([comments("wp-1", "No."), comments("wp-2", "Yes & no.")]),
    ),
    st.builds(remove_output, st.sampled_from(["index.html", "feed.xml", "about/index.html"])),
)  # fmt: skip


def built_from_nothing(site: Path, folder: Path, **options: object) -> dict[str, bytes]:
    """Build a copy of the site that has neither cache nor output."""
    copy = folder / "copy"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("output", FOLDER))
    build(copy, **options)
    return tree(copy / "output") if (copy / "output").exists() else {}


@settings(max_examples=20)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_a_rebuild_after_any_edits_equals_a_clean_build(rounds: list[list[Edit]]) -> None:
    with TemporaryDirectory() as place:
        site = write_blog(Path(place) / "site")
        build(site)
        for edits in rounds:
            for edit in edits:
                edit(site)
            result = build(site)
        if not result.has_failed:
            assert tree(site / "output") == built_from_nothing(site, Path(place))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = write_blog(tmp_path / "site")
    result = build(blog)
    assert [problem.message for problem in result.diagnostics] == []
    return blog


def stamps(site: Path) -> dict[str, int]:
    output = site / "output"
    return {name: (output / name).stat().st_mtime_ns for name in tree(output)}


def test_a_build_without_changes_writes_nothing(site: Path) -> None:
    before = stamps(site)
    result = build(site)
    assert (result.written, result.deleted) == (0, 0)
    assert result.outputs == len(before)
    assert stamps(site) == before


def test_a_build_without_changes_loads_no_body(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        pytest.fail("a body or a remembered entry was loaded")

    monkeypatch.setattr(Cache, "read_heavy", refuse)
    monkeypatch.setattr(Cache, "read_light", refuse)
    assert build(site).written == 0


def test_an_edit_of_one_body_rewrites_its_page_and_its_feeds_only(site: Path) -> None:
    summarised = "A quiet essay on lamps, and on those who lit them when the town was dark. " * 3
    text = post("Three", "2018-01-05", summarised)
    write(site, {"content/posts/three.md": text})
    build(site)
    before = stamps(site)
    write(site, {"content/posts/three.md": text + "\nA second paragraph, on oil.\n"})
    build(site)
    after = stamps(site)
    changed = {name for name in after if after[name] != before[name]}
    assert "2018/01/05/three/index.html" in changed
    assert "2016/10/29/one/index.html" not in changed
    assert "index.html" not in changed
    assert all("three" in name or "feed" in name or "atom" in name for name in changed)


def test_a_new_title_is_everywhere_it_shows(site: Path) -> None:
    write(site, {"content/posts/two.md": post("Zweite", "2017-03-01", "New words.")})
    (site / "content/posts/one.md").write_text(post("One", "2016-10-29", "[[Zweite]]"))
    build(site)
    for name in ("index.html", "archive/index.html", "feed.xml", "2016/10/29/one/index.html"):
        assert b"Zweite" in (site / "output" / name).read_bytes(), name


def test_a_deleted_post_leaves_nothing_behind(site: Path) -> None:
    write(site, {"content/posts/one.md": post("One", "2016-10-29", "No link.")})
    (site / "content/posts/two.md").unlink()
    result = build(site)
    assert result.deleted
    assert not (site / "output/2017").exists()
    assert not any(b"Two" in content for content in tree(site / "output").values())


def test_an_address_that_is_gone_is_named_once(site: Path) -> None:
    text = (site / "content/posts/three.md").read_text(encoding="utf-8")
    (site / "content/posts/three.md").unlink()
    write(site, {"content/posts/moved.md": text})
    (problem,) = build(site).diagnostics
    assert problem.rule == "address-gone"
    assert "aliases: [/2018/01/05/three/]" in problem.fix
    assert build(site).diagnostics == ()


def test_an_address_with_an_alias_or_of_a_draft_is_not_called_gone(site: Path) -> None:
    text = (site / "content/posts/three.md").read_text(encoding="utf-8")
    (site / "content/posts/three.md").unlink()
    moved = text.replace("---\n", "---\naliases: [/2018/01/05/three/]\n", 1)
    write(site, {"content/posts/moved.md": moved})
    assert build(site).diagnostics == ()
    write(site, {"content/posts/four.md": post("Four", "2018-02-02", "x").replace(
        "---\n", "---\ndraft: true\n", 1)})  # fmt: skip
    build(site, drafts=True)
    assert build(site).diagnostics == ()


def test_what_was_removed_or_changed_by_hand_comes_back(site: Path) -> None:
    good = tree(site / "output")
    (site / "output/index.html").unlink()
    (site / "output/about/index.html").write_text("mine")
    build(site)
    assert tree(site / "output") == good


def test_files_of_others_in_the_output_are_left_alone(site: Path) -> None:
    (site / "output/notes.txt").write_text("mine")
    write(site, {"content/posts/four.md": post("Four", "2018-02-02", "Words.")})
    build(site)
    assert (site / "output/notes.txt").read_text() == "mine"


def test_a_scheduled_post_comes_out_when_its_time_has_come(site: Path) -> None:
    write(site, {"content/posts/four.md": post("Four", "2026-11-23", "Words.")})
    first = build(site)
    assert [hidden.reason for hidden in first.hidden] == ["scheduled"]
    assert not any(b"Four" in content for content in tree(site / "output").values())
    assert build(site).written == 0
    later = build(site, now=NOW + dt.timedelta(days=1))
    assert later.hidden == ()
    assert (site / "output/2026/11/23/four/index.html").exists()


def test_errors_leave_the_last_good_site_as_it_was(site: Path) -> None:
    good = tree(site / "output")
    write(site, {"content/posts/four.md": "---\ntitle: a: b\ndate: never\n---\nWords.\n"})
    result = build(site)
    assert result.has_failed
    assert tree(site / "output") == good


def test_a_failing_template_leaves_the_last_good_site_as_it_was(site: Path) -> None:
    good = tree(site / "output")
    write(site, {"themes/plain/templates/post.html": "{{ view.entry.tilte }}"})
    result = build(site)
    assert result.has_failed
    assert "tilte" in result.diagnostics[0].message
    assert tree(site / "output") == good


def test_a_build_that_was_killed_in_the_switch_is_not_taken_for_the_one_before(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tree(site / "output")
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    write(site, {"site.yaml": settings.replace("Small Lamp", "Other Lamp")})

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("ssg.disk.publishing.switch.carry_out", die)
        with pytest.raises(KeyboardInterrupt):
            build(site)
    write(site, {"site.yaml": settings})
    build(site)
    assert tree(site / "output") == good


def test_a_clean_build_gives_the_same_bytes(site: Path) -> None:
    good, before = tree(site / "output"), stamps(site)
    build(site, clean=True)
    assert tree(site / "output") == good
    assert stamps(site) == before
