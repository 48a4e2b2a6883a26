"""A form sent as a browser sends it."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlencode, urlsplit


def post_form(url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, str]:
    """Send `fields`, and return the status and where the browser goes on."""
    place = urlsplit(url)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(place.netloc)) as connection:
        content = urlencode(fields)
        connection.request("POST", place.path or "/", content, {**kind, **headers})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location", "")
