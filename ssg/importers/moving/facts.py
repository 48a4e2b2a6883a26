"""What the plan of a move is made from."""

from ssg.importers.moving.host_kind import BLOGGER_KINDS, FREE_KINDS, HostKind, is_same_host
from ssg.importers.moving.omissions import Omitted
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class EntryToSee:
    """A post or page that a person should look at. `why` completes "look at it: …"."""

    title: str
    path: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """One blog and how its import went.

    `old_url` is where it stood, `new_url` where it will, "" while nobody knows. `drafts` are all
    entries that were not public. `missing_media` are files that were found nowhere. `has_uploads`:
    the files came from a folder or archive of the old host. `is_live_asked`: the living site was
    asked, and `found` is what it told beyond the export.
    """

    kind: HostKind
    old_url: str
    title: str = ""
    posts: int = 0
    pages: int = 0
    drafts: int = 0
    comments: int = 0
    missing_media: int = 0
    has_uploads: bool = False
    entries_to_see: tuple[EntryToSee, ...] = ()
    is_live_asked: bool = False
    found: frozenset[Omitted] = frozenset()
    new_url: str = ""

    @property
    def is_blogger(self) -> bool:
        """Tell whether the blog stands at Blogger."""
        return self.kind in BLOGGER_KINDS

    @property
    def is_free(self) -> bool:
        """Tell whether the old address belongs to the old host."""
        return self.kind in FREE_KINDS

    @property
    def keeps_address(self) -> bool:
        """Tell whether readers will find the new site where the old one was."""
        return not self.is_free and (not self.new_url or is_same_host(self.old_url, self.new_url))

    @property
    def command(self) -> str:
        """Return the command that imports an export of this host."""
        if self.is_blogger:
            return "ssg import blogger TAKEOUT.zip"
        return "ssg import wordpress EXPORT.xml"
