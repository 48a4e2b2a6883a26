"""A post or page in schema.org's words."""

from ssg.model.comment import CommentType, Thread
from ssg.model.view import Article, ConversationView, EntryView, SiteView
from ssg.render.address import absolute_address
from ssg.render.context import PageContext
from ssg.render.date import iso
from ssg.render.feed import audio_type, changed, seconds_of
from ssg.render.json_ld_people import person, picture, publisher
from ssg.render.json_text import Json, Members, known, members_of
from ssg.render.text import plain_text

_MOST_COMMENTS = 50


def article(view: EntryView, page: PageContext) -> list[Members]:
    """Return a post as the kind of posting that site.yaml names, a page as a WebPage."""
    entry, site_url = view.entry, page.site_url
    url = absolute_address(entry.url, site_url)
    last_changed = changed(entry)
    is_post = entry.kind == "post"
    about: Json = {
        "@context": "https://schema.org",
        "@type": view.site.jsonld if is_post else "WebPage",
        "headline" if is_post else "name": entry.title,
        "description": entry.description or entry.summary,
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url} if is_post else {},
        "image": picture(entry.picture, site_url),
        "datePublished": iso(entry.date) if entry.date else "",
        "dateModified": iso(last_changed) if last_changed else "",
    }
    more = _posting(entry, site_url) if is_post else {}
    if view.conversation is not None:
        more |= _conversation(view.conversation, url, page)
    return [members_of(about), _origin(view.site, entry, page), members_of(more)]


def _origin(site: SiteView, entry: Article, page: PageContext) -> Members:
    """Return who wrote and who publishes: the same for each post of an author."""
    asked = (site, *entry.authors)
    key = page.shared.key(f"origin {entry.language}", asked)
    origin = page.shared.get(key)
    if origin is None:
        site_url = page.site_url
        about: Json = {
            "author": [person(author, site_url) for author in entry.authors],
            "publisher": publisher(site, site_url),
            "inLanguage": entry.language or site.language,
            "isPartOf": {"@type": "Blog", "name": site.title, "url": f"{site_url}/"},
        }
        origin = page.shared.keep(key, members_of(about), asked)
    return origin


def _posting(entry: Article, site_url: str) -> Json:
    return {
        "wordCount": entry.words,
        "articleSection": [term.name for term in entry.categories],
        "keywords": [term.name for term in entry.tags],
        "audio": _audio(entry, site_url),
        "citation": [
            known({"@type": "CreativeWork", "name": source.title, "url": source.url})
            for source in entry.sources
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": iso(correction.date),
                "text": plain_text(correction.html),
            }
            for correction in entry.corrections
        ],
    }


def _audio(entry: Article, site_url: str) -> Json:
    audio = entry.audio
    if audio is None:
        return {}
    seconds = seconds_of(audio.duration)
    return known(
        {
            "@type": "AudioObject",
            "contentUrl": absolute_address(audio.src, site_url),
            "encodingFormat": audio_type(audio),
            "duration": f"PT{seconds}S" if seconds else "",
            "contentSize": str(audio.length) if audio.length else "",
        }
    )


def _conversation(conversation: ConversationView, url: str, page: PageContext) -> Json:
    thread = page.heavy.get(conversation.thread) if conversation.thread else None
    if not isinstance(thread, Thread):
        return {"commentCount": conversation.comment_count}
    shown = [c for c in thread.comments if c.type is CommentType.COMMENT][:_MOST_COMMENTS]
    comments = [
        known(
            {
                "@type": "Comment",
                "url": f"{url}#{comment.anchor}",
                "author": known(
                    {
                        "@type": "Person",
                        "name": comment.author_name,
                        "url": comment.author_url
                        if comment.author_url.startswith(("http://", "https://"))
                        else "",
                    }
                ),
                "datePublished": iso(comment.date) if comment.date else "",
                "text": plain_text(comment.body_html),
            }
        )
        for comment in shown
    ]
    return {"commentCount": conversation.comment_count, "comment": comments}
