"""The redirect files, asked through the real servers that they are written for."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ssg.render.redirects.apache import write_apache
from ssg.render.redirects.nginx import write_nginx
from tests.render.redirects import ANSWERS, TABLE
from tests.web_servers import Answer, apache2, ask, nginx

_ESCAPE = re.compile("%[0-9a-f]{2}")


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that servers can read which give up the rights of root: pytest's own is private."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _write_site(root: Path) -> Path:
    site = root / "www" / "blog"
    site.mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "404.html").write_text("lost")
    # The page that forwards where a host knows no redirects must not stand before the rule.
    (site / "old").mkdir()
    (site / "old" / "index.html").write_text("forwards")
    for folder in (root, root / "www", site, site / "old"):
        folder.chmod(0o755)
    return site


def _location(answer: Answer, port: int) -> str | None:
    if "location" not in answer:
        return None
    # Servers may write the digits of an escape small (RFC 3986, 6.2.2.1).
    location = _ESCAPE.sub(lambda escape: escape[0].upper(), answer["location"])
    return location.removeprefix(f"http://127.0.0.1:{port}")


@contextmanager
def _nginx(root: Path, program: str) -> Iterator[int]:
    site = _write_site(root)
    (site / "redirects.nginx.conf").write_text(write_nginx(TABLE))
    with nginx(program, root, "/blog", ["redirects.nginx.conf"]) as port:
        yield port


@contextmanager
def _apache(root: Path, program: str) -> Iterator[int]:
    site = _write_site(root)
    (site / ".htaccess").write_text(write_apache(TABLE))
    with apache2(program, root) as port:
        yield port


SERVERS = {"nginx": _nginx, "apache2": _apache}


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_answers_every_old_address(
    server: str, readable_folder: Path, require_program: Callable[..., str]
) -> None:
    with SERVERS[server](readable_folder, require_program(server)) as port:
        asked = [(address, ask(port, address)) for address, _, _ in ANSWERS]
        answers = [(address, got.status, _location(got, port)) for address, got in asked]
    assert answers == ANSWERS


@pytest.mark.parametrize("server", SERVERS)
def test_an_address_cannot_break_out_of_the_header(
    server: str, readable_folder: Path, require_program: Callable[..., str]
) -> None:
    with SERVERS[server](readable_folder, require_program(server)) as port:
        for level in ("a%0d%0aX-Evil:%201", "a%0aX-Evil:%201"):
            assert "x-evil" not in ask(port, f"/blog/category/{level}/b/feed/")
