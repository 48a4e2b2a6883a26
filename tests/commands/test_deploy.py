"""`ssg deploy` and `ssg rollback` as an author uses them: what is told, asked, refused."""

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ssg.commands.deploying import verb as deploy_verb
from ssg.commands.outcome import Outcome
from ssg.commands.printing import News, TerminalTalk
from ssg.deploy.after.asking import Waiting
from ssg.deploy.failures import DeployError
from ssg.deploy.guards import SWITCHABLE
from ssg.deploy.headers.types import is_named_by_content
from ssg.deploy.model import ReleaseFile
from ssg.deploy.targets.folder import FolderShelf
from tests.deploy.places import files_in
from tests.importing.running import NOON, Done, ssg
from tests.serving import served

REPOSITORY = Path(__file__).resolve().parent.parent.parent
POSTS = {"alpha": "Alpha", "beta": "Words and Deeds", "gamma": "Gamma"}


class Blog:
    """A blog with three posts, and the folder that it is published to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.www = root.parent / "www"
        self.write(
            "site.yaml",
            "title: The Lamplighter\nurl: https://lamplighter.example/\nauthor: jane\n"
            f"deploy:\n  production: {{type: folder, to: '{self.www}'}}\n",
        )
        self.write("content/authors/jane.yaml", "name: Jane\n")
        for number, (slug, title) in enumerate(POSTS.items(), 1):
            self.post(slug, title, f"2016-10-0{number}")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def post(self, slug: str, title: str, date: str, text: str = "Some words.") -> None:
        front = f"---\ntitle: {title}\ndate: {date}\nslug: {slug}\n---\n"
        self.write(f"content/posts/{slug}.md", front + text + "\n")

    def publish_in_place(self) -> None:
        """Let the target keep no releases."""
        text = (self.root / "site.yaml").read_text().replace("folder,", "folder, releases: false,")
        self.write("site.yaml", text)

    def deploy(self, *options: str, at: int = NOON) -> Done:
        return ssg("deploy", "--site", self.root, *options, at=at)

    def rollback(self, *options: str) -> Done:
        return ssg("rollback", "--site", self.root, *options)

    @property
    def shown(self) -> dict[str, bytes]:
        """What readers are shown."""
        return files_in(self.www / "current")


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path / "blog")


def everything(folder: Path) -> dict[str, Any]:
    """Each file and link below `folder`, with what it holds and when it was written."""
    return {
        str(file): (file.lstat().st_mtime_ns, file.read_bytes() if file.is_file() else None)
        for file in sorted(folder.rglob("*"))
    }


def test_the_first_deploy_brings_the_whole_site_and_the_second_nothing(blog: Blog) -> None:
    first = blog.deploy("--yes")

    assert (first.code, first.err) == (0, "")
    assert "3 posts new (Alpha, Words and Deeds, Gamma)" in first.out
    assert b"Words and Deeds" in blog.shown["2016/10/02/beta/index.html"]
    assert "index.html" in blog.shown
    before = everything(blog.www)
    second = blog.deploy("--yes")
    assert (second.code, second.err) == (0, "")
    assert "Nothing to do" in second.out
    assert everything(blog.www) == before


def test_a_change_is_told_in_the_authors_words_and_only_it_is_sent(blog: Blog) -> None:
    blog.deploy("--yes")
    old = {path: (blog.www / "current" / path).stat().st_ino for path in blog.shown}
    blog.post("beta", "Words and Deeds", "2016-10-02", "Other words.")
    blog.post("delta", "Delta", "2016-10-04")

    done = blog.deploy("--yes")

    assert "1 post new (Delta), 1 changed (Words and Deeds)" in done.out
    assert "listings with them" in done.out
    # The neighbour of the new post has a new link: it counts as what is around, not as changed.
    assert "1 other page that shows them" in done.out
    assert "  + 2016/10/04/delta/index.html" in done.out
    assert "  ~ 2016/10/02/beta/index.html" in done.out
    assert " 2016/10/01/alpha/index.html" not in done.out
    now = (blog.www / "current/2016/10/01/alpha/index.html").stat().st_ino
    assert now == old["2016/10/01/alpha/index.html"], "what is as it was is not sent again"
    assert b"Other words." in blog.shown["2016/10/02/beta/index.html"]


def test_a_dry_run_tells_the_same_and_touches_nothing(blog: Blog) -> None:
    blog.deploy("--yes")
    blog.post("beta", "Words and Deeds", "2016-10-02", "Other words.")
    before = everything(blog.www)

    dry = blog.deploy("--dry-run")

    assert (dry.code, dry.err) == (0, "")
    assert everything(blog.www) == before
    told = [line for line in dry.out.splitlines() if line.startswith(("  ~", "  +", "To "))]
    wet = blog.deploy("--yes")
    assert [line for line in wet.out.splitlines() if line.startswith(("  ~", "  +", "To "))] == told
    assert everything(blog.www) != before


def test_what_a_command_is_given_is_not_told(blog: Blog) -> None:
    text = (blog.root / "site.yaml").read_text("utf-8").partition("deploy:")[0]
    blog.write("site.yaml", text + "deploy: {production: {type: command, run: 'true --as me'}}\n")

    dry, done = blog.deploy("--dry-run"), blog.deploy("--yes")

    assert (dry.code, done.code) == (0, 0)
    assert "To production (command true): " in dry.out
    assert "Deployed to production (command true)" in done.out
    assert "--as me" not in dry.out + dry.err + done.out + done.err


def test_a_secret_in_site_yaml_is_not_told(blog: Blog) -> None:
    secret = "ghp_0123456789"  # noqa: S105 - nobody's
    address = f"https://{secret}@host.example/jane/blog.git"
    text = (blog.root / "site.yaml").read_text("utf-8").partition("deploy:")[0]
    blog.write("site.yaml", f"{text}deploy: {{production: {{type: git, to: '{address}'}}}}\n")

    for done in (blog.deploy("--dry-run"), blog.deploy("--dry-run", "--json")):
        assert done.code != 0
        assert "credential" in done.out + done.err
        assert secret not in done.out + done.err


def test_a_target_whose_name_leads_out_of_the_site_makes_nothing(blog: Blog) -> None:
    text = (blog.root / "site.yaml").read_text("utf-8")
    blog.write("site.yaml", text.replace("production", "'../../../esc ape'"))

    done = blog.deploy("--yes")

    assert (done.code, "site.yaml:5:3: error: expected a name" in done.err) == (1, True)
    assert [file.name for file in blog.root.parent.iterdir()] == ["blog"]
    assert not (blog.root / "esc ape").exists()


def test_without_a_terminal_nobody_is_asked_and_nothing_happens(blog: Blog) -> None:
    done = blog.deploy()

    assert done.code == 2
    assert "--yes" in done.err
    assert not blog.www.exists()
    assert ssg("deploy", "--site", blog.root, "--json").code == 2


@pytest.mark.parametrize(("answer", "is_there"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_the_author_is_asked(blog: Blog, answer: str, is_there: bool) -> None:  # noqa: FBT001 - data
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": str(NOON)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ssg", "deploy", "--site", str(blog.root)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # The terminal is gone when the program is.
        while chunk := os.read(ours, 4096):
            seen += chunk
            if b"[y/N]" in seen and answer:
                os.write(ours, answer.encode())
                answer = ""
    assert process.wait() == 0
    os.close(ours)
    assert b"3 posts new" in seen.partition(b"[y/N]")[0], "the plan comes before the question"
    assert (blog.www / "current").exists() == is_there


def test_drafts_and_scheduled_posts_are_not_deployed_even_from_an_output_with_them(
    blog: Blog,
) -> None:
    blog.write(
        "content/posts/later.md", "---\ntitle: Later\ndate: 2017-06-01\nslug: later\n---\nx\n"
    )
    blog.write(
        "content/posts/never.md",
        "---\ntitle: Never\ndate: 2016-10-05\nslug: never\ndraft: true\n---\nx\n",
    )
    assert ssg("build", "--site", blog.root, "--drafts", "--future").code == 0

    assert blog.deploy("--yes").code == 0

    told = b"".join(blog.shown.values())
    assert b"Later" not in told
    assert b"Never" not in told
    # Its day has come: no one has edited anything, and the next deploy brings it.
    done = blog.deploy("--yes", at=NOON + 300 * 86_400)
    assert "1 post new (Later)" in done.out


def test_an_address_that_would_be_lost_is_refused_unless_it_is_allowed(blog: Blog) -> None:
    blog.deploy("--yes")
    (blog.root / "content/posts/beta.md").unlink()
    before = everything(blog.www)

    refused = blog.deploy("--yes", "--allow-deletes")

    assert refused.code == 1
    assert "/2016/10/02/beta/ would be gone, and has no redirect" in refused.err
    assert "--allow-lost" in refused.err
    assert "1 address gone: /2016/10/02/beta/ has no redirect" in refused.out
    assert "1 post removed (Words and Deeds)" in refused.out
    assert everything(blog.www) == before
    report = json.loads(blog.deploy("--json", "--dry-run", "--allow-deletes").out)
    assert report["lost_addresses"] == ["/2016/10/02/beta/"]
    assert report["posts"]["removed"] == ["Words and Deeds"]
    assert blog.deploy("--yes", "--allow-lost", "--allow-deletes").code == 0
    assert "2016/10/02/beta/index.html" not in blog.shown


@pytest.mark.parametrize(("host", "code"), [("github", 1), ("codeberg", 0)])
def test_an_address_whose_redirect_the_host_does_not_follow_is_lost(
    blog: Blog, host: str, code: int
) -> None:
    repository = blog.root.parent / "pages.git"
    subprocess.run(["git", "init", "-q", "--bare", repository], check=True)
    target = f"type: git, to: '{repository}', host: {host}, cname: lamplighter.example"
    text = (blog.root / "site.yaml").read_text().replace("deploy:", "redirects: [netlify]\ndeploy:")
    blog.write("site.yaml", re.sub(r"type: folder, .*(?=})", target, text))
    assert blog.deploy("--yes").code == 0
    (blog.root / "content/posts/beta.md").unlink()
    (blog.root / "content/posts/gamma.md").unlink()
    blog.write(
        "content/redirects.yaml",
        "- {from: /2016/10/02/beta/, to: /2016/10/01/alpha/}\n"
        "- {from: /2016/10/03/gamma/, code: 410}\n",
    )

    done = blog.deploy("--yes", "--allow-deletes")

    assert done.code == code
    assert ("beta/ would be gone, and has no redirect that this host follows" in done.err) == code
    assert "gamma" not in done.err


@pytest.mark.parametrize(
    "redirects", ["", "redirects: [netlify]\n"], ids=["a page at the old place", "only a rule"]
)
def test_an_address_with_a_redirect_is_not_lost(blog: Blog, redirects: str) -> None:
    blog.write("site.yaml", (blog.root / "site.yaml").read_text() + redirects)
    blog.deploy("--yes")
    (blog.root / "content/posts/beta.md").unlink()
    blog.write("content/redirects.yaml", "- {from: /2016/10/02/beta/, to: /2016/10/01/alpha/}\n")

    done = blog.deploy("--yes", "--allow-deletes")

    assert (done.code, done.err) == (0, "")
    assert "has no redirect" not in done.out


def test_many_deletions_are_refused_unless_they_are_allowed(blog: Blog) -> None:
    for number in range(1, 10):
        blog.post(f"more-{number}", f"More {number}", f"2016-09-0{number}")
    blog.deploy("--yes")
    for number in range(1, 10):
        (blog.root / f"content/posts/more-{number}.md").unlink()

    refused = blog.deploy("--yes", "--allow-lost")

    assert refused.code == 1
    assert "would be deleted" in refused.err
    assert "2016/09/01/more-1/index.html" in blog.shown
    assert blog.deploy("--yes", "--allow-lost", "--allow-deletes").code == 0
    assert "2016/09/01/more-1/index.html" not in blog.shown


def test_a_folder_that_is_not_ours_is_refused_unless_it_is_adopted(blog: Blog) -> None:
    blog.www.mkdir()
    (blog.www / "diary.txt").write_text("mine")

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "--adopt" in refused.err
    assert os.listdir(blog.www) == ["diary.txt"]  # noqa: PTH208 - hidden files too
    assert blog.deploy("--yes", "--adopt").code == 0
    assert (blog.www / "diary.txt").read_text() == "mine"
    assert "index.html" in blog.shown


REFUSED = {
    "deploy-url": ("site.yaml", "url: https://lamplighter.example/", "url: https://example.org/"),
    "deploy-localhost": (
        "site.yaml",
        "url: https://lamplighter.example/",
        "url: http://localhost:8000/",
    ),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_a_wrong_address_of_the_site_is_refused_with_its_line(blog: Blog, rule: str) -> None:
    path, old, new = REFUSED[rule]
    blog.write(path, (blog.root / path).read_text().replace(old, new))

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "site.yaml:2:" in refused.err
    assert not blog.www.exists()
    report = json.loads(blog.deploy("--json", "--dry-run").out)
    assert [each["rule"] for each in report["diagnostics"]] == [rule]
    off = f"check: {{off: [{rule}]}}\n"
    blog.write(path, (blog.root / path).read_text() + off)
    assert blog.deploy("--yes").code == 0


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See [it](http://127.0.0.1:8000/x/).", "deploy-localhost"),
        ("See [it](http://localhost:1313/).", "deploy-localhost"),
        ("My key is `AKIAIOSFODNN7EXAMPLE`.", "deploy-credentials"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "deploy-credentials"),
    ],
)
def test_addresses_and_keys_that_nobody_must_read_are_refused(
    blog: Blog, text: str, rule: str
) -> None:
    blog.post("beta", "Words and Deeds", "2016-10-02", text)

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "2016/10/02/beta/index.html" in refused.err
    assert not blog.www.exists()
    report = json.loads(blog.deploy("--json", "--dry-run").out)
    assert rule in {each["rule"] for each in report["diagnostics"]}
    assert "IOSFODNN7EXAMPLE" not in refused.err + refused.out, "a key is never repeated whole"


def test_talk_of_localhost_that_is_no_link_is_deployed(blog: Blog) -> None:
    blog.post("beta", "Words and Deeds", "2016-10-02", "Open `http://localhost:8000/` then.")

    assert blog.deploy("--yes").code == 0


def test_a_file_with_keys_by_its_name_is_refused(blog: Blog) -> None:
    blog.write("content/static/backup/id_rsa", "nothing\n")

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "backup/id_rsa" in refused.err


def test_a_site_with_errors_is_not_deployed(blog: Blog) -> None:
    blog.deploy("--yes")
    before = everything(blog.www)
    blog.write("content/posts/beta.md", "---\ntitle: [broken\n---\n")

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "content/posts/beta.md:" in refused.err
    assert "nothing was deployed" in refused.err
    assert everything(blog.www) == before


def _no_targets(blog: Blog) -> None:
    blog.write("site.yaml", "title: T\nurl: https://lamplighter.example/\nauthor: jane\n")


def _two_targets(blog: Blog) -> None:
    old = (blog.root / "site.yaml").read_text()
    blog.write("site.yaml", old.replace("production:", "one:") + "  two: {type: folder, to: x}\n")


def _unknown(blog: Blog) -> None:
    del blog


@pytest.mark.parametrize(
    ("change", "target", "word"),
    [
        (_no_targets, (), "names no place"),
        (_two_targets, (), "several targets: one, two"),
        (_unknown, ("prodution",), "production"),
    ],
)
def test_it_must_be_clear_which_target_is_meant(
    blog: Blog, change: Callable[[Blog], None], target: tuple[str, ...], word: str
) -> None:
    change(blog)

    done = blog.deploy("--yes", *target)

    assert done.code == 2
    assert word in done.err


def test_a_target_that_cannot_be_written_is_the_worlds_fault(blog: Blog) -> None:
    blog.www.write_text("a file, where a folder should be")

    done = blog.deploy("--yes")

    assert done.code == 3
    assert "production: cannot publish into" in done.err
    assert "it is a file" in done.err


def test_json_is_one_object_with_what_was_done(blog: Blog) -> None:
    report = json.loads(blog.deploy("--json", "--yes").out)

    assert report["posts"] == {
        "new": ["Alpha", "Words and Deeds", "Gamma"],
        "changed": [],
        "removed": [],
    }
    assert report["new"] == len(blog.shown) - 1  # the record
    assert (report["changed"], report["deleted"], report["unchanged"]) == (0, 0, 0)
    assert report["lost_addresses"] == []
    assert report["uploaded_bytes"] == sum(
        len(content) for path, content in blog.shown.items() if path != ".ssg-deploy.json"
    )
    assert report["release"] == os.readlink(blog.www / "current").rpartition("/")[2]  # noqa: PTH115


def test_the_record_that_readers_can_ask_for_names_no_unlisted_post(blog: Blog) -> None:
    blog.write(
        "content/posts/quiet.md",
        "---\ntitle: Quiet\ndate: 2016-10-05\nslug: quiet\nunlisted: true\n---\nx\n",
    )
    blog.deploy("--yes")

    record = blog.shown[".ssg-deploy.json"]
    assert "2016/10/05/quiet/index.html" in blog.shown
    assert b"quiet" not in record
    assert b"alpha" not in record


def test_five_releases_are_kept_and_rollback_goes_from_one_to_the_one_before(blog: Blog) -> None:
    for number in range(7):
        blog.post("beta", "Words and Deeds", "2016-10-02", f"Version {number}.")
        assert blog.deploy("--yes").code == 0
    assert len(os.listdir(blog.www / "releases")) == 5  # noqa: PTH208

    for number in (5, 4, 3, 2):
        assert blog.rollback("--yes").code == 0
        assert f"Version {number}.".encode() in blog.shown["2016/10/02/beta/index.html"]
    last = blog.rollback("--yes")
    assert last.code == 1
    assert "no release before" in last.err
    assert b"Version 2." in blog.shown["2016/10/02/beta/index.html"]
    # The next deploy brings the newest text again.
    assert blog.deploy("--yes").code == 0
    assert b"Version 6." in blog.shown["2016/10/02/beta/index.html"]


def seen_in(folder: Path) -> dict[str, bytes]:
    """Return what readers see; what is named by its content may stay for pages that they have."""
    return {
        path: content
        for path, content in files_in(folder).items()
        if ".ssg" not in path and not is_named_by_content(path)
    }


def test_rollback_brings_back_what_this_machine_kept_where_the_target_keeps_nothing(
    blog: Blog,
) -> None:
    blog.publish_in_place()
    blog.deploy("--yes")
    first = seen_in(blog.www)
    blog.post("delta", "Delta", "2016-10-04")
    blog.deploy("--yes")
    assert "2016/10/04/delta/index.html" in files_in(blog.www)

    done = blog.rollback("--yes")

    assert (done.code, done.err) == (0, "")
    assert seen_in(blog.www) == first
    assert blog.rollback("--yes").code == 1
    assert blog.deploy("--yes", "--allow-lost").code == 0
    assert "2016/10/04/delta/index.html" in files_in(blog.www)


def test_rollback_needs_somebody_to_ask(blog: Blog) -> None:
    blog.deploy("--yes")

    done = blog.rollback()

    assert done.code == 2
    assert "--yes" in done.err


def test_two_deploys_at_once_the_second_is_refused(blog: Blog) -> None:
    blog.deploy("--yes")
    blog.post("beta", "Words and Deeds", "2016-10-02", "Other words.")
    (blog.www / ".ssg-deploy.lock").write_text(
        '{"holder": "another", "at": "2999-01-01T00:00:00+00:00"}'
    )

    refused = blog.deploy("--yes")

    assert refused.code == 1
    assert "another deploy to this target is running" in refused.err
    assert b"Other words." not in blog.shown["2016/10/02/beta/index.html"]
    # A lock that nobody has freshened for long no longer counts.
    (blog.www / ".ssg-deploy.lock").write_text(
        '{"holder": "another", "at": "2001-01-01T00:00:00+00:00"}'
    )
    assert blog.deploy("--yes").code == 0
    assert not (blog.www / ".ssg-deploy.lock").exists()


def test_verify_asks_the_living_site_and_tells_what_it_does_not_show(blog: Blog) -> None:
    stale = blog.root.parent / "stale"
    with served(blog.www / "current") as right, served(stale) as wrong:
        text = (blog.root / "site.yaml").read_text() + "check: {off: [deploy-localhost]}\n"
        blog.write("site.yaml", text.replace("https://lamplighter.example/", right))
        seen = blog.deploy("--yes", "--verify")
        assert (seen.code, seen.err) == (0, "")
        assert "Readers see it as it was sent" in seen.out
        assert blog.deploy("--yes", "--verify").code == 0
        # The web server shows another folder than the one that was deployed to.
        shutil.copytree(blog.www / "current", stale)
        blog.write("site.yaml", text.replace("https://lamplighter.example/", wrong))
        unseen = _run(blog, Waiting(longest=0))
        assert unseen.code == 3
        (problem, *_) = unseen.diagnostics
        assert problem.rule == "deploy-not-shown"
        assert wrong in problem.message


def _run(blog: Blog, waiting: Waiting) -> Outcome:
    return deploy_verb.run(
        blog.root,
        tell=lambda *_: None,
        talk=TerminalTalk(News(is_silent=True), is_silent=True, is_quiet=True),
        target=None,
        dry_run=False,
        yes=True,
        verify=True,
        adopt=False,
        allow_lost=False,
        allow_deletes=False,
        waiting=waiting,
    )


def test_headers_go_with_the_site_unless_the_author_wants_none(blog: Blog) -> None:
    blog.deploy("--yes")
    assert b"Content-Security-Policy" in blog.shown[".htaccess"]
    assert "headers.nginx.conf" in blog.shown
    text = (blog.root / "site.yaml").read_text().replace("folder,", "folder, headers: false,")
    blog.write("site.yaml", text)

    assert blog.deploy("--yes").code == 0

    assert b"Content-Security-Policy" not in blog.shown[".htaccess"]
    assert "headers.nginx.conf" not in blog.shown


def test_a_way_back_that_was_cut_off_ends_where_it_was_going(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.publish_in_place()
    for word in ("one", "two", "three"):
        blog.post("beta", "Words and Deeds", "2016-10-02", f"Version {word}.")
        assert blog.deploy("--yes").code == 0
    with monkeypatch.context() as world:
        world.setattr(FolderShelf, "put", _cut)
        cut = blog.rollback("--yes")
    assert cut.code == 3
    assert "roll back again" in cut.err

    assert blog.rollback("--yes").code == 0

    assert b"Version two." in files_in(blog.www)["2016/10/02/beta/index.html"]


def _cut(*_: object) -> None:
    message = "the line was cut"
    raise DeployError(message)


def test_what_a_deploy_that_was_cut_off_left_half_written_goes(blog: Blog) -> None:
    blog.publish_in_place()
    assert blog.deploy("--yes").code == 0
    whole = files_in(blog.www)
    for half in (".ssg-deploy.json.ssg-new", "2016/once/index.html.ssg-new", ".ssg-upload/1"):
        (blog.www / half).parent.mkdir(exist_ok=True)
        (blog.www / half).write_text("half")

    ended = blog.deploy("--yes")

    assert "ended what was cut off" in ended.out
    assert files_in(blog.www).keys() == whole.keys()
    assert not (blog.www / "2016/once").exists()
    assert "Nothing to do" in blog.deploy("--yes").out


def test_what_is_needed_is_sent_before_what_needs_it(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write("content/media/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    sent: list[str] = []
    put = FolderShelf.put

    def noted(shelf: FolderShelf, files: Sequence[ReleaseFile], *rest: Any) -> None:
        sent.extend(file.path for file in files)
        put(shelf, files, *rest)

    monkeypatch.setattr(FolderShelf, "put", noted)
    assert blog.deploy("--yes").code == 0

    def at(part: str) -> list[int]:
        return [place for place, path in enumerate(sent) if part in path]

    assert max(at("assets/")) < min(at("media/"))
    assert max(at("media/")) < min(at("2016/10/02/beta/"))
    assert max(at("2016/10/0")) < min(at("archive/"))
    assert max(at("2016/10/0")) < min(at("feed.xml") + at("sitemap.xml"))
    pages = [path for path in sent if path.endswith("index.html")]
    assert pages[-1] == "index.html", "the front page comes last"


STYLES = "".join(f"<p><style>a{{top:{number}px}}</style></p>\n\n" for number in range(60))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("<script src='https://widget.example/x.js'></script>", "a script of widget.example"),
        (STYLES, "too many different styles"),
    ],
)
def test_what_the_policy_of_a_site_had_to_allow_is_told(blog: Blog, text: str, note: str) -> None:
    blog.post("beta", "Words and Deeds", "2016-10-02", text)

    for options in (["--dry-run"], ["--yes"]):
        done = blog.deploy(*options)
        assert done.code == 0
        assert f"Content-Security-Policy: {note}" in (done.out + done.err).replace("there are ", "")
    assert "Content-Security-Policy" not in blog.deploy("--yes").err, "once is enough"


def test_a_refusal_that_an_option_allows_cannot_be_switched_off_for_good(blog: Blog) -> None:
    blog.deploy("--yes")
    (blog.root / "content/posts/beta.md").unlink()
    off = "check: {off: [deploy-lost-address, deploy-many-deletes, deploy-foreign, deploy-empty]}\n"
    blog.write("site.yaml", (blog.root / "site.yaml").read_text() + off)

    assert blog.deploy("--yes").code == 1
    assert "2016/10/02/beta/index.html" in blog.shown
    assert blog.deploy("--yes", "--allow-lost", "--allow-deletes").code == 0


def test_the_manual_names_the_refusals_that_may_be_switched_off() -> None:
    reference = REPOSITORY / "docs/content/pages/reference"
    rows = (reference / "diagnostics.md").read_text().splitlines()
    told = {row.split("`")[1] for row in rows if row.endswith("May be switched off. |")}
    assert told == SWITCHABLE
    for page, words in (("commands.md", "Four can be"), ("diagnostics.md", "but for four that")):
        (line,) = (reference / page).read_text().replace("by\n", "by ").split(words)[1:]
        assert set(re.findall(r"`(deploy-[a-z]+)`", line.splitlines()[0])) == SWITCHABLE


def test_what_stays_at_home_and_where_the_site_lies_is_said(blog: Blog) -> None:
    blog.write(
        "content/posts/later.md", "---\ntitle: Later\ndate: 2017-06-01\nslug: later\n---\nx\n"
    )
    first = blog.deploy("--yes")
    home = "Stays at home: content/posts/later.md (scheduled for Thu 1 Jun 2017"
    assert home in first.out
    assert f"let the web server show the folder {blog.www}/current" in first.out
    again = blog.deploy("--yes")
    assert "Nothing to do" in again.out
    assert home in again.out
    assert "web server" not in again.out


def test_one_mistake_in_a_post_is_told_once_with_the_authors_own_file(blog: Blog) -> None:
    blog.post("beta", "Words and Deeds", "2016-10-02", "[x](http://localhost:1313/) is here.")

    report = json.loads(blog.deploy("--dry-run", "--json").out)

    (problem,) = report["diagnostics"]
    assert problem["path"] == "content/posts/beta.md"
    assert "2016/10/02/beta/index.html (and " in problem["message"]


def test_a_loss_is_told_once_and_what_the_fix_says_mends_it(blog: Blog) -> None:
    blog.deploy("--yes")
    (blog.root / "content/posts/beta.md").unlink()
    report = json.loads(blog.deploy("--dry-run", "--json", "--allow-deletes").out)
    (problem,) = report["diagnostics"]
    (line,) = re.findall(r"`(- \{[^`]*code: 410\})`", problem["fix"])
    blog.write("content/redirects.yaml", f"{line}\n")

    assert blog.deploy("--yes", "--allow-deletes").code == 0
