"""A glance makes the very page that a whole plan makes, as far as only the entry itself changed."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.snapshot import reader, take_snapshot
from ssg.glance import glance
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import digest_of
from ssg.model.output import PlannedPage
from ssg.model.view import EntryView
from ssg.pipeline import Planned, plan_build
from ssg.preview.memory import Memory
from ssg.render.page import render_page
from ssg.work import here
from tests.blog import ANA, NOW, comments, write

SITE = """\
title: The Small Lamp
url: https://small.example/blog/
timezone: Europe/Berlin
author: ana
comments: {provider: mailto}
"""
FRONT = {
    "title": "One",
    "date": "2016-10-29",
    "categories": "[Cities/Ports]",
    "tags": "[harbour, tide]",
    "author": "ana",
}
ONE, PATH = "content/posts/one.md", "2016/10/29/one/index.html"
CHANGES = {
    "title": ["One", "Überschrift", "'A <b> & “c”'", "1984"],
    "tags": ["[harbour]", "[tide, harbour]", "[]"],
    "author": ["ana", "bo", "{name: Guest, bio: Of *elsewhere*.}", "[bo, ana]"],
    "summary": ["", "In a sentence.", "With *stress*."],
    "corrections": ["", "[{date: 2018-02-02, text: It was *later*.}]"],
    "image": ["", "{src: /media/lamp.png, alt: A lamp}"],
    "updated": ["", "2016-11-02"],
    "template": ["", "page.html"],
    "comments": ["", "open", "closed"],
    "language": ["", "ar"],
    "sources": ["", "[{title: A book, url: 'https://book.example/'}]"],
}
BLOCKS = [
    "The harbour wakes, and the crane with it.",
    "A claim.[^1]\n\n[^1]: Its proof.",
    "See [the other](two.md), [[Three]] and [elsewhere](https://else.example/).",
    "![A lamp](/media/lamp.png)",
    "## A heading\n\nText under it.",
    "<!--more-->",
    "> Oil burns.\n> — Bo, [Letters](https://letters.example/)",
    "A [broken one](/nowhere/).",
]


def entry(body: str = "The harbour wakes.", **fields: str) -> str:
    lines = [f"{key}: {value}" for key, value in {**FRONT, **fields}.items() if value]
    return "\n".join(["---", *lines, "---", body, ""])


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog on disk, with its plan as it was before anybody changed a file."""

    site: Path
    memo: Memo
    before: Planned

    def glance(self, text: str, path: str = ONE) -> tuple[Planned, PlannedPage | None]:
        """Save the entry `path` and glance at it."""
        write(self.site, {path: text})
        snapshot, _ = take_snapshot(self.site, self.site / "output", self.memo.store)  # type: ignore[arg-type]
        return glance(self.before, snapshot.files[path], self.memo)

    def plan(self) -> Planned:
        """Plan everything that is there now."""
        return planned(self.site, self.memo)

    def render(self, page: PlannedPage) -> bytes:
        """Return the bytes of a page."""
        assert self.before.theme
        return render_page(page, self.memo.heavy(page.needs), self.before.theme).content


def planned(site: Path, memo: Memo) -> Planned:
    snapshot, _ = take_snapshot(site, site / "output", memo.store)  # type: ignore[arg-type]
    return plan_build(snapshot, memo, Options(NOW, drafts=True, future=True))


@contextmanager
def blogging(folder: Path) -> Iterator[Blog]:
    """Write a blog and plan it."""
    write(
        folder,
        {
            "site.yaml": SITE,
            "content/authors/ana.yaml": ANA,
            "content/authors/bo.yaml": "name: Bo\n",
            "content/posts/two.md": entry("See [one](one.md).", title="Two", date="2017-03-01"),
            "content/posts/three.md": entry("Lamps.", title="Three", date="2015-01-05"),
            "content/posts/wrong.md": entry("[No](/never/).", title="Wrong", date="2014-01-05"),
            "content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
            "content/comments/one.yaml": comments("wp-1", "Well said."),
            ONE: entry(),
        },
    )
    memory = Memory(Cache(folder / FOLDER))
    memo = Memo(memory, digest_of("code"), reader(folder), here)
    try:
        yield Blog(folder, memo, planned(folder, memo))
    finally:
        memory.close()


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Blog]:
    with blogging(tmp_path / "site") as blog:
        yield blog


def page_of(planned: Planned, path: str = PATH) -> PlannedPage:
    assert planned.plan
    return next(page for page in planned.plan.pages if page.path == path)


def about(planned: Planned, path: str = ONE) -> list[Diagnostic]:
    return [problem for problem in planned.diagnostics if problem.path == path]


def without_others(page: PlannedPage, like: PlannedPage) -> PlannedPage:
    """Return a page that says of near posts and of its series what `like` says of them.

    That takes all posts: the words and links of a text decide which posts are near, its title
    stands among the parts of its series. A glance leaves both as they were.
    """
    assert isinstance(page.view, EntryView)
    assert isinstance(like.view, EntryView)
    view = replace(page.view, related=like.view.related, series=like.view.series)
    return replace(page, view=view)


@settings(max_examples=40)
@given(
    st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CHANGES.items()}),
    st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4),
    st.sampled_from(["", "Letters"]),
)
def test_a_glance_makes_the_page_that_a_whole_plan_makes(
    fields: dict[str, str], blocks: list[str], series: str
) -> None:
    with TemporaryDirectory() as folder, blogging(Path(folder)) as blog:
        glanced, page = blog.glance(entry("\n\n".join(blocks), **fields, series=series))
        whole = blog.plan()
        assert page is not None
        assert page_of(glanced) is page
        wanted = without_others(page_of(whole), page)
        assert page == wanted
        assert blog.render(page) == blog.render(wanted)


@pytest.mark.parametrize(
    "text",
    [
        entry("The harbour *wakes*."),
        entry("The harbour wakes.", corrections="[{date: 2018-02-02, text: Later.}]"),
        entry("The harbour wakes.", summary="In a sentence.", author="bo"),
    ],
)
def test_where_the_words_stay_nothing_differs_at_all(blog: Blog, text: str) -> None:
    _, page = blog.glance(text)
    assert page == page_of(blog.plan())


@pytest.mark.parametrize(
    "text",
    [
        entry(slug="elsewhere"),
        entry(date="2016-10-30"),
        entry(permalink="/elsewhere/"),
        entry(unlisted="true"),
    ],
)
def test_what_moves_or_leaves_the_lists_waits_for_the_plan(blog: Blog, text: str) -> None:
    glanced, page = blog.glance(text)
    assert page is None
    assert glanced.plan == blog.before.plan


def test_where_readers_answered_is_for_the_plan_to_find(blog: Blog) -> None:
    silent = entry(comments="none")
    assert blog.glance(silent)[1] is None
    assert replace(blog, before=blog.plan()).glance(entry())[1] is None


def test_what_becomes_hidden_waits_for_the_plan(blog: Blog) -> None:
    assert blog.before.materials
    materials = replace(blog.before.materials, drafts=False, future=False)
    public = replace(blog, before=replace(blog.before, materials=materials))
    assert public.glance(entry(draft="true"))[1] is None
    later = NOW + dt.timedelta(days=1)
    assert public.glance(entry(date=str(later.date())))[1] is None


def test_a_new_entry_waits_for_the_plan(blog: Blog) -> None:
    glanced, page = blog.glance(entry(title="New"), "content/posts/new.md")
    assert page is None
    assert glanced == blog.before


def test_a_file_that_is_no_entry_is_not_glanced_at(blog: Blog) -> None:
    assert blog.glance("name: Ana R.\n", "content/authors/ana.yaml") == (blog.before, None)


def test_errors_are_those_of_the_file_and_others_stay(blog: Blog) -> None:
    glanced, page = blog.glance("---\ntitle: a: b\n---\nWords.\n")
    assert page is None
    assert about(glanced) == about(blog.plan())
    assert [problem.rule for problem in about(glanced)] == ["yaml-syntax"]
    others = [problem for problem in blog.before.diagnostics if problem.path != ONE]
    assert others
    assert [problem for problem in glanced.diagnostics if problem.path != ONE] == others


def test_mended_errors_are_gone(blog: Blog) -> None:
    broken, _ = blog.glance("---\ntitle: a: b\n---\nWords.\n")
    mended, page = replace(blog, before=broken).glance(entry("Words."))
    assert page is not None
    assert about(mended) == []
