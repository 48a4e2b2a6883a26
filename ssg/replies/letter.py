"""A letter from a reader (an e-mail, RFC 5322) → what it says, without the reader's address."""

import datetime as dt
import email
import email.header
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator

from ssg.asking.moments import sound_moment
from ssg.model.digest import digest_of_bytes
from ssg.model.record import dataclass
from ssg.parse.comments.body import written_body
from ssg.replies.answers import name_from
from ssg.replies.flowed import without_hard_ends, without_soft_ends
from ssg.replies.quoted import without_quoted
from ssg.replies.reply import LONGEST_BODY
from ssg.text.html import plain_text

PREFIX = "mail-"
_URL = re.compile(r"https?://[^\s<>\"'()\[\]]+")
_END_OF_URL = ".,;:!?*_"
_DIGITS = 10
_LONGEST_NAMING = 12
"""Letters before a title, such as those of "À propos de"."""
# Where programs put the letter that is answered, when they write HTML.
_QUOTED_HTML = re.compile(
    r"<blockquote\b[^>]*\btype=[\"']?cite|<[^>]+class=[\"'][^\"']*(?:gmail_quote|yahoo_quoted"
    r"|protonmail_quote|moz-cite-prefix)|<[^>]+id=[\"']?(?:divRplyFwdMsg|appendonsend)",
    re.IGNORECASE,
)
_UNSEEN_HTML = re.compile(
    r"<(head|style|script|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says. `id` is the same whenever the same letter is read.

    `body` is text or simple HTML as comments files have it; `addresses` are those of the web that
    stand anywhere in it, in their order. `name` is "" where the letter names nobody.
    """

    id: str
    name: str
    date: dt.datetime | None
    body: str
    addresses: tuple[str, ...]


def read_letter(content: bytes) -> Letter:
    """Return what the letter in `content` says; whatever the bytes, no error."""
    message = _message(content)
    plain, html = _bodies(message)
    text = plain if plain.strip() else plain_text(html)
    # First taken apart, then decoded: a name may hold the signs that divide it from an address.
    coded, address = email.utils.parseaddr(str(message.get("From", "")))
    _, other = email.utils.parseaddr(str(message.get("Reply-To", "")))
    name = _decoded_words(coded)
    body = _body_of_text(plain) if plain.strip() else _body_of_html(html)
    for own in (address, other):
        body = _without_address(body, own)
    if len(body) > LONGEST_BODY:
        body = f"{body[:LONGEST_BODY]}…"
    return Letter(
        id=f"{PREFIX}{_identity(message, content)}",
        name="" if "@" in name else name_from(name),
        date=_date(message),
        body=body.strip(),
        addresses=tuple(_addresses(f"{_header(message, 'Subject')}\n{text}\n{html}")),
    )


def _message(content: bytes) -> email.message.Message:
    """Return the letter in its parts; as headers alone where they are nested without end."""
    try:
        return email.message_from_bytes(content, policy=email.policy.compat32)
    except RecursionError:
        head = content.partition(b"\n\n")[0].replace(b"multipart", b"nothing")
        return email.message_from_bytes(head, policy=email.policy.compat32)


def _header(message: email.message.Message, name: str) -> str:
    """Return a header in words; one that is broken as far as it can be read."""
    return _decoded_words(str(message.get(name, "")))


def _decoded_words(written: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(written)))
    except (ValueError, LookupError, UnicodeError):
        return written


def _identity(message: email.message.Message, content: bytes) -> str:
    named = "".join(_header(message, "Message-ID").split())
    return digest_of_bytes(named.encode("utf-8", "replace") or content).hex()[:_DIGITS]


def _date(message: email.message.Message) -> dt.datetime | None:
    """Return when it was sent; where it does not say, when it first came to a server."""
    received = [_words(each).rpartition(";")[2] for each in message.get_all("Received", [])]
    for written in (_header(message, "Date"), *reversed(received)):
        try:
            moment = email.utils.parsedate_to_datetime(written.strip())
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
        return sound_moment(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    return None


def _words(header: object) -> str:
    return " ".join(str(header).split())


def _bodies(letter: email.message.Message) -> tuple[str, str]:
    """Return the plain text and the HTML of the letter itself, not of what is attached."""
    found = {"plain": "", "html": ""}
    for part in letter.walk():
        kind = part.get_content_subtype()
        if part.get_content_maintype() != "text" or kind not in found or found[kind]:
            continue
        if part.get_content_disposition() == "attachment":
            continue
        found[kind] = _text_of(part)
    return found["plain"], found["html"]


def _text_of(part: email.message.Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = _decoded(content, str(part.get_content_charset("utf-8")))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        return without_soft_ends(text, joins=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _body_of_text(plain: str) -> str:
    text = without_hard_ends(without_quoted(plain))
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _body_of_html(html: str) -> str:
    quoted = _QUOTED_HTML.search(html)
    own = _UNSEEN_HTML.sub("", html[: quoted.start()] if quoted else html)
    return without_quoted(written_body(own))


def _without_address(body: str, own: str) -> str:
    """Return `body` with "…" for the address `own`, where it is one and no part of another."""
    if "@" not in own:
        return body
    written = re.escape(own.replace("&", "&amp;"))
    # Only what addresses are made of: in Chinese, words stand around one without spaces.
    whole = rf"(?<![a-z0-9])(?<![a-z0-9][.+-]){written}(?![a-z0-9])"
    return re.sub(whole, "…", body, flags=re.IGNORECASE)


def _addresses(text: str) -> Iterator[str]:
    for found in _URL.findall(text.replace("&amp;", "&")):
        yield found.rstrip(_END_OF_URL)


def without_opening(body: str, address: str, title: str) -> str:
    """Return `body` without what the link on the page has put before the reader's words.

    That are the line with the address of the post, and before it one that names the post. Where a
    mail program has made one line of them, or a reader wrote on in it, only they are cut out.
    """
    lines = body.split("\n")
    for number, line in enumerate(lines[:20]):
        if plain_text(line).strip(" <>*_\t.") != address:
            continue
        above = plain_text(lines[number - 1]).strip() if number else ""
        is_naming = bool(above) and (title in above or above.endswith((":", "：")))
        return "\n".join([*lines[: number - is_naming], *lines[number + 1 :]]).strip()
    for number, line in enumerate(lines[:20]):
        before, found, after = _around(line, address)
        is_first = not before and not any(map(str.strip, lines[:number]))
        if found and (is_first or _names(before, title)):
            return "\n".join([*lines[:number], after, *lines[number + 1 :]]).strip()
    return body


def _around(line: str, address: str) -> tuple[str, str, str]:
    """Return what stands before an address in a line, the address as it stands, and the rest."""
    written = re.escape(address.replace("&", "&amp;"))
    link = re.search(rf"(?:(?<!\S)|(?<=[:：]))(?:&lt;|<)?{written}(?:>|&gt;)?(?=\s|\Z)", line)
    if link is None:
        return line, "", ""
    return line[: link.start()].strip(), link[0], line[link.end() :].strip()


def _names(words: str, title: str) -> bool:
    """Tell whether `words` do no more than name the post, as the link on its page does."""
    said, name = (re.sub(r"\W+", "", plain_text(each)) for each in (words, title))
    is_short = len(said) <= len(name) + _LONGEST_NAMING
    return bool(name) and name in said and is_short and words.endswith((":", "："))
