"""Styles put where mail programs look for them: into the elements.

Plain rules of the letter's style sheet become attributes `style`, by the order that CSS gives them
(specificity, then place). Rules for some screens only (`@media`) cannot, and stay in the head, for
the programs that read it there.
"""

import re
from collections.abc import Iterator

from ssg.letters.trees import (
    Node,
    children_of,
    classes_of,
    elements_of,
    found_by,
    get,
    new_element,
    remove,
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"[^{}]*\{")
_STATE = re.compile(r":(?:hover|focus|active|visited|link|before|after|root|target)\b|::|\*")
_ID = re.compile(r"#[\w-]+")
_CLASS = re.compile(r"\.[\w-]+|\[[^\]]*\]|:(?!not\()[\w-]+")
_NAME = re.compile(r"(?:^|[\s>+~(])[a-z][\w-]*", re.IGNORECASE)
_DECLARATION = re.compile(r"((?:[^;\"'(]|\"[^\"]*\"|'[^']*'|\([^)]*\))+)")

Declarations = dict[str, str]
Rank = tuple[int, int, int, int]


def put_styles_inline(root: Node) -> None:
    """Move the rules of all style sheets in the head into the elements that they are for."""
    sheets = [each for each in elements_of(root) if each.name == "style"]
    text = "\n".join("".join(child.data or "" for child in children_of(each)) for each in sheets)
    kept: list[str] = []
    styles: dict[int, tuple[Node, list[tuple[Rank, Declarations]]]] = {}
    for number, (selector, block) in enumerate(_rules(text)):
        if selector.startswith("@"):
            kept.append(f"{selector}{{{block}}}")
            continue
        for one in map(str.strip, selector.split(",")):
            if _STATE.search(one):
                kept.append(f"{one}{{{block}}}")
                continue
            for element in found_by(one, root):
                _, ranked = styles.setdefault(id(element), (element, []))
                ranked.append(((*_weight(one), number), _declarations(block)))
    for element, ranked in styles.values():
        _style(element, ranked)
    for sheet in sheets:
        remove(sheet)
    _keep_in_head(root, kept)
    _without_needless_classes(root, "\n".join(kept))


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield each rule: what stands before its braces and what in them, inner braces included."""
    text = _COMMENT.sub("", text)
    place = 0
    while opening := _BLOCK.match(text, place):
        depth, end = 1, opening.end()
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        selector = " ".join(opening[0][:-1].split())
        if selector:
            yield selector, text[opening.end() : end - 1].strip()
        place = end


def _weight(selector: str) -> tuple[int, int, int]:
    """Return the specificity of a selector (https://www.w3.org/TR/selectors-4/#specificity)."""
    ids, classes = len(_ID.findall(selector)), len(_CLASS.findall(selector))
    return ids, classes, len(_NAME.findall(selector))


def _declarations(block: str) -> Declarations:
    found = {}
    for part in _DECLARATION.findall(block):
        name, colon, value = part.partition(":")
        if colon and value.strip():
            found[name.strip().lower()] = " ".join(value.split())
    return found


def _style(element: Node, ranked: list[tuple[Rank, Declarations]]) -> None:
    """Give an element its declarations; what it said itself goes before all."""
    merged: Declarations = {}
    ranked.sort(key=lambda each: each[0])
    for declarations in (*(each for _, each in ranked), _declarations(get(element, "style"))):
        for name, value in declarations.items():
            merged.pop(name, None)
            merged[name] = value
    if not merged:
        return
    element.attrs = {
        **(element.attrs or {}),
        "style": ";".join(f"{name}:{value}" for name, value in merged.items()),
    }


def _keep_in_head(root: Node, kept: list[str]) -> None:
    if not kept:
        return
    head = next((each for each in elements_of(root) if each.name == "head"), root)
    head.append_child(new_element("style", {}, "\n" + "\n".join(kept) + "\n"))


def _without_needless_classes(root: Node, kept: str) -> None:
    """Take away classes that no rule in the head asks for: a long letter is cut off by some."""
    asked = set(re.findall(r"\.([A-Za-z_][\w-]*)", kept))
    for element in elements_of(root):
        names = [name for name in get(element, "class").split() if name in asked]
        if not classes_of(element):
            continue
        element.attrs = {name: value for name, value in element.attrs.items() if name != "class"}
        if names:
            element.attrs["class"] = " ".join(names)
