"""What comes after a deploy: the living site is asked whether it shows it, and others are told."""

import hashlib
from collections.abc import Iterator
from itertools import islice

from ssg.check.gone import is_lasting
from ssg.commands.deploying.flow import Deployment, Prepared
from ssg.commands.outcome import Tell
from ssg.deploy.after.announcing import announce_feeds, announce_pages
from ssg.deploy.after.asking import Waiting
from ssg.deploy.after.verifying import (
    Published,
    choose_to_verify,
    is_kept_by_hosts,
    verify_published,
)
from ssg.deploy.model import FILE, Kind
from ssg.model.diagnostic import Diagnostic, Level
from ssg.render.address import absolute_address
from ssg.text.addresses import address_of_output

_MOST_GONE = 20
_MOST_FEEDS = 50


def verify(
    deployment: Deployment, prepared: Prepared, tell: Tell, waiting: Waiting
) -> tuple[Diagnostic, ...]:
    """Return what readers do not see as it was sent.

    Of a deploy that had nothing to send the front page is looked at.
    """
    files, difference = prepared.files, prepared.difference
    changed = [file.path for file in difference.uploads]
    published = [
        Published(
            url=_url(path, deployment),
            digest=hashlib.sha256(files[path].source.read_bytes()).digest(),
            size=files[path].size,
            forwards=prepared.descriptions.get(path, FILE).kind is Kind.REDIRECT,
        )
        for path in choose_to_verify(changed, files)
    ]
    deleted = (path for path in difference.deleted if is_lasting(path))
    shown = (path for path in deleted if not is_kept_by_hosts(path))
    gone = [_url(path, deployment) for path in islice(shown, _MOST_GONE)]
    found = verify_published(published, waiting, lambda words: tell(words, 0, 0), gone=gone)
    fix = (
        "if the host needs time to show what is new, look again in some minutes; else see that the"
        " web server's folder is the one that was deployed to"
    )
    return tuple(
        Diagnostic("", 0, 0, Level.ERROR, "deploy-not-shown", f"{each.url} {each.why}", fix)
        for each in found
    )


def announce(deployment: Deployment, prepared: Prepared, waiting: Waiting) -> Iterator[str]:
    """Tell the hub of feeds, and search engines of pages, where the settings ask for it.

    Yields what came of it, in words: it never makes a deploy a failure.
    """
    settings, story = deployment.settings, prepared.story
    if not (story.posts.count or story.pages.count):
        return
    kinds = {
        file.path: prepared.descriptions.get(file.path, FILE).kind
        for file in prepared.difference.uploads
    }
    if settings.feeds.hub:
        feeds = (path for path, kind in kinds.items() if kind is Kind.FEED)
        # The site's own feeds come before those of its terms.
        first = sorted(feeds, key=lambda path: (path.count("/"), path))[:_MOST_FEEDS]
        urls = [_url(path, deployment) for path in first]
        yield announce_feeds(settings.feeds.hub, urls, waiting).words
    if settings.indexnow:
        entries = [path for path, kind in kinds.items() if kind in {Kind.POST, Kind.PAGE}]
        gone = [path for path in prepared.difference.deleted if is_lasting(path)]
        pages = [_url(path, deployment) for path in (*entries, *gone)]
        yield announce_pages(settings.indexnow, settings.url, pages, waiting).words


def _url(path: str, deployment: Deployment) -> str:
    return absolute_address(address_of_output(path), deployment.settings.url)
