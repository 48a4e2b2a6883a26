"""Verbs about a site: begin it, write, look at it, build it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ssg.commands.outcome import Outcome
from ssg.commands.verbs.verb import FOLDER, commands, verb


@verb(has_site=False)
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--title", help="The site's title.")
@click.option("--url", help="The address it will have.")
@click.option("--author", metavar="NAME", help="Your name as readers see it.")
@click.option("--language", metavar="CODE", help="Of its texts: de, pt-BR, … (default: en).")
@click.option("--theme", metavar="NAME", help="How it looks (default: broadsheet).")
@click.option("--deploy", metavar="KIND", help="Where to publish: rsync, github-pages, ….")
def init(folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Make a new site in DIR that builds at once."""
    from ssg.commands.beginning import init as command  # noqa: PLC0415 - loaded when it is used

    return command.run(folder, command.Wishes(**options))


@verb()
@click.argument("words", metavar="TITLE", nargs=-1)
@click.option("--page", "is_page", is_flag=True, help="A standing page instead of a dated post.")
@click.option("--author", metavar="ID", help="A file in content/authors/, without .yaml.")
@click.option("--date", metavar="D", help="2026-11-22 or 2026-11-22T09:00 (default: now).")
@click.option("--edit", "opens_editor", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@click.option(
    "--moved-from",
    metavar="URL",
    help="Tell readers of a move: a post for here, and a farewell for the old blog.",
)
def new(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Begin a post called TITLE and print its path."""
    from ssg.commands.beginning import new as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.option("--drafts", is_flag=True, help="Build drafts too.")
@click.option("--future", is_flag=True, help="Build scheduled posts too.")
@click.option("--now", metavar="WHEN", help="Build as at that moment: 2026-11-22T09:00+01:00.")
@click.option("--output", metavar="DIR", type=FOLDER, help="Where to (default: output/).")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Processes to work with.")
@click.option("--executor", metavar="dask://HOST:PORT", help="A cluster to work on.")
@click.option("--clean", is_flag=True, help="Build everything anew.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Build the site, writing only what is different."""
    from ssg.commands.building import verb as command  # noqa: PLC0415

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
@click.option("--external", is_flag=True, help="Ask for the links to other sites, too.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fix", "fixes", is_flag=True, help="Mend what is safe; shows it first, and asks.")
@click.option("--yes", is_flag=True, help="With --fix: do it without asking.")
@click.option("--dry-run", is_flag=True, help="With --fix: show it, and touch nothing.")
def check(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Look through the site, drafts too, for what readers would stumble over.

    FILE is a post, a page or a folder of them; without one, all is told.
    """
    from ssg.commands.checking import verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.argument("subject", metavar="URL|FILE")
def explain(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Tell what an address or a file is made from, and why it was or would be built."""
    from ssg.commands import explain_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb()
@click.option("--again", is_flag=True, help="Ask for what is known already, too.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Tell what would be asked only.")
def cards(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Fetch titles and pictures of the films and posts that entries show from elsewhere."""
    from ssg.commands import cards_verb as command  # noqa: PLC0415

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
    from ssg.commands.scheduling import verb as command  # noqa: PLC0415

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
    from ssg.commands.checking import theme_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)
