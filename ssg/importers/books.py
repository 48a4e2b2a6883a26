"""Where the second pass over an export writes down what it does."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field

from ssg.importers.findings import Findings, Ledger
from ssg.importers.mapping.places import Place
from ssg.importers.secrets import PrivateRecords
from ssg.model.record import dataclass


class ConversationNames:
    """The names of comments files: that of the entry's slug, the second of a name with a 2."""

    def __init__(self) -> None:
        """Begin with no names given."""
        self._taken: Counter[str] = Counter()

    def path_of(self, place: Place) -> str:
        """Return the path of the file for the conversation under an entry."""
        name = place.source.rpartition("/")[2].removesuffix(".md")
        self._taken[name.casefold()] += 1
        count = self._taken[name.casefold()]
        path = f"content/comments/{name}.yaml" if count == 1 else ""
        while not path:
            made = f"{name}-{count}"
            count += 1
            if not self._taken[made.casefold()]:
                self._taken[made.casefold()] = 1
                path = f"content/comments/{made}.yaml"
        return path


@dataclass(frozen=True, slots=True)
class Books:
    """Where the second pass writes down what it does."""

    ledger: Ledger
    findings: Findings
    private: PrivateRecords
    conversations: ConversationNames
    text_pages: dict[str, int] = field(default_factory=dict)
    """How many pages a text had, by the permalink of the entry."""
    anchors: list[str] = field(default_factory=list)
    """The old addresses of comments."""


def new_books(came: Mapping[str, int]) -> Books:
    """Return empty books, in which so much came in."""
    return Books(Ledger(came), Findings(), PrivateRecords(), ConversationNames())
