"""The invented blog of the benchmark: the same everywhere, and as mixed as it claims to be."""

from pathlib import Path

from benchmarks.corpus import Corpus, draw, invent_corpus, write_site
from benchmarks.hugo import write_hugo_site
from benchmarks.importing import counted_reading
from benchmarks.measure import stamps, tree_megabytes
from benchmarks.old_blog import BODIES, Draft, export_parts, invent_stock, write_export

POSTS = 400


def fraction(corpus: Corpus, wanted: str) -> float:
    return sum(bool(getattr(post, wanted)) for post in corpus.posts) / len(corpus.posts)


def test_two_inventions_are_equal() -> None:
    first, second = invent_corpus(20), invent_corpus(20)
    assert first == second
    assert [first.body(post) for post in first.posts] == [
        second.body(post) for post in second.posts
    ]


def test_another_seed_gives_another_blog() -> None:
    assert invent_corpus(20).posts != invent_corpus(20, seed="other").posts


def test_posts_are_as_long_and_as_mixed_as_promised() -> None:
    corpus = invent_corpus(POSTS)
    words = [len(corpus.body(post).split()) for post in corpus.posts]
    assert 550 < sum(words) / POSTS < 750
    assert 0.12 < fraction(corpus, "has_footnotes") < 0.28
    assert 0.3 < fraction(corpus, "has_quote") < 0.5
    assert 0.02 < fraction(corpus, "comments") < 0.09
    assert corpus.posts[-1].date.year - corpus.posts[0].date.year == 19
    assert len({post.path for post in corpus.posts}) == POSTS


def test_links_between_posts_name_files_that_exist(tmp_path: Path) -> None:
    corpus = invent_corpus(40)
    write_site(corpus, tmp_path)
    names = {post.path for post in corpus.posts}
    bodies = [corpus.body(post) for post in corpus.posts]
    links = [part.partition(")")[0] for body in bodies for part in body.split("](../")[1:]]
    assert len(links) > 10
    assert set(links) <= names
    assert all((tmp_path / "content" / "posts" / name).is_file() for name in names)


def test_both_sites_hold_the_same_texts(tmp_path: Path) -> None:
    corpus = invent_corpus(30)
    write_site(corpus, tmp_path / "ours")
    write_hugo_site(corpus, tmp_path / "hugo")
    for post in corpus.posts:
        name = f"content/posts/{post.path}"
        ours, theirs = (
            (tmp_path / site / name).read_text("utf-8").split("---\n", 2)[2]
            for site in ("ours", "hugo")
        )
        assert ours == theirs == corpus.body(post)


def test_a_rewritten_file_has_another_stamp(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("same", "deep/changed"):
        (tmp_path / name).write_text("x")
    before = stamps(tmp_path)
    (tmp_path / "new").write_text("x")
    (tmp_path / "new").rename(tmp_path / "deep" / "changed")
    after = stamps(tmp_path)
    assert [path for path in after if after[path] != before.get(path)] == [
        str(tmp_path / "deep" / "changed")
    ]


def test_a_process_that_has_ended_has_no_memory() -> None:
    assert tree_megabytes(2**30) == 0


def test_an_old_blog_is_invented_the_same_each_time_and_read_whole(tmp_path: Path) -> None:
    first, second = "".join(export_parts(posts=60)), "".join(export_parts(posts=60))
    assert first == second
    file = write_export(tmp_path / "export.xml", posts=60)
    assert file.read_text("utf-8") == first
    items, comments = counted_reading(str(file))
    assert items == first.count("<item>") == 80
    assert comments == first.count("<wp:comment>") > 60


def test_an_old_blog_is_as_large_as_asked(tmp_path: Path) -> None:
    file = write_export(tmp_path / "export.xml", size=2_000_000)
    assert 2_000_000 < file.stat().st_size < 2_050_000


def test_bodies_of_each_kind_are_of_their_kind() -> None:
    draft = Draft(3, invent_stock(), draw("kinds"))
    signs = {
        "plain_body": "<!--more-->",
        "dressed_body": "[caption",
        "block_body": "<!-- wp:image",
        "code_body": "[sourcecode",
        "rich_body": "<table>",
    }
    for make in BODIES:
        assert signs[make.__name__] in make(draft)
