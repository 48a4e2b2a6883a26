"""The invented blog of the benchmark: the same everywhere, and as mixed as it claims to be."""

import sys
from pathlib import Path

from benchmarks import pelican
from benchmarks.bars import bars_table
from benchmarks.corpus import Corpus, draw, invent_corpus, write_site
from benchmarks.eleventy import write_eleventy_site
from benchmarks.figures import Figures, short_table, whole_table
from benchmarks.hugo import write_hugo_site
from benchmarks.importing import counted_reading
from benchmarks.measure import Sample, measure, stamps, tree_megabytes
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


def test_all_sites_hold_the_same_texts(tmp_path: Path) -> None:
    corpus = invent_corpus(30)
    write_site(corpus, tmp_path / "ours")
    write_hugo_site(corpus, tmp_path / "hugo")
    write_eleventy_site(corpus, tmp_path / "eleventy")
    pelican.write_pelican_site(corpus, tmp_path / "pelican")
    for post in corpus.posts:
        name = f"content/posts/{post.path}"
        ours, hugos, eleventys, pelicans = (
            (tmp_path / site / name).read_text("utf-8").split("---\n", 2)[2]
            for site in ("ours", "hugo", "eleventy", "pelican")
        )
        assert ours == hugos == eleventys == corpus.body(post)
        assert pelicans.replace("{filename}", "") == ours


def figures_of(size: int, **seconds: float) -> Figures:
    """Return figures of one cold build for each program; each second goes with ten megabytes."""
    figures = Figures(size, tuple(seconds))
    for program, wall in seconds.items():
        figures.add(program, "cold", Sample(wall, wall, wall * 10, 1))
    return figures


def test_bars_are_judged_against_hugo_and_those_of_the_huge_blog_against_the_large_one() -> None:
    large, huge = figures_of(10_000, ssg=8, Hugo=10), figures_of(100_000, ssg=100)
    lines = bars_table({10_000: large, 100_000: huge}).splitlines()
    assert lines[2:] == [
        "| 10,000 posts: cold, to Hugo | 0.70 | 0.800 | missed |",
        "| 10,000 posts: memory, cold, to Hugo | 0.50 | 0.800 | missed |",
        "| 100,000 posts: time for each post, to 10,000 posts | 1.30 | 1.250 | held |",
        "| 100,000 posts: memory, cold, MB | 2,500 | 1,000 | held |",
    ]


def test_a_run_without_hugo_or_of_other_sizes_judges_no_bar() -> None:
    assert bars_table({10_000: figures_of(10_000, ssg=8)}) == ""
    assert bars_table({300: figures_of(300, ssg=1, Hugo=1)}) == ""


def test_figures_are_medians_and_what_was_not_measured_is_a_dash() -> None:
    figures = figures_of(300, ssg=3, Hugo=4)
    figures.add("ssg", "cold", Sample(1, 1, 10, 1))
    assert "| cold | 2.00 | 4.00 | 0.50 |" in short_table(figures, cores=2)
    assert "| no change | – | – | – |" in short_table(figures, cores=2)
    assert "| cold, ssg | 2.00 | 0.50 | 2.00 | 0.50 | 20 | 1 |" in whole_table(figures)


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


def test_a_program_is_not_charged_with_the_memory_of_the_benchmark(tmp_path: Path) -> None:
    ballast = bytearray(150_000_000)
    sample = measure((sys.executable, "-c", "import time; time.sleep(0.1)"), tmp_path, {})
    assert 1 < sample.peak_megabytes < len(ballast) / 2_000_000


def test_the_memory_of_all_processes_counts(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.5)"
    start = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', sys.argv[1]])"
    sample = measure((sys.executable, "-c", f"{start}; {hold}", hold), tmp_path, {})
    assert 120 < sample.peak_megabytes < 240


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
