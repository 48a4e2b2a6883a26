"""Many problems alike are a few lines."""

from dataclasses import replace

from ssg.check.folding import ALIKE_IN_A_SITE, fold
from ssg.model.diagnostic import Diagnostic, Level


def problem(path: str, line: int, level: Level = Level.WARNING, rule: str = "x") -> Diagnostic:
    return Diagnostic(path, line, 1, level, rule, f"wrong {line}", "mend it")


def named(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(each, message=f"{each.message} [{each.rule}]") for each in diagnostics)


def test_more_than_three_alike_in_a_file_are_one_that_names_the_lines_of_the_others() -> None:
    three = [problem("a.md", line) for line in (1, 2, 3)]
    assert fold(three) == named(three)
    (one,) = fold([*three, problem("a.md", 9), problem("a.md", 9)][::-1])
    assert (one.line, one.message) == (1, "wrong 1 (and 3 more like it: lines 2, 3, 9) [x]")
    many = fold([problem("a.md", line) for line in range(1, 40)])
    assert many[0].message.endswith("10, 11, 12, 13, …) [x]")


def test_errors_and_other_rules_are_not_folded() -> None:
    errors = [problem("a.md", line, Level.ERROR) for line in range(1, 9)]
    assert fold(errors) == tuple(errors)
    others = [problem("a.md", 1, rule=rule) for rule in "abcdef"]
    assert len(fold(others)) == 6


def test_links_to_other_sites_are_told_one_by_one() -> None:
    links = [problem("a.md", line, rule="external-dead") for line in range(30)]
    links += [problem("a.md", line, Level.ADVICE, "external-moved") for line in range(30)]
    assert len(fold(links)) == 60


def test_of_much_advice_a_part_is_shown_and_the_rest_is_counted() -> None:
    advice = [problem(f"{number:03}.md", 1, Level.ADVICE) for number in range(100)]
    shown = fold(advice)
    assert len(shown) == ALIKE_IN_A_SITE + 1
    assert "80 files more" in shown[0].message
    assert "`check: {off: [x]}`" in shown[0].fix
    warnings = [problem(f"{number:03}.md", 1) for number in range(100)]
    assert fold(warnings) == named(warnings)
    assert len(fold(advice[: ALIKE_IN_A_SITE + 1])) == ALIKE_IN_A_SITE + 1
