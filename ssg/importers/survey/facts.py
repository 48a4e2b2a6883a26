"""What WordPress knows of a picture: its size, and who made it."""

from collections.abc import Iterator

from ssg.importers.reading.php_values import PhpValue, decode_php
from ssg.importers.writing.titles import plain_summary
from ssg.model.export import OldEntry

_FACTS = "_wp_attachment_metadata"
CREDIT, WIDTH, HEIGHT = "credit", "width", "height"


def picture_facts(entry: OldEntry) -> Iterator[tuple[str, str]]:
    """Yield the facts about a picture of the library, as far as they are known, by name."""
    packed = next((value for name, value in entry.meta if name == _FACTS), "")
    facts = decode_php(packed) if packed.strip() else None
    if not isinstance(facts, dict):
        return
    for name in (WIDTH, HEIGHT):
        if number := _number(facts.get(name)):
            yield name, str(number)
    made = facts.get("image_meta")
    if isinstance(made, dict) and (credit := _words(made.get("credit") or made.get("copyright"))):
        yield CREDIT, credit


def _number(value: PhpValue) -> int:
    text = str(value) if isinstance(value, int | str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 0


def _words(value: PhpValue) -> str:
    return plain_summary(value) if isinstance(value, str) else ""
