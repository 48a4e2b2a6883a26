"""`ssg explain`: what an output is made from, and why it was or would be made anew."""

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from ssg.check.rules import Rules, rule_for_address, rules_in
from ssg.commands.building.build import BuildRequest
from ssg.commands.building.making import changed_inputs
from ssg.commands.failures import UsageError
from ssg.commands.planning import planned_build
from ssg.disk.cache.store import Cache
from ssg.disk.publishing.manifest import Manifest
from ssg.disk.publishing.publish import why_made
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import Digest
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import Hidden
from ssg.model.view import RedirectRule
from ssg.outputs import AnyOutput
from ssg.text.addresses import (
    address_of_output,
    normal_address,
    output_path,
    split_query,
    within_site,
)
from ssg.text.nearest import nearest

WORDS = {
    "program": "ssg itself and the libraries that it uses",
    "url": "its own address",
    "crumbs": "the categories or pages above it",
    "to": "where it leads",
    "code": "whether it has moved, for now or for good, or is gone",
    "theme": "the theme's templates, words and files",
    "template": "which template it is made with",
    "site": "the site's title, menu, feeds and theme settings, and the years that it spans",
    "entry": "the post or page: its front matter, its text, where its links lead, its authors",
    "older": "the post before it",
    "newer": "the post after it",
    "series": "the series that it belongs to",
    "related": "the posts related to it",
    "backlinks": "who links to it",
    "conversation": "its comments, and how to answer",
    "posts": "the posts that it lists",
    "lead": "the first post",
    "seconds": "the posts beside the first",
    "river": "the posts below",
    "sections": "the newest posts of each category",
    "pagination": "how many pages there are",
    "entries": "the posts in the feed",
    "groups": "the posts of each month",
    "years": "the years and the number of their posts",
    "widgets": "what the theme shows beside it",
    "addresses": "the addresses of the site",
    "rules": "the redirects",
    "file": "the file that is copied, or made smaller",
    "recipe": "its width and format, or the words and colours that are drawn",
}
"""What the inputs of outputs are, in an author's words; the others say it by their name."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One output: what it is made from, why it was made the last time, and what a build would do.

    `inputs` are names with their digests; `changed` those that differ from the last time.
    """

    path: str
    address: str
    origin: str
    template: str
    inputs: tuple[tuple[str, Digest], ...]
    last_reason: str
    next_reason: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The outputs that were asked about, or why there are none.

    There may be none because the entry is `hidden`, or because the address only leads elsewhere.
    `suggestion` is what is nearest to a name that nothing has.
    """

    explanations: tuple[Explanation, ...]
    diagnostics: tuple[Diagnostic, ...]
    suggestion: str = ""
    hidden: tuple[Hidden, ...] = ()
    redirect: RedirectRule | None = None


def explain(request: BuildRequest, subject: str) -> Explained:
    """Explain the outputs that `subject` names: an address, an output file or a source file."""
    with planned_build(request) as build:
        planned, outputs, diagnostics = build.planned, build.outputs, build.diagnostics
        if planned.site is None:
            return Explained((), diagnostics)
        asked = _asked(subject, planned.site.settings)
        path, query = split_query(f"/{asked.lstrip('/')}")
        wanted = _names(asked) | ({output_path(normal_address(path))} if query else set())
        found = [output for output in outputs if wanted & _names_of(output)]
        hidden = tuple(entry for entry in planned.site.hidden if entry.source in wanted)
        if hidden and not found:
            return Explained((), diagnostics, hidden=hidden)
        rule = rule_for_address(normal_address(path), query, _rules(outputs))
        # As on every host: a page goes before a rule for all of its address.
        if rule and (rule.query or not found):
            return Explained((), diagnostics, redirect=rule)
        explanations = tuple(_explain(output, build.manifest, build.cache) for output in found)
        known = (name for output in outputs for name in _names_of(output))
        return Explained(explanations, diagnostics, "" if found else nearest(subject, known))


def _asked(subject: str, settings: Settings) -> str:
    """Return `subject` as it is inside the site. Raises UsageError where it leads elsewhere."""
    if "://" not in subject:
        return subject
    inside = within_site(subject, settings.url)
    if inside is None:
        message = f"{subject} is not an address of this site"
        raise UsageError(message, f"the site is at {settings.url}; or name a file of content/")
    return inside


def _names(subject: str) -> set[str]:
    """Return the paths that `subject` may mean, as a path or as an address."""
    path = unquote(subject)
    plain = posixpath.normpath(path.replace("\\", "/")).lstrip("/")
    return {plain, plain.removeprefix("output/"), output_path(normal_address(path))}


def _rules(outputs: Sequence[AnyOutput]) -> Rules:
    return rules_in(output.planned for output in outputs if isinstance(output.planned, PlannedPage))


def _names_of(output: AnyOutput) -> set[str]:
    return {output.planned.path, output.planned.origin}


def _explain(output: AnyOutput, manifest: Manifest, cache: Cache) -> Explanation:
    planned = output.planned
    last_reason, before = why_made(cache, manifest.output, planned.path)
    is_known = planned.path in manifest.files
    changed = tuple(changed_inputs(dict(before), output)) if is_known and before else ()
    return Explanation(
        path=planned.path,
        address=address_of_output(planned.path),
        origin=planned.origin,
        template=planned.template if isinstance(planned, PlannedPage) else "",
        inputs=output.inputs,
        last_reason=last_reason,
        next_reason=_next_reason(output, manifest, changed),
        changed=changed,
    )


def _next_reason(output: AnyOutput, manifest: Manifest, changed: tuple[str, ...]) -> str:
    path = output.planned.path
    if path not in manifest.files:
        return "it is new"
    if manifest.is_current(path, output.key):
        return ""
    if not manifest.is_intact(path):
        return "the file was changed or removed by hand"
    return "changed: " + ", ".join(changed) if changed else "what it is made from has changed"
