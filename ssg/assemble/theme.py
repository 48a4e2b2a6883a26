"""A theme and its ancestors folded into one."""

from collections.abc import Iterable, Mapping, Sequence

from ssg.assemble.declarations import declare_settings
from ssg.assemble.theme_layer import ThemeLayer
from ssg.assemble.theme_settings import decide_settings
from ssg.assemble.theme_words import check_words
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import Settings
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, Theme, ThemeRoot
from ssg.text.nearest import did_you_mean


def assemble_theme(
    settings: Settings,
    layers: Sequence[ThemeLayer],
    found: Iterable[Diagnostic],
    available: Iterable[str],
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Fold `layers`, nearest first, into one theme with the site's settings over its defaults.

    `found` are the problems of reading the layers, `available` the names of all themes.
    """
    declared, undeclared = declare_settings(layers)
    decided, misfits = decide_settings(settings, declared)
    problems = [
        *found,
        *_check_layers(settings, layers, available),
        *undeclared,
        *check_words(layers),
    ]
    if any(layer.manifest for layer in layers):
        problems += misfits
    manifests = [layer.manifest for layer in layers if layer.manifest]
    return (
        Theme(
            name=settings.theme,
            templates=_fold_templates(layers),
            strings=_fold_strings(layers),
            settings={name: setting.value for name, setting in decided.items()},
            widgets=next((manifest.widgets for manifest in manifests if manifest.widgets), ()),
            assets=_fold_assets(layers),
            decided=decided,
            lineage=tuple(layer.name for layer in layers if layer.name),
            root=_root_of(layers),
        ),
        tuple(problems),
    )


def fingerprinted(name: str, file: FileRef) -> str:
    """Return the address of a theme's file, which changes with its content."""
    stem, dot, suffix = name.rpartition(".")
    mark = file.digest.hex()[:8]
    return f"/assets/{stem}.{mark}.{suffix}" if dot else f"/assets/{name}.{mark}"


def _root_of(layers: Sequence[ThemeLayer]) -> ThemeRoot | None:
    """Return the last of `layers`; None where it is built in, unreadable or not there."""
    last = layers[-1] if layers else None
    if last is None or not last.name:
        return None
    if last.manifest is None:
        is_there = bool(last.templates or last.strings or last.assets) and not last.manifest_path
        return ThemeRoot(f"themes/{last.name}/theme.yaml", is_written=False) if is_there else None
    is_whole = last.manifest.extends or not last.manifest_path
    return None if is_whole else ThemeRoot(last.manifest_path, is_written=True)


def _fold_templates(layers: Sequence[ThemeLayer]) -> dict[str, TemplateFile]:
    """Return each template by name, and by "theme/name", which always means that theme's own."""
    templates: dict[str, TemplateFile] = {}
    for layer in reversed(layers):
        for name, file in layer.templates.items():
            templates[name] = file
            if layer.name:
                templates[f"{layer.name}/{name}"] = file
    for number, layer in enumerate(layers):
        if layer.name:
            for below in reversed(layers[number + 1 :]):
                for name, file in below.templates.items():
                    if name not in layer.templates:
                        templates[f"{layer.name}/{name}"] = file
    return templates


def _fold_strings(layers: Sequence[ThemeLayer]) -> dict[str, Mapping[str, str]]:
    strings: dict[str, dict[str, str]] = {}
    for layer in reversed(layers):
        for language, words in layer.strings.items():
            strings.setdefault(language, {}).update(words)
    return dict(strings)


def _fold_assets(layers: Sequence[ThemeLayer]) -> dict[str, tuple[FileRef, str]]:
    files = {name: file for layer in reversed(layers) for name, file in layer.assets.items()}
    return {name: (file, fingerprinted(name, file)) for name, file in files.items()}


def _check_layers(
    settings: Settings, layers: Sequence[ThemeLayer], available: Iterable[str]
) -> list[Diagnostic]:
    """Report a theme that does not exist, as the site's or as a parent."""
    known = sorted(available)
    problems: list[Diagnostic] = []
    child = ""
    for layer in layers:
        is_there = layer.templates or layer.strings or layer.assets or layer.manifest_path
        if layer.name and not is_there and layer.manifest is None:
            where = f"themes/{child}/theme.yaml" if child else "site.yaml"
            key = "extends" if child else "theme"
            place = (0, 0) if child else settings.place("theme")
            problems.append(
                Diagnostic(
                    where, *place, Level.ERROR, "theme",
                    f"`{key}: {layer.name}`: there is no such theme"
                    f"{did_you_mean(layer.name, known)}",
                    f"themes that are here: {', '.join(known)}",
                )
            )  # fmt: skip
        child = layer.name or child
    return problems
