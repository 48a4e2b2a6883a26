"""Whether an edit of an address changes that address, and nothing else that a reader meets.

Places are found by looking for words, and the same words may stand in code, in a comment or
between the brackets of a link. So what Markdown makes of the edited text is asked.
"""

from collections.abc import Sequence

from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.edit import Edit
from ssg.model.parsed import ParsedEntry
from ssg.text import placeholders
from ssg.text.html import OPAQUE, escape_attribute, split_html, tag_name, unescape

_ADDRESSES = frozenset({"action", "cite", "data", "formaction", "href", "poster", "src"})


def is_in_text(edit: Edit, text: str) -> bool:
    """Tell whether an edit is made below the front matter of the file `text`."""
    manuscript = Manuscript(edit.path, text)
    return manuscript.offset(edit.place) >= manuscript.start


def changes_address_only(before: ParsedEntry, after: ParsedEntry, edit: Edit) -> bool:
    """Tell whether what `edit` makes of a text differs in addresses that it names alone."""
    old, new = _pieces(before), _pieces(after)
    if len(old) != len(new) or len(after.diagnostics) > len(before.diagnostics):
        return False
    changed = [number for number in range(len(old)) if old[number] != new[number]]
    tags = {number for number in changed if number % 2}
    words = [number for number in changed if number % 2 == 0]
    return (
        bool(tags)
        and all(_is_readdressed(old[number], new[number], edit) for number in tags)
        # `<https://…>` is address and words in one.
        and all(number - 1 in tags for number in words)
        and all(_are(old[number], edit.old) and _are(new[number], edit.new) for number in words)
    )


def _are(words: str, address: str) -> bool:
    return unescape(words) == address


def _is_readdressed(old: str, new: str, edit: Edit) -> bool:
    """Tell whether two tags differ in nothing but an address, which is that of the edit."""
    if tag_name(old) != tag_name(new) or tag_name(old) == OPAQUE:
        return False
    before, after = attributes_of(old), attributes_of(new)
    if before.keys() != after.keys():
        return False
    return all(
        name in _ADDRESSES and _is_moved(value, after[name], edit)
        for name, value in before.items()
        if after[name] != value
    )


def _is_moved(old: str, new: str, edit: Edit) -> bool:
    """Tell whether an address is that of the edit, or it and a fragment that stays."""
    fragment = old.removeprefix(edit.old)
    is_whole = fragment == "" or (fragment.startswith("#") and "#" not in edit.new)
    return old.startswith(edit.old) and is_whole and new == edit.new + fragment


def _pieces(parsed: ParsedEntry) -> Sequence[str]:
    """Return the pieces of a body with its addresses as they are written."""
    if parsed.entry is None or parsed.body is None:
        return ()
    references = parsed.entry.references

    def value_of(kind: str, number: int) -> str:
        if kind != "a":
            return ""
        reference = references[number]
        fragment = f"#{reference.fragment}" if reference.fragment else ""
        return escape_attribute(reference.target + fragment)

    return split_html(placeholders.fill(parsed.body.html, value_of))
