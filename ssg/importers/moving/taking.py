"""First chapters of a move: what to take out of the old host, and what its export leaves out."""

from ssg.importers.moving.facts import MoveFacts
from ssg.importers.moving.host_kind import HostKind
from ssg.importers.moving.omissions import FOUND_BY_ASKING, Omitted, omissions
from ssg.importers.moving.wording import DONE, Chapter, code
from ssg.text.counting import counted

_TAKEN_OUT = frozenset({Omitted.SUBSCRIBERS, Omitted.FOLLOWERS, Omitted.STATS})
"""What the first chapter speaks of already, where the host's steps name it."""

_MENUS = "Menus are renamed now and then: look for something that sounds like it."

_WORDPRESS_COM = (
    (
        "**Texts.** *Tools → Export*, all content. A large blog comes as several files, or as a "
        "link by e-mail; keep them all."
    ),
    (
        "**Subscribers.** In the dashboard under *Subscribers* (at *Users* or *Jetpack*): the menu "
        "with the three dots saves the addresses as a CSV file. Who follows in WordPress.com's own "
        "Reader only cannot be taken along; a farewell post reaches them."
    ),
    (
        "**Statistics.** *Stats*: the tables of a year's posts can be saved as CSV. Nobody has "
        "them once the blog is gone."
    ),
)
_SELF_HOSTED = (
    "**Texts.** *Tools → Export → All content → Download Export File*.",
    (
        "**Everything else, once.** Let your web space make a copy of all files and of the "
        "database (its control panel calls that *Backup*; the database also leaves through "
        "*phpMyAdmin → Export*). It holds what plugins keep and what no export has. "
        "Keep it; you may never open it."
    ),
    (
        "**Subscribers.** If a plugin sends a newsletter (MailPoet, Newsletter, Jetpack …), "
        "download its list as CSV in that plugin."
    ),
    "**Statistics.** If a plugin counts your readers, save its figures.",
)
_BLOGGER = (
    (
        "**Texts and pictures.** <https://takeout.google.com>: choose *Blogger* only. The archive "
        "has the texts and, in its albums, the pictures in full size. *Settings → Manage blog → "
        "Back up content* gives the texts alone."
    ),
    (
        "**Template.** *Theme*, the small arrow, *Back up*. You will need it if you want to undo "
        "what the farewell below changes."
    ),
    (
        "**Feed.** *Settings → Site feed*: if a feed redirect (FeedBurner or another) is entered "
        "there, note it. Readers use that address, not Blogger's."
    ),
    (
        "**Subscribers.** Download lists of e-mail addresses where they are kept (FeedBurner, a "
        "newsletter). Followers cannot be taken along; a farewell post reaches them."
    ),
    (
        "**Statistics.** Blogger has no download for them: take pictures of the tables that you "
        "want to keep."
    ),
)
_STEPS = {
    HostKind.WORDPRESS_COM: _WORDPRESS_COM,
    HostKind.WORDPRESS_COM_OWN_DOMAIN: _WORDPRESS_COM,
    HostKind.WORDPRESS_SELF_HOSTED: _SELF_HOSTED,
    HostKind.BLOGSPOT: _BLOGGER,
    HostKind.BLOGGER_OWN_DOMAIN: _BLOGGER,
}


def taking_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about exports, files, subscribers and figures."""
    steps = list(_STEPS[facts.kind])
    if facts.missing_media or not facts.has_uploads:
        steps.insert(1, f"{_media_step(facts)}{_missing(facts)}")
    steps.append(
        f"Import what you fetched: `{facts.command}` again, with all that you have. What is there "
        "already stays as it is, your own changes included."
    )
    return Chapter("Take everything out of the old blog", tuple(steps), _MENUS)


def _media_step(facts: MoveFacts) -> str:
    if facts.is_blogger:
        return "**Pictures.** They come with the archive of takeout.google.com: import that one."
    if facts.kind is HostKind.WORDPRESS_SELF_HOSTED:
        return (
            "**Pictures and files.** Copy the folder `wp-content/uploads` from your web space, by "
            "SFTP or FTP or with the file manager of its control panel, and import again with "
            "`--uploads DIR`; or use `--download-media` while the old blog is public."
        )
    return (
        "**Pictures and files.** *Tools → Export* also offers the media library, as an archive. "
        "Unpack it and import again with `--uploads DIR`; or use `--download-media`, which fetches "
        "each file from the old blog while that is public."
    )


def _missing(facts: MoveFacts) -> str:
    if not facts.missing_media:
        return ""
    verb = "is" if facts.missing_media == 1 else "are"
    missing = counted(facts.missing_media, "file")
    return f" {missing} that your texts show {verb} missing: see `.import/report.md`."


def omissions_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about what the export never holds."""
    listed = [each for each in omissions(facts.kind, facts.found) if each.what not in _TAKEN_OUT]
    steps = [
        f"{DONE if each.is_found else ''}**{each.what.value.capitalize()}"
        f"{', found on the living site' if each.is_found else ''}.** {each.advice}"
        for each in listed
    ]
    can_ask = any(each.what in FOUND_BY_ASKING and not each.is_found for each in listed)
    if can_ask and not facts.is_live_asked:
        steps.insert(
            0,
            f"Let the old blog tell some of this itself, while it is public: import again with "
            f"`--live {code(facts.old_url)}`.",
        )
    return Chapter(
        "Look after what no export holds",
        tuple(steps),
        "Ticked lines were found on the living site. The others are yours, if you care for them.",
    )
