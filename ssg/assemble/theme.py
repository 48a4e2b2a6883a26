"""A theme and its ancestors folded into one."""

from collections.abc import Iterable, Mapping, Sequence

from ssg.assemble.declarations import declare_settings
from ssg.assemble.theme_folders import check_folders
from ssg.assemble.theme_layer import ThemeLayer
from ssg.assemble.theme_lineage import check_lineage, is_whole
from ssg.assemble.theme_settings import decide_settings
from ssg.assemble.theme_words import check_words
from ssg.model.diagnostic import Diagnostic
from ssg.model.settings import Settings
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, Theme, ThemeRoot


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
    whole = is_whole(layers)
    problems = [*found, *check_lineage(settings, layers, available), *check_folders(layers)]
    if whole:  # What is missing below is known to nobody: it may be all that is asked for.
        problems += (*undeclared, *check_words(layers))
        problems += misfits if any(layer.manifest for layer in layers) else ()
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
            root=_root_of(layers) if whole else None,
            is_whole=whole,
        ),
        tuple(problems),
    )


def fingerprinted(name: str, file: FileRef) -> str:
    """Return the address of a theme's file, which changes with its content."""
    stem, dot, suffix = name.rpartition(".")
    mark = file.digest.hex()[:8]
    return f"/assets/{stem}.{mark}.{suffix}" if dot else f"/assets/{name}.{mark}"


def _root_of(layers: Sequence[ThemeLayer]) -> ThemeRoot | None:
    """Return the last of `layers`, which are whole; None where it is built in."""
    last = layers[-1] if layers else None
    if last is None or not last.name:
        return None
    if last.manifest is None:
        return ThemeRoot(f"themes/{last.name}/theme.yaml", is_written=False)
    return ThemeRoot(last.manifest_path, is_written=True) if last.manifest_path else None


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
