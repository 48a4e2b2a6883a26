"""What a deploy finds to do."""

import hashlib
import os
from pathlib import Path

import pytest

from ssg.deploy.difference import compare
from ssg.deploy.model import RECORD, Found, Record, Recorded, ReleaseFile, Remote, Stage
from ssg.deploy.record import key_of
from ssg.model.digest import digest_of_bytes


@pytest.mark.parametrize(
    ("is_ended", "by_hand"),
    [(True, ("index.html",)), (False, ())],
    ids=["after a deploy", "after one that was cut off"],
)
def test_a_checksum_shows_what_somebody_changed_without_changing_its_size(
    tmp_path: Path, *, is_ended: bool, by_hand: tuple[str, ...]
) -> None:
    (tmp_path / "index.html").write_bytes(b"ours")
    digest = digest_of_bytes(b"ours").hex()
    file = ReleaseFile("index.html", digest, 4, tmp_path / "index.html", Stage.PAGES)
    record = Record({key_of("index.html"): Recorded(digest, 4)}, "r", complete=is_ended)
    found = {"index.html": Found(4, 0, "md5:" + "0" * 32)}
    difference = compare({"index.html": file}, Remote(record, found))
    assert difference.changed == (file,)
    assert difference.by_hand == by_hand


def test_a_stranger_s_file_may_have_a_name_that_is_no_text() -> None:
    name = b"\xfcbersicht.html".decode("utf-8", "surrogateescape")
    assert compare({}, Remote(Record({}), {name: Found(1)})).foreign == (name,)


@pytest.mark.parametrize("name", [".htaccess", ".nojekyll", ".well-known/security.txt"])
def test_what_servers_obey_goes_with_the_site_though_it_is_not_listed(name: str) -> None:
    record = Record({key_of(path): Recorded("d", 1) for path in (name, "index.html")}, "r")
    hides = {"index.html": Found(1)}
    assert compare({}, Remote(record, hides)).deleted == tuple(sorted([name, "index.html"]))
    # What the site still has stays, and so does what is a stranger's or has gone already.
    file = ReleaseFile(name, "d", 1, Path(name), Stage.ASSETS)
    assert compare({name: file}, Remote(record, hides)).deleted == ("index.html",)
    assert compare({}, Remote(Record({}), hides)).deleted == ()
    assert compare({}, Remote(record, {**hides, RECORD: Found(9)})).deleted == ("index.html",)


@pytest.mark.parametrize("kind", ["md5", "sha1", "git"])
def test_a_file_is_read_once_for_all_comparisons_of_a_deploy(tmp_path: Path, kind: str) -> None:
    content = os.urandom(5_000)
    (tmp_path / "a.bin").write_bytes(content)
    digest = digest_of_bytes(content).hex()
    file = ReleaseFile("a.bin", digest, len(content), tmp_path / "a.bin", Stage.ASSETS)
    head = f"blob {len(content)}\0".encode() if kind == "git" else b""
    algorithm = hashlib.md5 if kind == "md5" else hashlib.sha1
    found = {"a.bin": Found(1, 0, f"{kind}:{algorithm(head + content).hexdigest()}")}
    assert compare({"a.bin": file}, Remote(None, found)).unchanged == ("a.bin",)
    (tmp_path / "a.bin").unlink()
    assert compare({"a.bin": file}, Remote(None, found)).unchanged == ("a.bin",)
