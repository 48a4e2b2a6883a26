"""`ssg check` on a small blog, as the command line runs it."""

import datetime as dt
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ssg.commands.checking import verb as check_verb
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome
from ssg.deploy.keepsakes import remember_outputs
from ssg.deploy.model import Described, Kind
from ssg.disk.guard import Guard
from ssg.disk.writing.rewriting import ChangedMeanwhileError, rewrite
from ssg.model.diagnostic import Level
from tests.blog import build, digest_of_tree, tree, write
from tests.running import report, run, ssg
from tests.surroundings import environment_of

SITE = """\
title: The: Small Lamp
url: https://small.example/blog/
author: ana
analytics: {provider: plausible, domain: small.example}
"""
POSTS = {
    "one": """\
        ---
        title: One: a harbour
        date: 2016-10-29
        tags: [“port”, cranes]
        aliases: [/old/one/, "/?p=7"]
        ---
        The harbour "wakes.

        ![](crane.jpg)

        ## Main
        """,
    "two": """\
        ---
        title: Two
        date: 2017-03-01
        ---
        See [one](/old/one/), [it](/?p=7), [own](http://small.example/blog/old/one/#main) and
        [home](http://small.example/blog/), [three](three.md), [x](/nowhere/).

        <iframe src="https://www.youtube.com/embed/x"></iframe>
        """,
    "three": """\
        ---
        title: Three
        date: 2018-01-05
        draft: true
        ---
        > A quotation.
        """,
}


NOW = {"SOURCE_DATE_EPOCH": "1795338000"}  # 22 November 2026, 09:00 in UTC


@pytest.fixture(scope="module", autouse=True)
def _now() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOW["SOURCE_DATE_EPOCH"])
        yield


class Answers:
    """Somebody at the terminal who says the same each time (a `Talk`)."""

    def __init__(self, *, says: bool | None) -> None:
        self._says = says
        self.shown: list[str] = []

    def show(self, lines: Sequence[str]) -> None:
        self.shown += lines

    show_changes = show

    def confirm(self, question: str, fix: str) -> bool:
        self.shown.append(question)
        if self._says is None:
            raise UsageError(question, fix)
        return self._says


def write_site(folder: Path) -> Path:
    write(
        folder,
        {
            "site.yaml": SITE,
            "content/authors/ana.yaml": "name: Ana Ruiz\n",
            "content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
            **{f"content/posts/{name}.md": text for name, text in POSTS.items()},
        },
    )
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


@pytest.fixture(scope="module")
def mended_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in which all has been mended that can be; for tests that change nothing."""
    folder = write_site(tmp_path_factory.mktemp("mended") / "site")
    check(folder, fixes=True, yes=True)
    return folder


@pytest.fixture
def mended(mended_once: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return shutil.copytree(mended_once, tmp_path / "mended")


def check(folder: Path, *files: str, talk: Answers | None = None, **options: bool) -> Outcome:
    chosen: Any = {"strict": False, "fixes": False, "yes": False, "dry_run": False, **options}
    return check_verb.run(
        folder,
        tell=lambda *_: None,
        talk=talk or Answers(says=None),
        files=tuple(folder / file for file in files),
        **chosen,
    )


def told(outcome: Outcome) -> list[str]:
    return [f"{each.place} {each.rule}" for each in outcome.diagnostics]


def test_a_site_is_told_entry_by_entry_with_drafts_and_what_a_build_finds(
    mended_once: Path,
) -> None:
    outcome = check(mended_once)
    assert told(outcome) == [
        "content/posts/one.md:7:13 unbalanced-quotes",
        "content/posts/one.md:9:5 broken-file",
        "content/posts/one.md:9:5 missing-alt",
        "content/posts/one.md:11:1 same-id",
        "content/posts/three.md:6:1 quote-source",
        "content/posts/two.md:6:46 broken-link",
        "content/posts/two.md:6:61 broken-link",
        "content/posts/two.md:8:14 third-party",
        "site.yaml:4:1 third-party",
    ]
    assert outcome.code == 1
    assert outcome.upshot == "3 of 4 posts and pages have some"
    assert outcome.report["hosts"] == ["https://plausible.io", "https://www.youtube.com"]
    assert "frame-src 'self' https://www.youtube-nocookie.com https://www.youtube.com" in str(
        outcome.report["policy"]
    )
    assert outcome.lines[-1] == f"Content-Security-Policy: {outcome.report['policy']}"


def test_only_what_is_named_is_told(mended_once: Path) -> None:
    outcome = check(mended_once, "content/posts/three.md")
    assert told(outcome) == ["content/posts/three.md:6:1 quote-source"]
    assert outcome.code == 0
    assert check(mended_once, "content/posts/three.md", strict=True).code == 0
    assert check(mended_once, "content/posts/one.md").code == 0
    assert check(mended_once, "content/posts/one.md", strict=True).code == 1
    assert len(check(mended_once, "content/posts").diagnostics) == 8
    clean = check(mended_once, "content/pages/about.md")
    assert clean.lines == ("Nothing is wrong with content/pages/about.md.",)
    with pytest.raises(UsageError, match="is no file of the site"):
        check(mended_once, "content/posts/nine.md")


def test_a_second_check_reads_the_list_and_loads_nothing_that_could_make_another(
    mended: Path,
) -> None:
    first = check(mended)
    assert check(mended) == first
    program = (
        "import sys; from ssg.cli import run; run(['check', '--quiet']);"
        " print('ssg.pipeline' in sys.modules)"
    )
    again = run(sys.executable, "-c", program, folder=mended, **NOW)
    assert again.stdout == "False\n"
    write(mended, {"content/posts/four.md": "---\ntitle: Two\ndate: 2019-01-01\n---\nWords.\n"})
    assert told(check(mended, "content/posts/four.md")) == ["content/posts/four.md:2:1 same-title"]


def test_rules_are_switched_off_for_the_site_and_for_one_post(mended: Path) -> None:
    (mended / "site.yaml").write_text(
        (mended / "site.yaml").read_text("utf-8") + "check: {off: [third-party, broken-link]}\n",
        "utf-8",
    )
    post = mended / "content/posts/one.md"
    off = "check: {off: [missing-alt, same-id, broken-file]}\n---\nThe"
    post.write_text(post.read_text("utf-8").replace("---\nThe", off), "utf-8")
    assert told(check(mended)) == [
        "content/posts/one.md:8:13 unbalanced-quotes",
        "content/posts/three.md:6:1 quote-source",
        "content/posts/two.md:6:46 broken-link",
    ]


def test_mending_shows_the_difference_changes_these_words_and_ends(site: Path) -> None:
    talk = Answers(says=None)
    outcome = check(site, fixes=True, yes=True, talk=talk)
    assert outcome.lines[0] == "Mended 8 places in 3 files."
    shown = "\n".join(talk.shown)
    assert '-title: The: Small Lamp\n+title: "The: Small Lamp"' in shown
    assert '-tags: [“port”, cranes]\n+tags: ["port", cranes]' in shown
    fixed: Any = outcome.report["fixed"]
    assert {each["rule"] for each in fixed} == {
        "curly-quotes", "moved-link", "own-address", "yaml-syntax",
    }  # fmt: skip
    assert (site / "content/posts/two.md").read_text("utf-8").splitlines()[4:6] == [
        "See [one](/2016/10/29/one/), [it](/2016/10/29/one/), [own](/2016/10/29/one/#main) and",
        "[home](https://small.example/blog/), [three](three.md), [x](/nowhere/).",
    ]
    before = tree(site / "content")
    again = check(site, fixes=True, yes=True)
    assert again.lines[0] == "There is nothing that can be mended safely."
    assert tree(site / "content") == before
    assert not list(site.rglob("*.tmp"))


MOVED = """\
- {from: /quote/, to: "https://e.example/it's/"}
- {from: /wiki/, to: "https://e.example/wiki/a)b"}
- {from: /bar/, to: "https://e.example/a|b"}
- {from: /and/, to: "https://e.example/?a=1&copy=2"}
- {from: /angle/, to: "https://e.example/a<b>c"}
- {from: /frag/, to: "/about/#anch"}
- {from: /plain/, to: "https://e.example/a_b/~c?d=e,f"}
"""
LINKS = """\
<a href='/quote/'>q</a>, [w](/wiki/), <a href=/and/>a</a>, [l](/angle/), [f](/frag/#own).
See also [own](https://small.example/blog/frag/#own).

| a | b |
|---|---|
| [b](/bar/) | c |

[f](/frag/), [p](/plain/).
"""


def test_a_new_address_that_would_break_its_place_is_told_and_not_written(site: Path) -> None:
    text = "---\ntitle: Two\ndate: 2017-03-01\n---\n" + LINKS
    write(site, {"content/redirects.yaml": MOVED, "content/posts/two.md": text})
    check(site, "site.yaml", "content/posts/one.md", fixes=True, yes=True)
    before = check(site, "content/posts/two.md").diagnostics
    assert sum(each.rule == "moved-link" for each in before) == 9
    check(site, fixes=True, yes=True)
    mended = text.replace("(/frag/)", "(/about/#anch)").replace(
        "(/plain/)", "(https://e.example/a_b/~c?d=e,f)"
    )
    assert (site / "content/posts/two.md").read_text("utf-8") == mended
    left = [each for each in check(site).diagnostics if each.rule == "moved-link"]
    assert len(left) == 7
    assert not any("--fix" in each.fix for each in left)


def test_without_a_yes_nothing_is_changed(site: Path) -> None:
    before = digest_of_tree(site / "content")
    with pytest.raises(UsageError):
        check(site, fixes=True)
    talk = Answers(says=False)
    assert check(site, fixes=True, talk=talk).lines[0] == "Nothing was changed."
    assert talk.shown[-1].startswith("Mend ")
    dry = check(site, fixes=True, dry_run=True, talk=talk)
    assert dry.lines[0].startswith("`ssg check --fix` would mend ")
    assert digest_of_tree(site / "content") == before
    assert (site / "site.yaml").read_text("utf-8") == SITE
    with pytest.raises(UsageError, match="belongs to --fix"):
        check(site, yes=True)


def test_a_rule_that_is_off_is_not_mended(site: Path) -> None:
    check(site, "site.yaml", "content/posts/one.md", fixes=True, yes=True)
    post = site / "content/posts/two.md"
    off = "check: {off: [moved-link, own-address]}\n---\nSee"
    post.write_text(post.read_text("utf-8").replace("---\nSee", off), "utf-8")
    outcome = check(site, fixes=True, yes=True)
    assert outcome.lines[0] == "There is nothing that can be mended safely."


def test_a_file_that_changed_meanwhile_or_leads_out_is_never_written(tmp_path: Path) -> None:
    write(tmp_path, {"site/a.md": "new\n", "outside.md": "old\n"})
    guard = Guard(tmp_path / "site")
    with pytest.raises(ChangedMeanwhileError):
        rewrite(guard, "a.md", b"old\n", b"x")
    (tmp_path / "site/link.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(Exception, match=r"link\.md"):
        rewrite(guard, "link.md", b"old\n", b"x")
    (tmp_path / "site/inner.md").symlink_to("a.md")
    (tmp_path / "site/a.md").chmod(0o640)
    rewrite(guard, "inner.md", b"new\n", b"newer\n")
    assert (tmp_path / "site/inner.md").is_symlink()
    assert (tmp_path / "site/a.md").read_bytes() == b"newer\n"
    assert (tmp_path / "site/a.md").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "outside.md").read_text("utf-8") == "old\n"


def test_an_address_that_changed_since_a_build_or_deploy_is_told(mended: Path) -> None:
    two = mended / "content/posts/two.md"
    two.write_text(two.read_text("utf-8").replace("[three](three.md), ", ""), "utf-8")
    assert not build(mended, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).has_failed
    assert "changed-address" not in str(told(check(mended)))
    two.write_text(two.read_text("utf-8").replace("2017-03-01", "2017-03-02"), "utf-8")
    (found,) = [each for each in check(mended).diagnostics if each.rule == "changed-address"]
    assert "/2017/03/01/two/ was there (the last build)" in found.message
    noted = mended / ".ssg-cache/deploy/production/titles.json"
    remember_outputs(noted, {"2017/03/01/two/index.html": Described(Kind.POST, "Two")})
    (found,) = [each for each in check(mended).diagnostics if each.rule == "changed-address"]
    assert found.path == "content/posts/two.md"
    assert "its address was /2017/03/01/two/ (the last deploy to production)" in found.message
    assert found.fix == "add `aliases: [/2017/03/01/two/]` to its front matter"
    aliased = "date: 2017-03-02\naliases: [/2017/03/01/two/]"
    two.write_text(two.read_text("utf-8").replace("date: 2017-03-02", aliased), "utf-8")
    assert "changed-address" not in str(told(check(mended)))


def test_the_command_line_tells_programs_and_people(site: Path) -> None:
    done = ssg("check", "--json", folder=site)
    assert done.returncode == 1
    assert {each["rule"] for each in report(done)["diagnostics"]} == {"yaml-syntax"}
    refused = ssg("check", "--fix", folder=site)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    done = ssg("check", "site.yaml", folder=site)
    assert "site.yaml:1:11: error: a title with a colon needs quotes" in done.stderr
    assert done.stderr.endswith("1 error\n")


def test_on_a_terminal_the_difference_has_colours(site: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", "check", "--fix"],
        cwd=site,
        env=environment_of(TERM="xterm"),
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen, answered = b"", 0
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        seen += piece
        if seen.count(b"[y/N]") > answered:
            answered += 1
            os.write(ours, b"y\n")
    process.wait()
    os.close(ours)
    assert b'\x1b[32m+title: "The: Small Lamp"\x1b[0m' in seen
    assert b"\x1b[31m-title: The: Small Lamp\x1b[0m" in seen
    assert answered >= 2
    assert 'title: "One: a harbour"' in (site / "content/posts/one.md").read_text("utf-8")


def test_a_check_leaves_a_build_as_it_was(mended_once: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(mended_once, folder)
    (folder / "content/posts/two.md").unlink()
    first = build(folder)
    assert not first.has_failed
    before = tree(folder / "output")
    check(folder)
    again = build(folder)
    assert (again.written, again.deleted) == (0, 0)
    assert tree(folder / "output") == before


def test_a_mistake_in_the_settings_is_told_and_not_each_page_that_fails_by_it(mended: Path) -> None:
    settings = mended / "site.yaml"
    text = settings.read_text("utf-8").replace(
        "{provider: plausible, domain: small.example}", "{provider: goatcounter}"
    )
    settings.write_text(text, "utf-8")
    errors = [each for each in check(mended).diagnostics if each.level is Level.ERROR]
    before = ("content/posts/two.md", "broken-link")
    assert [(each.path, each.rule) for each in errors] == [before, ("site.yaml", "provider")]


def test_an_address_in_a_comment_is_the_comments_and_not_the_themes(mended: Path) -> None:
    write(
        mended,
        {
            "content/posts/four.md": (
                "---\ntitle: Four\ndate: 2019-01-01\nsummary: Words.\n---\n"
                'Words.\n\n<!-- <a href="/old/">was here</a>\n<img src="old.png"> -->\n'
            ),
            "content/comments/four.yaml": (
                "comments:\n"
                "  - {id: wp-1, author: Ana, body: \"<a href='https://ana.example/'>I</a>\"}\n"
                "  - id: wp-2\n    author: Ben\n    body: |\n"
                '      See <a href="ben?a=1&amp;b=2">me</a>, <a href="mailto:b@b.example">me</a>.\n'
                "  - id: wp-3\n    author: Cid\n    body: 'So <a href=\"/three/\">it</a> is.'\n"
            ),
        },
    )
    found = [each for each in check(mended).diagnostics if each.rule == "relative-address"]
    assert [f"{each.place} {each.message}" for each in found] == [
        f"content/comments/four.yaml:{place}, which leads nowhere in the comments feed"
        for place in (
            "6:20 the comment `wp-2` names ben?a=1&b=2",
            "9:24 the comment `wp-3` names /three/",
        )
    ]
