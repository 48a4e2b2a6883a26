"""Names of hosts in the letters that they are asked for with: `bücher.example` and its ASCII."""

import re
import unicodedata
from functools import lru_cache

_DOT = re.compile("[.\u3002\uff0e\uff61]")
_DIFFERS = re.compile("[ßẞς\u200c\u200d]")
"""Letters that Python's codec (IDNA 2003) takes for others: another host, maybe somebody else's."""
_LONGEST_LABEL = 63


@lru_cache(maxsize=2_000)
def ascii_host(host: str) -> str:
    """Return `host` in ASCII and small letters, as browsers ask for it. Raises UnicodeError.

    >>> ascii_host("Bücher.example"), ascii_host("straße.example")
    ('xn--bcher-kva.example', 'xn--strae-oqa.example')
    """
    if not _DIFFERS.search(host):
        return host.encode("idna").decode("ascii").lower()
    return ".".join(map(_ascii_label, _DOT.split(host)))


def _ascii_label(label: str) -> str:
    if not _DIFFERS.search(label):
        return label.encode("idna").decode("ascii").lower()
    plain = unicodedata.normalize("NFC", label.lower())
    coded = "xn--" + plain.encode("punycode").decode("ascii")
    if len(coded) > _LONGEST_LABEL:
        message = "label too long"
        raise UnicodeError(message)
    return coded
