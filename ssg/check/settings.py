"""Settings that only make sense together, or that name addresses of the site."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import Settings
from ssg.text.addresses import is_external, normal_address
from ssg.text.nearest import did_you_mean

_NEEDED_BY_COMMENTS: Mapping[str, tuple[str, ...]] = {
    "isso": ("server",),
    "remark42": ("server",),
    "giscus": ("repo", "repo-id", "category", "category-id"),
    "utterances": ("repo",),
    "form": ("action",),
    "script": ("src",),
}
_NEEDED_BY_ANALYTICS: Mapping[str, tuple[str, ...]] = {
    "goatcounter": ("code",),
    "plausible": ("domain",),
    "umami": ("id",),
    "cloudflare": ("token",),
    "script": ("src",),
}


def check_settings(settings: Settings, served: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Report providers that lack what they need, and menu entries that lead nowhere."""
    # An address that could not be read was told already.
    unread = "unread" if "comments.server" in settings.places else ""
    server = settings.comments.server or unread
    comments = {**settings.comments.options, "server": server}
    yield from _check_provider(
        settings, "comments", settings.comments.provider, comments, _NEEDED_BY_COMMENTS
    )
    analytics = {**settings.analytics.options}
    analytics.setdefault("code", analytics.get("url", ""))
    yield from _check_provider(
        settings, "analytics", settings.analytics.provider, analytics, _NEEDED_BY_ANALYTICS
    )
    known = _NEEDED_BY_ANALYTICS
    if settings.analytics.provider and settings.analytics.provider not in known:
        provider = settings.analytics.provider
        yield Diagnostic(
            "site.yaml", *settings.place("analytics.provider"), Level.ERROR, "provider",
            f"there is no counter `{provider}`{did_you_mean(provider, known)}",
            f"write one of: {', '.join(known)}",
        )  # fmt: skip
    yield from _check_menu(settings, served)


def _check_provider(
    settings: Settings,
    key: str,
    provider: str,
    options: Mapping[str, str],
    needed: Mapping[str, tuple[str, ...]],
) -> Iterator[Diagnostic]:
    for name in needed.get(provider, ()):
        if not (options.get(name) or options.get(name.replace("-", "_"))):
            yield Diagnostic(
                "site.yaml", *settings.place(f"{key}.provider"), Level.ERROR, "provider",
                f"`{key}: {{provider: {provider}}}` needs `{name}`",
                f"add `{name}: …` beside `provider:`",
            )  # fmt: skip


def _check_menu(settings: Settings, served: AbstractSet[str]) -> Iterator[Diagnostic]:
    written = [("menu", item.url) for item in settings.menu or ()]
    written += [("links", link.url) for link in settings.links]
    for key, url in written:
        address = normal_address(url.partition("#")[0].partition("?")[0])
        if is_external(url) or url.startswith("#") or address in served:
            continue
        yield Diagnostic(
            "site.yaml", *settings.place(key), Level.WARNING, "broken-link",
            f"`{key}:` names {url}, where nothing is{did_you_mean(address, served)}",
            "write the address of a page of the site, or a whole one with https://",
        )  # fmt: skip
