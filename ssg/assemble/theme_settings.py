"""What a site chooses under `theme_settings`, over the defaults of its theme."""

from collections.abc import Mapping
from dataclasses import replace

from ssg.assemble.setting_values import is_empty_colour, read_value
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.settings import Settings
from ssg.model.theme import DecidedSetting
from ssg.text.colours import nearest_shade
from ssg.text.nearest import nearest

_SITE = "site.yaml"


def decide_settings(
    settings: Settings, declared: Mapping[str, DecidedSetting]
) -> tuple[dict[str, DecidedSetting], list[Diagnostic]]:
    """Put the site's choices over the defaults `declared`, and make the colours that follow them.

    A choice that does not fit is reported, and the default holds. So it does for an empty colour.
    """
    decided = dict(declared)
    problems: list[Diagnostic] = []
    if not declared and settings.theme_settings:
        message = f"the theme {settings.theme} has no settings"
        fix = "remove `theme_settings`, or let the theme extend one: `extends: broadsheet`"
        return {}, [_misfit(settings, "theme_settings", message, fix)]
    for name, written in settings.theme_settings.items():
        key = f"theme_settings.{name}"
        if name not in declared:
            near = nearest(name, declared)
            message = f"the theme {settings.theme} has no setting `{name}`"
            message += f"; did you mean `{near}`?" if near else ""
            fix = f"its settings are: {', '.join(sorted(declared))}"
            fix = f"write `{near}:` instead of `{name}:`" if near else fix
            problems.append(_misfit(settings, key, message, fix))
            continue
        declaration = declared[name].declaration
        value, faults = read_value(written, declaration)
        if not faults and not is_empty_colour(declaration, value):
            place = Place(*settings.place(key))
            decided[name] = DecidedSetting(declaration, value, _SITE, place)
        problems += (
            _misfit(settings, f"{key}.{fault.below}".rstrip("."), fault.message, fault.fix)
            for fault in faults
        )
    return with_followers(decided), problems


def _misfit(settings: Settings, key: str, message: str, fix: str) -> Diagnostic:
    place = settings.nearest_place(key)
    return Diagnostic(_SITE, *place, Level.ERROR, "theme-settings", message, fix)


def with_followers(decided: Mapping[str, DecidedSetting]) -> dict[str, DecidedSetting]:
    """Return `decided` with each colour made anew whose leader was chosen nearer than itself.

    It has the hue of its leader, in the lightness nearest to it that can be read on all that it
    stands on. Where there is none, the colour stays as it was.
    """
    made = dict(decided)
    begun: set[str] = set()

    def follow(name: str) -> None:
        if name in begun or name not in made:
            return
        begun.add(name)
        declaration = made[name].declaration
        for other in (declaration.follows, *declaration.on):
            follow(other)
        leader = made.get(declaration.follows)
        if leader and _nearness(leader) > _nearness(made[name]):
            made[name] = _made_from(leader, made[name], made)

    for name, setting in decided.items():
        if setting.declaration.follows:
            follow(name)
    return made


def _made_from(
    leader: DecidedSetting, follower: DecidedSetting, made: Mapping[str, DecidedSetting]
) -> DecidedSetting:
    declaration = follower.declaration
    wanted = [
        (str(made[name].value), declaration.contrast) for name in declaration.on if name in made
    ]
    colour = nearest_shade(str(leader.value), wanted) if leader.value else ""
    if not colour:
        return follower
    origin = leader.declaration.name
    return replace(follower, value=colour, path=leader.path, place=leader.place, made_from=origin)


def _nearness(setting: DecidedSetting) -> int:
    """Return how near to the writer a value was chosen: built in, own theme, site.yaml."""
    return 2 if setting.is_of_site_yaml else int(bool(setting.path))
