"""`ssg init --deploy KIND`: where a new site is published, and the file that does it."""

from pathlib import Path
from typing import Any

import pytest

from ssg.commands.beginning.hosts import HOSTS
from tests.running import put_program, report, run, ssg
from tests.yaml_text import from_yaml

WORKFLOWS = {
    "github-pages": ".github/workflows/publish.yml",
    "gitlab-pages": ".gitlab-ci.yml",
    "codeberg-pages": ".forgejo/workflows/publish.yml",
    "sourcehut-pages": ".build.yml",
    "netlify": ".github/workflows/publish.yml",
    "cloudflare-pages": ".github/workflows/publish.yml",
}
URL = "https://me.codeberg.page/blog/"


def new_blog(folder: Path, kind: str, *options: str) -> Path:
    made = ssg("init", "blog", "--deploy", kind, *options, folder=folder)
    assert made.returncode == 0, made.stderr
    return folder / "blog"


def workflow_of(blog: Path, kind: str) -> Any:
    return from_yaml((blog / WORKFLOWS[kind]).read_text("utf-8"))


def steps_of(blog: Path, kind: str) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = workflow_of(blog, kind)["jobs"]["publish"]["steps"]
    return steps


def actions_of(steps: list[dict[str, Any]]) -> list[str]:
    return [step["uses"].partition("@")[0] for step in steps if "uses" in step]


def run_script(script: str, blog: Path, **variables: str) -> None:
    """Run what a workflow runs, with this ssg."""
    put_program(blog.parent / "bin/ssg", "from ssg.cli import main; main()")
    path = f"{blog.parent / 'bin'}:/usr/bin:/bin"
    done = run("/bin/sh", "-e", "-c", script, folder=blog, PATH=path, **variables)
    assert (done.returncode, done.stderr) == (0, "")


EVERYDAY_HOSTS = ("rsync", "github-pages", "gitlab-pages", "netlify")


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind in EVERYDAY_HOSTS else pytest.param(kind, marks=pytest.mark.torture)
        for kind in HOSTS
    ],
)
def test_a_site_for_each_host_builds_without_a_problem(tmp_path: Path, kind: str) -> None:
    blog = new_blog(tmp_path, kind)

    built = ssg("build", "--strict", folder=blog)
    assert (built.returncode, built.stderr) == (0, "")
    workflows = {path for path in set(WORKFLOWS.values()) if (blog / path).exists()}
    assert workflows == {WORKFLOWS[kind]} if kind in WORKFLOWS else not workflows


@pytest.mark.parametrize("kind", HOSTS)
def test_what_is_to_be_done_next_is_told(tmp_path: Path, kind: str) -> None:
    made = ssg("init", "my-blog", "--deploy", kind, folder=tmp_path)

    told = made.stdout.partition("When it is to be read:\n")[2]
    assert told.startswith("  1. ")
    assert not {"WORKFLOW", "BRANCH"} & set(told.split())
    if kind in WORKFLOWS and kind != "gitlab-pages":  # whose file needs no change
        assert WORKFLOWS[kind] in told
    readme = (tmp_path / "my-blog/README.md").read_text("utf-8")
    assert ("`ssg deploy` publishes it" if HOSTS[kind].target else "`git push` publishes") in readme
    assert "still to come" not in (tmp_path / "my-blog/site.yaml").read_text("utf-8")


def test_a_site_without_a_host_tells_of_deploying_too(tmp_path: Path) -> None:
    assert ssg("init", "blog", folder=tmp_path).returncode == 0
    assert "once `site.yaml` says where" in (tmp_path / "blog/README.md").read_text("utf-8")


def test_github_builds_and_publishes(tmp_path: Path) -> None:
    blog = new_blog(tmp_path, "github-pages")

    workflow = workflow_of(blog, "github-pages")
    steps = steps_of(blog, "github-pages")
    # YAML takes the key `on` for true.
    assert workflow[True]["push"] == {"branches": ["main"]}
    assert {"schedule", "workflow_dispatch"} < set(workflow[True])
    permissions = {"contents": "read", "pages": "write", "id-token": "write"}
    assert workflow["permissions"] == permissions
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert actions_of(steps) == [
        f"actions/{name}"
        for name in (
            "checkout",
            "setup-python",
            "cache",
            "configure-pages",
            "upload-pages-artifact",
            "deploy-pages",
        )
    ]
    assert {"run": "pip install commentary-ssg"} in steps
    # A checkout has no output, but what earlier builds remember.
    ssg("build", folder=blog)
    run("rm", "-r", "output", folder=blog)
    run_script(next(step["run"] for step in steps if step.get("name") == "Build"), blog)
    upload = next(step["with"] for step in steps if "artifact" in step.get("uses", ""))
    assert (blog / upload["path"] / "index.html").is_file()
    assert upload["include-hidden-files"] is True


def test_the_branch_of_a_repository_that_is_there_is_taken(tmp_path: Path) -> None:
    (tmp_path / "blog/.git").mkdir(parents=True)
    (tmp_path / "blog/.git/HEAD").write_text("ref: refs/heads/master\n", "utf-8")

    blog = new_blog(tmp_path, "github-pages")

    assert workflow_of(blog, "github-pages")[True]["push"] == {"branches": ["master"]}


def test_gitlab_builds_and_publishes(tmp_path: Path) -> None:
    blog = new_blog(tmp_path, "gitlab-pages")

    pages = workflow_of(blog, "gitlab-pages")["pages"]
    install, build = pages["script"]
    assert install == "pip install commentary-ssg"
    run_script(build, blog)
    assert pages["artifacts"]["paths"] == ["public"]
    assert (blog / "public/index.html").is_file()


def test_codeberg_builds_and_publishes(tmp_path: Path) -> None:
    blog = new_blog(tmp_path, "codeberg-pages", "--url", URL)

    steps = steps_of(blog, "codeberg-pages")
    assert actions_of(steps)[-1] == "https://codeberg.org/git-pages/action"
    assert steps[-1]["with"] == {"site": URL, "token": "${{ forge.token }}", "source": "output/"}


def test_codeberg_is_told_of_a_domain_of_ones_own(tmp_path: Path) -> None:
    blog = new_blog(tmp_path, "codeberg-pages", "--url", "https://mine.example/")

    assert steps_of(blog, "codeberg-pages")[-1]["with"]["server"] == "codeberg.page"


def test_sourcehut_builds_and_publishes(tmp_path: Path) -> None:
    blog = new_blog(tmp_path, "sourcehut-pages", "--url", "https://me.srht.site/")

    manifest = workflow_of(blog, "sourcehut-pages")
    assert manifest["oauth"] == "pages.sr.ht/PAGES:RW"
    assert manifest["environment"] == {"domain": "me.srht.site"}
    build, publish = (next(iter(task.values())) for task in manifest["tasks"])
    # The machine has the repository in its home folder, and nothing else that is a site.
    lines = [line for line in build.splitlines() if "pip" not in line and "venv" not in line]
    assert len(lines) == 2
    ssg_here = "\n".join(lines).replace("/tmp/ssg/bin/ssg", "ssg")  # noqa: S108 - as it is written
    run_script(ssg_here, blog, HOME=str(tmp_path))
    put_program(tmp_path / "bin/hut", "import sys; open('hut', 'w').write(' '.join(sys.argv[1:]))")
    run_script(publish, blog, HOME=str(tmp_path), domain="me.srht.site")
    tarball = tmp_path / "site.tar.gz"
    assert (blog / "hut").read_text("utf-8") == f"pages publish --domain me.srht.site {tarball}"
    assert "./index.html\n" in run("tar", "-tf", str(tarball), folder=blog).stdout


@pytest.mark.parametrize(
    ("kind", "secrets", "target"),
    [
        ("netlify", ["NETLIFY_AUTH_TOKEN"], {"type": "netlify", "site": "the-id-of-the-site"}),
        (
            "cloudflare-pages",
            ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"],
            {
                "type": "command",
                "run": "npx --yes wrangler pages deploy {output} --project-name my-words "
                "--branch main",
            },
        ),
    ],
)
def test_github_deploys_to_another_host(
    tmp_path: Path, kind: str, secrets: list[str], target: dict[str, str]
) -> None:
    blog = new_blog(tmp_path, kind, "--title", "My Words")

    settings = from_yaml((blog / "site.yaml").read_text("utf-8"))
    assert settings["deploy"] == {"production": target}
    publish = steps_of(blog, kind)[-1]
    assert publish["run"] == "ssg deploy production --yes\n"
    assert publish["env"] == {name: f"${{{{ secrets.{name} }}}}" for name in secrets}


def test_a_workflow_that_is_there_is_not_touched(tmp_path: Path) -> None:
    mine = tmp_path / "blog/.github/workflows/publish.yml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")

    refused = ssg("init", "blog", "--deploy", "github-pages", folder=tmp_path)

    assert (refused.returncode, ".github/workflows/publish.yml already" in refused.stderr) == (
        2,
        True,
    )
    assert mine.read_text("utf-8") == "mine"
    assert not (tmp_path / "blog/site.yaml").exists()


def test_files_are_reported_and_a_wrong_kind_is_put_right(tmp_path: Path) -> None:
    made = ssg("init", "blog", "--deploy", "github-pages", "--json", folder=tmp_path)
    assert WORKFLOWS["github-pages"] in report(made)["files"]

    refused = ssg("init", "other", "--deploy", "github-page", folder=tmp_path)
    assert (refused.returncode, "did you mean `github-pages`" in refused.stderr) == (2, True)
