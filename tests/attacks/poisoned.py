"""A site whose every field holds what an attacker would write, as far as ssg takes it."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator

from ssg.parse.cards import CARD_TABLE
from ssg.parse.comments.table import COMMENT_TABLE
from ssg.parse.decoders import PLAIN_MAP
from ssg.parse.decoding import Key, Table, table_of
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE
from ssg.text.file_names import name_problem
from tests.attacks.fields import Instead, Poisoned, Words
from tests.attacks.in_memory import Files, Made, Store, make
from tests.attacks.vectors import ALL
from tests.themes import builtin

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
PROBES = 6
"""How often what is refused is taken out before the rest must stand."""
NOT_WORDS = frozenset({"author", "template", "draft", "sticky", "unlisted", "check"})
SITE_KEYS = frozenset(
    {
        *("url", "theme", "theme_settings", "permalink", "language", "timezone", "author", "check"),
        *("posts_per_page", "allowed_categories", "deploy", "cards", "redirects", "comments"),
        *("analytics", "search", "sharing_pictures", "indexnow", "jsonld"),
    }
)
"""What a site is, and services, whose hosts are asked because somebody wanted it."""

FONT = {
    "family": "Literata", "src": "/fonts/x.woff2", "weight": "400", "style": "normal", "use": "text",
    "display": "swap", "range": "U+0000-00FF",
}  # fmt: skip
CHOICES = {
    "fonts": [FONT],
    "file": "/favicon.svg",
    "text": "words",
    "date_formats": {"en": "d MMMM y"},
}
"""What a theme lets a site choose, where its own default is nothing."""


def rotated(start: int) -> Words:
    """Return words that give each field another vector, beginning with number `start`."""
    given: dict[str, int] = {}

    def words(name: str, _example: object) -> object:
        number = given.setdefault(name, len(given))
        return ALL[(start + number) % len(ALL)]

    return words


def below(words: Words, **prefixes: str) -> Words:
    """Return words that stand behind a prefix in some fields."""
    return lambda name, example: f"{prefixes.get(name.rstrip('[]'), '')}{words(name, example)}"


def fixed(words: Words, **fields: str) -> Words:
    """Return words that are given in some fields."""
    return lambda name, example: fields.get(name) or words(name, example)


def named(**fields: str) -> Instead:
    """Return what stands in some fields where words are refused; {} is the number of the group."""

    def instead(name: str, example: object) -> object:
        number, _, key = name.partition(" ")
        return fields[key.rstrip("[]")].format(number) if key.rstrip("[]") in fields else example

    return instead


def settings_table(theme: str) -> Table:
    """Return the keys of site.yaml with all that a theme lets a site choose."""
    chosen = {
        name: CHOICES.get(each.declaration.type) or each.declaration.default
        for name, each in builtin.theme(theme).decided.items()
        if each.declaration.type not in {"flag", "choice"}
    }
    keys = [key for name, key in SETTINGS_TABLE.keys.items() if name not in SITE_KEYS]
    return table_of(*keys, Key("theme_settings", PLAIN_MAP, "", example=json.dumps(chosen)))


def plain_text(vector: str) -> str:
    """Return a vector as text of Markdown: nobody's HTML, and nobody's Markdown."""
    vector = re.sub(r"[\0-\x08\x0e-\x1f]", " ", vector)
    return re.sub(r"([\[\]{}*_`\\<>!#|~^$])", r"\\\1", html.escape(" ".join(vector.split())))


def body_of(vector: str) -> str:
    """Return a text in which a vector is words, alternative text, title and caption."""
    text = plain_text(vector)
    value = " ".join(vector.replace("\0", "").split()).replace('"', "'").replace("\\", "")
    figure = f'{{{{< figure src="/media/a.png" alt="{value}" caption="{text}" >}}}}'
    return f'Words {text}.\n\n![{text}](/media/a.png "{html.escape(value)}")\n\n{figure}\n'


def entries(numbers: list[int]) -> Iterator[Poisoned]:
    """Yield posts and pages, each with a body in which its vector is plain words."""
    for number in numbers:
        words = below(
            rotated(number), permalink=f"/p{number}/", aliases=f"/old/{number}/", slug=f"s{number}-"
        )
        instead = named(
            permalink=f"/p{number}/", slug=f"s{number}", aliases=f"/a/{number}/", guid=f"g{number}",
            **{"image.src": "/media/a.png", "audio.src": "/media/a.mp3", "audio.transcript": "/about/"},
        )  # fmt: skip
        yield Poisoned(
            f"content/posts/p{number}.md", ENTRY_TABLE, [words], instead=instead,
            without=NOT_WORDS, body=body_of(ALL[number]),
        )  # fmt: skip
        page = below(rotated(number + 71), permalink=f"/q{number}/", aliases=f"/older/{number}/")
        yield Poisoned(
            f"content/pages/q{number}.md", ENTRY_TABLE, [page], instead=named(
                permalink=f"/q{number}/", slug=f"t{number}", aliases=f"/b/{number}/", guid=f"h{number}",
                **{"image.src": "/media/a.png"},
            ),
            without=NOT_WORDS | {"slug", "date", "audio", "series"}, body=body_of(ALL[number]),
        )  # fmt: skip


def records(numbers: list[int]) -> Iterator[Poisoned]:
    """Yield authors, terms, redirects, cards, and a conversation that holds everything."""
    everyone = [rotated(number) for number in numbers]
    for number, words in zip(numbers, everyone, strict=True):
        yield Poisoned(
            f"content/authors/a{number}.yaml", AUTHOR_TABLE, [words], instead=named(image="/media/a.png")
        )  # fmt: skip
        yield Poisoned(
            f"content/cards/youtube-{number:011}.yaml", CARD_TABLE, [words],
            instead=named(picture="/media/a.png", address=film(number)), without=frozenset({"gone"}),
        )  # fmt: skip
    # A slug is a name, of which there is a test of its own; whom it is above, no matter of words.
    for name in ("categories", "tags"):
        yield Poisoned(
            f"content/{name}.yaml",
            TERM_TABLE,
            [fixed(words, slug=f"c{number}") for number, words in zip(numbers, everyone, strict=True)],
            is_list=True,
            without=frozenset({"parent"}),
        )  # fmt: skip
    yield Poisoned(
        "content/redirects.yaml",
        REDIRECT_TABLE,
        [
            below(rotated(number), **{"from": f"/r{number}/{way}", "to": way})
            for number in numbers
            for way in ("", "/about/")
        ],
        is_list=True,
        instead=named(**{"from": "/f{}/", "to": "/about/", "query": "", "code": "301"}),
    )
    for slug in ("talk", "more"):
        yield Poisoned(
            f"content/comments/{slug}.yaml", COMMENT_TABLE, [rotated(n) for n in range(len(ALL))],
            is_list=True, instead=named(id="c-{}", **{"author.user": "", "parent": "", "status": "approved"}),
            without=frozenset({"parent", "status"} if slug == "talk" else {"parent", "status", "type"}),
            head="comments:",
        )  # fmt: skip


def film(number: int) -> str:
    """Return the address of a film."""
    return f"https://www.youtube.com/watch?v={number:011}"


def file_names() -> list[str]:
    """Return vectors that can be the name of a file on every system."""
    names = {vector.replace("/", "").strip(" .") for vector in ALL.values()}
    return sorted(name for name in names if name and not name_problem(f"media/{name}.png"))


def plain_files(numbers: list[int]) -> dict[str, str | bytes]:
    """Return files that show the records, and files with evil names."""
    found: dict[str, str | bytes] = {
        "content/media/a.png": DOT,
        "content/media/a.mp3": b"x",
        "content/static/fonts/x.woff2": b"x",
        "content/static/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "content/pages/about.md": "---\ntitle: About\n---\nWho.\n",
        "content/authors/ana.yaml": "name: Ana\n",
    }
    for slug in ("talk", "more"):
        found[f"content/posts/{slug}.md"] = f"---\ntitle: {slug}\ndate: 2016-01-01\n---\nTalk.\n"
    films = "\n\n".join(film(number) for number in numbers)
    found["content/posts/films.md"] = f"---\ntitle: Films\ndate: 2016-01-02\n---\n{films}\n"
    for number in numbers:
        name = re.sub(r"[/\0\ud800-\udfff]", "", ALL[number])[:80]
        vector = ALL[number]
        found[f"content/posts/2015-01-01-{number}-{name}.md"] = (
            f"---\ntitle: F{number}\nauthor: a{number}\ncategories: [c{number}]\ntags: [c{number}]\n"
            f"---\n{plain_text(vector)}\n"
        )
    for name in file_names():
        found[f"content/media/{name}.png"] = DOT
        found[f"content/posts/picture-{len(found)}.md"] = (
            f"---\ntitle: P{len(found)}\ndate: 2014-01-01\nimage: {json.dumps(f'/media/{name}.png')}\n---\nX\n"
        )
    return found


def poisoned(theme: str, numbers: list[int], store: Store) -> tuple[Files, Made, list[Poisoned]]:
    """Write and make the site; every word that ssg takes without an error stands in it."""
    sheets = [*entries(numbers), *records(numbers)]
    site = Poisoned("site.yaml", settings_table(theme), [rotated(sum(numbers))])
    sheets.append(site)
    known = settings_of(theme)
    plain = plain_files(numbers)
    for _ in range(PROBES):
        files = {**plain, **{each.path: each.sheet().text() for each in sheets}}
        files["site.yaml"] = known + str(files["site.yaml"])
        made = make(files, store, builds=False)
        wrong: dict[str, set[int]] = defaultdict(set)
        for problem in made.errors:
            line = problem.line - known.count("\n") * (problem.path == "site.yaml")
            wrong[problem.path].add(line)
        if not wrong:
            return files, make(files, store), sheets
        mended = [each.refuse(wrong.pop(each.path)) for each in sheets if each.path in wrong]
        for path in wrong.keys() & plain.keys():
            del plain[path]
        assert any(mended) or wrong.keys() & files.keys(), told(made)
    raise AssertionError(told(made))


def told(made: Made) -> str:
    """Return the errors that nothing takes away."""
    return "\n".join(f"{each.place}: {each.message} [{each.excerpt}]" for each in made.errors[:20])


def settings_of(theme: str) -> str:
    """Return the keys that the site needs."""
    return (
        f"url: https://lamp.example/\ntheme: {theme}\nauthor: ana\nposts_per_page: 40\n"
        "comments: {provider: mailto}\nsharing_pictures: none\n"
    )
