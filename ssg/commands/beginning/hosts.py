"""Where a new site can be published: an example for site.yaml, a workflow, and what to do next."""

from collections.abc import Mapping
from dataclasses import field

from ssg.commands.scheduling.publication import Publication
from ssg.commands.scheduling.workflows import WORKFLOWS
from ssg.model.record import dataclass

TARGET_NAME = "production"
"""What a new site calls the place where it is published."""


@dataclass(frozen=True, slots=True)
class Host:
    """A kind of place to publish at.

    `target` is the example of a target of `ssg deploy`, with NAME for the name of the site, "" if
    the host of the repository publishes by itself. `keys` are the target's keys as far as a
    workflow depends on them. `workflow` is the key of the file in `WORKFLOWS`, "" for none.
    `steps` are what the author does next, with BRANCH, NAME and WORKFLOW.
    """

    target: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)
    workflow: str = ""
    steps: tuple[str, ...] = ()


def _target(example: str) -> Host:
    """Return a host that `ssg deploy` publishes at from the author's own computer."""
    return Host(
        example,
        steps=(
            "write the real address of your host into site.yaml, below `deploy:`",
            "`ssg deploy --dry-run` tells what would be done, `ssg deploy` publishes",
            "`ssg schedule` tells how scheduled posts come out by themselves",
        ),
    )


def _push_to(address: str) -> str:
    return (
        "git init --initial-branch=BRANCH && git add --all && git commit --message 'The site' && "
        f"git remote add origin {address} && git push --set-upstream origin BRANCH"
    )


HOSTS: Mapping[str, Host] = {
    "rsync": _target(
        '{type: rsync, to: "me@host.example:/srv/blog"}   # with ssh; port and identity too'
    ),
    "sftp": _target('{type: sftp, to: "me@host.example:/www"}'),
    "ftp": _target(
        '{type: ftp, to: "me@host.example:/www", tls: true}   # SSG_PRODUCTION_PASSWORD'
    ),
    "git": _target('{type: git, to: "git@host.example:me/blog.git", branch: pages}'),
    "s3": _target('{type: s3, to: "s3://bucket/blog", region: us-east-1}'),
    "folder": _target("{type: folder, to: /srv/www}"),
    "rclone": _target('{type: rclone, to: "remote:blog"}'),
    "command": _target('{type: command, run: "cp -r {output}/. /srv/www/"}'),
    "github-pages": Host(
        workflow="github",
        steps=(
            (
                "make an empty repository at github.com; in its settings, under Pages, choose the "
                "source GitHub Actions"
            ),
            "write the address of the site into site.yaml: url: https://me.github.io/REPOSITORY/",
            _push_to("git@github.com:me/REPOSITORY.git"),
            "each push publishes, and so does WORKFLOW twice an hour, for scheduled posts",
        ),
    ),
    "gitlab-pages": Host(
        workflow="gitlab",
        steps=(
            "make an empty project at gitlab.com",
            (
                "write the address of the site into site.yaml (`url:`); the project tells it under "
                "Deploy, Pages"
            ),
            _push_to("git@gitlab.com:me/PROJECT.git"),
            (
                "each push publishes; for scheduled posts add a schedule under Build, Pipeline "
                "schedules"
            ),
        ),
    ),
    "codeberg-pages": Host(
        workflow="codeberg",
        steps=(
            (
                "make an empty repository at codeberg.org; in its settings, under Units, Overview, "
                "switch Actions on"
            ),
            (
                "write the address of the site into site.yaml and WORKFLOW: "
                "https://me.codeberg.page/REPOSITORY/"
            ),
            _push_to("git@codeberg.org:me/REPOSITORY.git"),
            "each push publishes, and so does WORKFLOW every hour, for scheduled posts",
        ),
    ),
    "sourcehut-pages": Host(
        workflow="sourcehut",
        steps=(
            "write the address of the site into site.yaml and WORKFLOW: https://me.srht.site/",
            _push_to("git@git.sr.ht:~me/NAME"),
            "each push publishes; SourceHut has no clock, so a scheduled post waits for a push",
        ),
    ),
    "netlify": Host(
        "{type: netlify, site: the-id-of-the-site}   # NETLIFY_AUTH_TOKEN",
        {"type": "netlify"},
        "github",
        (
            "make a site at netlify.com and write its id into site.yaml, below `deploy:`",
            "make a token there, under User settings, Applications",
            "on this computer: `ssg deploy`, with the token in the variable NETLIFY_AUTH_TOKEN",
            (
                "or at GitHub: put the token into the secret NETLIFY_AUTH_TOKEN; then each push "
                "publishes, and so does WORKFLOW twice an hour, for scheduled posts"
            ),
        ),
    ),
    "cloudflare-pages": Host(
        '{type: command, run: "npx --yes wrangler pages deploy {output} --project-name NAME '
        '--branch main"}',
        {"type": "command", "run": "wrangler"},
        "github",
        (
            "npx wrangler pages project create NAME --production-branch main",
            "on this computer: `npx wrangler login` once, then `ssg deploy`",
            (
                "or at GitHub: make the secrets CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID; "
                "then each push publishes, and so does WORKFLOW twice an hour, for scheduled posts"
            ),
        ),
    ),
}
"""Each kind that `ssg init --deploy` takes."""


def workflow_files(kind: str, url: str, branch: str) -> dict[str, str]:
    """Return the workflow of a new site that is published at `kind`, by path; {} if it has none."""
    host = HOSTS[kind]
    if not host.workflow:
        return {}
    workflow = WORKFLOWS[host.workflow]
    target = TARGET_NAME if host.target else ""
    return {workflow.path: workflow.write(Publication(url, "", branch, target, host.keys))}


def next_steps(kind: str, name: str, branch: str) -> list[str]:
    """Return what the author of a new site does to publish it, numbered."""
    host = HOSTS[kind]
    file = WORKFLOWS[host.workflow].path if host.workflow else ""
    words = {"BRANCH": branch, "NAME": name, "WORKFLOW": file}
    steps = [_filled(step, words) for step in host.steps]
    return [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, meant in words.items():
        text = text.replace(word, meant)
    return text
