"""The files by which hosts of repositories build and publish a site, scheduled posts as well."""

from collections.abc import Callable

from ssg.commands.scheduling.actions import codeberg_workflow, forgejo_workflow, github_workflow
from ssg.commands.scheduling.pipelines import gitlab_pipeline, sourcehut_manifest
from ssg.commands.scheduling.publication import Publication
from ssg.model.record import dataclass

Write = Callable[[Publication], str]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A file that a host of repositories reads: where it lies from the root, and what is in it.

    `publishes` tells whether the host shows a site by itself, `takes_targets` whether it runs a
    deploy. `clock` tells what else runs the file again, "" where the file itself says when.
    """

    host: str
    path: str
    write: Write
    publishes: bool = True
    takes_targets: bool = True
    clock: str = ""

    @property
    def has_clock(self) -> bool:
        """Tell whether the file says when it is to run again."""
        return not self.clock


_CLOCK_OF_GITLAB = (
    "For scheduled posts, add a schedule in the project under Build, Pipeline schedules, with the "
    'interval "7 * * * *" for instance: hourly.'
)
_CLOCK_OF_SOURCEHUT = (
    "SourceHut has no clock: a scheduled post waits for the next push, or for `hut builds submit "
    ".build.yml` by the clock of your own computer."
)


WORKFLOWS = {
    "github": Workflow("GitHub", ".github/workflows/publish.yml", github_workflow),
    "gitlab": Workflow("GitLab", ".gitlab-ci.yml", gitlab_pipeline, clock=_CLOCK_OF_GITLAB),
    "codeberg": Workflow("Codeberg", ".forgejo/workflows/publish.yml", codeberg_workflow),
    "forgejo": Workflow(
        "Forgejo", ".forgejo/workflows/publish.yml", forgejo_workflow, publishes=False
    ),
    "sourcehut": Workflow(
        "SourceHut",
        ".build.yml",
        sourcehut_manifest,
        takes_targets=False,
        clock=_CLOCK_OF_SOURCEHUT,
    ),
}
