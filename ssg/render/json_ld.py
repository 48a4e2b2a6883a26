"""What a page is, in schema.org's words (JSON-LD)."""

from markupsafe import Markup

from ssg.model.view import View
from ssg.render.context import PageContext


def json_ld_of(view: View, page: PageContext) -> Markup:
    """Return the JSON-LD of a page as a script element; "" where there is nothing to say."""
    del view, page
    return Markup("")
