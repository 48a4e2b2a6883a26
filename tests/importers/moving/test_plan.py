"""The plan of a move says what this blog needs, in the order of doing, and no more."""

import re
from dataclasses import replace

import pytest

from ssg.importers.moving.facts import EntryToSee, MoveFacts
from ssg.importers.moving.host_kind import BLOGGER_KINDS, HostKind
from ssg.importers.moving.omissions import Omitted
from ssg.importers.moving.plan import move_plan, next_steps

OLD_URLS = {
    HostKind.WORDPRESS_COM: "https://lamplighter.wordpress.com/",
    HostKind.WORDPRESS_COM_OWN_DOMAIN: "https://www.lamplighter.example/",
    HostKind.WORDPRESS_SELF_HOSTED: "http://lamplighter.example/",
    HostKind.BLOGSPOT: "http://lamplighter.blogspot.com/",
    HostKind.BLOGGER_OWN_DOMAIN: "https://lamplighter.example/",
}
FREE = [HostKind.WORDPRESS_COM, HostKind.BLOGSPOT]
OWN = [kind for kind in HostKind if kind not in FREE]
every_kind = pytest.mark.parametrize("kind", HostKind, ids=lambda kind: kind.name)


def facts(kind: HostKind, **changes: object) -> MoveFacts:
    made = MoveFacts(kind, OLD_URLS[kind], "The Lamplighter", 12, 3, 2, 1204)
    return replace(made, **changes)  # type: ignore[arg-type]


def chapter(plan: str, title: str) -> str:
    """Return the part of the plan under the heading that holds `title`."""
    parts = re.split(r"(?m)^## ", plan)
    (found,) = [part for part in parts if title in part.partition("\n")[0]]
    return found


def assert_order(text: str, *words: str) -> None:
    """Assert that each of `words` comes first after the one before."""
    places = [text.index(word) for word in words]
    assert places == sorted(places), dict(zip(words, places, strict=True))


@every_kind
def test_the_steps_come_in_the_order_of_doing(kind: HostKind) -> None:
    plan = move_plan(facts(kind))
    assert_order(
        plan,
        "Take everything out",
        "what no export holds",
        "`ssg preview`",
        "`ssg build`",
        "`ssg verify`",
        "temporary address",
        "ssg verify --against",
        "**A day before:** lower the TTL",
        "**The switch:**",
        "**HTTPS:**",
        "**See that it works:**",
        "The old address",
        "`/sitemap.xml`",
        "## 8. Afterwards",
    )


@every_kind
def test_every_step_has_a_box_to_tick(kind: HostKind) -> None:
    plan = move_plan(facts(kind))
    lines = [line for line in plan.splitlines() if line.startswith("- ")]
    assert len(lines) > 30
    assert all(line.startswith("- [ ] ") for line in lines)


@every_kind
def test_mail_is_left_alone_before_any_record_is_changed(kind: HostKind) -> None:
    names = chapter(move_plan(facts(kind)), "Point the domain")
    assert "`MX`" in names
    assert "`TXT`" in names
    assert_order(names, "Write down all records", "Leave the mail alone", "The switch")


@every_kind
def test_the_blog_is_named_with_its_counts(kind: HostKind) -> None:
    head = move_plan(facts(kind)).partition("## 1.")[0]
    assert head.startswith("# The move of The Lamplighter\n")
    for words in (OLD_URLS[kind], "12 posts", "3 pages", "2 entries", "1,204 comments"):
        assert words in head


@every_kind
def test_no_step_is_for_another_host(kind: HostKind) -> None:
    plan = move_plan(facts(kind, missing_media=3))
    foreign = {
        "Site Redirect": {HostKind.WORDPRESS_COM},
        "wp.me": {HostKind.WORDPRESS_COM, HostKind.WORDPRESS_COM_OWN_DOMAIN},
        "Domains → DNS": {HostKind.WORDPRESS_COM_OWN_DOMAIN},
        "SFTP": {HostKind.WORDPRESS_SELF_HOSTED},
        "phpMyAdmin": {HostKind.WORDPRESS_SELF_HOSTED},
        "takeout.google.com": BLOGGER_KINDS,
        "FeedBurner": BLOGGER_KINDS,
        "ghs.google.com": {HostKind.BLOGGER_OWN_DOMAIN},
        "blogger-template.xml": {HostKind.BLOGSPOT},
        "ssg import blogger": BLOGGER_KINDS,
        "ssg import wordpress": set(HostKind) - BLOGGER_KINDS,
        "--uploads": set(HostKind) - BLOGGER_KINDS,
        "media library": {HostKind.WORDPRESS_COM, HostKind.WORDPRESS_COM_OWN_DOMAIN},
    }
    assert {words for words in foreign if words in plan} == {
        words for words, kinds in foreign.items() if kind in kinds
    }


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_the_old_host_is_cancelled_last_and_the_domain_never(kind: HostKind) -> None:
    plan = move_plan(facts(kind))
    assert_order(plan, "**HTTPS:**", "8 weeks", "Only now cancel the old host")
    assert "Not the domain" in chapter(plan, "Afterwards")


@pytest.mark.parametrize("kind", FREE, ids=lambda kind: kind.name)
def test_a_free_address_is_neither_cancelled_nor_made_private(kind: HostKind) -> None:
    plan = move_plan(facts(kind))
    assert "cancel the old host" not in plan
    old = chapter(plan, "The old address")
    assert "farewell post" in old
    assert re.search(r"[Dd]o (?:\*\*)?not(?:\*\*)? (?:make|delete)[^.]*private", old)
    assert "lamplighter" in old


def test_the_site_redirect_is_paid_and_bought_when_the_new_site_is_up() -> None:
    old = chapter(move_plan(facts(HostKind.WORDPRESS_COM)), "The old address")
    assert_order(old, "farewell post", "paid *Site Redirect*", "as long as you pay", "private")


def test_blogger_redirects_to_the_domain_before_that_leaves_blogger() -> None:
    names = chapter(move_plan(facts(HostKind.BLOGSPOT)), "Point the domain")
    assert_order(names, "*Settings → Publishing → Custom domain*", "**The switch:**")


def test_a_domain_that_is_kept_is_named_with_and_without_www() -> None:
    plan = move_plan(facts(HostKind.WORDPRESS_COM_OWN_DOMAIN))
    names = chapter(plan, "Point the domain")
    assert "`www.lamplighter.example`" in names
    assert "www.www." not in names
    assert "with path" not in names
    assert "**old** feed address" in chapter(plan, "Tell readers")


def test_a_new_domain_is_what_the_records_are_for_and_the_old_one_redirects() -> None:
    plan = move_plan(facts(HostKind.WORDPRESS_SELF_HOSTED, new_url="https://new.example/"))
    names = chapter(plan, "Point the domain")
    assert "bare name `new.example`" in names
    assert "The old domain `lamplighter.example`" in names
    assert "Change of address" in plan
    assert "`https://new.example/`" in chapter(plan, "Finish the new site")


def test_a_part_of_a_larger_domain_needs_one_record() -> None:
    plan = move_plan(facts(HostKind.WORDPRESS_SELF_HOSTED, old_url="https://blog.jane.example/"))
    assert "one `CNAME` for it is all" in plan
    assert "one `CNAME`" not in move_plan(facts(HostKind.WORDPRESS_SELF_HOSTED))


def test_without_a_domain_that_chapter_may_be_skipped() -> None:
    words = "you can skip this chapter"
    assert words in move_plan(facts(HostKind.WORDPRESS_COM))
    assert words not in move_plan(facts(HostKind.WORDPRESS_COM, new_url="https://new.example"))
    assert words not in move_plan(facts(HostKind.WORDPRESS_SELF_HOSTED))


@every_kind
def test_missing_files_are_counted_and_fetched_before_the_old_host_goes(kind: HostKind) -> None:
    plan = move_plan(facts(kind, missing_media=5))
    assert "5 files" in chapter(plan, "Take everything out")
    assert "vanish" in chapter(plan, "Put it on the new host")
    assert "files" not in chapter(move_plan(facts(kind)), "Put it on the new host").replace(
        "plain files", ""
    ).replace("hidden files", "")


def test_uploads_that_were_given_are_not_asked_for_again() -> None:
    kind = HostKind.WORDPRESS_SELF_HOSTED
    assert "--uploads" in move_plan(facts(kind))
    assert "--uploads" not in move_plan(facts(kind, has_uploads=True))


def test_entries_to_look_at_are_named_up_to_twenty() -> None:
    entries = tuple(EntryToSee(f"Post {n}", f"content/posts/{n}.md", "a table") for n in range(23))
    finish = chapter(move_plan(facts(HostKind.BLOGSPOT, entries_to_see=entries)), "Finish")
    assert "Look at 23 entries" in finish
    assert finish.count("  - Post") == 20
    assert "3 more" in finish


def test_foreign_titles_and_addresses_stay_on_their_line() -> None:
    odd = EntryToSee("## [a](b)\n- [ ] `c` <script>", "content/`x`\n# y.md")
    plan = move_plan(
        facts(
            HostKind.BLOGSPOT,
            title="*A*\n\n# B\x00\x1b[31m",
            old_url="https://x.blogspot.com/\n- [ ] pay",
            entries_to_see=(odd,),
        )
    )
    assert plan.startswith("# The move of \\*A\\* \\# B \\[31m\n")
    assert len(re.findall(r"(?m)^#", plan)) == 9
    assert "\x1b" not in plan
    assert "<script>" not in plan
    assert not re.search(r"(?m)^- \[ \] pay", plan)


def test_what_the_living_site_told_is_ticked_and_the_rest_is_not() -> None:
    told = facts(
        HostKind.WORDPRESS_COM,
        is_live_asked=True,
        found=frozenset({Omitted.BIOS, Omitted.LIKES}),
    )
    gaps = chapter(move_plan(told), "what no export holds")
    ticked = re.findall(r"(?m)^- \[x\] \*\*(.*?)\*\*", gaps)
    assert ticked == [
        "What the authors say of themselves, found on the living site.",
        "Likes, found on the living site.",
    ]
    assert "- [ ] **Portraits" in gaps
    assert "--live" not in gaps
    unasked = chapter(move_plan(facts(HostKind.WORDPRESS_COM)), "what no export holds")
    assert "`--live https://lamplighter.wordpress.com/`" in unasked


@every_kind
@pytest.mark.parametrize("missing", [0, 1, 40])
@pytest.mark.parametrize("entries", [0, 1, 3, 90])
def test_the_last_screen_has_eight_to_twelve_lines(
    kind: HostKind, missing: int, entries: int
) -> None:
    to_see = tuple(EntryToSee(f"Post {n}", f"content/posts/{n}.md") for n in range(entries))
    lines = next_steps(facts(kind, missing_media=missing, entries_to_see=to_see))
    assert 8 <= len(lines) <= 12
    assert all("\n" not in line for line in lines)
    assert lines[-1].endswith(".import/move.md")


def test_the_last_screen_names_what_to_look_at_and_what_is_missing() -> None:
    entries = (EntryToSee("A post", "content/posts/a.md"), EntryToSee("", "content/posts/b.md"))
    lines = next_steps(
        facts(HostKind.WORDPRESS_COM, missing_media=1, entries_to_see=entries),
    )
    text = "\n".join(lines)
    assert lines[0].startswith("1. 1 picture or file is missing")
    assert_order(
        text, "content/posts/a.md  A post", "ssg preview", "ssg build && ssg verify", "--against"
    )
    assert "\n   content/posts/b.md\n" in text
    numbers = re.findall(r"(?m)^(\d+)\. ", text)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_entries_that_are_not_shown_are_counted() -> None:
    entries = tuple(EntryToSee(f"Post {n}", f"content/posts/{n}.md") for n in range(9))
    text = "\n".join(next_steps(facts(HostKind.BLOGSPOT, entries_to_see=entries)))
    shown = text.count("content/posts/")
    assert f"and {9 - shown} more" in text
    assert "Look at 9 entries first" in text
