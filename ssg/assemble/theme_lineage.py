"""Whether a theme and all that it extends are there, down to one that extends none."""

from collections.abc import Iterable, Sequence

from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import DEFAULT_THEME, Settings
from ssg.text.nearest import did_you_mean


def is_whole(layers: Sequence[ThemeLayer]) -> bool:
    """Tell whether the last of `layers`, nearest first, is there and extends no other."""
    if not layers:
        return True
    last = layers[-1]
    if last.manifest is None:
        return not last.name or (_has_files(last) and not last.manifest_path)
    return not last.manifest.extends and not last.manifest.extends_place.line


def check_lineage(
    settings: Settings, layers: Sequence[ThemeLayer], available: Iterable[str]
) -> list[Diagnostic]:
    """Report a theme that does not exist, as the site's or as a parent, and one above itself."""
    named = [layer for layer in layers if layer.name]
    if not named:
        return []
    last = named[-1]
    if last.manifest and last.manifest.extends:
        return [_circle(named, last.manifest.extends)]
    if last.manifest or last.manifest_path or _has_files(last):
        return []
    known = sorted(available)
    path, line, column, key = "site.yaml", *settings.place("theme"), "theme"
    if len(named) > 1:
        path, line, column = _place_of_extends(named[-2])
        key = "extends"
    return [
        Diagnostic(
            path, line, column, Level.ERROR, "theme",
            f"`{key}: {last.name}`: there is no such theme{did_you_mean(last.name, known)}",
            f"themes that are here: {', '.join(known)}",
        )
    ]  # fmt: skip


def _circle(named: Sequence[ThemeLayer], again: str) -> Diagnostic:
    """Return the problem of themes of which the last extends `again`, one before it or itself."""
    names = [layer.name for layer in named]
    circle = named[names.index(again) :]
    path, line, column = _place_of_extends(circle[0])
    if len(circle) == 1:
        message = f"the theme {again} extends itself"
        fix = f"name the theme that it builds on, such as `extends: {DEFAULT_THEME}`"
    else:
        way = " → ".join((*(layer.name for layer in circle), again))
        message = f"the theme {again} extends itself by way of others: {way}"
        fix = f"let one of them extend another theme, such as `extends: {DEFAULT_THEME}`"
    return Diagnostic(path, line, column, Level.ERROR, "theme", message, fix)


def _place_of_extends(layer: ThemeLayer) -> tuple[str, int, int]:
    path = layer.manifest_path or f"themes/{layer.name}/theme.yaml"
    if layer.manifest is None:
        return path, 0, 0
    return path, layer.manifest.extends_place.line, layer.manifest.extends_place.column


def _has_files(layer: ThemeLayer) -> bool:
    return bool(layer.templates or layer.strings or layer.assets)
