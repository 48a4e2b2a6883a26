"""`ssg check --fix`: what can be mended is shown, asked for, written, and looked for once more."""

from collections.abc import Callable, Mapping, Sequence

from ssg.commands.checking.flow import Checked, CheckRequest, check_site
from ssg.commands.checking.mending import Mending, mendings_of, report_of, write_mendings
from ssg.commands.talking import Talk
from ssg.model.outward import Told
from ssg.model.record import dataclass
from ssg.text.counting import counted

_MOST_ROUNDS = 8
_ASK = "add --yes to mend without being asked, or --dry-run to be shown only"
_NOTHING = "There is nothing that can be mended safely."

Wanted = Callable[[str], bool]
"""Tells of a path whether it is to be mended."""

TellExternal = Callable[[Checked], Told]
"""Returns what is known of the links to other sites that a check has found."""


def nothing_heard(_: Checked) -> Told:
    """Return what is known of links where nobody was asked."""
    return Told()


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was mended, for a person and for programs."""

    lines: tuple[str, ...]
    report: Sequence[Mapping[str, object]] = ()


def show_fixes(
    request: CheckRequest,
    wanted: Wanted,
    talk: Talk,
    command: str,
    external: TellExternal = nothing_heard,
) -> Fixed:
    """Show what `command` could mend in the files that are `wanted`, and touch nothing."""
    mendings = _mendings(request, wanted, external)
    if not mendings:
        return Fixed((_NOTHING,))
    _show(mendings, talk)
    return Fixed((f"`{command}` would mend {_told(mendings)}.",), report_of(mendings))


def fix(
    request: CheckRequest,
    wanted: Wanted,
    talk: Talk,
    *,
    asks: bool,
    external: TellExternal = nothing_heard,
) -> Fixed:
    """Mend the files that are `wanted` until nothing is left that can be mended.

    What cannot be read hides what is below it, so one round is not always enough. Each round looks
    anew: a mend of the last one would find its old text in the new one. Raises UsageError where
    nobody can be asked.
    """
    done: list[Mending] = []
    left: dict[str, str] = {}
    lines = []
    mendings = _mendings(request, wanted, external)
    if not mendings:
        return Fixed((_NOTHING,))
    for _ in range(_MOST_ROUNDS):
        if not mendings:
            break
        _show(mendings, talk)
        if asks and not talk.confirm(f"Mend {_told(mendings)}?", _ASK):
            lines.append("The rest was left as it is." if done else "Nothing was changed.")
            break
        changed = set(write_mendings(request.site, mendings))
        left.update((path, f"{path} changed meanwhile, and was left as it is.") for path in changed)
        done += [mending for mending in mendings if mending.path not in changed]
        mendings = [each for each in _mendings(request, wanted, external) if each.path not in left]
    if done:
        lines.insert(0, f"Mended {_told(done)}.")
    return Fixed((*lines, *left.values()), report_of(done))


def _mendings(request: CheckRequest, wanted: Wanted, external: TellExternal) -> list[Mending]:
    checked = check_site(request)
    told = external(checked)
    mends = (*checked.mends, *told.mends)
    every = mendings_of(request.site, checked.diagnostics, mends, told.copies)
    return [mending for mending in every if wanted(mending.path)]


def _show(mendings: Sequence[Mending], talk: Talk) -> None:
    talk.show_changes([line for mending in mendings for line in mending.difference])


def _told(mendings: Sequence[Mending]) -> str:
    places = sum(len(mending.mends) for mending in mendings)
    files = len({mending.path for mending in mendings})
    return f"{counted(places, 'place')} in {counted(files, 'file')}"
