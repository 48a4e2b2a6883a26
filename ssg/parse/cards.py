"""A record of content/cards/: what is known of one thing elsewhere."""

from typing import Any

from ssg.model.card import Card
from ssg.model.entry import Place
from ssg.model.parsed import Parsed
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.decoders import FILE, LANGUAGE, TEXT, WEB_URL, matching, whole_number
from ssg.parse.decoding import Decoder, Key, Table, converted, decode_map, table_of
from ssg.parse.entries.audio_table import DURATION
from ssg.parse.moments import DATE, MOMENT
from ssg.parse.problems import problems_of
from ssg.parse.yaml.documents import as_map, read_document

LIMIT = 200_000
"""Characters of a record; a long post with its addresses has three thousand."""


def _safe(text: str) -> str:
    from ssg.parse.comments.body import comment_html  # noqa: PLC0415  # loads the sanitiser

    return comment_html(text)


_POST: Decoder[str] = converted(TEXT, lambda text, _: _safe(text))
_PIXELS = whole_number(1, 10_000)

CARD_TABLE: Table = table_of(
    Key(
        "address",
        WEB_URL,
        "Where it is. The name of the file says which addresses in posts mean it.",
        missing="add `address: https://…`",
        example="https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    ),
    Key("title", TEXT, "Its title.", example="The lock gates of Elm Street"),
    Key("author", TEXT, "Who made it.", example="Harbor Films"),
    Key("author_url", WEB_URL, "Where its author is found."),
    Key("handle", TEXT, "How its author is called there.", example='"@ana@social.example"'),
    Key(
        "text",
        _POST,
        "The words of a post: text or simple HTML. Whatever else stands in it is left out.",
        example="The crane is up again.",
    ),
    Key("language", LANGUAGE, "The language of these words.", default="not said", example="de"),
    Key("date", MOMENT, "When it appeared.", example='"2024-05-26T09:30:00Z"'),
    Key("duration", DURATION, "How long it plays.", example='"4:13"'),
    Key("width", _PIXELS, "The width of its player in pixels; with the height it gives the shape."),
    Key("height", _PIXELS, "The height of its player in pixels."),
    Key("length", whole_number(0), "The size of a recording in bytes.", example="31457280"),
    Key(
        "type",
        matching(r"[a-z]+/[a-z0-9.+-]+", "a media type", "audio/mpeg"),
        "The media type of a recording.",
        example="audio/mpeg",
    ),
    Key("picture", FILE, "Its picture: a file of this site.", example="/media/cards/x.jpg"),
    Key("picture_alt", TEXT, "What the picture of a post shows, in words."),
    Key("gone", DATE, "The day on which it was not there any more.", example="2026-11-27"),
    Key("fetched", DATE, "The day on which `ssg cards` asked for it.", example="2026-11-27"),
    Key(
        "seal",
        matching(r"[0-9a-f]{16}", "sixteen letters and digits", '"5ecd1adf60b1c2d3"'),
        "A digest of all that `ssg cards` wrote. Where it does not fit any more, you have changed "
        "the record, and it is never written over.",
    ),
)
_NOT_SHOWN = ("fetched", "seal")
_RENAMED = {"text": "text_html"}


def parse_card(source: SourceFile, settings: ParseSettings) -> Parsed[Card]:
    """Return the record in `source`, called like its file."""
    node, reading = read_document(source, settings.language, settings.timezone, LIMIT)
    keys = as_map(node, "a card", reading)
    if keys is None:
        return Parsed(None, problems_of(reading))
    values: dict[str, Any] = decode_map(keys, CARD_TABLE, reading)
    fields = {_RENAMED.get(key, key): values[key] for key in values if key not in _NOT_SHOWN}
    name = source.path.rpartition("/")[2].rpartition(".")[0]
    key = keys.key("picture")
    place = Place(key.line, key.column) if key else Place()
    return Parsed(Card(name=name, picture_place=place, **fields), problems_of(reading))
