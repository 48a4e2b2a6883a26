"""A page's HTML as mail programs can show it: what they refuse or cut off becomes what they keep.

No script, form, frame or player works in a letter, and neither does a drawing in SVG or a picture
in AVIF. Players and frames become links, folded parts are open, a picture is as wide as the letter
at most.
"""

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from ssg.letters.trees import (
    Node,
    children_of,
    classes_of,
    elements_of,
    get,
    new_element,
    remove,
    replace,
    text_of,
)
from ssg.text.numbers import whole_number

WIDTH = 560
"""Pixels of the column of text: 600 of the letter, less its edges."""

IN_TEXT_ONLY, NOT_IN_TEXT = "in-text-only", "not-in-text"
"""Classes of what only one of the two parts of a letter has."""
WORDS_IN_TEXT, WHOLE_IN_TEXT = "words-in-text", "whole-in-text"
"""Classes of links whose address does not stand numbered at the end of the text part."""

_UNWANTED = frozenset(
    {"script", "noscript", "template", "object", "applet", "canvas", "map", "dialog", "base"}
    | {"select", "textarea", "button", "datalist", "progress", "meter", "svg", "math", "link"}
)
_UNWRAPPED = frozenset({"form", "fieldset", "label", "picture", "dialog"})
_PLAIN = {"details": "div", "summary": "p", "legend": "p"}
"""What is shown open in a letter, and by what."""
_KEPT = frozenset(
    {"href", "src", "alt", "width", "height", "lang", "dir", "id", "class", "style", "role"}
    | {"colspan", "rowspan", "scope", "start", "reversed", "type", "value", "datetime", "title"}
    | {"name", "content", "charset", "http-equiv", "aria-label", "aria-hidden", "tabindex"}
)
_NO_PICTURE = (".svg", ".svgz", ".avif", ".heic", ".heif", ".tif", ".tiff")
"""What most mail programs do not show."""
_IN_A_LETTER = ("https:", "http:", "mailto:", "tel:", "#")


def tidy(root: Node, post_url: str) -> None:
    """Change the tree of a letter so that mail programs show it; addresses become whole ones."""
    for element in list(elements_of(root)):
        if element.parent is None:
            continue
        change = _CHANGES.get(element.name, _keep)
        if element.name in _UNWANTED:
            remove(element)
        else:
            change(element, post_url)
    for element in elements_of(root):
        element.attrs = {
            name: _value(name, str(value or ""), post_url)
            for name, value in (element.attrs or {}).items()
            if name in _KEPT
        }
        if element.name == "a" and not _leads(get(element, "href")):
            element.attrs.pop("href", None)


def _value(name: str, value: str, post_url: str) -> str:
    if name not in {"href", "src"} or value.startswith("#"):
        return value
    return whole(value, post_url)


def whole(address: str, post_url: str) -> str:
    """Return an address as it is from outside the site; "" for one that is none."""
    try:
        return urljoin(post_url, address.strip())
    except ValueError:
        return ""


def _leads(address: str) -> bool:
    return address.lower().startswith(_IN_A_LETTER)


def _keep(element: Node, post_url: str) -> None:
    """Leave an element as it is, under a name that a letter knows."""
    del post_url
    if element.name in _UNWRAPPED:
        replace(element, *children_of(element))
    elif element.name in _PLAIN:
        was = element.name
        element.name = _PLAIN[was]
        element.attrs = {**(element.attrs or {}), "class": f"{get(element, 'class')} {was}".strip()}


def _picture(image: Node, post_url: str) -> None:
    """Make a picture no wider than the letter; one that mail programs refuse becomes its words."""
    address = whole(get(image, "src"), post_url)
    path = urlsplit(address).path.lower()
    if not address.startswith(("http:", "https:")) or path.endswith(_NO_PICTURE):
        words = get(image, "alt")
        is_linked = any(above.name == "a" for above in _above(image))
        if not words:
            remove(image)
        elif is_linked or not address.startswith(("http:", "https:")):
            replace(image, new_element("span", {"class": "picture-words"}, f"[{words}]"))
        else:
            replace(image, new_element("a", {"href": address}, f"[{words}]"))
        return
    width, height = (whole_number(get(image, name)) or 0 for name in ("width", "height"))
    if width > WIDTH:
        height = round(height * WIDTH / width)
        width = WIDTH
    sizes = {"width": str(width), "height": str(height)} if width and height else {}
    kept = {name: str(image.attrs.get(name) or "") for name in ("class", "id", "title", "lang")}
    image.attrs = {
        "src": address,
        "alt": get(image, "alt"),
        **sizes,
        **{name: value for name, value in kept.items() if value},
    }


def _player(element: Node, post_url: str) -> None:
    """Make a player, or a page in a frame, a link to what it plays."""
    source = get(element, "src") or next(
        (get(each, "src") for each in elements_of(element) if get(each, "src")), ""
    )
    address = whole(source, post_url)
    if not source or not address.startswith(("http:", "https:")):
        remove(element)
        return
    words = get(element, "title") or get(element, "aria-label") or _name_of(address)
    link = new_element("a", {"href": address}, f"▶ {words}")
    is_in_line = element.parent.name in {"p", "span", "a", "li", "td", "figcaption"}
    replace(element, link if is_in_line else new_element("p", {"class": "player"}, link))


def _table(element: Node, post_url: str) -> None:
    """Put a table into a box of its own, in which a narrow screen moves it sideways."""
    del post_url
    if get(element, "role") == "presentation":
        return
    box = new_element("div", {"class": "wide-table", "tabindex": "0"})
    element.parent.insert_before(box, element)
    remove(element)
    box.append_child(element)


def _source(element: Node, post_url: str) -> None:
    del post_url
    remove(element)


def _field(element: Node, post_url: str) -> None:
    """Keep the box of a list of things to do, and no other field."""
    del post_url
    if get(element, "type") == "checkbox":
        replace(element, new_element("span", {}, "☑ " if "checked" in element.attrs else "☐ "))
    else:
        remove(element)


def _link(element: Node, post_url: str) -> None:
    """Leave out what has no words in a letter: signs that a page shows by its styles."""
    del post_url
    has_words = text_of(element).strip() or any(each.name == "img" for each in elements_of(element))
    is_empty = not has_words and not get(element, "id")
    if is_empty or "headerlink" in classes_of(element):
        remove(element)


def _above(element: Node) -> list[Node]:
    found = []
    while element.parent is not None:
        element = element.parent
        found.append(element)
    return found


def _name_of(address: str) -> str:
    parts = urlsplit(address)
    return unquote(posixpath.basename(parts.path)) or parts.netloc


_CHANGES: Mapping[str, Callable[[Node, str], None]] = {
    "img": _picture,
    "audio": _player,
    "video": _player,
    "iframe": _player,
    "embed": _player,
    "source": _source,
    "table": _table,
    "track": _source,
    "input": _field,
    "a": _link,
}
