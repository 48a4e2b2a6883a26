"""Verbs about an old blog: bring it along, and prove that nothing is lost."""

from pathlib import Path
from typing import Any

import click

from ssg.commands.outcome import Outcome
from ssg.commands.verbs.verb import commands, verb

_FILE = click.Path(path_type=Path)


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
    from ssg.commands.importing import verb as command  # noqa: PLC0415
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
    from ssg.commands.importing import verb as command  # noqa: PLC0415
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
    from ssg.commands.verifying import verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(has_site=False)
@click.argument("file", metavar="FILE.csv", type=_FILE)
@click.option(
    "--to",
    "provider",
    metavar="PROVIDER",
    default="plain",
    help="Who imports it: buttondown, ghost, kit, listmonk, mailchimp, substack or plain.",
)
@click.option(
    "--output",
    metavar="FILE.csv",
    type=_FILE,
    help="Where to write it (default: beside the list).",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
def subscribers(**options: Any) -> Outcome:  # noqa: ANN401
    """Turn the list of subscribers of an old blog into what a provider of newsletters imports."""
    from ssg.commands.letters import subscribers_verb as command  # noqa: PLC0415

    return command.run(**options)
