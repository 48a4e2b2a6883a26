"""What a workflow publishes, and what all workflows say in the same way. Pure."""

import shlex
from collections.abc import Mapping
from dataclasses import field

from ssg.model.record import dataclass

PYTHON = "3.13"
_PACKAGE = "commentary-ssg"
_EXTRAS = {"s3": "s3", "sftp": "sftp"}
"""The extra of the package with the library that a kind of target needs."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published, and how.

    `site` is the site's folder within its repository, "" at the root, and `url` its address.
    With a `target` of site.yaml, `ssg deploy` publishes, and `keys` are those of the target;
    without one it is the host of the repository itself.
    """

    url: str
    site: str = ""
    branch: str = "main"
    target: str = ""
    keys: Mapping[str, object] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """Return the path in the repository of what the site calls `name`."""
        return f"{self.site}/{name}" if self.site else name

    def command(self, verb: str) -> str:
        """Return a command of ssg for a shell in the root of the repository."""
        return f"ssg {verb} --site {shlex.quote(self.site)}" if self.site else f"ssg {verb}"

    @property
    def install_command(self) -> str:
        """Return the command that installs ssg, with the library that the target needs."""
        extra = _EXTRAS.get(str(self.keys.get("type", "")))
        return f"pip install {shlex.quote(f'{_PACKAGE}[{extra}]') if extra else _PACKAGE}"

    @property
    def deploy_command(self) -> str:
        """Return the command that publishes at the target."""
        return self.command(f"deploy {shlex.quote(self.target)} --yes")
