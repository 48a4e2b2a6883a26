"""nginx and Apache on a loopback address, with the files that a release brings for them."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

_DEADLINE = 20.0
_APACHE_MODULES = "/usr/lib/apache2/modules"

NGINX = """
daemon off; master_process off; pid "{root}/nginx.pid"; error_log "{root}/error.log";
events {{}}
http {{
    access_log off;
    types {{
        text/html html; text/css css; text/xml xml; image/svg+xml svg; image/jpeg jpg;
        application/json json; text/plain txt;
    }}
    client_body_temp_path "{root}/a"; proxy_temp_path "{root}/b"; fastcgi_temp_path "{root}/c";
    uwsgi_temp_path "{root}/d"; scgi_temp_path "{root}/e";
    server {{
        listen 127.0.0.1:{port};
        root "{root}/www";
        {includes}
        {lost}
        location / {{ try_files $uri $uri/index.html =404; }}
    }}
}}
"""

APACHE = """
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
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /dev/null
User www-data
Group www-data
DocumentRoot "{root}/www"
<Directory "{root}/www">
    AllowOverride FileInfo
    Require all granted
</Directory>
"""


class Answer(dict[str, str]):
    """The headers of an answer by their names in small letters; those sent twice are joined."""

    status = 0


def ask(port: int, address: str, **headers: str) -> Answer:
    """Return what the server answers to a GET."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_DEADLINE)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    response.read()
    answer = Answer()
    answer.status = response.status
    for name, value in response.getheaders():
        key = name.lower()
        answer[key] = f"{answer[key]}, {value}" if key in answer else value
    connection.close()
    return answer


@contextmanager
def nginx(program: str, root: Path, base_path: str, includes: list[str]) -> Iterator[int]:
    """Serve `root`/www with `includes`, files below it, in the `server` block; yields the port."""
    lines = "\n        ".join(f'include "{root}/www{base_path}/{name}";' for name in includes)
    file = root / "nginx.conf"
    command = [program, "-p", str(root), "-c", str(file), "-e", "stderr"]
    has_page = (root / f"www{base_path}/404.html").exists()
    lost = f'error_page 404 "{base_path}/404.html";' if has_page else ""
    values = {"root": str(root), "lost": lost, "includes": lines}
    with _running(command, file, NGINX, values) as port:
        yield port


@contextmanager
def apache2(program: str, root: Path) -> Iterator[int]:
    """Serve `root`/www with the `.htaccess` files in it; yields the port."""
    file = root / "apache.conf"
    values = {"root": str(root), "modules": _APACHE_MODULES}
    with _running([program, "-D", "FOREGROUND", "-f", str(file)], file, APACHE, values) as port:
        yield port


@contextmanager
def _running(
    command: list[str], file: Path, template: str, values: Mapping[str, str]
) -> Iterator[int]:
    """Start the server on a port that is free."""
    port = free_port()
    file.write_text(template.format(port=port, **values))
    log = file.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        if _is_up(server, port):
            yield port
            return
    finally:
        server.terminate()
        server.wait(_DEADLINE)
    errors = file.parent / "error.log"
    said = log.read_text() + (errors.read_text() if errors.exists() else "")
    pytest.fail(f"the server did not start: {said}")


def _is_up(server: "subprocess.Popen[bytes]", port: int) -> bool:
    deadline = time.monotonic() + _DEADLINE
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server.poll() is None
        time.sleep(0.02)
    return False
