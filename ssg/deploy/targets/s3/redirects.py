"""Pages that forward: where S3 shows a bucket as a website it can say so in its answer."""

import re
from urllib.parse import quote

from ssg.deploy.model import ReleaseFile
from ssg.text.html import unescape

_MOST_BYTES = 16_384
_MOST_ADDRESS_BYTES = 2_000
_REFRESH = re.compile(
    rb"""<meta\s+http-equiv=["']?refresh["']?\s+content=["']\s*0\s*;\s*url=([^"'>]+)["']""",
    re.IGNORECASE,
)


def redirect_address(file: ReleaseFile) -> str:
    """Return where the page `file` forwards to, "" where it does not or S3 could not say so."""
    if not file.path.endswith((".html", ".htm")) or file.size > _MOST_BYTES:
        return ""
    found = _REFRESH.search(file.source.read_bytes())
    if not found:
        return ""
    # What is percent-encoded stays so; a header holds ASCII only.
    address = unescape(found[1].decode("utf-8", "replace")).strip()
    address = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    is_whole = address.startswith(("/", "http://", "https://"))
    return address if is_whole and len(address) <= _MOST_ADDRESS_BYTES else ""
