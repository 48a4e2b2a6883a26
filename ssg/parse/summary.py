"""The summary of an entry that has none of its own: its first sentences, whole ones."""

import re
from collections.abc import Iterator

from ssg.parse.markdown import MarkdownText
from ssg.parse.markdown.reading import count_words, fill_titles
from ssg.text.html import BLOCKS, split_html, tag_name, unescape_line

_FEWEST, _MOST = 25, 60
_CHARACTERS_PER_WORD = 2
"""A summary in a language without spaces has about as many characters as this times words."""
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_ASIDE = frozenset({"figure", "table", "pre", "aside", "ul", "ol", "dl", "section", "nav", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SENTENCE_END = re.compile(
    r"""[.!?…؟۔।]+["'”’»)\]]*(?=\s)(?!\s+["'“‘«(]*[a-zà-ÿа-я0-9])|[。！？]+[」』”’）]*"""
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Rev|Gen|Sen|Rep|Gov|Capt|Lt|Col|Sgt|Hon|vs|etc|cf"
    r"|No|Nr|Bd|Art|Hr|Fr|z\.\s?B|d\.\s?h|u\.\s?a|e\.g|i\.e|p|pp|M|Mme|Mlle|Sra|Srta|Dra|[^\W\d_])\.$"
)


def summarise(text: MarkdownText, language: str) -> str:
    """Return the first sentences of `text`, plain, about 25 to 60 words, never cut off.

    They come from the part before `<!--more-->` if there is one. Headings, pictures, tables, lists
    and code are passed over, and quotations too where the text goes on in its own words. One
    sentence that is longer than 60 words stands as it is.
    """
    html = text.lead_html or text.html
    paragraphs = _paragraphs(html, text)
    chosen: list[str] = []
    quoted: list[str] = []
    words = 0
    for is_quoted, paragraph in paragraphs:
        if is_quoted:
            quoted += [] if chosen else [paragraph]
            continue
        words += _add_sentences(chosen, paragraph, words, language)
        if words >= _FEWEST:
            break
    if not chosen:
        for paragraph in quoted:
            words += _add_sentences(chosen, paragraph, words, language)
            if words >= _FEWEST:
                break
    return " ".join(chosen) if not _is_unspaced(language) else "".join(chosen)


def _add_sentences(chosen: list[str], paragraph: str, words: int, language: str) -> int:
    """Add as many sentences of `paragraph` as fit, and return how many words they have."""
    added = 0
    for sentence in sentences_of(paragraph):
        length = _length(sentence, language)
        if chosen and words + added + length > _MOST:
            # Stop for good: what follows a sentence that was left out would not follow on.
            return max(added, _FEWEST - words)
        chosen.append(sentence)
        added += length
        if words + added >= _FEWEST:
            break
    return added


def _length(sentence: str, language: str) -> int:
    if _is_unspaced(language):
        return len(sentence) // _CHARACTERS_PER_WORD
    return count_words(sentence)


def _is_unspaced(language: str) -> bool:
    return language.lower().partition("-")[0] in _WITHOUT_SPACES


def sentences_of(paragraph: str) -> Iterator[str]:
    """Yield the sentences of one paragraph of plain text."""
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph, start, end.end()):
            continue
        if sentence := paragraph[start : end.end()].strip():
            yield sentence
        start = end.end()
    if rest := paragraph[start:].strip():
        yield rest


def _paragraphs(html: str, text: MarkdownText) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of `html` that a summary may use, and whether they are quoted."""
    skipped: list[str] = []
    quotes = 0
    line: list[str] = []
    for place, piece in enumerate(split_html(html)):
        if place % 2 == 0:
            if not skipped:
                line.append(piece)
            continue
        name = tag_name(piece)
        if skipped:
            if name == skipped[-1]:
                skipped.append(name)
            elif name == f"/{skipped[-1]}":
                skipped.pop()
            continue
        if name == "br":
            line.append(" ")
        elif name.lstrip("/") in BLOCKS:
            if paragraph := _plain("".join(line), text):
                yield quotes > 0, paragraph
            line = []
            quotes += (name == "blockquote") - (name == "/blockquote")
        if _is_passed_over(name, piece):
            skipped.append(name)
    if paragraph := _plain("".join(line), text):
        yield quotes > 0, paragraph


def _is_passed_over(name: str, tag: str) -> bool:
    if name == "figure":
        return 'class="quotation"' not in tag
    if name == "a":
        return 'class="embed"' in tag
    return (
        name in _ASIDE
        or name in _HEADINGS
        or name == "figcaption"
        or (name == "sup" and 'id="fnref' in tag)
    )


def _plain(html: str, text: MarkdownText) -> str:
    if "\x02" in html:
        html = fill_titles(html, text.references)
    return unescape_line(html)
