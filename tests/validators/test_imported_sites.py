"""Sites made of real exports are as valid as the HTML that their authors once wrote."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

from ssg.importers.reading.export import read_export
from ssg.importers.wordpress_text.paragraphs import autop
from ssg.model.export import OldEntry
from tests.importing.scanning import NOT_TO_BE_SCANNED, exports_of
from tests.running import ssg
from tests.validators.test_markup import QUICKLY, UNKNOWN_TO_THE_CHECKER

EXPORTS = {
    "theme": "WordPress__wordpress-importer/phpunit_data_theme-unit-test-data.xml",
    "a11y": "WordPress__wordpress-importer/phpunit_data_a11y-unit-test-data.xml",
}
"""These have one of everything; the long version takes all exports."""

OF_A_KIND = 3
"""So many listings of each kind are checked."""
ENTRIES = 200
"""So many entries are checked, which is all of those two; of a larger blog some from each time."""

START = 2_000
"""So many bytes of an export tell whether it is Blogger's feed."""


def build_import(export: Path, site: Path, repository: Path) -> Path:
    """Import an export and build the site; return its output."""
    with export.open("rb") as opened:
        host = "blogger" if b"<feed" in opened.read(START) else "wordpress"
    for arguments in (("import", host, str(export)), ("build",)):
        done = ssg(*arguments, "--site", str(site), folder=repository)
        assert done.returncode == 0, arguments
    return site / "output"


def pages_to_check(output: Path) -> Iterator[Path]:
    """Yield the pages of entries, and a few pages of each other kind."""
    met: Counter[str] = Counter()
    entries = []
    for file in sorted(output.rglob("*.html")):
        if "e-content" in file.read_text("utf-8"):
            entries.append(file)
        else:
            path = file.relative_to(output)
            # What kind of listing a page is, its address tells: by its first level and its depth.
            kind = f"{path.parts[0] if not path.parts[0].isdigit() else 'year'}/{len(path.parts)}"
            met[kind] += 1
            if met[kind] <= OF_A_KIND:
                yield file
    yield from entries[:: 1 + len(entries) // ENTRIES]


def write_own_html(export: Path, folder: Path) -> Iterator[Path]:
    """Write each text of an export, as WordPress showed it, into a page that is otherwise valid."""
    folder.mkdir()
    with export.open("rb") as stream:
        entries = [one for one in read_export([stream.read()]) if isinstance(one, OldEntry)]
    texts = (text for one in entries for text in (one.content, *(c.body for c in one.comments)))
    start = "<!doctype html><html lang='en'><head><title>A</title></head><body><h1>A</h1>"
    for number, text in enumerate(filter(str.strip, texts)):
        shown = text if "<!-- wp:" in text else autop(text)
        file = folder / f"{number}.html"
        file.write_text(f"{start}<div><p>A</p>{shown}</div></body></html>", "utf-8")
        yield file


def complaints(java: str, checker: Path, files: Iterable[Path], root: Path) -> dict[str, set[str]]:
    """Return what the Nu checker calls an error, by the first folder below `root`."""
    listed = [str(file) for file in files]
    checked = subprocess.run(
        [java, *QUICKLY, "-jar", checker, "--stdout", "--errors-only", "--format", "json", *listed],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, set[str]] = {}
    for message in json.loads(checked.stdout)["messages"]:
        path = PurePosixPath(message["url"].rpartition(f"/{root.name}/")[2])
        found.setdefault(path.parts[0], set()).add(message["message"])
    return found


def is_of_the_theme_alone(message: str) -> bool:
    """Tell whether the complaint is about CSS that is newer than the checker.

    Themes have tests of their own, which look closer.
    """
    is_new = any(word in message for word in UNKNOWN_TO_THE_CHECKER)
    return message.startswith("CSS:") and (is_new or message == "CSS: Parse Error.")


@pytest.fixture(scope="module")
def check(
    exports: Path,
    repository: Path,
    node_modules: Path,
    require_program: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Mapping[str, str]], Mapping[str, set[str]]]:
    """Return what gives complaints about the site of each export, and about its own HTML.

    One process looks at all of them.
    """
    checker = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"

    def checked(named: Mapping[str, str]) -> Mapping[str, set[str]]:
        root = tmp_path_factory.mktemp("imported")
        files: list[Path] = []
        for name, path in named.items():
            files += pages_to_check(build_import(exports / path, root / name, repository))
            files += write_own_html(exports / path, root / f"{name}-own")
        return complaints(require_program("java"), checker, files, root)

    return checked


@pytest.fixture(scope="module")
def found(check: Callable[[Mapping[str, str]], Mapping[str, set[str]]]) -> Mapping[str, set[str]]:
    return check(EXPORTS)


def new_errors(found: Mapping[str, set[str]], name: str) -> set[str]:
    """Return what is wrong with a site and was not wrong with its export's own HTML."""
    new = found.get(name, set()) - found.get(f"{name}-own", set())
    return {message for message in new if not is_of_the_theme_alone(message)}


@pytest.mark.xdist_group("imported")
@pytest.mark.parametrize("name", EXPORTS)
def test_no_error_is_new(found: Mapping[str, set[str]], name: str) -> None:
    assert not new_errors(found, name)


@pytest.mark.xdist_group("imported")
def test_the_checker_sees_errors_of_old_texts(found: Mapping[str, set[str]]) -> None:
    assert all(found[f"{name}-own"] for name in EXPORTS)


@pytest.mark.torture
def test_no_error_is_new_in_any_export(
    check: Callable[[Mapping[str, str]], Mapping[str, set[str]]], exports: Path
) -> None:
    single = {
        name.replace(".", "_"): str(files[0].relative_to(exports))
        for name, files in exports_of(exports).items()
        if len(files) == 1 and name not in NOT_TO_BE_SCANNED
    }
    found = check(single)
    assert not {name: new for name in single if (new := new_errors(found, name))}
