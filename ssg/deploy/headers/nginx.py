"""`headers.nginx.conf`, to be included in a `server` block, and the policy for beside it."""

import re
from urllib.parse import unquote

from ssg.deploy.headers.policy import Policy, lasting_policy
from ssg.deploy.headers.types import MARK, MEDIA, SHORT, CacheClass
from ssg.deploy.headers.values import LASTING, PAGES, POLICY
from ssg.render.redirects.rule import escaped_bytes

HEADERS_FILE = "headers.nginx.conf"
POLICY_FILE = "policy.nginx.conf"


def write_nginx_headers(policy: Policy, base_path: str = "") -> bytes:
    """Return directives of a `server` block that may stand there beside anything else.

    Only `map` chooses a value by the address, and it may not stand in a `server`. So variables are
    set, which nginx does before it looks for a location, and again for the page of an error; an
    empty one sends no header. `add_header` in the `server` counts in every location that has none
    of its own, and redirects.nginx.conf has none.

    nginx reads the file when it is started or reloaded, so that it holds no policy which the next
    post might break.
    """
    prefix = _prefix(base_path)
    root = "/".join(map(escaped_bytes, unquote(base_path).split("/")))
    named = {name: f"{prefix}_{name.lower().replace('-', '_')}" for name in _NAMES}
    cache = named["Cache-Control"]
    lines = [
        *(f'set {variable} "";' for variable in named.values()),
        f'if ($uri ~ "^{root}/") {{',
        *(f'    set {named[name]} "{value}";' for name, value in LASTING),
        f'    set {cache} "{CacheClass.PAGE.value}";',
        "}",
        *_set_where(f"(?i)^{root}/.*{_ending_in(SHORT)}", cache, CacheClass.FEED.value),
        *_set_where(f"(?i)^{root}/.*{_ending_in(MEDIA)}", cache, CacheClass.MEDIA.value),
        *_set_where(
            f"^{root}/assets/.*[^/]{MARK}$",
            cache,
            CacheClass.FINGERPRINTED.value,
        ),
        *_set_where(f"^{root}(?=/).*{PAGES}", named[POLICY], lasting_policy(policy).text),
        # Without "always" it is left out where there is nothing: that must be asked for again.
        f"add_header Cache-Control {cache};",
        *(f"add_header {name} {named[name]} always;" for name in (*dict(LASTING), POLICY)),
        *_hidden(base_path, HEADERS_FILE),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def write_nginx_policy(policy: Policy, base_path: str = "") -> bytes:
    """Return the whole policy, to be included after the headers where each deploy reloads nginx."""
    variable = f"{_prefix(base_path)}_{POLICY.lower().replace('-', '_')}"
    lines = [
        f'if ({variable}) {{ set {variable} "{policy.text}"; }}',
        *_hidden(base_path, POLICY_FILE),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


_NAMES = ("Cache-Control", *dict(LASTING), POLICY)


def _prefix(base_path: str) -> str:
    """Return how variables begin: those of two sites in one `server` differ."""
    return "$ssg" + re.sub(r"[^a-z0-9]+", "_", base_path.lower())


def _set_where(expression: str, variable: str, value: str) -> list[str]:
    return [f'if ($uri ~ "{expression}") {{ set {variable} "{value}"; }}']


def _ending_in(suffixes: tuple[str, ...]) -> str:
    return rf"\.(?:{'|'.join(suffixes)})$"


def _hidden(base_path: str, name: str) -> list[str]:
    path = unquote(base_path).replace("\\", "\\\\").replace('"', '\\"')
    return [f'location = "{path}/{name}" {{ return 404; }}']
