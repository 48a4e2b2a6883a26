"""The groups of keys inside front matter: pictures, recordings, sources, series and so on."""

from dataclasses import replace
from typing import Any

from ssg.model.author import Author, AuthorId
from ssg.model.entry import (
    CommentPolicy,
    Correction,
    Picture,
    Place,
    SeriesPart,
    SocialThreads,
    SourceNote,
    TermMention,
)
from ssg.parse.decoders import (
    AUTHOR_OR_GUEST,
    FILE,
    WEB_URL,
    WORDS,
    choice,
    matching,
    whole_number,
)
from ssg.parse.decoding import (
    Decoder,
    Key,
    Table,
    Wrong,
    converted,
    either,
    group,
    list_of,
    one_or_list_of,
    refuse,
    table_of,
)
from ssg.parse.moments import DATE
from ssg.parse.people import AUTHOR_TABLE, MARKDOWN, SMART, build_author
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import ListNode, MapNode, Node

MOST_TERMS = 1_000
"""No post has so many tags or categories."""

CommentChoice = tuple[CommentPolicy, SocialThreads]


def _build_picture(values: dict[str, Any], node: MapNode) -> Picture:
    return Picture(**values, place=Place(node.line, node.column))


PICTURE: Decoder[Picture] = either(
    converted(FILE, lambda source, place: Picture(source, place=place)),
    group(
        table_of(
            Key(
                "src",
                FILE,
                "The file (beside the post, or a path from the root) or its address.",
                missing="add `src: …`",
                example="cover.jpg",
            ),
            Key(
                "alt",
                SMART,
                "What the picture shows, for those who do not see it.",
                example="Two cranes above a quay.",
            ),
            Key("caption", SMART, "The words below it.", example="The harbor in 1911."),
            Key("credit", SMART, "Who made it.", example="Ana Ruiz"),
        ),
        _build_picture,
        "a picture with src, alt, caption and credit",
        '{src: cover.jpg, alt: "Two cranes"}',
    ),
)

SERIES: Decoder[SeriesPart] = either(
    converted(WORDS, lambda name, _: SeriesPart(name)),
    group(
        table_of(
            Key(
                "name",
                WORDS,
                "The name of the series.",
                missing="add `name: …`",
                example="Letters from the Hague",
            ),
            Key(
                "part",
                whole_number(0),
                "Which part this is, as readers see it. The order is by number, then by date.",
                default="the number after the part before it",
                example="2",
            ),
        ),
        lambda values, _: SeriesPart(values["name"], values.get("part")),
        "a name with a part",
        "{name: Letters from the Hague, part: 2}",
    ),
)

COMMENTS: Decoder[CommentChoice] = either(
    converted(
        choice(
            *("open", "closed", "none"),
            meant={
                **dict.fromkeys(("true", "yes", "on", "1"), "write open"),
                **dict.fromkeys(
                    ("false", "no", "off", "0"), "write closed, or none to hide old ones as well"
                ),
            },
        ),
        lambda word, _: (CommentPolicy(word), SocialThreads()),
    ),
    group(
        table_of(
            Key("mastodon", WEB_URL, "The post on Mastodon whose replies are shown."),
            Key("bluesky", WEB_URL, "The post on Bluesky whose replies are shown."),
        ),
        lambda values, _: (CommentPolicy.OPEN, SocialThreads(**values)),
        "the post on a network whose replies are shown",
        "{mastodon: https://social.example/@jane/1}",
    ),
)

SOURCES: Decoder[tuple[SourceNote, ...]] = list_of(
    group(
        table_of(
            Key("title", SMART, "What the source is.", missing="add `title: …`"),
            Key("url", WEB_URL, "Where it is found."),
            Key("archived", WEB_URL, "A copy in an archive, for when it is gone."),
            Key("accessed", DATE, "When you read it.", example="2016-10-28"),
        ),
        lambda values, _: SourceNote(**values),
        "a source",
        "{title: The budget of 1911, url: https://example.org/}",
    ),
    "a list of sources",
    "[{title: The budget of 1911, url: https://example.org/, accessed: 2016-10-28}]",
)


def _newest_first(corrections: tuple[Correction, ...], _: Place) -> tuple[Correction, ...]:
    return tuple(sorted(corrections, key=lambda correction: correction.date, reverse=True))


CORRECTIONS: Decoder[tuple[Correction, ...]] = converted(
    list_of(
        group(
            table_of(
                Key("date", DATE, "When it was corrected.", missing="add `date: 2016-11-02`"),
                Key("text", MARKDOWN, "What was wrong and is right now.", missing="add `text: …`"),
            ),
            lambda values, _: Correction(values["date"], values["text"]),
            "a correction",
            '{date: 2016-11-02, text: "An earlier version misnamed …"}',
        ),
        "a list of corrections",
        '[{date: 2016-11-02, text: "An earlier version misnamed …"}]',
    ),
    _newest_first,
)

GUEST_TABLE = Table(
    keys=AUTHOR_TABLE.keys,
    elsewhere="remove it; a guest has the keys of an author record",
    required=AUTHOR_TABLE.required,
)
AUTHORS: Decoder[tuple[AuthorId | Author, ...]] = one_or_list_of(
    either(
        converted(
            AUTHOR_OR_GUEST,
            lambda written, place: AuthorId(written, place.line, place.column),
        ),
        group(
            GUEST_TABLE,
            lambda values, _: build_author(values, "", ""),
            "a guest with a name",
            "{name: Ana Ruiz}",
        ),
    ),
    "the id of an author, or a list of ids",
    "[jane-marsh, henrik-vass]",
)


def _tag(name: str, place: Place) -> TermMention:
    return TermMention((name,), place)


def _category(written: str, place: Place) -> TermMention:
    levels = written.replace("\\/", "\x00").split("/")
    path = tuple(level.replace("\x00", "/").strip() for level in levels)
    return TermMention(tuple(level for level in path if level) or (written,), place)


def _not_too_many(decoder: Decoder[tuple[TermMention, ...]]) -> Decoder[tuple[TermMention, ...]]:
    """Return `decoder` for at most so many: each of them makes a page that shows all of them."""

    def read(node: Node, reading: Reading) -> tuple[TermMention, ...] | Wrong:
        if isinstance(node, ListNode) and len(node.elements) > MOST_TERMS:
            why = f"of {len(node.elements):,} is longer than the {MOST_TERMS:,} that ssg takes here"
            return refuse(node, decoder, reading, "take some of them out", why)
        return decoder.read(node, reading)

    return replace(decoder, read=read)


TAGS: Decoder[tuple[TermMention, ...]] = _not_too_many(
    one_or_list_of(converted(WORDS, _tag), "a tag, or a list of tags", "[budgets, ports]")
)
CATEGORIES: Decoder[tuple[TermMention, ...]] = _not_too_many(
    one_or_list_of(
        converted(WORDS, _category),
        "a category, or a list of categories",
        "[Foreign Affairs, Opinion/Economy]",
    )
)
RULES_OFF_TABLE = table_of(
    Key(
        "off",
        one_or_list_of(
            matching(r"[a-z0-9-]+", "the name of a rule", "curly-quotes"),
            "a rule, or a list of rules",
            "[curly-quotes]",
        ),
        "The rules whose warnings you do not want to see.",
        example="[curly-quotes]",
    ),
)
RULES_OFF: Decoder[tuple[str, ...]] = group(
    RULES_OFF_TABLE,
    lambda values, _: values.get("off", ()),
    "the rules to silence",
    "{off: [curly-quotes]}",
)
