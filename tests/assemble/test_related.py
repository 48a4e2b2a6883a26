"""Related posts: near ones, or none."""

from ssg.assemble.related import Likeness, related_posts

HARBOUR = "harbour:7 crane:5 docker:4 tide:3"
LIBRARY = "library:8 shelf:5 reader:4 loan:3"


def post(source: str, terms: str, **fields: object) -> Likeness:
    values: dict[str, object] = {"tags": (), "links": (), "apart": "", "language": "en", **fields}
    return Likeness(source, terms, **values)  # type: ignore[arg-type]


POSTS = [
    post("a", HARBOUR),
    post("b", "harbour:3 crane:6 docker:2 wage:4"),
    post("c", LIBRARY),
    post("d", "library:4 shelf:6 budget:3 loan:2"),
    *(post(f"other{n}", f"word{n}:9 thing{n}:4") for n in range(12)),
]


def test_posts_that_share_their_words_are_related() -> None:
    related = related_posts(POSTS)
    assert [near.source for near in related["a"]] == ["b"]
    assert [near.source for near in related["d"]] == ["c"]


def test_a_post_like_no_other_has_none() -> None:
    assert "other3" not in related_posts(POSTS)


def test_the_order_of_posts_does_not_matter() -> None:
    assert related_posts(POSTS) == related_posts(POSTS[::-1])


def test_why_names_a_link_or_a_shared_tag() -> None:
    posts = [
        post("a", HARBOUR, tags=("ports",), links=("c",)),
        post("b", HARBOUR, tags=("ports",)),
        post("c", LIBRARY),
    ]
    reasons = {near.source: (near.why, near.word) for near in related_posts(posts)["a"]}
    assert reasons == {"c": ("cites", ""), "b": ("tag", "ports")}


def test_parts_of_one_series_and_other_languages_are_not_related() -> None:
    posts = [
        *POSTS,
        post("e", HARBOUR, apart="letters"),
        post("f", HARBOUR, apart="letters"),
        post("g", HARBOUR, language="de"),
    ]
    near = {other.source for other in related_posts(posts).get("e", ())}
    assert near == {"a"}
