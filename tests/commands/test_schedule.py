"""`ssg schedule`: what comes out when, and what lets it."""

import datetime as dt
import plistlib
import shlex
import shutil
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ssg.commands.scheduling.listing import time_until
from ssg.commands.scheduling.timers import Job, crontab_line, schtasks_line, systemd_service
from ssg.commands.scheduling.writing import Target, job_of, make_for_clock
from tests.running import new_post, put_program, report, run, set_deploy, ssg
from tests.yaml_text import from_yaml

RSYNC = '{production: {type: rsync, to: "me@host.example:/srv/blog"}}'
FOLDER = "{production: {type: folder, to: /srv/www}}"
ODD = '50% of "the" o\'clock $HOME'
SSG = "import sys; sys.argv[0] = __file__; from ssg.cli import main; main()"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return new_blog(tmp_path / "blog")


def new_blog(folder: Path) -> Path:
    made = ssg("init", str(folder), folder=folder.parent, TZ="Pacific/Auckland")
    assert made.returncode == 0, made.stderr
    return folder


def test_it_tells_what_comes_out_next_and_after_it(blog: Path) -> None:
    later = new_post(blog, "Words and Deeds", "2016-11-05T09:30")
    next_one = new_post(blog, "The Harbour", "2016-11-01T09:00")
    new_post(blog, "Long Out", "2016-10-01")

    told = ssg("schedule", folder=blog)

    # Noon in UTC is one o'clock at night in Auckland, where clocks are 13 hours ahead.
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(
        "Next, in 2 days and 8 hours: The Harbour\n"
        f"  Tue 1 Nov 2016 09:00 Pacific/Auckland, {next_one}\n"
        "After it:\n"
        "  Sat 5 Nov 2016 09:30 Pacific/Auckland (in 6 days and 8 hours): "
        f"Words and Deeds, {later}\n"
    )
    assert "Long Out" not in told.stdout


def test_it_says_that_nothing_is_scheduled(blog: Path) -> None:
    told = ssg("schedule", folder=blog)

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("Nothing is scheduled.")
    found = report(ssg("schedule", "--json", folder=blog))
    assert (found["scheduled"], found["next"], found["written"], found["line"]) == (
        [],
        None,
        [],
        "",
    )


def test_a_moment_may_be_named(blog: Path) -> None:
    new_post(blog, "The Harbour", "2016-11-01T09:00")

    before = ssg("schedule", "--now", "2016-11-01T08:58:30", folder=blog)
    at_last = ssg("schedule", "--now", "2016-11-01T08:59:30", folder=blog)
    after = ssg("schedule", "--now", "2016-11-01T09:00", folder=blog)

    assert before.stdout.startswith("Next, in 1 minute: The Harbour\n")
    assert at_last.stdout.startswith("Next, in less than a minute: The Harbour\n")
    assert after.stdout.startswith("Nothing is scheduled.")
    assert ssg("schedule", "--now", "soon", folder=blog).returncode == 2


def test_programs_are_told_the_same(blog: Path) -> None:
    paths = [new_post(blog, title, f"2016-11-0{day}T09:00") for day, title in ((1, "A"), (2, "B"))]
    set_deploy(blog, RSYNC)

    done = ssg("schedule", "--json", folder=blog)

    found = report(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert found["scheduled"] == [
        {"path": paths[0], "title": "A", "until": "2016-11-01T09:00:00+13:00"},
        {"path": paths[1], "title": "B", "until": "2016-11-02T09:00:00+13:00"},
    ]
    assert found["next"] == found["scheduled"][0]
    assert found["written"] == []
    assert found["line"].startswith("*/15 * * * * cd ")


def test_quiet_tells_the_schedule_and_no_more(blog: Path) -> None:
    new_post(blog, "The Harbour", "2016-11-01T09:00")
    set_deploy(blog, RSYNC)

    assert len(ssg("schedule", "--quiet", folder=blog).stdout.splitlines()) == 2


def test_a_draft_with_a_date_ahead_is_named(blog: Path) -> None:
    made = ssg("new", "Half Done", "--date", "2016-11-01T09:00", folder=blog)

    told = ssg("schedule", folder=blog)

    path = Path(made.stdout.strip()).relative_to(blog).as_posix()
    assert told.stderr.startswith(f"note: {path} has a date ahead and is a draft")
    assert told.stdout.startswith("Nothing is scheduled.")


def test_errors_that_keep_a_post_in_are_told(blog: Path) -> None:
    new_post(blog, "The Harbour", "2016-11-01T09:00")
    (blog / "content/pages/about.md").write_bytes(b"---\ntitle: About\n---\nCaf\xe9\n")

    told = ssg("schedule", folder=blog)

    assert told.returncode == 1
    assert "content/pages/about.md:4:4: error:" in told.stderr
    assert told.stderr.endswith("1 error; nothing comes out before they are mended\n")
    assert "The Harbour" in told.stdout


def test_a_day_with_another_clock_has_other_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now, moment = (dt.datetime(2026, 3, day, 12, tzinfo=berlin) for day in (28, 29))
    assert time_until(moment, now) == "in 23 hours"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "in 1 minute"),
        (60, "in 1 hour"),
        (61, "in 1 hour and 1 minute"),
        (24 * 60 + 59, "in 1 day"),
        (2 * 24 * 60 + 120, "in 2 days and 2 hours"),
        (1200 * 24 * 60, "in 1,200 days"),
    ],
)
def test_how_long_it_is_until_then(minutes: int, words: str) -> None:
    now = dt.datetime(2016, 10, 29, tzinfo=dt.UTC)
    assert time_until(now + dt.timedelta(minutes=minutes), now) == words


@pytest.mark.parametrize(
    ("targets", "options", "named"),
    [
        ("{web: {type: folder, to: /srv/a}}", [], "web"),
        ("{a: {type: folder, to: /srv/a}, production: {type: folder, to: /b}}", [], "production"),
        ("{a: {type: folder, to: /srv/a}, b: {type: folder, to: /srv/b}}", [], "a"),
        ("{a: {type: folder, to: /srv/a}, b: {type: folder, to: /b}}", ["--target", "b"], "b"),
    ],
)
def test_the_target_is_chosen(blog: Path, targets: str, options: list[str], named: str) -> None:
    set_deploy(blog, targets)

    line = ssg("schedule", "--write", "cron", "--quiet", *options, folder=blog).stdout

    assert line.endswith(f"ssg deploy {named} --yes --quiet\n")


@pytest.mark.parametrize(
    ("deploy", "options", "words"),
    [
        (RSYNC, ["--target", "prodution"], "did you mean `production`?"),
        ("{}", ["--target", "production"], "add to site.yaml"),
        ("{}", ["--write", "cron"], "add a target below `deploy:`"),
        ("{}", ["--write", "forgejo"], "add a target below `deploy:`"),
        (RSYNC, ["--write", "crno"], "did you mean `cron`?"),
        (FOLDER, ["--write", "github"], "which GitHub cannot reach"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    blog: Path, deploy: str, options: list[str], words: str
) -> None:
    set_deploy(blog, deploy)
    before = sorted(blog.rglob("*"))

    refused = ssg("schedule", *options, folder=blog)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert words in refused.stderr
    assert [file for file in sorted(blog.rglob("*")) if ".ssg-cache" not in file.parts] == before


def test_a_clock_of_another_system_is_refused(blog: Path) -> None:
    set_deploy(blog, RSYNC)

    refused = ssg("schedule", "--write", "windows", folder=blog)

    assert (refused.returncode, "does not run Windows" in refused.stderr) == (2, True)


def test_without_a_target_it_says_how_to_add_one(blog: Path) -> None:
    told = ssg("schedule", folder=blog).stdout

    assert "deploy: {production: {type: rsync" in told
    assert "--write github" in told
    assert "*/15" not in told


def test_the_crontab_line_runs_this_ssg_in_the_site_whatever_they_are_called(
    tmp_path: Path,
) -> None:
    blog = new_blog(tmp_path / ODD)
    program = tmp_path / f"{ODD}, bin" / "ssg"
    put_program(program, SSG)
    set_deploy(blog, FOLDER)

    written = run(
        str(program), "schedule", "--write", "cron", "--quiet", "--site", str(blog), folder=tmp_path
    )

    assert (written.returncode, written.stderr) == (0, "")
    record = tmp_path / "record"
    put_program(
        program,
        "import os, pathlib, sys; "
        f"pathlib.Path({str(record)!r}).write_text('\\n'.join([os.getcwd(), *sys.argv[1:]]))",
    )
    run_as_cron_does(written.stdout.removesuffix("\n"), tmp_path)
    assert record.read_text("utf-8").split("\n") == [
        str(blog),
        "deploy",
        "production",
        "--yes",
        "--quiet",
    ]


def run_as_cron_does(line: str, home: Path) -> None:
    """Run a line of a crontab as crontab(5) says: five fields, then a command up to the first %."""
    *moments, rest = line.split(" ", 5)
    assert moments == ["*/15", "*", "*", "*", "*"]
    command = rest.replace(r"\%", "\0").partition("%")[0].replace("\0", "%")
    done = run("/bin/sh", "-c", command, folder=home, PATH="/usr/bin:/bin")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_crontab_line_runs_when_ssg_is_run_as_a_module(blog: Path) -> None:
    set_deploy(blog, FOLDER)

    line = ssg("schedule", "--write", "cron", "--quiet", folder=blog).stdout

    # What stands before "deploy" is a command that runs ssg.
    command = line.split(" ", 5)[5].partition(" deploy ")[0]
    done = run("/bin/sh", "-c", f"{command} --version", folder=blog, PATH="/usr/bin:/bin")
    assert (done.returncode, done.stdout[:4]) == (0, "ssg ")


def test_a_command_finds_in_cron_what_it_finds_in_a_terminal(blog: Path, tmp_path: Path) -> None:
    set_deploy(blog, '{production: {type: command, run: "publish {output}"}}')
    path = f"{tmp_path / 'my programs'}:/usr/bin"

    line = ssg("schedule", "--write", "cron", "--quiet", folder=blog, PATH=path).stdout

    assert f" && PATH='{path}' " in line


def test_a_password_that_cron_does_not_know_is_named(blog: Path) -> None:
    set_deploy(blog, '{web-space: {type: ftp, to: "me@host.example:/www"}}')

    told = ssg("schedule", "--write", "cron", folder=blog).stdout

    assert "SSG_WEB_SPACE_PASSWORD=…" in told


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd", "windows"])
@pytest.mark.parametrize(
    ("keys", "secrets"),
    [
        ({"type": "ftp", "to": "me@host.example:/www"}, ["SSG_WEB_SPACE_PASSWORD"]),
        ({"type": "sftp", "to": "me@host.example:/www"}, ["SSG_WEB_SPACE_PASSWORD"]),
        ({"type": "netlify", "site": "an-id"}, ["NETLIFY_AUTH_TOKEN"]),
        ({"type": "s3", "to": "s3://bucket"}, ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]),
        (
            {"type": "command", "run": "npx wrangler pages deploy {output}"},
            ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"],
        ),
        ({"type": "rsync", "to": "me@host.example:/www"}, []),
    ],
)
def test_every_clock_says_what_secrets_it_does_not_know(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    keys: dict[str, str],
    secrets: list[str],
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    written = make_for_clock(kind, tmp_path / "blog", Target("web-space", keys))

    told = "\n".join(written.steps)
    shapes = {
        "cron": "put the line {}=… above it",
        "systemd": "Put {}=… into ~/.config/ssg-blog-web-space.env",
        "launchd": "plutil -insert EnvironmentVariables.{} ",
        "windows": 'setx {} "…"',
    }
    assert [name for name in secrets if shapes[kind].format(name) not in told] == []
    if not secrets:
        assert shapes[kind].partition("{}")[0] not in told
    texts = [Path(file).read_text("utf-8") for file in written.files]
    if kind == "systemd" and secrets:
        assert all(f"{name}=…" in texts[0] for name in secrets)
    if kind == "launchd" and secrets:
        # plutil puts a value into a group that is there.
        assert "EnvironmentVariables" in plistlib.loads(texts[0].encode())


def test_sftp_needs_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path / "bin/ssh", "")
    monkeypatch.setattr("ssg.commands.scheduling.writing.SYSTEM_PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    job = job_of(tmp_path, Target("web", {"type": "sftp", "to": "me@host.example:/www"}))

    assert job.search_path == ""


@pytest.mark.parametrize("kind", ["github", "codeberg", "forgejo", "gitlab"])
@pytest.mark.parametrize(
    ("target", "package"),
    [
        ('{type: s3, to: "s3://bucket"}', "commentary-ssg[s3]"),
        ('{type: sftp, to: "me@host.example:/www"}', "commentary-ssg[sftp]"),
        ('{type: rsync, to: "me@host.example:/www"}', "commentary-ssg"),
    ],
)
def test_a_host_installs_the_library_that_the_target_needs(
    blog: Path, kind: str, target: str, package: str
) -> None:
    set_deploy(blog, f"{{production: {target}}}")

    written = ssg("schedule", "--write", kind, "--json", folder=blog)

    workflow = from_yaml(Path(report(written)["written"][0]).read_text("utf-8"))
    if kind == "gitlab":
        lines = workflow["publish"]["script"]
    else:
        lines = [step.get("run", "") for step in workflow["jobs"]["publish"]["steps"]]
    assert [shlex.split(line) for line in lines if "pip install" in line and "apt" not in line] == [
        ["pip", "install", package]
    ]


def test_systemd_gets_a_service_and_a_timer(tmp_path: Path) -> None:
    blog = new_blog(tmp_path / ODD)
    program = tmp_path / '50% "bin" o\'clock' / "ssg"
    put_program(program, SSG)
    set_deploy(blog, '{production: {type: ftp, to: "me@host.example:/www"}}')
    command = (str(program), "schedule", "--write", "systemd", "--json", "--site", str(blog))
    config = tmp_path / "config"

    written = run(*command, folder=tmp_path, XDG_CONFIG_HOME=str(config))

    name = "ssg-50-of-the-oclock-home-production"
    units = [config / f"systemd/user/{name}.{kind}" for kind in ("service", "timer")]
    assert (written.returncode, report(written)["written"]) == (0, [str(unit) for unit in units])
    service, timer = (unit.read_text("utf-8") for unit in units)
    escaped = str(blog).replace("%", "%%")
    assert f"\nWorkingDirectory={escaped}\n" in service
    assert f"\nEnvironmentFile=-%h/.config/{name}.env\n" in service
    assert "\nOnCalendar=*:0/15\nPersistent=true\n" in timer
    if analyze := shutil.which("systemd-analyze"):
        checked = run(analyze, "verify", *map(str, units), folder=tmp_path)
        faults = [line for line in checked.stderr.splitlines() if name in line]
        assert faults == []
    before = [unit.read_bytes() for unit in units]
    again = run(*command, folder=tmp_path, XDG_CONFIG_HOME=str(config))
    assert (again.returncode, "is there already" in again.stdout) == (2, True)
    assert [unit.read_bytes() for unit in units] == before


def test_words_of_a_service_reach_the_program_as_they_are() -> None:
    job = Job(("/opt/my ssg/ssg",), "/srv/blog", 'a "b" $c 5% \\d', "/opt/5%/bin")

    service = systemd_service(job)

    # systemd.service(5): C-style escapes within quotes, "$$" for "$", "%%" for "%".
    assert r'ExecStart="/opt/my ssg/ssg" "deploy" "a \"b\" $$c 5%% \\d" "--yes"' in service
    assert '\nEnvironment="PATH=/opt/5%%/bin"\n' in service


def test_launchd_gets_an_agent(blog: Path, tmp_path: Path) -> None:
    set_deploy(blog, RSYNC)

    written = ssg("schedule", "--write", "launchd", "--json", folder=blog, HOME=str(tmp_path))

    file = tmp_path / "Library/LaunchAgents/ssg-blog-production.plist"
    assert report(written)["written"] == [str(file)]
    agent = plistlib.loads(file.read_bytes())
    assert agent["ProgramArguments"][-4:] == ["deploy", "production", "--yes", "--quiet"]
    assert (agent["WorkingDirectory"], agent["StartInterval"]) == (str(blog), 900)


def test_windows_gets_a_line_that_keeps_words_with_spaces_together() -> None:
    job = Job((r"C:\Program Files\ssg.exe",), r"C:\Ana's blog", "production")

    assert schtasks_line(job) == (
        "schtasks /Create /TN ssg-anas-blog-production /SC MINUTE /MO 15 /TR "
        r'"\"C:\Program Files\ssg.exe\" deploy production --yes --quiet '
        r"--site \"C:\Ana"
        "'"
        r's blog\""'
    )


def test_a_percent_sign_of_a_crontab_is_escaped_everywhere() -> None:
    line = crontab_line(Job(("/opt/5%/ssg",), "/srv/5%", "5%", "/opt/5%/bin"))
    assert line.count(r"\%") == line.count("%") == 4
    assert shlex.split(line.replace(r"\%", "%"))[-4:-2] == ["deploy", "5%"]


@pytest.mark.parametrize("kind", ["github", "codeberg", "forgejo", "gitlab"])
def test_a_host_deploys_to_the_target(blog: Path, kind: str) -> None:
    set_deploy(blog, "{production: {type: netlify, site: my-site}}")

    written = ssg("schedule", "--write", kind, "--json", folder=blog)

    (path,) = report(written)["written"]
    workflow = from_yaml(Path(path).read_text("utf-8"))
    if kind == "gitlab":
        assert workflow["publish"]["script"][-1] == "ssg deploy production --yes"
        return
    # YAML takes the key `on` for true.
    assert {"push", "schedule", "workflow_dispatch"} == set(workflow[True])
    step = workflow["jobs"]["publish"]["steps"][-1]
    assert step["run"] == "ssg deploy production --yes\n"
    assert step["env"] == {"NETLIFY_AUTH_TOKEN": "${{ secrets.NETLIFY_AUTH_TOKEN }}"}


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("github", ".github/workflows/publish.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("codeberg", ".forgejo/workflows/publish.yml"),
        ("sourcehut", ".build.yml"),
    ],
)
def test_a_file_that_is_there_is_not_touched(blog: Path, kind: str, path: str) -> None:
    mine = blog / path
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine", "utf-8")

    refused = ssg("schedule", "--write", kind, folder=blog)

    assert refused.returncode == 2
    assert f"{mine} is there already; nothing was written" in refused.stderr
    assert mine.read_text("utf-8") == "mine"


def test_a_site_within_a_repository_is_published_from_its_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/trunk\n", "utf-8")
    blog = new_blog(tmp_path / "o'clock")

    assert ssg("schedule", "--write", "github", folder=blog).returncode == 0

    text = (tmp_path / ".github/workflows/publish.yml").read_text("utf-8")
    workflow = from_yaml(text)
    assert workflow[True]["push"] == {"branches": ["trunk"]}
    steps = workflow["jobs"]["publish"]["steps"]
    build = next(step["run"] for step in steps if step.get("name") == "Build")
    put_program(tmp_path / "bin/ssg", "from ssg.cli import main; main()")
    done = run("/bin/sh", "-e", "-c", build, folder=tmp_path, PATH=f"{tmp_path}/bin:/usr/bin:/bin")
    assert (done.returncode, done.stderr) == (0, "")
    upload = next(step for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert (tmp_path / upload["with"]["path"] / "index.html").is_file()
    assert upload["with"]["include-hidden-files"] is True
    cache = next(step for step in steps if "actions/cache" in step.get("uses", ""))
    assert (tmp_path / cache["with"]["path"] / "cache.sqlite").is_file()
    # Under a key that is there already nothing is saved, and a run may learn what no file says.
    assert "github.run_id" in cache["with"]["key"]
    assert cache["with"]["key"].startswith(cache["with"]["restore-keys"])


def test_a_workflow_that_publishes_is_named(blog: Path) -> None:
    assert ssg("schedule", "--write", "github", folder=blog).returncode == 0

    told = ssg("schedule", folder=blog).stdout

    assert ".github/workflows/publish.yml publishes the site" in told
    assert "crontab" not in told


@pytest.mark.parametrize(
    ("kind", "words"), [("gitlab", "Build, Pipeline schedules"), ("sourcehut", "has no clock")]
)
def test_a_workflow_without_a_clock_is_named_with_what_it_lacks(
    blog: Path, kind: str, words: str
) -> None:
    written = ssg("schedule", "--write", kind, folder=blog)
    assert words in written.stdout

    told = ssg("schedule", folder=blog).stdout

    assert " publishes the site when you push.\n" in told
    assert words in told


def test_a_host_pushes_to_its_own_repository_with_its_own_token(blog: Path, tmp_path: Path) -> None:
    set_deploy(blog, '{production: {type: git, to: "git@github.com:me/blog.git"}}')
    ssg("schedule", "--write", "github", folder=blog)
    workflow = from_yaml((blog / ".github/workflows/publish.yml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "write"}
    prepare, publish = workflow["jobs"]["publish"]["steps"][-2:]
    assert publish["env"] == {"FORGE_TOKEN": "${{ github.token }}"}

    home = {"HOME": str(tmp_path), "FORGE_TOKEN": "t0ken", "GIT_CONFIG_NOSYSTEM": "1"}
    done = run("/bin/sh", "-e", "-c", prepare["run"], folder=tmp_path, **home)
    assert (done.returncode, done.stderr) == (0, "")
    url = run("git", "ls-remote", "--get-url", "git@github.com:me/blog.git", folder=blog, **home)
    assert url.stdout == "https://github.com/me/blog.git\n"
    asked = "printf 'protocol=https\\nhost=github.com\\n\\n' | git credential fill"
    assert "password=t0ken\n" in run("/bin/sh", "-c", asked, folder=blog, **home).stdout
    assert "t0ken" not in (tmp_path / ".gitconfig").read_text("utf-8")


def test_a_host_gets_a_key_that_nobody_else_reads(blog: Path, tmp_path: Path) -> None:
    target = '{type: sftp, to: "me@host.example:/www", identity: "~/keys/my key"}'
    set_deploy(blog, f"{{production: {target}}}")
    ssg("schedule", "--write", "github", folder=blog)
    workflow = from_yaml((blog / ".github/workflows/publish.yml").read_text("utf-8"))
    prepare, publish = workflow["jobs"]["publish"]["steps"][-2:]
    assert set(prepare["env"]) == {"SSH_KEY", "SSH_KNOWN_HOSTS"}
    assert "env" not in publish

    secrets = {"SSH_KEY": "a\nb", "SSH_KNOWN_HOSTS": "host"}
    run("/bin/sh", "-e", "-c", prepare["run"], folder=blog, HOME=str(tmp_path), **secrets)

    key = tmp_path / "keys/my key"
    assert (key.read_text("utf-8"), key.stat().st_mode & 0o777) == ("a\nb\n", 0o600)
    assert (tmp_path / ".ssh/known_hosts").read_text("utf-8") == "host\n"


def test_the_module_is_run_by_this_python(blog: Path) -> None:
    set_deploy(blog, FOLDER)
    line = ssg("schedule", "--write", "cron", "--quiet", folder=blog).stdout
    assert f"{shlex.quote(sys.executable)} -m ssg deploy" in line
