"""Drawings (SVG) without anything that acts, or that asks for something elsewhere."""

import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

LARGEST = 8 << 20
"""Bytes up to which a drawing is rewritten; larger ones are refused."""

_DEEPEST = 200
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {_XLINK: "xlink:", _XML: "xml:", "": ""}

# What draws, and nothing else: no script, no foreign HTML, no link, no sound, no cursor.
_ELEMENTS = frozenset(
    """svg g defs symbol use a switch title desc style view
    path rect circle ellipse line polyline polygon text tspan tref textPath image marker
    linearGradient radialGradient meshgradient meshrow meshpatch stop pattern clipPath mask
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence
    animate animateColor animateMotion animateTransform mpath set
    font font-face glyph missing-glyph hkern vkern""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
_ANIMATIONS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})
_HARMLESS_ADDRESS = re.compile(
    r"\s*(?:#[^\s]*|data:image/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=\s]*)\Z"
)
_IN_STYLE = re.compile(r"""url\s*\(\s*(["']?)([^()"']*+)\1\s*\)""", re.IGNORECASE)
_ACTIVE_STYLE = re.compile(
    r"\\|@import|@charset|@namespace|javascript:|expression|-moz-binding|behavior", re.IGNORECASE
)
_IMPORT = re.compile(r"@import[^;{}]*;?", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)


class _RefusedError(Exception):
    """A drawing holds what cannot be taken out safely."""


def sanitised_svg(content: bytes) -> bytes | None:
    """Return a drawing that only draws, as UTF-8; None where it cannot be read or made safe.

    Scripts, handlers of events, foreign HTML, animations of links, and addresses of anything
    outside of the file go; so do comments and what drawing programs keep for themselves. A
    DOCTYPE with declarations of its own is refused, for they can mean anything.
    """
    if len(content) > LARGEST:
        return None
    rewriting = _Rewriting()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = rewriting.doctype
    parser.StartElementHandler = rewriting.start
    parser.EndElementHandler = rewriting.end
    parser.CharacterDataHandler = rewriting.text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, _RefusedError, ValueError, LookupError):
        return None
    return "".join(rewriting.pieces).encode("utf-8", "xmlcharrefreplace")


class _Rewriting:
    """The drawing as it is written anew, while it is read."""

    def __init__(self) -> None:
        self.pieces = ['<?xml version="1.0" encoding="UTF-8"?>\n']
        self._open: list[str] = []
        self._dropped = 0
        self._style: list[str] | None = None

    def doctype(self, _name: str, _system: str | None, _public: str | None, inner: int) -> None:
        if inner:
            raise _RefusedError

    def start(self, written: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = written.rpartition(" ")
        if self._dropped or not self._is_kept(namespace, name, attributes):
            self._dropped += 1
            return
        if len(self._open) >= _DEEPEST:
            raise _RefusedError
        kept = "".join(_attributes(attributes))
        if not self._open:
            kept = f' xmlns="{_SVG}" xmlns:xlink="{_XLINK}"{kept}'
        self._open.append(name)
        self.pieces.append(f"<{name}{kept}>")
        self._style = [] if name == "style" else None

    def end(self, _name: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        if self._style is not None:
            self.pieces.append(escape(_safe_sheet("".join(self._style))))
            self._style = None
        self.pieces.append(f"</{self._open.pop()}>")

    def text(self, text: str) -> None:
        if self._dropped:
            return
        if self._style is not None:
            self._style.append(text)
        else:
            self.pieces.append(escape(text))

    def _is_kept(self, namespace: str, name: str, attributes: Mapping[str, str]) -> bool:
        if not self._open and (name != "svg" or namespace not in {_SVG, ""}):
            raise _RefusedError
        if namespace not in {_SVG, ""} or name not in _ELEMENTS or self._style is not None:
            return False
        target = attributes.get("attributeName", "").strip().lower()
        is_of_address = target.endswith("href") or target.startswith(("on", "style", "src"))
        return not (name in _ANIMATIONS and is_of_address)


def _attributes(attributes: Mapping[str, str]) -> list[str]:
    """Return the attributes that are kept, as they are written."""
    kept = []
    for written, value in attributes.items():
        namespace, _, name = written.rpartition(" ")
        prefix = _PREFIXES.get(namespace)
        if prefix is None or (prefix == "xml:" and name not in {"lang", "space"}):
            continue
        if _is_harmless(name.lower(), value):
            kept.append(f" {prefix}{name}={quoteattr(value)}")
    return kept


def _is_harmless(name: str, value: str) -> bool:
    if name.startswith("on"):
        return False
    if name in {"href", "src"}:
        return _HARMLESS_ADDRESS.match(value) is not None
    if name in {"values", "from", "to", "by"} and re.search(
        r"javascript|data:|//", value, re.IGNORECASE
    ):
        return False
    return _is_harmless_style(value)


def _is_harmless_style(value: str) -> bool:
    """Tell whether a style, or a value that may name a paint, stays within the file."""
    if "\\" in value and "(" in value:
        return False
    if re.search(r"@import|javascript:|expression\s*\(|-moz-binding", value, re.IGNORECASE):
        return False
    count = len(re.findall(r"url\s*\(", value, re.IGNORECASE))
    addresses = [found[2].strip() for found in _IN_STYLE.finditer(value)]
    return len(addresses) == count and all(map(_HARMLESS_ADDRESS.match, addresses))


def _safe_sheet(sheet: str) -> str:
    """Return a style sheet without what it would load; raises where that is not sure."""
    sheet = _IMPORT.sub("", sheet)
    sheet = _FONT_FACE.sub(lambda found: found[0] if _is_harmless_style(found[0]) else "", sheet)
    if _ACTIVE_STYLE.search(sheet) or not _is_harmless_style(sheet):
        raise _RefusedError
    return sheet
