"""What all verbs have in common: the group that they belong to, and the options that all take."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ssg import __version__
from ssg.commands.performing import SITE_FINDERS, Run, performed

FOLDER = click.Path(file_okay=False, path_type=Path)
"""What an option or an argument is that names a folder."""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS, invoke_without_command=True)
@click.version_option(__version__, prog_name="ssg", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Make a site of essays in Markdown that its author owns."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def verb(
    *,
    has_site: bool = True,
    begins_site: bool = False,
    talks: bool = False,
    group: click.Group = commands,
    name: str | None = None,
) -> Callable[[Run], click.Command]:
    """Make a function a command with the options that all take: --site, --json, --quiet.

    It gets the folder of the site first, unless `has_site` is false; with `begins_site` also a
    folder that is none yet. One that `talks` can show lines and ask (`ssg.commands.talking.Talk`).
    """

    def decorate(run: Run) -> click.Command:
        @functools.wraps(run)
        def perform(*, as_json: bool, is_quiet: bool, **options: Any) -> int:  # noqa: ANN401
            find = SITE_FINDERS[has_site, begins_site]
            return performed(
                run, options, find=find, talks=talks, as_json=as_json, is_quiet=is_quiet
            )

        for option in (
            click.option("--quiet", "is_quiet", is_flag=True, help="Print problems only."),
            click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
            click.option("--site", type=FOLDER, help="The site's folder (default: the nearest)."),
        )[: 3 if has_site else 2]:
            perform = option(perform)
        return group.command(name)(perform)

    return decorate
