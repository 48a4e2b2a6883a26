"""The showroom: a site in which readers meet everything that a theme must show well.

It is made anew in a folder, always with the same words, from the demo blog and from essays of
its own. Each variant asks a theme another question: what if there are no pictures, nothing but one
post, another direction of writing, two thousand posts?
"""

import datetime as dt
import itertools
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ssg.commands.building.build import BuildRequest, build_site
from tests.themes import builtin
from tests.themes.showroom_words import (
    ARABIC,
    CHINESE,
    HEBREW,
    PARAGRAPHS,
    REPOSITORY,
    everything,
    prose,
    with_notes,
)
from tests.yaml_text import from_yaml

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
BASE_PATH = "/"
PORTRAIT_AUTHOR = "jane-marsh"

PAGES: Mapping[str, str] = {
    "home": "",
    "post": "2026/11/18/everything-an-essay-can-hold/",
    "post-with-picture": "2026/11/16/the-quay-at-six/",
    "post-without-picture": "2026/11/15/a-plain-essay/",
    "page": "about/",
    "author": "author/jane-marsh/",
    "archive": "archive/",
    "year": "2018/",
    "category": "category/cities/",
    "deep-category": "category/cities/europe/netherlands/rotterdam/south-bank/",
    "tag": "tag/libraries/",
    "series": "series/letters-from-the-archive/",
    "series-part": "2026/10/07/letter-7/",
    "search": "search/",
    "404": "404.html",
    "follow": "follow/",
    "comments": "2026/11/14/five-hundred-answers/",
    "notes": "2026/11/13/forty-five-notes/",
    "long-headline": "2026/11/17/long-headline/",
    "one-word": "2026/11/12/bread/",
    "print": "2026/11/11/nine-hundred-words/",
    "audio": "2024/09/15/eleven-seconds/",
    "two-authors": "2026/11/10/two-hands/",
    "guest": "2026/11/09/a-guest-writes/",
    "arabic": "2026/11/08/arabic/",
    "hebrew": "2026/11/07/hebrew/",
    "chinese": "2026/11/06/chinese/",
}
"""One address, below the root of the showroom, of each kind of page and of each hard case."""

KINDS = (
    *("home", "post", "page", "author", "archive", "category", "tag", "series", "search", "404"),
)
"""The ten kinds of page by which a theme is judged."""

LONG_HEADLINE = "How the County of Ferrand Learned to Stop Painting Its Bridge and Started to Monitor It Instead"
Post = tuple[str, dict[str, Any], str]


def post(date: str, slug: str, title: str, text: str, **fields: Any) -> Post:
    """Return a post: the name of its file, its front matter, and its text."""
    front = {"title": title, "date": date, "slug": slug, **fields}
    if "authors" not in front:
        front.setdefault("author", PORTRAIT_AUTHOR)
    return f"{date}-{slug}.md", front, text


def hard_posts() -> Iterator[Post]:
    """Yield the posts that hold what is hard to show."""
    cities, books, power = ["Cities"], ["Books/Libraries"], ["Power/Local Government"]
    picture = {
        "src": "/media/river-port.jpg",
        "alt": "Three gantry cranes in silhouette over a wide river at sunset.",
        "caption": "From the south bank, looking toward the sea.",
        "credit": "Drawing for The Lamplighter",
    }
    yield post(
        "2026-11-18", "everything-an-essay-can-hold", "Everything an Essay Can Hold", everything(),
        authors=["jane-marsh", "henrik-vass"], categories=power, image=picture,
        tags=["libraries", "budgets", "archives"], updated="2026-11-20",
        summary="Quotations long and short, notes that want the same place, a table of eight columns, and a picture that is wider than the text.",
        corrections=[
            {"date": "2026-11-19", "text": "An earlier version gave the hours of the Millrace branch as 36. They are 38."},
            {"date": "2026-11-20", "text": "An earlier version said that *Quarry Road* has eleven computers. It has fourteen."},
        ],
        sources=[
            {"title": "Branch Services Review: Final Report", "url": "https://portellery.example/review.pdf",
             "archived": "https://archive.example/2026/review", "accessed": "2026-11-02"},
            {"title": "Minutes of the Library Board, January 12", "url": "https://portellery.example/minutes"},
        ],
    )  # fmt: skip
    yield post(
        "2026-11-17", "long-headline", LONG_HEADLINE, prose(500, 11), categories=power, tags=["budgets"],
        summary="A headline of ninety-five characters, which newspapers had and which the web has too.",
    )  # fmt: skip
    yield post(
        "2026-11-16", "the-quay-at-six", "The Quay at Six", with_notes(prose(900, 14), 2),
        author="henrik-vass", categories=cities, tags=["ports"], image=picture,
        summary="The cranes go on at six, whether or not there is a ship. A picture stands above these words.",
    )  # fmt: skip
    yield post(
        "2026-11-15", "a-plain-essay", "A Plain Essay", with_notes(prose(2500, 21), 6), author="salma-tannous",
        categories=books, tags=["libraries", "reading"],
        summary="Two thousand five hundred words with six notes and no picture, as most commentary is.",
    )  # fmt: skip
    yield post(
        "2026-11-14", "five-hundred-answers", "Five Hundred Answers", prose(300, 31), categories=power,
        tags=["elections"], summary="A short piece that a great many readers answered.",
    )  # fmt: skip
    yield post(
        "2026-11-13", "forty-five-notes", "Forty-Five Notes", with_notes(prose(1900, 35), 45), author="henrik-vass",
        categories=["Economics"], tags=["ledgers"], summary="For those who read the notes first.",
    )  # fmt: skip
    yield post("2026-11-12", "bread", "Bread", prose(420, 41), categories=cities, tags=["reading"])
    yield post(
        "2026-11-11", "nine-hundred-words", "Nine Hundred Words", with_notes(prose(880, 3), 3), categories=books,
        tags=["reading"], summary="Nine hundred words and three notes, for paper.",
    )  # fmt: skip
    yield post(
        "2026-11-10", "two-hands", "Two Hands", prose(350, 51), categories=power, tags=["archives"],
        authors=["jane-marsh", "salma-tannous"], summary="Two people wrote it and disagreed on one word.",
    )  # fmt: skip
    guest = {
        "name": "Ezra Whitlow",
        "bio": "Ezra Whitlow lives in Duluth, where he set type until the paper stopped.",
        "links": [{"title": "Hellbox", "url": "https://books.example/hellbox", "kind": "book"}],
    }
    yield post(
        "2026-11-09",
        "a-guest-writes",
        "A Guest Writes",
        prose(350, 55),
        author=guest,
        categories=books,
    )
    yield post(
        "2026-11-05", "south-bank", "South Bank", prose(300, 58), author="henrik-vass", tags=["ports"],
        categories=["Cities/Europe/Netherlands/Rotterdam/South Bank"],
    )  # fmt: skip


def foreign_posts() -> Iterator[Post]:
    """Yield posts in other scripts than the site's."""
    for date, slug, title, language, text in (
        ("2026-11-08", "arabic", "مكتبةٌ في الطابق الأرضي", "ar", ARABIC),
        ("2026-11-07", "hebrew", "ספרייה בקומת הקרקע", "he", HEBREW),
        ("2026-11-06", "chinese", "底层的图书馆", "zh", CHINESE),
    ):
        yield post(
            date, slug, title, text, author="salma-tannous", language=language, tags=["libraries"]
        )


def parts_of_a_series() -> Iterator[Post]:
    """Yield twelve letters, a day each."""
    for part in range(1, 13):
        yield post(
            f"2026-10-{part:02}", f"letter-{part}", f"Letter {part}: {title_of(part)}", prose(420, 60 + part),
            author="henrik-vass", categories=["Cities/Transit"], tags=["archives"],
            series={"name": "Letters from the Archive", "part": part},
        )  # fmt: skip


def crowd(count: int, first: dt.date, days: int) -> Iterator[Post]:
    """Yield so many short posts, evenly over so many days."""
    authors = ("jane-marsh", "henrik-vass", "salma-tannous")
    for number in range(count):
        date = (first + dt.timedelta(days=number * days // count)).isoformat()
        yield post(
            date, f"short-{number}", title_of(number), PARAGRAPHS[number % len(PARAGRAPHS)],
            author=authors[number % 3], categories=[("Cities", "Books", "Power", "Economics")[number % 4]],
            tags=["libraries"] if number % 10 == 0 else [],
        )  # fmt: skip


def title_of(number: int) -> str:
    """Return a headline of two to nine words, which are those that begin a sentence."""
    words = PARAGRAPHS[(number * 7 + 5) % len(PARAGRAPHS)].split()[: 2 + number % 8]
    return " ".join(words).strip(" ,.;:?!—-“”\"'")


def many_comments(count: int, deepest: int) -> list[dict[str, Any]]:
    """Return so many comments; the first ones answer each other down to the depth `deepest`."""
    names = ("Marguerite Dowd", "P. Anselm", "Tobias R.", "Lena Vought", "R. Castellane", "Bo")
    comments = []
    for number in range(1, count + 1):
        comment: dict[str, Any] = {
            "id": f"c-{number}",
            "author": {"name": names[number % len(names)]},
            "date": (NOW - dt.timedelta(hours=2 * (count - number))).isoformat(),
            "body": PARAGRAPHS[(number * 3) % len(PARAGRAPHS)],
        }
        if 1 < number <= deepest or (number > deepest and number % 3):
            comment["parent"] = f"c-{number - 1}"
        if number in {4, 9}:
            comment["author"] = {"name": "Jane Marsh", "user": "jane-marsh"}
        comments.append(comment)
    return comments


SITE = (REPOSITORY / "site.yaml").read_text("utf-8")


def write_post(folder: Path, written: Post) -> None:
    """Write a post into a site."""
    name, front, text = written
    file = folder / "content" / "posts" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    yaml_text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(f"---\n{yaml_text}---\n{text}\n", "utf-8")


def write_posts(folder: Path, *groups: Iterator[Post]) -> None:
    """Write all posts of some groups."""
    for written in itertools.chain(*groups):
        write_post(folder, written)


def write_site(folder: Path, text: str, theme: str, **settings: Any) -> None:
    """Write site.yaml from a text, with another theme and other settings."""
    site = {**from_yaml(text), "theme": theme, **settings}
    (folder / "site.yaml").write_text(
        yaml.safe_dump(site, allow_unicode=True, sort_keys=False), "utf-8"
    )


def write_comments(folder: Path, permalink: str, comments: list[dict[str, Any]]) -> None:
    """Write the conversation under a post."""
    file = folder / "content" / "comments" / f"{permalink.strip('/').rpartition('/')[2]}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(
        {"post": {"permalink": permalink}, "comments": comments}, allow_unicode=True, width=1000
    )
    file.write_text(text, "utf-8")


def write_all(folder: Path, theme: str, answers: int, **settings: Any) -> None:
    """Write the demo blog with all hard posts, and one post with so many comments."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    write_site(folder, SITE, theme, **settings)
    write_posts(folder, hard_posts(), foreign_posts(), parts_of_a_series())
    write_comments(folder, f"/{PAGES['comments']}", many_comments(answers, 9))


def write_full(folder: Path, theme: str) -> None:
    """Write all of it, and a year of four hundred posts."""
    write_all(folder, theme, answers=500)
    write_posts(folder, crowd(400, dt.date(2018, 1, 1), 365))


def write_sample(folder: Path, theme: str) -> None:
    """Write what `write_full` writes, with forty posts in the year and thirty comments."""
    write_all(folder, theme, answers=30)
    write_posts(folder, crowd(40, dt.date(2018, 1, 1), 365))


def write_switched(folder: Path, theme: str) -> None:
    """Write a smaller one in which every setting of the theme has another value than it has."""
    write_all(folder, theme, answers=30, theme_settings=other_settings(theme))


def write_large(folder: Path, theme: str) -> None:
    """Write two thousand posts, four hundred of them in one year."""
    write_full(folder, theme)
    write_posts(folder, crowd(1600, dt.date(2004, 1, 1), 14 * 365 - 2))


def write_long_lead(folder: Path, theme: str) -> None:
    """Write a blog whose newest post, which leads, has a headline of ninety-five characters."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    for file in (folder / "content" / "posts").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("\nsticky: true\n", "\n"), "utf-8")
    write_site(folder, SITE, theme)
    write_posts(folder, (at for at in hard_posts() if "2026-11-18" not in str(at)))


def write_without_pictures(folder: Path, theme: str) -> None:
    """Write a blog in which nothing has a picture."""
    write_site(folder, SITE, theme, podcast={})
    for file in (REPOSITORY / "content" / "authors").glob("*.yaml"):
        text = re.sub(r"(?m)^image:.*\n", "", file.read_text("utf-8"))
        (folder / "content" / "authors").mkdir(parents=True, exist_ok=True)
        (folder / "content" / "authors" / file.name).write_text(text, "utf-8")
    for name in ("categories.yaml", "tags.yaml"):
        shutil.copy(REPOSITORY / "content" / name, folder / "content" / name)
    (folder / "content" / "pages").mkdir()
    (folder / "content" / "pages" / "about.md").write_text(
        f"---\ntitle: About\n---\n{prose(250, 80)}\n", "utf-8"
    )
    pictureless = (
        (
            name,
            {key: value for key, value in front.items() if key != "image"},
            without_figures(text),
        )
        for name, front, text in itertools.chain(hard_posts(), parts_of_a_series())
    )
    write_posts(folder, pictureless, crowd(30, dt.date(2025, 1, 1), 600))


def without_figures(text: str) -> str:
    """Return a text without its pictures."""
    return re.sub(r"\{\{< figure .*? >\}\}\n", "", text, flags=re.DOTALL)


def write_barest(folder: Path, theme: str) -> None:
    """Write what one has on the first evening: a title and a post."""
    write_site(folder, "title: Words\nurl: https://words.example/\nauthor: ana\n", theme)
    (folder / "content" / "authors").mkdir(parents=True)
    (folder / "content" / "authors" / "ana.yaml").write_text("name: Ana\n", "utf-8")
    write_post(
        folder, post("2026-11-15", "a-plain-essay", "A Plain Essay", prose(400), author="ana")
    )


def write_arabic(folder: Path, theme: str) -> None:
    """Write a site that is Arabic from its name to its last word."""
    site = {
        "title": "القنديل",
        "tagline": "مقالاتٌ في المدن والكتب والسلطة",
        "url": "https://qindil.example/",
        "language": "ar",
        "author": "salma",
        "menu": [{"title": "الأرشيف", "url": "/archive/"}, {"title": "كتب", "url": "/category/kutub/"}],
        "search": True,
        "comments": {"provider": "mailto", "email": "letters@qindil.example"},
    }  # fmt: skip
    write_site(folder, yaml.safe_dump(site, allow_unicode=True), theme)
    (folder / "content" / "authors").mkdir(parents=True)
    (folder / "content" / "authors" / "salma.yaml").write_text(
        "name: سلمى طنوس\nbio: تعيش سلمى طنوس في بيروت.\nemail: salma@qindil.example\n", "utf-8"
    )
    (folder / "content" / "categories.yaml").write_text(
        "- {slug: kutub, name: كتب, description: في الكتب وقرّائها.}\n", "utf-8"
    )
    titles = (
        "مكتبةٌ في الطابق الأرضي",
        "الكرسي الرابع",
        "خبز",
        "آخر ما قرأته",
        "دفترٌ مسطّر",
        "نحن هنا",
    )
    for number, title in enumerate(titles):
        written = post(
            f"2026-11-{8 + number:02}", f"maqal-{number}", title, ARABIC, author="salma",
            categories=["kutub"], tags=["بيروت"],
            summary="تُحصي البلديةُ الكتبَ المُعارة ولا تُحصي الكراسي.",
            series={"name": "رسائل", "part": number + 1},
        )  # fmt: skip
        write_post(folder, written)
    arabic = [paragraph for paragraph in ARABIC.split("\n\n") if paragraph[:1].isalpha()]
    comments = many_comments(12, 9)
    for number, comment in enumerate(comments):
        comment["body"] = re.sub(r"\[\^\d\]", "", arabic[number % len(arabic)])
    write_comments(folder, "/2026/11/08/maqal-0/", comments)


def other_settings(theme: str) -> dict[str, Any]:
    """Return for each setting that a theme and its parents declare another value than its own.

    Flags are turned and choices moved on by one. Texts, lists and colours stay: they are words of
    the site, and a colour that is not the theme's own has a contrast of its own.
    """
    declared = [setting.declaration for setting in builtin.theme(theme).decided.values()]
    flags = {each.name: not each.default for each in declared if each.type == "flag"}
    choices = {
        each.name: each.choices[(each.choices.index(str(each.default)) + 1) % len(each.choices)]
        for each in declared
        if each.type == "choice"
    }
    return flags | choices


VARIANTS: Mapping[str, Callable[[Path, str], None]] = {
    "full": write_full,
    "sample": write_sample,
    "switched": write_switched,
    "large": write_large,
    "without-pictures": write_without_pictures,
    "long-lead": write_long_lead,
    "barest": write_barest,
    "arabic": write_arabic,
}


def build_showroom(folder: Path, theme: str, variant: str = "full") -> Path:
    """Write a variant of the showroom into an empty folder, build it, and return its output."""
    folder.mkdir(parents=True, exist_ok=True)
    VARIANTS[variant](folder, theme)
    for file in (REPOSITORY / "content" / "static").iterdir():
        (folder / "content" / "static").mkdir(parents=True, exist_ok=True)
        shutil.copy(file, folder / "content" / "static")
    result = build_site(BuildRequest(folder, folder / "output", NOW))
    problems = [f"{at.path}:{at.line}: {at.message}" for at in result.diagnostics]
    if result.has_failed or not result.outputs:
        raise AssertionError("\n".join(problems))
    return folder / "output"
