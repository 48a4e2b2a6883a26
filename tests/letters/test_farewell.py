"""What is said of a move, in the languages of the themes."""

import dataclasses
from pathlib import Path

import pytest
import yaml

from ssg.cli import run
from ssg.letters.farewell import farewell_of
from ssg.letters.farewell_words import WORDS
from ssg.model.author import Link
from ssg.model.settings import NewsletterSettings, Settings
from tests.blog import write

OLD = "https://lamp.wordpress.com/"
MOVED = Settings(
    title="The Lamp {x}",
    url="https://lamp.example/blog/",
    newsletter=NewsletterSettings("https://post.example/"),
    links=(Link("Mastodon", "https://social.example/@lamp", "mastodon"),),
)


def test_there_are_words_in_the_languages_of_the_themes(repository: Path) -> None:
    strings = (repository / "themes/broadsheet/strings").glob("*.yaml")
    assert set(WORDS) == {file.stem for file in strings}


@pytest.mark.parametrize("language", WORDS)
def test_readers_are_told_where_to_and_how_to_follow(language: str) -> None:
    said = farewell_of(dataclasses.replace(MOVED, language=language), OLD)

    for address in ("https://lamp.example/blog/", "feed.xml", "/blog/follow/", "social.example"):
        assert address in said.farewell
    for address in (OLD, "<https://lamp.example/blog/feed.xml>", "<https://social.example/@lamp>"):
        assert address in said.post
    assert "The Lamp {x}" in said.farewell
    assert said.title == WORDS[language].moved_here


def test_only_ways_that_there_are_are_named() -> None:
    said = farewell_of(Settings("T", "https://t.example/", language="xx"), OLD)

    assert "E-mail" not in said.farewell.partition("How to go on reading")[2].partition("If you")[0]
    assert "Mastodon" not in said.farewell


def test_a_draft_is_written_and_the_farewell_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1477742400")
    site = {"title": "The Lamp", "url": "https://lamp.example/", "language": "de", "author": "ana"}
    write(tmp_path, {"site.yaml": yaml.safe_dump(site), "content/authors/ana.yaml": "name: Ana\n"})
    command = ["new", "--moved-from", OLD, "--site", str(tmp_path)]

    assert run(command) == 0
    out, _ = capfd.readouterr()
    file = tmp_path / "content/posts/2016/2016-10-29-wir-sind-umgezogen.md"
    assert out.startswith(f"{file}\n")
    assert "The Lamp ist umgezogen" in out
    text = file.read_text("utf-8")
    assert 'title: "Wir sind umgezogen"' in text
    assert "\ndraft: true" in text
    assert OLD in text
    assert run(command) == 2, "an entry that is there stays"
    assert run(["new", "--moved-from", "lamp", "--site", str(tmp_path)]) == 2
