"""A preview can be searched, drafts and all, and nothing is indexed before somebody does."""

import gzip
import json
from pathlib import Path

from ssg.disk.cache.store import FOLDER
from tests.blog import SITE, post, write, write_blog
from tests.preview.serving import Serving, serving

INDEX = "/blog/pagefind/"


def found_in(blog: Serving) -> set[str]:
    """Return the addresses that a search asks for first, and those of what it can find."""
    entry = json.loads(blog.ask(f"{INDEX}pagefind-entry.json").body)
    ((language, told),) = entry["languages"].items()
    meta = blog.ask(f"{INDEX}pagefind.{told['hash']}.pf_meta")
    assert meta.status == 200
    assert blog.ask(f"{INDEX}pagefind.js").headers["content-type"].startswith("text/javascript")
    names = {name for name in kept(blog) if f"fragment/{language}_" in name}
    fragments = [blog.ask(INDEX + name).body for name in names]
    hashes = gzip.decompress(meta.body)
    return {
        json.loads(gzip.decompress(fragment)[12:])["content"]
        for name, fragment in zip(names, fragments, strict=True)
        if name.removeprefix("fragment/").removesuffix(".pf_fragment").encode() in hashes
    }


def kept(blog: Serving) -> set[str]:
    """Return the files of the bundle that was made last."""
    bundles = (blog.folder / FOLDER / "search").iterdir()
    newest = max(bundles, key=lambda path: path.stat().st_mtime_ns)
    return {file.relative_to(newest).as_posix() for file in newest.rglob("*")}


def test_a_search_finds_drafts_and_what_was_saved_since(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    draft = post("Draft", "2019-01-01", "A draft of mine.").replace(
        "---\n", "---\ndraft: true\n", 1
    )
    settings = SITE.replace("search: false", "search: true")
    write(site, {"site.yaml": settings, "content/posts/draft.md": draft})
    with serving(site) as blog:
        blog.ask_until("/blog/2019/01/01/draft/", lambda answer: answer.status == 200)
        assert not (site / FOLDER / "search").exists()
        assert "A draft of mine." in found_in(blog)
        (before,) = (name for name in kept(blog) if name.endswith(".pf_meta"))
        blog.save("content/posts/three.md", post("Three", "2018-01-05", "Saved since."))
        blog.ask_until("/blog/2018/01/05/three/", lambda answer: "Saved since." in answer.text)
        assert len(list((site / FOLDER / "search").iterdir())) == 1
        assert "Saved since." in found_in(blog)
        # Who searched before goes on with the index that there was.
        assert blog.ask(INDEX + before).status == 200
        assert blog.ask(f"{INDEX}nothing.js").status == 404


def test_without_pagefind_the_preview_goes_on(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"site.yaml": SITE.replace("search: false", "search: true")})
    with serving(site, environment={"PAGEFIND_BINARY_PATH": str(tmp_path / "no")}) as blog:
        assert blog.ask(f"{INDEX}pagefind-entry.json").status == 404
        assert blog.ask("/blog/").status == 200
        end = blog.end()
        assert end == 0
        output = (blog.process.stdout.read() if blog.process.stdout else "") + blog.said
        assert "the preview cannot be searched" in output
