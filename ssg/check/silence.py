"""Warnings and advice that the author has switched off: everywhere, or in one file."""

from collections.abc import Mapping, Sequence

from ssg.model.diagnostic import Diagnostic, Level


def is_heard(
    problem: Diagnostic, off: Sequence[str], off_by_path: Mapping[str, Sequence[str]]
) -> bool:
    """Tell whether a problem is told although the rules in `off` are switched off."""
    if problem.level is Level.ERROR:
        return True
    return problem.rule not in off and problem.rule not in off_by_path.get(problem.path, ())
