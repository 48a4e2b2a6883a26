"""Verbs about readers: what they get to see, and what they answer."""

from pathlib import Path
from typing import Any

import click

from ssg.commands.outcome import Outcome
from ssg.commands.verbs.verb import commands, verb

_FILE = click.Path(path_type=Path)

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
    from ssg.commands.deploying import verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(talks=True)
@_TARGET
@_YES
def rollback(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Let readers see the release before the last deploy to TARGET."""
    from ssg.commands.deploying import rollback as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(talks=True)
@click.argument("post", metavar="POST")
@click.option(
    "--output",
    metavar="FILE.eml",
    type=_FILE,
    help="Where to write it (default: named like the post; - for stdout).",
)
@click.option("--preview", is_flag=True, help="Show it in the browser, and write no letter.")
@click.option("--test", "trial_to", metavar="ADDRESS", help="Send it to yourself alone.")
@click.option("--send", is_flag=True, help="Send it to the list, once.")
@click.option("--subject", metavar="WORDS", help="Its subject (default: the title).")
@click.option("--again", is_flag=True, help="Send it although it was sent.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@_YES
def newsletter(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Write POST as an e-mail, or send it to the list of the newsletter.

    POST is a post's file, address, slug or title.
    """
    from ssg.commands.letters import newsletter_verb as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@commands.group()
def comments() -> None:
    """Bring what readers answered elsewhere, or by letter, into content/comments/."""


@verb(group=comments)
@click.option("--from", "source", metavar="isso.db|URL", help="Isso's database or server.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and write nothing.")
@click.option("--allow-removal", is_flag=True, help="Believe a source that has nothing any more.")
def pull(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Fetch the comments of Isso, replies on Mastodon and Bluesky, and webmentions.

    Without --from, all that site.yaml and front matter name.
    """
    from ssg.commands.comments import pull as command  # noqa: PLC0415

    return command.run(site_folder, **options)


@verb(talks=True, group=comments)
@click.argument("file", metavar="FILE.eml|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--post", metavar="FILE|URL", help="What it answers, where the letter does not say.")
@click.option("--name", metavar="NAME", help="The writer's name, where it is to be another.")
@click.option("--parent", metavar="ID", help="The comment that it answers: wp-12.")
@_YES
def add(site_folder: Path, **options: Any) -> Outcome:  # noqa: ANN401
    """Make a letter from a reader a comment under the post that it is about."""
    from ssg.commands.comments import add as command  # noqa: PLC0415

    return command.run(site_folder, **options)
