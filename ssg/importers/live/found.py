"""What of an export's gaps the living site filled."""

from ssg.importers.live.site import LiveSite
from ssg.importers.moving.host_kind import BLOGGER_KINDS, HostKind
from ssg.importers.moving.omissions import Omitted


def found_on(site: LiveSite, kind: HostKind) -> frozenset[Omitted]:
    """Return the things that exports leave out and that this site told."""
    has_avatars = any(author.avatar_url for author in site.authors)
    if kind in BLOGGER_KINDS:
        return frozenset({Omitted.PROFILE}) if has_avatars else frozenset()
    told = {
        Omitted.BIOS: any(author.bio_html for author in site.authors),
        Omitted.AVATARS: has_avatars,
        Omitted.AUTHOR_URLS: any(author.url for author in site.authors),
        Omitted.SITE_ICON: site.icon_url,
        Omitted.TIME_ZONE: site.timezone,
        Omitted.LIKES: site.likes,
    }
    return frozenset(thing for thing, value in told.items() if value)
