"""Middle chapters of a move: the new site is finished, put on its host, and proved."""

from ssg.importers.moving.facts import MoveFacts
from ssg.importers.moving.wording import Chapter, code, plain
from ssg.text.counting import counted

_MOST_SHOWN = 20


def finishing_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about what a person does at the new site before anybody sees it."""
    steps = [_address_step(facts), *_entries_step(facts)]
    if facts.drafts:
        steps.append(
            f"Decide about {counted(facts.drafts, 'entry', 'entries')} that nobody could see: "
            "drafts are marked `draft: true`; what was private or behind a password lies in "
            "`.import/private/` and comes out only if you move it."
        )
    steps += [
        "Read the records in `content/authors/`: name, `bio`, portrait (`image`), `links`.",
        "Look at `menu`, `title`, `tagline` and `timezone` in `site.yaml`.",
        _comments_step(facts),
        (
            "Choose a theme (`theme:` in `site.yaml`) and read some pages in your browser: `ssg "
            "preview`."
        ),
        "`ssg build`: mend what it calls an error, read what it warns of.",
        (
            "`ssg verify`: each old address is served, redirected or gone on purpose. None may be "
            "LOST."
        ),
    ]
    return Chapter("Finish the new site", tuple(steps))


def _address_step(facts: MoveFacts) -> str:
    if facts.new_url:
        return f"`url:` in `site.yaml` must be the new address: `{code(facts.new_url)}`."
    if facts.is_free:
        return (
            "Decide where the blog will stand, best under a domain that you own: whoever owns the "
            "name can move again, and no link breaks. Write it as `url:` into `site.yaml`; so far "
            "the old address stands there."
        )
    return (
        f"`url:` in `site.yaml` is the old address, `{code(facts.old_url)}`. Leave it if you "
        "keep the domain (write `https` if it says `http`)."
    )


def _entries_step(facts: MoveFacts) -> tuple[str, ...]:
    if not facts.entries_to_see:
        return ()
    shown = facts.entries_to_see[:_MOST_SHOWN]
    lines = [
        f"  - {plain(entry.title) or 'without a title'}: `{code(entry.path)}`"
        + (f" ({plain(entry.why)})" if entry.why else "")
        for entry in shown
    ]
    if more := len(facts.entries_to_see) - len(shown):
        lines.append(f"  - and {more:,} more, all in `.import/report.md`")
    number = counted(len(facts.entries_to_see), "entry", "entries")
    return ("\n".join([f"Look at {number} that may not be as they were:", *lines]),)


def _comments_step(facts: MoveFacts) -> str:
    old = f"{counted(facts.comments, 'old comment')} will be shown. " if facts.comments else ""
    return (
        f"{old}Choose how readers answer from now on: `comments:` in `site.yaml` (none, by e-mail, "
        "or a comment service)."
    )


def trying_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about the new host, its temporary address, and the proof."""
    old_url = code(facts.old_url)
    steps = [
        (
            "Choose a host for plain files (any web space will do), and copy there what is **in** "
            "`output/`, hidden files such as `.htaccess` and `.well-known` included."
        ),
        (
            "Look at it under the temporary address that the host gives you: the front page, a "
            "post with pictures, a page of the menu, `/feed.xml`. Such an address must have no "
            "folder behind the name, or links lead nowhere."
        ),
        *_secrecy_steps(facts),
        (
            f"Compare with the old blog while it still runs: `ssg verify --against {old_url}`. "
            "LOST must be 0; mend, build and copy again until it is."
        ),
        (
            "On the day of the move: close comments on the old blog and write nothing there any "
            f"more, but for a farewell; export a last time, `{facts.command}`, `ssg build`, `ssg "
            "verify`, and copy `output/` again."
        ),
    ]
    return Chapter("Put it on the new host, and prove it", tuple(steps))


def _secrecy_steps(facts: MoveFacts) -> tuple[str, ...]:
    if facts.missing_media:
        return (
            (
                f"{counted(facts.missing_media, 'file')} stay linked to the old blog and vanish "
                "with it: fetch what you want to keep before you go on."
            ),
        )
    return ()
