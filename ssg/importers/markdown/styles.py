"""What of an old post's looks carries meaning: alignment, emphasis, a colour that someone chose."""

import re
from collections.abc import Iterable, Mapping

from ssg.model.record import dataclass

_WHITE_OR_BLACK = re.compile(
    r"(?:black|white|windowtext|window|inherit|initial|auto|transparent|none|currentcolor"
    r"|#(?:0{3,8}|f{3,8}|[0-3]([0-9a-f])[0-3][0-9a-f][0-3][0-9a-f]|(?:11|22|33){3}|[123]{3})"
    r"|rgba?\(\s*(?:\d{1,2}(?:\s*,\s*\d{1,2}){2}|2(?:5[0-5]|4\d)(?:\s*,\s*2(?:5[0-5]|4\d)){2})"
    r"\s*(?:,[^)]*)?\)"
    r"|var\(--wp--preset--color--(?:black|white|foreground|background|base|contrast)\))",
    re.IGNORECASE,
)
"""The colours of text and paper, which belong to the theme."""

_DARK_GREY = re.compile(
    r"#(?:([4-6])\1{2}|([0-6])[0-9a-f](?:[0-6][0-9a-f]){2})|rgba?\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*,"
    r"\s*(\d{1,2})\s*(?:,\s*(?:1|0\.[5-9]\d*))?\)"
)
_MOST_COLOUR = 0x20
"""How far the parts of a grey may be apart."""

_NO_COLOUR = r"inherit|initial|auto|transparent|none|currentcolor|.*url\(.*"
_NOTHING_SAID = {
    "color": re.compile(_NO_COLOUR),
    **dict.fromkeys(
        ("background-color", "background"),
        re.compile(
            rf"{_NO_COLOUR}|white|window|#f{{3,8}}|rgba?\((?:\s*2[45]\d\s*,){{2}}\s*2[45]\d\s*(?:,.*)?\)"
            r"|var\(--wp--preset--color--(?:white|background|base)\)"
        ),
    ),
}
"""Values that say nothing, by property. White is the paper, and words may be white."""

_TEXT_COLOUR_CLASS = re.compile(
    r"has-(?!link-|border-|text-color|[\w-]+-background-color)[\w-]+-color"
)
_GROUND_CLASS = re.compile(r"has-[\w-]+-(?:background-color|gradient-background)")
"""Colours that WordPress tells by a class: has-vivid-red-color, has-pale-pink-background-color."""

_AUTO_MARGIN = re.compile(r"\S+ auto(?: \S+(?: auto)?)?")
_LOUD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_QUIET = frozenset({"normal", "lighter", "300", "400", "100", "200", "500"})
_ALIGNMENTS = frozenset({"center", "right"})
_KEPT = ("display", "direction", "font-variant", "unicode-bidi", "writing-mode")
_ALIGN_CLASSES = {
    "alignleft": "align-left",
    "alignright": "align-right",
    "aligncenter": "align-center",
    "alignwide": "wide",
    "alignfull": "wide",
    "has-text-align-center": "align-center",
    "has-text-align-right": "align-right",
    "text-center": "align-center",
    "text-right": "align-right",
}

_GALLERIES = frozenset({"blocks-gallery-grid", "has-nested-images"})
"""What holds the pictures of a gallery of blocks, as WordPress has called it in turn."""

_NOISY_CLASS = re.compile(
    r"Mso\w*|Apple-.*|wp-(?:image-\d+|element-[\w-]+|block-(?!gallery|verse)[\w-]+|container-.*)"
    r"|wp-(?:has|embed)-[\w-]+|is-(?:style|layout|type|provider|stacked|vertically|content|not|resized"
    r"|nowrap|image|position)\b[\w-]*|has-(?!text-align)[\w-]+|are-vertically-[\w-]+"
    r"|size-\w+|attachment-.*|align(?:none|justify)|has-text-align-left"
    r"|more-link|separator|post-body|entry-content|columns?-\d+"
    r"|docs-internal.*|gmail_\w+|yiv\d+.*|ecx.*|style\d+|text_exposed_\w+|tr-caption.*"
    r"|tr_bq|[cps]\d{1,2}|(?=[a-z0-9]*\d[a-z])[a-z0-9]{7,8}"  # Blogger, Docs and Notes, Facebook
)


@dataclass(frozen=True, slots=True)
class Looks:
    """What a `style` says that matters.

    `wraps` are the elements that say the same (`strong` for bold), `is_plain` tells that bold or
    italics are taken back, `align` is "", "left", "center" or "right" (left only of floats).
    """

    wraps: tuple[str, ...] = ()
    is_plain: bool = False
    align: str = ""
    kept: str = ""


def read_style(style: str, classes: Iterable[str] = ()) -> Looks:
    """Return what `style`, the value of an attribute, says on an element with `classes`."""
    if not style:
        return Looks()
    rules = _declarations(style)
    wraps = tuple(_wraps_of(rules))
    weight, slant = rules.get("font-weight", ""), rules.get("font-style", "")
    align = rules.get("text-align", "")
    if rules.get("float") in {"left", "right"}:
        align = f"float-{rules['float']}"
    elif rules.get("margin-left") == rules.get("margin-right") == "auto" or _AUTO_MARGIN.fullmatch(
        rules.get("margin", "")
    ):
        align = "center"
    kept = [f"{name}: {rules[name]}" for name in _KEPT if _matters(name, rules.get(name, ""))]
    kept += _colours_of(rules, classes)
    return Looks(
        wraps=wraps,
        is_plain=weight in _QUIET or slant == "normal",
        align=align,
        kept="; ".join(kept),
    )


def _colours_of(rules: Mapping[str, str], classes: Iterable[str]) -> list[str]:
    """Return the colours that say something.

    The colour of a text and that of its ground are chosen for each other: both stay, be one of them
    white. Where WordPress tells the other one by a class, which goes, neither does.
    """
    told = {
        name: rules[name]
        for name, nothing in _NOTHING_SAID.items()
        if name in rules and not nothing.fullmatch(rules[name])
    }
    chosen = [name for name, value in told.items() if _is_chosen(name, value)]
    is_pair = "color" in told and len(told) > 1
    lost = _GROUND_CLASS if "color" in told else _TEXT_COLOUR_CLASS
    if not chosen or (not is_pair and any(map(lost.fullmatch, classes))):
        return []
    return [f"{name}: {told[name]}" for name in (told if is_pair else chosen)]


def _is_chosen(name: str, value: str) -> bool:
    """Tell whether a colour is none of those that belong to the theme, or to another page."""
    is_text = name == "color" and _is_dark_grey(value)
    return not (is_text or _WHITE_OR_BLACK.fullmatch(value))


def _is_dark_grey(colour: str) -> bool:
    """Tell whether a colour is one of those in which other pages, pasted from, set their text."""
    if _DARK_GREY.fullmatch(colour) is None:
        return False
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) > 4 else "".join(sign * 2 for sign in colour[1:])  # noqa: PLR2004
        parts = [int(digits[place : place + 2], 16) for place in (0, 2, 4)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    return max(parts) - min(parts) <= _MOST_COLOUR


def _declarations(style: str) -> Mapping[str, str]:
    rules: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        clean = value.replace("!important", "").strip().lower()
        if clean:
            rules[name.strip().lower()] = " ".join(clean.split())
    return rules


def _wraps_of(rules: Mapping[str, str]) -> list[str]:
    wraps = []
    if rules.get("font-weight") in _LOUD:
        wraps.append("strong")
    if rules.get("font-style") in {"italic", "oblique"}:
        wraps.append("em")
    decoration = f"{rules.get('text-decoration', '')} {rules.get('text-decoration-line', '')}"
    if "line-through" in decoration:
        wraps.append("s")
    elif "underline" in decoration:
        wraps.append("u")
    if rules.get("vertical-align") in {"super", "sub"}:
        wraps.append({"super": "sup", "sub": "sub"}[rules["vertical-align"]])
    return wraps


def _matters(name: str, value: str) -> bool:
    match name:
        case "display":
            return value == "none"
        case "font-variant":
            return value == "small-caps"
        case "direction":
            return value == "rtl"
        case _:
            return bool(value) and value not in {"normal", "initial", "horizontal-tb"}


def kept_classes(written: str, align: str, *, may_float: bool, may_stretch: bool) -> str:
    """Return the classes of an element that matter; `align` comes from elsewhere (style, align).

    Text to the left is what text does anyway; a picture to the left has the text flow around it.
    A picture or a table can be wider than the text (`may_stretch`); nobody reads lines so long.
    """
    kept: dict[str, None] = {}
    for name in written.split():
        if named := _ALIGN_CLASSES.get(name):
            may_be = may_stretch if named == "wide" else may_float or named != "align-left"
            if may_be:
                kept[named] = None
        elif name in _GALLERIES:
            kept["gallery"] = None
        elif not _NOISY_CLASS.fullmatch(name):
            kept[name] = None
    align = align.lower()
    if may_float:
        align = {"float-left": "left", "float-right": "right", "middle": ""}.get(align, align)
    if (align in _ALIGNMENTS or (may_float and align == "left")) and not _is_aligned(kept):
        kept[f"align-{align}"] = None
    return " ".join(kept)


def _is_aligned(names: Mapping[str, None]) -> bool:
    return any(name.startswith("align-") for name in names)
