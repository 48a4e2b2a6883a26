"""What an import says: to whom something went wrong, in `--json`, and on its last screen."""

import gzip
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.importing.exports import author, backup, backup_entry, comment, item, page, wxr
from tests.importing.running import files_below, import_into, import_text, ssg

KINDS = {
    "posts", "pages", "drafts", "comments", "pingbacks", "authors", "categories", "tags", "media",
    "redirects",
}  # fmt: skip
"""What design documents promise to those who read `--json`."""


def only(done_report: object) -> dict[str, str]:
    assert isinstance(done_report, dict)
    (one,) = done_report["diagnostics"]
    assert isinstance(one, dict)
    return one


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.xml", b"\x89PNG\r\n\x1a\n" + bytes(200), ""),
        ("letter.xml", b"<html><body><p>Hello.</p></body></html>", ""),
        ("empty.xml", b"", "empty"),
        ("words.xml", b"Just some words.\n", ""),
        ("feed.xml", b"<rss><channel><title>x</title></channel></rss>", "RSS feed"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>', "DOCTYPE"),
        ("numbers.json", b"[1, 2]", ""),
        ("export.zip", b"PK\x03\x04 broken", ""),
        ("export.xml.gz", b"\x1f\x8b\x08\x00 broken", ""),
    ],
)
@pytest.mark.parametrize("host", ["wordpress", "blogger"])
def test_a_file_that_is_no_export_is_an_error(
    tmp_path: Path, host: str, name: str, content: bytes, words: str
) -> None:
    site, file = tmp_path / "site", tmp_path / name
    file.write_bytes(content)
    done = import_into(site, file, host=host)
    assert done.code == 1
    told = done.report["diagnostics"]
    assert told
    for one in told:
        assert (one["level"], Path(one["path"]).name) == ("error", name)
        assert one["message"]
        assert one["fix"]
    assert words in " ".join(one["message"] for one in told)
    assert not [each for each in files_below(site) if not each.startswith(".import/")]


def test_an_export_of_disqus_is_called_by_its_name(exports: Path, tmp_path: Path) -> None:
    done = import_into(tmp_path / "site", exports / "isso-comments__isso/disqus.xml")
    assert done.code == 1
    assert "Disqus" in only(done.report)["message"]


@pytest.mark.parametrize("host", ["wordpress", "blogger"])
def test_an_export_of_the_other_host_names_the_command(tmp_path: Path, host: str) -> None:
    text, other = {
        "wordpress": (backup(backup_entry(1, path="/2016/10/x.html")), "blogger"),
        "blogger": (wxr(author("ana"), item(1)), "wordpress"),
    }[host]
    done = import_text(tmp_path / "site", text, host=host)
    assert done.code == 1
    assert f"ssg import {other} " in only(done.report)["fix"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "wordpress", "no-such-file.xml"],
        ["import", "wordpress"],
        ["import", "wordpress", "{export}", "--uploads", "no-such-folder"],
        ["import", "wordpress", "{export}", "--post-type", "product"],
        ["import", "wordpress", "{export}", "--post-type", "product=letters"],
        ["import", "blogger", "{export}", "--post-type", "product=posts"],
        ["import", "wordpress", "{export}", "--nonsense"],
        ["import", "tumblr", "{export}"],
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(tmp_path: Path, arguments: list[str]) -> None:
    export, site = tmp_path / "export.xml", tmp_path / "site"
    export.write_text(wxr(item(1)), encoding="utf-8")
    site.mkdir()
    filled = [each.format(export=export) for each in arguments]
    done = ssg(*filled, *([] if "tumblr" in filled else ["--site", site]))
    assert done.code == 2
    assert "error:" in done.err.lower()
    assert files_below(site) == {}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["{export}", "--uploads", "no-such"],
            "fix: name the folder, zip or tar file with the pic",
        ),
        (["{export}", "--uploads", "{export}"], "this is no folder and no archive of pictures"),
        (["https://old.example"], "--live URL"),
        (["http://old.example/feed"], "an import reads a file"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_mend(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    export = tmp_path / "export.xml"
    export.write_text(wxr(item(1)), encoding="utf-8")
    filled = [each.format(export=export) for each in arguments]
    done = ssg("import", "wordpress", *filled, "--site", tmp_path / "site")
    assert done.code == 2
    assert words in " ".join(done.err.split())


def test_a_part_that_cannot_be_read_is_told_with_line_and_column(tmp_path: Path) -> None:
    site = tmp_path / "site"
    text = wxr(author("ana"), item(1), item(2)).partition("</item>")
    rest = text[2].partition("<wp:post_type>")[0]
    broken = f"{text[0]}</item>{rest}"
    done = import_text(site, broken)
    assert done.code == 1
    one = only(done.report)
    line = broken[: broken.rindex("<item>")].count("\n") + 1
    assert int(one["line"]) in {line, line - 1, line + 1}
    assert int(one["column"]) >= 1
    assert done.ledger["posts"]["out"] >= 1
    assert done.report["unexplained"] == 0
    assert "Entry 2" in (site / ".import/private/unreadable.jsonl").read_text("utf-8")
    plain = ssg("import", "wordpress", tmp_path / "site-export.xml", "--site", site)
    assert re.search(r"site-export\.xml:\d+:\d+: error: ", plain.err)
    assert "fix: " in plain.err


@pytest.mark.parametrize("suffix", [".xml", ".xml.gz", ".zip"])
def test_an_export_may_be_packed(tmp_path: Path, suffix: str) -> None:
    file, text = tmp_path / f"export{suffix}", wxr(author("ana"), item(1)).encode()
    if suffix == ".zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("blog.wordpress.2016.000.xml", text)
            archive.writestr("__MACOSX/._blog.xml", b"\x00\x05")
    else:
        file.write_bytes(gzip.compress(text) if suffix == ".xml.gz" else text)
    done = import_into(tmp_path / "site", file)
    assert (done.code, done.ledger["posts"]["out"]) == (0, 1)


def test_json_holds_what_it_promises(tmp_path: Path) -> None:
    done = import_text(tmp_path / "site", wxr(author("ana"), item(1, more=comment(1)), page(2)))
    assert not re.search("error|warning", done.err)
    report = done.report
    assert {"ledger", "repairs", "unexplained", "diagnostics", "seconds"} <= report.keys()
    assert report["ledger"].keys() >= KINDS
    for account in report["ledger"].values():
        assert account.keys() == {"in", "out", "left"}
        assert all(isinstance(count, int) for count in account["left"].values())
    assert isinstance(report["repairs"], int)
    assert report["unexplained"] == 0
    kept = json.loads((tmp_path / "site/.import/report.json").read_text("utf-8"))
    assert kept["ledger"] == report["ledger"]


def test_repairs_are_counted(tmp_path: Path) -> None:
    text = wxr(author("ana"), item(1, title="X")).replace(
        "<wp:comment_status>", "&nbsp; & <wp:comment_status>"
    )
    done = import_text(tmp_path / "site", text)
    assert done.code == 0
    assert done.report["repairs"] > 0


def test_the_last_screen_counts_and_names_the_files_to_look_at(tmp_path: Path) -> None:
    site, export = tmp_path / "site", tmp_path / "export.xml"
    odd = '<p>Before.</p>\n\n[survey id="7"]\n\n<script>alert(1)</script>'
    entries = [item(number, odd, title=f"Odd {number}") for number in range(1, 12)]
    export.write_text(wxr(author("ana"), *entries, item(20), page(21)), encoding="utf-8")
    done = ssg("import", "wordpress", export, "--site", site)
    assert done.code == 0, done.err
    assert not re.search("error|warning", done.err)  # How far it has come may stand there.
    assert "12 posts" in done.out
    assert "1 page" in done.out
    named = re.findall(r"content/posts/\S+\.md", done.out)
    assert "Look at 7 entries" in done.out
    assert len(set(named)) == 2
    assert all((site / name).exists() for name in named)
    for words in ("ssg preview", ".import/move.md"):
        assert words in done.out
    report = (site / ".import/report.md").read_text("utf-8")
    assert "[survey]" in report
    first = report.partition("## Look at these first")[2].partition("\n## ")[0]
    assert len(set(re.findall(r"content/posts/\S+\.md", first))) == 7
    assert all(name in first for name in named)


def test_a_quiet_import_says_nothing(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    export.write_text(wxr(author("ana"), item(1)), encoding="utf-8")
    done = ssg("import", "wordpress", export, "--site", tmp_path / "site", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("end", ["<item><title>a", "<item><title>a</item></channel></rss>"])
def test_an_import_that_brings_nothing_says_only_why(tmp_path: Path, end: str) -> None:
    export = tmp_path / "export.xml"
    export.write_text(wxr().partition("</channel>")[0] + end, encoding="utf-8")
    site = tmp_path / "site"
    done = ssg("import", "wordpress", export, "--site", site)
    assert done.code == 1
    assert done.out.strip() == ""
    assert "error: " in done.err
    assert "fix: " in done.err
    assert ".import/" not in done.err
    assert "nothing was imported" in done.err
    assert files_below(site) == {}


def test_of_a_block_that_showed_nothing_it_is_not_said_that_it_is_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    text = "<!-- wp:latest-posts /-->\n\n<!-- wp:a/b --><p>Kept.</p><!-- /wp:a/b -->"
    import_text(site, wxr(author("ana"), item(1, text)))
    report = json.loads((site / ".import/report.json").read_text("utf-8"))
    assert [each["text"] for each in report["findings"]["blocks"]] == [
        "the block `latest-posts` was filled by WordPress alone: nothing stands here now",
        "the block `a/b` is kept as the HTML that it showed",
    ]
