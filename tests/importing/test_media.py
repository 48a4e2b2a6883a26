"""Files of the old blog: found in what the user gives, shown where they were, or still linked."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.importing.exports import (
    OLD,
    attachment,
    author,
    backup,
    backup_entry,
    item,
    page,
    wxr,
)
from tests.importing.running import (
    Host,
    build,
    files_below,
    front_matter,
    import_into,
    import_text,
    imported,
    ssg,
)
from tests.importing.test_privacy import PNG
from tests.yaml_text import from_yaml

UPLOADS = f"{OLD}/wp-content/uploads"
POST = "content/posts/2016/10/entry-1.md"


def picture(width: int = 1) -> bytes:
    """Return a picture whose bytes differ for each `width`."""
    return PNG + bytes([width % 256])


def given(folder: Path, files: dict[str, bytes], *, is_zip: bool) -> Path:
    """Lay `files` into a folder or a zip file, as a user gives them."""
    if is_zip:
        packed = folder / "uploads.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in files.items():
                archive.writestr(f"wp-content/uploads/{name}", content)
        return packed
    for name, content in files.items():
        target = folder / "uploads" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder / "uploads"


def shown(site: Path, path: str = "2016/10/29/entry-1") -> str:
    """Return the HTML of an entry alone."""
    text = (site / "output" / path / "index.html").read_text("utf-8")
    return text.partition("<article")[2].partition("</article>")[0]


def front(site: Path, path: str = POST) -> Any:
    return from_yaml(front_matter(site, path))


@pytest.mark.parametrize("is_zip", [False, True])
def test_files_that_are_given_are_shown_from_where_they_were(tmp_path: Path, is_zip: bool) -> None:  # noqa: FBT001
    site = tmp_path / "site"
    files = {
        "2016/10/ship.png": picture(1),
        "2016/10/ship-300x200.png": picture(2),
        "2016/10/boat-scaled.png": picture(3),
        "2016/10/notes.txt": b"Notes.",
        "2016/10/unmentioned.txt": b"More.",
    }
    body = (
        f'<p><a href="{UPLOADS}/2016/10/ship.png"><img src="{UPLOADS}/2016/10/ship-300x200.png"'
        f' alt="A ship"></a></p><p><img src="{UPLOADS}/2016/10/boat-150x150.png" alt="A boat"></p>'
        f'<p><a href="http://www.old.example/wp-content/uploads/2016/10/notes.txt">Notes</a></p>'
    )
    parts = (
        item(1, body),
        attachment(2, f"{UPLOADS}/2016/10/ship.png", 1),
        attachment(3, f"{UPLOADS}/2016/10/boat-scaled.png", 1),
        attachment(4, f"{UPLOADS}/2016/10/notes.txt", 1),
    )
    uploads = given(tmp_path, files, is_zip=is_zip)
    done = imported(site, wxr(author("ana"), *parts), "--uploads", uploads)
    assert done.ledger["media"] == {"in": 3, "out": 3, "left": {}}
    host, text = Host(site), shown(site)
    assert "old.example" not in re.sub(r"https://old\.example/2016/10/29/\S*", "", text)
    for address in re.findall(r'(?:src|href)="(/wp-content/[^"]+)"', text):
        assert host.served(address), address
    for name in ("ship.png", "notes.txt", "unmentioned.txt"):
        kept = site / "output/wp-content/uploads/2016/10" / name
        assert kept.read_bytes() == files[f"2016/10/{name}"], name
    assert host.answer("/wp-content/uploads/2016/10/ship-300x200.png")
    assert host.answer("/wp-content/uploads/2016/10/boat-150x150.png")


def test_missing_files_stay_linked_to_the_old_host(tmp_path: Path) -> None:
    site = tmp_path / "site"
    body = (
        f'<p><img src="{UPLOADS}/2016/lost-300x200.png" alt="Lost"></p>'
        '<p><a href="/wp-content/uploads/2016/lost.pdf">Lost</a></p>'
    )
    parts = (item(1, body), attachment(2, f"{UPLOADS}/2016/lost.png", 1))
    done = imported(site, wxr(author("ana"), *parts))
    assert done.ledger["media"]["out"] == 0
    assert sum(done.ledger["media"]["left"].values()) == 1
    text = shown(site)
    assert f"{UPLOADS}/2016/lost.pdf" in text
    assert f"{UPLOADS}/2016/lost" in text.partition("<img")[2].partition(">")[0]
    report = (site / ".import/report.md").read_text("utf-8")
    assert "lost.pdf" in report
    assert "lost-300x200.png" in report or "lost.png" in report


def test_a_lead_picture_keeps_its_words(tmp_path: Path) -> None:
    site = tmp_path / "site"
    parts = (
        item(1, meta=(("_thumbnail_id", "2"),)),
        attachment(
            2,
            f"{UPLOADS}/2016/ship.png",
            excerpt="The <b>old</b> ship",
            meta=(("_wp_attachment_image_alt", "A ship"),),
        ),
        item(3, meta=(("_thumbnail_id", "99"),)),
    )
    uploads = given(tmp_path, {"2016/ship.png": picture()}, is_zip=False)
    imported(site, wxr(author("ana"), *parts), "--uploads", uploads)
    assert front(site)["image"] == {
        "src": "/wp-content/uploads/2016/ship.png",
        "alt": "A ship",
        "caption": "The old ship",
    }
    assert "image" not in front(site, "content/posts/2016/10/entry-3.md")


@pytest.mark.parametrize(
    ("gallery", "numbers"),
    [
        ('[gallery ids="4,2"]', [4, 2]),
        ("[gallery]", [3, 2, 4]),
        ('[gallery columns="2" exclude="3"]', [2, 4]),
        ('[gallery include="3"]', [3]),
    ],
)
def test_a_gallery_shows_its_pictures_in_order(
    tmp_path: Path, gallery: str, numbers: list[int]
) -> None:
    site = tmp_path / "site"
    order = {2: 2, 3: 1, 4: 3}
    files = [
        attachment(n, f"{UPLOADS}/2016/picture-{n}.png", 1, order=order[n], excerpt=f"Words {n}")
        for n in order
    ]
    uploads = given(tmp_path, {f"2016/picture-{n}.png": picture(n) for n in order}, is_zip=False)
    text = wxr(author("ana"), item(1, f"Before.\n\n{gallery}\n\nAfter."), *files)
    imported(site, text, "--uploads", uploads)
    found = re.findall(r'<img[^>]*src="[^"]*picture-(\d)', shown(site))
    assert [int(number) for number in found] == numbers
    assert all(f"Words {number}" in shown(site) for number in numbers)


def test_a_gallery_whose_pictures_are_unknown_is_reported(tmp_path: Path) -> None:
    site = tmp_path / "site"
    imported(site, wxr(author("ana"), item(1, 'Before.\n\n[gallery ids="8,9"]\n\nAfter.')))
    report = (site / ".import/report.md").read_text("utf-8")
    assert "Galleries" in report
    assert POST in report
    assert "8" in report.partition("Galleries")[2].partition("##")[0]
    assert "gallery" in (site / POST).read_text("utf-8")


def test_a_recording_becomes_the_audio_of_its_post(tmp_path: Path) -> None:
    site = tmp_path / "site"
    here = f"{UPLOADS}/2016/show.mp3"
    sound = b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(100)
    parts = (
        item(1, meta=(("enclosure", f"{here}\n110\naudio/mpeg\n"),)),
        item(2, meta=(("enclosure", "https://cdn.example/two.mp3\n4000\naudio/mpeg"),)),
        item(3, meta=(("enclosure", "https://cdn.example/three.mp4\n4000\nvideo/mp4"),)),
    )
    uploads = given(tmp_path, {"2016/show.mp3": sound}, is_zip=False)
    imported(site, wxr(author("ana"), *parts), "--uploads", uploads)
    assert front(site)["audio"] == {
        "src": "/wp-content/uploads/2016/show.mp3",
        "length": 110,
        "type": "audio/mpeg",
    }
    two = front(site, "content/posts/2016/10/entry-2.md")["audio"]
    assert (two["src"], two["length"]) == ("https://cdn.example/two.mp3", 4000)
    assert "audio" not in front(site, "content/posts/2016/10/entry-3.md")
    podcast = (site / "output/podcast.xml").read_text("utf-8")
    assert f'url="{OLD}/wp-content/uploads/2016/show.mp3"' in podcast


def test_files_that_only_private_entries_show_are_kept_apart(tmp_path: Path) -> None:
    site = tmp_path / "site"
    names = ("private", "draft", "both", "loose", "lead")
    files = {f"2016/{name}.png": picture(number) for number, name in enumerate(names)}

    def img(name: str) -> str:
        return f'<p><img src="{UPLOADS}/2016/{name}.png" alt=""></p>'

    parts = (
        item(1, img("both")),
        item(2, img("private") + img("both"), status="private"),
        page(3, img("draft"), status="draft"),
        item(4, status="private", meta=(("_thumbnail_id", "14"),)),
        attachment(10, f"{UPLOADS}/2016/private.png", 2),
        attachment(11, f"{UPLOADS}/2016/draft.png", 3),
        attachment(12, f"{UPLOADS}/2016/both.png", 2),
        attachment(13, f"{UPLOADS}/2016/loose.png", 0),
        attachment(14, f"{UPLOADS}/2016/lead.png", 4),
    )
    uploads = given(tmp_path, files, is_zip=False)
    done = imported(site, wxr(author("ana"), *parts), "--uploads", uploads)
    built = " ".join(files_below(site / "output"))
    for name in ("private", "draft", "lead"):
        assert f"{name}.png" not in built, name
        assert list((site / ".import/private/files").rglob(f"{name}.png")), name
    for name in ("both", "loose"):
        assert f"{name}.png" in built, name
    media = done.ledger["media"]
    assert (media["in"], media["out"], sum(media["left"].values())) == (5, 2, 3)


def test_a_file_that_comes_later_is_found_by_importing_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    body = f'<p><img src="{UPLOADS}/2016/ship.png" alt="A ship"></p>'
    text = wxr(author("ana"), item(1, body), attachment(2, f"{UPLOADS}/2016/ship.png", 1))
    imported(site, text)
    assert f"{UPLOADS}/2016/ship.png" in shown(site)
    uploads = given(tmp_path, {"2016/ship.png": picture()}, is_zip=False)
    again = import_text(site, text, "--uploads", uploads)
    assert (again.code, again.ledger["media"]["out"]) == (0, 1)
    assert build(site).code == 0
    assert f"{UPLOADS}/2016/ship.png" not in shown(site)
    data = json.loads((site / ".import/report.json").read_text("utf-8"))
    assert "edited" not in data["findings"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.png", b"<!DOCTYPE html><html>Not found</html>"), ("evil.php", b"<?php system(1);")],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    site = tmp_path / "site"
    body = f'<p><a href="{UPLOADS}/2016/{name}">It</a></p>'
    uploads = given(tmp_path, {f"2016/{name}": content}, is_zip=False)
    text = wxr(author("ana"), item(1, body), attachment(2, f"{UPLOADS}/2016/{name}", 1))
    done = imported(site, text, "--uploads", uploads)
    assert done.ledger["media"]["out"] == 0
    assert done.report["unexplained"] == 0
    assert name not in " ".join(files_below(site / "output"))


def test_files_in_no_folder_of_uploads_are_not_taken_and_counted(tmp_path: Path) -> None:
    site, home, export = tmp_path / "site", tmp_path / "home", tmp_path / "export.xml"
    (home / "Bank").mkdir(parents=True)
    (home / "Steuer.pdf").write_bytes(b"%PDF-1.4\n")
    (home / "Bank/me.png").write_bytes(picture(1))
    export.write_text(wxr(author("ana"), item(1)), encoding="utf-8")
    done = ssg("import", "wordpress", export, "--site", site, "--uploads", home)
    assert done.code == 0
    said = " ".join(f"{done.out} {done.err}".split())
    words = f"2 files in {home} lie in no folder of uploads and were not taken, for example Bank"
    assert words in said
    assert not [path for path in files_below(site) if "Steuer" in path or "me.png" in path]


def test_a_takeout_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    site, takeout = tmp_path / "site", tmp_path / "takeout.zip"
    address = "https://blogger.googleusercontent.com/img/b/R29/AVv/s320/ship.png"
    text = backup(backup_entry(1, f'<img src="{address}">', path="/2016/10/x.html"))
    with zipfile.ZipFile(takeout, "w") as archive:
        archive.writestr("Takeout/Blogger/Blogs/Me/feed.atom", text)
        archive.writestr("Takeout/Blogger/Albums/Me/ship.png", picture(1))
    done = import_into(site, takeout, "--uploads", takeout, host="blogger")
    assert done.code == 0
    assert [path for path in files_below(site / "content") if path.endswith(".png")]
