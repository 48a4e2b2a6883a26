"""The reference of problems, diagnostics.md, names every rule of the program, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY / "docs/content/pages/reference/diagnostics.md"


def modules() -> list[ast.Module]:
    """The program, file by file."""
    texts = [file.read_text("utf-8") for file in sorted(REPOSITORY.glob("ssg/**/*.py"))]
    return [ast.parse(text) for text in texts]


def places_of_rules(program: list[ast.Module]) -> dict[str, int]:
    """Where each function, by its name, takes a rule; data classes count as functions."""
    places = {}
    for module in program:
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef):
                names = [_named(each.arg, each) for each in node.args.args if each.arg != "self"]
            elif isinstance(node, ast.ClassDef):
                names = [_named(line.target.id, line) for line in node.body if _is_field(line)]  # type: ignore[attr-defined]
            else:
                continue
            if "rule" in names:
                places[node.name] = names.index("rule")
    return places


def _named(name: str, noun: ast.AST) -> str:
    """The name of an argument; a `rule` that is no text is another thing, a redirect say."""
    is_other = name == "rule" and getattr(getattr(noun, "annotation", None), "id", "") != "str"
    return "" if is_other else name


def _is_field(line: ast.stmt) -> bool:
    return isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)


def rules_in_code() -> set[str]:
    program = modules()
    places = places_of_rules(program)
    return {rule for module in program for rule in rules_of(module, places)}


def rules_of(module: ast.Module, places: dict[str, int]) -> Iterator[str]:
    constants = {
        line.targets[0].id: line.value
        for line in module.body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    }
    for call in ast.walk(module):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        given = [keyword.value for keyword in call.keywords if keyword.arg == "rule"]
        # `*place` stands for a line and a column.
        arguments = [a for a in call.args for _ in range(1 + isinstance(a, ast.Starred))]
        if name in places and places[name] < len(arguments):
            given.append(arguments[places[name]])
        for value in given:
            known = constants.get(value.id, value) if isinstance(value, ast.Name) else value
            if isinstance(known, ast.Constant) and isinstance(known.value, str):
                yield known.value


def test_every_rule_is_documented_and_no_other() -> None:
    documented = re.findall(r"^\| `([a-z0-9-]+)` \|", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(rules_in_code())


def test_the_rules_of_a_section_are_in_order() -> None:
    for section in REFERENCE.read_text("utf-8").split("\n## ")[1:]:
        documented = re.findall(r"^\| `([a-z0-9-]+)` \|", section, re.MULTILINE)
        assert documented == sorted(documented)
