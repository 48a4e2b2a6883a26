"""What a parser returns: a value where there is one, and every problem that it met."""

from typing import Generic, TypeVar

from ssg.model.comment import Conversation, Thread
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Body, Entry
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A value (None where the file was too broken for one) and the problems of its file."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """A post or page: `entry` is light and `body`, found by `entry.body`, heavy."""

    entry: Entry | None
    body: Body | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedConversation:
    """A comments file: `conversation` is light and `thread`, found by its key, heavy."""

    conversation: Conversation | None
    thread: Thread | None
    diagnostics: tuple[Diagnostic, ...] = ()


pickle_by_fields(__name__)
