"""What is hidden occurs in no other output, in the theme that people use."""

import gzip
from pathlib import Path

import pytest

from tests.blog import build, post, tree, write, write_blog

SECRET = "Quetzalcoatl"  # noqa: S105 - a word to look for


def outputs_of(site: Path) -> dict[str, bytes]:
    """Return the outputs as they are read: the index of the search is packed."""
    return {
        name: gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        for name, content in tree(site / "output").items()
    }


def hidden_post(front_matter: str, date: str = "2017-06-01") -> str:
    body = f"{SECRET} harbour crane tide lamp. See [[One]] and [two](two.md)."
    text = post(SECRET, date, body).replace("tags: [harbour]", "tags: [harbour, SecretTag]")
    return text.replace("---\n", f"---\n{front_matter}\n", 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    blog = write_blog(tmp_path / "site")
    settings = (blog / "site.yaml").read_text(encoding="utf-8")
    settings = settings.replace("theme: plain", "theme: broadsheet")
    write(blog, {"site.yaml": settings.replace("search: false", "search: true")})
    return blog


@pytest.mark.parametrize(
    ("front_matter", "date", "reason"),
    [
        ("draft: true", "2017-06-01", "draft"),
        ("sticky: true", "2035-06-01", "scheduled"),
    ],
)
def test_a_draft_or_scheduled_post_occurs_nowhere(
    site: Path, front_matter: str, date: str, reason: str
) -> None:
    write(site, {"content/posts/hidden-one.md": hidden_post(front_matter, date)})
    write(site, {"content/comments/hidden-one.yaml": "comments: []\n"})
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert [(h.source, h.reason) for h in result.hidden] == [
        ("content/posts/hidden-one.md", reason)
    ]
    for name, content in outputs_of(site).items():
        # The index has words in small letters.
        for word in (SECRET, SECRET.lower(), "SecretTag", "secrettag", "hidden-one"):
            assert word.encode() not in content, name
            assert word.lower() not in name


def test_an_unlisted_post_occurs_on_its_own_page_only(site: Path) -> None:
    write(site, {"content/posts/hidden-one.md": hidden_post("unlisted: true")})
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert [hidden.reason for hidden in result.hidden] == ["unlisted"]
    files = outputs_of(site)
    own = "2017/06/01/hidden-one/index.html"
    assert SECRET.encode() in files[own]
    assert b"noindex" in files[own]
    holders = {name for name, content in files.items() if SECRET.encode() in content}
    assert not any(SECRET.lower().encode() in content for content in files.values())
    assert holders == {own}
    assert not any(b"hidden-one" in content for name, content in files.items() if name != own)
    assert not any("secrettag" in name for name in files)


def test_drafts_show_when_asked_for(site: Path) -> None:
    write(site, {"content/posts/hidden-one.md": hidden_post("draft: true")})
    result = build(site, drafts=True)
    assert result.hidden == ()
    assert any(SECRET.encode() in content for content in outputs_of(site).values())
