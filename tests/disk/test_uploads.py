"""Old files found in what a user gave: folders, zips, tars, and what only pretends to be."""

import io
import os
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssg.disk.moving.packed import UnreadableFileError
from ssg.disk.moving.uploads import Found, Uploads, open_uploads
from ssg.importers.media.files import WantedFile, wanted
from ssg.importers.media.hosts import MediaSite
from ssg.model.export import Host
from tests.disk.packing import write_later_zip, write_zip

SITE = MediaSite(frozenset({"old.example", "me.wordpress.com"}), Host.WORDPRESS)
BLOGSPOT = MediaSite(frozenset({"me.blogspot.com"}), Host.BLOGGER)
ROOT = "https://old.example/wp-content/uploads"


def want(address: str, site: MediaSite = SITE) -> WantedFile:
    found = wanted(address, site)
    assert found is not None
    return found


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def write_tar(file: Path, files: Mapping[str, bytes]) -> Path:
    with tarfile.open(file, "w:gz" if file.suffix == ".gz" else "w") as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


def content_of(found: Found | None) -> bytes:
    assert found is not None
    return b"".join(found.file.chunks())


def refusals(uploads: Uploads) -> str:
    return "\n".join(f"{each.name}: {each.reason}" for each in uploads.refused)


def packed(tmp_path: Path, form: str, files: Mapping[str, bytes]) -> Path:
    if form == "folder":
        return write_folder(tmp_path / "given", files)
    write = write_zip if form == "zip" else write_tar
    return write(tmp_path / f"given.{form}", files)


@pytest.mark.parametrize("form", ["folder", "zip", "tar", "tar.gz"])
@pytest.mark.parametrize(
    "layout",
    ["2010/05/x.jpg", "uploads/2010/05/x.jpg", "wp-content/uploads/2010/05/x.jpg",
     "backup/public_html/wp-content/uploads/2010/05/x.jpg", "me-media-export/2010/05/x.jpg",
     "2010/05/X.JPG", "photos/x.jpg", "x.jpg"],
)  # fmt: skip
def test_a_file_is_found_by_its_place_or_its_name(tmp_path: Path, form: str, layout: str) -> None:
    given = packed(tmp_path, form, {layout: b"sea", "2010/06/y.jpg": b"y"})
    with open_uploads([given]) as uploads:
        for address in (f"{ROOT}/2010/05/x.jpg", "http://me.files.wordpress.com/2010/05/x.jpg?w=3"):
            found = uploads.find(want(address))
            assert content_of(found) == b"sea"
            assert found
            assert found.path == "content/static/wp-content/uploads/2010/05/x.jpg"
        assert not uploads.refused


def test_the_original_is_found_before_its_sizes(tmp_path: Path) -> None:
    sizes = {"2010/05/x-300x200.jpg": b"small"}
    file = want(f"{ROOT}/2010/05/x-300x200.jpg")
    with open_uploads([write_folder(tmp_path / "a", sizes)]) as uploads:
        found = uploads.find(file)
        assert content_of(found) == b"small"
        assert found
        assert found.path.endswith("x-300x200.jpg")
    both = {**sizes, "2010/05/x.jpg": b"large"}
    with open_uploads([write_folder(tmp_path / "b", both)]) as uploads:
        assert content_of(uploads.find(file)) == b"large"


def test_names_are_compared_as_people_read_them(tmp_path: Path) -> None:
    files = {"2010/05/cafe\u0301.jpg": b"a", "2010/05/100%25.jpg": b"b", "my photo.jpg": b"c"}
    with open_uploads([write_zip(tmp_path / "a.zip", files)]) as uploads:
        assert content_of(uploads.find(want(f"{ROOT}/2010/05/caf%C3%A9.jpg"))) == b"a"
        assert content_of(uploads.find(want(f"{ROOT}/2010/05/100%25.jpg"))) == b"b"
        assert content_of(uploads.find(want(f"{ROOT}/my%20photo.jpg"))) == b"c"


def test_what_is_not_sure_is_not_guessed(tmp_path: Path) -> None:
    files = {"a/x.jpg": b"1", "b/x.jpg": b"2", "2011/07/y.jpg": b"3", "z.jpg": b"4"}
    with open_uploads([write_folder(tmp_path / "given", files)]) as uploads:
        assert uploads.find(want(f"{ROOT}/x.jpg")) is None
        # The same name in another month is another picture.
        assert uploads.find(want(f"{ROOT}/2010/05/y.jpg")) is None
        # So it is on another host.
        assert uploads.find(want("https://other.example/z.jpg")) is None
        assert content_of(uploads.find(want(f"{ROOT}/2010/05/z.jpg"))) == b"4"


def test_files_that_differ_in_capitals_are_told_apart(tmp_path: Path) -> None:
    files = {"2010/05/X.jpg": b"1", "2010/05/x.jpg": b"2"}
    with open_uploads([write_zip(tmp_path / "a.zip", files)]) as uploads:
        assert content_of(uploads.find(want(f"{ROOT}/2010/05/X.jpg"))) == b"1"
        assert content_of(uploads.find(want(f"{ROOT}/2010/05/x.jpg"))) == b"2"
        assert uploads.find(want(f"{ROOT}/2010/05/x.JPG")) is None


@pytest.mark.parametrize(
    ("layout", "address"),
    [
        ("wp-content/uploads/sites/3/2010/05/x.jpg", f"{ROOT}/sites/3/2010/05/x.jpg"),
        ("2010/05/x.jpg", f"{ROOT}/sites/3/2010/05/x.jpg"),
        ("wp-content/blogs.dir/3/files/2010/05/x.jpg", "https://old.example/files/2010/05/x.jpg"),
        ("files/2010/05/x.jpg", "https://old.example/files/2010/05/x.jpg"),
        ("site/images/logo.png", "https://old.example/images/logo.png"),
    ],
)
def test_networks_of_sites_are_known(tmp_path: Path, layout: str, address: str) -> None:
    with open_uploads([write_folder(tmp_path / "given", {layout: b"sea"})]) as uploads:
        assert content_of(uploads.find(want(address))) == b"sea"


def test_another_site_of_the_network_is_not_taken_for_this_one(tmp_path: Path) -> None:
    files = {"uploads/2010/05/x.jpg": b"main", "uploads/sites/2/2010/05/x.jpg": b"two"}
    with open_uploads([write_folder(tmp_path / "given", files)]) as uploads:
        assert content_of(uploads.find(want(f"{ROOT}/sites/2/2010/05/x.jpg"))) == b"two"
        assert uploads.find(want(f"{ROOT}/sites/3/2010/05/x.jpg")) is None


def test_several_archives_count_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    write_tar(folder / "part1.tar", {"2010/05/x.jpg": b"1"})
    write_tar(folder / "part2.tar", {"2010/06/y.jpg": b"2"})
    for paths in ([folder], sorted(folder.iterdir())):
        with open_uploads(paths) as uploads:
            assert content_of(uploads.find(want(f"{ROOT}/2010/05/x.jpg"))) == b"1"
            assert content_of(uploads.find(want(f"{ROOT}/2010/06/y.jpg"))) == b"2"


def test_a_zip_beside_pictures_is_a_file_like_them(tmp_path: Path) -> None:
    given = write_folder(tmp_path / "given", {"2010/05/x.jpg": b"1"})
    write_zip(given / "2010/05/songs.zip", {"2010/05/y.jpg": b"2"})
    with open_uploads([given]) as uploads:
        assert uploads.find(want(f"{ROOT}/2010/05/songs.zip"))
        assert not uploads.find(want(f"{ROOT}/2010/05/y.jpg"))


TAKEOUT = {
    "Takeout/Blogger/Blogs/Me/feed.atom": b"feed",
    "Takeout/Blogger/Albums/Me/IMG 1.jpg": b"one",
    "Takeout/Blogger/Albums/Me/IMG 1.jpg.json": b"{}",
    "Takeout/Blogger/Albums/Me/IMG_2.jpg": b"two",
    "Takeout/Google Photos/private.jpg": b"private",
    "Takeout/Drive/IMG_2.jpg": b"other",
}


def test_a_takeout_gives_its_albums_and_nothing_else(tmp_path: Path) -> None:
    host = "https://blogger.googleusercontent.com/img/b/R29/AVv"
    with open_uploads([write_zip(tmp_path / "takeout.zip", TAKEOUT)]) as uploads:
        first = want(f"{host}/s320/IMG+1.jpg", BLOGSPOT)
        assert content_of(uploads.find(first)) == b"one"
        assert content_of(uploads.find(want(f"{host}/w4-h3/IMG_2.jpg", BLOGSPOT))) == b"two"
        assert uploads.find(want(f"{host}/s320/private.jpg", BLOGSPOT)) is None
        assert not list(uploads.unmentioned([first], BLOGSPOT))
        assert not list(uploads.everything(BLOGSPOT))
        left = [file.path for file in uploads.left_out(BLOGSPOT, [first])]
        assert left == ["Takeout/Blogger/Albums/Me/IMG_2.jpg"]


def test_what_lies_in_no_folder_of_uploads_is_not_taken(tmp_path: Path) -> None:
    files = {
        "Steuer.pdf": b"x", "Photos/me.jpg": b"x", "old/2010/05/sea.jpg": b"x",
        "blog/files/talk.pdf": b"x", "myfiles/bank.pdf": b"x", "2010/13/no-month.jpg": b"x",
        "Downloads/named.jpg": b"x",
    }  # fmt: skip
    with open_uploads([write_folder(tmp_path / "home", files)]) as uploads:
        taken = [file.path.rpartition("/")[2] for file in uploads.everything(SITE)]
        assert sorted(taken) == ["sea.jpg", "talk.pdf"]
        left = [file.path for file in uploads.left_out(SITE, [want(f"{ROOT}/named.jpg")])]
        assert left == ["2010/13/no-month.jpg", "Photos/me.jpg", "Steuer.pdf", "myfiles/bank.pdf"]
        assert not list(uploads.everything(BLOGSPOT))


@pytest.mark.parametrize(("name", "count"), [("uploads", 1), ("files", 1), ("pictures", 0)])
def test_a_given_folder_of_uploads_is_taken_whole(tmp_path: Path, name: str, count: int) -> None:
    given = write_folder(tmp_path / name, {"podcast/one.mp3": b"x"})
    with open_uploads([given]) as uploads:
        assert len(list(uploads.everything(SITE))) == count
        assert len(list(uploads.left_out(SITE))) == 1 - count


def test_files_that_no_text_names_are_carried_along(tmp_path: Path) -> None:
    files = {
        f"site/wp-content/uploads/{path}": b"x"
        for path in (
            "2010/05/x.jpg", "2010/05/x-300x200.jpg", "2010/05/x-150x150.jpg", "2010/05/y.jpg",
            "2010/05/y-scaled.jpg", "2010/05/z-scaled.jpg", "2010/05/z-300x200.jpg",
            "2010/05/real-100x100.png",
            "2010/05/talk.mp3", "2010/05/caf\u00e9 1.pdf", "podcast/one.mp3", "2010/05/x.php",
            "2010/05/index.html", "2010/05/dump.sql", "woocommerce_uploads/order.pdf",
            "gravity_forms/letter.pdf", "my-backups/all.zip", "closed/secret.pdf", ".hidden/a.jpg",
            "2010/05/Thumbs.db",
        )
    }  # fmt: skip
    files["site/wp-content/uploads/closed/.htaccess"] = b"Deny from all"
    files["site/wp-content/uploads/podcast/.htaccess"] = b"<Files *.php>\ndeny from all\n</Files>"
    files["site/wp-content/uploads/2010/06/empty.jpg"] = b""
    files["site/wp-content/themes/a/logo.png"] = b"x"
    files["site/wp-config.php"] = b"x"
    carried = [
        "2010/05/caf\u00e9 1.pdf", "2010/05/real-100x100.png", "2010/05/talk.mp3", "2010/05/x.jpg",
        "2010/05/y.jpg", "2010/05/z-scaled.jpg", "podcast/one.mp3",
    ]  # fmt: skip
    for given in (write_folder(tmp_path / "given", files), write_zip(tmp_path / "a.zip", files)):
        with open_uploads([given]) as uploads:
            everything = list(uploads.everything(SITE))
            paths = [file.path for file in everything]
            assert paths == [f"content/static/wp-content/uploads/{path}" for path in carried]
            assert all(content_of(uploads.find(file)) == b"x" for file in everything)
            named = [want(f"{ROOT}/2010/05/x-300x200.jpg")]
            assert len(list(uploads.unmentioned(named, SITE))) == len(carried) - 1
            left = {file.path.rpartition("/uploads/")[2] for file in uploads.left_out(SITE)}
            assert left == {
                "woocommerce_uploads/order.pdf", "gravity_forms/letter.pdf", "my-backups/all.zip",
                "closed/secret.pdf",
            }  # fmt: skip


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path / "outside", {"secret.jpg": b"secret", "deep/other.jpg": b"secret"})
    given = write_folder(tmp_path / "given", {"a.jpg": b"a"})
    (given / "secret.jpg").symlink_to(tmp_path / "outside" / "secret.jpg")
    (given / "folder").symlink_to(tmp_path / "outside" / "deep")
    (given / "b.jpg").symlink_to(given / "a.jpg")
    (given / "nowhere.jpg").symlink_to(given / "missing.jpg")
    os.mkfifo(given / "pipe.jpg")
    with open_uploads([given]) as uploads:
        assert not uploads.find(want(f"{ROOT}/secret.jpg"))
        assert not uploads.find(want(f"{ROOT}/other.jpg"))
        assert content_of(uploads.find(want(f"{ROOT}/b.jpg"))) == b"a"
        assert "outside" in refusals(uploads)
        assert "no regular file" in refusals(uploads)
        assert "no such file" in refusals(uploads)


def test_members_that_are_no_files_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, kind in (("a.jpg", tarfile.SYMTYPE), ("b.jpg", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("../c.jpg")
        archive.addfile(member)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive_zip:
        link = zipfile.ZipInfo("d.jpg")
        link.external_attr = 0o120777 << 16
        archive_zip.writestr(link, "/etc/passwd")
        archive_zip.writestr("../../e.jpg", "x")
    with open_uploads([tmp_path / "a.tar", tmp_path / "a.zip"]) as uploads:
        for name in "abcde":
            assert not uploads.find(want(f"{ROOT}/{name}.jpg"))
        assert refusals(uploads).count("a link or a device") == 3


def test_locked_members_are_refused(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "a.zip", {"a.jpg": b"x"})
    content = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    file.write_bytes(content)
    with open_uploads([file]) as uploads:
        assert "password" in refusals(uploads)
        assert not uploads.find(want(f"{ROOT}/a.jpg"))


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    nothing = bytes(80 << 20)
    bombs = [
        write_zip(tmp_path / "a.zip", {"a.jpg": nothing}),
        write_tar(tmp_path / "b.tar.gz", {"b.jpg": nothing}),
    ]
    with open_uploads(bombs) as uploads:
        assert refusals(uploads).count("1/200") == 2
        assert not uploads.find(want(f"{ROOT}/a.jpg"))
        assert not uploads.find(want(f"{ROOT}/b.jpg"))


def test_damage_is_said(tmp_path: Path) -> None:
    noise = os.urandom(50_000)
    content = write_zip(tmp_path / "a.zip", {"a.jpg": noise}).read_bytes()
    (tmp_path / "a.zip").write_bytes(content[:20_000] + b"12345" + content[20_005:])
    with open_uploads([tmp_path / "a.zip"]) as uploads:
        found = uploads.find(want(f"{ROOT}/a.jpg"))
        with pytest.raises(UnreadableFileError, match="damaged"):
            content_of(found)
    content = write_tar(tmp_path / "b.tar.gz", {"b.jpg": noise}).read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(content[:20_000])
    (tmp_path / "words.txt").write_bytes(b"words" * 500)
    given = [tmp_path / "b.tar.gz", tmp_path / "words.txt", tmp_path / "missing"]
    with open_uploads(given) as uploads:
        first, second, third = refusals(uploads).splitlines()
        assert "damaged" in first
        assert "no folder, zip or tar" in second
        assert "no such file or folder" in third


def test_a_zip_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with open_uploads([write_later_zip(tmp_path / "a.zip", {"a.jpg": b"x"})]) as uploads:
        assert "packed in a way that is not known here" in refusals(uploads)


def test_names_in_the_letters_of_old_zips_are_read(tmp_path: Path) -> None:
    name = "2010/05/caf\u00e9.jpg"
    file = write_zip(tmp_path / "a.zip", {name: b"x"})
    content = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(sign) + offset] &= ~8 & 0xFF
    file.write_bytes(content)
    with open_uploads([file]) as uploads:
        assert content_of(uploads.find(want(f"{ROOT}/{name}"))) == b"x"


def test_nothing_is_written(tmp_path: Path) -> None:
    given = [
        write_tar(tmp_path / "a.tar.gz", {"2010/05/x.jpg": b"x"}),
        write_zip(tmp_path / "b.zip", {"2010/05/y.jpg": b"x"}),
    ]
    before = sorted(tmp_path.rglob("*"))
    with open_uploads(given) as uploads:
        assert len(list(uploads.everything(SITE))) == 2
        assert sorted(tmp_path.rglob("*")) == before
