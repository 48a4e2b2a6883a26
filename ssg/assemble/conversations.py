"""Which conversation belongs under which entry."""

from collections.abc import Iterable, Mapping, Sequence

from ssg.model.comment import Conversation
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import CommentPolicy, Entry
from ssg.model.record import dataclass
from ssg.model.site import Hidden
from ssg.text.addresses import normal_address


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversation of each entry by its source, and what was wrong."""

    by_source: Mapping[str, Conversation]
    diagnostics: tuple[Diagnostic, ...]


def match_conversations(
    conversations: Sequence[Conversation],
    entries: Iterable[Entry],
    permalinks: Mapping[str, str],
    hidden: Iterable[Hidden],
) -> Conversations:
    """Find the entry of each conversation: by permalink, by feed identity, by slug.

    The conversation of a hidden entry waits without a word.
    """
    every = tuple(entries)
    by_address = {permalinks[entry.source]: entry for entry in every}
    by_guid = {entry.guid: entry for entry in every if entry.guid}
    by_slug = {entry.slug: entry for entry in reversed(every)}
    hidden_sources = [entry.source for entry in hidden]
    found: dict[str, Conversation] = {}
    problems: list[Diagnostic] = []
    for conversation in conversations:
        address = normal_address(conversation.permalink) if conversation.permalink else ""
        entry = (
            by_address.get(address)
            or (by_guid.get(conversation.guid) if conversation.guid else None)
            or by_slug.get(conversation.slug)
        )
        if entry is None:
            if not any(conversation.slug in source for source in hidden_sources):
                problems.append(_orphan(conversation))
        elif entry.source in found:
            problems.append(_second(conversation, entry, found[entry.source]))
        elif entry.comments is not CommentPolicy.NONE:
            found[entry.source] = conversation
    return Conversations(found, tuple(problems))


def _orphan(conversation: Conversation) -> Diagnostic:
    count = conversation.comment_count
    these = "this comment" if count == 1 else f"these {count} comments"
    return Diagnostic(
        conversation.source, 0, 0, Level.WARNING, "orphan-comments",
        f"no post or page for {these}",
        "name the file after the post's slug, or give it `post: {permalink: /…/}`",
    )  # fmt: skip


def _second(conversation: Conversation, entry: Entry, first: Conversation) -> Diagnostic:
    return Diagnostic(
        conversation.source, 0, 0, Level.ERROR, "two-conversations",
        f"{entry.source} has its comments in {first.source} already",
        "put the comments of an entry into one file",
    )  # fmt: skip
