"""Settles the marks that the parser left: shortcodes, wiki links, bare addresses.

Where a mark turns out to stand in code, in a link or in an attribute, what was written comes back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from ssg.model.record import dataclass
from ssg.parse.markdown.draft import Mark, MarkKind, Problem
from ssg.parse.markdown.shortcode_syntax import (
    Arguments,
    Unreadable,
    read_call,
    without_literal_signs,
)
from ssg.parse.services import is_audio, service_of
from ssg.parse.shortcodes import Shortcode
from ssg.text.html import BLOCKS, EMPTY, OPAQUE, escape, escape_attribute, split_html, tag_name
from ssg.text.nearest import did_you_mean

_MARK = re.compile(r"<(/?)\x02([cwul])([0-9]+)>")
_ESCAPED_SIGN = re.compile(r"\x02([0-9]+)\x03")
_LITERAL_PLACES = frozenset({"code", "pre", "kbd", "samp", "math", "svg", "title", "option"})
_FIRST_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)")


@dataclass(slots=True)
class _Settling:
    """HTML on its way: one list of pieces for each shortcode that is open, and what encloses."""

    marks: Sequence[Mark]
    shortcodes: Mapping[str, Shortcode]
    to_inline: Callable[[str], str]
    problems: list[Problem] = field(default_factory=list)
    outputs: list[list[str]] = field(default_factory=lambda: [[]])
    enclosing: list[str] = field(default_factory=list)
    paragraph_waits: bool = False
    """A block stood in a paragraph, which goes on when more text comes."""


def settle_marks(
    html: str,
    marks: Sequence[Mark],
    shortcodes: Mapping[str, Shortcode],
    to_inline: Callable[[str], str],
) -> tuple[str, tuple[Problem, ...]]:
    r"""Return `html` with its marks settled, and the problems met.

    `to_inline` turns short Markdown (a caption) into HTML. A wiki link becomes a link to
    `\x02wN\x03` with the text `\x02xN\x03` unless it has its own; N is the number of its mark.
    """
    state = _Settling(marks, shortcodes, to_inline)
    pieces = split_html(html)
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            _add_text(state, piece)
        elif found := _MARK.fullmatch(piece):
            _settle(state, found, pieces, place)
        else:
            _add_tag(state, piece)
    while len(state.outputs) > 1:
        inner = state.outputs.pop()
        state.outputs[-1] += inner
    return "".join(state.outputs[0]), tuple(state.problems)


def restore_marks(html: str, marks: Sequence[Mark]) -> str:
    """Return `html` with what was written in place of its marks; a bare address is a link."""

    def restored(found: re.Match[str]) -> str:
        mark = marks[int(found[3])]
        if mark.kind is MarkKind.SHORTCODE:
            return escape(mark.closing if found[1] else mark.written)
        if found[1]:
            return ""
        if mark.kind is MarkKind.BARE_ADDRESS:
            address = escape_attribute(_unescape_signs(mark.written))
            return f'<a href="{address}">{address}</a>'
        return escape(mark.written)

    return _MARK.sub(restored, html)


def _add_text(state: _Settling, text: str) -> None:
    if text.strip():
        _resume_paragraph(state)
    state.outputs[-1].append(text)


def _add_tag(state: _Settling, tag: str) -> None:
    name = tag_name(tag)
    if "\x02" in tag:
        tag = _MARK.sub(lambda found: escape_attribute(_written(state, found)), tag)
    if name == "/p" and state.paragraph_waits:
        state.paragraph_waits = False
        _leave(state, "p")
        return
    if name.startswith("/"):
        _leave(state, name[1:])
    elif name != OPAQUE:
        _resume_paragraph(state)
        if name not in EMPTY and not tag.endswith("/>"):
            state.enclosing.append(name)
    state.outputs[-1].append(tag)


def _resume_paragraph(state: _Settling) -> None:
    if state.paragraph_waits:
        state.outputs[-1].append("<p>")
        state.paragraph_waits = False


def _leave(state: _Settling, name: str) -> None:
    if name in state.enclosing:
        while state.enclosing.pop() != name:
            pass


def _written(state: _Settling, found: re.Match[str]) -> str:
    mark = state.marks[int(found[3])]
    if mark.kind is MarkKind.LITERAL:
        return without_literal_signs(mark.written)
    return mark.closing if found[1] else mark.written


def _settle(state: _Settling, found: re.Match[str], pieces: list[str], place: int) -> None:
    mark = state.marks[int(found[3])]
    if not _LITERAL_PLACES.isdisjoint(state.enclosing):
        state.outputs[-1].append(escape(_unescape_signs(_written(state, found))))
        return
    match mark.kind:
        case MarkKind.SHORTCODE:
            _settle_shortcode(state, mark, is_end=bool(found[1]))
        case MarkKind.WIKI if not found[1]:
            _add_text(state, _wiki_link(state, mark, found[3]))
        case MarkKind.BARE_ADDRESS if not found[1]:
            _settle_address(state, mark, is_alone=_is_alone(pieces, place))
        case MarkKind.LITERAL if not found[1]:
            _add_text(state, escape(without_literal_signs(mark.written)))


def _wiki_link(state: _Settling, mark: Mark, number: str) -> str:
    if "a" in state.enclosing:
        return escape(mark.written)
    _, _, text = mark.written[2:-2].partition("|")
    words = escape(text.strip()) or f"\x02x{number}\x03"
    return f'<a href="\x02w{number}\x03">{words}</a>'


def _is_alone(pieces: list[str], place: int) -> bool:
    """Tell whether a mark that begins at `place` is all that its paragraph holds."""
    around = pieces[max(place - 2, 0) : place + 5]
    if place < 2 or len(around) < 7:  # noqa: PLR2004 - <p>, text, mark, text, end, text, </p>
        return False
    opening, before, _, _, _, after, closing = around
    return (
        tag_name(opening) == "p"
        and tag_name(closing) == "/p"
        and not before.strip()
        and not after.strip()
    )


def _settle_address(state: _Settling, mark: Mark, *, is_alone: bool) -> None:
    address = _unescape_signs(mark.written)
    words = escape(address)
    if "a" in state.enclosing:
        _add_text(state, words)
        return
    href = escape_attribute(address)
    if is_alone and is_audio(address):
        _add_block(
            state,
            f'<figure class="audio"><audio controls preload="none" src="{href}">'
            f'<a href="{href}">{words}</a></audio></figure>',
        )
    elif is_alone and (service := service_of(address)):
        _add_text(state, f'<a class="embed" data-service="{service}" href="{href}">{words}</a>')
    else:
        _add_text(state, f'<a href="{href}">{words}</a>')


def _settle_shortcode(state: _Settling, mark: Mark, *, is_end: bool) -> None:
    if not is_end:
        if len(state.outputs) == 1 or state.outputs:
            state.outputs.append([])
        return
    inner = "".join(state.outputs.pop()) if len(state.outputs) > 1 else ""
    html = _made_by(state, mark, inner)
    found = _FIRST_TAG.match(html)
    if found and found[1].lower() in BLOCKS:
        _add_block(state, html)
    else:
        _add_text(state, html)


def _add_block(state: _Settling, html: str) -> None:
    """Add a block; a paragraph around it ends before it, and goes on after it if there is more."""
    output = state.outputs[-1]
    if state.paragraph_waits or not state.enclosing or state.enclosing[-1] != "p":
        output.append(html)
        return
    while output and not output[-1].strip():
        output.pop()
    if output and output[-1].startswith("<p") and tag_name(output[-1]) == "p":
        output.pop()
    else:
        output.append("</p>\n")
    output.append(html)
    state.paragraph_waits = True


def _made_by(state: _Settling, mark: Mark, inner: str) -> str:
    """Return what the shortcode makes, or what was written if it is wrong."""
    as_written = escape(mark.written) + inner + escape(mark.closing)
    call = read_call(mark.written)
    if isinstance(call, Unreadable):
        _report(state, mark, f"this shortcode cannot be read: {call.reason}", call.fix)
        return as_written
    shortcode = state.shortcodes.get(call.name)
    if shortcode is None:
        names = ", ".join(state.shortcodes)
        _report(
            state,
            mark,
            f"no shortcode is called `{call.name}`{did_you_mean(call.name, state.shortcodes)}",
            f"the shortcodes are {names}; `{{{{</* {call.name} */>}}}}` shows it as text",
        )
        return as_written
    if call.is_closing:
        _report(
            state,
            mark,
            f"`{mark.written}` closes a shortcode that was never opened",
            f"remove it, or write `{{{{< {call.name} >}}}}` where the text begins",
        )
        return as_written
    values = _values_of(state, mark, shortcode, call.arguments)
    if values is None:
        return as_written
    html = shortcode.make(values, inner)
    is_text_given = shortcode.has_inner and bool(values[shortcode.takes[0]])
    if shortcode.has_inner and not inner and not is_text_given:
        message = f"the shortcode `{call.name}` is never closed"
        end = f"{{{{< /{call.name} >}}}}"
        fix = f"end it with `{end}`; if that is on another line, let both begin a line"
    elif inner.strip() and (is_text_given or inner.strip() not in html):
        message = f"`{call.name}` cannot show both its values and the words before `{mark.closing}`"
        fix = "keep one of the two"
    else:
        return html
    _report(state, mark, message, fix)
    return as_written


def _values_of(
    state: _Settling, mark: Mark, shortcode: Shortcode, arguments: Arguments
) -> dict[str, str] | None:
    """Return the shortcode's values by name, or None with a problem reported."""
    takes = shortcode.takes
    for name in arguments.named:
        if name not in takes:
            _report(
                state,
                mark,
                f"a shortcode here takes no `{name}`{did_you_mean(name, takes)}",
                f"it takes {', '.join(takes)}",
            )
            return None
    if len(arguments.positional) > len(takes):
        _report(
            state,
            mark,
            f"`{arguments.positional[len(takes)]}` is one value too many",
            f"it takes {', '.join(takes)}; put quotation marks around values with spaces",
        )
        return None
    for name, value in zip(takes, arguments.positional, strict=False):
        if name in arguments.named:
            _report(
                state,
                mark,
                f"`{value}` has no name, and `{name}`, whose place it takes, is given by name",
                f'write its name before it, `…="{value}"`, or take it out;'
                f" it takes {', '.join(takes)}",
            )
            return None
    values = {name: arguments.get(name, place) for place, name in enumerate(takes)}
    for name in shortcode.needs:
        if not values[name]:
            _report(state, mark, f"the shortcode lacks `{name}`", f'add `{name}="…"`')
            return None
    for name in shortcode.words:
        if values[name]:
            values[name] = state.to_inline(values[name])
    return values


def _report(state: _Settling, mark: Mark, message: str, fix: str) -> None:
    state.problems.append(Problem("shortcode", message, fix, mark.context or mark.written))


def _unescape_signs(text: str) -> str:
    """Undo what Python-Markdown does to a sign after a backslash."""
    if "\x02" not in text:
        return text
    return _ESCAPED_SIGN.sub(lambda found: chr(int(found[1])), text)
