"""What holds for every site, whatever is in it."""

from pathlib import PurePosixPath

from hypothesis import example, given
from hypothesis import strategies as st

from ssg.check.addresses import check_collisions
from ssg.model.entry import Entry, SeriesPart
from ssg.text.addresses import (
    address_of_output,
    encode_path,
    is_file_address,
    join_address,
    normal_address,
    output_path,
)
from ssg.text.file_names import name_problem
from ssg.text.slug import slugify
from tests.making import planned, post, terms

WORDS = st.text(min_size=1, max_size=12)
DATES = st.dates().filter(lambda date: date.year >= 1000).map(str)
POSTS = st.lists(
    st.builds(
        lambda slug, date, tags, category, series: post(
            slug, date, tags=terms(*tags), categories=terms(category), series=series
        ),
        WORDS.map(slugify),
        DATES,
        st.lists(WORDS.filter(lambda word: "/" not in word), max_size=3),
        WORDS.filter(lambda word: word.strip("/") != ""),
        st.none() | st.builds(SeriesPart, WORDS, st.none() | st.integers(1, 3)),
    ),
    max_size=8,
    unique_by=lambda entry: entry.source,
)


@given(POSTS)
def test_planned_paths_are_unique_relative_and_inside_the_output(entries: list[Entry]) -> None:
    _, plan = planned(entries)
    paths = [output.path for output in plan.outputs]
    assert len(set(paths)) == len(paths) or list(check_collisions(plan))
    for path in paths:
        assert path
        assert not path.startswith("/")
        assert ".." not in PurePosixPath(path).parts
        assert "\\" not in path


@given(POSTS)
def test_the_order_of_sources_does_not_matter(entries: list[Entry]) -> None:
    site, plan = planned(entries)
    again, plan_again = planned(entries[::-1])
    assert site.posts == again.posts
    assert {page.path: page.view for page in plan.pages} == {
        page.path: page.view for page in plan_again.pages
    }


@given(POSTS)
def test_every_listed_post_is_in_the_archive_once(entries: list[Entry]) -> None:
    site, plan = planned(entries)
    (archive,) = (page.view for page in plan.pages if page.path == "archive/index.html")
    urls = [line.url for group in archive.groups for line in group.lines]  # type: ignore[union-attr]
    assert sorted(urls) == sorted(placed.permalink for placed in site.posts)


@given(st.text())
def test_slugify_is_idempotent_and_a_valid_name(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert slug
    assert "/" not in slug
    assert name_problem(slug) == ""


@given(st.text(max_size=40))
def test_a_normal_address_stays_as_it_is_and_has_one_file(text: str) -> None:
    address = normal_address(text)
    assert address.startswith("/")
    if "%" not in address:
        assert normal_address(address) == address
    assert address.endswith("/") or is_file_address(address)
    assert not output_path(address).startswith("/")


@given(st.lists(WORDS.map(slugify), max_size=4))
def test_a_folder_address_and_its_file_name_each_other(parts: list[str]) -> None:
    address = "/" + "".join(f"{part}/" for part in parts)
    assert address_of_output(output_path(address)) == address


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_relative_address_never_leaves_the_root(base: str, relative: str) -> None:
    joined = join_address(normal_address(base), relative)
    assert joined.startswith("/")
    assert ".." not in joined.split("/")


@given(st.text())
@example("a\tb\n")
def test_an_encoded_address_is_safe_in_an_attribute(text: str) -> None:
    assert not set(encode_path(text)) & set("\"<> '\n\t") - {"'"}
    assert encode_path(text).isascii()
