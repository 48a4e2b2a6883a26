"""What hosts of git repositories want, and which addresses they give a site."""

import subprocess
from pathlib import Path

import pytest

from ssg.deploy.extras import extras_for
from ssg.deploy.guards import refusals_of_site
from ssg.deploy.model import ReleaseFile, Stage
from ssg.deploy.targets.git.hosts import expected_url_problem, extra_files, host_of, limit_problem
from ssg.model.settings import Settings
from ssg.parse.problems import Reading
from ssg.parse.yaml.reader import read_yaml
from tests.deploy.places import release_files

GITHUB = "git@github.com:me/blog.git"
GITLAB = "git@gitlab.com:me/blog.git"
CODEBERG = "git@codeberg.org:me/blog.git"
SOURCEHUT = "git@git.sr.ht:~me/blog"


@pytest.mark.parametrize(
    ("to", "host"),
    [
        (GITHUB, "github"),
        ("https://github.com/me/blog", "github"),
        ("ssh://git@ssh.github.com:443/me/blog.git", "github"),
        (GITLAB, "gitlab"),
        ("https://codeberg.org/me/blog.git", "codeberg"),
        (SOURCEHUT, "sourcehut"),
        ("work:me/blog.git", "other"),
        ("../blog.git", "other"),
        ("C:/blog.git", "other"),
    ],
)
def test_the_host_is_known_by_the_address(to: str, host: str) -> None:
    assert host_of({"to": to}) == host
    assert host_of({"to": to, "host": "gitlab"}) == "gitlab"


@pytest.mark.parametrize(
    ("to", "names"),
    [
        (GITHUB, {".nojekyll", "CNAME"}),
        ("me@host.example:blog.git", {".nojekyll", "CNAME"}),
        (GITLAB, {".nojekyll", ".gitlab-ci.yml"}),
        (CODEBERG, {".nojekyll", ".domains"}),
        (SOURCEHUT, {".nojekyll", ".build.yml"}),
    ],
)
def test_each_host_gets_the_files_that_make_it_show_the_branch(to: str, names: set[str]) -> None:
    files = extra_files({"to": to, "cname": "blog.example"}, "https://blog.example/")
    assert set(files) == names
    for name in {"CNAME", ".domains"} & names:
        assert files[name] == b"blog.example\n"
        assert name not in extra_files({"to": to}, "https://blog.example/")


@pytest.mark.parametrize("to", [GITLAB, SOURCEHUT])
def test_the_jobs_are_whole_yaml(to: str) -> None:
    files = extra_files({"to": to}, "https://me.srht.site/my blog/")
    (job,) = [content.decode() for name, content in files.items() if name.endswith(".yml")]
    reading = Reading("job.yml", job)
    assert read_yaml(job, 1, 10_000, reading) is not None
    assert reading.problems == []
    if to == SOURCEHUT:
        assert "hut pages publish -d me.srht.site -s '/my blog/' site.tar.gz" in job


def test_gitlabs_job_publishes_the_whole_site(tmp_path: Path) -> None:
    job = extra_files({"to": GITLAB}, "")[".gitlab-ci.yml"].decode()
    _, _, script = job.partition("script:\n")
    script, _, _ = script.partition("  artifacts:")
    lines = script.replace("- >-\n      ", "- ").replace("\n      -exec", " -exec").splitlines()
    site = {".git/x", ".gitlab-ci.yml", "index.html", "public/a b.html", ".well-known/x"}
    for name in site:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for line in lines:
        subprocess.run(line.strip().removeprefix("- "), shell=True, check=True, cwd=tmp_path)  # noqa: S602
    public = tmp_path / "public"
    shown = {file.relative_to(public).as_posix() for file in public.rglob("*") if file.is_file()}
    assert shown == {"index.html", "public/a b.html", ".well-known/x"}


RIGHT = [
    (GITHUB, "", "https://me.github.io/blog/"),
    (GITHUB, "", "https://ME.github.io/blog"),
    ("git@github.com:Me/me.github.io.git", "", "https://me.github.io/"),
    (GITHUB, "blog.example", "https://blog.example/"),
    (GITHUB, "b\u00fccher.example", "https://xn--bcher-kva.example/"),
    # The domain of the main repository of the same person.
    (GITHUB, "", "https://me.example/blog/"),
    (GITLAB, "", "https://me.gitlab.io/blog/"),
    ("git@gitlab.com:group/sub/blog.git", "", "https://group.gitlab.io/sub/blog/"),
    (GITLAB, "", "https://blog-1a2b3c.gitlab.io/"),
    (GITLAB, "", "https://blog.example/"),
    (CODEBERG, "", "https://me.codeberg.page/blog/"),
    ("git@codeberg.org:me/pages.git", "", "https://me.codeberg.page/"),
    (SOURCEHUT, "", "https://me.srht.site/"),
    (SOURCEHUT, "", "https://me.srht.site/blog/"),
    ("me@host.example:blog.git", "", "https://anything.example/at/all/"),
    ("../blog.git", "", "https://anything.example/"),
]
WRONG = [
    (GITHUB, "", "https://me.github.io/", "url: https://me.github.io/blog/"),
    (GITHUB, "", "https://you.github.io/blog/", "url: https://me.github.io/blog/"),
    ("git@github.com:me/me.github.io", "", "https://me.github.io/x/", "url: https://me.github.io/"),
    (GITHUB, "", "https://blog.example/", "cname: blog.example"),
    (GITHUB, "blog.example", "https://www.blog.example/", "cname: www.blog.example"),
    (GITHUB, "blog.example", "https://me.github.io/blog/", "url: https://blog.example/"),
    (GITHUB, "blog.example", "https://blog.example/blog/", "url: https://blog.example/"),
    (GITLAB, "", "https://me.gitlab.io/", "url: https://me.gitlab.io/blog/"),
    (CODEBERG, "", "https://me.codeberg.page/", "url: https://me.codeberg.page/blog/"),
    (CODEBERG, "", "https://blog.example/", "cname: blog.example"),
    (SOURCEHUT, "", "https://you.srht.site/", "url: https://me.srht.site/"),
]


@pytest.mark.parametrize(("to", "cname", "url"), RIGHT)
def test_a_right_address_is_no_problem(to: str, cname: str, url: str) -> None:
    assert expected_url_problem({"to": to, "cname": cname}, url) is None


@pytest.mark.parametrize(("to", "cname", "url", "fix"), WRONG)
def test_a_wrong_address_is_told_with_the_right_one(
    to: str, cname: str, url: str, fix: str
) -> None:
    problem = expected_url_problem({"to": to, "cname": cname}, url)
    assert problem is not None
    assert fix in problem[1]


def test_codeberg_shows_other_branches_in_a_folder() -> None:
    keys = {"to": CODEBERG, "branch": "site"}
    assert expected_url_problem(keys, "https://me.codeberg.page/blog/@site/") is None
    assert expected_url_problem(keys, "https://me.codeberg.page/blog/") is not None


def _files(*sizes: int) -> dict[str, ReleaseFile]:
    return {
        f"{number}.bin": ReleaseFile(f"{number}.bin", "", size, Path(), Stage.ASSETS)
        for number, size in enumerate(sizes)
    }


def test_the_limits_of_github_are_known() -> None:
    keys = {"to": GITHUB}
    assert limit_problem(keys, {}) is None
    assert limit_problem(keys, _files(*[99_000_000] * 10)) is None
    file = limit_problem(keys, _files(1, 105_000_000))
    assert file is not None
    assert file[0] == "1.bin has 101 MB, and GitHub takes 100 MB"
    site = limit_problem(keys, _files(*[99_000_000] * 11))
    assert site is not None
    assert "1 GB" in site[0]
    assert limit_problem({"to": CODEBERG}, _files(2_000_000_000)) is None


def _built(folder: Path, *paths: str) -> dict[str, ReleaseFile]:
    return release_files(folder, dict.fromkeys(("index.html", *paths), b"<p>Hello"))


def test_a_deploy_is_refused_where_the_host_shows_the_site_elsewhere(tmp_path: Path) -> None:
    files = _built(tmp_path).values()
    settings = Settings("T", "https://me.github.io/")
    keys = {"type": "git", "to": GITHUB}
    (problem,) = refusals_of_site(settings, keys, files, files, {})
    assert problem.rule == "deploy-url"
    assert "https://me.github.io/blog/" in problem.fix
    right = Settings("T", "https://me.github.io/blog/")
    assert list(refusals_of_site(right, keys, files, files, {})) == []


@pytest.mark.parametrize(
    "keys",
    [{"type": "git", "to": GITHUB}, {"type": "command", "run": "wrangler pages deploy {output}"}],
)
def test_a_deploy_is_refused_where_the_host_takes_less(
    tmp_path: Path, keys: dict[str, object]
) -> None:
    files = [*_built(tmp_path).values(), *_files(101 * 1024**2).values()]
    settings = Settings("T", "https://me.github.io/blog/")
    (problem,) = refusals_of_site(settings, keys, files, (), {})
    assert problem.rule == "deploy-limit"


def test_what_the_host_needs_is_part_of_the_release(tmp_path: Path) -> None:
    settings = Settings("T", "https://blog.example/")
    keys = {"type": "git", "to": GITHUB, "cname": "blog.example"}
    extras = extras_for(keys, settings, _built(tmp_path), tmp_path / "memory").files
    assert {".nojekyll", "CNAME"} <= extras.keys()
    # A file of the author's own is left as it is.
    built = _built(tmp_path, "CNAME")
    assert "CNAME" not in extras_for(keys, settings, built, tmp_path / "memory").files
    other = extras_for({"type": "folder", "to": "x"}, settings, built, tmp_path / "memory")
    assert ".nojekyll" not in other.files
