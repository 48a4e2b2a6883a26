"""A plugin for what a commentary blog has and Pelican has not.

It gives authors a record, posts their comments, neighbours and related posts, and old addresses a
page that forwards.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from pathlib import Path
from typing import Any

from pelican import signals

COMMONEST_TAG = 1 / 20
"""Tags that more of the posts carry tell nothing of what is related."""
RELATED = 3
NEWEST_COMMENTS = 50
WORDS_A_MINUTE = 213


@dataclass(frozen=True, slots=True)
class Forward:
    """An old address and where it leads to."""

    url: str
    to: str
    is_in_tables: bool = True


def read_records(folder: Path) -> dict[str, Any]:
    """Return what the files of a folder hold, by their names."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")}


def records_of(generator: Any, kind: str) -> dict[str, Any]:
    """Return the authors or the comments."""
    return read_records(Path(generator.settings["PATH"]) / kind)


def name_authors(generator: Any) -> None:
    """Give authors, who are ids in front matter, the names of their records."""
    records = records_of(generator, "authors")
    for article in generator.articles:
        id_ = article.metadata["author_id"]
        article.author.slug = id_
        article.author.name = records[id_]["name"]
        article.author_record = records[id_]


def arrange(generator: Any) -> None:
    """Give posts their neighbours, related posts and comments, and the context what all share."""
    context, articles = generator.context, generator.articles
    comments = records_of(generator, "comments")
    for place, article in enumerate(articles):
        article.place = place
        article.newer = articles[place - 1] if place else None
        article.older = articles[place + 1] if place + 1 < len(articles) else None
        article.comments = comments.get(article.slug, {}).get("comments", [])
        article.word_count = len(article._content.split())  # noqa: SLF001 - links may stay as they are
        article.minutes = -(-article.word_count // WORDS_A_MINUTE)
    add_related(articles, generator.tags)
    context["menu"] = sorted(generator.categories, key=lambda category: -len(category[1]))
    context["years"] = generator.period_archives["year"]
    context["months"] = generator.period_archives["month"]
    context["newest_comments"] = newest_comments(articles)
    context["forwards"] = list(forwards(generator))


def add_related(articles: list[Any], tags: dict[Any, list[Any]]) -> None:
    """Give each post those that share most tags with it, the newest first where that is equal."""
    limit = len(articles) * COMMONEST_TAG
    telling = {
        tag.slug: [article.place for article in tagged]
        for tag, tagged in tags.items()
        if len(tagged) <= limit
    }
    for article in articles:
        shared: Counter[int] = Counter()
        for tag in article.tags:
            shared.update(telling.get(tag.slug, ()))
        del shared[article.place]
        best = nsmallest(RELATED, ((-count, place) for place, count in shared.items()))
        article.related = [articles[place] for _, place in best]


def newest_comments(articles: list[Any]) -> list[tuple[Any, Any]]:
    """Return the newest comments, each with its post."""
    all_comments = [(comment, article) for article in articles for comment in article.comments]
    all_comments.sort(key=lambda pair: pair[0]["date"], reverse=True)
    return all_comments[:NEWEST_COMMENTS]


def forwards(generator: Any) -> Iterator[Forward]:
    """Yield what leads elsewhere; in the tables stands what stands there in the other sites."""
    for article in generator.articles:
        if hasattr(article, "aliases"):
            yield Forward(article.aliases, f"/{article.url}")
    days = dict.fromkeys(article.date.strftime("/%Y/%m/%d/") for article in generator.articles)
    for day in days:
        yield Forward(day, day[: len("/2005/01/")])
    for old in ("/feed/", "/feed/rss/", "/feed/rss2/"):
        yield Forward(old, "/feed.xml")
    yield Forward("/feed/atom/", "/atom.xml")
    yield Forward("/comments/feed/", "/comments/feed.xml")
    for terms in (generator.categories, generator.tags.items(), generator.authors):
        for term, _ in terms:
            yield Forward(f"/{term.url}feed/", f"/{term.url}feed.xml", is_in_tables=False)


class ForwardsGenerator:
    """Writes the pages that forward."""

    def __init__(
        self, context: Any, settings: Any, path: str, theme: str, output_path: str
    ) -> None:
        """Take what Pelican gives each of its generators."""
        del settings, path, theme
        self.context = context
        self.folder = Path(output_path)

    def generate_output(self, writer: Any) -> None:
        """Write them past Pelican's writer, which would copy the context for each."""
        del writer
        for forward in self.context["forwards"]:
            file = self.folder / forward.url.strip("/") / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(forwarding_page(f"{self.context['SITEURL']}{forward.to}"), "utf-8")


def forwarding_page(url: str) -> str:
    """Return a page that leads to `url`."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{url}"><meta http-equiv="refresh" content="0; url={url}">'
        f'</head><body><p><a href="{url}">Moved</a></p></body></html>\n'
    )


def long_date(text: str) -> str:
    """Return the day of a comment as readers read it."""
    day = datetime.fromisoformat(text)
    return f"{day:%B} {day.day}, {day.year}"


def feed_date(text: str) -> str:
    """Return the time of a comment as RSS wants it (RFC 822)."""
    return datetime.fromisoformat(text).strftime("%a, %d %b %Y %H:%M:%S %z")


def within(months: list[Any], period: tuple[int, ...]) -> list[Any]:
    """Return the months of a year, or the one that is asked for."""
    return [month for month in months if month["period_num"][: len(period)] == period]


def add_filters(generator: Any) -> None:
    """Let templates write the dates of comments, and look at part of the archive."""
    generator.env.filters.update(long_date=long_date, feed_date=feed_date, within=within)


def generators_of(_: Any) -> type[ForwardsGenerator]:
    """Return the generator of this plugin."""
    return ForwardsGenerator


def register() -> None:
    """Do everything at its time; Pelican calls this."""
    signals.generator_init.connect(add_filters)
    signals.article_generator_pretaxonomy.connect(name_authors)
    signals.article_generator_finalized.connect(arrange)
    signals.get_generators.connect(generators_of)
