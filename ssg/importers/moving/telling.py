"""Last chapters of a move: who must hear of it, and what may be cancelled when."""

from ssg.importers.moving.facts import MoveFacts
from ssg.importers.moving.switching import WEEKS_TO_KEEP
from ssg.importers.moving.wording import Chapter, code

_FEED_BY_ADDRESS = {
    True: "Feeds: subscribe to the **old** feed address in a feed reader. It must show the new "
    "site's posts, each once: they kept the identity they had, so nobody gets old posts again.",
    False: "Feeds: subscribe to the **new** feed (`/feed.xml`) in a feed reader. If the old "
    "address redirects, subscribe to the old one too: it must show the same posts, each once.",
}


def telling_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about feeds, subscribers, search engines and profiles."""
    steps = [_FEED_BY_ADDRESS[facts.keeps_address]]
    if facts.is_blogger:
        steps.append(
            "FeedBurner, if you used it: enter the new feed as the source there. Its readers then "
            "notice nothing."
        )
    steps += [
        (
            "Newsletter: `ssg subscribers LIST.csv --to PROVIDER` makes of the old list of "
            "subscribers what your new provider imports (`newsletter:` in `site.yaml` shows the "
            "form). Only addresses of people who asked for it; tell them in the first letter why "
            "it comes from elsewhere."
        ),
        "Search engines: in the consoles of Google and Bing, enter the new site and its "
        "`/sitemap.xml`." + _change_of_address(facts),
    ]
    if not facts.keeps_address:
        steps.append(
            "Change the address in your profiles (Mastodon, Bluesky, Facebook, your e-mail's "
            "signature) and ask the sites that link to you most."
        )
    steps.append(
        f"Write a first post on the new site, so that readers see that it lives: `ssg new "
        f"--moved-from {code(facts.old_url)}` begins one that tells of the move, and prints a "
        "farewell for the old blog. `/follow/` explains to readers how they follow."
    )
    return Chapter("Tell readers and search engines", tuple(steps))


def _change_of_address(facts: MoveFacts) -> str:
    if facts.keeps_address:
        return " The address has not changed, so there is nothing else to tell them."
    return (
        " Where old addresses redirect, also use Google's *Change of address*, and keep the "
        "redirects for a year at least; without redirects it does not work."
    )


def after_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about cancelling and keeping."""
    steps = [
        (
            f"After {WEEKS_TO_KEEP} weeks: `ssg verify` once more. Look at the web server's list "
            "of pages not found, if it has one, and write what is missing into "
            "`content/redirects.yaml`."
        ),
    ]
    if not facts.is_free:
        steps.append(
            "Only now cancel the old host. **Not the domain**, and no mailbox that hangs on the "
            "old contract: ask before you cancel."
        )
    steps += [
        (
            "Keep the export, the archive of pictures and the folder `.import/` in two places that "
            "are yours. `.import/` has the untouched source of every entry."
        ),
        (
            "`.import/` must never be published or put into a public repository: it holds e-mail "
            "addresses and what was private. Git is told to ignore it; keep it so."
        ),
        (
            "The whole blog is now the folder of this site. Make copies of it as you do of your "
            "letters."
        ),
    ]
    return Chapter("Afterwards", tuple(steps))
