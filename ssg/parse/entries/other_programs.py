"""Keys of other programs that are no other name of ours: what their values mean here.

Each key (in lower case, with underscores) has a fix by its value; `ANY` stands for all others. A
key that only has another name stands in the table itself, as `also`.
"""

from collections.abc import Mapping

from ssg.parse.yaml.nodes import Node, ScalarNode

ANY = "*"

Fixes = Mapping[str, str]


def foreign_fix(written: str, value: Node | None, foreign: Mapping[str, Fixes]) -> str:
    """Return what to write instead of the key `written` with this value, "" if it is no such key.

    `foreign` are the keys of other programs that are known in this place.
    """
    fixes = foreign.get(written.strip().lower().replace("-", "_"), {})
    text = value.text.strip().lower() if isinstance(value, ScalarNode) else ""
    return fixes.get(text) or fixes.get(ANY, "")


_PUBLISHED = "remove it: what is no draft appears on its date"
_DRAFT = "write `draft: true` instead: it is not built unless you ask for drafts"
_TEMPLATE = "remove it: posts have post.html and pages page.html without it"
_PASSWORD = "remove it, and the text with it if it is secret: a static site asks for no password"  # noqa: S105  # a sentence
_ORDER = "remove it: `menu:` in site.yaml sets the order of pages, and dates that of posts"

_PART = "write it into `series:`, like series: {name: Letters from the Hague, part: 2}"

_PICTURE = (
    'write it into `image:`, like image: {src: cover.jpg, alt: "Two cranes", credit: Ana Ruiz}'
)

_YES_OR_NO: Fixes = {
    **dict.fromkeys(("true", "yes", "on", "1"), _PUBLISHED),
    **dict.fromkeys(("false", "no", "off", "0"), _DRAFT),
}
_STATUS: Fixes = {
    **dict.fromkeys(("publish", "published", "public", "inherit"), _PUBLISHED),
    "future": "remove it: a post whose date lies in the future waits until then",
    "scheduled": "remove it: a post whose date lies in the future waits until then",
    **dict.fromkeys(("draft", "pending", "private", "auto-draft", "trash", "hidden"), _DRAFT),
    ANY: "write `draft: true` if it is not to be built; otherwise remove it",
}
_LAYOUT: Fixes = {
    **dict.fromkeys(("post", "posts", "page", "default", "single", "article"), _TEMPLATE),
    ANY: "write `template:` and the file's name, like essay.html, if your theme has one; "
    "otherwise remove it",
}
_VISIBILITY: Fixes = {
    **_STATUS,
    "unlisted": "write `unlisted: true` instead",
    ANY: "write `draft: true` or `unlisted: true`, or remove it",
}

ENTRY_KEYS: Mapping[str, Fixes] = {
    **dict.fromkeys(("published", "publish", "is_published"), _YES_OR_NO),
    **dict.fromkeys(("status", "post_status", "state"), _STATUS),
    **dict.fromkeys(("layout", "type", "post_type", "page_template", "kind"), _LAYOUT),
    "visibility": _VISIBILITY,
    **{key: {ANY: _PASSWORD} for key in ("password", "post_password")},
    **{key: {ANY: _ORDER} for key in ("menu_order", "weight", "nav_order")},
    "excerpt_separator": {ANY: "remove it: the mark is always `<!--more-->`"},
    **{key: {ANY: _PART} for key in ("series_order", "series_part", "series_weight")},
    **{
        f"{picture}{part}": {ANY: _PICTURE}
        for picture in ("", "image_", "cover_", "cover_image_", "feature_image_", "featured_image_")
        for part in ("alt", "caption", "credit")
    },
    "ping_status": {ANY: "remove it: `webmention:` in site.yaml is for the whole site"},
    "author_email": {ANY: "put it into the author's record: `email:` in content/authors/"},
}
