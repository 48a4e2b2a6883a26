"""What was measured, and the tables in Markdown that show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.measure import Sample
from benchmarks.scenarios import SCENARIOS

MISSING = "–"


@dataclass(frozen=True, slots=True)
class Figures:
    """The samples of one size, by program and scenario."""

    size: int
    programs: tuple[str, ...]
    samples: dict[tuple[str, str], list[Sample]] = field(default_factory=dict)

    def add(self, program: str, scenario: str, sample: Sample) -> None:
        """Keep one run."""
        self.samples.setdefault((program, scenario), []).append(sample)

    def median(self, program: str, scenario: str, measured: str) -> float | None:
        """Return the median of a field of `Sample`, or None if this was not measured."""
        runs = self.samples.get((program, scenario))
        return median(getattr(run, measured) for run in runs) if runs else None

    def ratio(self, program: str, scenario: str, measured: str) -> float | None:
        """Return how often what Hugo needed the program needed, or None without one of them."""
        own, hugo = (self.median(name, scenario, measured) for name in (program, "Hugo"))
        return own / hugo if own is not None and hugo else None


def cell(figure: float | None, form: str) -> str:
    """Return a figure as it stands in a table."""
    return MISSING if figure is None else format(figure, form)


def seconds(figure: float | None) -> str:
    """Return seconds with about three digits."""
    return cell(figure, ".2f" if figure is not None and figure < 10 else ".1f")


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a table in Markdown, the first column to the left and the others to the right."""
    lines = [f"| {' | '.join(line)} |" for line in (head, *rows)]
    return "\n".join([lines[0], f"|---|{'---:|' * (len(head) - 1)}", *lines[1:]])


def whole_table(figures: Figures) -> str:
    """Return all medians: a line for each scenario and program."""
    head = ("", "wall s", "to Hugo", "CPU s", "to Hugo", "peak MB", "files written")

    def rows() -> Iterator[Sequence[str]]:
        for scenario in SCENARIOS:
            for program in figures.programs:
                yield (
                    f"{scenario}, {program}",
                    cell(figures.median(program, scenario, "wall_seconds"), ".2f"),
                    cell(figures.ratio(program, scenario, "wall_seconds"), ".2f"),
                    cell(figures.median(program, scenario, "cpu_seconds"), ".2f"),
                    cell(figures.ratio(program, scenario, "cpu_seconds"), ".2f"),
                    cell(figures.median(program, scenario, "peak_megabytes"), ",.0f"),
                    cell(figures.median(program, scenario, "written"), ",.0f"),
                )

    return table(head, rows())


def short_table(figures: Figures, cores: int) -> str:
    """Return seconds alone, a column for each program, as a README has room for."""
    head = (f"{figures.size:,} posts, {cores} cores, s", *figures.programs, "ssg to Hugo")

    def rows() -> Iterator[Sequence[str]]:
        for scenario in SCENARIOS:
            times = [figures.median(name, scenario, "wall_seconds") for name in figures.programs]
            ratio = cell(figures.ratio("ssg", scenario, "wall_seconds"), ".2f")
            yield scenario, *map(seconds, times), ratio
        peaks = [figures.median(name, "cold", "peak_megabytes") for name in figures.programs]
        ratio = cell(figures.ratio("ssg", "cold", "peak_megabytes"), ".2f")
        yield "memory (cold), MB", *(cell(peak, ",.0f") for peak in peaks), ratio

    return table(head, rows())
