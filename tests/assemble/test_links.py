"""What the addresses in a text resolve to."""

from pathlib import Path

import pytest

from ssg.model.diagnostic import Level
from ssg.model.entry import Entry, Place, Reference, ReferenceKind
from ssg.model.site import Address
from tests import blog
from tests.making import assembled, files, page, post

LINK, SOURCE, WIKI, FILE = (
    ReferenceKind.LINK,
    ReferenceKind.SOURCE_LINK,
    ReferenceKind.WIKI,
    ReferenceKind.FILE,
)


def pointing(kind: ReferenceKind, target: str, fragment: str = "") -> Entry:
    return post("here", references=(Reference(kind, target, fragment, Place(7, 3)),))


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        (pointing(SOURCE, "words.md"), Address("/2016/10/29/words/", "Words")),
        (pointing(SOURCE, "words.md", "part"), Address("/2016/10/29/words/#part", "Words")),
        (pointing(SOURCE, "../pages/about.md"), Address("/about/", "About")),
        (pointing(SOURCE, "/pages/about.md"), Address("/about/", "About")),
        (pointing(WIKI, "Words"), Address("/2016/10/29/words/", "Words")),
        (pointing(WIKI, "  WORDS "), Address("/2016/10/29/words/", "Words")),
        (pointing(WIKI, "about.md"), Address("/about/", "About")),
        (pointing(FILE, "/media/a.jpg"), Address("/media/a.jpg", "", 640, 400)),
        (pointing(FILE, "../media/a.jpg"), Address("/media/a.jpg", "", 640, 400)),
        (pointing(LINK, "/about/?x=1"), Address("/about/?x=1")),
        (pointing(LINK, "", "note"), Address("#note")),
        (pointing(LINK, "../words/"), Address("/2016/10/29/words/")),
    ],
)
def test_a_reference_resolves(entry: Entry, address: Address) -> None:
    everything = [entry, post("words"), page("about")]
    site, problems = assembled(everything, files=files("content/media/a.jpg"))
    (placed,) = (p for p in site.posts if p.entry.slug == "here")
    assert placed.addresses == (address,)
    assert problems == ()


def test_a_file_beside_a_bundle_is_published_with_it() -> None:
    source = "content/posts/trip/index.md"
    bundle = post("trip", source=source, references=(Reference(FILE, "cover.jpg", "", Place()),))
    site, problems = assembled([bundle], files=files("content/posts/trip/cover.jpg"))
    assert site.posts[0].addresses == (Address("/2016/10/29/trip/cover.jpg", "", 640, 400),)
    assert list(site.copies) == ["2016/10/29/trip/cover.jpg"]
    assert problems == ()


def test_a_file_beside_a_plain_post_is_named() -> None:
    _, problems = assembled([post("one")], files=files("content/posts/lost.jpg"))
    assert [(p.path, p.rule) for p in problems] == [("content/posts/lost.jpg", "unpublished-file")]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("words.txt", "words.md"),
        ("words.md.txt", "words.md"),
        ("words.Markdown", "words.md"),
        ("vol.2.docx", "vol.2.md"),
    ],
)
def test_a_text_with_another_ending_is_told_the_name_that_it_needs(name: str, wanted: str) -> None:
    _, problems = assembled([post("one")], files=files(f"content/posts/{name}"))
    (problem,) = problems
    assert problem.fix == f"save it as plain text under the name {wanted}"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (pointing(SOURCE, "wrds.md"), "did you mean `words.md`?"),
        (
            pointing(SOURCE, "bridge-and-crane.md"),
            "did you mean `2016-10-29-bridges-and-cranes.md`?",
        ),
        (pointing(SOURCE, "hourney.md"), "did you mean `index.md`?"),
        (pointing(WIKI, "Wrds"), "did you mean [[Words]]?"),
        (pointing(WIKI, "bridge-and-cranes"), "did you mean [[bridges-and-cranes]]?"),
        (pointing(WIKI, "Nothing"), "no post or page is called [[Nothing]]"),
        (pointing(WIKI, "secret"), "not built (draft)"),
        (pointing(WIKI, "twice"), "may mean content/posts/a/twice.md or content/posts/b/twice.md"),
    ],
)
def test_a_broken_link_to_a_source_is_an_error_at_its_place(entry: Entry, words: str) -> None:
    everything = [
        entry,
        post("words"),
        post("secret", draft=True),
        post("old", source="content/posts/2016-10-29-bridges-and-cranes.md"),
        post("long", source="content/posts/journey/index.md"),
        post("twice", source="content/posts/a/twice.md"),
        post("twice", "2017-01-01", source="content/posts/b/twice.md"),
    ]
    site, problems = assembled(everything)
    assert [problem.place for problem in problems] == ["content/posts/here.md:7:3"]
    assert words in problems[0].message
    assert "Secret" not in str(site.posts)


@pytest.mark.parametrize(
    ("target", "fix"),
    [
        ("Crane.JPG", "a picture is shown by ![what it shows](/media/2016/crane.jpg)"),
        ("attachments/fog.png", "a picture is shown by ![what it shows](/media/fog.png)"),
        ("paper.pdf", "a file is linked to by [words](/media/paper.pdf)"),
        ("Version 2.0", "write a post's title or the name of its file"),
        ("nowhere.md", "write a post's title or the name of its file"),
    ],
)
def test_brackets_that_name_a_file_are_told_how_it_is_shown(target: str, fix: str) -> None:
    _, problems = assembled([pointing(WIKI, target)], files=files("content/media/2016/crane.jpg"))
    assert fix in problems[0].fix


def test_the_path_of_the_file_that_was_meant_is_the_fix() -> None:
    source = "content/posts/2016-10-29-bridges-and-cranes.md"
    everything = [pointing(SOURCE, "bridge-and-crane.md"), post("old", source=source)]
    _, problems = assembled(everything)
    assert [problem.fix for problem in problems] == ["write 2016-10-29-bridges-and-cranes.md"]


def test_backlinks_name_those_who_link_but_no_unlisted_one() -> None:
    references = (Reference(SOURCE, "words.md", "", Place()),)
    everything = [
        post("words"),
        post("a", references=references),
        post("b", references=references, unlisted=True),
    ]
    site, _ = assembled(everything)
    linking = site.backlinks["content/posts/words.md"]
    assert [placed.entry.slug for placed in linking] == ["a"]


@pytest.mark.parametrize("link", ["[it](broken.md)", "[[broken]]", "[it](/posts/broken.md#part)"])
def test_a_link_to_a_file_with_errors_of_its_own_is_no_second_error(
    tmp_path: Path, link: str
) -> None:
    site = blog.write_blog(tmp_path)
    broken = blog.post("Broken", "2016-02-30", "Words.")
    linking = blog.post("Linking", "2018-03-01", f"See {link}.")
    blog.write(site, {"content/posts/broken.md": broken, "content/posts/linking.md": linking})
    found = [
        problem.path for problem in blog.build(site).diagnostics if problem.level is Level.ERROR
    ]
    assert found == ["content/posts/broken.md"]
