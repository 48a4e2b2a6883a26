"""The response headers of a published site, in the words of each kind of target."""

from collections.abc import Collection, Iterable, Mapping

from ssg.deploy.headers.apache import write_apache_headers
from ssg.deploy.headers.netlify import write_netlify_headers
from ssg.deploy.headers.nginx import (
    HEADERS_FILE,
    POLICY_FILE,
    write_nginx_headers,
    write_nginx_policy,
)
from ssg.deploy.headers.policy import PageNeeds, Policy, policy_of
from ssg.deploy.headers.types import (
    CacheClass,
    cache_class_of,
    cache_control_of,
    content_type_of,
    is_fingerprinted,
)
from ssg.deploy.headers.values import POLICY
from ssg.model.record import dataclass

__all__ = [
    "CacheClass",
    "ReleaseHeaders",
    "cache_class_of",
    "cache_control_of",
    "content_type_of",
    "is_fingerprinted",
    "release_headers",
    "write_apache_headers",
    "write_netlify_headers",
    "write_nginx_headers",
    "write_nginx_policy",
]

_NETLIFY_FILE = "_headers"
_NETLIFY_REDIRECTS = "_redirects"
_HTACCESS = ".htaccess"
_READ_BY_A_HOST = frozenset({"command", "netlify", "rclone"})
_READ_BY_A_SERVER = frozenset({"folder", "ftp", "rsync", "sftp"})


@dataclass(frozen=True, slots=True)
class ReleaseHeaders:
    """Files by their paths, and what their policy had to allow, in words for the author."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def release_headers(
    kind: str,
    pages: Iterable[PageNeeds],
    *,
    paths: Collection[str],
    base_path: str = "",
    htaccess: bytes | None = None,
    origin: str = "",
) -> ReleaseHeaders:
    """Return the files that a release for a target of `kind` has besides those of output/.

    `pages` are the needs of all files (`scan_file`), `paths` the outputs, `htaccess` the one that
    was built, and `origin` the scheme and host of the site's url. A file that an author brought is
    left alone; to `.htaccess` the block is added. A branch of git has `_headers` where the site
    writes redirects for those who read it. Objects in S3 have headers of their own.
    """
    policy = policy_of(pages, origin=origin)
    files: dict[str, bytes] = {}
    if kind in _READ_BY_A_HOST or (kind == "git" and _NETLIFY_REDIRECTS in paths):
        files = {_NETLIFY_FILE: write_netlify_headers(policy, paths, base_path)}
    elif kind in _READ_BY_A_SERVER:
        files = _files_for_servers(policy, base_path)
    free = {path: content for path, content in files.items() if path not in paths}
    if kind in _READ_BY_A_SERVER and htaccess is not None:
        free[_HTACCESS] = _with_block(htaccess, policy, base_path)
    # Where no policy is written, nothing was allowed.
    notes = tuple(f"{POLICY}: {note}" for note in policy.notes) if free else ()
    return ReleaseHeaders(free, notes)


def _files_for_servers(policy: Policy, base_path: str) -> dict[str, bytes]:
    return {
        HEADERS_FILE: write_nginx_headers(policy, base_path),
        POLICY_FILE: write_nginx_policy(policy, base_path),
    }


def _with_block(htaccess: bytes, policy: Policy, base_path: str) -> bytes:
    end_of_line = b"" if not htaccess or htaccess.endswith(b"\n") else b"\n"
    return htaccess + end_of_line + write_apache_headers(policy, base_path, htaccess=htaccess)
