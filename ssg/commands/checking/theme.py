"""The flow of `ssg theme check`: the site planned in the theme, its templates looked through."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ssg.assemble.theme_layer import ThemeLayer
from ssg.check.theme_drift import Ground, check_drift, ground_of
from ssg.check.theme_templates import check_theme_templates
from ssg.commands.checking.specimens import specimens
from ssg.commands.failures import UsageError
from ssg.commands.workers import workers
from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.guard import Guard, OutsideError
from ssg.disk.snapshot import reader, take_snapshot
from ssg.disk.writing.rewriting import put
from ssg.intake import Options, theme_layers
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors, sort_diagnostics
from ssg.model.record import dataclass
from ssg.model.source import Snapshot
from ssg.model.theme import Theme
from ssg.pipeline import Planned, plan_build
from ssg.render.failure import collapse_failures
from ssg.render.lints.compiling import check_compiled
from ssg.render.lints.fields import check_fields
from ssg.render.lints.widgets import check_widgets
from ssg.render.lints.words import check_strings
from ssg.text.nearest import did_you_mean

NOTES = "based-on.json"
_THEME_RULES = ("template", "theme", "theme-")


@dataclass(frozen=True, slots=True)
class ThemeChecked:
    """What was found in a theme; `ground` is what it replaces now, None where it cannot be told."""

    diagnostics: tuple[Diagnostic, ...]
    templates: int = 0
    languages: int = 0
    ground: Ground | None = None
    is_own: bool = False


def check_theme(site: Path, name: str, now: dt.datetime) -> ThemeChecked:
    """Check the theme `name` with the content of the site. Raises UsageError if there is none."""
    with Cache(site / FOLDER) as cache, workers(0) as staff:
        snapshot, _ = take_snapshot(site, site / "output", cache)
        _see_that_it_is_there(name, snapshot)
        memo = Memo(cache, code_digest(), reader(site), staff)
        options = Options(now, drafts=True, future=True, theme=name)
        planned = plan_build(snapshot, memo, options)
        if planned.theme is None or planned.settings is None:
            return ThemeChecked(planned.diagnostics)
        layers, _, _ = theme_layers(planned.settings, snapshot, memo.read)
        if not planned.theme.is_whole:
            above = (each for each in planned.diagnostics if each.path.startswith("themes/"))
            return ThemeChecked(tuple(above))
        found = [problem for problem in planned.diagnostics if _is_of_theme(problem, name)]
        static = list(_look_through(planned, planned.theme, layers))
        found += static
        if not has_errors(static):
            shown = specimens(planned, memo)
            known = {_word_in(problem) for problem in static if problem.rule == "theme-words"}
            met = collapse_failures(each for one in shown for each in one.diagnostics)
            found += (each for each in met if not _word_in(each) or _word_in(each) not in known)
    is_own = any(path.startswith(f"themes/{name}/") for path in snapshot.files)
    ground = ground_of(planned.theme, _files_replaced(layers))
    if is_own:
        found += check_drift(planned.theme, _read_notes(site, name), ground)
    return ThemeChecked(
        sort_diagnostics(found),
        len({file.path for file in planned.theme.templates.values() if file.layer == name}),
        len(planned.theme.strings),
        ground,
        is_own,
    )


def _see_that_it_is_there(name: str, snapshot: Snapshot) -> None:
    every = (*snapshot.files, *snapshot.builtin_themes)
    known = sorted({path.split("/")[1] for path in every if path.startswith("themes/")})
    if name not in known:
        message = f"there is no theme `{name}`{did_you_mean(name, known)}"
        raise UsageError(message, f"the themes here are {', '.join(known)}")


def _word_in(problem: Diagnostic) -> str:
    """Return the word that is missing; what no template spells out is met on pages alone."""
    return problem.message.partition("no word for ")[2].partition(" in ")[0]


def _is_of_theme(problem: Diagnostic, name: str) -> bool:
    is_inside = problem.path.removeprefix("built-in ").startswith(f"themes/{name}/")
    return is_inside or (
        problem.path.startswith("themes/") and problem.rule.startswith(_THEME_RULES)
    )


def _look_through(
    planned: Planned, theme: Theme, layers: Sequence[ThemeLayer]
) -> Iterator[Diagnostic]:
    yield from check_compiled(theme)
    yield from check_fields(theme)
    yield from check_widgets(theme)
    if planned.plan is not None:
        yield from check_theme_templates(planned.plan, theme)
    own = _joined(layer.strings for layer in layers if layer.name in {theme.name, ""})
    below = _joined(layer.strings for layer in layers if layer.name not in {theme.name, ""})
    entries = planned.materials.entries if planned.materials else []
    spoken = {entry.language for entry in entries if entry.language}
    if planned.settings is not None:
        spoken.add(planned.settings.language)
    yield from check_strings(theme, own, below, spoken)


def _files_replaced(layers: Sequence[ThemeLayer]) -> dict[str, str]:
    """Return the digests of the files of static/ that the site's own take the place of."""
    own = {
        name: number
        for number, layer in reversed(list(enumerate(layers)))
        for name, file in layer.assets.items()
        if not file.builtin
    }
    below = ((name, layers[number + 1 :]) for name, number in own.items())
    found = {
        name: next((layer.assets[name] for layer in others if name in layer.assets), None)
        for name, others in below
    }
    return {name: file.digest.hex() for name, file in found.items() if file}


def _joined(every: Iterable[Mapping[str, Mapping[str, str]]]) -> dict[str, dict[str, str]]:
    joined: dict[str, dict[str, str]] = {}
    for strings in every:
        for language, words in strings.items():
            joined.setdefault(language, {}).update(words)
    return joined


def note_ground(site: Path, name: str, ground: Ground) -> str:
    """Note what the theme replaces now, beside its theme.yaml, and return the path."""
    path = f"themes/{name}/{NOTES}"
    texts: dict[str, dict[str, str]] = {}
    for (template, block), text in sorted(ground.texts.items()):
        texts.setdefault(template, {})[block] = text
    offers = {template: sorted(names) for template, names in sorted(ground.offers.items())}
    content = json.dumps({"texts": texts, "offers": offers}, indent=1, ensure_ascii=False)
    put(Guard(site), path, f"{content}\n".encode("utf-8", "surrogatepass"))
    return path


def _read_notes(site: Path, name: str) -> Ground | None:
    """Return what was noted; None where nothing is, or nothing that can be read."""
    try:
        noted = json.loads(Guard(site).read(f"themes/{name}/{NOTES}"))
        texts = {
            (str(template), str(block)): str(text)
            for template, blocks in noted["texts"].items()
            for block, text in blocks.items()
        }
        offers = {str(name): frozenset(map(str, names)) for name, names in noted["offers"].items()}
    except (OSError, OutsideError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Ground(texts, offers)
