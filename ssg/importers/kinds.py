"""What things of an old blog are called in the ledger."""

from collections.abc import Mapping

from ssg.model.export import OldComment, Standing

POSTS, PAGES, DRAFTS, OTHERS = "posts", "pages", "drafts", "others"
COMMENTS, PINGBACKS = "comments", "pingbacks"
AUTHORS, CATEGORIES, TAGS = "authors", "categories", "tags"
MEDIA, FILES_IN_TEXTS, REDIRECTS, UNREADABLE = "media", "files_in_texts", "redirects", "unreadable"

KINDS = (
    POSTS, PAGES, DRAFTS, COMMENTS, PINGBACKS, AUTHORS, CATEGORIES, TAGS, MEDIA, FILES_IN_TEXTS,
    REDIRECTS, OTHERS, UNREADABLE,
)  # fmt: skip
"""All kinds, in the order in which they are told."""

_MENTIONS = frozenset({"pingback", "trackback"})
PostTypes = Mapping[str, str]
"""The names of types that become "posts" or "pages", beside these two themselves."""

PLAIN_TYPES: PostTypes = {"post": POSTS, "page": PAGES}


def kind_of_entry(kind: str, standing: Standing, post_types: PostTypes) -> str:
    """Return under which name an entry counts."""
    if kind == "attachment":
        return MEDIA
    written = post_types.get(kind)
    if written is None:
        return OTHERS
    return written if standing is Standing.PUBLIC else DRAFTS


def kind_of_comment(comment: OldComment) -> str:
    """Return under which name a comment counts."""
    return PINGBACKS if comment.type in _MENTIONS else COMMENTS


_TERMS = {"category": CATEGORIES, "post_tag": TAGS, "label": TAGS}


def kind_of_term(taxonomy: str) -> str:
    """Return under which name a term counts, "" for what is none of ours."""
    return _TERMS.get(taxonomy, "")
