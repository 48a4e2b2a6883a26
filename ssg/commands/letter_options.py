"""The options of the verbs about letters and those who get them, for the command line."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TypeVar

import click

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., object])
_FILE = click.Path(path_type=Path)
_DRY_RUN = "Tell what would be done, and do nothing."
_NEWSLETTER = (
    click.argument("post", metavar="POST"),
    click.option(
        "--output",
        metavar="FILE.eml",
        type=_FILE,
        help="Where to write it (default: named like the post; - for stdout).",
    ),
    click.option("--preview", is_flag=True, help="Show it in the browser, and write no letter."),
    click.option("--test", "trial_to", metavar="ADDRESS", help="Send it to yourself alone."),
    click.option("--send", is_flag=True, help="Send it to the list, once."),
    click.option("--subject", metavar="WORDS", help="Its subject (default: the title)."),
    click.option("--again", is_flag=True, help="Send it although it was sent."),
    click.option("--dry-run", is_flag=True, help=_DRY_RUN),
    click.option("--yes", is_flag=True, help="Do it without asking."),
)
_SUBSCRIBERS = (
    click.argument("file", metavar="FILE.csv", type=_FILE),
    click.option(
        "--to",
        "provider",
        metavar="PROVIDER",
        default="plain",
        help="Who imports it: buttondown, ghost, kit, listmonk, mailchimp, substack or plain.",
    ),
    click.option(
        "--output",
        metavar="FILE.csv",
        type=_FILE,
        help="Where to write it (default: beside the list).",
    ),
    click.option("--dry-run", is_flag=True, help=_DRY_RUN),
)


def newsletter_options(run: AnyFunction) -> AnyFunction:
    """Give a function the options of `ssg newsletter`."""
    return reduce(lambda given, option: option(given), reversed(_NEWSLETTER), run)


def subscribers_options(run: AnyFunction) -> AnyFunction:
    """Give a function the options of `ssg subscribers`."""
    return reduce(lambda given, option: option(given), reversed(_SUBSCRIBERS), run)
