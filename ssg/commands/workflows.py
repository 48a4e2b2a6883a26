"""The files by which hosts of repositories build and publish a site, scheduled posts as well."""

from collections.abc import Callable
from dataclasses import dataclass

from ssg.commands.actions import codeberg_workflow, forgejo_workflow, github_workflow
from ssg.commands.pipelines import gitlab_pipeline, sourcehut_manifest
from ssg.commands.publication import Publication

Write = Callable[[Publication], str]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A file that a host of repositories reads: where it lies from the root, and what is in it.

    `publishes` tells whether the host shows a site by itself, `has_clock` whether the file says
    when it is to run again.
    """

    host: str
    path: str
    write: Write
    publishes: bool = True
    has_clock: bool = True
    takes_targets: bool = True


WORKFLOWS = {
    "github": Workflow("GitHub", ".github/workflows/publish.yml", github_workflow),
    "gitlab": Workflow("GitLab", ".gitlab-ci.yml", gitlab_pipeline, has_clock=False),
    "codeberg": Workflow("Codeberg", ".forgejo/workflows/publish.yml", codeberg_workflow),
    "forgejo": Workflow(
        "Forgejo", ".forgejo/workflows/publish.yml", forgejo_workflow, publishes=False
    ),
    "sourcehut": Workflow(
        "SourceHut", ".build.yml", sourcehut_manifest, has_clock=False, takes_targets=False
    ),
}
