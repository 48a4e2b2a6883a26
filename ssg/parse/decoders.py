"""The types of values that writers type: text, flags, numbers, addresses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlsplit

from ssg.parse.decoding import WRONG, Decoder, Schema, Wanted, Wrong, refuse, scalar
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode
from ssg.parse.yaml.signs import quoted
from ssg.text.languages import LANGUAGE_CODE
from ssg.text.nearest import nearest
from ssg.text.slug import slugify

_TEXT_SCHEMA: Schema = {"type": ["string", "number", "boolean"]}
_URL_SCHEMA: Schema = {"type": "string", "format": "uri"}


def _read_text(text: str) -> str:
    # A folded block ends in a newline that nobody means.
    return text.strip()


def _is_on_one_line(node: Node) -> bool:
    """Tell whether `node` is one key with its value behind it."""
    if not isinstance(node, MapNode) or len(node.pairs) != 1:
        return False
    ((key, value),) = node.pairs
    return isinstance(value, ScalarNode) and value.line == key.line and not value.is_empty


def refuse_text(node: Node, wanted: Wanted, reading: Reading) -> Wrong:
    """Report that `node` is no text, which may be one with a bracket or a colon: [Draft], d: e."""
    lines = reading.text.split("\n")
    line = lines[node.line - 1] if node.line <= len(lines) else ""
    written = line[node.column - 1 :].strip()
    whole = written[:1] + written[-1:] in {"[]", "{}"} or _is_on_one_line(node)
    fix = f"if this is text, put it in quotes: {quoted(written)}" if whole else ""
    return refuse(node, wanted, reading, fix)


def _text(expects: str, read: Callable[[str], str | None]) -> Decoder[str]:
    single = scalar(expects, "some words", read, _TEXT_SCHEMA)

    def read_node(node: Node, reading: Reading) -> str | Wrong:
        if isinstance(node, ScalarNode):
            return single.read(node, reading)
        return refuse_text(node, single, reading)

    return replace(single, read=read_node)


TEXT: Decoder[str] = _text("text", _read_text)


def _read_words(text: str) -> str | None:
    return text.strip() or None


WORDS: Decoder[str] = _text("text that is not empty", _read_words)

_FLAGS = {"true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}
_MEANT_TRUE = frozenset({"yes", "on", "y", "1"})
_MEANT_FALSE = frozenset({"no", "off", "n", "0"})


def _flag_fix(text: str) -> str:
    lowered = text.strip().lower()
    if lowered in _MEANT_TRUE:
        return "write true"
    if lowered in _MEANT_FALSE:
        return "write false"
    return "write true or false"


FLAG: Decoder[bool] = scalar("true or false", "true", _FLAGS.get, {"type": "boolean"}, _flag_fix)


def matching(
    pattern: str, expects: str, example: str, fix: Callable[[str], str] = lambda _: ""
) -> Decoder[str]:
    """Return a decoder of text that looks like the regular expression `pattern` all over.

    `fix` may say what to write instead of a text that was refused.
    """
    shape = re.compile(pattern)

    def read(text: str) -> str | None:
        return text.strip() if shape.fullmatch(text.strip()) else None

    schema = {"type": ["string", "integer"], "pattern": f"^(?:{pattern})$"}
    return scalar(expects, example, read, schema, fix)


def whole_number(least: int, most: int = 10**12) -> Decoder[int]:
    """Return a decoder of whole numbers from `least` to `most`."""

    def read(text: str) -> int | None:
        if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
            return None
        number = int(text)
        return number if least <= number <= most else None

    expects = f"a whole number from {least}" + (f" to {most}" if most < 10**12 else "")
    schema = {"type": "integer", "minimum": least}
    return scalar(expects, str(max(least, min(10, most))), read, schema)


def choice(*words: str, meant: Mapping[str, str] = MappingProxyType({})) -> Decoder[str]:
    """Return a decoder that takes one of `words`; `meant` are the fixes for other ones."""

    def read(text: str) -> str | None:
        return text if text in words else None

    def fix(text: str) -> str:
        if known := meant.get(text.strip().lower()):
            return known
        near = nearest(text.lower(), words)
        return f"write {near}" if near else f"write {' or '.join(words)}"

    expects = f"one of {', '.join(words)}" if len(words) > 1 else words[0]
    return scalar(expects, words[0], read, {"enum": list(words)}, fix)


_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")
_DANGEROUS = re.compile(r"\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https"})


def read_web_url(text: str) -> str | None:
    """Return `text` when it is an absolute http or https address, else None."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not host or _SPACE_OR_CONTROL.search(url):
        return None
    return url


def _url_fix(text: str) -> str:
    url = text.strip()
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", url):
        return f"write the whole address: https://{url}"
    spaceless = url.replace(" ", "%20")
    if re.match(r"https?://[^\s/]+/.* ", url, re.IGNORECASE) and read_web_url(spaceless):
        return f"an address holds no space: write {spaceless}"
    return "write the whole address, like https://example.org/"


WEB_URL: Decoder[str] = scalar(
    "an address that begins with http:// or https://",
    "https://example.org/",
    read_web_url,
    _URL_SCHEMA,
    _url_fix,
)


def _read_link_url(text: str) -> str | None:
    url = text.strip()
    if not url or _DANGEROUS.match(url) or _SPACE_OR_CONTROL.search(url):
        return None
    if re.match(r"(?:mailto|tel|sms|xmpp|matrix|geo|magnet|irc|ircs|feed|acct|gemini):\S", url):
        return url
    if url.startswith("/") and not url.startswith("//"):
        return url
    if url.startswith(("#", "?")):
        return url
    return read_web_url(url)


def _link_fix(text: str) -> str:
    if re.fullmatch(r"[^\s@:]+@[^\s@:]+\.[^\s@:]+", text.strip()):
        return f"write mailto:{text.strip()}"
    if _DANGEROUS.match(text):
        return "such an address can run code in a reader's browser; link to a page instead"
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text.strip()):
        return f"write https://{text.strip()} or, on this site, a path that begins with /"
    return "write https://…, mailto:… or a path of this site that begins with /"


LINK_URL: Decoder[str] = scalar(
    "an address (https://…, mailto:…) or a path that begins with /",
    "https://example.org/",
    _read_link_url,
    {"type": "string", "pattern": "^(https?://|mailto:|tel:|[a-z]+:|/|#|\\?)"},
    _link_fix,
)


def _read_file(text: str) -> str | None:
    source = text.strip()
    if (
        not source
        or source.startswith("//")
        or _DANGEROUS.match(source)
        or re.search(r"[\x00-\x1f\x7f\\]", source)
    ):
        return None
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        return read_web_url(source)
    return source


FILE: Decoder[str] = scalar(
    "a file (beside the post, or a path that begins with /) or an address",
    "/media/picture.jpg",
    _read_file,
    {"type": "string", "minLength": 1},
    lambda text: (
        f"write https:{text.strip()}, or the path of a file with one slash at its beginning"
        if text.strip().startswith("//")
        else "write the file's name, or its path with forward slashes, like /media/picture.jpg"
    ),
)

_EMAIL = re.compile(r"[^\s@<>\"',:;()\[\]\\]+@[^\s@<>\"',:;()\[\]\\]+")
EMAIL: Decoder[str] = scalar(
    "an e-mail address",
    "me@example.org",
    lambda text: text.strip() if _EMAIL.fullmatch(text.strip()) else None,
    {"type": "string", "format": "email"},
    lambda text: f"write {text.strip()[7:]}" if text.strip().lower().startswith("mailto:") else "",
)


def _language_fix(text: str) -> str:
    hyphens = text.strip().replace("_", "-").partition(".")[0]
    if LANGUAGE_CODE.fullmatch(hyphens):
        return f"write {hyphens}"
    return "write the code of the language, like en, de or pt-BR"


LANGUAGE: Decoder[str] = scalar(
    "the code of a language",
    "en",
    lambda text: text if LANGUAGE_CODE.fullmatch(text) else None,
    {"type": "string", "pattern": f"^{LANGUAGE_CODE.pattern}$"},
    _language_fix,
)


def _author_fix(text: str) -> str:
    return f"write the id of an author record, the name of its file: {slugify(text)}"


def _guest_fix(text: str) -> str:
    return f"{_author_fix(text)}; or, for a guest, {{name: {text.strip()}}}"


_AUTHOR = (r"[^\s/\\,]+", "the id of an author record", "jane-marsh")
AUTHOR_ID: Decoder[str] = matching(*_AUTHOR, _author_fix)
AUTHOR_OR_GUEST: Decoder[str] = matching(*_AUTHOR, _guest_fix)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FLOAT = re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_INTEGER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})")


def plain_value(node: Node | None) -> object:
    """Return `node` as plain Python: text, numbers, true and false, None, lists and dicts.

    Only what is plainly a number becomes one: `010`, `1_000` and `12:30` stay text, so do dates,
    `yes` and `no`, and everything in quotes.
    """
    match node:
        case ListNode():
            return [plain_value(element) for element in node.elements]
        case MapNode():
            return {key.text: plain_value(value) for key, value in node.pairs}
        case ScalarNode():
            return node.text if node.quoted else _plain_scalar(node.text)
        case None:
            return None


def _plain_scalar(text: str) -> object:
    if text in _NULLS:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _read_plain_map(node: Node, reading: Reading) -> Mapping[str, object] | Wrong:
    if not isinstance(node, MapNode):
        return refuse(node, PLAIN_MAP, reading)
    return {key.text: plain_value(value) for key, value in node.pairs}


PLAIN_MAP: Decoder[Mapping[str, object]] = Decoder(
    "keys with values of any kind", "{mood: calm}", _read_plain_map, {"type": "object"}
)
ANY: Decoder[object] = Decoder("any value", "anything", lambda node, _: plain_value(node), {})


def _read_text_map(node: Node, reading: Reading) -> Mapping[str, str] | Wrong:
    if not isinstance(node, MapNode):
        return refuse(node, TEXT_MAP, reading)
    texts = {}
    for key, value in node.pairs:
        text = TEXT.read(value, reading) if value is not None else ""
        if text is not WRONG:
            texts[key.text] = str(text)
    return texts


TEXT_MAP: Decoder[Mapping[str, str]] = Decoder(
    "keys with texts",
    "{list: essays}",
    _read_text_map,
    {"type": "object", "additionalProperties": _TEXT_SCHEMA},
)
