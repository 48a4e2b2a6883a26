"""What nobody but the owner may see, gathered for files in `.import/private/`.

The exports themselves lie there byte for byte; these files make what they hold easy to find.
"""

import json
from collections.abc import Iterable, Iterator

from ssg.importers.mapping.places import Place
from ssg.importers.moving.wording import one_line
from ssg.importers.new_file import NewFile
from ssg.importers.writing.conversation import why_left
from ssg.model.export import OldAuthor, OldComment, OldEntry, Unreadable
from ssg.model.secret import SecretPairs

FOLDER = ".import/private/"


class PrivateRecords:
    """Lines of records, in the order of the export."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._items: list[str] = []
        self._comments: list[str] = []
        self._entries: list[str] = []
        self._unreadable: list[str] = []

    def keep_entry(self, entry: OldEntry, place: Place, file: str) -> None:
        """Keep where an entry stands in the export and what became of it, and its secrets."""
        fields = (file, str(entry.line), entry.kind, entry.id, entry.status)
        self._items.append("\t".join(map(one_line, (*fields, place.fate.value, place.source))))
        secrets = {"password": entry.password.value, **_revealed(entry.secrets)}
        told = {key: value for key, value in secrets.items() if value}
        if told:
            self._entries.append(_line({"id": entry.id, "file": place.source, **told}))

    def keep_comment(self, comment: OldComment, why: str = "") -> None:
        """Keep who wrote a comment; one that is not shown (because of `why`) whole."""
        author = comment.author
        why = why or why_left(comment)
        record = {
            "id": comment.id,
            "entry": comment.entry,
            "line": comment.line,
            "name": author.name,
            "email": author.email.value,
            "ip": comment.ip.value,
            **_revealed(comment.secrets),
            **_revealed(author.secrets),
        }
        if why:
            record |= {
                "left": why,
                "parent": comment.parent,
                "type": comment.type,
                "status": comment.status,
                "url": author.url,
                "user": comment.user,
                "date": comment.date.written,
                "body": comment.body,
            }
        if comment.meta:
            record["meta"] = [list(pair) for pair in comment.meta]
        if why or author.email or comment.ip or comment.secrets:
            self._comments.append(_line({key: part for key, part in record.items() if part}))

    def keep_unreadable(self, file: str, part: Unreadable) -> None:
        """Keep a part that could not be read, as it stands."""
        record = {
            "file": file,
            "line": part.line,
            "column": part.column,
            "reason": part.reason,
            "source": part.source.value,
        }
        self._unreadable.append(_line(record))

    def files(self, authors: Iterable[OldAuthor]) -> Iterator[NewFile]:
        """Yield the files, those that have something in them."""
        head = "file\tline\ttype\tid\tstatus\twhat became of it\tits file\n"
        yield NewFile(f"{FOLDER}items.tsv", head + "".join(f"{line}\n" for line in self._items))
        accounts = [_line(_account(author)) for author in authors]
        for name, lines in (
            ("accounts.jsonl", accounts),
            ("entries.jsonl", self._entries),
            ("comments.jsonl", self._comments),
            ("unreadable.jsonl", self._unreadable),
        ):
            if lines:
                yield NewFile(FOLDER + name, "".join(f"{line}\n" for line in lines))


def _account(author: OldAuthor) -> dict[str, object]:
    record = {
        "login": author.login,
        "id": author.id,
        "name": author.name,
        "first_name": author.first_name,
        "last_name": author.last_name,
        "email": author.email.value,
        "url": author.url,
        "image": author.image,
        **_revealed(author.secrets),
        **dict(author.extra),
    }
    return {key: value for key, value in record.items() if value}


def _revealed(secrets: SecretPairs) -> dict[str, str]:
    return {name: secret.value for name, secret in secrets}


def _line(record: dict[str, object]) -> str:
    text = json.dumps(record, ensure_ascii=False)
    # Half a character cannot be written; the export beside this file has it.
    return text.encode("utf-8", "replace").decode("utf-8")
