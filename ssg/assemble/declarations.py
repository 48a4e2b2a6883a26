"""What the layers of a theme let a site choose: a nearer declaration over those below it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ssg.assemble.faults import Fault, as_yaml
from ssg.assemble.setting_values import is_empty_colour, read_value
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import DecidedSetting, SettingDeclaration
from ssg.text.colours import READABLE, is_colour
from ssg.text.nearest import did_you_mean, nearest


def declare_settings(
    layers: Sequence[ThemeLayer],
) -> tuple[dict[str, DecidedSetting], list[Diagnostic]]:
    """Return each setting of `layers` (nearest first) with its default, and wrong declarations."""
    declared: dict[str, DecidedSetting] = {}
    problems: list[Diagnostic] = []
    for layer in reversed(layers):
        below = dict(declared)
        written = layer.manifest.settings if layer.manifest else ()
        for setting in written:
            full, faults = _with_inherited(setting, below)
            if full is not None:
                path = layer.manifest_path
                decided, misfits = _with_default(setting, full, path, below.get(setting.name))
                declared[setting.name] = decided
                faults += misfits
            problems += (_problem(layer, setting, fault) for fault in faults)
        for setting in written:
            names = _wrong_names(declared, setting.name)
            problems += (_problem(layer, setting, fault) for fault in names)
    return declared, problems


def _with_inherited(
    setting: SettingDeclaration, below: Mapping[str, DecidedSetting]
) -> tuple[SettingDeclaration | None, tuple[Fault, ...]]:
    """Return `setting` with what it leaves out; None where no layer below declares it."""
    if setting.inherits:
        if setting.name not in below:
            message = (
                f"`{setting.name}` has no `type`, and no theme that this one extends declares it"
                f"{did_you_mean(setting.name, below)}"
            )
            return None, (Fault(message, _fix_of_typeless(setting, below)),)
        ancestor = below[setting.name].declaration
        left_out = {name: getattr(ancestor, name) for name in setting.inherits}
        setting = replace(setting, **left_out, inherits=())
    if setting.on and not setting.contrast:
        setting = replace(setting, contrast=READABLE)
    return setting, ()


def _fix_of_typeless(setting: SettingDeclaration, below: Mapping[str, DecidedSetting]) -> str:
    if near := nearest(setting.name, below):
        return f"write `{near}:` instead of `{setting.name}:`"
    if setting.default is None:
        return "add `type: …`, such as `type: colour`"
    kind = next((kind for kind, fits in _LOOKS_LIKE.items() if fits(setting.default)), "text")
    return f"write `{setting.name}: {{type: {kind}, default: {as_yaml(setting.default)}}}`"


def _with_default(
    written: SettingDeclaration,
    full: SettingDeclaration,
    path: str,
    ancestor: DecidedSetting | None,
) -> tuple[DecidedSetting, tuple[Fault, ...]]:
    """Return the setting with the default that holds; a wrong one is reported and does not."""
    if "default" in written.inherits and ancestor:
        return replace(ancestor, declaration=full), ()
    value, faults = read_value(full.default, full)
    if is_empty_colour(full, value) and ancestor and ancestor.declaration.type == "colour":
        declaration = replace(full, default=ancestor.declaration.default)
        return replace(ancestor, declaration=declaration), ()
    if not faults:
        return DecidedSetting(full, value, path, full.place), ()
    below = ancestor.value if ancestor else _EMPTY.get(full.type, "")
    if full.type == "choice" and not written.inherits:
        faults = ()  # The parser has told.
    elif ancestor:
        faults = read_value(full.default, replace(full, default=below))[1]
    else:
        faults = tuple(replace(fault, fix=_OTHER_DEFAULT) for fault in faults)
    return replace(ancestor or DecidedSetting(full, below), declaration=full), faults


def _wrong_names(declared: Mapping[str, DecidedSetting], name: str) -> Iterator[Fault]:
    """Yield what a colour's declaration names that is no colour of the theme."""
    setting = declared[name].declaration if name in declared else None
    if setting is None:
        return
    colours = [each for each, other in declared.items() if other.declaration.type == "colour"]
    named = [("on", each) for each in setting.on]
    named += [("follows", setting.follows)] if setting.follows else []
    if named and setting.type != "colour":
        fix = f"remove `{named[0][0]}`, or write `type: colour`"
        yield Fault(f"`{name}` is no colour, and only a colour has `{named[0][0]}`", fix)
        return
    for key, other in named:
        if other not in colours:
            message = f"`{key}` of `{name}` names `{other}`, which is no colour of the theme"
            fix = f"its colours are: {', '.join(sorted(colours))}"
            yield Fault(f"{message}{did_you_mean(other, colours)}", fix)


def _problem(layer: ThemeLayer, setting: SettingDeclaration, fault: Fault) -> Diagnostic:
    path = layer.manifest_path or f"themes/{layer.name}/theme.yaml"
    place = setting.place
    return Diagnostic(
        path, place.line, place.column, Level.ERROR, "theme-settings", fault.message, fault.fix
    )


_LOOKS_LIKE: Mapping[str, Callable[[object], bool]] = {
    "flag": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float),
    "list": lambda value: isinstance(value, list | tuple),
    "map": lambda value: isinstance(value, dict),
    "colour": lambda value: isinstance(value, str) and is_colour(value),
}
_OTHER_DEFAULT = "write a `default:` that is what `type:` says"
_EMPTY: Mapping[str, object] = {
    "number": 0, "flag": False, "list": [], "map": {}, "fonts": [], "date_formats": {},
}  # fmt: skip
