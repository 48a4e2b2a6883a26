"""The command line: arguments to command to exit code. Nothing else prints results."""

import functools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from ssg import __version__
from ssg.commands.outcome import DONE, INTERRUPTED, Outcome
from ssg.commands.performing import SITE_FINDERS, Run, performed

_FOLDER = click.Path(file_okay=False, path_type=Path)
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
            click.option("--site", type=_FOLDER, help="The site's folder (default: the nearest)."),
        )[: 3 if has_site else 2]:
            perform = option(perform)
        return group.command(name)(perform)

    return decorate


@verb(has_site=False)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--title", help="The site's title.")
@click.option("--url", help="The address it will have.")
@click.option("--author", metavar="NAME", help="Your name as readers see it.")
@click.option("--theme", metavar="NAME", help="How it looks (default: broadsheet).")
@click.option("--deploy", metavar="KIND", help="Where to publish: rsync, github-pages, ….")
def init(**options: Any) -> Outcome:  # noqa: ANN401
    """Make a new site in DIR that builds at once."""
    from ssg.commands import init as command  # noqa: PLC0415 - loaded when it is used

    return command.run(**options)


@verb()
@click.argument("words", metavar="TITLE", nargs=-1, required=True)
@click.option("--page", "is_page", is_flag=True, help="A standing page instead of a dated post.")
@click.option("--author", metavar="ID", help="A file in content/authors/, without .yaml.")
@click.option("--date", metavar="D", help="2026-11-22 or 2026-11-22T09:00 (default: now).")
@click.option("--edit", "opens_editor", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
def new(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Begin a post called TITLE and print its path."""
    from ssg.commands import new as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.option("--drafts", is_flag=True, help="Build drafts too.")
@click.option("--future", is_flag=True, help="Build scheduled posts too.")
@click.option("--now", metavar="WHEN", help="Build as at that moment: 2026-11-22T09:00+01:00.")
@click.option("--output", metavar="DIR", type=_FOLDER, help="Where to (default: output/).")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Processes to work with.")
@click.option("--executor", metavar="dask://HOST:PORT", help="A cluster to work on.")
@click.option("--clean", is_flag=True, help="Build everything anew.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Build the site, writing only what is different."""
    from ssg.commands import build_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.option("--port", default=8000, type=click.IntRange(0, 65_535), help="Default: 8000.")
@click.option(
    "--host",
    default="127.0.0.1",
    help="Where to listen (default: this machine only); needs --allow-host.",
)
@click.option("--open", "opens_browser", is_flag=True, help="Open it in the browser.")
@click.option(
    "--allow-host",
    "allowed",
    metavar="NAME",
    multiple=True,
    help="A name that --host may be asked by.",
)
@click.option("--drafts/--no-drafts", default=True, help="Also what readers do not see yet.")
@click.option("--poll", "polls", is_flag=True, help="Look for changes instead of being told.")
def preview(site_folder: Path, **options: Any) -> Iterator[Outcome]:  # noqa: ANN401
    """Show the site in the browser while you write."""
    from ssg.commands import preview_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(talks=True)
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fix", "fixes", is_flag=True, help="Mend what is safe; shows it first, and asks.")
@click.option("--yes", is_flag=True, help="With --fix: do it without asking.")
@click.option("--dry-run", is_flag=True, help="With --fix: show it, and touch nothing.")
def check(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Look through the site, drafts too, for what readers would stumble over.

    FILE is a post, a page or a folder of them; without one, all is told.
    """
    from ssg.commands import check_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.argument("subject", metavar="URL|FILE")
def explain(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Tell what an address or a file is made from, and why it was or would be built."""
    from ssg.commands import explain_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.option("--now", metavar="WHEN", help="Tell it as at that moment: 2026-11-22T09:00+01:00.")
@click.option(
    "--write",
    metavar="KIND",
    help="Write what deploys at the moment: cron, systemd, launchd, windows, github, gitlab, ….",
)
@click.option("--target", metavar="NAME", help="Where to: a target of site.yaml.")
def schedule(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Tell when scheduled posts come out, and let them do so by themselves."""
    from ssg.commands import schedule_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@commands.group("import")
def import_() -> None:
    """Make a site of the export of an old blog, with nothing lost."""


_EXPORTS = click.argument(
    "exports", metavar="EXPORT…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
_UPLOADS = click.option(
    "--uploads",
    metavar="DIR|ZIP",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The old blog's files: a folder, a zip or tar file. May come several times.",
)
_DOWNLOAD = click.option("--download-media", is_flag=True, help="Fetch what is missing there.")
_EXTERNAL = click.option("--external-media", is_flag=True, help="Also pictures of other hosts.")
_LIVE = click.option("--live", metavar="URL", help="Ask the living blog what its export lacks.")
_JOBS = click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Processes to use.")
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Write the report only.")


@verb(begins_site=True, group=import_)
@_EXPORTS
@_UPLOADS
@_DOWNLOAD
@_EXTERNAL
@click.option(
    "--post-type",
    "post_types",
    metavar="NAME=posts",
    multiple=True,
    help="Take a plugin's type for posts (or pages).",
)
@_LIVE
@_JOBS
@_DRY_RUN
def wordpress(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Import what WordPress writes under Tools, Export: .xml, .xml.gz or .zip, all its parts."""
    from ssg.commands import import_verb as command  # noqa: PLC0415
    from ssg.model.export import Host  # noqa: PLC0415

    return command.run(site_folder, host=Host.WORDPRESS, **options)


@verb(begins_site=True, group=import_)
@_EXPORTS
@_UPLOADS
@_DOWNLOAD
@_EXTERNAL
@_LIVE
@_JOBS
@_DRY_RUN
def blogger(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Import Blogger's backup (.xml) or the zip file of Google Takeout."""
    from ssg.commands import import_verb as command  # noqa: PLC0415
    from ssg.model.export import Host  # noqa: PLC0415

    return command.run(site_folder, host=Host.BLOGGER, **options)


@verb()
@click.argument("files", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--against", metavar="URL", help="Ask the living old site as well.")
def verify(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Prove that each old address answers on the built site, and that no text is lost.

    FILE is a list with one address a line, the old site's sitemap.xml, or a redirects.yaml.
    Without one, the addresses that an import found are taken.
    """
    from ssg.commands import verify_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


_TARGET = click.argument("target", metavar="[TARGET]", required=False)
_YES = click.option("--yes", is_flag=True, help="Do it without asking.")


@verb(talks=True)
@_TARGET
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and touch nothing.")
@_YES
@click.option("--verify", is_flag=True, help="Then ask the living site for what has changed.")
@click.option("--adopt", is_flag=True, help="Take over a place that holds files of others.")
@click.option("--allow-lost", is_flag=True, help="Give up addresses without a redirect.")
@click.option("--allow-deletes", is_flag=True, help="Delete more than a fifth of the files.")
def deploy(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Build the site and bring what has changed to TARGET, a name under `deploy:` in site.yaml."""
    from ssg.commands import deploy_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(talks=True)
@_TARGET
@_YES
def rollback(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Let readers see the release before the last deploy to TARGET."""
    from ssg.commands import rollback_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@commands.group()
def theme() -> None:
    """Look through a theme."""


@verb(group=theme, name="check")
@click.argument("name", metavar="NAME")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--accept", "accepts", is_flag=True, help="Note what it replaces, as it is now.")
def theme_check(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Check the theme NAME: templates, words, what it asks of its views, what has changed below."""
    from ssg.commands import theme_check_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code."""
    try:
        code = commands.main(list(arguments), prog_name="ssg", standalone_mode=False)
    except click.ClickException as error:
        from ssg.commands import usage  # noqa: PLC0415

        return usage.tell_usage(error, as_json="--json" in arguments)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\n")
        return INTERRUPTED
    return code if isinstance(code, int) else DONE


def main() -> NoReturn:
    """Run ssg as a program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # A terminal that lacks a letter shows a "?".
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
        # Nothing is left to do: Python would take a large site apart piece by piece before it ends.
        os._exit(code)
    except BrokenPipeError:
        # Whoever read our output has gone: end without a word.
        os._exit(DONE)
