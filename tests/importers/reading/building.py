"""Small exports of both hosts, as the tests write them."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ssg.importers.reading.export import Read, read_export
from ssg.model.export import OldEntry, Repair, Unreadable

WXR_NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"'
)
WXR_START = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {WXR_NAMESPACES}>\n<channel>\n'
    "<title>A blog</title>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
)
WXR_END = "</channel>\n</rss>\n"

KIND = "http://schemas.google.com/g/2005#kind"
LEGACY_START = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:georss='http://www.georss.org/georss'>"
    "<id>tag:blogger.com,1999:blog-7.archive</id><updated>2016-12-01T10:00:00.000+01:00</updated>"
    "<title type='text'>Notes</title>"
    "<link rel='alternate' type='text/html' href='http://notes.example/'/>"
    "<author><name>Ana</name><email>noreply@blogger.com</email></author>"
    "<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>"
)
TAKEOUT_START = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "<feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:blogger='http://schemas.google.com/blogger/2018'>\n"
    "<id>tag:blogger.com,1999:blog-7</id>\n<title>Notes</title>\n"
)
FEED_END = "</feed>\n"


def item(
    number: int = 1, body: str = "<p>Words.</p>", *, more: str = "", kind: str = "post"
) -> str:
    """Return an item whose body is written as a section, as it stands."""
    return (
        f"<item><title>Entry {number}</title><wp:post_id>{number}</wp:post_id>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>\n"
    )


def wxr(*parts: str) -> str:
    """Return an export of WordPress with `parts` in its channel."""
    return WXR_START + "".join(parts) + WXR_END


def legacy_entry(number: str, kind: str, content: str = "", more: str = "") -> str:
    """Return an entry of Blogger's backup."""
    term = f"http://schemas.google.com/blogger/2008/kind#{kind}"
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.{number}</id>"
        f"<category scheme='{KIND}' term={quoteattr(term)}/>"
        f"<content type='html'>{escape(content)}</content>{more}</entry>"
    )


def takeout_entry(number: str, kind: str, status: str, content: str = "", more: str = "") -> str:
    """Return an entry of Google's takeout."""
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.post-{number}</id>"
        f"<blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status>"
        f"<content type='html'>{escape(content)}</content>{more}</entry>"
    )


def read(text: str | bytes) -> list[Read]:
    """Return all that is read from an export."""
    return list(read_export([text if isinstance(text, bytes) else text.encode()]))


def read_file(file: Path) -> list[Read]:
    """Return all that is read from a file."""
    with file.open("rb") as opened:
        return list(read_export(iter(lambda: opened.read(10_000), b"")))


def entries(nouns: Iterable[Read]) -> list[OldEntry]:
    """Return the entries among `nouns`."""
    return [noun for noun in nouns if isinstance(noun, OldEntry)]


def repairs(nouns: Iterable[Read]) -> list[Repair]:
    """Return the repairs among `nouns`."""
    return [noun for noun in nouns if isinstance(noun, Repair)]


def unreadable(nouns: Iterable[Read]) -> list[Unreadable]:
    """Return what could not be read among `nouns`."""
    return [noun for noun in nouns if isinstance(noun, Unreadable)]
