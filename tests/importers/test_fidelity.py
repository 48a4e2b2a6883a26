"""Every body of the real exports survives the whole way of an import, as far as was promised."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fidelity import ASPECTS, Figures, Way, figures_of, ways_of
from ssg.importers.conversion import TextTask, convert_text
from ssg.importers.reading.export import read_export
from ssg.model.export import BodyFormat, OldEntry
from tests.importers.wordpress_text.real_bodies import real_bodies

pytestmark = pytest.mark.xdist_group("fidelity")
"""What is converted once serves all of these tests."""

_NO_TEXTS = {"attachment", "nav_menu_item", "wp_block"}
"""What stands in these is part of files, menus and other texts."""


@pytest.fixture(scope="module")
def ways(exports: Path) -> list[Way]:
    return list(ways_of(exports))


@pytest.fixture(scope="module")
def figures(ways: list[Way]) -> Figures:
    return figures_of(ways)


def test_every_body_of_the_exports_takes_the_way_of_an_import(
    exports: Path, ways: list[Way]
) -> None:
    scanned = [file for file, text in real_bodies(exports) if text.strip()]
    read = [
        (file.name, entry.kind)
        for file in sorted(exports.glob("*/*.xml"))
        for entry in read_export([file.read_bytes()])
        if isinstance(entry, OldEntry) and entry.content.strip()
    ]
    assert sorted(name for name, _ in read) == sorted(scanned)
    texts = sorted(name for name, kind in read if kind not in _NO_TEXTS)
    assert sorted(way.file for way in ways) == texts
    assert len(texts) > 450


@pytest.mark.parametrize("aspect", ["text", "links", "pictures"])
def test_words_links_and_pictures_survive_in_every_body(figures: Figures, aspect: str) -> None:
    assert figures.survived[aspect] == figures.bodies


@pytest.mark.parametrize("aspect", ["blocks", "lines"])
def test_structure_survives_in_nearly_every_body(figures: Figures, aspect: str) -> None:
    assert figures.share(aspect) >= 0.98


def test_few_blocks_stay_html(figures: Figures) -> None:
    assert figures.raw_share < 0.05


def test_each_body_is_proved_to_say_the_same(figures: Figures) -> None:
    assert figures.unproved == 0


def test_links_and_pictures_are_those_of_the_export(figures: Figures) -> None:
    assert figures.survived["addresses"] == figures.bodies


@pytest.mark.parametrize(
    ("content", "other", "lost"),
    [
        ("Words and deeds.", "Words.", "text"),
        ('<a href="/a/">a</a> <a href="/b/">b</a>', "[a](/b/) [b](/a/)", "links"),
        ('<img src="/a.jpg" alt="" />', "![](/b.jpg)", "pictures"),
        ("<ul><li>a</li><li>b</li></ul>", "a b", "blocks"),
        ("an <em>old</em> word", "an old word", "lines"),
    ],
)
def test_what_is_lost_is_seen(content: str, other: str, lost: str) -> None:
    task = TextTask(content, BodyFormat.WORDPRESS_CLASSIC, "en")
    whole = Way("a.xml", task, convert_text(task))
    assert all(figures_of([whole]).survived[aspect] for aspect in ASPECTS)
    less = Way("a.xml", task, replace(whole.text, markdown=other))
    assert not figures_of([less]).survived[lost]
