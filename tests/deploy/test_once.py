"""What the kinds of targets share is written once."""

import ast
from collections import Counter
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "ssg/deploy"


def test_a_name_that_targets_give_to_files_is_written_in_one_place() -> None:
    names: Counter[str] = Counter()
    for file in sorted(DEPLOY.rglob("*.py")):
        for line in ast.parse(file.read_text("utf-8")).body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                value = str(line.value.value)
                names[value] += value.startswith(".ssg-")
    assert {name for name, count in names.items() if count > 1} == set()
    assert names[".ssg-new"] == 1
    assert names[".ssg-upload"] == 1
