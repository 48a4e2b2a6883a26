"""The keys below `audio:` in front matter."""

from typing import Any

from ssg.model.entry import Audio, Chapter, Place
from ssg.parse.decoders import FILE, FLAG, LINK_URL, choice, matching, whole_number
from ssg.parse.decoding import Decoder, Key, Wrong, converted, either, group, list_of, table_of
from ssg.parse.people import SMART
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode

_TIME = r"(?:[0-9]+:)?[0-9]{1,2}:[0-9]{2}(?:\.[0-9]+)?"
DURATION: Decoder[str] = matching(rf"{_TIME}|[0-9]+", "a duration", '"42:10"')
START: Decoder[str] = converted(
    matching(rf"{_TIME}|0", "a time in the recording", '"12:30"'),
    lambda start, _: "0:00" if start == "0" else start,
)


def _build_audio(values: dict[str, Any], node: MapNode) -> Audio:
    chapters = values.pop("chapters", ())
    where = {"chapters_file": chapters} if isinstance(chapters, str) else {"chapters": chapters}
    return Audio(**values, **where, place=Place(node.line, node.column))


_CHAPTER_LIST: Decoder[tuple[Chapter, ...]] = list_of(
    group(
        table_of(
            Key("start", START, "When it begins.", missing='add `start: "12:30"`'),
            Key("title", SMART, "What it is about.", missing="add `title: …`"),
            Key("url", LINK_URL, "A page about it.", example="https://example.org/crane"),
            Key("image", FILE, "A picture that players show meanwhile.", example="crane.jpg"),
        ),
        lambda values, _: Chapter(**values),
        "a chapter",
        '{start: "12:30", title: The crane}',
    ),
    "a list of chapters",
    '[{start: "12:30", title: The crane}]',
)


def _read_chapters(node: Node, reading: Reading) -> tuple[Chapter, ...] | str | Wrong:
    if isinstance(node, ScalarNode):
        return FILE.read(node, reading)
    return _CHAPTER_LIST.read(node, reading)


_CHAPTERS: Decoder[tuple[Chapter, ...] | str] = Decoder(
    "a list of chapters, or a file",
    _CHAPTER_LIST.example,
    _read_chapters,
    {"anyOf": [_CHAPTER_LIST.schema, FILE.schema]},
    _CHAPTER_LIST.table,
)


AUDIO: Decoder[Audio] = either(
    converted(FILE, lambda source, place: Audio(source, place=place)),
    group(
        table_of(
            Key(
                "src", FILE, "The file or its address.", missing="add `src: …`", example="show.mp3"
            ),
            Key(
                "length",
                whole_number(0),
                "Its size in bytes, which podcast feeds state.",
                default="the size of the file",
                example="31457280",
            ),
            Key("duration", DURATION, "How long it plays.", example='"42:10"'),
            Key(
                "type",
                matching(r"[a-z]+/[a-z0-9.+-]+", "a media type", "audio/mpeg"),
                "Its media type.",
                default="by the file's ending",
                example="audio/mpeg",
            ),
            Key(
                "transcript",
                FILE,
                "The spoken text: a file (.vtt, .srt, .html, .txt, .json) or a page's address.",
                example="show.vtt",
            ),
            Key(
                "chapters",
                _CHAPTERS,
                "The chapters, in order; or a file of them, whose name ends in `chapters.json`.",
                example='[{start: "12:30", title: The crane}]',
            ),
            Key("episode", whole_number(1), "The number of the episode.", example="3"),
            Key("season", whole_number(1), "The number of its season.", example="1"),
            Key(
                "episode_type",
                choice("full", "trailer", "bonus"),
                "Whether it is a whole episode, or goes with one.",
                default="full",
                example="bonus",
            ),
            Key(
                "explicit",
                FLAG,
                "Whether this episode is only for adults.",
                default="as the podcast",
                example="true",
            ),
        ),
        _build_audio,
        "a recording",
        '{src: show.mp3, duration: "42:10"}',
    ),
)
