"""The programs that are measured, each with its copy of the blog."""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import corpus as ours
from benchmarks import eleventy, hugo, pelican
from benchmarks.corpus import Author, Corpus, Post

REPOSITORY = Path(__file__).resolve().parent.parent
THEME = REPOSITORY / "themes" / "broadsheet"


def as_it_is(body: str) -> str:
    """Return the Markdown of a post unchanged."""
    return body


@dataclass(frozen=True, slots=True)
class Program:
    """A generator with its copy of the blog."""

    name: str
    version: str
    site: Path
    output: Path
    caches: tuple[Path, ...]
    command: tuple[str, ...]
    front_matter: Callable[[Post], str]
    post_template: Path
    author_files: str
    """Where the records of authors are, below the site, with {id} for an author's."""
    environment: Mapping[str, str] = field(default_factory=dict)
    write_body: Callable[[str], str] = as_it_is
    """Makes the Markdown of a post what this program reads."""
    is_slow: bool = False
    """Whether it is measured in fewer rounds."""

    def post_file(self, post: Post) -> Path:
        """The source of a post."""
        return self.site / "content" / "posts" / post.path

    def author_file(self, author: Author) -> Path:
        """The record of an author."""
        return self.site / self.author_files.format(id=author.id)

    def built_file(self, post: Post) -> Path:
        """The page of a post."""
        return self.output / f"{post.date:%Y/%m/%d}" / post.slug / "index.html"


def prepare_ssg(corpus: Corpus, folder: Path, executable: str, jobs: int) -> Program:
    """Write the blog in our layout; its theme is a copy of the default one, so it can be edited."""
    site, asking = folder / "ssg", (executable, "--version")
    answer = subprocess.run(asking, capture_output=True, text=True, check=True).stdout
    ours.write_site(corpus, site)
    shutil.copytree(THEME, site / "themes" / "bench")
    manifest = site / "themes" / "bench" / "theme.yaml"
    text = re.sub(r"(?m)^name:.*$", "name: bench", manifest.read_text("utf-8"))
    manifest.write_text(text, "utf-8")
    templates = site / "themes" / "bench" / "templates"
    with_article = [
        file
        for name in ("post.html", "entry.html")
        if (file := templates / name).exists() and "<article" in file.read_text("utf-8")
    ]
    return Program(
        name="ssg",
        version=answer.split()[-1],
        site=site,
        output=site / "output",
        caches=(site / "output", site / ".ssg-cache"),
        command=(executable, "build", "--site", str(site), "--quiet", "--jobs", str(jobs)),
        front_matter=ours.front_matter,
        post_template=with_article[0],
        author_files="content/authors/{id}.yaml",
    )


def prepare_hugo(corpus: Corpus, folder: Path) -> Program:
    """Write the blog as a Hugo site."""
    binary, site = hugo.find_hugo(), folder / "hugo"
    hugo.write_hugo_site(corpus, site)
    return Program(
        name="Hugo",
        version=hugo.hugo_version(),
        site=site,
        output=site / "public",
        caches=(site / "public", site / "resources"),
        command=(str(binary), "--source", str(site), "--quiet", "--noBuildLock"),
        environment={"HUGO_CACHEDIR": str(folder / "hugo-cache")},
        front_matter=hugo.front_matter,
        post_template=site / "layouts" / "page.html",
        author_files="content/authors/{id}/_index.md",
    )


def prepare_eleventy(corpus: Corpus, folder: Path) -> Program:
    """Write the blog as an Eleventy site."""
    script, site = eleventy.find_eleventy(), folder / "eleventy"
    eleventy.write_eleventy_site(corpus, site)
    return Program(
        name="Eleventy",
        version=eleventy.eleventy_version(),
        site=site,
        output=site / "public",
        caches=(site / "public", site / ".cache"),
        command=(*script, "--quiet"),
        front_matter=eleventy.front_matter,
        post_template=site / "_includes" / "post.11ty.mjs",
        author_files="authors/{id}.json",
        is_slow=True,
    )


def prepare_pelican(corpus: Corpus, folder: Path) -> Program:
    """Write the blog as a Pelican site."""
    python, site = pelican.find_pelican(), folder / "pelican"
    pelican.write_pelican_site(corpus, site)
    return Program(
        name="Pelican",
        version=pelican.pelican_version(),
        site=site,
        output=site / "public",
        caches=(site / "public", site / "cache"),
        command=(python, "-m", "pelican", "--settings", "pelicanconf.py", "--quiet"),
        front_matter=pelican.front_matter,
        post_template=site / "theme" / "templates" / "article.html",
        author_files="content/authors/{id}.json",
        write_body=pelican.with_links,
        is_slow=True,
    )
