"""What to tell of a command line that cannot be meant."""

import click

from ssg.commands import failures, printing
from ssg.commands.outcome import WRONG_USAGE

_MEANT = {
    "help": "ssg --help",
    "version": "ssg --version",
    "-v": "ssg --version",
    "-V": "ssg --version",
}
"""What those type who know other programs."""


def tell_usage(error: click.ClickException, *, as_json: bool) -> int:
    """Print what is wrong and how it is written, and return the exit code."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "ssg"
    message = error.format_message().rstrip(".")
    meant = next((_MEANT[word] for word in _MEANT if f"'{word}'" in message), "")
    fix = f"write `{meant}`" if meant else f"`{command} --help` shows how it is used"
    outcome = failures.failure(message[:1].lower() + message[1:], fix, "usage", WRONG_USAGE)
    if as_json:
        printing.print_json(outcome, 0.0)
    else:
        printing.print_outcome(outcome, None, is_quiet=True)
    return outcome.code
