from typing import Any

import pytest

from ssg.check.podcast import check_podcast
from ssg.model.author import Author
from ssg.model.digest import digest_of
from ssg.model.entry import Audio
from ssg.model.picture import PictureFacts
from ssg.model.settings import PodcastSettings, Settings
from ssg.model.source import FileRef
from tests.making import assembled, files, post

COVER = "content/media/cover.jpg"


def found(
    audio: Audio | None = None, size: tuple[int, int] = (1400, 1400), **podcast: Any
) -> list[str]:
    settings = Settings(
        title="T",
        url="https://t.example/",
        podcast=PodcastSettings(**{"image": "/media/cover.jpg", **podcast}),
    )
    cover = {
        path: FileRef(path, digest_of(path), 1, PictureFacts(kind, *size))
        for path, kind in ((COVER, "jpeg"), ("content/media/cover.gif", "gif"))
    }
    spoken = post("spoken", audio=audio or Audio("/media/a.mp3"))
    site, _ = assembled(
        [spoken], settings=settings, files={**files("content/media/a.mp3"), **cover}
    )
    return [f"{problem.rule}: {problem.message} → {problem.fix}" for problem in check_podcast(site)]


def test_a_podcast_in_order_has_no_problem() -> None:
    assert found() == []
    assert found(category="Society & Culture > Documentary", size=(3000, 3000)) == []


@pytest.mark.parametrize(
    ("category", "fix"),
    [
        ("Society and Culture", "write Society & Culture"),
        ("Arts > Book", "write Arts > Books"),
        ("Documentary", "write Society & Culture > Documentary"),
        ("News/Politics", "write News > Politics"),
        ("technology", "write Technology"),
    ],
)
def test_a_category_that_no_directory_has_gets_the_nearest(category: str, fix: str) -> None:
    (problem,) = found(category=category)
    assert problem.startswith("podcast-category")
    assert problem.endswith(fix)


@pytest.mark.parametrize(
    ("image", "size", "words"),
    [
        ("", (1400, 1400), "has no picture"),
        ("/media/none.jpg", (1400, 1400), "there is no picture at"),
        ("/media/cover.jpg", (1400, 1000), "is not square: it has 1400 by 1000 pixels"),
        ("/media/cover.jpg", (600, 600), "has 600 pixels"),
        ("/media/cover.jpg", (4000, 4000), "has 4000 pixels"),
        ("/media/cover.gif", (1400, 1400), "neither JPEG nor PNG"),
    ],
)
def test_a_picture_that_directories_refuse_is_told(
    image: str, size: tuple[int, int], words: str
) -> None:
    (problem,) = found(image=image, size=size)
    assert problem.startswith("podcast-image")
    assert words in problem
    assert problem.endswith("below `podcast:`: `image: /media/podcast.jpg`")


def test_a_file_elsewhere_needs_its_size() -> None:
    (problem,) = found(Audio("https://far.example/a.mp3"))
    assert problem.startswith("podcast-length")
    assert found(Audio("https://far.example/a.mp3", length=3)) == []


def test_a_lock_needs_somebody_to_write_to() -> None:
    (problem,) = found(locked=True)
    assert problem.startswith("podcast-owner")
    assert found(locked=True, email="me@t.example") == []


def test_a_file_without_chapters_is_told() -> None:
    (problem,) = found(Audio("/media/a.mp3", chapters_file="/media/cover.jpg"))
    assert problem.startswith("podcast-chapters")


def test_a_site_without_recordings_is_asked_for_nothing() -> None:
    site, _ = assembled([post("silent")], authors=[Author("ana", "Ana")])
    assert list(check_podcast(site)) == []
