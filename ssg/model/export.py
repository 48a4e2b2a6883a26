"""What a foreign blog holds, as its export says: the same nouns for WordPress and Blogger.

Nothing is decided here: texts, slugs, dates and statuses stand as the old host wrote them, beside
what they mean. What has no field of its own stays in `extra` (elements that no field is for) or
`meta` (the pairs that WordPress and its plugins keep beside an entry, a term or a comment), as
(name, value) in the order of the file, repeated names included.

Whatever must reach no public file (e-mail, IP, password, the untouched source) is a `Secret`. It
shows as dots in every text and in every `repr`, and writers of YAML or JSON refuse it; whoever may
have it asks for `secret.value`.
"""

import datetime as dt
import enum

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass
from ssg.model.secret import NO_SECRET, Secret, SecretPairs

Pairs = tuple[tuple[str, str], ...]
"""Names and values in the order of the file; a name may come again."""


class Host(enum.Enum):
    """Where a blog comes from."""

    WORDPRESS = "wordpress"
    BLOGGER = "blogger"


class Standing(enum.Enum):
    """What the status of an entry means. Only PUBLIC was seen by everybody.

    SCHEDULED: would have come out at its date. PROTECTED: public, behind a password. INHERITED: an
    attachment, as public as the entry it belongs to. A status that nobody knows is PRIVATE.
    """

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"
    PROTECTED = "protected"
    TRASHED = "trashed"
    INHERITED = "inherited"


class CommentStanding(enum.Enum):
    """What the status of a comment means. Only APPROVED was seen by everybody.

    REMOVED: its place in the conversation was shown, its text was not. A status that nobody knows
    is PRIVATE, and so are the notes of editors.
    """

    APPROVED = "approved"
    PENDING = "pending"
    SPAM = "spam"
    TRASHED = "trashed"
    REMOVED = "removed"
    PRIVATE = "private"


class BodyFormat(enum.Enum):
    """How a body is written, which tells how it becomes HTML.

    WORDPRESS_CLASSIC: paragraphs are empty lines. WORDPRESS_BLOCKS: HTML between block comments.
    BLOGGER_HTML: HTML, whose line breaks may count (a setting of the blog).
    """

    WORDPRESS_CLASSIC = "wordpress-classic"
    WORDPRESS_BLOCKS = "wordpress-blocks"
    BLOGGER_HTML = "blogger-html"
    PLAIN = "plain"


_LEAST_OFFSET, _LARGEST_OFFSET = dt.timedelta(hours=-12), dt.timedelta(hours=14)
_OFFSET_STEP = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class OldDate:
    """A moment as far as the export knows it; both None where there is none.

    `local` is what the clock on the old host's wall showed, `utc` the same moment in UTC, both
    without a time zone. `written` is the text of the file.
    """

    local: dt.datetime | None = None
    utc: dt.datetime | None = None
    written: str = ""

    @property
    def offset(self) -> dt.timedelta | None:
        """Return local time minus UTC, or None where it is unknown or that of no time zone."""
        if self.local is None or self.utc is None:
            return None
        offset = self.local - self.utc
        is_likely = _LEAST_OFFSET <= offset <= _LARGEST_OFFSET and not offset % _OFFSET_STEP
        return offset if is_likely else None

    @property
    def moment(self) -> dt.datetime | None:
        """Return the date with its offset; in UTC where only that is known, else without zone."""
        if self.local is None:
            return None if self.utc is None else self.utc.replace(tzinfo=dt.UTC)
        offset = self.offset
        return self.local if offset is None else self.local.replace(tzinfo=dt.timezone(offset))


NO_DATE = OldDate()


@dataclass(frozen=True, slots=True)
class OldAuthor:
    """Who wrote: an account of the old host, or what an entry says of its author.

    WordPress entries name a `login` only; the account itself comes once, before the entries.
    """

    login: str = ""
    id: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: Secret = NO_SECRET
    url: str = ""
    image: str = ""
    extra: Pairs = ()
    secrets: SecretPairs = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class OldTerm:
    """A value of a taxonomy: category, post_tag, post_format, nav_menu, label (Blogger's) or other.

    `parent` is the slug of the term above. In an entry only taxonomy, slug and name are known.
    """

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    id: str = ""
    meta: Pairs = ()
    extra: Pairs = ()
    secrets: SecretPairs = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class OldEnclosure:
    """A file that a feed entry carried along, such as the sound of an episode."""

    url: str
    length: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class OldComment:
    """One answer. `entry` is the id of what it answers to, `parent` the comment's, or "".

    `status` is as written ("1", "hold", "LIVE"), `type` too ("" is a comment). `user` is the id of
    the account of a registered author.
    """

    host: Host
    id: str
    entry: str
    parent: str
    type: str
    status: str
    standing: CommentStanding
    author: OldAuthor
    user: str
    ip: Secret
    date: OldDate
    updated: OldDate
    body: str
    format: BodyFormat
    link: str = ""
    meta: Pairs = ()
    extra: Pairs = ()
    secrets: SecretPairs = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class OldEntry:
    """A post, a page or anything else that has a place of its own in the export.

    `kind` is the host's own word: post, page, attachment, nav_menu_item, a type of a plugin, or ""
    where the file names none. `id` is the host's number, `guid` what feeds named the entry by.
    `link` is the old address: absolute, or for Blogger's takeout the path of it. `parent` is the id
    of the entry above. `date` is when it came out, `updated` when it was changed last, `created`
    when it was begun.
    """

    host: Host
    kind: str
    id: str
    guid: str
    is_guid_permalink: bool
    link: str
    title: str
    date: OldDate
    updated: OldDate
    status: str
    standing: Standing
    authors: tuple[OldAuthor, ...]
    terms: tuple[OldTerm, ...]
    content: str
    format: BodyFormat
    excerpt: str = ""
    description: str = ""
    created: OldDate = NO_DATE
    password: Secret = NO_SECRET
    slug: str = ""
    parent: str = ""
    menu_order: int = 0
    is_sticky: bool = False
    attachment_url: str = ""
    enclosures: tuple[OldEnclosure, ...] = ()
    comment_status: str = ""
    ping_status: str = ""
    comments: tuple[OldComment, ...] = ()
    meta: Pairs = ()
    extra: Pairs = ()
    secrets: SecretPairs = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class OldBlog:
    """The blog itself. Comes before the first entry, and again if the file tells more later.

    `urls` are all addresses it says it has, the public one first. `version` is that of the
    format ("1.2", "legacy", "2018"). `settings` are Blogger's, without their prefix, and the
    template under "TEMPLATE". `timezone` is an IANA name where the export tells it.
    """

    host: Host
    title: str = ""
    tagline: str = ""
    language: str = ""
    timezone: str = ""
    urls: tuple[str, ...] = ()
    generator: str = ""
    version: str = ""
    id: str = ""
    exported: OldDate = NO_DATE
    settings: Pairs = ()
    extra: Pairs = ()
    secrets: SecretPairs = ()


class RepairKind(enum.Enum):
    """What was changed in order to read a file that is no proper XML."""

    ENCODING = "bytes that are not of the file's encoding"
    SURROGATES = "characters written as two halves"
    BEFORE = "text before the XML begins"
    AFTER = "text between or after the elements"
    CONTROLS = "control characters"
    CDATA = "CDATA sections inside each other or without an end"
    ENTITIES = "entities of HTML"
    AMPERSANDS = "ampersands that stand for themselves"
    LESS_THAN = "less-than signs that stand for themselves"
    PREFIXES = "prefixes that are declared nowhere"
    ROOT = "a root element that is missing or broken"
    STRAY_TAGS = "tags without a partner"
    UNCLOSED = "an entry without an end"
    TRUNCATED = "the end of the file is missing"


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that reading needed, at its first place (from 1). `what` is the text it was about.

    `count` counts changes of that kind on the line; of TRUNCATED, ENCODING and text outside of
    elements the characters that are concerned.
    """

    line: int
    column: int
    kind: RepairKind
    count: int
    what: str = ""


class Scope(enum.Enum):
    """How much of a file could not be read."""

    FILE = "file"
    ELEMENT = "element"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of a file that could not be read, handed out as it stands (decoded, lines in LF).

    FILE: the file is no export; `source` is its beginning. ELEMENT: an entry or a term. PART: text
    outside of elements, or a piece of one that is too large. `name` is that of the element.
    """

    line: int
    column: int
    scope: Scope
    name: str
    reason: str
    source: Secret


pickle_by_fields(__name__)
