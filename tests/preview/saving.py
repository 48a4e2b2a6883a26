"""An author at work: random edits of a blog, saved in the ways of many editors."""

import json
import random
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SITE: dict[str, object] = {
    "title": "The Small Lamp",
    "url": "https://small.example/blog/",
    "timezone": "Europe/Berlin",
    "author": "ana",
    "posts_per_page": 2,
    "permalink": "/{year}/{month}/{day}/{slug}/",
}
SETTINGS: dict[str, list[object]] = {
    "title": ["The Small Lamp", "The Other Lamp", "Lampe & Öl"],
    "posts_per_page": [1, 2, 3],
    "permalink": ["/{year}/{month}/{day}/{slug}/", "/{slug}.html", "/{category}/{slug}/"],
}
FIELDS = {
    "title": ["Harbour", "Crane and Tide", "Überschrift", '"Quoted: words"', "A Long Way Home"],
    "date": ["2016-10-29", "2016-10-29 09:30", "2017-03-01", "2018-01-05", "2099-03-01 09:30"],
    "categories": ["[Cities/Ports]", "[Cities]", "[Books]", "[Books, Cities/Ports]"],
    "tags": ["[harbour]", "[harbour, tide]", "[]", "[lamp, oil, tide]"],
    "draft": ["false", "false", "true"],
    "unlisted": ["false", "false", "true"],
    "series": ["Letters", "{name: Letters, part: 2}", ""],
    "summary": ["In one sentence.", ""],
    "image": ["{src: /media/lamp.png, alt: A lamp}", ""],
    "corrections": ["[{date: 2018-02-02, text: It was *later*.}]", ""],
}
PARAGRAPHS = [
    "The harbour wakes slowly, and the crane with it.",
    "See [the keel](keel.md) for *what* followed.[^1]\n\n[^1]: And for what did not.",
    "![A lamp](/media/lamp.png)",
    "## A quiet hour\n\n> Oil burns.\n> — Bo, [Letters](https://letters.example/)",
    "[[About]] says more — “almost” all.",
    "- one\n- two\n\n`code` and <b>raw</b>",
]
BROKEN = ["---\ntitle: a: b\n---\nWords.\n", "---\ntitle: Open", "---\nnonsense: [\n---\n"]
BYLINES = ["{{ view.entry.title }}", "{{ view.entry.minutes }}", '{{ asset("own.css") }}']
BYLINE = "themes/broadsheet/templates/byline.html"
STYLES = [
    "themes/broadsheet/templates/css/print.css",
    "themes/broadsheet/static/own.css",
    "content/static/linked.css",
]
COMMENTS = """\
comments:
- id: wp-{number}
  author: {{name: Bo}}
  date: 2016-11-01T10:00:00+01:00
  body: {body}
"""
POSTS = "content/posts"
KEEL = f"{POSTS}/keel.md"
"""The post that others link to: it changes and moves, but is never gone."""

Fields = dict[str, str]


@dataclass(frozen=True)
class Former:
    """A file as it was before an edit."""

    name: str
    content: bytes | None
    fields: Fields | None
    is_broken: bool


@dataclass
class Author:
    """Edits the blog in `site`; what is done follows from `choose` alone.

    `wait_for_planning` returns when the preview is at work, or soon.
    """

    site: Path
    choose: random.Random
    wait_for_planning: Callable[[], object] = lambda: None
    posts: dict[str, Fields] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=lambda: dict(SITE))
    broken: set[str] = field(default_factory=set)
    former: list[Former] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Write the blog as it is before the first step."""
        for name in ("keel", "one", "two", "three"):
            self.write_post(f"{POSTS}/{name}.md")
        self.posts[KEEL]["draft"] = "false"
        self.save_post(KEEL)
        self.edit_settings()
        self.edit_author()
        self.edit_page()
        self.replace_picture()
        for name in STYLES:
            self.save(name, "h1 { color: black }\n")

    def step(self) -> None:
        """Do one thing; what is broken is mended soon."""
        if self.broken and self.choose.random() < 0.7:
            self.mend()
        else:
            self.choose.choice(_EDITS)(self)

    def edit_text(self) -> None:
        name = self.some_post()
        self.posts[name]["body"] = self.some_text()
        self.save_post(name)

    def edit_field(self) -> None:
        name = self.some_post()
        key = self.choose.choice([key for key in FIELDS if (name, key) != (KEEL, "draft")])
        self.posts[name][key] = self.choose.choice(FIELDS[key])
        self.save_post(name)

    def add_post(self) -> None:
        self.write_post(f"{POSTS}/{self.choose.choice(['', '2017/'])}{self.new_name()}.md")

    def delete_post(self) -> None:
        if len(self.posts) > 3:
            self.delete(self.some_post(but=KEEL))

    def rename_post(self) -> None:
        old, new = self.some_post(but=KEEL), f"{POSTS}/{self.new_name()}.md"
        self.note(f"rename {old} {new}")
        self.remember(old)
        self.posts[new] = self.posts.pop(old)
        if old in self.broken:
            self.broken.remove(old)
            self.broken.add(new)
        (self.site / old).rename(self.site / new)

    def edit_page(self) -> None:
        self.save("content/pages/about.md", f"---\ntitle: About\n---\n{self.some_text()}")

    def edit_author(self) -> None:
        bio = self.choose.choice(["Writes in Bilbao.", "Has *moved*.", "[Home](/about/)"])
        self.save("content/authors/ana.yaml", f"name: Ana Ruiz\nbio: {json.dumps(bio)}\n")

    def edit_comments(self) -> None:
        name = Path(self.some_post()).stem
        body = json.dumps(self.choose.choice(["Well said.", "<b>No!</b>", "Both.\n\nNeither."]))
        text = COMMENTS.format(number=self.choose.randint(1, 9), body=body)
        self.save(f"content/comments/{name}.yaml", text)

    def edit_settings(self) -> None:
        key = self.choose.choice(sorted(SETTINGS))
        self.settings[key] = self.choose.choice(SETTINGS[key])
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in self.settings.items()]
        self.save("site.yaml", "".join(lines))

    def edit_template(self) -> None:
        if (self.site / BYLINE).exists() and self.choose.random() < 0.4:
            self.delete(BYLINE)
        else:
            self.save(BYLINE, f"<p class=byline>{self.choose.choice(BYLINES)}</p>\n")

    def edit_style(self) -> None:
        colour = self.choose.choice(["red", "green", "blue"])
        self.save(self.choose.choice(STYLES), f"h1 {{ color: {colour} }}\n")

    def replace_picture(self) -> None:
        size = self.choose.choice([(4, 3), (8, 6), (3, 4)])
        self.save("content/media/lamp.png", picture(*size))

    def break_post(self) -> None:
        name = self.some_post()
        self.save(name, self.choose.choice(BROKEN))
        self.broken.add(name)

    def mend(self) -> None:
        for name in sorted(self.broken):
            self.save_post(name)

    def save_many(self) -> None:
        edits = [Author.edit_text, Author.edit_field, Author.add_post, Author.edit_author]
        for edit in self.choose.choices(edits, k=self.choose.randint(2, 8)):
            edit(self)

    def save_twice(self) -> None:
        name = self.some_post()
        for _ in range(2):
            self.posts[name]["body"] = self.some_text()
            self.save_post(name)
            self.breathe()

    def save_during_planning(self) -> None:
        self.edit_field()
        self.wait_for_planning()
        self.edit_text()

    def save_in_halves(self) -> None:
        """Write one half of a post, and the other later, as a slow disk does."""
        name = self.some_post()
        self.posts[name]["body"] = self.some_text()
        content = self.text_of(name).encode()
        half = self.choose.randint(0, len(content))
        self.note(f"save {name} in halves, {half} bytes first")
        self.remember(name)
        with (self.site / name).open("wb", buffering=0) as file:
            file.write(content[:half])
            self.breathe()
            file.write(content[half:])
        self.broken.discard(name)

    def revert(self) -> None:
        """Put the file that was edited last back as it was before."""
        before = self.former[-1]
        if before.content is None:
            return
        self.save(before.name, before.content)
        if before.fields:
            self.posts[before.name] = before.fields
        if before.is_broken:
            self.broken.add(before.name)

    def write_post(self, name: str) -> None:
        self.posts[name] = {key: self.choose.choice(values) for key, values in FIELDS.items()}
        self.posts[name]["body"] = self.some_text()
        self.save_post(name)

    def save_post(self, name: str) -> None:
        self.save(name, self.text_of(name))

    def save(self, name: str, content: str | bytes) -> None:
        """Save a file: in its place, or aside and then moved there, or with the old one moved."""
        content = content.encode() if isinstance(content, str) else content
        way = self.choose.choice(["in place", "aside", "with a backup"])
        self.note(f"save {name} {way}: {content!r}")
        self.remember(name)
        self.broken.discard(name)
        file = self.site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        aside, backup = file.with_name(f".{file.name}.tmp"), file.with_name(f"{file.name}~")
        if way == "aside":
            aside.write_bytes(content)
            aside.replace(file)
            return
        if way == "with a backup" and file.exists():
            file.replace(backup)
        file.write_bytes(content)
        backup.unlink(missing_ok=True)

    def delete(self, name: str) -> None:
        self.note(f"delete {name}")
        self.remember(name)
        (self.site / name).unlink()
        self.posts.pop(name, None)
        self.broken.discard(name)

    def remember(self, name: str) -> None:
        file, fields = self.site / name, self.posts.get(name)
        content = file.read_bytes() if file.exists() else None
        kept = dict(fields) if fields else None
        self.former.append(Former(name, content, kept, name in self.broken))

    def note(self, step: str) -> None:
        self.steps.append(step)

    def breathe(self) -> None:
        """Let some time pass: what comes of it must not depend on how much."""
        time.sleep(self.choose.choice([0, 0.01, 0.04, 0.12]))

    def some_post(self, but: str = "") -> str:
        return self.choose.choice([name for name in sorted(self.posts) if name != but])

    def some_text(self) -> str:
        return "\n\n".join(self.choose.choices(PARAGRAPHS, k=self.choose.randint(1, 4))) + "\n"

    def new_name(self) -> str:
        return f"{self.choose.choice(['tide', 'lamp', 'öl'])}-{self.choose.randrange(10**6)}"

    def text_of(self, name: str) -> str:
        fields = self.posts[name]
        lines = [f"{key}: {fields[key]}" for key in FIELDS if fields[key]]
        return "\n".join(["---", *lines, "---", fields["body"]])


_EDITS: tuple[Callable[[Author], None], ...] = (
    *(Author.edit_text, Author.edit_text, Author.edit_field, Author.edit_field),
    *(Author.add_post, Author.delete_post, Author.rename_post, Author.break_post),
    *(Author.edit_page, Author.edit_author, Author.edit_comments, Author.edit_settings),
    *(Author.edit_template, Author.edit_style, Author.replace_picture, Author.revert),
    *(Author.save_many, Author.save_twice, Author.save_during_planning, Author.save_in_halves),
)


def picture(width: int, height: int) -> bytes:
    """Return a black PNG (PNG Specification, 5)."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    rows = (b"\0" + bytes(width)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")
