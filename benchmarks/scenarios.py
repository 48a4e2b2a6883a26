"""What happens before a build is measured."""

import dataclasses
import re
import sys
from collections import Counter
from collections.abc import Callable

from benchmarks.corpus import Author, Corpus, Post, write_file
from benchmarks.measure import Sample, measure
from benchmarks.programs import Program

Edit = Callable[[Program, Corpus, int], tuple[str, Post]]
"""Changes one source file and returns a word that must then be on the page of that post."""


def edit_body(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Add a sentence to a post in the middle of the archive."""
    post = corpus.posts[len(corpus.posts) // 2 + turn]
    file, mark = program.post_file(post), f"bodymark{turn}"
    file.write_text(f"{file.read_text('utf-8')}\nA later thought, {mark}.\n", "utf-8")
    return mark, post


def edit_title(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Change the title of another post, which is what its file begins with; its address stays."""
    post = corpus.posts[len(corpus.posts) // 3 + turn]
    file, mark = program.post_file(post), f"titlemark{turn}"
    text = file.read_text("utf-8").replace(post.title, f"{post.title} {mark}", 1)
    file.write_text(text, "utf-8")
    return mark, post


def add_post(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Write a post of the newest day."""
    newest = corpus.posts[-1]
    post = dataclasses.replace(
        newest,
        number=len(corpus.posts) + turn,
        slug=f"added-{turn}",
        title=f"Addedmark{turn}",
        aliases=(),
        comments=0,
    )
    body = program.write_body(corpus.body(newest))
    write_file(program.post_file(post), program.front_matter(post) + body)
    return f"Addedmark{turn}", post


def rename_author(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Change the name of the author of the most posts in the author's record."""
    author = busiest_author(corpus)
    file, mark = program.author_file(author), f"Namemark{turn}"
    name = re.compile(rf"{re.escape(author.name)}( Namemark\d+)?")
    file.write_text(name.sub(f"{author.name} {mark}", file.read_text("utf-8"), count=1), "utf-8")
    return mark, next(post for post in corpus.posts if post.author == author.id)


def busiest_author(corpus: Corpus) -> Author:
    """Return the author of the most posts."""
    posts_by_author = Counter(post.author for post in corpus.posts)
    return max(corpus.authors, key=lambda author: posts_by_author[author.id])


def edit_theme(program: Program, corpus: Corpus, turn: int) -> tuple[str, Post]:
    """Change the template of posts, so that every post page changes."""
    file, mark = program.post_template, f'data-turn="{turn}"'
    text = re.sub(r' data-turn="\d+"', "", file.read_text("utf-8"))
    file.write_text(text.replace("<article", f"<article {mark}", 1), "utf-8")
    return mark, corpus.posts[0]


EDITS: dict[str, Edit | None] = {
    "cold": None,
    "no change": None,
    "one body edited": edit_body,
    "one title edited": edit_title,
    "one post added": add_post,
    "author renamed": rename_author,
    "theme file edited": edit_theme,
}
SCENARIOS = tuple(EDITS)


def move_aside(program: Program) -> None:
    """Take away what the program has built and remembers, without deleting it.

    A disk that has just deleted thousands of files takes several times as long to make new ones:
    ext4 does not give out the numbers of deleted files again for some minutes, and passes over each
    of them for every file that it makes.
    """
    aside = program.site.parent / "aside"
    aside.mkdir(exist_ok=True)
    for folder in program.caches:
        if folder.exists():
            folder.rename(aside / str(len(list(aside.iterdir()))))


def run_scenario(program: Program, corpus: Corpus, scenario: str, turn: int) -> Sample:
    """Prepare a scenario, measure it, and make sure that the edit has reached the page."""
    if scenario == "cold":
        move_aside(program)
    edit = EDITS[scenario]
    mark, post = edit(program, corpus, turn) if edit else ("", corpus.posts[0])
    sample = measure(program.command, program.output, program.environment, program.site)
    if mark not in program.built_file(post).read_text("utf-8"):
        sys.exit(f"{program.name}: {scenario}: the change is not on the page of {post.path}")
    return sample
