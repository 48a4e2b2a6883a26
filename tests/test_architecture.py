"""The rules of ARCHITECTURE.md that a tool can check."""

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

LINT_IMPORTS = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(config_filename=sys.argv[1], no_cache=True))
"""
REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE_FILES = sorted((REPOSITORY / "ssg").rglob("*.py"))
CORE = (
    "model",
    "text",
    "parse",
    "assemble",
    "plan",
    "render",
    "check",
    "importers",
    "asking",
    "embeds",
    "letters",
    "pictures",
    "picturing",
    "replies",
    "search",
    "memo",
    "pipeline",
)
CORE_FILES = [
    file
    for file in SOURCE_FILES
    if file.relative_to(REPOSITORY / "ssg").parts[0].split(".")[0] in CORE
]

MAX_FILE_LINES = 320
LONG_FILES = {"ssg/model/view.py": "the theme contract is read in one piece"}
MAX_FUNCTION_LINES = 45

FORBIDDEN_CALLS = {
    "open": "only the shell opens files",
    "input": "only the shell talks to people",
    "print": "only the shell talks to people",
    "eval": "what a user wrote is never code",
    "exec": "what a user wrote is never code",
    "datetime.now": "the time is passed in",
    "datetime.utcnow": "the time is passed in",
    "datetime.today": "the time is passed in",
    "date.today": "the time is passed in",
}
FORBIDDEN_IMPORTS = frozenset(
    {
        "glob",
        "http",
        "io",
        "logging",
        "os",
        "pathlib.Path",
        "platform",
        "random",
        "secrets",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib.request",
    }
)
ONLY_IN = {
    "jinja2": ("render",),
    "babel": ("render",),
    "markdown": ("parse",),
    "yaml": ("parse", "replies"),
    "coloraide": ("text",),
    "sqlite3": ("disk",),
    "watchdog": ("preview",),
}
IN_MEMORY = frozenset({"pictures/encoding.py", "pictures/drawing.py"})
"""Pillow takes and gives files there; BytesIO is one in memory."""
HEAVY = frozenset(
    {"babel", "coloraide", "jinja2", "markdown", "nh3", "pygments", "rich", "watchdog", "yaml"}
)

IMPORT_EACH = """
import importlib, sys
alone = sys.argv[1] == "alone"
for name in sys.argv[1 + alone:]:
    for loaded in [module for module in sys.modules if alone and module.split(".")[0] == "ssg"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{name}: {type(error).__name__}: {error}")
"""


def source_id(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")


MODULES = [module_name(file) for file in SOURCE_FILES if file.name != "__main__.py"]


def imported_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each import of a file as (line, "os" or "pathlib.Path"); also those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def modules_needed(file: Path, modules: Mapping[str, Path]) -> set[str]:
    """Modules of ours that are imported while this one is, beside the packages that it is in."""
    name, tree = module_name(file), ast.parse(file.read_text("utf-8"))
    later = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    found = set[str]()
    for line, imported in imported_names(tree):
        parts = imported.split(".") if line not in later else []
        found.update({".".join(parts[:count]) for count in range(1, len(parts) + 1)} & {*modules})
    return {each for each in found if not f"{name}.".startswith(f"{each}.")}


def forbidden_uses(text: str) -> list[str]:
    """Every line of a core file that reaches for the outside world."""
    tree = ast.parse(text)
    found = []
    for line, name in imported_names(tree):
        starts = {".".join(name.split(".")[:count]) for count in range(1, name.count(".") + 2)}
        if starts & FORBIDDEN_IMPORTS:
            found.append(f"line {line}: imports {name}")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        # "dt.datetime.now" and "datetime.now" are the same call under two imports.
        called = ".".join(ast.unparse(node.func).split(".")[-2:])
        if called in FORBIDDEN_CALLS:
            found.append(f"line {node.lineno}: calls {called}: {FORBIDDEN_CALLS[called]}")
    return found


def imports_out_of_place(text: str, room: str) -> list[str]:
    """Imports of a library that another room owns."""
    return [
        f"line {line}: {name} belongs to {' and '.join(ONLY_IN[library])}"
        for line, name in imported_names(ast.parse(text))
        if (library := name.split(".")[0]) in ONLY_IN and room not in ONLY_IN[library]
    ]


def groups_repeated_possessively(text: str) -> list[str]:
    """Patterns with `(...)*+`, which Python matches wrongly before 3.11.5 (its issue 106052)."""
    return [
        f"line {part.lineno}: write (?>(...)*) instead of (...)*+"
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        if re.search(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+", part.value)
    ]


def long_functions(text: str) -> list[str]:
    return [
        f"{node.name} has {lines} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]


def run_python(program: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout


def test_import_contracts_are_kept() -> None:
    # In a process of its own, for it silences every logger that others have made.
    command = [sys.executable, "-c", LINT_IMPORTS, str(REPOSITORY / "pyproject.toml")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Without a circle, a module finds what it imports whole, whichever is imported first."""
    modules = {module_name(file): file for file in SOURCE_FILES}
    needs = {name: modules_needed(file, modules) for name, file in modules.items()}
    graphlib.TopologicalSorter(needs).prepare()


def test_every_module_is_importable() -> None:
    assert not run_python(IMPORT_EACH, *MODULES)


@pytest.mark.torture
def test_modules_are_importable_alone() -> None:
    """Where nothing is imported in a circle all are; so it is enough to see some."""
    assert not run_python(IMPORT_EACH, "alone", *MODULES[::10])


def test_the_command_line_starts_without_heavy_libraries() -> None:
    loaded = run_python("import sys, ssg.cli; print(*sys.modules)").split()
    assert not HEAVY & {name.split(".")[0] for name in loaded}


@pytest.mark.parametrize("file", SOURCE_FILES, ids=source_id)
def test_files_and_functions_stay_small(file: Path) -> None:
    text = file.read_text("utf-8")
    if source_id(file) not in LONG_FILES:
        assert text.count("\n") <= MAX_FILE_LINES, "ask which two things this file is"
    assert not long_functions(text), "ask which two things this function does"


@pytest.mark.parametrize("file", CORE_FILES, ids=source_id)
def test_the_core_never_touches_the_world(file: Path) -> None:
    uses = forbidden_uses(file.read_text("utf-8"))
    if file.relative_to(REPOSITORY / "ssg").as_posix() in IN_MEMORY:
        uses = [use for use in uses if not use.endswith((": imports io", ": imports io.BytesIO"))]
    assert not uses


@pytest.mark.parametrize("file", SOURCE_FILES, ids=source_id)
def test_a_library_is_known_in_one_room(file: Path) -> None:
    room = file.relative_to(REPOSITORY / "ssg").parts[0]
    assert not imports_out_of_place(file.read_text("utf-8"), room)


def test_patterns_are_those_that_every_python_reads_alike() -> None:
    told = {
        source_id(file): found
        for file in SOURCE_FILES
        if (found := groups_repeated_possessively(file.read_text("utf-8")))
    }
    assert not told
    assert groups_repeated_possessively('re.compile(rf"{A}(?:a|b)*+c")')
    assert not groups_repeated_possessively('re.compile(r"\\)*+|a*+(?>(?:a|b)*)")')


@pytest.mark.parametrize(
    "line",
    [
        "import os.path",
        "from pathlib import Path",
        "from time import sleep",
        "def f():\n    import urllib.request",
        "open('x')",
        "dt.datetime.now(dt.UTC)",
        "date.today()",
    ],
)
def test_the_rules_notice_what_they_forbid(line: str) -> None:
    assert forbidden_uses(line)


@pytest.mark.parametrize(
    "line", ["from pathlib import PurePosixPath", "import datetime as dt", "webbrowser.open(x)"]
)
def test_the_rules_allow_what_is_harmless(line: str) -> None:
    assert not forbidden_uses(line)


def test_a_library_in_the_wrong_room_is_noticed() -> None:
    assert imports_out_of_place("def f():\n    from jinja2 import Environment", "plan")
    assert not imports_out_of_place("from jinja2 import Environment", "render")


def test_a_skip_goes_through_the_conftest() -> None:
    """CI turns a missing program into a failure, which only the fixtures of conftest.py know."""
    skipping = [
        source_id(file)
        for file in sorted((REPOSITORY / "tests").rglob("*.py"))
        if file.name not in {"conftest.py", Path(__file__).name}
        and any(
            word in file.read_text("utf-8")
            for word in ("pytest.skip(", "importorskip", "mark.skip")
        )
    ]
    assert not skipping, "use the fixtures require_program and require_path"
