"""Paragraphs from empty lines, as WordPress makes them when it shows a classic body.

The result is the one that the npm package `@wordpress/autop` gives, oddities included; the tests
compare the two. What differs is the cost: every step here takes time in proportion to the text.
"""

import re
from collections.abc import Iterator

from ssg.importers.wordpress_text.tag_newlines import BLANK, SPACE, newlines_aside, newlines_back

_BLOCK_NAMES = (
    "address|area|article|aside|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|map|math|menu|nav|ol|p|pre"
    "|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_SPACES = f"[{SPACE}]*+"

_TWO_BREAKS = re.compile(rf"<br{_SPACES}/?>{_SPACES}<br{_SPACES}/?>")
_BLOCK_OPENS = re.compile(rf"<(?:{_BLOCK_NAMES})[{SPACE}/>]")
_BLOCK_CLOSES = re.compile(rf"</(?:{_BLOCK_NAMES})>")
_STARTS_LIKE_BLOCK = re.compile(rf"</?(?:{_BLOCK_NAMES})")

_OPTION = re.compile(r"(<option)")
_OPTION_END = re.compile(r"(</option>)")
_OBJECT = re.compile(r"(<object[^>]*>)")
_OBJECT_END = re.compile(r"(</object>)")
_OBJECT_PART = re.compile(r"(</?(?:param|embed)[^>]*>)")
_PLAYER = re.compile(r"([<\[](?:audio|video)[^>\]]*[>\]])")
_PLAYER_END = re.compile(r"([<\[]/(?:audio|video)[>\]])")
_PLAYER_PART = re.compile(r"(<(?:source|track)[^>]*>)")
_CAPTION = re.compile(r"(<figcaption[^>]*>)")
_CAPTION_END = re.compile(r"(</figcaption>)")

_MANY_NEWLINES = re.compile(r"\n\n+")
_BETWEEN_PARAGRAPHS = re.compile(rf"\n[{SPACE}]*\n")

_EMPTY_PARAGRAPH = re.compile(rf"<p>{_SPACES}</p>")
_ENDS_IN_OUTER = re.compile(r"<p>([^<]++)</(div|address|form)>")
_LONE_BLOCK = re.compile(rf"<p>{_SPACES}(</?(?:{_BLOCK_NAMES})[^>]*+>){_SPACES}</p>")
_QUOTE_INSIDE = re.compile(r"<p><blockquote([^>]*+)>")
_BLOCK_INSIDE = re.compile(rf"<p>{_SPACES}(</?(?:{_BLOCK_NAMES})[^>]*+>)")
_BEFORE_PARAGRAPH_END = re.compile(rf">(?=({_SPACES}</p>))")

_BREAK = re.compile(r"<br/?>")
_LINE_END = re.compile(rf"(<br />)?(?<![{SPACE}])[{SPACE}]*\n")
_BEFORE_BREAK = re.compile(rf">(?=({_SPACES}<br />))")
_BREAK_BEFORE_BLOCK = re.compile(
    rf"<br />({_SPACES}</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*+>)"
)
_NEWLINE_BEFORE_END = re.compile(r"\n</p>\Z")
_SCRIPT = re.compile(r"<(script|style|svg|math)")
_KEPT_NEWLINE = "\0-"
_END_OF_LINE = re.compile(r"[\n\u2028\u2029]")
_PRE_PLACE = re.compile(r"<pre \x00([0-9]+)></pre>")


def autop(text: str, *, br: bool = True) -> str:
    """Return `text` with its paragraphs in `<p>`; with `br`, single newlines become `<br />`."""
    if not text.strip(BLANK):
        return ""
    text, set_aside = _pre_aside(text + "\n")
    text = _TWO_BREAKS.sub("\n\n", text)
    text = _BLOCK_OPENS.sub(r"\n\n\g<0>", text)
    text = _BLOCK_CLOSES.sub("\\g<0>\n\n", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _tightened(newlines_aside(text))
    text = _MANY_NEWLINES.sub("\n\n", text)
    parts = (part.strip("\n") for part in _BETWEEN_PARAGRAPHS.split(text) if part)
    text = _without_paragraphs_around_blocks("".join(f"<p>{part}</p>\n" for part in parts))
    if br:
        text = _with_breaks(text)
    text = _drop_after_blocks(text, _BEFORE_BREAK)
    text = _BREAK_BEFORE_BLOCK.sub(r"\1", text)
    text = _NEWLINE_BEFORE_END.sub("</p>", text)
    return newlines_back(_pre_back(text, set_aside))


def _pre_aside(text: str) -> tuple[str, list[str]]:
    """Return the text with each `<pre>…</pre>` replaced, and what was replaced."""
    if "<pre" not in text:
        return text, []
    *parts, last = text.split("</pre>")
    kept: list[str] = []
    set_aside: list[str] = []
    for part in parts:
        start = part.find("<pre")
        if start < 0:
            kept.append(part)
            continue
        kept.append(f"{part[:start]}<pre \0{len(set_aside)}></pre>")
        set_aside.append(f"{part[start:]}</pre>")
    return "".join([*kept, last]), set_aside


def _pre_back(text: str, set_aside: list[str]) -> str:
    def original(match: re.Match[str]) -> str:
        number = int(match[1])
        return set_aside[number] if number < len(set_aside) else match[0]

    return _PRE_PLACE.sub(original, text) if set_aside else text


def _tightened(text: str) -> str:
    """Return the text without white space around the parts of menus and players."""
    if "<option" in text:
        text = _without_space(text, _OPTION, before=True)
        text = _without_space(text, _OPTION_END, after=True)
    if "</object>" in text:
        text = _without_space(text, _OBJECT, after=True)
        text = _without_space(text, _OBJECT_END, before=True)
        text = _without_space(text, _OBJECT_PART, before=True, after=True)
    if "<source" in text or "<track" in text:
        text = _without_space(text, _PLAYER, after=True)
        text = _without_space(text, _PLAYER_END, before=True)
        text = _without_space(text, _PLAYER_PART, before=True, after=True)
    if "<figcaption" in text:
        text = _without_space(text, _CAPTION, before=True)
        text = _without_space(text, _CAPTION_END, after=True)
    return text


def _without_space(
    text: str, tag: re.Pattern[str], *, before: bool = False, after: bool = False
) -> str:
    # Behind the last bracket no tag can end, and looking for its end from each `<` costs squares.
    end = max(text.rfind(">"), text.rfind("]")) + 1
    pieces = tag.split(text[:end])
    pieces[-1] += text[end:]
    for place in range(0, len(pieces), 2):
        if before and place < len(pieces) - 1:
            pieces[place] = pieces[place].rstrip(BLANK)
        if after and place:
            pieces[place] = pieces[place].lstrip(BLANK)
    return "".join(pieces)


def _without_paragraphs_around_blocks(text: str) -> str:
    text = _EMPTY_PARAGRAPH.sub("", text)
    text = _ENDS_IN_OUTER.sub(r"<p>\1</p></\2>", text)
    text = _LONE_BLOCK.sub(r"\1", text)
    text = "".join(_without_paragraphs_around_items(text))
    text = _QUOTE_INSIDE.sub(r"<blockquote\1><p>", text)
    text = text.replace("</blockquote></p>", "</p></blockquote>")
    text = _BLOCK_INSIDE.sub(r"\1", text)
    return _drop_after_blocks(text, _BEFORE_PARAGRAPH_END)


def _without_paragraphs_around_items(text: str) -> Iterator[str]:
    """Yield the text without the paragraph around a list item that stands on one line."""
    done = 0
    end = -1
    while (start := text.find("<p><li", done)) >= 0:
        inside = start + len("<p><li")
        if end <= inside:
            end = text.find("</p>", inside + 1)
        if end < 0:
            break
        if line_end := _END_OF_LINE.search(text, inside, end):
            yield text[done : line_end.start()]
            done = line_end.start()
            continue
        yield text[done:start]
        yield text[start + len("<p>") : end]
        done = end + len("</p>")
    yield text[done:]


def _drop_after_blocks(text: str, before: re.Pattern[str]) -> str:
    """Return the text without what `before` looks ahead to, where a block's tag precedes it."""
    kept: list[str] = []
    done = 0
    for match in before.finditer(text):
        bracket = match.start()
        start = max(text.rfind(">", done, bracket) + 1, done)
        if bracket < done or not _STARTS_LIKE_BLOCK.search(text, start, bracket):
            continue
        kept.append(text[done : bracket + 1])
        done = match.end(1)
    kept.append(text[done:])
    return "".join(kept)


def _with_breaks(text: str) -> str:
    """Return the text with `<br />` at the ends of lines, save within scripts and styles."""
    text = "".join(_scripts_on_one_line(text))
    text = _LINE_END.sub(_line_end, _BREAK.sub("<br />", text))
    return text.replace(_KEPT_NEWLINE, "\n")


def _line_end(match: re.Match[str]) -> str:
    return match[0] if match[1] else "<br />\n"


def _scripts_on_one_line(text: str) -> Iterator[str]:
    done = 0
    unclosed: set[str] = set()
    for opening in _SCRIPT.finditer(text):
        name = opening[1]
        if opening.start() < done or name in unclosed:
            continue
        end = text.find(f"</{name}>", opening.end())
        if end < 0:
            unclosed.add(name)
            continue
        yield text[done : opening.start()]
        yield text[opening.start() : end].replace("\n", _KEPT_NEWLINE)
        done = end
    yield text[done:]
