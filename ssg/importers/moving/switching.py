"""The chapters about names: DNS, its waiting times, the certificate, and the old free address."""

from ssg.importers.moving.facts import MoveFacts
from ssg.importers.moving.host_kind import HostKind, host_name
from ssg.importers.moving.wording import Chapter

WEEKS_TO_KEEP = 8
"""Weeks for which the old host keeps running beside the new site."""

_RECORDS = (
    (
        "**Write down all records of the domain first**, or take a picture of the whole list, at "
        "whoever keeps its DNS (where you bought the domain, or the old host)."
    ),
    (
        "**Leave the mail alone.** `MX` records and `TXT` records (SPF, DKIM, DMARC) carry your "
        "e-mail and have nothing to do with the blog: none of them is changed or deleted. If you "
        "change the *name servers* instead of single records, copy every record to the new ones "
        "first, these above all, and switch DNSSEC off before."
    ),
    (
        "**A day before:** lower the TTL of the records below to 300 seconds. They are what the "
        "world remembers; with the old value some readers see the old blog for a day or longer."
    ),
    (
        "**The switch:** where `{apex}` points to the old host, put what the new host tells you: "
        "its `A` record and, if it has one, `AAAA`, for the bare name `{apex}`; a `CNAME` for "
        "`www.{apex}`. Delete the old `A`, `AAAA` and `CNAME` of these two names, for a forgotten "
        "`AAAA` sends some readers to the old blog."
    ),
    (
        "Enter the domain at the new host, both `{apex}` and `www.{apex}`; one of them becomes the "
        "address (that in `url:` of `site.yaml`), the other redirects to it."
    ),
    (
        "**Wait:** with the low TTL minutes, otherwise up to two days. In between some readers see "
        "the old site and some the new; that is no fault."
    ),
    (
        "**HTTPS:** the new host makes a certificate once the domain points to it, usually within "
        "the hour. Until then browsers warn. If it does not come: a `CAA` record may forbid it, or "
        "an old record is left. Then let the host send `http` on to `https`."
    ),
)
_BY_BLOGGER = (
    "**First let Blogger itself redirect to your new domain:** enter it there (*Settings → "
    "Publishing → Custom domain*), with DNS as Blogger asks for it, and wait until it works. Then "
    "every address at `{name}` is answered by a redirect to your domain, with the same path. Only "
    "after that go on here, and leave the domain entered at Blogger. Try some old links when all "
    "is done: Blogger may show a page in between, or end this some day; then the template of the "
    "next chapter is left."
)
_CHECKS = (
    (
        "**See that it works:** `nslookup {name}` names the new host's number; a telephone off "
        "your network shows the new site; `https://{apex}` and `https://www.{apex}` both open with "
        "a closed lock."
    ),
    "Send yourself an e-mail from elsewhere and answer it.",
    "Set the TTL back to what it was (an hour or a day).",
)
_WHERE_OWNED = {
    HostKind.WORDPRESS_COM_OWN_DOMAIN: "If the domain was bought at WordPress.com, its DNS is "
    "there too (*Domains → DNS records*), and it stays yours without the plan: do not let it go "
    "together with the plan. Moving it elsewhere can wait until all works.",
    HostKind.BLOGGER_OWN_DOMAIN: "The records that led to Blogger are `CNAME`s to `ghs.google.com` "
    "and four `A` records with Google's numbers; leave `TXT` records that prove the domain to "
    "Google.",
}


def switching_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about the domain under which the new site will stand."""
    name = host_name(facts.new_url) or ("" if facts.is_free else host_name(facts.old_url))
    apex = name.removeprefix("www.") or "your-domain.example"
    steps = [step.format(apex=apex, name=name or apex) for step in _RECORDS]
    if name == apex and apex.count(".") > 1:
        steps.insert(
            4,
            f"If `{apex}` is a part of a larger domain, as `blog.your-domain.example` is, then one "
            "`CNAME` for it is all, and there is no `www`.",
        )
    if facts.keeps_address and facts.kind in _WHERE_OWNED:
        steps.insert(1, _WHERE_OWNED[facts.kind])
    if facts.kind is HostKind.BLOGSPOT:
        steps.insert(0, _BY_BLOGGER.format(name=host_name(facts.old_url) or "the old address"))
    if not facts.is_free and not facts.keeps_address:
        old = host_name(facts.old_url)
        steps.append(
            f"The old domain `{old}` needs the same: keep it, point it to the new host as well, "
            f"and let the host redirect it to `{apex}`, each address to the same path. If the new "
            "host cannot, where you bought the domain may offer forwarding *with path*."
        )
    steps += [check.format(apex=apex, name=name or apex) for check in _CHECKS]
    words = (
        "No domain of your own? Then the host's address is your address, and you can skip this "
        "chapter."
        if facts.is_free and not facts.new_url
        else ""
    )
    return Chapter("Point the domain to the new host", tuple(steps), words)


def old_address_chapter(facts: MoveFacts) -> Chapter:
    """Return the chapter about what becomes of the old address and the old host."""
    return Chapter("The old address", _OLD_ADDRESS[facts.kind](facts))


def _keep(facts: MoveFacts) -> str:
    return (
        f"Keep the old host running until `ssg verify` finds nothing LOST and for {WEEKS_TO_KEEP} "
        f"weeks after. Under its domain it is gone from sight, so nobody minds"
        f"{'; ask the host how you reach it without the domain' if facts.keeps_address else ''}."
    )


def _of_wordpress_com(facts: MoveFacts) -> tuple[str, ...]:
    name = host_name(facts.old_url) or "your old address"
    return (
        (
            f"Write a farewell post at `{name}`: where the blog is now, and its new feed. It "
            "reaches those who follow there by e-mail and in the Reader, and it stays on top."
        ),
        (
            "The one way to send every old link on is WordPress.com's paid *Site Redirect*: each "
            "address is answered with the same path at the new site, and since your posts kept "
            "their paths they are found. It lasts as long as you pay, year by year. Buy it only "
            "when the new site is up."
        ),
        (
            "Without it: leave the old blog public, close its comments, and put the new address "
            "into its title or tagline. Search engines will know two copies for a while."
        ),
        (
            "Do **not** make the old blog private, and do not delete it: a private blog answers "
            "nobody, so all links to it break, and redirects with them. If it must be private one "
            "day, then only when few come by it any more."
        ),
        "Short links of the form `wp.me/…` belong to WordPress.com and cannot be taken along.",
        "Pictures that other sites show from `files.wordpress.com` vanish with the old blog.",
    )


def _of_wordpress_com_domain(facts: MoveFacts) -> tuple[str, ...]:
    return (
        _keep(facts),
        (
            "The plan may end after that; before it is renewed, not before the switch. The domain "
            "itself must go on being paid for."
        ),
        (
            "The blog's second name at `wordpress.com` comes into sight again when the domain "
            "leaves it. Leave a farewell post on top there. Do **not** make it private and do not "
            "delete it while links lead to it."
        ),
        "Short links of the form `wp.me/…` belong to WordPress.com and cannot be taken along.",
    )


def _of_web_space(facts: MoveFacts) -> tuple[str, ...]:
    return (
        _keep(facts),
        (
            "If the new site goes to the *same* web space: rename the old folder, do not delete "
            "it, and let the domain show the new one. `wp-login.php` must no longer answer."
        ),
        (
            "An old WordPress that nobody updates is broken into. Once the weeks are over, switch "
            "it off; your copy of files and database is enough."
        ),
    )


def _of_blogspot(facts: MoveFacts) -> tuple[str, ...]:
    name = host_name(facts.old_url) or "your old address"
    return (
        (
            f"Write a farewell post at `{name}` with the new address and the new feed. It reaches "
            "those who follow by feed, for the template below changes pages only."
        ),
        (
            "**The template,** unless Blogger redirects to your domain already: "
            "`.import/blogger-template.xml` makes each old page name the new one as the real one "
            "(canonical link, for search engines) and sends readers on to the same path. Look "
            "whether your new address stands in it, then *Theme → Edit HTML*: replace all of it, "
            "save. Switch a separate mobile theme off. Your old template is in your backup."
        ),
        (
            "*Settings → Site feed*: enter the new `/atom.xml` as feed redirect, so that readers' "
            "programs get the new posts."
        ),
        "Do not delete the old blog and do not make it private: then all links to it break.",
    )


def _of_blogger_domain(facts: MoveFacts) -> tuple[str, ...]:
    return (
        (
            "Leave the custom domain entered at Blogger (*Settings → Publishing*), with its "
            "redirect: the still older `blogspot.com` address is then answered by a redirect to "
            "your domain, with the same path. Try some such links; Blogger may show a page in "
            "between, or end this some day."
        ),
        "Do not delete the blog at Blogger. It costs nothing, its pictures stay where other sites "
        "show them, and it is your way back: " + _keep(facts)[:1].lower() + _keep(facts)[1:],
    )


_OLD_ADDRESS = {
    HostKind.WORDPRESS_COM: _of_wordpress_com,
    HostKind.WORDPRESS_COM_OWN_DOMAIN: _of_wordpress_com_domain,
    HostKind.WORDPRESS_SELF_HOSTED: _of_web_space,
    HostKind.BLOGSPOT: _of_blogspot,
    HostKind.BLOGGER_OWN_DOMAIN: _of_blogger_domain,
}
