"""The watched folders themselves: deleted, replaced, renamed, linked."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssg.preview.ground import survey
from tests.preview.watched import Told, make_site, watched, write

POST = "content/posts/x.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def told(site: Path) -> Iterator[Told]:
    with watched(site) as told:
        yield told


def delete_and_make_anew(folder: Path) -> None:
    shutil.rmtree(folder)
    write(folder / "posts/x.md", "new")


def rename_and_make_anew(folder: Path) -> None:
    folder.rename(folder.with_name("aside"))
    write(folder / "posts/x.md", "new")


def replace(folder: Path) -> None:
    other = folder.with_name("prepared")
    write(other / "posts/x.md", "new")
    folder.rename(folder.with_name("aside"))
    other.rename(folder)


def replace_by_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("aside"))
    folder.symlink_to("aside")


@pytest.mark.parametrize(
    "change", [delete_and_make_anew, rename_and_make_anew, replace, replace_by_a_link]
)
def test_a_replaced_content_folder_is_watched(
    site: Path, told: Told, change: Callable[[Path], None]
) -> None:
    change(site / "content")
    told.wait_for_anything()
    told.settle_after_anything()

    write(site / POST, "newest")
    told.wait_for(POST, "newest")


def test_a_folder_made_only_later_is_watched(site: Path) -> None:
    shutil.rmtree(site / "themes")
    with watched(site) as told:
        write(site / "themes/own/theme.yaml", "name: own")
        told.wait_for_anything()
        told.settle_after_anything()
        write(site / "themes/own/theme.yaml", "name: other")
        told.wait_for("themes/own/theme.yaml", "name: other")


def test_content_moved_aside_is_watched_no_more(site: Path, told: Told) -> None:
    (site / "content").rename(site / "aside")
    (site / "content").mkdir()
    told.wait_for_anything()
    told.settle_after_anything()
    told.hints.clear()

    write(site / "aside/posts/x.md", "noise")

    assert told.settle() == set()


def test_a_folder_moved_away_may_mean_anything(site: Path, tmp_path: Path, told: Told) -> None:
    (site / "content/posts").rename(tmp_path / "away")

    told.wait_for_anything()


def test_a_folder_renamed_is_still_watched(site: Path, told: Told) -> None:
    (site / "content/posts").rename(site / "content/notes")
    told.wait_for_anything()
    told.settle_after_anything()

    write(site / "content/notes/x.md", "new")

    told.wait_for("content/notes/x.md", "new")


def test_a_deleted_site_is_told_once_and_heard_again_when_it_is_back(
    site: Path, told: Told
) -> None:
    shutil.rmtree(site)
    assert str(site) in told.wait_for_note("is gone")
    told.hints.clear()

    make_site(site)
    told.wait_for_note("is back")
    told.wait_for_anything()
    told.settle_after_anything()

    assert [note for note in told.notes if "is gone" in note] == told.notes[:1]


def test_a_site_that_moves_away_and_back_is_heard_again(site: Path, told: Told) -> None:
    site.rename(site.with_name("elsewhere"))
    told.wait_for_note("is gone")

    site.with_name("elsewhere").rename(site)

    told.wait_for_note("is back")
    told.wait_for_anything()
    told.settle_after_anything()


def test_a_site_replaced_unheard_is_noticed(site: Path, told: Told, tmp_path: Path) -> None:
    # Nobody watches the folder above the site, so that only the heartbeat can tell.
    other = make_site(tmp_path / "other")
    before = site.rename(tmp_path / "before")
    other.rename(site)

    told.wait_for_anything()
    told.settle_after_anything()
    assert before.exists()


def test_what_links_lead_to_is_named_as_the_site_names_it(site: Path) -> None:
    write(site / "shared/deep/a.md", "a")
    write(site / "drafts/b.md", "b")
    (site / "content/posts/shared").symlink_to("../../shared")
    (site / "content/posts/b.md").symlink_to("../../drafts/b.md")
    with watched(site) as told:
        write(site / "shared/deep/a.md", "A")
        told.wait_for("content/posts/shared/deep/a.md", "A")
        write(site / "drafts/b.md", "B")
        told.wait_for("content/posts/b.md", "B")
        write(site / "drafts/c.md", "not linked")

        assert told.settle() == {"content/posts/shared/deep/a.md", "content/posts/b.md"}


def test_a_file_with_two_names_is_named_by_both(site: Path) -> None:
    (site / "content/again").symlink_to("posts")
    with watched(site) as told:
        write(site / POST, "new")

        told.wait_for(POST, "new")
        told.wait_for("content/again/x.md", "new")


def test_a_link_made_later_is_followed(site: Path, told: Told) -> None:
    write(site / "shared/a.md", "a")
    (site / "content/posts/shared").symlink_to("../../shared")
    told.wait_for_anything()
    told.settle_after_anything()

    write(site / "shared/a.md", "A")

    told.wait_for("content/posts/shared/a.md", "A")


def test_links_out_of_the_site_and_in_circles_are_not_watched(site: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret/a.md", "a")
    (site / "content/leak").symlink_to(tmp_path / "secret")
    (site / "content/leak.md").symlink_to(tmp_path / "secret/a.md")
    (site / "content/circle").symlink_to("..")
    (site / "content/lost").symlink_to("nowhere")
    (site / "content/made").symlink_to("../output")

    real = os.path.realpath(site)

    assert {folder.real for folder in survey(site, site / "output").folders} == {
        real,
        f"{real}/content",
        f"{real}/themes",
    }
