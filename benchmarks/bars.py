"""The bars: how fast and how small a build has to be, with two jobs on two cores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figures, cell, table

LARGE, HUGE = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Bar:
    """What may be needed at most, as part of what Hugo needs for the same."""

    size: int
    scenario: str
    limit: float
    measured: str = "wall_seconds"


RATIOS = (
    Bar(1_000, "cold", 1.0),
    Bar(1_000, "no change", 0.3),
    Bar(LARGE, "cold", 0.7),
    Bar(LARGE, "no change", 0.06),
    Bar(LARGE, "one body edited", 0.10),
    Bar(LARGE, "one post added", 0.20),
    Bar(LARGE, "theme file edited", 0.4),
    Bar(LARGE, "cold", 0.5, "peak_megabytes"),
)
GROWTH = 1.3
"""Time for each post of the huge blog, as a multiple of that of the large one."""
HUGE_MEGABYTES = 2_500.0


def verdict(measured: float, limit: float) -> str:
    """Return whether a bar is held."""
    return "held" if measured <= limit else "missed"


def ratio_rows(figures_by_size: Mapping[int, Figures]) -> Iterator[Sequence[str]]:
    """Yield the bars against Hugo that this run can judge."""
    for bar in RATIOS:
        figures = figures_by_size.get(bar.size)
        ratio = figures.ratio("ssg", bar.scenario, bar.measured) if figures else None
        if ratio is not None:
            what = bar.scenario if bar.measured == "wall_seconds" else f"memory, {bar.scenario}"
            name = f"{bar.size:,} posts: {what}, to Hugo"
            yield name, f"{bar.limit:.2f}", f"{ratio:.3f}", verdict(ratio, bar.limit)


def huge_rows(figures_by_size: Mapping[int, Figures]) -> Iterator[Sequence[str]]:
    """Yield the bars of the huge blog, which is measured against the large one of the same run."""
    per_post, peaks = {}, {}
    for size, figures in figures_by_size.items():
        wall = figures.median("ssg", "cold", "wall_seconds")
        per_post[size] = wall / size if wall is not None else None
        peaks[size] = figures.median("ssg", "cold", "peak_megabytes")
    huge, large, peak = per_post.get(HUGE), per_post.get(LARGE), peaks.get(HUGE)
    if huge is not None and large is not None:
        growth = huge / large
        name = f"{HUGE:,} posts: time for each post, to {LARGE:,} posts"
        yield name, f"{GROWTH:.2f}", f"{growth:.3f}", verdict(growth, GROWTH)
    if peak is not None:
        name = f"{HUGE:,} posts: memory, cold, MB"
        limit = f"{HUGE_MEGABYTES:,.0f}"
        yield name, limit, cell(peak, ",.0f"), verdict(peak, HUGE_MEGABYTES)


def bars_table(figures_by_size: Mapping[int, Figures]) -> str:
    """Return the bars that this run can judge, or "" if there are none."""
    rows = [*ratio_rows(figures_by_size), *huge_rows(figures_by_size)]
    return table(("bar", "at most", "measured", ""), iter(rows)) if rows else ""
