"""A theme and its ancestors folded into one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import Settings
from ssg.model.source import FileRef
from ssg.model.theme import SettingDeclaration, TemplateFile, Theme, ThemeManifest
from ssg.text.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class ThemeLayer:
    """One theme's own files, by their names in templates/, strings/ and static/.

    `name` is "" for files that a site lays over a built-in theme.
    """

    name: str
    manifest: ThemeManifest | None
    templates: Mapping[str, TemplateFile]
    strings: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, FileRef]


def assemble_theme(
    settings: Settings,
    layers: Sequence[ThemeLayer],
    found: Iterable[Diagnostic],
    available: Iterable[str],
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Fold `layers`, nearest first, into one theme with the site's settings over its defaults.

    `found` are the problems of reading the layers, `available` the names of all themes.
    """
    declared = {
        setting.name: setting
        for layer in reversed(layers)
        if layer.manifest
        for setting in layer.manifest.settings
    }
    problems = [*found, *_check_layers(settings, layers, available)]
    if any(layer.manifest for layer in layers):
        problems += _check_settings(settings, declared)
    chosen = {
        name: settings.theme_settings[name]
        if name in settings.theme_settings and _fits(settings.theme_settings[name], setting)
        else setting.default
        for name, setting in declared.items()
    }
    manifests = [layer.manifest for layer in layers if layer.manifest]
    return (
        Theme(
            name=settings.theme,
            templates=_fold_templates(layers),
            strings=_fold_strings(layers),
            settings=chosen,
            widgets=next((manifest.widgets for manifest in manifests if manifest.widgets), ()),
            assets=_fold_assets(layers),
        ),
        tuple(problems),
    )


def fingerprinted(name: str, file: FileRef) -> str:
    """Return the address of a theme's file, which changes with its content."""
    stem, dot, suffix = name.rpartition(".")
    mark = file.digest.hex()[:8]
    return f"/assets/{stem}.{mark}.{suffix}" if dot else f"/assets/{name}.{mark}"


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
        if layer.name and not layer.templates and layer.manifest is None:
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


def _check_settings(
    settings: Settings, declared: Mapping[str, SettingDeclaration]
) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for name, value in settings.theme_settings.items():
        if name not in declared:
            message = (
                f"the theme {settings.theme} has no setting `{name}`{did_you_mean(name, declared)}"
            )
            fix = f"its settings are: {', '.join(sorted(declared)) or '(none)'}"
        elif not _fits(value, declared[name]):
            setting = declared[name]
            message, fix = _misfit(name, value, setting)
        else:
            continue
        place = settings.place(f"theme_settings.{name}")
        problems.append(
            Diagnostic("site.yaml", *place, Level.ERROR, "theme-settings", message, fix)
        )
    return problems


def _misfit(name: str, value: object, setting: SettingDeclaration) -> tuple[str, str]:
    """Return what is wrong with a value that does not fit, and what to write."""
    wanted = " or ".join(setting.choices) or _WORDS.get(setting.type, f"a {setting.type}")
    example = f"write it like `{name}: {_as_yaml(setting.default)}`"
    if value is None:
        return f"`{name}` has no value", example
    if setting.type == "flag":
        meant = _MEANT.get(str(value).lower())
        fix = f"write `{name}: {meant}`" if meant else "write true or false"
        return f"`{name}: {value}` is not true or false", fix
    return f"`{name}: {_as_yaml(value)}` is not {wanted}", example


def _as_yaml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) and value[:1] in {"", "#"} else str(value)


_MEANT = {
    **dict.fromkeys(("yes", "on", "y", "1"), "true"),
    **dict.fromkeys(("no", "off", "n", "0"), "false"),
}
_WORDS = {"text": "text", "colour": 'a colour, such as "#8a1c1c"'}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "colour": (str,),
    "number": (int, float),
    "flag": (bool,),
    "choice": (str,),
    "list": (list, tuple),
    "map": (dict,),
}


# Nothing that could end a declaration: the value stands in the page's style sheet.
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,24}"
    r"|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([0-9a-z .,%/+-]*\)",
    re.IGNORECASE,
)


def _fits(value: object, setting: SettingDeclaration) -> bool:
    if setting.choices and setting.type == "choice":
        return value in setting.choices
    if setting.type == "colour" and value and not _COLOUR.fullmatch(str(value)):
        return False
    is_flag = isinstance(value, bool)
    return isinstance(value, _TYPES.get(setting.type, (object,))) and (
        not is_flag or setting.type == "flag"
    )
