"""Two outputs may not share one address, and every name must be valid everywhere."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.text.addresses import address_of_output
from ssg.text.file_names import name_problem


def check_collisions(plan: Plan) -> Iterator[Diagnostic]:
    """Report each address that several outputs claim, compared as a case-blind disk does.

    macOS and Windows keep one file for "About" and "about", for a composed and a decomposed "é".
    """
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for output in plan.outputs:
        claims[_folded(output.path)].append((output.path, output.origin))
    folders = _folders_of({folded: rivals[0][1] for folded, rivals in claims.items()})
    for folded, rivals in claims.items():
        path, origin = rivals[0]
        others = [other for _, other in rivals[1:]]
        if folded in folders:
            others.append(f"{folders[folded]} (which needs a folder of that name)")
        if not others:
            continue
        named = [name for _, name in rivals if name.startswith(("content/", "themes/"))]
        source, _, line = (named[0] if named else origin).partition(".yaml:")
        place = (source + ".yaml", int(line)) if line.isdigit() else (source, 0)
        yield Diagnostic(
            place[0], place[1], 0, Level.ERROR, "address-collision",
            f"{address_of_output(path)} is claimed by {origin}"
            f" and by {' and by '.join(others)}",
            "give one of them another `slug:` or `permalink:`, or take the redirect out",
        )  # fmt: skip


def check_names(plan: Plan) -> Iterator[Diagnostic]:
    """Report each output whose name some system refuses."""
    for output in plan.outputs:
        wrong = name_problem(output.path)
        if wrong:
            yield Diagnostic(
                output.origin, 0, 0, Level.ERROR, "file-name",
                f"{output.path} cannot be a file's name: {wrong}",
                "choose another `slug:` or file name",
            )  # fmt: skip


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else _fold(path)


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders_of(origins: Mapping[str, str]) -> dict[str, str]:
    """Return each folder above the paths in `origins`, with who is the first to need it."""
    folders: dict[str, str] = {}
    for path, origin in origins.items():
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:  # What is above a known one is known.
            folders[folder] = origin
            folder = folder.rpartition("/")[0]
    return folders
