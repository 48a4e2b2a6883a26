"""A letter as the bytes that are sent: an e-mail in two parts, the same bytes for equal letters."""

import datetime as dt
import email.policy
import hashlib
import re
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from ssg.model.record import dataclass
from ssg.text.host_names import ascii_host

CUT_OFF_ABOVE = 100_000
"""Bytes of HTML. Gmail shows about 102 kB of a letter and hides the rest behind a link."""

_DIGEST = 10
_WITH_NAME = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>\s]+)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, to whom, and of what.

    `sender` and `to` are as in site.yaml. `number` counts the letters of this post from 1, so that
    one that is sent again is not taken for the first; `trial` tells one that the author sends to
    see it, by the moment. `home` is the address
    of the site.
    """

    subject: str
    html: str
    text: str
    sender: str
    to: str
    url: str
    home: str
    language: str
    date: dt.datetime
    answer_to: str = ""
    unsubscribe: str = ""
    number: int = 1
    trial: str = ""


class _WholeHeader(UnstructuredHeader, BaseHeader):
    """A header whose value is addresses: never folded, never encoded."""

    def fold(self, *, policy: email.policy.Policy) -> str:
        """Return the header on one line."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "List-Id"):
    _HEADERS.map_to_type(_name, _WholeHeader)
_POLICY = email.policy.SMTP.clone(header_factory=_HEADERS)


def message_id(letter: Letter) -> str:
    """Return the identity of a letter: that of the post's address, so it can be known again."""
    digest = hashlib.sha256(letter.url.encode()).hexdigest()[: 2 * _DIGEST]
    kind = f"trial-{letter.trial}" if letter.trial else f"letter-{letter.number}"
    return f"<{kind}.{digest}@{_host(letter.home)}>"


def message_of(letter: Letter) -> EmailMessage:
    """Return the e-mail. There is one recipient, who stands in `To`."""
    message = EmailMessage(policy=_POLICY)
    name, address = split_sender(letter.sender)
    message["From"] = _address(name, address)
    if letter.to:
        message["To"] = _address("", letter.to)
    if is_sendable(letter.answer_to) and letter.answer_to.lower() != address.lower():
        message["Reply-To"] = _address("", letter.answer_to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = message_id(letter)
    message["List-Id"] = f"<newsletter.{_host(letter.home)}>"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        if letter.unsubscribe.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte=_encoding(letter.text))
    message.set_param("format", "flowed")
    message.add_alternative(letter.html, subtype="html", cte=_encoding(letter.html))
    message["Content-Language"] = letter.language
    for part in message.iter_parts():
        del part["MIME-Version"]
    seed = hashlib.sha256(f"{message_id(letter)}{letter.text}{letter.html}".encode()).hexdigest()
    message.set_boundary(f"=_{seed[:32]}")
    return message


def bytes_of(message: EmailMessage) -> bytes:
    """Return the e-mail as it is sent and kept in a file: lines of at most 76 signs, CRLF."""
    return message.as_bytes()


def split_sender(sender: str) -> tuple[str, str]:
    """Return name and address of `Jane Marsh <jane@example.org>`; the name may be quoted, or ""."""
    found = _WITH_NAME.fullmatch(sender.strip())
    if not found:
        return "", sender.strip()
    return " ".join(found["name"].split()).strip('"').replace('\\"', '"'), found["address"]


def is_sendable(address: str) -> bool:
    """Tell whether mail servers everywhere take an address: only ASCII (RFC 5321).

    Behind the @ may stand what IDNA writes in ASCII (RFC 3490).
    """
    user, at, host = address.rpartition("@")
    parts = user, _sendable_host(host)
    are_ascii = all(part.isascii() and part.isprintable() and " " not in part for part in parts)
    return bool(user and at and host) and are_ascii


def envelope_address(address: str) -> str:
    """Return a sendable address as it is told to a mail server."""
    user, _, host = address.rpartition("@")
    return f"{user}@{_sendable_host(host)}"


def _address(name: str, address: str) -> Address:
    user, _, host = address.rpartition("@")
    return Address(name, user, _sendable_host(host))


def _sendable_host(host: str) -> str:
    try:
        return ascii_host(host)
    except UnicodeError:
        return host


def _host(url: str) -> str:
    return _sendable_host(urlsplit(url).hostname or "localhost")


def _encoding(text: str) -> str:
    """Return how a part is encoded: readable, unless most letters would need a code."""
    foreign = len(text.encode()) - len(text)
    return "quoted-printable" if foreign * 3 < len(text) else "base64"
