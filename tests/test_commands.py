"""The command line end to end: exit codes, what is said where, and which files there are after."""

import re
import sys
from pathlib import Path

import pytest

from tests.running import report, ssg, started_ssg


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    made = ssg("init", "blog", "--title", "Düne", "--author", "Ana Boğa", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "blog"


def test_a_new_site_builds_at_once_and_without_problems(tmp_path: Path) -> None:
    made = started_ssg("init", "blog", "--title", "Düne", "--author", "Ana Boğa", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    blog = tmp_path / "blog"

    built = started_ssg("build", folder=blog)

    assert (built.returncode, built.stderr) == (0, "")
    assert "Düne" in (blog / "output/index.html").read_text(encoding="utf-8")
    assert (blog / "output/2016/10/29/first-post/index.html").is_file()
    assert (blog / "output/author/ana-boga/index.html").is_file()
    assert (blog / "output/about/index.html").is_file()


def test_a_new_site_may_be_built_from_below_and_from_afar(blog: Path, tmp_path: Path) -> None:
    assert ssg("build", folder=blog / "content/posts").returncode == 0
    assert ssg("build", "--site", "blog", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "kind", ["rsync", "sftp", "ftp", "git", "s3", "folder", "netlify", "rclone", "command"]
)
def test_each_way_to_publish_is_accepted_by_a_build(tmp_path: Path, kind: str) -> None:
    assert ssg("init", "blog", "--deploy", kind, folder=tmp_path).returncode == 0

    assert f"type: {kind}" in (tmp_path / "blog/site.yaml").read_text(encoding="utf-8")
    built = ssg("build", folder=tmp_path / "blog")
    assert (built.returncode, built.stderr) == (0, "")


@pytest.mark.parametrize(
    ("theme", "paper"),
    [("broadsheet", "#fbfaf7"), ("quiet-page", "#fffdf8"), ("current", "#ffffff")],
)
def test_a_new_site_has_the_theme_that_was_asked_for(
    tmp_path: Path, theme: str, paper: str
) -> None:
    assert ssg("init", "blog", "--theme", theme, folder=tmp_path).returncode == 0

    built = ssg("build", folder=tmp_path / "blog")
    assert (built.returncode, built.stderr) == (0, "")
    assert f"--page:light-dark({paper}," in (tmp_path / "blog/output/index.html").read_text()


def test_a_site_changes_its_theme_in_a_line_and_keeps_every_address(blog: Path) -> None:
    settings = (blog / "site.yaml").read_text(encoding="utf-8")
    chosen = "theme_settings: {accent: '#084c3d', home: river, drop_cap: true, footer_shows: [top]}"
    pages = []
    for theme in ("broadsheet", "quiet-page", "current"):
        changed = settings.replace('theme: "broadsheet"', f'theme: "{theme}"\n{chosen}')
        assert chosen in changed
        (blog / "site.yaml").write_text(changed, encoding="utf-8")
        built = ssg("build", folder=blog)
        assert (built.returncode, built.stderr) == (0, "")
        files = (file.relative_to(blog / "output") for file in (blog / "output").rglob("*.html"))
        pages.append(sorted(files))
    assert pages[0] == pages[1] == pages[2]


def test_texts_with_quotes_and_colons_make_a_good_site(tmp_path: Path) -> None:
    odd = 'A "blog": {yes} # no\\'
    made = ssg("init", "b", "--title", odd, "--author", odd, folder=tmp_path)

    assert made.returncode == 0
    assert ssg("build", folder=tmp_path / "b").stderr == ""


def test_init_never_writes_over_a_file(blog: Path) -> None:
    before = {file: file.read_bytes() for file in blog.rglob("*") if file.is_file()}

    again = ssg("init", ".", folder=blog)

    assert again.returncode == 2
    assert "site.yaml" in again.stderr
    assert {file: file.read_bytes() for file in blog.rglob("*") if file.is_file()} == before


def test_no_post_of_a_new_site_shows_readers_words_that_are_for_its_author(blog: Path) -> None:
    assert ssg("build", folder=blog).returncode == 0
    (record,) = (blog / "content/authors").glob("*.yaml")
    assert "# bio: " in record.read_text(encoding="utf-8")
    texts = [file.read_text("utf-8") for file in (blog / "output").rglob("*.html")]
    assert not [text for text in texts if "about yourself" in text]


def test_init_makes_a_site_in_a_language(tmp_path: Path) -> None:
    assert ssg("init", "blog", "--language", "de-AT", folder=tmp_path).returncode == 0
    built = ssg("build", "--json", "--strict", folder=tmp_path / "blog")
    assert (built.returncode, report(built)["diagnostics"]) == (0, [])
    front = (tmp_path / "blog/output/index.html").read_text(encoding="utf-8")
    assert '<html lang="de-AT"' in front
    assert '<html lang="en"' in (tmp_path / "blog/output/about/index.html").read_text("utf-8")


def test_init_takes_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "blog/.git").mkdir(parents=True)
    (tmp_path / "blog/LICENSE").write_text("mine")

    assert ssg("init", "blog", folder=tmp_path).returncode == 0
    assert (tmp_path / "blog/LICENSE").read_text() == "mine"


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--deploy", "rsnc", "did you mean `rsync`"),
        ("--url", "example.org", "https://example.org"),
        ("--url", "https://", "error: expected an address that begins with http"),
        ("--url", 'https://exa mple.org/"x', "error: "),
        ("--url", "http://x.example/?a=b#c", "holds a query or a fragment"),
        ("--url", "http://x.example/#", "holds a query or a fragment"),
        ("--url", "https://[x/", "error: "),
        ("--language", "deutsch!", "error: "),
        ("--theme", "brodsheet", "did you mean `broadsheet`"),
        ("--theme", "no-such-theme", "choose one of broadsheet"),
    ],
)
def test_init_refuses_what_it_does_not_know(
    tmp_path: Path, option: str, value: str, words: str
) -> None:
    made = ssg("init", "blog", option, value, folder=tmp_path)

    assert (made.returncode, made.stdout) == (2, "")
    assert words in made.stderr
    assert not (tmp_path / "blog").exists()


def test_new_prints_the_path_of_a_post_that_is_a_draft(blog: Path) -> None:
    made = ssg("new", 'Über "Brücken"', folder=blog)

    file = Path(made.stdout.strip())
    assert file == blog / "content/posts/2016/2016-10-29-uber-brucken.md"
    assert "date: 2016-10-29 12:00\n" in file.read_text(encoding="utf-8")
    built = ssg("build", "--json", folder=blog)
    assert (built.returncode, report(built)["diagnostics"]) == (0, [])
    hidden = {"path": file.relative_to(blog).as_posix(), "reason": "draft", "until": None}
    assert report(built)["hidden"] == [hidden]
    assert ssg("build", "--drafts", folder=blog).stderr == ""
    assert "Über “Brücken”" in (blog / "output/index.html").read_text(encoding="utf-8")


def test_the_date_of_a_new_post_is_that_of_the_sites_place(blog: Path) -> None:
    settings = blog / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("UTC", "Pacific/Auckland"), "utf-8")

    made = ssg("new", "Far", folder=blog)

    assert "2016-10-30-far.md" in made.stdout
    assert "date: 2016-10-30 01:00\n" in Path(made.stdout.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2014-05-01", "2014-05-01"),
        ("2014-05-01T09:30", "2014-05-01 09:30"),
        ("2014-05-01T09:30+02:00", "2014-05-01 07:30"),
    ],
)
def test_a_new_post_may_have_another_date(blog: Path, date: str, written: str) -> None:
    made = ssg("new", "Old", "--date", date, folder=blog)

    file = blog / "content/posts/2014/2014-05-01-old.md"
    assert (made.returncode, file.is_file()) == (0, True)
    assert f"date: {written}\n" in file.read_text(encoding="utf-8")


def test_new_makes_pages_too(blog: Path) -> None:
    made = ssg("new", "Colophon", "--page", "--author", "ana-boga", folder=blog)

    file = blog / "content/pages/colophon.md"
    assert made.stdout.strip() == str(file)
    assert "date:" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Words"], "is there already"),
        (["Other", "--author", "ana-bog"], "did you mean `ana-boga`"),
        (["Other", "--author", "../x"], "fix: write the id of an author record"),
        (["Other", "--date", "0999-01-01"], "fix: name a year from 1000 to 9000"),
        (["Other", "--date", "9500-01-01T12:00"], "fix: name a year from 1000 to 9000"),
        (["Other", "--date", "yesterday"], "'yesterday' is no date"),
        (["  "], "the title is empty"),
        (["Other", "--edit"], "no editor"),
        (["Words", "and", "Deeds"], 'ssg new "Words and Deeds"'),
        ([], "missing argument"),
    ],
)
def test_new_refuses_what_cannot_be_meant(blog: Path, arguments: list[str], words: str) -> None:
    first = ssg("new", "Words", folder=blog).stdout.strip()
    Path(first).write_text("my words", encoding="utf-8")

    refused = ssg("new", *arguments, folder=blog)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert words in refused.stderr
    assert Path(first).read_text(encoding="utf-8") == "my words"


def test_new_opens_the_editor_that_is_named(blog: Path) -> None:
    editor = f"\"{sys.executable}\" -c \"import sys; open(sys.argv[1], 'a').write('edited')\""

    made = ssg("new", "Words", "--edit", folder=blog, EDITOR="false", VISUAL=editor)

    assert made.returncode == 0, made.stderr
    assert Path(made.stdout.strip()).read_text(encoding="utf-8").endswith("edited")
    failed = ssg("new", "More", "--edit", folder=blog, EDITOR="no-such-editor")
    assert (failed.returncode, "no-such-editor" in failed.stderr) == (3, True)


def test_errors_name_the_place_and_the_fix_and_keep_the_old_site(blog: Path) -> None:
    ssg("build", folder=blog)
    before = (blog / "output/index.html").read_bytes()
    post = blog / "content/posts/2016-10-29-first-post.md"
    post.write_text(post.read_text("utf-8").replace("date: 2016", "dat: 2016"), "utf-8")
    (blog / "content/pages/about.md").write_bytes(b"---\ntitle: About\n---\nCaf\xe9\n")

    built = ssg("build", folder=blog)

    assert built.returncode == 1
    assert re.search(
        r"^content/posts/2016-10-29-first-post\.md:3:1: error: ", built.stderr, re.MULTILINE
    )
    assert re.search(r"^content/pages/about\.md:4:4: error: ", built.stderr, re.MULTILINE)
    assert built.stderr.count("\n  fix: ") >= 2
    assert "Nothing was built" in built.stdout
    assert (blog / "output/index.html").read_bytes() == before


def test_json_is_one_object_on_stdout_and_nothing_else(blog: Path) -> None:
    (blog / "content/pages/about.md").write_bytes(b"---\ntitle: About\n---\nCaf\xe9\n")

    built = ssg("build", "--json", folder=blog)

    assert (built.returncode, built.stderr) == (1, "")
    problems = report(built)["diagnostics"]
    problem = next(found for found in problems if found["rule"] == "not-utf-8")
    assert problem.keys() == {"path", "line", "column", "level", "rule", "message", "fix"}
    assert (problem["path"], problem["line"], problem["column"]) == ("content/pages/about.md", 4, 4)
    assert isinstance(report(built)["seconds"], float)


def test_a_build_tells_how_many_files_it_wrote(blog: Path) -> None:
    first = report(ssg("build", "--json", folder=blog))
    second = report(ssg("build", "--json", folder=blog))

    assert first["written"] == first["outputs"] > 0
    assert (second["written"], second["unchanged"]) == (0, first["outputs"])


def test_quiet_says_nothing_of_what_went_well(blog: Path) -> None:
    built = ssg("build", "--quiet", folder=blog)

    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")


def test_a_moment_without_an_offset_is_that_of_the_sites_place(blog: Path) -> None:
    settings = blog / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("UTC", "Pacific/Auckland"), "utf-8")
    ssg("new", "Soon", "--date", "2016-11-01T09:00", folder=blog)
    post = blog / "content/posts/2016/2016-11-01-soon.md"
    post.write_text(re.sub("draft:.*\n", "", post.read_text("utf-8")), "utf-8")

    before = report(ssg("build", "--json", "--now", "2016-11-01T08:59", folder=blog))
    after = report(ssg("build", "--json", "--now", "2016-11-01T09:00", folder=blog))

    assert [hidden["until"] for hidden in before["hidden"]] == ["2016-11-01T09:00:00+13:00"]
    assert after["hidden"] == []
    words = ssg("build", "--now", "2016-11-01T08:59", folder=blog).stdout
    assert "scheduled for Tue 1 Nov 2016 09:00 Pacific/Auckland" in words


def test_a_build_warns_of_what_readers_must_not_see_yet(blog: Path) -> None:
    for title, date in (("A", "2014-05-01"), ("B", "2014-05-02"), ("Soon", "2016-11-01")):
        ssg("new", title, "--date", date, folder=blog)
    soon = blog / "content/posts/2016/2016-11-01-soon.md"
    soon.write_text(re.sub("draft:.*\n", "", soon.read_text("utf-8")), "utf-8")

    assert "do not publish" not in ssg("build", folder=blog).stdout
    drafts = ssg("build", "--drafts", folder=blog).stdout
    assert drafts.endswith("\n2 drafts are in output/: do not publish it.\n")
    both = ssg("build", "--drafts", "--future", folder=blog).stdout
    assert both.endswith("\n2 drafts and 1 scheduled post are in output/: do not publish it.\n")


def test_a_build_ends_with_the_count_of_problems_and_what_they_came_to(blog: Path) -> None:
    page = blog / "content/pages/about.md"
    page.write_text(f"{page.read_text('utf-8')}\n[a](/nowhere/)\n\n[b](/nor-here/)\n", "utf-8")

    built = ssg("build", folder=blog)
    assert built.stderr.endswith("\n2 warnings; the site was built\n")
    strict = ssg("build", "--strict", folder=blog)
    assert (built.returncode, strict.returncode) == (0, 1)
    assert strict.stderr.endswith(
        "\n2 errors; nothing was built, and --strict counts warnings as errors\n"
    )


@pytest.mark.parametrize(
    ("output", "words"), [("/", "Nothing was built: / is as"), ("t", " files in t/: ")]
)
def test_a_build_names_the_folder_that_it_builds_into(blog: Path, output: str, words: str) -> None:
    assert words in ssg("build", "--output", output, folder=blog).stdout


def test_the_way_into_a_new_site_can_be_pasted(tmp_path: Path) -> None:
    made = ssg("init", "Größe 2", folder=tmp_path)

    assert "\n  cd 'Größe 2'\n" in made.stdout or '\n  cd "Größe 2"\n' in made.stdout


def test_explain_tells_what_an_output_is_made_from(blog: Path) -> None:
    ssg("build", folder=blog)

    for subject in ("/about/", "content/pages/about.md", "output/about/index.html"):
        told = ssg("explain", subject, folder=blog)
        assert (told.returncode, told.stderr) == (0, "")
        assert "content/pages/about.md" in told.stdout
        assert "- url: its own address" in told.stdout
    missing = ssg("explain", "/abuot/", folder=blog)
    assert (missing.returncode, missing.stdout) == (2, "")


@pytest.mark.parametrize(
    "address",
    ["https://[x", "https://other.example/about/", "https://www.example.org/about/", "mailto://x"],
)
def test_explain_refuses_an_address_of_another_site(blog: Path, address: str) -> None:
    settings = (blog / "site.yaml").read_text("utf-8")
    url = "https://www.example.org/"
    (blog / "site.yaml").write_text(settings.replace(url, f"{url}blog/"), "utf-8")

    told = ssg("explain", address, folder=blog)
    assert (told.returncode, told.stdout) == (2, "")
    assert f"error: {address} is not an address of this site" in told.stderr
    assert f"fix: the site is at {url}blog/" in told.stderr

    ours = ssg("explain", f"{url}blog/about/", folder=blog)
    assert ours.returncode == 0
    assert "content/pages/about.md" in ours.stdout


def test_explain_tells_why_there_is_no_output(blog: Path) -> None:
    post = blog / "content/posts/2016-10-29-first-post.md"
    post.write_text(
        post.read_text("utf-8").replace("\ndate:", '\naliases: ["/?p=73"]\ndate:'), "utf-8"
    )
    draft = Path(ssg("new", "Draft", folder=blog).stdout.strip())

    told = ssg("explain", draft.relative_to(blog).as_posix(), folder=blog)
    assert (told.returncode, told.stderr) == (0, "")
    assert "is not built: it is a draft" in told.stdout
    old = ssg("explain", "/?p=73", folder=blog)
    assert old.stdout == "/?p=73 leads to /2016/10/29/first-post/ (301)\n"
    whole = ssg("explain", "https://www.example.org/?p=73", folder=blog)
    assert (whole.returncode, whole.stdout) == (0, old.stdout)
    assert ssg("explain", "//[x", folder=blog).returncode == 2
    assert ssg("explain", "/?utm_source=x&p=73", folder=blog).stdout == old.stdout
    assert report(ssg("explain", "/?p=73", "--json", folder=blog))["outputs"] == []


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("/list/?a=1&b=2", "/list/?b=2&a=1 leads to /about/ (301)\n"),
        ("/list?x=%C3%A9&b=2&a=1", "/list/?b=2&a=1 leads to /about/ (301)\n"),
        ("/list/?q=%C3%A9", "/list/?q=é leads to /about/ (302)\n"),
        ("/shut/?a=1", "shut/index.html  (/shut/)\n"),
        ("/old.zip?a=1", "/old.zip is gone for good (410)\n"),
        ("/about/?a=1&b=2", "about/index.html  (/about/)\n"),
    ],
)
def test_explain_answers_a_query_as_hosts_do(blog: Path, address: str, answer: str) -> None:
    (blog / "content/redirects.yaml").write_text(
        "- {from: '/list/?b=2&a=1', to: /about/}\n"
        "- {from: '/list/?q=é', to: /about/, code: 302}\n"
        "- {from: /shut/, code: 410}\n"
        "- {from: /old.zip, code: 410}\n",
        "utf-8",
    )
    told = ssg("explain", address, folder=blog)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(answer)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "Did you mean 'build'"),
        (["help"], "write `ssg --help`"),
        (["version"], "write `ssg --version`"),
        (["-v"], "write `ssg --version`"),
        (["build", "--draft"], "Did you mean '--drafts'"),
        (["build", "--jobs", "none"], "'none' is not a valid integer"),
        (["build", "--now", "soon"], "'soon' is no date"),
        (["build", "extra"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_2_and_says_what_was_meant(
    blog: Path, arguments: list[str], words: str
) -> None:
    refused = ssg(*arguments, folder=blog)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert words in refused.stderr
    as_json = ssg(*arguments, "--json", folder=blog)
    assert (as_json.returncode, as_json.stderr) == (2, "")
    assert report(as_json)["diagnostics"][0]["level"] == "error"


@pytest.mark.parametrize("arguments", [["build"], ["build", "--site", "."], ["new", "A"]])
def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    refused = ssg(*arguments, folder=tmp_path)

    assert refused.returncode == 2
    assert "ssg init" in refused.stderr


@pytest.mark.parametrize("folder", [".", "content", "themes/x", "~"])
def test_a_build_refuses_to_write_over_its_sources(blog: Path, folder: str) -> None:
    home = {"HOME": str(blog.parent), "USERPROFILE": str(blog.parent)}
    output = str(blog.parent) if folder == "~" else folder

    refused = ssg("build", "--output", output, folder=blog, **home)

    assert refused.returncode in {1, 2}
    assert "cannot build into" in refused.stderr
    assert not (blog / folder / "index.html").exists()


def test_what_the_system_refuses_is_3_and_named(blog: Path) -> None:
    (blog / ".ssg-cache").write_text("in the way")

    built = ssg("build", folder=blog)

    assert built.returncode == 3
    assert ".ssg-cache" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_damaged_cache_is_rebuilt(blog: Path) -> None:
    ssg("build", folder=blog)
    before = {file: file.read_bytes() for file in (blog / "output").rglob("*") if file.is_file()}
    (blog / ".ssg-cache/cache.sqlite").write_bytes(b"damaged" * 1000)
    (blog / "output/index.html").unlink()

    built = ssg("build", folder=blog)

    assert built.returncode == 0
    assert "note: the cache was thrown away because it was damaged" in built.stderr
    assert before == {
        file: file.read_bytes() for file in (blog / "output").rglob("*") if file.is_file()
    }


def test_help_and_version_are_there(tmp_path: Path) -> None:
    for arguments in ([], ["--help"], ["-h"], ["build", "--help"], ["new", "-h"]):
        assert ssg(*arguments, folder=tmp_path).stdout.startswith("Usage: ssg")
    assert re.fullmatch(r"ssg \d+\.\d+\.\d+\n", ssg("--version", folder=tmp_path).stdout)
