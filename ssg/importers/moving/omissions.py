"""What an export never holds, host by host, and what to do about each."""

import enum
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from ssg.importers.moving.host_kind import BLOGGER_KINDS, WORDPRESS_COM_KINDS, HostKind
from ssg.model.record import dataclass


class Omitted(enum.Enum):
    """A thing that an export leaves out, in the words of a list."""

    BIOS = "what the authors say of themselves"
    AVATARS = "portraits of the authors"
    AUTHOR_URLS = "addresses of the authors' own sites"
    SITE_ICON = "the icon of the site"
    TIME_ZONE = "the time zone"
    PERMALINKS = "the pattern of addresses"
    FRONT_PAGE = "what the front page shows"
    LIKES = "likes"
    SUBSCRIBERS = "subscribers"
    FOLLOWERS = "followers"
    STATS = "statistics"
    WIDGETS = "what stood in the sidebar and the footer"
    BLOGROLL = "the list of blogs and links"
    THEME = "the look"
    FORM_ENTRIES = "what readers sent by forms"
    OWN_REDIRECTS = "redirects of your own"
    PLUGIN_DATA = "what plugins keep for themselves"
    SPAM = "comments held as spam"
    REVISIONS = "earlier versions of the texts"
    PROFILE = "the profile of the author, with its portrait"


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that an export does not hold. `advice` is what to do, as a sentence.

    `is_found` tells that the living site told it, so that `advice` is only to look at it.
    """

    what: Omitted
    advice: str
    is_found: bool = False


FOUND_BY_ASKING = frozenset(
    {
        *(Omitted.BIOS, Omitted.AVATARS, Omitted.AUTHOR_URLS, Omitted.SITE_ICON),
        *(Omitted.TIME_ZONE, Omitted.LIKES, Omitted.PROFILE),
    }
)
"""What `--live` can find where the living site answers."""

_AUTHORS = "The records in `content/authors/` have it: read them through."
_WHEN_FOUND = {
    Omitted.BIOS: _AUTHORS,
    Omitted.AVATARS: _AUTHORS,
    Omitted.AUTHOR_URLS: _AUTHORS,
    Omitted.PROFILE: _AUTHORS,
    Omitted.SITE_ICON: "Look whether your browser shows it in `ssg preview`.",
    Omitted.TIME_ZONE: "It is `timezone` in `site.yaml`; a post of yours shows whether it is "
    "right.",
    Omitted.LIKES: "The counts stand in the posts, as `likes`.",
}
_COMMON = {
    Omitted.BIOS: "Copy them from the old site into `bio` in `content/authors/`.",
    Omitted.AVATARS: "Save them from the old site into `content/media/` and name each as `image` "
    "in `content/authors/`.",
    Omitted.AUTHOR_URLS: "Write them as `links` into `content/authors/`.",
    Omitted.SITE_ICON: "Save it from the old site as `content/static/favicon.ico`, or as a picture "
    "that `theme_settings: {favicon: …}` names.",
    Omitted.TIME_ZONE: "Compare the time under a post with the old one; mend `timezone` in "
    "`site.yaml` where it differs.",
    Omitted.PERMALINKS: "It was worked out from your posts' addresses, and each old address is "
    "kept. Look at `permalink` in `site.yaml`, which is what new posts will get.",
    Omitted.FRONT_PAGE: "If the old front page was a page of its own, put a link to it into "
    "`menu`.",
    Omitted.WIDGETS: "Copy the texts that you want to keep; links go to `menu` or `links` in "
    "`site.yaml`.",
    Omitted.BLOGROLL: "Write it as `blogroll` into `site.yaml`.",
    Omitted.THEME: "It stays behind. Take pictures of the front page, a post and the sidebar, to "
    "remember what was where.",
    Omitted.SPAM: "It is lost with the old blog, and hardly a loss; approve there what is none, "
    "before the last export.",
    Omitted.REVISIONS: "They are lost with the old blog; copy out what matters.",
}
_WORDPRESS = {
    **_COMMON,
    Omitted.LIKES: "They stay behind; a count that you want to show goes into the post as `likes`.",
    Omitted.SUBSCRIBERS: "Download the list where your newsletter is kept, before you cancel "
    "anything.",
    Omitted.STATS: "Write down, or download, the figures that you want to keep.",
    Omitted.FORM_ENTRIES: "Download them where the form's program keeps them (*Feedback* in "
    "Jetpack), if you need them.",
}
_BLOGGER = {
    Omitted.PROFILE: "Copy what you say of yourself, and your portrait, from the old site into "
    "`content/authors/`.",
    Omitted.SITE_ICON: _COMMON[Omitted.SITE_ICON],
    Omitted.FOLLOWERS: "The list of followers cannot be taken along. Tell them in a farewell post "
    "where the blog is now.",
    Omitted.SUBSCRIBERS: "If readers got your posts by e-mail through FeedBurner or another "
    "service, download the list there.",
    Omitted.STATS: "Blogger has no download for them: take pictures of the tables that you want to "
    "keep.",
    Omitted.WIDGETS: "The gadgets stay behind. Copy their texts; links go to `menu` or `links` in "
    "`site.yaml`.",
    Omitted.BLOGROLL: _COMMON[Omitted.BLOGROLL],
    Omitted.OWN_REDIRECTS: "Look under *Settings → Errors and redirects*; write what stands there "
    "into `content/redirects.yaml`.",
    Omitted.THEME: _COMMON[Omitted.THEME] + " *Theme → Back up* saves the template, in case you "
    "want to look something up.",
    Omitted.TIME_ZONE: _COMMON[Omitted.TIME_ZONE],
    Omitted.REVISIONS: _COMMON[Omitted.REVISIONS],
}
_BY_PLUGIN = {
    Omitted.PLUGIN_DATA: "Go through the list of plugins: polls, ratings, events, shops, "
    "membership keep their own tables. Only a copy of the database has them all.",
    Omitted.OWN_REDIRECTS: "Look into your redirect plugin and into `.htaccess`; write what stands "
    "there into `content/redirects.yaml`.",
}


def omissions(
    kind: HostKind, found: AbstractSet[Omitted] = frozenset(), *, known: Iterable[Omitted] = ()
) -> tuple[Omission, ...]:
    """Return what exports of such a host never hold, in the order of the list of all.

    `found` is what the living site told; `known` what this export told all the same, such as the
    time zone, and what therefore is no omission.
    """
    advice_by_thing = _advice(kind)
    left_out = set(known)
    return tuple(
        Omission(thing, _WHEN_FOUND[thing], is_found=True)
        if thing in found and thing in _WHEN_FOUND
        else Omission(thing, advice_by_thing[thing])
        for thing in Omitted
        if thing in advice_by_thing and thing not in left_out
    )


def _advice(kind: HostKind) -> dict[Omitted, str]:
    if kind in BLOGGER_KINDS:
        return _BLOGGER
    if kind in WORDPRESS_COM_KINDS:
        return _WORDPRESS
    return _WORDPRESS | _BY_PLUGIN
