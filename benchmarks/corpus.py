"""A commentary blog of any size, the same one on every machine.

Sentences are drawn from a Zipf vocabulary: the hundred commonest words are English, the others are
invented, so that the words are distributed as in prose and nothing belongs to anybody.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

COMMON_TEXT = (
    "the of and to in a is that it was for on are as with his they at be this from have or by one "
    "had not but what all were when we there can an your which their said if do will each about "
    "how up out them then she many some so these would other into has more her two like him see "
    "time could no make than first been its who now people my made over did down only way find use "
    "may water long little very after words called just where most know city power book"
)
SYLLABLE_TEXT = (
    "ba ber bran cal ce cor da den dor el en fal fen gar gen hal hol il is jor ka ken lan lo mar "
    "men mor na nel no or pan per ral ren ro sal sen tal ten tor um ur val ven vor wen yar zel"
)
COMMON_WORDS = COMMON_TEXT.split()
SYLLABLES = SYLLABLE_TEXT.split()
INVENTED_WORDS = 8_000
AUTHORS = 12
CATEGORIES = ("Cities", "Books", "Power", "Economics", "The Press", "Law", "Science", "Letters")
TAGS = 300
WORDS_PER_POST = 600
FIRST_DAY = dt.date(2005, 1, 1)
DAYS = 365 * 20


@dataclass(frozen=True, slots=True)
class Author:
    """An author with a box under every post."""

    id: str
    name: str
    bio: str
    links: tuple[tuple[str, str, str], ...]
    """Title, address and kind."""


@dataclass(frozen=True, slots=True)
class Comment:
    """An answer under a post; `parent` is the id of another or ""."""

    id: str
    parent: str
    name: str
    date: str
    body: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post without its text, so that others can link to it."""

    number: int
    date: dt.datetime
    slug: str
    title: str
    author: str
    category: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    has_footnotes: bool
    has_quote: bool
    comments: int

    @property
    def path(self) -> str:
        """The file below content/posts/."""
        return f"{self.date.year}/{self.date:%Y-%m-%d}-{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the commonest first, and their cumulative weights."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def rare_words(self) -> tuple[str, ...]:
        """The invented words."""
        return self.words[len(COMMON_WORDS) :]


def invent_language(seed: str) -> Language:
    """Return the common words, then as many invented ones as a columnist uses."""
    choose = draw(f"{seed}/words")
    invented: dict[str, None] = {}
    while len(invented) < INVENTED_WORDS:
        invented["".join(choose.choices(SYLLABLES, k=choose.choice((2, 2, 3, 3, 4))))] = None
    words = (*COMMON_WORDS, *invented)
    return Language(words, tuple(zipf(len(words))))


def write_sentence(language: Language, choose: random.Random) -> str:
    """Between seven and twenty-five words, with a comma or some emphasis here and there."""
    words = choose.choices(language.words, cum_weights=language.weights, k=choose.randint(7, 25))
    if len(words) > 12:
        words[len(words) // 2] += ","
    if choose.random() < 0.1:
        words[3] = f"*{words[3]}*"
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def write_paragraph(language: Language, choose: random.Random, words: int) -> str:
    """Sentences until there are about as many words."""
    sentences: list[str] = []
    while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
        sentences.append(write_sentence(language, choose))
    return " ".join(sentences)


def write_title(language: Language, choose: random.Random) -> str:
    """Three to five words, mostly rare ones."""
    rare = choose.choices(language.rare_words, k=choose.randint(2, 4))
    return " ".join([rare[0].capitalize(), choose.choice(("of", "and", "in", "for")), *rare[1:]])


def draw(seed: str) -> random.Random:
    """Return a source of choices that is the same in every version of Python."""
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def zipf(count: int) -> list[float]:
    """Return cumulative weights: the n-th commonest is n times rarer than the commonest."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def invent_authors(language: Language, seed: str) -> list[Author]:
    """Return the twelve authors, each with a bio, two books and a radio programme."""
    choose = draw(f"{seed}/authors")
    authors = []
    for number in range(AUTHORS):
        first, last = (choose.choice(language.rare_words) for _ in range(2))
        id_ = f"{first}-{last}-{number}"
        links = tuple(
            (write_title(language, choose), f"https://{kind}.example/{id_}-{index}", kind)
            for index, kind in enumerate(("book", "book", "radio"))
        )
        bio = write_paragraph(language, choose, 40)
        authors.append(Author(id_, f"{first.capitalize()} {last.capitalize()}", bio, links))
    return authors


def invent_posts(
    language: Language, authors: Sequence[Author], count: int, seed: str
) -> list[Post]:
    """Return the posts, oldest first."""
    choose = draw(f"{seed}/posts")
    tags = [f"{word} {number}" for number, word in enumerate(language.words[500 : 500 + TAGS])]
    tag_weights, category_weights, author_weights = zipf(TAGS), zipf(len(CATEGORIES)), zipf(AUTHORS)
    posts = []
    for number in range(count):
        day = FIRST_DAY + dt.timedelta(days=number * DAYS // count)
        title = write_title(language, choose)
        drawn_tags = choose.choices(tags, cum_weights=tag_weights, k=choose.randint(1, 5))
        posts.append(
            Post(
                number=number,
                date=dt.datetime(day.year, day.month, day.day, number % 24, number % 60),  # noqa: DTZ001 - as one writes it
                slug=f"{title.lower().replace(' ', '-')}-{number}",
                title=title,
                author=choose.choices(authors, cum_weights=author_weights)[0].id,
                category=choose.choices(CATEGORIES, cum_weights=category_weights)[0],
                tags=tuple(dict.fromkeys(drawn_tags)),
                aliases=(f"/old/{number}/",) if number % 10 == 0 else (),
                has_footnotes=choose.random() < 0.2,
                has_quote=choose.random() < 0.4,
                comments=choose.randint(1, 12) if choose.random() < 0.05 else 0,
            )
        )
    return posts


def write_body(post: Post, posts: Sequence[Post], language: Language, seed: str) -> str:
    """Return the Markdown of a post: six paragraphs, a heading, and what the post has besides."""
    choose = draw(f"{seed}/body/{post.number}")
    blocks = [write_paragraph(language, choose, WORDS_PER_POST // 6) for _ in range(6)]
    if post.number and choose.random() < 0.6:
        other = posts[choose.randrange(post.number)]
        blocks[1] += f" See [{other.title}](../{other.path}) and what followed."
    if choose.random() < 0.5:
        blocks[2] += f" The figures are [public](https://figures.example/{post.number})."
    if post.has_footnotes:
        blocks[0] += "[^1]"
        blocks[4] += "[^2]"
        blocks += [f"[^{number}]: {write_sentence(language, choose)}" for number in (1, 2)]
    if post.has_quote:
        blocks.insert(2, f"> {write_paragraph(language, choose, 40)}")
    blocks.insert(4, f"## {write_title(language, choose)}")
    return "\n\n".join(blocks) + "\n"


def invent_comments(post: Post, language: Language, seed: str) -> list[Comment]:
    """Return the conversation under a post; every second comment answers an earlier one."""
    choose = draw(f"{seed}/comments/{post.number}")
    comments = []
    for number in range(1, post.comments + 1):
        when = post.date + dt.timedelta(hours=number)
        parent = f"wp-{choose.randrange(1, number)}" if number > 1 and number % 2 == 0 else ""
        name = choose.choice(language.rare_words).capitalize()
        body = write_paragraph(language, choose, 30)
        comments.append(Comment(f"wp-{number}", parent, name, f"{when:%Y-%m-%dT%H:%M:%SZ}", body))
    return comments


@dataclass(frozen=True, slots=True)
class Corpus:
    """A whole blog; the texts are made when they are asked for."""

    language: Language
    authors: tuple[Author, ...]
    posts: tuple[Post, ...]
    seed: str

    def body(self, post: Post) -> str:
        """Return the Markdown of one post."""
        return write_body(post, self.posts, self.language, self.seed)

    def conversations(self) -> Iterator[tuple[Post, list[Comment]]]:
        """Yield the posts that have comments, with them."""
        for post in self.posts:
            if post.comments:
                yield post, invent_comments(post, self.language, self.seed)


def invent_corpus(size: int, seed: str = "commentary") -> Corpus:
    """Return the blog with so many posts."""
    language = invent_language(seed)
    authors = invent_authors(language, seed)
    return Corpus(
        language, tuple(authors), tuple(invent_posts(language, authors, size, seed)), seed
    )


def write_file(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def comments_yaml(comments: Sequence[Comment]) -> str:
    """Return comments as both sites read them: a list under `comments`."""
    lines = ["comments:"]
    for comment in comments:
        lines += [f"- id: {comment.id}"]
        lines += [f"  parent: {comment.parent}"] if comment.parent else []
        lines += [f"  author: {{name: {comment.name}}}", f"  date: {comment.date}"]
        lines += [f'  body: "{comment.body}"']
    return "\n".join(lines) + "\n"


def links_yaml(author: Author) -> str:
    """Return the links of an author as a block of YAML."""
    lines = [
        f'  - {{title: "{title}", url: "{url}", kind: {kind}}}' for title, url, kind in author.links
    ]
    return "\n".join(["links:", *lines]) + "\n"


SITE = """\
title: The Measured Word
tagline: Commentary at length
url: https://measured.example/
language: en
timezone: UTC
author: {author}
theme: bench
search: false
sharing_pictures: none
permalink: /{{year}}/{{month}}/{{day}}/{{slug}}/
posts_per_page: 10
feeds: {{limit: 20, full_text: true}}
comments: {{provider: none}}
"""


def as_front_matter(lines: Sequence[str], post: Post) -> str:
    """Return `lines` as front matter in YAML, with the old addresses of a post."""
    aliases = [f"aliases: [{', '.join(post.aliases)}]"] if post.aliases else []
    return "\n".join(["---", *lines, *aliases, "---", ""])


def front_matter(post: Post) -> str:
    """Return the front matter of a post in our words."""
    lines = [
        f'title: "{post.title}"',
        f"date: {post.date:%Y-%m-%d %H:%M}",
        f"author: {post.author}",
        f"categories: [{post.category}]",
        f"tags: [{', '.join(post.tags)}]",
    ]
    return as_front_matter(lines, post)


def write_site(corpus: Corpus, folder: Path) -> None:
    """Write the blog in our layout; the theme is the caller's."""
    content = folder / "content"
    write_file(folder / "site.yaml", SITE.format(author=corpus.authors[0].id))
    write_file(
        content / "categories.yaml",
        "".join(
            f"- {{slug: {name.lower().replace(' ', '-')}, name: {name}}}\n" for name in CATEGORIES
        ),
    )
    write_file(content / "pages" / "about.md", "---\ntitle: About\n---\nA blog to be measured.\n")
    for author in corpus.authors:
        text = f"name: {author.name}\nbio: >-\n  {author.bio}\n{links_yaml(author)}"
        write_file(content / "authors" / f"{author.id}.yaml", text)
    for post in corpus.posts:
        write_file(content / "posts" / post.path, front_matter(post) + corpus.body(post))
    for post, comments in corpus.conversations():
        write_file(content / "comments" / f"{post.slug}.yaml", comments_yaml(comments))
