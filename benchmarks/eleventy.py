"""The same blog as an Eleventy site, and where Eleventy is.

The layouts in eleventy_site/ are our own: JavaScript, the quickest of the languages that Eleventy
knows for them. They give a reader what our pages give.
"""

import json
import shutil
from pathlib import Path

from benchmarks.corpus import Corpus, Post, as_front_matter, write_file
from benchmarks.hugo import STYLE
from benchmarks.records import author_record, comment_record

ELEVENTY_SITE = Path(__file__).parent / "eleventy_site"
NODE_MODULES = Path(__file__).parent / "node_modules"
ELEVENTY = NODE_MODULES / "@11ty" / "eleventy"


def find_eleventy() -> tuple[str, str]:
    """Return Node and the script that it runs; `npx` would start twice."""
    node = shutil.which("node")
    if not node or not ELEVENTY.is_dir():
        message = "Eleventy is missing: `make bench` installs it where there is npm"
        raise FileNotFoundError(message)
    return node, str(ELEVENTY / "cmd.cjs")


def eleventy_version() -> str:
    """Return the version that is installed."""
    version: str = json.loads((ELEVENTY / "package.json").read_text("utf-8"))["version"]
    return version


def front_matter(post: Post) -> str:
    """Return the front matter of a post in Eleventy's words.

    Tags are called keywords, for Eleventy would make a collection of each tag beside ours.
    """
    lines = [
        f'title: "{post.title}"',
        f"date: {post.date:%Y-%m-%dT%H:%M:%SZ}",
        f"permalink: {post.date:/%Y/%m/%d}/{post.slug}/index.html",
        f"author: {post.author}",
        f"category: {post.category}",
        f"keywords: [{', '.join(post.tags)}]",
    ]
    return as_front_matter(lines, post)


def write_eleventy_site(corpus: Corpus, folder: Path) -> None:
    """Write the blog as an Eleventy site, its layouts included."""
    shutil.copytree(ELEVENTY_SITE, folder, dirs_exist_ok=True)
    shutil.copy(STYLE, folder)
    (folder / "node_modules").symlink_to(NODE_MODULES)
    for author in corpus.authors:
        write_file(folder / "authors" / f"{author.id}.json", author_record(author))
    for post in corpus.posts:
        file = folder / "content" / "posts" / post.path
        write_file(file, front_matter(post) + corpus.body(post))
    for post, comments in corpus.conversations():
        write_file(folder / "comments" / f"{post.slug}.json", comment_record(comments))
