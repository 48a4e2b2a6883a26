"""What must hold of a site whatever has happened to a build of it."""

from collections.abc import Mapping
from pathlib import Path

from ssg.disk.publishing.manifest import load_manifest, output_folder
from tests.attacks.versions import Files, without_foreign
from tests.importing.running import files_below
from tests.launching import Ended

SWITCH = ".ssg-cache/journal"
STAGING = "staging-"


def see_a_whole_site(site: Path, allowed: Mapping[str, Files]) -> None:
    """Look at the output as a reader does, who may come at any moment.

    `allowed` are the outputs of the last build that ended and of those that did not.
    """
    shown = without_foreign(files_below(site / "output"))
    load_manifest(output_folder(site, site / "output"))
    if not (site / SWITCH).exists():
        equal = [name for name, files in allowed.items() if files == shown]
        assert equal, f"the output is none of {list(allowed)}: {_differences(shown, allowed)}"
    for path, content in shown.items():
        whole = [files[path] for files in allowed.values() if path in files]
        assert content in whole, f"{path} is neither of the old site nor of the new"
    always = set.intersection(*(set(files) for files in allowed.values()))
    assert always <= shown.keys(), f"gone meanwhile: {always - shown.keys()}"


def see_the_end(site: Path, built: Files) -> None:
    """See that the site is what a build from nothing makes, and that nothing was left behind."""
    shown = without_foreign(files_below(site / "output"))
    assert shown == built, _differences(shown, {"clean": built})
    left = [file.name for file in (site / ".ssg-cache").iterdir()]
    assert not [name for name in left if name.startswith((STAGING, "journal")) or ".new" in name]


def see_plain_words(ended: Ended, code: int) -> None:
    """See that a command failed, and said so as people speak."""
    assert ended.code == code, ended.said
    assert "error: " in ended.said, ended.said
    assert "fix: " in ended.said, ended.said
    assert "Traceback" not in ended.said, ended.said
    assert "bug in ssg" not in ended.said, ended.said


def _differences(shown: Files, allowed: Mapping[str, Files]) -> dict[str, list[str]]:
    """Tell for each version which files are not as it has them."""
    return {
        name: [path for path in {*files, *shown} if files.get(path) != shown.get(path)][:5]
        for name, files in allowed.items()
    }
