"""One planned output to its bytes: the stage's front door."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment

from ssg.model.comment import Thread
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.digest import Digest
from ssg.model.entry import Body
from ssg.model.output import PlannedPage, Rendered
from ssg.model.theme import Theme
from ssg.model.view import (
    CommentFeedView,
    EntryView,
    FeedView,
    KeyFileView,
    LetterView,
    RedirectTableView,
    View,
)
from ssg.render.address import base_path_of, root_of
from ssg.render.chapters import write_chapters
from ssg.render.compiling.ready import ReadyTheme
from ssg.render.context import KEY, PageContext
from ssg.render.environment import ThemeInUse, in_use
from ssg.render.failure import TEMPLATE_MISTAKES, template_diagnostic
from ssg.render.json_feed import write_json_feed
from ssg.render.redirects.apache import write_apache
from ssg.render.redirects.map import write_map
from ssg.render.redirects.netlify import write_netlify
from ssg.render.redirects.nginx import write_nginx
from ssg.render.redirects.page import write_redirect_page
from ssg.render.text import legal_xml, utf8_of

Writer = Callable[[Any, PageContext], str]

WRITERS: Mapping[str, Writer] = {
    "_redirects": lambda view, _: write_netlify(view),
    ".htaccess": lambda view, _: write_apache(view),
    "redirects.nginx.conf": lambda view, _: write_nginx(view),
    "old-addresses.json": lambda view, _: write_map(view),
    "feed.json": write_json_feed,
    "chapters.json": write_chapters,
    "key file": lambda view, _: str(view.key),
}
"""The formats that are written without a template, by the name under which they are planned."""

FALLBACKS: Mapping[str, Writer] = {
    "redirect.html": lambda view, _: write_redirect_page(view),
}
"""What is written so only where the theme has no template of that name."""


Heavy = Mapping[Digest, Body | Thread]
"""The bodies and threads that a page needs, by their keys."""


def render_page(page: PlannedPage, heavy: Heavy, theme: Theme) -> Rendered:
    """Return the bytes of `page`; `heavy` holds the bodies and threads that `page.needs` names.

    A mistake in a template gives no bytes and a diagnostic with its place in the theme.
    """
    return _rendered(page, heavy, in_use(theme), quickly=False)


def render_ready(page: PlannedPage, heavy: Heavy, ready: ReadyTheme) -> Rendered:
    """Return the same bytes, of a theme that was made ready for all pages."""
    return _rendered(page, heavy, ready.in_use, quickly=page.template in ready.in_haste)


def _rendered(page: PlannedPage, heavy: Heavy, used: ThemeInUse, *, quickly: bool) -> Rendered:
    context = _context_of(page.view, heavy, used)
    writer = WRITERS.get(page.template)
    if writer is None and page.template not in used.theme.templates:
        writer = FALLBACKS.get(page.template)
    if writer is not None:
        return Rendered(writer(page.view, context).encode("utf-8", "replace"))
    content = _quick_content(used.environments.quick, page, context) if quickly else None
    if content is None:
        context = _context_of(page.view, heavy, used)
        plain = used.environments.plain
        try:
            content = _content(plain, page, context)
        except TEMPLATE_MISTAKES as error:
            return Rendered(b"", (template_diagnostic(error, page, used.theme, plain),))
    return Rendered(content, _missing_words(context))


def _quick_content(
    environment: Environment, page: PlannedPage, context: PageContext
) -> bytes | None:
    """Return the bytes of `page`, or None where it fails: only the plain way knows the lines."""
    try:
        template = environment.get_template(page.template)
        pieces = list(template.root_render_func(template.new_context(_known(page, context))))
    except TEMPLATE_MISTAKES:
        return None
    return legal_xml("".join(pieces)) if _is_xml(page) else utf8_of(pieces)


def _content(environment: Environment, page: PlannedPage, context: PageContext) -> bytes:
    text = environment.get_template(page.template).render(_known(page, context))
    return legal_xml(text) if _is_xml(page) else text.encode("utf-8", "replace")


def _known(page: PlannedPage, context: PageContext) -> dict[str, object]:
    return {"view": page.view, KEY: context}


def _is_xml(page: PlannedPage) -> bool:
    return page.template.endswith(".xml")


def _context_of(view: View, heavy: Heavy, used: ThemeInUse) -> PageContext:
    if isinstance(view, RedirectTableView):
        return PageContext(used.theme, heavy, "", view.base_path, "en", is_feed=False)
    if isinstance(view, KeyFileView):
        return PageContext(used.theme, heavy, "", "", "en", is_feed=False)
    site = view.site
    own_language = view.entry.language if isinstance(view, EntryView | LetterView) else ""
    language = own_language or site.language
    is_feed = isinstance(view, FeedView | CommentFeedView | LetterView)
    return PageContext(
        theme=used.theme,
        heavy=heavy,
        site_url=root_of(site.url),
        base_path=base_path_of(site.url),
        language=language,
        is_feed=is_feed,
        words=used.words(language),
        view=view,
        shared=used.shared.shared(site, language, is_feed=is_feed),
    )


def _missing_words(page: PageContext) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            path=f"themes/{page.theme.name}/strings/en.yaml",
            line=0,
            column=0,
            level=Level.WARNING,
            rule="theme-words",
            message=f"the theme has no word for `{key}` in `en`",
            fix=f"add `{key}: …`",
        )
        for key in dict.fromkeys(page.missing_words)
    )
