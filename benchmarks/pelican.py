"""The same blog as a Pelican site, and where Pelican is.

The theme in pelican_site/ is our own, and so is its plugin, for what Pelican alone does not do.
Pelican's own means are used wherever it has one: listings, archives, feeds, the cache.
"""

import shutil
import subprocess
from pathlib import Path

from benchmarks.corpus import Corpus, Post, write_file
from benchmarks.hugo import STYLE
from benchmarks.records import author_record, comment_record

PELICAN_SITE = Path(__file__).parent / "pelican_site"
PELICAN_PYTHON = Path(__file__).parent / ".pelican" / "bin" / "python"


def find_pelican() -> str:
    """Return the Python that has Pelican; it has an environment of its own."""
    if not PELICAN_PYTHON.exists():
        message = "Pelican is missing: `make bench` installs it"
        raise FileNotFoundError(message)
    return str(PELICAN_PYTHON)


def pelican_version() -> str:
    """Return the version that is installed."""
    question = "import importlib.metadata as installed; print(installed.version('pelican'))"
    asking = [find_pelican(), "-c", question]
    return subprocess.run(asking, capture_output=True, text=True, check=True).stdout.strip()


def front_matter(post: Post) -> str:
    """Return the front matter of a post in Pelican's words.

    The id of the author stands twice: the plugin gives the author the name of the record.
    """
    lines = [
        f"title: {post.title}",
        f"date: {post.date:%Y-%m-%d %H:%M}",
        f"slug: {post.slug}",
        f"author: {post.author}",
        f"author_id: {post.author}",
        f"category: {post.category}",
        f"tags: {', '.join(post.tags)}",
    ]
    lines += [f"aliases: {alias}" for alias in post.aliases]
    return "---\n" + "\n".join(lines) + "\n---\n"


def with_links(body: str) -> str:
    """Return the Markdown of a post with links to files as Pelican writes them."""
    return body.replace("](../", "]({filename}../")


def write_pelican_site(corpus: Corpus, folder: Path) -> None:
    """Write the blog as a Pelican site, its theme and its plugin included."""
    shutil.copytree(PELICAN_SITE, folder, dirs_exist_ok=True)
    content, static = folder / "content", folder / "theme" / "static"
    static.mkdir()
    shutil.copy(STYLE, static)
    write_file(content / "pages" / "about.md", "title: About\n\nA blog to be measured.\n")
    for author in corpus.authors:
        write_file(content / "authors" / f"{author.id}.json", author_record(author))
    for post in corpus.posts:
        text = front_matter(post) + with_links(corpus.body(post))
        write_file(content / "posts" / post.path, text)
    for post, comments in corpus.conversations():
        write_file(content / "comments" / f"{post.slug}.json", comment_record(comments))
