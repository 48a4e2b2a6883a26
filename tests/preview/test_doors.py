"""Who may come in: this machine's own browser by one of our names, and no page of anybody else."""

import json
from collections.abc import Iterator, Mapping

import pytest

from tests.blog import write_blog
from tests.preview.serving import NO_EDITOR, Answer, Serving, serving

PAGE = "/blog/2016/10/29/one/"
SECRET = b"The harbour wakes."
PLACES = (PAGE, "/__ssg/events", "/__ssg/client/client.js", "/nowhere/", "/blog/feed.xml")


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview under its usual names and two more."""
    site = write_blog(tmp_path_factory.mktemp("site") / "blog")
    names = ("--allow-host", "Box.Local", "--allow-host", "bücher.example")
    with serving(site, *names, environment=NO_EDITOR) as served:
        yield served


def ask_raw(blog: Serving, *lines: str, version: str = "1.1", target: str = PAGE) -> Answer:
    """Ask with exactly these header lines."""
    told = "".join(f"{line.format(port=blog.port)}\r\n" for line in lines)
    return blog.send(f"GET {target} HTTP/{version}\r\n{told}Connection: close\r\n\r\n".encode())


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "box.local",
        "BOX.local",
        "xn--bcher-kva.example",
    ],
)
def test_those_who_ask_by_our_name_are_answered(blog: Serving, name: str) -> None:
    answer = ask_raw(blog, f"Host: {name}:{{port}}")
    assert answer.status == 200
    assert SECRET in answer.body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "evil.example",
        "localhost.evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "evil.example#localhost:{port}",
        "localhost:{port}.evil.example",
        "localhost",
        "localhost:1",
        "localhost:",
        "localhost:{port}:{port}",
        "localhost:0x1f90",
        "localhost:-1",
        "localhost:{port}/",
        "localhost:{port}?",
        "localhost:{port}#",
        "localhost:{port}@evil.example",
        "evil.example@localhost:{port}",
        "@localhost:{port}",
        "http://localhost:{port}",
        "127.0.0.2:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "0.0.0.0:{port}",
        "[::]:{port}",
        "[::1:{port}",
        "::1:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "lo\tcalhost:{port}",
        "localhost :{port}",
        "localhost:{port}, evil.example",
        "",
    ],
)
def test_those_who_ask_by_another_name_are_refused(blog: Serving, host: str) -> None:
    answer = ask_raw(blog, f"Host: {host}")
    assert answer.status in {400, 403}
    assert SECRET not in answer.body


def test_a_request_needs_one_name(blog: Serving) -> None:
    assert ask_raw(blog).status == 400
    assert ask_raw(blog, version="1.0").status == 403
    assert ask_raw(blog, "Host: localhost:{port}", version="1.0").status == 200
    assert ask_raw(blog, "Host: localhost:{port}", "Host: evil.example").status == 400
    assert ask_raw(blog, "Host: evil.example", "Host: localhost:{port}").status == 400


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "X-HTTP-Host-Override", "Forwarded"]
)
def test_what_a_proxy_would_say_counts_for_nothing(blog: Serving, name: str) -> None:
    value = "host=localhost:{port}" if name == "Forwarded" else "localhost:{port}"
    assert ask_raw(blog, "Host: evil.example:{port}", f"{name}: {value}").status == 403
    redirect = ask_raw(
        blog, "Host: localhost:{port}", f"{name}: evil.example", target="/blog/about"
    )
    assert redirect.headers["location"] == "/blog/about/"


def test_an_address_in_full_does_not_overrule_the_name(blog: Serving) -> None:
    full = f"http://localhost:{blog.port}{PAGE}"
    assert ask_raw(blog, "Host: evil.example:{port}", target=full).status == 403
    assert SECRET not in ask_raw(blog, "Host: localhost:{port}", target=full).body


@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://localhost:1",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "http://evil.example:{port}",
        "http://localhost:{port}.evil.example",
        "http://evil.example@localhost:{port}",
        "//localhost:{port}",
        "localhost:{port}",
        "file://",
        "chrome-extension://abcdef",
    ],
)
def test_pages_of_other_origins_are_refused(blog: Serving, target: str, origin: str) -> None:
    answer = blog.ask(target, headers={"Origin": origin.format(port=blog.port)})
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "box.local"])
def test_our_own_pages_are_answered(blog: Serving, name: str) -> None:
    own = {"Host": f"{name}:{blog.port}", "Origin": f"http://{name}:{blog.port}"}
    assert blog.ask(PAGE, headers=own).status == 200


def fetched(site: str, mode: str, dest: str) -> Mapping[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}


@pytest.mark.parametrize("target", [PAGE, "/nowhere/", "/blog/media/x.png"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest"),
    [
        ("no-cors", "image"),
        ("no-cors", "script"),
        ("no-cors", "style"),
        ("no-cors", "audio"),
        ("no-cors", "empty"),
        ("cors", "empty"),
        ("cors", "font"),
        ("same-origin", "empty"),
        ("navigate", "iframe"),
        ("navigate", "frame"),
        ("navigate", "embed"),
        ("navigate", "object"),
        ("navigate", "fencedframe"),
        ("websocket", "websocket"),
        ("", "document"),
        ("navigate", ""),
        ("", ""),
    ],
)
def test_what_other_sites_load_is_refused(
    blog: Serving, site: str, mode: str, dest: str, target: str
) -> None:
    answer = blog.ask(target, headers=fetched(site, mode, dest))
    assert answer.status == 403
    assert SECRET not in answer.body


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin", "none"])
def test_a_link_from_anywhere_leads_to_a_page(blog: Serving, site: str) -> None:
    assert blog.ask(PAGE, headers=fetched(site, "navigate", "document")).status == 200


@pytest.mark.parametrize("dest", ["image", "script", "style", "empty", "audio", "iframe"])
def test_our_own_pages_load_what_they_like(blog: Serving, dest: str) -> None:
    mode = "navigate" if dest == "iframe" else "no-cors"
    assert blog.ask(PAGE, headers=fetched("same-origin", mode, dest)).status == 200


def test_a_form_of_another_site_is_refused(blog: Serving) -> None:
    visit = {**fetched("cross-site", "navigate", "document"), "Origin": "http://evil.example"}
    assert blog.open_source({"source": "site.yaml"}, **visit).status == 403
    assert blog.open_source({"source": "site.yaml"}, **{**visit, "Origin": ""}).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        fetched("cross-site", "cors", "empty"),
        fetched("same-site", "no-cors", "empty"),
    ],
)
def test_nobody_else_opens_files_or_listens(blog: Serving, headers: Mapping[str, str]) -> None:
    assert blog.open_source({"source": "site.yaml"}, **headers).status == 403
    assert blog.ask("/__ssg/events", headers=headers).status == 403


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"],
)
def test_what_a_form_can_send_opens_nothing(blog: Serving, kind: str) -> None:
    answer = blog.open_source({"source": "site.yaml"}, **{"Content-Type": kind})
    assert answer.status == 415
    assert set(json.loads(answer.body)) == {"message", "fix"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_pages_are_only_read(blog: Serving, method: str) -> None:
    assert blog.ask(PAGE, method).status == 405
    if method != "POST":
        assert blog.ask("/__ssg/open", method).status == 405


@pytest.mark.parametrize("target", [*PLACES[2:], PAGE, "/", "/blog/about"])
def test_no_answer_is_kept_or_embedded_by_others(blog: Serving, target: str) -> None:
    for answer in (blog.ask(target), blog.ask(target, headers={"Host": "evil.example"})):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers
