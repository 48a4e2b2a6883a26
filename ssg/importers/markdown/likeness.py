"""What two pieces of HTML must have in common to say the same.

Text, the addresses of links, pictures and whatever else is embedded, ids, alignment, language, and
the nesting of elements, one token after the other. White space counts where readers see it.
"""

from collections.abc import Iterator

from ssg.importers.markdown.names import FLOW
from ssg.importers.markdown.notes import reference_of
from ssg.importers.markdown.players import PLAYERS, holds_only_its_address, source_of
from ssg.importers.markdown.tree import (
    Element,
    Node,
    Nodes,
    Remark,
    collapse,
    is_blank,
    text_of,
    walk,
)

Likeness = tuple[str, ...]

_COUNTED = ("id", "lang", "dir", "style", "name", "data-service")
_ADDRESSES = ("href", "src", "action", "data", "poster", "cite", "srcset", "value", "code")
_EXACT = frozenset({"script", "style", "template", "textarea", "iframe", "svg", "math"})
_BREAKS = frozenset({"br", "hr", "img"})
_ROW_GROUPS = frozenset({"thead", "tbody"})


def likeness(node: Node) -> Likeness:
    """Return what `node`, a block in shape, must have in common with another to be the same."""
    tokens: list[str] = []
    _tell_node(node, tokens)
    _end_space(tokens)
    return tuple(tokens)


def _tell_node(node: Node, tokens: list[str]) -> None:
    if isinstance(node, Element):
        _tell(node, tokens)
    elif isinstance(node, str):
        _tell_text(node, tokens)
    elif is_cut(node):
        tokens.append(f"<!--{node.text.strip()}")


def likenesses(nodes: Nodes) -> tuple[Likeness, ...]:
    """Return what each of a flow of blocks must have in common; remarks count if they cut."""
    return tuple(likeness(node) for node in nodes if not is_blank(node) and not _is_aside(node))


def _is_aside(node: Node) -> bool:
    """Tell whether `node` is a remark that does nothing."""
    return isinstance(node, Remark) and not is_cut(node)


def is_cut(node: Node) -> bool:
    """Tell whether `node` is the mark of the summary or of a page's end."""
    return isinstance(node, Remark) and node.text.strip().startswith(("more", "nextpage"))


def _tell(element: Element, tokens: list[str]) -> None:
    name = element.name
    if name == "pre":
        tokens += [f"<pre {code_language(element)}", text_of(code_of(element)).rstrip("\n")]
        tokens += _markup_in_code(element)
        return
    if name in _EXACT:
        tokens += [_opening(element), collapse(text_of(element.children)).strip()]
        return
    is_block = name in FLOW
    is_told = name not in _ROW_GROUPS
    if is_block:
        _end_space(tokens)
    if is_told:
        tokens.append(_opening(element))
    for child in element.children:
        _tell_node(child, tokens)
    if is_block or name in _BREAKS:
        _end_space(tokens)
    if is_told and name not in _BREAKS:
        tokens.append(f"</{name}")


def _tell_text(text: str, tokens: list[str]) -> None:
    words = collapse(text)
    if words.startswith(" "):
        _add_space(tokens)
        words = words[1:]
    if not words:
        return
    ends = words.endswith(" ")
    tokens.append(words[:-1] if ends else words)
    if ends:
        tokens.append(" ")


def _add_space(tokens: list[str]) -> None:
    """Add a space where readers see one: not at a block's edge, not after another."""
    for sign in reversed(tokens):
        name = sign[1:].partition(" ")[0] if sign.startswith(("<", "</")) else ""
        if sign == " " or name in _BREAKS - {"img"} or name.lstrip("/") in FLOW:
            return
        if not name or name.startswith("/") or name in {"img", "code"}:
            break
    else:
        return
    tokens.append(" ")


def _end_space(tokens: list[str]) -> None:
    if tokens and tokens[-1] == " ":
        tokens.pop()


def _opening(element: Element) -> str:
    """Return the tag with the attributes that count, in a fixed order."""
    parts = [f"<{element.name}"]
    parts += [f"{name}={element.get(name)}" for name in _COUNTED if element.get(name)]
    parts += [f"{name}={element.get(name).strip()}" for name in _ADDRESSES if element.get(name)]
    parts += sorted(name for name in element.classes if name.startswith("align-") or name == "wide")
    match element.name:
        case "img":
            parts += [
                f"{name}={collapse(element.get(name)).strip()}"
                for name in ("alt", "title", "width", "height")
                if element.get(name)
            ]
        case "a":
            parts += [
                f"{name}={element.get(name)}" for name in ("title", "rel") if element.get(name)
            ]
        case "abbr" | "dfn" | "q" | "ins" | "del":
            parts.append(f"title={element.get('title')}")
        case "ol":
            parts += [f"{name}={element.get(name)}" for name in ("start", "type", "reversed")]
        case "li":
            parts.append(element.get("value"))
        case "td" | "th":
            parts += [f"{name}={element.get(name)}" for name in ("colspan", "rowspan")]
        case "figure" | "aside" | "section":
            parts += [
                name for name in element.classes if name in {"quotation", "pull-quote", "note"}
            ]
    return " ".join(parts)


def code_of(pre: Element) -> Nodes:
    """Return what stands in `pre`, or in the `code` that is all of it."""
    children = tuple(child for child in pre.children if not is_blank(child))
    if len(children) == 1 and isinstance(children[0], Element) and children[0].name == "code":
        return children[0].children
    return pre.children


def _markup_in_code(pre: Element) -> Iterator[str]:
    for node in walk(code_of(pre)):
        if isinstance(node, Element):
            yield _opening(node)


def code_language(pre: Element) -> str:
    """Return the language that a `pre`, or the `code` in it, says that its code is in."""
    candidates = [pre, *(child for child in pre.children if isinstance(child, Element))]
    for element in candidates:
        names = element.get("class").replace(":", " ").split()
        for place, name in enumerate(names):
            for prefix in ("language-", "lang-", "highlight-source-"):
                if name.startswith(prefix) and len(name) > len(prefix):
                    return name.removeprefix(prefix).rstrip(";").lower()
            if name == "brush" and place + 1 < len(names):
                return names[place + 1].rstrip(";").lower()
        for attribute in ("data-language", "data-lang"):
            if element.get(attribute):
                return element.get(attribute).lower()
    return ""


def _walk_contents(nodes: Nodes) -> Iterator[Node]:
    """Yield every node that readers see, but references to notes, as the renderer numbers them."""
    for node in nodes:
        if isinstance(node, Element) and (reference_of(node) or node.name == "style"):
            continue
        yield node
        if isinstance(node, Element):
            inner = _walk_contents(node.children)
            # What stands in a player is for those whose browser has none: its address again.
            if node.name in PLAYERS and holds_only_its_address(node):
                yield source_of(node)
                continue
            yield from inner if node.name != "audio" else filter(_is_text, inner)


def _is_text(node: Node) -> bool:
    return isinstance(node, str)


def contents(nodes: Nodes) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the text without white space, the links and the pictures of any tree, in order."""
    words: list[str] = []
    links: list[str] = []
    pictures: list[str] = []
    for node in _walk_contents(nodes):
        if isinstance(node, str):
            words.append("".join(node.split()))
        elif isinstance(node, Element):
            if node.name == "a" and node.get("href") and "embed" not in node.classes:
                links.append(node.get("href").strip())
            elif node.name in {"img", "image"} and node.get("src"):
                pictures.append(node.get("src").strip())
    return "".join(words), tuple(links), tuple(pictures)
