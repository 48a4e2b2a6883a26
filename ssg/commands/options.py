"""Options of commands that are written into files, read as they will be read there."""

from typing import TypeVar

from ssg.commands.failures import UsageError
from ssg.parse.decoding import Decoder, Wrong
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import ScalarNode

T = TypeVar("T")


def read_option(text: str, decoder: Decoder[T]) -> T:
    """Return what `text` is to `decoder`. Raises UsageError, in its words, where it is nothing."""
    reading = Reading("", text)
    value = decoder.read(ScalarNode(text, quoted=True, line=1, column=1), reading)
    if isinstance(value, Wrong):
        problem = reading.problems[0]
        raise UsageError(problem.message, problem.fix)
    return value
