"""Whether words can be read in the colours that a site chose, on what they stand on."""

from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.theme import DecidedSetting
from ssg.text.colours import READABLE, contrast, nearest_shade, told_ratio


@dataclass(frozen=True, slots=True)
class _Pair:
    """A colour on another one, with the contrast that it has and the one that it wants.

    `owner` is the setting that the site wrote: the colour itself, or else what it stands on.
    """

    colour: DecidedSetting
    ground: DecidedSetting
    owner: DecidedSetting
    ratio: float
    wanted: float

    @property
    def level(self) -> Level:
        """Return how much it weighs: a warning where many cannot read it, else advice."""
        return Level.WARNING if self.ratio < min(self.wanted, READABLE) else Level.ADVICE


def check_contrast(decided: Mapping[str, DecidedSetting]) -> Iterator[Diagnostic]:
    """Report, for each colour that a site chose, the pair of colours that is read worst."""
    pairs = list(_pairs(decided))
    worst: dict[str, _Pair] = {}
    for pair in pairs:
        name = pair.owner.declaration.name
        if pair.ratio < pair.wanted and (
            name not in worst or _badness(pair) > _badness(worst[name])
        ):
            worst[name] = pair
    for name, pair in worst.items():
        yield _diagnostic(pair, _fix(decided[name], pairs))


def _badness(pair: _Pair) -> tuple[bool, float]:
    return pair.level is Level.WARNING, pair.wanted / pair.ratio


def _pairs(decided: Mapping[str, DecidedSetting]) -> Iterator[_Pair]:
    """Yield the pairs of colours of which the site chose at least one."""
    for colour in decided.values():
        declaration = colour.declaration
        for name in declaration.on if declaration.contrast else ():
            ground = decided.get(name)
            if ground is None or not (colour.path or ground.path):
                continue
            ratio = contrast(str(colour.value), str(ground.value))
            if ratio is not None:
                owner = _owner(colour, ground)
                yield _Pair(colour, ground, owner, ratio, declaration.contrast)


def _owner(colour: DecidedSetting, ground: DecidedSetting) -> DecidedSetting:
    """Return the one of two that the site can change: what site.yaml says goes first."""
    written = [setting for setting in (colour, ground) if setting.path and not setting.made_from]
    in_site = [setting for setting in written if setting.is_of_site_yaml]
    return (in_site or written or [colour])[0]


def _fix(owner: DecidedSetting, pairs: list[_Pair]) -> str:
    """Return the shade to write: one that suits all its pairs, or else the ones it is told of."""
    name = owner.declaration.name
    own = [_wanted(pair, owner) for pair in pairs if pair.owner is owner]
    # A colour that is made from another one will be made anew.
    both = [
        _wanted(pair, owner)
        for pair in pairs
        if owner in (pair.colour, pair.ground)
        and not (pair.colour.made_from or pair.ground.made_from)
    ]
    shade = nearest_shade(str(owner.value), both) or nearest_shade(str(owner.value), own)
    if not shade:
        grounds = ", ".join(owner.declaration.on) or "the colours on it"
        return f"no shade of `{name}` can be read so well: choose another one for {grounds} as well"
    return f'write `{name if owner.is_of_site_yaml else "default"}: "{shade}"`'


def _wanted(pair: _Pair, owner: DecidedSetting) -> tuple[str, float]:
    other = pair.ground if owner is pair.colour else pair.colour
    return str(other.value), pair.wanted


def _diagnostic(pair: _Pair, fix: str) -> Diagnostic:
    wants = "words want" if pair.wanted >= READABLE else "lines and controls want"
    message = (
        f"{_told(pair.colour, pair.owner)} on {_told(pair.ground, pair.owner)} has a contrast of "
        f"{told_ratio(pair.ratio)}; {wants} {pair.wanted:g}:1"
    )
    place = pair.owner.place
    return Diagnostic(
        pair.owner.path, place.line, place.column, pair.level, "theme-contrast", message, fix
    )


def _told(setting: DecidedSetting, owner: DecidedSetting) -> str:
    name = setting.declaration.name
    if setting.path == owner.path and not setting.made_from:
        return f"`{name}: {setting.value}`"
    return f"`{name}` ({setting.value})"
