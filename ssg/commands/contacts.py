"""Whom readers' browsers ask besides the site, who brings that about, and a policy for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ssg.commands.specimens import Specimen
from ssg.commands.surveying import ASKED, Surveyed
from ssg.deploy.headers.policy import PageNeeds, policy_of, scan_file, scan_page
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import Settings
from ssg.model.site import Site
from ssg.text.counting import counted

_SETTINGS = ("comments", "analytics", "newsletter", "webmention", "theme_settings", "search")
_LOADED_AS = {
    "connect-src": "numbers or answers",
    "font-src": "fonts",
    "frame-src": "frames",
    "img-src": "pictures",
    "media-src": "recordings",
    "object-src": "embedded objects",
    "script-src": "scripts",
    "style-src": "styles",
}
_LINK = "link to it instead"
_FIXES = {
    "frames": "write its address alone on a line: of a video that makes a card which asks nobody"
    " before a click; or link to it",
    "embedded objects": _LINK,
    "scripts": "take the script out, or link to what it shows",
    "pictures": "keep a copy in content/media/ and show that, or link to it",
    "recordings": "keep a copy in content/media/ and play that, or link to it",
}
"""How to ask no other host, by what is loaded; the first that fits."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """A piece of advice for each other host, those hosts, and the policy that allows just them."""

    diagnostics: tuple[Diagnostic, ...]
    policy: str
    hosts: tuple[str, ...] = ()


def contacts_of(
    site: Site,
    surveyed: Mapping[str, Surveyed],
    shown: Sequence[Specimen],
    assets: Mapping[str, bytes],
) -> Contacts:
    """Return what the pages of `site` ask of others: their texts, one page a template, assets."""
    settings = site.settings
    of_texts = [each.needs for each in surveyed.values()]
    of_theme = [
        *(scan_page(each.content) for each in shown if each.page.path.endswith(".html")),
        *(scan_file(path, content) for path, content in assets.items()),
    ]
    texts_by_host: dict[str, list[str]] = defaultdict(list)
    for source, each in surveyed.items():
        for host in each.survey.hosts:
            texts_by_host[host].append(source)
    asked = _loaded_from((*of_texts, *of_theme), settings)
    # A page that was rendered holds a text, and a host may send browsers on to another.
    by_texts = _loaded_from(of_texts, settings)
    loaded = {
        host: kinds
        for host, kinds in asked.items()
        if host in texts_by_host or host not in by_texts
    }
    diagnostics = tuple(
        _told(host, kinds, texts_by_host.get(host, []), surveyed, settings)
        for host, kinds in loaded.items()
    )
    policy = policy_of((*of_texts, *of_theme), origin=settings.origin)
    return Contacts(diagnostics, policy.text, tuple(loaded))


def _loaded_from(needs: Iterable[PageNeeds], settings: Settings) -> dict[str, list[str]]:
    """Return what is loaded from each other host, by "https://host.example"."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in needs:
        for need in each.sources:
            if need.directive in ASKED and "://" in need.source:
                found[need.source].add(need.directive)
        for stranger in each.strangers:
            found[stranger].add("script-src")
    return {
        source: sorted(_LOADED_AS[directive] for directive in directives)
        for source, directives in sorted(found.items())
        if source != settings.origin and "*" not in source
    }


def _told(
    host: str,
    kinds: Sequence[str],
    texts: Sequence[str],
    surveyed: Mapping[str, Surveyed],
    settings: Settings,
) -> Diagnostic:
    name = host.partition("://")[2]
    what = ", ".join(kinds)
    if texts:
        path = texts[0]
        place = surveyed[path].survey.hosts[host]
        others = f" and in {counted(len(texts) - 1, 'other text')}" if len(texts) > 1 else ""
        return Diagnostic(
            path, place.line, place.column, Level.ADVICE, "third-party",
            f"here{others}, readers' browsers ask {name} for {what}, which learns who reads",
            next((fix for kind, fix in _FIXES.items() if kind in kinds), _LINK),
        )  # fmt: skip
    key = next(_keys_naming(name, settings), "")
    whose = f"`{key}`" if key else f"the theme `{settings.theme}`"
    return Diagnostic(
        "site.yaml", *settings.nearest_place(key), Level.ADVICE, "third-party",
        f"because of {whose}, readers' browsers ask {name} for {what}",
        "say so in your privacy notice, or take it out",
    )  # fmt: skip


def _keys_naming(host: str, settings: Settings) -> Iterator[str]:
    """Yield the keys of site.yaml that `host` comes from."""
    end = ".".join(host.split(".")[-2:])
    for key in _SETTINGS:
        if end in repr(getattr(settings, key)):
            yield key
    if settings.analytics.provider:
        yield "analytics"
    if settings.comments.provider not in {"", "none", "mailto"}:
        yield "comments"
