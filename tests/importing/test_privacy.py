"""What was not public, and who wrote from where, is in no public file after an import."""

import html
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.importing.exports import OLD, attachment, author, category, comment, item, page, wxr
from tests.importing.running import (
    NOON,
    build,
    files_below,
    import_text,
    imported,
)
from tests.importing.scanning import Case

SECRET_FIELDS = (
    "wp:author_email", "wp:comment_author_email", "wp:comment_author_IP", "wp:post_password",
)  # fmt: skip
LEAST = 6
"""A secret shorter than this ("a", "::1") occurs by itself in any site."""


def secrets_in(text: str) -> set[str]:
    """Return what stands in the fields that no public file may show."""
    found: set[str] = set()
    for name in SECRET_FIELDS:
        for written in re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL):
            plain = html.unescape(re.sub(r"<!\[CDATA\[|\]\]>", "", written)).strip()
            found.add(plain)
    return {each for each in found if len(each) >= LEAST and "noreply@blogger" not in each}


def public_files(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a site that others may see, by its path: all but what git ignores."""
    for name, content in files_below(site).items():
        if not name.startswith((".import/", ".ssg-cache/")):
            yield name, content.decode("utf-8", "replace")


def holders(site: Path, secret: str) -> list[str]:
    """Return the public files in whose text or name `secret` stands, however it is written."""
    forms = {secret.lower(), secret.lower().replace("@", "%40")}
    return [
        name
        for name, text in public_files(site)
        if any(form in text.lower() or form in name.lower() for form in forms)
    ]


@pytest.mark.xdist_group("real exports")
def test_no_secret_of_a_real_export_is_public(cases: list[Case]) -> None:
    count = 0
    for case in cases:
        secrets = set[str]().union(
            *(secrets_in(file.read_text("utf-8", "replace")) for file in case.files)
        )
        if not secrets:
            continue
        assert (case.site / "output/index.html").exists(), case.name
        every = "\0".join(f"{name}\0{text}" for name, text in public_files(case.site)).lower()
        # The number is told, the secret is not: test output is public as well.
        found = sum(secret.lower() in every for secret in secrets)
        assert found == 0, case.name
        count += len(secrets)
    assert count > 100


MAIL, IP, WORD = "ana.secret@mail.example", "203.0.113.77", "open-sesame-9"

PLACES: dict[str, Callable[[], str]] = {
    "the account": lambda: wxr(author("ana", "Ana", MAIL), item(1)),
    "the login": lambda: wxr(author(MAIL, "Ana", MAIL), item(1, creator=MAIL)),
    "the name of an author": lambda: wxr(author("ana", MAIL, MAIL), item(1)),
    "a creator without an account": lambda: wxr(item(1, creator=MAIL)),
    "the name of a reader": lambda: wxr(
        author("ana"), item(1, more=comment(1, author=MAIL, email=MAIL, ip=IP))
    ),
    "a name and an address": lambda: wxr(
        author("ana"), item(1, more=comment(1, author=f"Bo <{MAIL}>", email=MAIL, ip=IP))
    ),
    "a reader's own address": lambda: wxr(
        author("ana"), item(1, more=comment(1, url=f"mailto:{MAIL}", email=MAIL))
    ),
    "what a reader wrote": lambda: wxr(
        author("ana"),
        item(
            1,
            more=comment(1, f"Write to {MAIL}, or <a href='mailto:{MAIL}'>here</a>", email=MAIL),
        ),
    ),
    "the text of a post": lambda: wxr(
        author("ana", email=MAIL),
        item(1, f"<p>Write to {MAIL}.</p><p><a href='mailto:{MAIL}?subject=x'>Or so</a></p>"),
    ),
    "a short text of a post": lambda: wxr(author("ana", email=MAIL), item(1, MAIL)),
    "the end of a sentence": lambda: wxr(
        author("ana", email=MAIL), item(1, f"<p>(Ask '{MAIL.upper()}'.)</p>")
    ),
    "code": lambda: wxr(
        author("ana", email=MAIL), item(1, f"<p>So: <code>mail {MAIL}</code></p><pre>{MAIL}</pre>")
    ),
    "text that stays HTML": lambda: wxr(
        author("ana", email=MAIL),
        item(1, f'<table><tr><td colspan="2"><p>{MAIL}</p></td></tr></table><div>{MAIL}</div>'),
    ),
    "the words of a picture": lambda: wxr(
        author("ana", email=MAIL), item(1, f'<p><img src="/x.png" alt="{MAIL}" title="{MAIL}"></p>')
    ),
    "a title": lambda: wxr(author("ana", email=MAIL), item(1, title=f"Write to {MAIL} now")),
    "an excerpt": lambda: wxr(author("ana", email=MAIL), item(1, excerpt=f"Write to {MAIL} now")),
    "a caption": lambda: wxr(
        author("ana", email=MAIL),
        item(1, meta=(("_thumbnail_id", "2"),)),
        attachment(2, f"{OLD}/wp-content/uploads/a.png", 1, excerpt=f"By {MAIL}", title=MAIL),
    ),
    "a value of a plugin": lambda: wxr(
        author("ana", email=MAIL),
        item(
            1,
            meta=(("contact", MAIL), ("mood", f"glad, {MAIL}"), ("_yoast_wpseo_metadesc", MAIL)),
        ),
    ),
    "a packed value": lambda: wxr(
        author("ana", email=MAIL),
        item(1, meta=(("box", f'a:1:{{s:4:"mail";s:{len(MAIL)}:"{MAIL}";}}'),)),
    ),
    "the description of a category": lambda: wxr(
        author("ana", email=MAIL),
        category("a").replace(
            "</wp:category>",
            f"<wp:category_description>Ask {MAIL}</wp:category_description></wp:category>",
        ),
        item(1, categories=("a",)),
    ),
    "the title of the blog": lambda: wxr(
        author("ana", email=MAIL), item(1), title=f"The blog of {MAIL}"
    ),
    "the name of a tag": lambda: wxr(
        author("ana", email=MAIL),
        item(1, more=f'<category domain="post_tag" nicename="mail"><![CDATA[{MAIL}]]></category>'),
    ),
    "a slug": lambda: wxr(author("ana", email=MAIL), item(1, slug=MAIL, link=f"{OLD}/?p=1")),
    "a link": lambda: wxr(
        author("ana", email=MAIL), item(1, f'<p><a href="{OLD}/?mail={MAIL}">x</a></p>')
    ),
    "a script": lambda: wxr(
        author("ana", email=MAIL), item(1, f"<p>x</p><script>send('{MAIL}')</script>")
    ),
    "a shortcode": lambda: wxr(
        author("ana", email=MAIL), item(1, f'<p>x</p>[contact-form to="{MAIL}"]')
    ),
    "a menu": lambda: wxr(
        author("ana", email=MAIL),
        item(1),
        item(2, "", title=MAIL, kind="nav_menu_item",
             meta=(("_menu_item_type", "custom"), ("_menu_item_url", f"mailto:{MAIL}")),
             more='<category domain="nav_menu" nicename="main"><![CDATA[Main]]></category>'),
    ),
    "a draft": lambda: wxr(
        author("ana", email=MAIL), item(1), item(2, f"<p>{MAIL}</p>", status="draft")
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_an_address_of_a_person_is_public_nowhere(tmp_path: Path, place: str) -> None:
    site = tmp_path / "site"
    imported(site, PLACES[place]())
    for secret in (MAIL, IP):
        assert holders(site, secret) == []


HIDDEN = "Quetzalcoatl"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A blog in which everything that was not public says one word; imported and built."""
    answers = (
        comment(1, "First."),
        comment(2, f"{HIDDEN} waits", author=f"{HIDDEN} Bo", approved="0"),
        comment(3, "Answer to what waits.", parent=2),
        comment(4, f"{HIDDEN} sells", approved="spam", url=f"https://{HIDDEN}.example/"),
        comment(5, "Answer to an answer.", parent=3),
        comment(6, f"{HIDDEN} binned", approved="trash"),
        comment(7, f"{HIDDEN} noted", kind="note"),
        comment(8, f"{HIDDEN} of a status that nobody knows", approved="custom"),
    )
    secret = f"<p>{HIDDEN}</p>"
    under = comment(20, f"{HIDDEN} under a private post", author=f"{HIDDEN} Cy")
    title, terms = f"{HIDDEN} title", (f"{HIDDEN}-term".lower(),)
    fields = {"title": title, "more": under, "excerpt": HIDDEN}
    private = f"{OLD}/wp-content/uploads/2016/{HIDDEN}.png"
    parts = (
        author("ana"),
        item(1, more="".join(answers)),
        item(2, secret, status="private", **fields),  # type: ignore[arg-type]
        item(3, secret, password=WORD, **fields),  # type: ignore[arg-type]
        item(4, secret, status="trash", **fields),  # type: ignore[arg-type]
        item(5, secret, status="custom-status", **fields),  # type: ignore[arg-type]
        item(6, secret, kind="product", **fields),  # type: ignore[arg-type]
        item(7, secret, status="inherit", kind="revision", **fields),  # type: ignore[arg-type]
        item(8, secret, status="draft", password=WORD, slug=f"{HIDDEN}-draft", **fields),  # type: ignore[arg-type]
        item(9, secret, status="pending", tags=terms, **fields),  # type: ignore[arg-type]
        item(10, secret, status="future", date="2017-03-01 10:00:00", **fields),  # type: ignore[arg-type]
        item(11, secret, status="future", date="2016-03-01 10:00:00", **fields),  # type: ignore[arg-type]
        item(12, secret, status="auto-draft", **fields),  # type: ignore[arg-type]
        page(13, secret, status="private", parent=1, **fields),
        page(14, secret, password=WORD, categories=terms, **fields),
        item(15, f'<p><img src="{private}"></p>', status="private"),
        attachment(16, private, 2),
        attachment(17, private.replace(".png", "-two.png"), 8),
    )
    site, uploads = tmp_path / "site", tmp_path / "uploads/2016"
    uploads.mkdir(parents=True)
    for name in (f"{HIDDEN}.png", f"{HIDDEN}-two.png"):
        (uploads / name).write_bytes(PNG)
    imported(site, wxr(*parts), "--uploads", uploads.parent)
    return site


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff"
    "ff7f0009fb03fd2a86e38a0000000049454e44ae426082"
)


def below(site: Path, folder: str, word: str) -> list[str]:
    """Return the files below `folder` in whose text or name `word` stands."""
    return [
        name
        for name, content in files_below(site / folder).items()
        if word.lower() in name.lower() or word.lower().encode() in content.lower()
    ]


def test_what_was_not_public_is_not_in_the_built_site(mixed: Path) -> None:
    assert below(mixed, "output", HIDDEN) == []
    assert below(mixed, "output", WORD) == []


def test_only_drafts_and_what_is_to_come_have_files(mixed: Path) -> None:
    held = below(mixed, "content", HIDDEN)
    names = {path.rpartition("/")[2].removesuffix(".md").removesuffix(".yaml") for path in held}
    # Terms stand in tables: they have no page as long as no post shows them.
    tables = {"categories", "tags"}
    assert names - tables <= {f"{HIDDEN}-draft", "entry-9", "entry-10", "entry-11", "entry-12"}
    assert below(mixed, "content", WORD) == []
    for name in held:
        if name.endswith(".md") and "entry-10" not in name:
            text = (mixed / "content" / name).read_text("utf-8")
            assert "\ndraft: true\n" in text, name


def test_what_was_to_come_comes_at_its_time(mixed: Path) -> None:
    assert build(mixed, at=NOON + 100 * 86_400).code == 0
    holding = below(mixed, "output", HIDDEN)
    assert "2017/03/01/entry-10/index.html" in holding
    assert not [name for name in holding if "entry-11" in name or "draft" in name]


def test_answers_to_what_is_not_shown_are_shown(mixed: Path) -> None:
    shown = (mixed / "output/2016/10/29/entry-1/index.html").read_text("utf-8")
    for words in ("First.", "Answer to what waits.", "Answer to an answer."):
        assert words in shown


def test_git_keeps_nothing_of_what_is_private(
    mixed: Path, require_program: Callable[..., str]
) -> None:
    git = require_program("git")

    def run(*arguments: str) -> str:
        made = subprocess.run(
            [git, *arguments], cwd=mixed, capture_output=True, text=True, check=True
        )
        return made.stdout

    run("init", "--quiet")
    run("add", "--all")
    kept = run("ls-files").splitlines()
    assert "site.yaml" in kept
    assert any(name.startswith("content/posts/") for name in kept)
    assert not [name for name in kept if name.startswith((".import/", "output/", ".ssg-cache/"))]
    # The folder guards itself too, should the file above be lost.
    (mixed / ".gitignore").unlink()
    run("add", "--all")
    assert not [name for name in run("ls-files").splitlines() if name.startswith(".import/")]


def test_addresses_and_passwords_are_kept_for_the_owner_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    spam = comment(2, "Buy", email="spam@mail.example", ip="203.0.113.9", approved="spam")
    told = comment(1, f"Write to {MAIL}", email=MAIL, ip=IP)
    text = wxr(author("ana", email=MAIL), item(1, more=told + spam), item(2, password=WORD))
    import_text(site, text)
    for secret in (MAIL, IP, WORD, "spam@mail.example", "203.0.113.9"):
        held = below(site, ".", secret)
        assert held
        assert all(name.startswith(".import/private/") for name in held), secret
