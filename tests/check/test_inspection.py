"""What only the site as a whole can tell, and only `ssg check` looks for."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from ssg.check.inspection import inspect_site
from ssg.check.mending import mends_of_addresses
from ssg.model.author import Author
from ssg.model.card import Card
from ssg.model.entry import (
    Audio,
    CardMention,
    Chapter,
    Correction,
    Entry,
    Picture,
    Place,
    Reference,
    ReferenceKind,
)
from ssg.model.picture import PictureFacts
from ssg.model.settings import MenuItem, PodcastSettings, RedirectRecord
from ssg.model.survey import Earlier, OwnAddress, Survey
from ssg.model.theme import TemplateFile, Theme
from tests.making import NOW, SETTINGS, THEME, files, page, planned, post

KEYS = {"title": Place(2, 1), "summary": Place(3, 1), "description": Place(4, 1)}
EVERYTHING: dict[str, Any] = {"drafts": True, "future": True}


def found(
    *entries: Entry,
    surveys: Mapping[str, Survey] | None = None,
    earlier: tuple[Earlier, ...] = (),
    theme: Theme = THEME,
    **materials: Any,
) -> list[str]:
    site, plan = planned(entries, **materials)
    known = {**{each.source: Survey(keys=KEYS) for each in entries}, **(surveys or {})}
    problems = [*inspect_site((site, plan, theme), known, earlier)]
    problems += [problem for problem, _ in mends_of_addresses(site, known)]
    return [f"{each.place}: {each.level.value} {each.rule}: {each.message}" for each in problems]


def link(target: str, kind: ReferenceKind = ReferenceKind.LINK) -> dict[str, Any]:
    return {"references": (Reference(kind, target, "", Place(7, 9)),)}


def redirect(old: str, to: str, line: int = 1, query: str = "") -> RedirectRecord:
    return RedirectRecord(old, query, to, 301 if to else 410, "", line)


def test_a_site_without_faults_is_told_nothing() -> None:
    assert found(post("a"), post("b", "2020-01-01", **link("/2016/10/29/a/")), page("about")) == []


def test_what_stands_twice_is_told_of_the_younger_one_with_the_place_of_its_key() -> None:
    same = {"title": "Links", "summary": "Of the week.", "description": "All of it."}
    problems = found(post("b", "2017-01-01", **same), post("a", "2016-01-01", **same))
    assert problems == [
        "content/posts/b.md:2:1: advice same-title: content/posts/a.md has the same title",
        "content/posts/b.md:3:1: advice same-summary: content/posts/a.md has the same summary",
        (
            "content/posts/b.md:4:1: advice same-description:"
            " content/posts/a.md has the same description"
        ),
    ]


def test_what_stands_in_many_is_told_of_all_of_them() -> None:
    posts = [post(name, f"201{year}-01-01", title="Links") for year, name in enumerate("abc")]
    problems = found(*posts)
    assert [problem.partition("same-title: ")[2] for problem in problems] == [
        "content/posts/a.md and 1 more have the same title"
    ] * 2


def test_what_the_program_wrote_itself_or_is_of_another_language_is_not_twice() -> None:
    same = {"title": "Links", "summary": "Of the week."}
    unwritten = {f"content/posts/{name}.md": Survey() for name in ("a", "b")}
    assert found(post("a", **same), post("b", "2017-01-01", **same), surveys=unwritten) == []
    assert found(post("a", **same), post("b", "2017-01-01", language="de", **same)) == []
    assert found(post("a", **same), post("b", "2017-01-01", unlisted=True, **same)) == []


@pytest.mark.parametrize(
    ("kind", "fields", "level"),
    [
        (ReferenceKind.SOURCE_LINK, {"draft": True}, "error"),
        (ReferenceKind.LINK, {"draft": True}, "warning"),
    ],
)
def test_a_link_to_a_draft_is_told(kind: ReferenceKind, fields: Any, level: str) -> None:
    target = "b.md" if kind is ReferenceKind.SOURCE_LINK else "/2017/01/01/b/"
    problems = found(
        post("a", **link(target, kind)), post("b", "2017-01-01", **fields), **EVERYTHING
    )
    assert problems == [
        (
            f"content/posts/a.md:7:9: {level} broken-link:"
            " this links to content/posts/b.md, which is a draft"
        ),
    ]


def test_a_link_to_a_scheduled_post_is_told_unless_it_comes_out_later_itself() -> None:
    later, much_later = "2027-01-01", "2027-02-01"
    to_later = link("/2027/01/01/b/")
    assert "not out before 2027-01-01 00:00" in str(
        found(post("a", **to_later), post("b", later), **EVERYTHING)
    )
    assert found(post("a", later, **to_later), post("b", later), **EVERYTHING) == []
    assert found(post("a", much_later, **to_later), post("b", later), **EVERYTHING) == []
    assert found(post("a", draft=True, **to_later), post("b", later), **EVERYTHING) == []


def test_addresses_of_the_site_with_its_host_are_followed() -> None:
    own = [
        OwnAddress("https://lamplighter.example/none/", "/none/", Place(5, 1), is_safe=True),
        OwnAddress("http://lamplighter.example/about/", "/about/", Place(6, 1), is_safe=False),
        OwnAddress("https://lamplighter.example/old/#x", "/old/", Place(7, 1), is_safe=True),
        OwnAddress("https://lamplighter.example/about/", "/about/", Place(8, 1), is_safe=True),
    ]
    problems = found(
        post("a", aliases=("/old/",)),
        page("about"),
        surveys={"content/posts/a.md": Survey(own_addresses=tuple(own))},
    )
    assert [line.partition(": ")[2].split(":")[0] for line in problems] == [
        "warning broken-link",
        "advice own-address",
        "advice moved-link",
    ]
    own_address = "https://lamplighter.example is this site's own address (`url:`)"
    assert f"nothing is at /none/, and {own_address}" in problems[0]
    assert "sent on to /2016/10/29/a/#x" in problems[2]


def test_a_file_of_the_site_that_did_not_come_along_is_told_where_to_put() -> None:
    address = "https://lamplighter.example/wp-content/a b.JPG"
    own = OwnAddress(address, "/wp-content/a b.JPG", Place(5, 1), is_safe=True)
    site, plan = planned((post("a"),))
    survey = {"content/posts/a.md": Survey(keys=KEYS, own_addresses=(own,))}
    [problem] = inspect_site((site, plan, THEME), survey, ())
    assert problem.fix.startswith("put the file there, as content/static/wp-content/a b.JPG")


def test_a_link_by_an_old_address_is_told_with_the_new_one() -> None:
    target = post("a", aliases=("/old/", "/?p=7"))
    for written in ("/old/", "/old", "/?p=7"):
        assert found(target, post("b", "2017-01-01", **link(written))) == [
            (
                f"content/posts/b.md:7:9: advice moved-link: {written} has moved,"
                " and readers are sent on to /2016/10/29/a/"
            ),
        ]


def test_a_link_by_a_chain_of_redirects_is_told_where_it_ends() -> None:
    rules = (redirect("/x/", "/y/"), redirect("/y/", "/about/", 2))
    problems = found(page("about"), post("b", **link("/x/")), redirects=rules)
    assert problems == [
        (
            "content/redirects.yaml:1:1: advice redirect-chain:"
            " the redirect from /x/ leads to /y/, which leads on to /about/"
        ),
        (
            "content/posts/b.md:7:9: advice moved-link: /x/ has moved,"
            " and readers are sent on to /about/"
        ),
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (redirect("/x/", "https://lamplighter.example/x/"), "error redirect"),
        (redirect("/media/a.pdf", "/about/"), "warning redirect-shadow"),
        (redirect("/x/", "https://other.example/x/"), ""),
        (redirect("/", "/about/", query="p=9"), ""),
    ],
)
def test_redirects_that_never_answer_are_told(rule: RedirectRecord, told: str) -> None:
    menu = (MenuItem("Paper", "/media/a.pdf"),)
    problems = found(
        page("about"),
        redirects=(rule,),
        files=files("content/media/a.pdf"),
        settings=dataclasses.replace(SETTINGS, menu=menu),
    )
    assert [line.split(": ")[1] for line in problems] == ([told] if told else [])


def test_circles_of_redirects_are_left_to_the_build() -> None:
    rules = (redirect("/x/", "/y/"), redirect("/y/", "/x/", 2))
    assert found(page("about"), redirects=rules) == []


def test_files_that_nothing_names_are_told_with_their_size() -> None:
    named = ["link.pdf", "lead.jpg", "menu.png", "audio.mp3", "extra.jpg", "own.jpg", "theme.png"]
    beside = ["index.md", "beside.jpg", "map.jpg", "lost.jpg"]
    paths = [
        *(f"content/media/{name}" for name in (*named, "paper.pdf", "old/lost.jpg")),
        *(f"content/posts/b/{name}" for name in beside),
        "content/static/wp-content/uploads/x.jpg",
    ]
    own = OwnAddress("https://…", "/media/own.jpg", Place(9, 1), is_safe=True)
    template = TemplateFile("t", "a.html", "a.html", '<img src="/media/theme.png">')
    first = post(
        "a",
        picture=Picture("/media/lead.jpg", "A crane"),
        audio=Audio("/media/audio.mp3"),
        extra={"banner": ["/media/extra.jpg"]},
        corrections=(Correction(NOW.date(), '<a href="/media/paper.pdf">that</a>'),),
        **link("/media/link.pdf?x=1"),
    )
    second = post(
        "b",
        "2017-01-01",
        source="content/posts/b/index.md",
        extra={"map": "map.jpg"},
        **link("beside.jpg", ReferenceKind.FILE),
    )
    problems = found(
        first,
        second,
        surveys={first.source: Survey(own_addresses=(own,))},
        files=files(*paths),
        settings=dataclasses.replace(SETTINGS, menu=(MenuItem("M", "/media/menu.png"),)),
        theme=dataclasses.replace(THEME, templates={"a.html": template}),
    )
    assert problems == [
        (
            "content/posts/b/lost.jpg: advice unused-file:"
            " nothing in the text beside it names this file (1 kB)"
        ),
        "content/media/old/lost.jpg: advice unused-file: nothing names this file (1 kB)",
    ]


def test_files_that_styles_of_a_text_show_are_used() -> None:
    beside = ("content/posts/c/index.md", "content/posts/c/near.png")
    text = post("c", source=beside[0])
    problems = found(
        text,
        surveys={text.source: Survey(styled=("/media/far.png", "near.png"))},
        files=files(*beside, "content/media/far.png", "content/media/lost.png"),
    )
    assert [each for each in problems if "unused-file" in each] == [
        "content/media/lost.png: advice unused-file: nothing names this file (1 kB)"
    ]


def test_files_that_cards_recordings_guests_and_the_podcast_show_are_used() -> None:
    names = [
        "cards/film.jpg", "talk.mp3", "part.jpg", "talk.chapters.json", "of-file.jpg", "talk.vtt",
        "cover.jpg", "guest.jpg", "other.mp3", "lost.jpg",
    ]  # fmt: skip
    beside = [f"content/posts/c/{name}" for name in ("index.md", "c.mp3", "c.jpg", "c.vtt")]
    media = [f"content/media/{name}" for name in names]
    film = CardMention("youtube", "film", "https://youtu.be/aqz-KE-bpKQ")
    part = Chapter("0:00", "One", image="/media/part.jpg")
    talk = Audio("/media/talk.mp3", transcript="/media/talk.vtt", chapters=(part,))
    told = Audio("/media/other.mp3", chapters_file="/media/talk.chapters.json")
    near = Audio("c.mp3", transcript="c.vtt", chapters=(Chapter("0:00", "One", image="c.jpg"),))
    problems = found(
        post("a", cards=(film,), audio=talk, authors=(Author("", "G", image="/media/guest.jpg"),)),
        post("b", "2017-01-01", audio=told),
        post("c", "2018-01-01", source="content/posts/c/index.md", audio=near),
        cards={"film": Card("film", title="Film", picture="/media/cards/film.jpg")},
        chapters={media[3]: (Chapter("0:00", "One", image="/media/of-file.jpg"),)},
        files=files(*media, *beside),
        settings=dataclasses.replace(SETTINGS, podcast=PodcastSettings(image="/media/cover.jpg")),
    )
    assert problems == [
        "content/media/lost.jpg: advice unused-file: nothing names this file (1 kB)"
    ]


@pytest.mark.parametrize(
    ("size", "width", "is_large"),
    [(8_000_000, 12_000, False), (8_000_001, 0, True), (90_000, 12_001, True)],
)
def test_large_pictures_are_told(size: int, width: int, *, is_large: bool) -> None:
    path = "content/media/a.jpg"
    facts = PictureFacts("jpeg", width, 10)
    picture = dataclasses.replace(files(path)[path], size=size, picture=facts)
    problems = found(post("a", **link("/media/a.jpg", ReferenceKind.FILE)), files={path: picture})
    assert [line.split(": ")[1] for line in problems] == ["advice large-picture"] * is_large


def test_a_guid_that_is_the_address_of_another_post_is_told() -> None:
    guid = "https://lamplighter.example/2016/10/29/a/"
    assert "same-identity: its `guid:` is the address of content/posts/a.md" in str(
        found(post("a"), post("b", "2017-01-01", guid=guid))
    )
    assert found(post("a", guid="other"), post("b", "2017-01-01", guid=guid)) == []


def test_an_address_that_readers_had_is_told_with_where_its_post_is_now() -> None:
    when = "the last deploy to production"
    earlier = (
        Earlier("2015/01/01/a/index.html", "A", when),
        Earlier("2015/01/01/gone/index.html", "Gone", when),
        Earlier("2016/10/29/a/index.html", "A", when),
        Earlier("tag/x/index.html", "", when),
        Earlier("old/index.html", "Old", when),
        Earlier("media/paper.pdf", "", when),
        Earlier("assets/style.css", "", when),
    )
    problems = found(post("a", aliases=("/old/",)), earlier=earlier)
    assert [line.split(" (")[0] for line in problems] == [
        "content/posts/a.md: warning changed-address: its address was /2015/01/01/a/",
        (
            "output/2015/01/01/gone/index.html: warning changed-address:"
            " the page /2015/01/01/gone/ was there"
        ),
        "output/media/paper.pdf: warning changed-address: the file /media/paper.pdf was there",
    ]


def test_a_post_that_became_a_draft_again_is_told() -> None:
    earlier = (Earlier("2016/10/29/a/index.html", "A", "the last build"),)
    assert "now it is a draft" in str(found(post("a", draft=True), earlier=earlier, **EVERYTHING))
    later = NOW + dt.timedelta(days=1)
    assert found(post("a"), post("b", f"{later:%Y-%m-%d}"), earlier=earlier, **EVERYTHING) == []
