"""The quotation marks of each language, as its readers expect them in print."""

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """What straight quotation marks become: the outer pair from `"`, the inner pair from `'`."""

    outer_open: str
    outer_close: str
    inner_open: str
    inner_close: str


_NO_BREAK = "\u00a0"
_ENGLISH = QuotationMarks("“", "”", "‘", "’")
_GERMAN = QuotationMarks("„", "“", "‚", "‘")
_SWISS = QuotationMarks("«", "»", "‹", "›")
_FRENCH = QuotationMarks(f"«{_NO_BREAK}", f"{_NO_BREAK}»", "“", "”")
_SPANISH = QuotationMarks("«", "»", "“", "”")
_RUSSIAN = QuotationMarks("«", "»", "„", "“")
_NORDIC = QuotationMarks("”", "”", "’", "’")
_POLISH = QuotationMarks("„", "”", "‚", "’")
_NORWEGIAN = QuotationMarks("«", "»", "‘", "’")

_MARKS = {
    **dict.fromkeys(
        ["en", "nl", "tr", "pt-br", "id", "ko", "hi", "vi", "th", "ga", "cy"], _ENGLISH
    ),
    **dict.fromkeys(["de", "cs", "sk", "sl", "hr", "sr", "bg", "et", "lt", "lv", "is"], _GERMAN),
    **dict.fromkeys(["de-ch", "fr-ch", "it-ch"], _SWISS),
    **dict.fromkeys(["fr", "br"], _FRENCH),
    **dict.fromkeys(["es", "it", "ca", "eu", "gl", "pt-pt", "el", "ar", "fa", "ur"], _SPANISH),
    **dict.fromkeys(["ru", "uk", "be", "kk"], _RUSSIAN),
    **dict.fromkeys(["sv", "fi"], _NORDIC),
    **dict.fromkeys(["pl", "hu", "ro"], _POLISH),
    **dict.fromkeys(["nb", "no", "nn", "da"], _NORWEGIAN),
    "pt": _ENGLISH,
    "he": QuotationMarks("”", "”", "’", "’"),
}

_LEFT_ALONE = frozenset({"zh", "ja"})


def quotation_marks(language: str) -> QuotationMarks | None:
    """Return the marks of `language` (a BCP 47 tag), None for one whose text is left alone.

    A language that is not known here has the English ones.
    """
    tag = language.lower().replace("_", "-")
    primary = tag.partition("-")[0]
    if primary in _LEFT_ALONE:
        return None
    return _MARKS.get(tag) or _MARKS.get(primary, _ENGLISH)
