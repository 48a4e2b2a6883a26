"""What a template wrote → the two parts of a letter."""

from ssg.letters.inlining import put_styles_inline
from ssg.letters.plain import plain_text_of
from ssg.letters.tidying import IN_TEXT_ONLY, tidy
from ssg.letters.trees import classes_of, elements_of, read_letter, remove, written_letter
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """The HTML and the text of a letter."""

    html: str
    text: str


def parts_of(page: str, post_url: str) -> Parts:
    """Return the parts of the letter that a template wrote as a page; `post_url` is a whole one.

    Raises TooDeepError.
    """
    root = read_letter(page)
    tidy(root, post_url)
    text = plain_text_of(root)
    for element in list(elements_of(root)):
        if IN_TEXT_ONLY in classes_of(element) and element.parent is not None:
            remove(element)
    put_styles_inline(root)
    return Parts(written_letter(root), text)
