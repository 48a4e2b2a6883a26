"""Files of the site that theme settings name: fonts, an icon, a logo."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import Settings
from ssg.model.theme import DecidedSetting
from ssg.text.addresses import normal_address, split_query
from ssg.text.nearest import did_you_mean


def check_theme_files(
    settings: Settings,
    decided: Mapping[str, DecidedSetting],
    copied: AbstractSet[str],
    served: AbstractSet[str],
) -> Iterator[Diagnostic]:
    """Report a font that is no file of the site, and any other file that is nowhere.

    `copied` are the addresses of the site's files, `served` those of every output.
    """
    for name, setting in decided.items():
        if not setting.path:
            continue
        if setting.declaration.type == "file" and setting.value:
            yield from _check_file(name, setting, served)
        elif setting.declaration.type == "fonts" and isinstance(setting.value, list):
            for number, font in enumerate(setting.value):
                place = _place(settings, setting, f"theme_settings.{name}.{number}.src")
                yield from _check_font(setting.path, place, font["src"], copied)


def _check_file(
    name: str, setting: DecidedSetting, served: AbstractSet[str]
) -> Iterator[Diagnostic]:
    address = normal_address(split_query(str(setting.value))[0])
    if address not in served:
        yield Diagnostic(
            setting.path, setting.place.line, setting.place.column, Level.WARNING, "broken-file",
            f"`{name}` names {setting.value}, where nothing is{did_you_mean(address, served)}",
            f"put the file at content/static{address}, or write the address of one that is there",
        )  # fmt: skip


def _check_font(
    path: str, place: tuple[int, int], src: str, copied: AbstractSet[str]
) -> Iterator[Diagnostic]:
    address = normal_address(src)
    if address not in copied:
        fonts = {each for each in copied if each.endswith(".woff2")}
        yield Diagnostic(
            path, *place, Level.ERROR, "theme-settings",
            f"`src: {src}` is no file of the site{did_you_mean(address, fonts)}",
            f"put the font at content/static{address}",
        )  # fmt: skip


def _place(settings: Settings, setting: DecidedSetting, key: str) -> tuple[int, int]:
    if setting.is_of_site_yaml:
        return settings.nearest_place(key)
    return setting.place.line, setting.place.column
