"""The command line: arguments to command to exit code. Nothing else prints results."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from ssg.commands.outcome import DONE, INTERRUPTED, WRONG_USAGE
from ssg.commands.verbs import moving, readers, site
from ssg.commands.verbs.verb import commands

__all__ = ["commands", "main", "run"]
VERBS = (site, moving, readers)
"""Loading them makes them verbs of `commands`."""


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code."""
    try:
        code = commands.main(list(arguments), prog_name="ssg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG_USAGE
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
