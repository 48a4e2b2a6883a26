"""`make bench`: our program, Hugo, Eleventy and Pelican on the same blog, in turn, as tables."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.bars import bars_table
from benchmarks.corpus import Corpus, invent_corpus
from benchmarks.figures import Figures, short_table, whole_table
from benchmarks.kinds import print_kinds
from benchmarks.machine import describe_machine, keep_to_cores, usable_cores
from benchmarks.programs import (
    Program,
    prepare_eleventy,
    prepare_hugo,
    prepare_pelican,
    prepare_ssg,
)
from benchmarks.scenarios import SCENARIOS, run_scenario

Prepare = Callable[[Corpus, Path], Program]
LARGEST_OF_SLOW = 10_000
"""Larger blogs are built with the slow programs only if one asks for it by name."""
QUICK, SLOW = ("ssg", "hugo"), ("eleventy", "pelican")


def prepare_programs(
    corpus: Corpus, options: argparse.Namespace, folder: Path
) -> tuple[Program, ...]:
    """Write the blog for each program that is wanted.

    Of those that nobody named, Eleventy and Pelican are left out where they are not installed.
    """
    size = len(corpus.posts)
    preparations: dict[str, Prepare] = {
        "ssg": partial(prepare_ssg, executable=options.ssg, jobs=options.jobs),
        "hugo": prepare_hugo,
        "eleventy": prepare_eleventy,
        "pelican": prepare_pelican,
    }
    wanted = options.programs or (QUICK + SLOW if size <= LARGEST_OF_SLOW else QUICK)
    programs = []
    for name in wanted:
        try:
            programs.append(preparations[name](corpus, folder))
        except FileNotFoundError as error:
            if options.programs or name in QUICK:
                sys.exit(f"error: {error}")
            print(f"note: {error}", file=sys.stderr)
    return tuple(programs)


def in_this_round(
    programs: Sequence[Program], turn: int, options: argparse.Namespace
) -> list[Program]:
    """Return who runs in a round, in order: it changes, so that no one always goes first."""
    running = [
        program
        for program in programs
        if turn < (options.slow_rounds if program.is_slow else options.rounds)
    ]
    return running if turn % 2 == 0 else running[::-1]


def run_size(size: int, options: argparse.Namespace, folder: Path) -> Figures:
    """Measure one size: in each round every scenario, the programs in turn."""
    corpus = invent_corpus(size)
    programs = prepare_programs(corpus, options, folder)
    print(f"\n{describe_machine(f'{program.name} {program.version}' for program in programs)}")
    figures = Figures(size, tuple(program.name for program in programs))
    for turn in range(max(options.rounds, options.slow_rounds)):
        for scenario in SCENARIOS:
            for program in in_this_round(programs, turn, options):
                sample = run_scenario(program, corpus, scenario, turn)
                figures.add(program.name, scenario, sample)
                print(
                    f"{size} posts, round {turn + 1}, {scenario}, {program.name}: "
                    f"{sample.wall_seconds:.2f} s",
                    file=sys.stderr,
                    flush=True,
                )
            if turn == 0 and scenario == "cold":
                print_kinds(programs, size)
    print(f"\n### {size:,} posts\n\n{whole_table(figures)}", flush=True)
    return figures


def print_end(measured: Sequence[Figures]) -> None:
    """Print what is judged, and what a README has room for."""
    bars = bars_table({figures.size: figures for figures in measured})
    if bars:
        print(f"\n### Bars\n\n{bars}")
    for figures in measured:
        print(f"\n### {figures.size:,} posts, in short\n\n{short_table(figures, usable_cores())}")


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--programs", nargs="+", choices=QUICK + SLOW, help="measure these alone")
    parser.add_argument("--rounds", type=int, default=3, help="of ssg and Hugo")
    parser.add_argument("--slow-rounds", type=int, default=1, help="of Eleventy and Pelican")
    parser.add_argument(
        "--jobs", type=int, default=2, help="processes of ssg, and cores that everyone may use"
    )
    parser.add_argument("--ssg", default=str(Path(sys.executable).parent / "ssg"))
    parser.add_argument("--keep", type=Path, help="write the sites here and leave them")
    return parser.parse_args()


def main() -> None:
    """Measure every size, each in a folder of its own that is then removed."""
    options = parse_options()
    keep_to_cores(options.jobs)
    measured = []
    for size in options.sizes:
        if options.keep:
            folder = options.keep.resolve() / str(size)
            measured.append(run_size(size, options, folder))
            continue
        with tempfile.TemporaryDirectory(prefix="ssg-benchmark-") as name:
            measured.append(run_size(size, options, Path(name)))
    print_end(measured)


if __name__ == "__main__":
    main()
