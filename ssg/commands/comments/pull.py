"""`ssg comments pull`: what readers answered elsewhere, into content/comments/."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path

from ssg.commands.comments.site import (
    Discussed,
    KeptComments,
    comments_of,
    is_as_read,
    load_discussed,
    taken_names,
)
from ssg.commands.comments.sources import Said, ask_sources
from ssg.commands.failures import WorldError
from ssg.commands.outcome import CONTENT_HAS_ERRORS, WORLD_FAILED, Outcome, Tell
from ssg.disk.web.reply_services import careful_ask
from ssg.disk.writing.comment_files import write_comment_file
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry
from ssg.replies.comments_text import written_comments
from ssg.replies.merging import Merged, merge, owned_by
from ssg.replies.reply import Pulled
from ssg.text.counting import counted

_MANY = 10
"""So many comments do not all vanish at once, unless a server is broken."""
_TRIES = 5


@dataclass(slots=True)
class _Conversation:
    """The comments of an entry as they were read, and as far as they are merged."""

    placed: PlacedEntry
    kept: KeptComments
    merged: Merged


@dataclass(slots=True)
class _Account:
    """The conversations that were read so far, by the entry's file, and what went wrong."""

    discussed: Discussed
    taken: set[str]
    conversations: dict[str, _Conversation] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    exit_code: int | None = None

    def conversation(self, placed: PlacedEntry) -> _Conversation:
        """Return the conversation of an entry, which is read once."""
        source = placed.entry.source
        if source not in self.conversations:
            kept = comments_of(self.discussed, placed, self.taken)
            self.conversations[source] = _Conversation(placed, kept, Merged(kept.file))
        return self.conversations[source]

    def owned(self, placed: PlacedEntry, prefix: str) -> int:
        """Return how many comments of a source an entry has."""
        if placed.conversation is None and placed.entry.source not in self.conversations:
            return 0
        return len(owned_by(self.conversation(placed).merged.file.comments, prefix))


def run(
    site_folder: Path, *, tell: Tell, source: str | None, dry_run: bool, allow_removal: bool
) -> Outcome:
    """Ask every source, merge what they say, and write the files that are different.

    Asking takes minutes. Only then is read what they are merged into, again where it changes.
    """
    discussed = load_discussed(site_folder)
    if not isinstance(discussed, Discussed):
        return Outcome(discussed, upshot="nothing was pulled")
    heard: list[Said] = []
    for said in ask_sources(discussed, source, careful_ask()):
        tell("asking", len(heard), 0)
        heard.append(said)
    for _ in range(_TRIES):
        discussed = load_discussed(site_folder)
        if not isinstance(discussed, Discussed):
            return Outcome(discussed, upshot="nothing was pulled")
        account = _Account(discussed, taken_names(site_folder))
        for said in heard:
            _take(said, account, allows_removal=allow_removal)
        different = [each for each in account.conversations.values() if each.merged.is_different]
        if dry_run or _are_written(site_folder, different):
            return _outcome(different, account, is_dry=dry_run)
    message = "files in content/comments/ are changed again and again; nothing was pulled"
    raise WorldError(message, "see what writes them, and pull again")


def _are_written(site_folder: Path, different: Sequence[_Conversation]) -> bool:
    """Write the comments; none, and return False, where a file is not as it was read."""
    texts = [(each.kept.path, written_comments(each.merged.file)) for each in different]
    if not all(is_as_read(site_folder, each.kept) for each in different):
        return False
    for path, text in texts:
        write_comment_file(site_folder, path, text)
    return True


def _take(said: Said, account: _Account, *, allows_removal: bool) -> None:
    """Merge what one source said into the conversations."""
    if said.problem:
        _report_silence(account, said.name, said.problem)
        return
    for uri, count in (said.unplaced or {}).items():
        message = f"{counted(count, 'comment')} under {uri}, which no post or page has"
        fix = "give the post that it was an alias, or rename the thread in Isso"
        account.problems.append(_pull_problem(Level.WARNING, "unplaced-comments", message, fix))
    placed_by_source = {placed.entry.source: placed for placed in account.discussed.entries}
    heard = [
        (placed_by_source[source], pulled)
        for source, pulled in said.by_entry.items()
        if source in placed_by_source
    ]
    owned = {placed.entry.source: account.owned(placed, said.prefix) for placed, _ in heard}
    is_empty = not any(pulled.replies or pulled.problem for _, pulled in heard)
    lost = sum(owned.values()) if is_empty else 0
    for placed, pulled in heard:
        count = owned[placed.entry.source]
        if pulled.problem:
            name = f"{said.name}, “{placed.entry.title}”"
            _report_silence(account, name, pulled.problem)
        elif _would_wipe(pulled, count, lost) and not allows_removal:
            _refuse_removal(account, said.name, account.conversation(placed), count)
        elif count or pulled.replies:
            _merge(account.conversation(placed), said.prefix, pulled, account.discussed)


def _would_wipe(pulled: Pulled, owned: int, lost: int) -> bool:
    """Tell whether nothing came where there were many: under this entry, or from all the source."""
    return bool(owned) and not pulled.replies and pulled.is_whole and max(owned, lost) > _MANY


def _merge(conversation: _Conversation, prefix: str, pulled: Pulled, discussed: Discussed) -> None:
    merged = merge(conversation.merged.file, prefix, pulled, discussed.zone)
    conversation.merged = merged.after(conversation.merged)


def _report_silence(account: _Account, name: str, problem: str) -> None:
    message = f"{name}: {problem}; its comments stay as they are"
    fix = "see that its address is right and that it runs, and pull again"
    account.problems.append(_pull_problem(Level.ERROR, "outside-world", message, fix))
    account.exit_code = WORLD_FAILED


def _refuse_removal(account: _Account, name: str, conversation: _Conversation, owned: int) -> None:
    message = f"{name} has none of the {counted(owned, 'comment')} any more; nothing was removed"
    fix = "see whether it is the right one and in order; if they are to go, add --allow-removal"
    account.problems.append(
        Diagnostic(conversation.kept.path, 0, 0, Level.ERROR, "comments-removal", message, fix)
    )
    account.exit_code = account.exit_code or CONTENT_HAS_ERRORS


def _pull_problem(level: Level, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic("", 0, 0, level, rule, message, fix)


def _outcome(different: list[_Conversation], account: _Account, *, is_dry: bool) -> Outcome:
    lines = list(_lines(different))
    if not lines and account.exit_code is None:
        lines = ["Nothing is new."]
    if is_dry and different:
        lines.append("Nothing was written.")
    return Outcome(
        tuple(account.problems),
        lines=tuple(lines),
        report={
            "new": sum(each.merged.new for each in different),
            "changed": sum(each.merged.changed for each in different),
            "removed": sum(each.merged.removed for each in different),
            "files": [each.kept.path for each in different],
        },
        exit_code=account.exit_code,
    )


def _lines(different: Iterable[_Conversation]) -> Iterator[str]:
    for each in different:
        done = each.merged
        counts = ((done.new, "new"), (done.changed, "changed"), (done.removed, "removed"))
        words = ", ".join(f"{count:,} {word}" for count, word in counts if count)
        yield f"{words} under “{each.placed.entry.title}” ({each.kept.path})"
