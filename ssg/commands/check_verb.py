"""`ssg check` from its options to what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.check.folding import fold
from ssg.commands.build_verb import moment_for
from ssg.commands.checking import Checked, CheckRequest, check_site
from ssg.commands.failures import UsageError
from ssg.commands.mending import Mending, mendings_of, report_of, write_mendings
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.talking import Talk
from ssg.model.diagnostic import Diagnostic, as_errors
from ssg.text.counting import counted

_MOST_ROUNDS = 8
_ASK = "add --yes to mend without being asked, or --dry-run to be shown only"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: of which files, how strictly."""

    site: Path
    paths: tuple[str, ...]
    strict: bool


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - checking is not that long
    talk: Talk,
    files: tuple[Path, ...],
    strict: bool,
    fixes: bool,
    yes: bool,
    dry_run: bool,
) -> Outcome:
    """Check the site and tell what is wrong with it, or with `files` of it; mend what is safe."""
    if (yes or dry_run) and not fixes:
        message = f"{'--yes' if yes else '--dry-run'} belongs to --fix"
        raise UsageError(message, "add --fix")
    wish = _Wish(site_folder, tuple(_path_in(site_folder, file) for file in files), strict)
    checked = _checked(wish)
    if not fixes:
        return _outcome(wish, checked)
    mendings = _mendings(wish, checked)
    if not mendings:
        return _outcome(wish, checked, ["There is nothing that can be mended safely."])
    if dry_run:
        talk.show_changes([line for mending in mendings for line in mending.difference])
        line = f"`ssg check --fix` would mend {_told(mendings)}."
        return _outcome(wish, checked, [line], mendings)
    return _mended(wish, mendings, talk, asks=not yes)


def _mended(wish: _Wish, mendings: list[Mending], talk: Talk, *, asks: bool) -> Outcome:
    """Mend until nothing is left that can be: what cannot be read hides what is below it."""
    done: list[Mending] = []
    left: dict[str, str] = {}
    lines = []
    for _ in range(_MOST_ROUNDS):
        if not mendings:
            break
        talk.show_changes([line for mending in mendings for line in mending.difference])
        if asks and not talk.confirm(f"Mend {_told(mendings)}?", _ASK):
            lines.append("Nothing was changed." if not done else "The rest was left as it is.")
            break
        changed = set(write_mendings(wish.site, mendings))
        left.update((path, f"{path} changed meanwhile, and was left as it is.") for path in changed)
        done += [mending for mending in mendings if mending.path not in changed]
        mendings = [each for each in _mendings(wish, _checked(wish)) if each.path not in left]
    if done:
        lines.insert(0, f"Mended {_told(done)}.")
    return _outcome(wish, _checked(wish), [*lines, *left.values()], done)


def _mendings(wish: _Wish, checked: Checked) -> list[Mending]:
    every = mendings_of(wish.site, checked.diagnostics, checked.mends)
    return [mending for mending in every if _is_wanted(mending.path, wish)]


def _told(mendings: Sequence[Mending]) -> str:
    places = sum(len(mending.mends) for mending in mendings)
    files = len({mending.path for mending in mendings})
    return f"{counted(places, 'place')} in {counted(files, 'file')}"


def _checked(wish: _Wish) -> Checked:
    return check_site(CheckRequest(wish.site, moment_for(wish.site, None)))


def _outcome(
    wish: _Wish, checked: Checked, done: Sequence[str] = (), fixed: Sequence[Mending] = ()
) -> Outcome:
    wanted = tuple(each for each in checked.diagnostics if _is_wanted(each.path, wish))
    found = as_errors(wanted) if wish.strict else wanted
    return Outcome(
        diagnostics=found,
        shown=fold(found),
        lines=(*done, *_lines(wish, checked, found)),
        upshot=_upshot(wish, checked, found),
        report={
            "entries": checked.entries,
            "hosts": list(checked.hosts),
            "policy": checked.policy,
            "fixed": report_of(fixed),
        },
    )


def _path_in(site: Path, file: Path) -> str:
    """Return the path of `file` within the site, as problems name it."""
    for candidate in (file, site / file):
        if candidate.exists() and candidate.resolve().is_relative_to(site.resolve()):
            return candidate.resolve().relative_to(site.resolve()).as_posix()
    message = f"{file} is no file of the site"
    raise UsageError(message, "name a post, a page or a folder in content/")


def _is_wanted(path: str, wish: _Wish) -> bool:
    return not wish.paths or any(
        each in {path, "."} or path.startswith(f"{each}/") for each in wish.paths
    )


def _lines(wish: _Wish, checked: Checked, found: Sequence[Diagnostic]) -> list[str]:
    lines = []
    if not found:
        everything = counted(checked.entries, "post or page", "posts and pages")
        lines.append(f"Nothing is wrong with {', '.join(wish.paths) or everything}.")
    if checked.hosts and not wish.paths:
        lines.append(
            "A policy for what these pages load; `ssg deploy` writes it where a host reads it:"
        )
        lines.append(f"Content-Security-Policy: {checked.policy}")
    return lines


def _upshot(wish: _Wish, checked: Checked, found: Sequence[Diagnostic]) -> str:
    """Return how far the problems are spread."""
    paths = {each.path for each in found if each.path.endswith(".md")}
    if not paths or wish.paths:
        return ""
    everything = counted(checked.entries, "post or page", "posts and pages")
    return f"{len(paths):,} of {everything} have some"
