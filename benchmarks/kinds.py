"""What a program has written, by kind: whoever does less would seem the faster."""

import re
import sys
from collections import Counter
from collections.abc import Sequence

from benchmarks.programs import Program

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
