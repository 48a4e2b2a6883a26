"""`make bench`: our program and Hugo on the same blog, run in turn, as a table in Markdown."""

import argparse
import dataclasses
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import corpus as ours
from benchmarks import hugo
from benchmarks.corpus import Corpus, Post, invent_corpus, write_file
from benchmarks.measure import Sample, measure

REPOSITORY = Path(__file__).resolve().parent.parent
THEME = REPOSITORY / "themes" / "broadsheet"

KINDS = {
    "post pages": r"\d{4}/\d\d/\d\d/[^/]+/index\.html",
    "home, page by page": r"(page/\d+/)?index\.html",
    "category pages": r"category/(?!.*feed/).*index\.html",
    "tag pages": r"tag/(?!.*feed/).*index\.html",
    "author pages": r"author/(?!.*feed/).*index\.html",
    "years and months": r"\d{4}/(\d\d/)?index\.html",
    "archive, search, 404, about": r"(archive/index|search/index|about/index|404)\.html",
    "feeds of the site": r"(feed\.xml|atom\.xml|feed\.json|comments/feed\.xml)",
    "feeds of terms": r"(category|tag|author)/.*feed\.xml",
    "pages that forward": r"(old/.*|\d{4}/\d\d/\d\d/|.*feed/(rss/|rss2/|atom/)?)index\.html",
    "redirect tables": r"(_redirects|\.htaccess|redirects\.nginx\.conf)",
    "sitemap and robots": r"(sitemap.*\.xml|robots\.txt)",
}


@dataclass(frozen=True, slots=True)
class Program:
    """A generator with its copy of the blog."""

    name: str
    site: Path
    output: Path
    caches: tuple[Path, ...]
    command: tuple[str, ...]
    environment: Mapping[str, str]
    front_matter: Callable[[Post], str]
    post_template: Path

    def post_file(self, post: Post) -> Path:
        """The source of a post."""
        return self.site / "content" / "posts" / post.path

    def built_file(self, post: Post) -> Path:
        """The page of a post."""
        return self.output / f"{post.date:%Y/%m/%d}" / post.slug / "index.html"


Edit = Callable[[Program, Corpus, int], tuple[str, Post]]
"""Changes one source file and returns a word that must then be on the page of that post."""


def edit_body(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Add a sentence to a post in the middle of the archive."""
    post = corpus.posts[len(corpus.posts) // 2 + turn]
    file, mark = program.post_file(post), f"bodymark{turn}"
    file.write_text(f"{file.read_text('utf-8')}\nA later thought, {mark}.\n", "utf-8")
    return mark, post


def edit_title(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Change the title of another post; its address stays."""
    post = corpus.posts[len(corpus.posts) // 3 + turn]
    file, mark = program.post_file(post), f"titlemark{turn}"
    text = file.read_text("utf-8").replace(f'"{post.title}"', f'"{post.title} {mark}"', 1)
    file.write_text(text, "utf-8")
    return mark, post


def add_post(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Write a post of the newest day."""
    newest = corpus.posts[-1]
    post = dataclasses.replace(
        newest,
        number=len(corpus.posts) + turn,
        slug=f"added-{turn}",
        title=f"Addedmark{turn}",
        aliases=(),
        comments=0,
    )
    write_file(program.post_file(post), program.front_matter(post) + corpus.body(newest))
    return f"Addedmark{turn}", post


def edit_theme(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Change the template of posts, so that every post page changes."""
    file, mark = program.post_template, f'data-turn="{turn}"'
    text = re.sub(r' data-turn="\d+"', "", file.read_text("utf-8"))
    file.write_text(text.replace("<article", f"<article {mark}", 1), "utf-8")
    return mark, corpus.posts[0]


EDITS: dict[str, Edit | None] = {
    "cold": None,
    "no change": None,
    "one body edited": edit_body,
    "one title edited": edit_title,
    "one post added": add_post,
    "post template edited": edit_theme,
}
SCENARIOS = tuple(EDITS)


def prepare_ssg(corpus: Corpus, folder: Path, executable: str) -> Program:
    """Write the blog in our layout; its theme is a copy of the default one, so it can be edited."""
    site = folder / "ssg"
    ours.write_site(corpus, site)
    shutil.copytree(THEME, site / "themes" / "bench")
    manifest = site / "themes" / "bench" / "theme.yaml"
    text = re.sub(r"(?m)^name:.*$", "name: bench", manifest.read_text("utf-8"))
    manifest.write_text(text, "utf-8")
    templates = site / "themes" / "bench" / "templates"
    with_article = [
        file
        for name in ("post.html", "entry.html")
        if (file := templates / name).exists() and "<article" in file.read_text("utf-8")
    ]
    return Program(
        name="ssg",
        site=site,
        output=site / "output",
        caches=(site / "output", site / ".ssg-cache"),
        command=(executable, "build", "--site", str(site), "--quiet"),
        environment={},
        front_matter=ours.front_matter,
        post_template=with_article[0],
    )


def prepare_hugo(corpus: Corpus, folder: Path) -> Program:
    """Write the blog as a Hugo site."""
    site = folder / "hugo"
    hugo.write_hugo_site(corpus, site)
    return Program(
        name="Hugo",
        site=site,
        output=site / "public",
        caches=(site / "public", site / "resources"),
        command=(str(hugo.find_hugo()), "--source", str(site), "--quiet", "--noBuildLock"),
        environment={"HUGO_CACHEDIR": str(folder / "hugo-cache")},
        front_matter=hugo.front_matter,
        post_template=site / "layouts" / "page.html",
    )


def run_scenario(program: Program, corpus: Corpus, scenario: str, turn: int) -> Sample:
    """Prepare a scenario, measure it, and make sure that the edit has reached the page."""
    if scenario == "cold":
        for folder in program.caches:
            shutil.rmtree(folder, ignore_errors=True)
    edit = EDITS[scenario]
    mark, post = edit(program, corpus, turn) if edit else ("", corpus.posts[0])
    sample = measure(program.command, program.output, program.environment)
    if mark not in program.built_file(post).read_text("utf-8"):
        sys.exit(f"{program.name}: {scenario}: the change is not on the page of {post.path}")
    return sample


def count_kinds(program: Program) -> Counter[str]:
    """Return how many files of each kind the program has written."""
    kinds: Counter[str] = Counter()
    for file in program.output.rglob("*"):
        if file.is_file():
            path = file.relative_to(program.output).as_posix()
            matching = (kind for kind, rule in KINDS.items() if re.fullmatch(rule, path))
            kinds[next(matching, "others (theme, search)")] += 1
    return kinds


def print_kinds(programs: Sequence[Program], size: int) -> None:
    """Print what each program has built, and stop if a post is missing."""
    counts = [count_kinds(program) for program in programs]
    print(f"\n### {size:,} posts: files by kind\n")
    print(f"| kind | {' | '.join(program.name for program in programs)} |")
    print(f"|---|{'---:|' * len(programs)}")
    for kind in (*KINDS, "others (theme, search)"):
        print(f"| {kind} | {' | '.join(f'{count[kind]:,}' for count in counts)} |")
    print(f"| together | {' | '.join(f'{count.total():,}' for count in counts)} |", flush=True)
    for program, count in zip(programs, counts, strict=True):
        if count["post pages"] != size:
            sys.exit(f"{program.name} wrote {count['post pages']} post pages, not {size}")


def print_samples(
    programs: Sequence[Program], samples: Mapping[tuple[str, str], list[Sample]], size: int
) -> None:
    """Print the medians, one line a scenario; a cell holds the programs in their order."""

    def medians(scenario: str, field: str) -> list[float]:
        return [
            median(getattr(sample, field) for sample in samples[program.name, scenario])
            for program in programs
        ]

    names = " / ".join(program.name for program in programs)
    print(f"\n### {size:,} posts: {names}\n")
    print("| | wall s | ratio | CPU s | ratio | peak MB | files written |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for scenario in SCENARIOS:
        wall, cpu = medians(scenario, "wall_seconds"), medians(scenario, "cpu_seconds")
        peak, written = medians(scenario, "peak_megabytes"), medians(scenario, "written")
        cells = [
            join_figures(wall, ".2f"),
            f"{wall[0] / wall[-1]:.2f}",
            join_figures(cpu, ".2f"),
            f"{cpu[0] / cpu[-1]:.2f}",
            join_figures(peak, ",.0f"),
            join_figures(written, ",.0f"),
        ]
        print(f"| {scenario} | {' | '.join(cells)} |", flush=True)


def join_figures(figures: Sequence[float], form: str) -> str:
    """Return the figures of the programs as one cell."""
    return " / ".join(format(figure, form) for figure in figures)


def run_size(size: int, options: argparse.Namespace, folder: Path) -> None:
    """Measure one size: in each round every scenario, the programs in turn."""
    corpus = invent_corpus(size)
    programs = []
    if options.only != "hugo":
        programs.append(prepare_ssg(corpus, folder, options.ssg))
    if options.only != "ssg":
        programs.append(prepare_hugo(corpus, folder))
    samples: dict[tuple[str, str], list[Sample]] = {}
    for turn in range(options.rounds):
        for scenario in SCENARIOS:
            # Who goes first changes, so that neither always finds the machine warmed up.
            for program in programs if turn % 2 == 0 else reversed(programs):
                sample = run_scenario(program, corpus, scenario, turn)
                samples.setdefault((program.name, scenario), []).append(sample)
                print(
                    f"{size} posts, round {turn + 1}, {scenario}, {program.name}: "
                    f"{sample.wall_seconds:.2f} s",
                    file=sys.stderr,
                    flush=True,
                )
            if turn == 0 and scenario == "cold":
                print_kinds(programs, size)
    print_samples(programs, samples, size)


def print_machine(options: argparse.Namespace) -> None:
    """Print what the figures depend on: cores, versions, rounds."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    version = (
        subprocess.run([hugo.find_hugo(), "version"], capture_output=True, text=True, check=True)
        .stdout.split()[1]
        .split("-")[0]
    )
    print(
        f"{cores} cores, Python {sys.version.split()[0]}, Hugo {version}, "
        f"medians of {options.rounds} rounds. A ratio below 1 means that ssg needed less."
    )


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("ssg", "hugo"), help="measure one of the two")
    parser.add_argument("--ssg", default=str(Path(sys.executable).parent / "ssg"))
    parser.add_argument("--keep", type=Path, help="write the sites here and leave them")
    return parser.parse_args()


def main() -> None:
    """Measure every size, each in a folder of its own that is then removed."""
    options = parse_options()
    print_machine(options)
    for size in options.sizes:
        if options.keep:
            run_size(size, options, options.keep / str(size))
            continue
        with tempfile.TemporaryDirectory(prefix="ssg-benchmark-") as folder:
            run_size(size, options, Path(folder))


if __name__ == "__main__":
    main()
