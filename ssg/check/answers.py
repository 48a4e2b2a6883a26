"""Whether readers can answer in the way that site.yaml names."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site


def check_answers(site: Site) -> Iterator[Diagnostic]:
    """Report letters as the way to answer, where site.yaml asks for them and none can be sent."""
    settings = site.settings
    place = settings.places.get("comments.provider")
    if place is None or settings.comments.provider != "mailto" or settings.comments.email:
        return
    default = site.authors.get(settings.author)
    authors = [author for post in site.posts for author in post.authors]
    if not site.posts or (default and default.email) or any(each.email for each in authors):
        return
    yield Diagnostic(
        "site.yaml", *place, Level.WARNING, "comments-address",
        "readers are to answer by e-mail, and neither `comments:` nor an author has an address",
        "add `email: …` beside `provider:` or to the author's file, or write `provider: none`",
    )  # fmt: skip
