"""The summary of an entry that has none of its own: its first sentences, whole ones."""

import re
from collections.abc import Iterator

from ssg.parse.markdown import MarkdownText
from ssg.parse.markdown.reading import count_words_and_ideographs, fill_titles
from ssg.text.html import BLOCKS, pieces_of, tag_name, unescape_line

_FEWEST, _MOST = 25, 60
_IDEOGRAPHS_PER_WORD = 2
"""How many characters of Chinese or Japanese say as much as a word."""
_WIDE_ENDS = frozenset("。！？」』）")
_OPENING = 1200
_TELLING = 60
"""Where a written summary is looked for in a text, and how much of it must be there: characters."""
_WORD = re.compile(r"\w+")
_ASIDE = frozenset({"figure", "table", "pre", "aside", "ul", "ol", "dl", "section", "nav", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SENTENCE_END = re.compile(
    r"""[.!?…؟۔।。！？](?:"""  # one set of signs for both ends is quick to look for
    r"""(?<=[.!?…؟۔।])(?<![.!?…].)[.!?…؟۔।]*+["'”’»)\]]*(?=\s)(?!\s+["'“‘«(]*[a-zà-ÿа-я0-9])"""
    r"""|(?<=[。！？])(?<![。！？].)[。！？]*+[」』”’）]*)"""
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Rev|Gen|Sen|Rep|Gov|Capt|Lt|Col|Sgt|Hon|vs|etc|cf"
    r"|No|Nr|Bd|Art|Hr|Fr|z\.\s?B|d\.\s?h|u\.\s?a|e\.g|i\.e|p|pp|M|Mme|Mlle|Sra|Srta|Dra|[^\W\d_])\.$"
)


def summarise(text: MarkdownText) -> str:
    """Return the first sentences of `text`, plain, about 25 to 60 words, never cut off.

    They come from the part before `<!--more-->` if there is one. Headings, pictures, tables, lists
    and code are passed over, and quotations too where the text goes on in its own words. A first
    sentence that is longer than 60 words stands as it is. In scripts without spaces two characters
    count as a word.
    """
    own: list[str] = []
    quoted: list[str] = []
    enough = False
    for is_quoted, paragraph in _paragraphs(text.lead_html or text.html, text):
        if is_quoted:
            if not own:
                quoted.append(paragraph)
        elif enough := _add_sentences(own, paragraph):
            break
    if not own:
        for paragraph in quoted:
            if _add_sentences(own, paragraph):
                break
    # "He said this:" leads to something that a summary does not show.
    if enough or len(own) > 1:
        while len(own) > 1 and own[-1].endswith((":", "：")):
            own.pop()
    return _joined(own)


def opens_text(summary: str, text: MarkdownText) -> bool:
    """Tell whether `summary`, written by somebody, is just the beginning of `text`.

    Excerpts of imported posts often are. Signs, note marks and figures do not count.
    """
    said = _in_words(summary)
    for opening in (text.plain_text[:_OPENING], summarise(text)):
        shown = _in_words(opening)
        if said[:_TELLING] in shown or (len(shown) > _TELLING // 2 and shown[:_TELLING] in said):
            return True
    return False


def _in_words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _add_sentences(chosen: list[str], paragraph: str) -> bool:
    """Add as many sentences of `paragraph` as fit, and tell whether that is enough."""
    words = sum(map(_length, chosen))
    for sentence in sentences_of(paragraph):
        words += _length(sentence)
        if chosen and words > _MOST:
            # Enough, though short: what follows a sentence that was left out would not follow on.
            return True
        chosen.append(sentence)
        if words >= _FEWEST:
            return True
    return False


def _length(sentence: str) -> int:
    words, ideographs = count_words_and_ideographs(sentence)
    # What has no words takes room as well: a thousand rows of signs are enough, too.
    return max(1, words + ideographs // _IDEOGRAPHS_PER_WORD)


def _joined(sentences: list[str]) -> str:
    """Return `sentences` as one text, with spaces except after a full stop that needs none."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in _WIDE_ENDS else f" {sentence}"
    return text


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
    quotes = 0
    line: list[str] = []
    for name, words in _kept(html):
        line.append(words)
        if name.lstrip("/") in BLOCKS:
            if paragraph := _plain("".join(line), text):
                yield quotes > 0, paragraph
            line = []
            quotes += (name == "blockquote") - (name == "/blockquote")
    if paragraph := _plain("".join(line), text):
        yield quotes > 0, paragraph


def _kept(html: str) -> Iterator[tuple[str, str]]:
    """Yield the tags of `html` by name, each with the text before it; not what is passed over."""
    pieces = pieces_of(html)
    words = next(pieces)
    skipped = ""
    depth = 0
    for tag in pieces:
        name = tag_name(tag)
        if skipped:
            depth += (name == skipped) - (name == f"/{skipped}")
            skipped = skipped if depth else ""
        else:
            yield name, words + (" " if name == "br" else "")
            if _is_passed_over(name, tag):
                skipped, depth = name, 1
        words = next(pieces)
    if not skipped:
        yield "", words


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
