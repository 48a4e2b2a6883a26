"""What is wrong with a plan, in words."""

import dataclasses
import datetime as dt

import pytest

from ssg.check.gone import check_gone
from ssg.check.plan import check_plan
from ssg.model.author import Author, AuthorId
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Correction, Entry, Picture, Place, Reference, ReferenceKind, SeriesPart
from ssg.model.settings import AnalyticsSettings, CommentSettings, MenuItem, RedirectRecord
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, ThemeRoot
from tests.making import SETTINGS, THEME, files, page, planned, post, terms


def problems(
    *entries: Entry,
    redirects: tuple[RedirectRecord, ...] = (),
    published: dict[str, FileRef] | None = None,
    rules_off: tuple[str, ...] = (),
) -> list[Diagnostic]:
    settings = dataclasses.replace(SETTINGS, rules_off=rules_off)
    site, plan = planned(entries, redirects=redirects, files=published or {}, settings=settings)
    return list(check_plan(site, plan, THEME))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/same/", "/same/"),
        ("/Same/", "/same/"),
        ("/caf\u00e9/", "/cafe\u0301/"),
        ("/x.html", "/X.html"),
        ("/about/", "/about/index.html"),
    ],
)
def test_two_entries_on_one_address_are_an_error_that_names_both(one: str, other: str) -> None:
    found = problems(post("a", permalink=one), post("b", "2020-01-01", permalink=other))
    collisions = [problem for problem in found if problem.rule == "address-collision"]
    assert len(collisions) == 1
    assert "content/posts/a.md" in collisions[0].message
    assert "content/posts/b.md" in collisions[0].message


@pytest.mark.parametrize(
    ("root", "message", "fix"),
    [
        (
            ThemeRoot("themes/mine/theme.yaml", is_written=True),
            "the theme has no template post.html and extends no theme",
            "add `extends: broadsheet`",
        ),
        (
            ThemeRoot("themes/mine/theme.yaml", is_written=False),
            "the file is missing, and the theme has no template post.html",
            "`api: 1` and `extends: broadsheet`",
        ),
    ],
)
def test_a_theme_that_lacks_templates_and_extends_none_is_told_once(
    root: ThemeRoot, message: str, fix: str
) -> None:
    site, plan = planned([post("a"), post("b")])
    names = {each.template for each in plan.pages} - {"post.html"}
    own = {name: TemplateFile("mine", name, f"themes/mine/templates/{name}", "") for name in names}
    theme = dataclasses.replace(THEME, name="mine", templates=own, root=root)
    (problem,) = [each for each in check_plan(site, plan, theme) if each.rule == "template"]
    assert (problem.place, problem.message) == ("themes/mine/theme.yaml", message)
    assert fix in problem.fix
    whole = dataclasses.replace(theme, templates=own | {"post.html": next(iter(own.values()))})
    assert not [each for each in check_plan(site, plan, whole) if each.rule == "template"]


def test_a_page_may_not_stand_where_the_program_writes() -> None:
    found = problems(post("a", permalink="/archive/"))
    assert [problem.rule for problem in found] == ["address-collision"]
    assert "/archive/" in found[0].message


def test_a_file_may_not_stand_where_a_folder_is_needed() -> None:
    found = problems(
        post("a", permalink="/x.html"), post("b", "2020-01-01", permalink="/x.html/b/")
    )
    assert "address-collision" in {problem.rule for problem in found}


@pytest.mark.parametrize("name", ["con", "a:b", "what?", "dot.", "x" * 250])
def test_a_name_that_some_system_refuses_is_an_error(name: str) -> None:
    found = problems(post("a", permalink=f"/{name}/"))
    assert [problem.rule for problem in found] == ["file-name"]


def linking(target: str, fragment: str = "", kind: ReferenceKind = ReferenceKind.LINK) -> Entry:
    reference = Reference(kind, target, fragment, Place(9, 2))
    return post("here", references=(reference,), anchors=("part",))


@pytest.mark.parametrize(
    ("entry", "rule", "words"),
    [
        (linking("/nowhere/"), "broken-link", "nothing is at /nowhere/"),
        (linking("/abuot/"), "broken-link", "did you mean `/about/`?"),
        (linking("www.example.com"), "broken-link", "inside this site"),
        (linking("ana@small.example"), "broken-link", "inside this site"),
        (linking("http//small.example"), "broken-link", "inside this site"),
        (linking("small.example/x"), "broken-link", "inside this site"),
        (linking("old.php/x"), "broken-link", "nothing is at /2016/10/29/here/old.php/x"),
        (linking("ABOUT"), "broken-link", "did you mean /about/?"),
        (linking("/pages/about/"), "broken-link", "did you mean /about/?"),
        (linking("about/"), "broken-link", "did you mean /about/?"),
        (linking("file:///C:/x.doc"), "broken-link", "is on your own computer"),
        (linking("", "prat"), "broken-anchor", "did you mean `part`?"),
        (linking("tram.jpg", kind=ReferenceKind.FILE), "broken-file", "mean /media/Tram.jpg?"),
        (linking("/media/none.jpg", kind=ReferenceKind.FILE), "broken-file", "/media/none.jpg"),
        (linking("C:\\\\x.jpg", kind=ReferenceKind.FILE), "broken-file", "on your own computer"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_warning_at_its_place(
    entry: Entry, rule: str, words: str
) -> None:
    found = problems(entry, page("about"), published=files("content/media/Tram.jpg"))
    assert [(problem.place, problem.rule) for problem in found] == [
        ("content/posts/here.md:9:2", rule)
    ]
    assert words in found[0].message


@pytest.mark.parametrize(
    ("target", "kind", "fix"),
    [
        ("https/small.example/x", ReferenceKind.LINK, "write https://small.example/x"),
        ("www.small.example", ReferenceKind.LINK, "write https://www.small.example"),
        ("about", ReferenceKind.LINK, "write /about/"),
        ("file:///home/ana/Tram.jpg", ReferenceKind.FILE, "write /media/Tram.jpg"),
        (
            r"C:\Users\ana\x.jpg",
            ReferenceKind.FILE,
            "copy it into content/media/ and write /media/x.jpg",
        ),
    ],
)
def test_of_a_slip_in_an_address_the_right_one_is_told(
    target: str, kind: ReferenceKind, fix: str
) -> None:
    (problem,) = problems(
        linking(target, kind=kind), page("about"), published=files("content/media/Tram.jpg")
    )
    assert problem.fix == fix


@pytest.mark.parametrize(
    "target",
    [
        *("/about/", "/about", "/", "/feed.xml", "/2016/10/", "/tag/x/"),
        *("/about/index.html", "/index.html"),
    ],
)
def test_an_address_that_any_output_serves_is_fine(target: str) -> None:
    entry = dataclasses.replace(linking(target), tags=terms("x"))
    assert problems(entry, page("about")) == []


@pytest.mark.parametrize("fragment", ["über", "%C3%BCber", ":~:text=foo", "über:~:text=foo"])
def test_an_anchor_is_looked_for_as_browsers_do(fragment: str) -> None:
    entry = dataclasses.replace(linking("", fragment), anchors=("über",))
    assert problems(entry) == []


def test_a_lost_recording_is_told_once_though_its_player_links_to_it() -> None:
    player = linking("/media/none.mp3", kind=ReferenceKind.FILE)
    link = linking("/media/none.mp3")
    both = dataclasses.replace(player, references=(*player.references, *link.references))
    assert [problem.rule for problem in problems(both)] == ["broken-file"]


def test_a_warning_can_be_switched_off_for_the_site_or_for_one_entry() -> None:
    entry = linking("/nowhere/")
    assert problems(entry, rules_off=("broken-link",)) == []
    assert problems(dataclasses.replace(entry, rules_off=("broken-link",))) == []
    assert len(problems(dataclasses.replace(entry, rules_off=("other",)))) == 1


def test_an_error_cannot_be_switched_off() -> None:
    found = problems(post("a", permalink="/con/"), rules_off=("file-name",))
    assert [problem.rule for problem in found] == ["file-name"]


def rule(old: str, to: str, query: str = "") -> RedirectRecord:
    return RedirectRecord(old, query, to, 301, "", 3)


def of_redirects(*rules: RedirectRecord, entries: tuple[Entry, ...] = ()) -> list[tuple[str, str]]:
    found = problems(*entries, redirects=rules)
    return [(each.level.name, each.message) for each in found if each.rule == "redirect"]


def test_redirects_in_a_circle_are_errors() -> None:
    found = of_redirects(rule("/a/", "/b/"), rule("/b/", "/a/"))
    assert found == [
        ("ERROR", "the redirect from /a/ comes back to it"),
        ("ERROR", "the redirect from /b/ comes back to it"),
    ]


def test_a_redirect_to_what_was_removed_is_a_warning_that_names_the_whole_old_address() -> None:
    ((level, message),) = of_redirects(rule("/", "/nowhere/", "cat=4"))
    assert level == "WARNING"
    assert message == "the redirect from /?cat=4 leads to /nowhere/, where nothing is"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (post("ripe", permalink="/ripe/", draft=True), "content/posts/ripe.md is a draft"),
        (post("ripe", "2091-01-01", permalink="/ripe/"), "content/posts/ripe.md is not out yet"),
    ],
)
def test_a_redirect_to_a_hidden_post_is_a_warning_that_names_it(entry: Entry, words: str) -> None:
    ((level, message),) = of_redirects(rule("/old/", "/ripe/"), entries=(entry,))
    assert level == "WARNING"
    assert words in message


@pytest.mark.parametrize(
    "target", ["/category/news/", "/tag/a/b/", "/author/x/", "/series/x/", "/2015/", "/2015/07/"]
)
def test_a_redirect_to_a_listing_without_posts_is_advice(target: str) -> None:
    ((level, message),) = of_redirects(rule("/", target, "cat=4"))
    assert level == "ADVICE"
    assert f"from /?cat=4 leads to {target}, which has no posts now" in message
    assert "the archive" in message


def test_a_redirect_to_the_feed_of_a_listing_without_posts_is_advice_that_names_the_feed() -> None:
    ((level, message),) = of_redirects(rule("/old.rss", "/tag/x/feed.xml"))
    assert level == "ADVICE"
    assert "/feed.xml until it has" in message


def test_a_redirect_of_many_addresses_leads_to_the_posts_that_its_names_stand_for() -> None:
    entry = post("words", permalink="/words/")
    assert not of_redirects(rule("/:year/:month/:day/:slug/", "/:slug/"), entries=(entry,))
    assert not of_redirects(rule("/:year/:month/:day/:slug", "/:slug"), entries=(entry,))


@pytest.mark.parametrize("target", ["/essays/:slug/", "/:slug/of/:year/", "/:name/"])
def test_a_redirect_of_many_addresses_that_fits_no_page_is_a_warning(target: str) -> None:
    entry = post("words", permalink="/words/")
    ((level, message),) = of_redirects(rule("/:year/:slug/", target), entries=(entry,))
    assert level == "WARNING"
    assert message.endswith(f"leads to {target}, where nothing is")


def test_a_template_that_the_theme_lacks_is_an_error() -> None:
    (problem,) = problems(post("a", template="lettre.html", template_place=Place(4, 11)))
    assert problem.place == "content/posts/a.md:4:11"


def test_only_pages_of_entries_are_called_gone() -> None:
    before = ["2016/10/29/x/index.html", "page/9/index.html", "tag/y/index.html", "a.jpg",
              "2015/index.html", "about/index.html"]  # fmt: skip
    gone = [problem.message for problem in check_gone(before, ["about/index.html"])]
    assert len(gone) == 1
    assert "/2016/10/29/x/" in gone[0]


@pytest.mark.parametrize("alias", ["/x/", "/?p=7"])
def test_two_entries_with_one_alias_are_an_error_that_names_both(alias: str) -> None:
    found = problems(post("a", aliases=(alias,)), post("b", "2020-01-01", aliases=(alias,)))
    assert len(found) == 1
    told = f"{found[0].path} {found[0].message}"
    assert "content/posts/a.md" in told
    assert "content/posts/b.md" in told


def test_one_feed_identity_for_two_posts_is_a_warning() -> None:
    found = problems(post("a", guid="urn:x"), post("b", "2020-01-01", guid="urn:x"))
    assert [problem.rule for problem in found] == ["same-identity"]


def test_tags_that_share_an_address_are_named() -> None:
    found = problems(post("a", tags=terms("C++", "C#")), post("b", "2020-01-01", tags=terms("c#")))
    assert [problem.rule for problem in found] == ["shared-address"]
    assert "/tag/c/" in found[0].message


def test_two_posts_with_one_part_of_a_series_are_named() -> None:
    part = SeriesPart("Letters", 2)
    found = problems(post("a", series=part), post("b", "2020-01-01", series=part))
    assert [problem.rule for problem in found] == ["series-part"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"analytics": AnalyticsSettings("goatcounter")}, "needs `code`"),
        ({"analytics": AnalyticsSettings("gotcounter")}, "did you mean `goatcounter`?"),
        ({"comments": CommentSettings("isso")}, "needs `server`"),
        ({"menu": (MenuItem("About", "/abuot/"),)}, "did you mean `/about/`?"),
    ],
)
def test_settings_that_cannot_work_are_named(changes: dict[str, object], words: str) -> None:
    settings = dataclasses.replace(SETTINGS, **changes)  # type: ignore[arg-type]
    site, plan = planned([page("about")], settings=settings)
    messages = [problem.message for problem in check_plan(site, plan, THEME)]
    assert any(words in message for message in messages), messages


def test_what_a_provider_needs_belongs_beside_it_in_braces_and_below_each_other() -> None:
    settings = dataclasses.replace(SETTINGS, comments=CommentSettings("isso"))
    site, plan = planned([page("about")], settings=settings)
    fixes = [problem.fix for problem in check_plan(site, plan, THEME)]
    assert "add `server: …` beside `provider:`" in fixes


def test_a_server_that_cannot_be_read_is_told_once() -> None:
    places = {"comments.provider": (9, 12), "comments.server": (9, 28)}
    changes = {"comments": CommentSettings("isso"), "places": places}
    site, plan = planned([page("about")], settings=dataclasses.replace(SETTINGS, **changes))  # type: ignore[arg-type]
    assert not [problem for problem in check_plan(site, plan, THEME) if "needs" in problem.message]


@pytest.mark.parametrize(
    ("comments", "address", "is_told"),
    [
        (CommentSettings(), "", True),
        (CommentSettings(email="me@t.example"), "", False),
        (CommentSettings(), "ana@t.example", False),
        (CommentSettings("none"), "", False),
    ],
)
def test_letters_to_nobody_are_told(
    comments: CommentSettings, address: str, *, is_told: bool
) -> None:
    places = {"comments.provider": (7, 12)}
    settings = dataclasses.replace(SETTINGS, comments=comments, places=places)
    ana = Author(id="ana", name="Ana", email=address)
    written = post("a", authors=(AuthorId("ana", 1, 1),))
    site, plan = planned([written], settings=settings, authors=[ana])
    found = [problem for problem in check_plan(site, plan, THEME) if "comments" in problem.rule]
    assert [(each.place, each.rule) for each in found] == (
        [("site.yaml:7:12", "comments-address")] if is_told else []
    )


def test_letters_that_nobody_asked_for_are_not_told() -> None:
    assert problems(post("a")) == []


def test_a_picture_of_another_host_is_no_file_of_ours() -> None:
    entry = post("a", picture=Picture("https://x.example/a.jpg"))
    assert problems(entry) == []


@pytest.mark.parametrize(
    ("html", "is_named"),
    [
        ('<a href="/about/">x</a>', False),
        ('<a href="https://x.example/">x</a>', False),
        ('<a href="#part">x</a>', False),
        ('<a href="mailto:a@b.example">x</a>', False),
        ('<a href="/abuot/">x</a>', True),
        ('<a href="other-post.md">x</a>', True),
    ],
)
def test_an_address_in_a_correction_must_be_a_page(html: str, *, is_named: bool) -> None:
    note = Correction(dt.date(2020, 1, 1), html)
    found = problems(post("a", corrections=(note,)), page("about"))
    assert [problem.rule for problem in found] == ["broken-link"] * is_named


def test_two_entries_with_one_guid_are_a_warning_that_says_which_key_to_take_out() -> None:
    guid = "https://old.example/?p=7"
    (found,) = problems(post("a", guid=guid), post("b", "2020-01-01", guid=guid))
    assert found.level is Level.WARNING
    told = f"{found.path} {found.message}"
    assert "content/posts/a.md" in told
    assert "content/posts/b.md" in told
    assert f"the same `guid:`, {guid}" in found.message
    assert found.fix == "take `guid:` out of one of them"
