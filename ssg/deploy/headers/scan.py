"""One file of the site → what it asks of a Content-Security-Policy."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from ssg.deploy.headers.guests import (
    needs_of_base,
    needs_of_frame,
    needs_of_script,
    needs_of_stranger,
    needs_of_style_sheet,
)
from ssg.deploy.headers.needs import (
    HANDLER,
    INLINE,
    NOTHING,
    SCRIPT,
    SCRIPT_ADDRESS,
    SELF,
    STYLE,
    STYLE_ATTRIBUTE,
    Need,
    PageNeeds,
    hash_of,
    sort_needs,
)
from ssg.deploy.headers.origins import source_of
from ssg.deploy.headers.tags import Tag, attributes_of, decode_page, tags_of

_SCRIPT_TYPES = re.compile(
    r"(?:|module|importmap|speculationrules"
    r"|(?:application|text)/(?:x-)?(?:ecma|java)script"
    r"|text/(?:javascript1\.[0-5]|jscript|livescript))\Z",
    re.IGNORECASE,
)
_SPEAKING = re.compile(r"style|[\s\"'/]on", re.IGNORECASE)
"""What a tag has in it that may have an attribute of styles or a handler."""
_SUSPECT = re.compile(r"""=[\s"']*[&j\x01-\x20]""", re.IGNORECASE)
_LOADS = re.compile(r"\b(?:ping|data-player)\b", re.IGNORECASE)
"""What a link has in it that may load something: a film plays in a frame after a click."""
_URL_IN_STYLE = re.compile(
    r"""(@import\s*)?(?:url\(\s*["']?|["'])\s*([^"')\s]+)""",
    re.IGNORECASE,
)
_FOREIGN_IN_STYLE = re.compile(r"//|\\|(?:blob|data):", re.IGNORECASE)
_URL_IN_CODE = re.compile(r"""["'`]\s*((?:(?:https?|wss?):)?(?:\\?/){2}[A-Za-z0-9][^"'`\s/\\]*)""")
_PLACEHOLDER = re.compile(r"https?://example\.(?:com|net|org)(?![\w.-])", re.IGNORECASE)
"""A host that there is not (RFC 2606): a script that puts addresses together begins with it."""
_NAMESPACES = frozenset({"http://www.w3.org", "https://www.w3.org"})
_SIGNS_IN_CODE: tuple[tuple[re.Pattern[str], Need], ...] = (
    (re.compile(r"\beval\s*\(|\bFunction\s*\("), Need("script-src", "'unsafe-eval'")),
    # Here belongs what a search in WebAssembly needs; the name occurs in its loader.
    (re.compile(r"\bWebAssembly\b"), Need("script-src", "'wasm-unsafe-eval'")),
    (re.compile(r"\bcreateObjectURL\b"), Need("worker-src", "blob:")),
    (re.compile(r"<style|\bstyle=|[\"'`]style[\"'`]", re.IGNORECASE), Need("style-src", INLINE)),
    (re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE), Need(SCRIPT_ADDRESS, "code")),
)

_PLACES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "a": (("ping", "connect-src"), ("data-player", "frame-src")),
    "area": (("ping", "connect-src"),),
    "audio": (("src", "media-src"),),
    "body": (("background", "img-src"),),
    "button": (("formaction", "form-action"),),
    "embed": (("src", "object-src"), ("src", "frame-src")),
    "feimage": (("href", "img-src"), ("xlink:href", "img-src")),
    "form": (("action", "form-action"),),
    "frame": (("src", "frame-src"),),
    "iframe": (("src", "frame-src"),),
    "image": (("href", "img-src"), ("xlink:href", "img-src")),
    "img": (("src", "img-src"), ("srcset", "img-src")),
    "input": (("src", "img-src"), ("formaction", "form-action")),
    "object": (("data", "object-src"), ("data", "frame-src")),
    "source": (("src", "media-src"), ("srcset", "img-src")),
    "table": (("background", "img-src"),),
    "td": (("background", "img-src"),),
    "th": (("background", "img-src"),),
    "track": (("src", "media-src"),),
    "use": (("href", "img-src"), ("xlink:href", "img-src")),
    "video": (("src", "media-src"), ("poster", "img-src")),
}
"""Which attributes hold addresses that a browser loads, or sends a form to."""

_LINKS: Mapping[str, str] = {
    "apple-touch-icon": "img-src",
    "icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
}
_PRELOADED: Mapping[str, str] = {
    "audio": "media-src",
    "fetch": "connect-src",
    "font": "font-src",
    "image": "img-src",
    "script": "script-src",
    "style": "style-src",
    "track": "media-src",
    "video": "media-src",
}
_ANYWHERE = frozenset({"base", "link", "script", "style", *_PLACES})


def scan_file(path: str, content: bytes) -> PageNeeds:
    """Return what a file of the site needs; pictures and feeds need nothing."""
    scan = _SCANS.get(path.rpartition(".")[2].lower())
    return scan(content) if scan else NOTHING


def scan_page(html: bytes) -> PageNeeds:
    """Return what a page (HTML or SVG) needs. It never fails, whatever the bytes."""
    return sort_needs(_needs_of_page(decode_page(html)))


def scan_style(css: bytes) -> PageNeeds:
    """Return what a style sheet of the site needs: pictures, fonts and styles of other hosts."""
    return sort_needs(_needs_of_style(decode_page(css)))


def scan_script(code: bytes) -> PageNeeds:
    """Return what a script of the site needs, as far as its text tells."""
    return sort_needs(_needs_of_code(decode_page(code)))


_SCANS: Mapping[str, Callable[[bytes], PageNeeds]] = {
    "css": scan_style,
    "htm": scan_page,
    "html": scan_page,
    "js": scan_script,
    "mjs": scan_script,
    "svg": scan_page,
    "xhtml": scan_page,
}


def _needs_of_page(text: str) -> Iterator[Need]:
    for tag in tags_of(text):
        if tag.name in _ANYWHERE:
            is_link = tag.name in {"a", "area"}
            if is_link and not (_LOADS.search(tag.attributes) or _is_telling(tag.attributes)):
                continue
            yield from _needs_of_tag(tag, attributes_of(tag.attributes))
        elif _SPEAKING.search(tag.attributes):
            yield from _needs_of_attributes(attributes_of(tag.attributes))


def _is_telling(attributes: str) -> bool:
    return bool(_SPEAKING.search(attributes) or _SUSPECT.search(attributes))


def _needs_of_tag(tag: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    yield from _needs_of_attributes(attributes)
    special = _SPECIAL.get(tag.name)
    if special:
        yield from special(tag, attributes)
    for name, directive in _PLACES.get(tag.name, ()):
        for address in _addresses(name, attributes.get(name, "")):
            yield from _needs_of_address(directive, address)


def _addresses(name: str, value: str) -> Iterable[str]:
    return value.replace(",", " ").split() if name == "srcset" else (value,)


def _needs_of_address(directive: str, address: str) -> Iterator[Need]:
    source = source_of(address)
    if directive == "object-src" and address and not source:
        yield Need(directive, SELF)
    if source and directive == "frame-src":
        yield from needs_of_frame(source)
    elif source and source != "javascript:":
        yield Need(directive, source)


def _needs_of_attributes(attributes: Mapping[str, str]) -> Iterator[Need]:
    for name, value in attributes.items():
        if name == "style":
            yield Need(STYLE_ATTRIBUTE, "here")
            yield from _needs_of_style(value)
        elif name.startswith("on"):
            yield Need(HANDLER, hash_of(value))
            yield from _needs_of_code(value)
        elif source_of(value) == "javascript:":
            yield Need(SCRIPT_ADDRESS, "here")


def _needs_in_base(_: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    source = source_of(attributes.get("href", ""))
    return needs_of_base(source) if source else iter(())


def _needs_in_frame(_: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    # A page in an attribute has the policy of the page around it.
    yield from _needs_of_page(attributes.get("srcdoc", ""))


def _needs_in_script(tag: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    kind = attributes.get("type", attributes.get("language", "")).partition(";")[0].strip()
    if "type" not in attributes and kind:
        kind = f"text/{kind}"
    if not _SCRIPT_TYPES.match(kind):
        return
    address = next((attributes[at] for at in _SCRIPT_ADDRESSES if at in attributes), None)
    if address is not None:
        yield from needs_of_script(address, attributes)
    # What stands in a script with an address is not run; a script in SVG may have another.
    if address is None or "src" not in attributes:
        for content in filter(None, tag.contents):
            yield Need(SCRIPT, hash_of(content))
            yield from _needs_of_code(content)


_SCRIPT_ADDRESSES = ("src", "href", "xlink:href")


def _needs_in_style(tag: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    if attributes.get("type", "").strip().lower() in {"", "text/css"}:
        for content in tag.contents:
            yield Need(STYLE, hash_of(content))
            yield from _needs_of_style(content)


def _needs_in_link(_: Tag, attributes: Mapping[str, str]) -> Iterator[Need]:
    source = source_of(attributes.get("href", ""))
    relations = attributes.get("rel", "").lower().split()
    if source and "stylesheet" in relations:
        yield from needs_of_style_sheet(source)
    elif source and "preload" in relations and attributes.get("as", "").lower() in _PRELOADED:
        yield Need(_PRELOADED[attributes["as"].lower()], source)
    elif source:
        yield from (Need(_LINKS[each], source) for each in relations if each in _LINKS)
    for address in _addresses("srcset", attributes.get("imagesrcset", "")):
        yield Need("img-src", source_of(address))


_SPECIAL: Mapping[str, Callable[[Tag, Mapping[str, str]], Iterator[Need]]] = {
    "base": _needs_in_base,
    "iframe": _needs_in_frame,
    "link": _needs_in_link,
    "script": _needs_in_script,
    "style": _needs_in_style,
}


def _needs_of_style(text: str) -> Iterator[Need]:
    """Yield what a style sheet loads from elsewhere: fonts and pictures look alike in it."""
    if not _FOREIGN_IN_STYLE.search(text):
        return
    for is_import, address in _URL_IN_STYLE.findall(text.replace("\\", "")):
        source = source_of(address)
        if source and is_import:
            yield from needs_of_style_sheet(source)
        elif source:
            yield from map(partial(_need_at, source), ("font-src", "img-src"))


def _need_at(source: str, directive: str) -> Need:
    return Need(directive, source)


def _needs_of_code(text: str) -> Iterator[Need]:
    """Yield what a script needs by the signs in it; a host that it names, it may load from."""
    for sign, need in _SIGNS_IN_CODE:
        if sign.search(text):
            yield need
    for address in _URL_IN_CODE.findall(text):
        if _PLACEHOLDER.match(address):
            continue
        source = source_of(address.replace("\\", ""))
        if source and source not in _NAMESPACES:
            yield from needs_of_stranger(source)
