"""Whom readers' browsers ask besides the site, who brings that about, and a policy for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ssg.commands.checking.resting import at_rest
from ssg.commands.checking.specimens import Specimen
from ssg.commands.checking.surveying import ASKED, Surveyed
from ssg.deploy.headers.needs import INLINE, Need
from ssg.deploy.headers.origins import source_of
from ssg.deploy.headers.policy import PageNeeds, policy_of, scan_file, scan_page
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.record import dataclass
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


_SEARCH = PageNeeds(sources=frozenset({Need("script-src", "'wasm-unsafe-eval'")}))
"""What the index of the search needs, which a check does not make."""


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
    copies: Sequence[PageNeeds] = (),
) -> Contacts:
    """Return what the pages of `site` ask of others: their texts, specimens, assets, copies.

    The policy allows also what is asked for when a reader clicks, and what copied files need.
    """
    settings = site.settings
    of_assets = [scan_file(path, content) for path, content in assets.items()]
    of_theme = [scan_page(at_rest(each.content)) for each in shown if _is_page(each)]
    asked = _loaded_from(
        (*(each.at_rest for each in surveyed.values()), *of_theme, *of_assets), settings
    )
    # A page that was rendered holds a text, and a host may send browsers on to another.
    by_texts = _loaded_from((each.needs for each in surveyed.values()), settings)
    named = {host for each in surveyed.values() for host in each.survey.hosts}
    played = _played(site, surveyed)
    led = _led(site)
    loaded = {host: kinds for host, kinds in asked.items() if host in named or host not in by_texts}
    diagnostics = [
        _told(host, kinds, [*_loading(host, surveyed, settings), *led[host]], settings)
        for host, kinds in loaded.items()
    ]
    diagnostics += [
        _told_of_players(host, places)
        for host, places in sorted(played.items())
        if host not in loaded
    ]
    needs = [
        *(each.needs for each in surveyed.values()),
        *(scan_file(each.page.path, each.content) for each in shown),
        *of_assets,
        *copies,
    ]
    policy = policy_of((*needs, *_of_any_page(needs, settings)), origin=settings.origin)
    return Contacts(tuple(diagnostics), policy.text, tuple(sorted({*loaded, *played})))


def _of_any_page(needs: Iterable[PageNeeds], settings: Settings) -> Iterator[PageNeeds]:
    """Yield what pages need of which there is no specimen."""
    if settings.search:
        yield _SEARCH
    if any(each.styles for each in needs):
        # Each page has the styles that its text needs: another post has others.
        yield PageNeeds(sources=frozenset({Need("style-src", INLINE)}))


def _is_page(specimen: Specimen) -> bool:
    return specimen.page.path.endswith(".html")


def _loading(
    host: str, surveyed: Mapping[str, Surveyed], settings: Settings
) -> list[tuple[str, Place]]:
    """Return the texts that load something from `host` by themselves, and where they name it."""
    return [
        (source, each.survey.hosts[host])
        for source, each in surveyed.items()
        if host in each.survey.hosts and host in _loaded_from([each.at_rest], settings)
    ]


def _led(site: Site) -> defaultdict[str, list[tuple[str, Place]]]:
    """Return the posts whose picture lies at another host, with the places of their keys."""
    found: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for placed in site.entries:
        if placed.picture and placed.entry.picture:
            found[source_of(placed.picture.url)].append(
                (placed.entry.source, placed.entry.picture.place)
            )
    return found


def _played(site: Site, surveyed: Mapping[str, Surveyed]) -> dict[str, list[tuple[str, Place]]]:
    """Return the texts with recordings at other hosts, which are asked when somebody plays them."""
    settings = site.settings
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for source, each in surveyed.items():
        at_once = _loaded_from([each.at_rest], settings) if each.survey.hosts else {}
        for host, place in each.survey.hosts.items():
            if host not in at_once:
                found[host].append((source, place))
    for placed in site.entries:
        host = source_of(placed.audio.url) if placed.audio else ""
        if placed.entry.audio and "://" in host and host != settings.origin:
            found[host].append((placed.entry.source, placed.entry.audio.place))
    return found


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
    host: str, kinds: Sequence[str], texts: Sequence[tuple[str, Place]], settings: Settings
) -> Diagnostic:
    name = host.partition("://")[2]
    what = ", ".join(kinds)
    if texts:
        path, place = texts[0]
        return Diagnostic(
            path, place.line, place.column, Level.ADVICE, "third-party",
            f"here{_others(texts)}, readers' browsers ask {name} for {what}, which learns who"
            " reads",
            next((fix for kind, fix in _FIXES.items() if kind in kinds), _LINK),
        )  # fmt: skip
    key = next(_keys_naming(name, settings), "")
    whose = f"`{key}`" if key else f"the theme `{settings.theme}`"
    return Diagnostic(
        "site.yaml", *settings.nearest_place(key), Level.ADVICE, "third-party",
        f"because of {whose}, readers' browsers ask {name} for {what}",
        "say so in your privacy notice, or take it out",
    )  # fmt: skip


def _told_of_players(host: str, texts: Sequence[tuple[str, Place]]) -> Diagnostic:
    path, place = texts[0]
    name = host.partition("://")[2]
    return Diagnostic(
        path, place.line, place.column, Level.ADVICE, "third-party",
        f"when somebody plays what is here{_others(texts)}, and not before, their browser asks"
        f" {name} for it, which learns who listens",
        _FIXES["recordings"],
    )  # fmt: skip


def _others(texts: Sequence[tuple[str, Place]]) -> str:
    return f" and in {counted(len(texts) - 1, 'other text')}" if len(texts) > 1 else ""


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
