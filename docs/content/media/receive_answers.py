"""Receive what readers write into the form under a post, and mail it to the author.

One file, nothing but Python 3.11 or later. Run it beside the web server:

    python3 receive_answers.py --port 8321

or put it into a folder for CGI programs. It is set up by variables of the environment:

    ANSWERS_SITE      the address of the site, https://blog.example/
    ANSWERS_TO        who reads the answers, jane@blog.example
    ANSWERS_FROM      who sends them: an address that the mail server lets you send from
    SMTP_HOST         the mail server (default: localhost)
    SMTP_PORT         its port (default: 587)
    SMTP_SECURITY     starttls, tls or none (default: starttls)
    SMTP_USER, SMTP_PASSWORD    where the mail server wants them

It keeps nothing: no file, no address, no log of who wrote.
"""

import argparse
import os
import re
import smtplib
import ssl
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.handlers import CGIHandler
from wsgiref.simple_server import make_server

LARGEST = 100_000
LONGEST = {"name": 100, "email": 200, "text": 20_000, "page": 1_000}
AN_HOUR, MOST_AN_HOUR = 3600, 60

sent: deque[float] = deque()
"""When the last letters were sent, so that nobody floods the author."""
NEEDED = ("ANSWERS_SITE", "ANSWERS_TO", "ANSWERS_FROM")
"""Without these nothing can be sent."""


def receive(environ: Mapping[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request (WSGI)."""
    status, words, place = _answer(environ)
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    if place:
        headers.append(("Location", place))
    start(status, headers)
    return [f"{words}\n".encode()]


def _answer(environ: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the status, a sentence for people, and where the browser goes on."""
    site = os.environ["ANSWERS_SITE"]
    length = environ.get("CONTENT_LENGTH") or "0"
    if environ.get("REQUEST_METHOD") != "POST":
        return "405 Method Not Allowed", "This address takes answers to posts.", ""
    if not _comes_from(site, environ.get("HTTP_ORIGIN", "")):
        return "403 Forbidden", "This answer was not written on the site.", ""
    if not length.isdigit() or int(length) > LARGEST:
        return "413 Content Too Large", "This answer is too long.", ""
    fields = _fields(environ["wsgi.input"].read(int(length)))
    page = fields["page"]
    if not page.startswith(site) or re.search(r"[\s<>\"\\]", page) or not fields["text"].strip():
        return "400 Bad Request", "This answer says nothing, or not about which post.", ""
    if not fields["website"] and (refusal := _refused(fields)):
        return refusal
    # Only robots fill in what nobody sees: they are thanked too, and nothing is sent.
    return "303 See Other", "Thank you.", f"{page.partition('#')[0]}#answer-sent"


def _refused(fields: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Send the letter; return what to answer where it could not be sent."""
    now = time.monotonic()
    while sent and now - sent[0] > AN_HOUR:
        sent.popleft()
    if len(sent) >= MOST_AN_HOUR:
        return "429 Too Many Requests", "Too many answers. Please try again in an hour.", ""
    try:
        _send(_letter(fields))
    except (OSError, smtplib.SMTPException) as error:
        print(f"the mail server: {error}", file=sys.stderr)
        return "502 Bad Gateway", "The answer could not be sent. Please try again later.", ""
    sent.append(now)
    return None


def _comes_from(site: str, origin: str) -> bool:
    """Tell whether the form stood on the site; browsers that say nothing are believed."""
    parts = urlsplit(site)
    return origin in ("", f"{parts.scheme}://{parts.netloc}")


def _fields(content: bytes) -> dict[str, str]:
    found = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    fields = {name: found.get(name, [""])[0] for name in ("website", *LONGEST)}
    for name in ("name", "email", "page"):
        fields[name] = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", fields[name]).split())
    return {name: value[: LONGEST.get(name, 1)] for name, value in fields.items()}


def _letter(fields: Mapping[str, str]) -> EmailMessage:
    """Return the letter. The reader's address is only where an answer goes."""
    letter = EmailMessage()
    sender = os.environ["ANSWERS_FROM"]
    letter["From"] = Address(fields["name"].replace("@", " "), addr_spec=sender)
    letter["To"] = os.environ["ANSWERS_TO"]
    if re.fullmatch(r"[^\s@<>,;:\"()]+@[A-Za-z0-9.-]+", fields["email"]):
        letter["Reply-To"] = fields["email"]
    letter["Subject"] = f"Answer to {urlsplit(fields['page']).path}"
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    text = fields["text"].replace("\r\n", "\n").replace("\x00", "")
    letter.set_content(f"About this page:\n{fields['page']}\n\n{text}\n")
    return letter


def _send(letter: EmailMessage) -> None:
    host = os.environ.get("SMTP_HOST", "localhost")
    port = int(os.environ.get("SMTP_PORT", "587"))
    security = os.environ.get("SMTP_SECURITY", "starttls")
    trusted = ssl.create_default_context()
    server: smtplib.SMTP = (
        smtplib.SMTP_SSL(host, port, timeout=20, context=trusted)
        if security == "tls"
        else smtplib.SMTP(host, port, timeout=20)
    )
    with server:
        if security == "starttls":
            server.starttls(context=trusted)
        if user := os.environ.get("SMTP_USER"):
            server.login(user, os.environ.get("SMTP_PASSWORD", ""))
        server.send_message(letter)


def main() -> None:
    """Run as a CGI program where a web server starts it, else listen on this machine."""
    if missing := [name for name in NEEDED if not os.environ.get(name)]:
        sys.exit(f"error: {', '.join(missing)} must be set; the head of this file tells what to.")
    if "GATEWAY_INTERFACE" in os.environ:
        CGIHandler().run(receive)
        return
    parser = argparse.ArgumentParser(description="Mail what readers write into the form.")
    parser.add_argument("--port", type=int, default=8321)
    port = parser.parse_args().port
    try:
        listening = make_server("127.0.0.1", port, receive)
    except OSError as error:
        sys.exit(f"error: nothing can listen on port {port}: {error.strerror}; try another --port.")
    with listening as server:
        print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
