"""The redirect files, asked through the real servers that they are written for."""

import http.client
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ssg.render.redirects.apache import write_apache
from ssg.render.redirects.nginx import write_nginx
from tests.render.redirects import ANSWERS, TABLE

_DEADLINE = 20.0
_ESCAPE = re.compile("%[0-9a-f]{2}")
_APACHE_MODULES = "/usr/lib/apache2/modules"


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that servers can read which give up the rights of root: pytest's own is private."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _served(command: list[str], port: int) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + _DEADLINE
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                server.kill()
                pytest.fail(f"the server did not start: {server.communicate()[0].decode()}")
            time.sleep(0.02)
        yield
    finally:
        server.terminate()
        server.wait(_DEADLINE)
        if server.stdout:
            server.stdout.close()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


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


def _ask(port: int, address: str) -> tuple[int, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_DEADLINE)
    connection.request("GET", address)
    response = connection.getresponse()
    location = response.getheader("Location")
    connection.close()
    if location is None:
        return response.status, None
    # Servers may write the digits of an escape small (RFC 3986, 6.2.2.1).
    location = _ESCAPE.sub(lambda escape: escape[0].upper(), location)
    return response.status, location.removeprefix(f"http://127.0.0.1:{port}")


def _headers(port: int, address: str) -> set[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_DEADLINE)
    connection.request("GET", address)
    names = {name.lower() for name, _ in connection.getresponse().getheaders()}
    connection.close()
    return names


_NGINX = """
daemon off; master_process off; pid "{root}/nginx.pid"; error_log "{root}/error.log";
events {{}}
http {{
    access_log off;
    client_body_temp_path "{root}/a"; proxy_temp_path "{root}/b"; fastcgi_temp_path "{root}/c";
    uwsgi_temp_path "{root}/d"; scgi_temp_path "{root}/e";
    server {{
        listen 127.0.0.1:{port};
        root "{root}/www";
        include "{root}/redirects.nginx.conf";
        location / {{ try_files $uri $uri/index.html =404; }}
    }}
}}
"""


_APACHE = """
ServerRoot "{root}"
ServerName 127.0.0.1:{port}
Listen 127.0.0.1:{port}
PidFile "{root}/apache.pid"
DefaultRuntimeDir "{root}"
Mutex file:{root} default
ErrorLog "{root}/error.log"
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule mime_module {modules}/mod_mime.so
TypesConfig /dev/null
User www-data
Group www-data
DocumentRoot "{root}/www"
<Directory "{root}/www">
    AllowOverride FileInfo
    Require all granted
</Directory>
"""


@contextmanager
def _nginx(root: Path, nginx: str) -> Iterator[int]:
    _write_site(root)
    (root / "redirects.nginx.conf").write_text(write_nginx(TABLE))
    port = _free_port()
    configuration = root / "nginx.conf"
    configuration.write_text(_NGINX.format(root=root, port=port))
    command = [nginx, "-p", str(root), "-c", str(configuration), "-e", "stderr"]
    check = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stderr
    with _served(command, port):
        yield port


@contextmanager
def _apache(root: Path, apache: str) -> Iterator[int]:
    site = _write_site(root)
    (site / ".htaccess").write_text(write_apache(TABLE))
    port = _free_port()
    configuration = root / "apache.conf"
    configuration.write_text(_APACHE.format(root=root, port=port, modules=_APACHE_MODULES))
    with _served([apache, "-D", "FOREGROUND", "-f", str(configuration)], port):
        yield port


SERVERS = {"nginx": _nginx, "apache2": _apache}


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_answers_every_old_address(
    server: str, readable_folder: Path, require_program: Callable[..., str]
) -> None:
    with SERVERS[server](readable_folder, require_program(server)) as port:
        answers = [(address, *_ask(port, address)) for address, _, _ in ANSWERS]
    assert answers == ANSWERS


@pytest.mark.parametrize("server", SERVERS)
def test_an_address_cannot_break_out_of_the_header(
    server: str, readable_folder: Path, require_program: Callable[..., str]
) -> None:
    with SERVERS[server](readable_folder, require_program(server)) as port:
        for level in ("a%0d%0aX-Evil:%201", "a%0aX-Evil:%201"):
            headers = _headers(port, f"/blog/category/{level}/b/feed/")
            assert "x-evil" not in headers
