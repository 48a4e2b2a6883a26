"""What the template of a letter sees of a post."""

from dataclasses import replace

from ssg.model.settings import NewsletterSettings
from ssg.model.view import Article, EntryView, LetterView
from ssg.render.address import absolute_address

_LONGEST_PREHEADER = 150
"""Mail programs show so many letters beside a subject, or fewer."""


def letter_view(
    post: EntryView, newsletter: NewsletterSettings, subject: str = "", *, has_copies: bool = True
) -> LetterView:
    """Return the view of the letter that `post` becomes, under a `subject` or its own title.

    `has_copies` tells that the site has the copies of lead pictures that pages are shared with.
    """
    return LetterView(
        site=post.site,
        url=post.url,
        subject=subject or post.entry.title,
        preheader=_shortened(post.entry.summary or post.entry.description),
        entry=_with_plain_picture(post.entry) if has_copies else post.entry,
        series=post.series,
        answer_to=next((author.email for author in post.entry.authors if author.email), ""),
        unsubscribe=absolute_address(newsletter.unsubscribe, post.site.url),
    )


def _with_plain_picture(entry: Article) -> Article:
    """Return `entry` with the JPEG of its lead picture, which is small and shown everywhere."""
    picture, shared = entry.picture, entry.sharing
    if picture is None or picture.variants is None or shared is None:
        return entry
    plain = replace(
        picture, src=shared.src, width=shared.width, height=shared.height, variants=None
    )
    return replace(entry, picture=plain)


def _shortened(text: str) -> str:
    """Return `text` on one line, cut between words where it is long."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_PREHEADER:
        return text
    return text[:_LONGEST_PREHEADER].rpartition(" ")[0].rstrip(" ,;:–—-") + " …"
