"""`ssg explain` from its options to what it tells."""

from pathlib import Path

from ssg.commands.building.build import BuildRequest
from ssg.commands.building.verb import moment_for, why_hidden
from ssg.commands.explain import WORDS, Explained, Explanation, explain
from ssg.commands.failures import UsageError
from ssg.commands.outcome import DONE, Outcome, Tell
from ssg.model.diagnostic import Level

_HIDDEN = {
    "draft": "a {} (`draft: true`); `ssg build --drafts` shows it",
    "scheduled": "{}; `ssg build --future` shows it",
}
"""What to say of an entry that is hidden for a reason."""


def run(site_folder: Path, *, tell: Tell, subject: str) -> Outcome:  # noqa: ARG001 - takes no time
    """Explain the outputs that `subject` names."""
    request = BuildRequest(
        site=site_folder, output=site_folder / "output", now=moment_for(site_folder, None)
    )
    explained = explain(request, subject)
    errors = tuple(found for found in explained.diagnostics if found.level is Level.ERROR)
    elsewhere = _elsewhere(explained)
    if elsewhere:
        return Outcome(errors, result=tuple(elsewhere), report={"outputs": []}, exit_code=DONE)
    if not explained.explanations:
        if errors:
            return Outcome(errors)
        message = f"no output is made from, or found at, {subject}"
        nearest = f"did you mean {explained.suggestion}?" if explained.suggestion else ""
        raise UsageError(message, nearest or "name an address, a file of output/ or of content/")
    lines = [line for found in explained.explanations for line in _lines(found)]
    return Outcome(
        diagnostics=errors,
        result=tuple(lines),
        report={"outputs": [_report(found) for found in explained.explanations]},
        exit_code=DONE,
    )


def _elsewhere(explained: Explained) -> list[str]:
    """Return why there is no output: the entry is hidden, or the address leads to another."""
    hidden = [
        f"{entry.source} is not built: it is {_HIDDEN[entry.reason].format(why_hidden(entry))}"
        for entry in explained.hidden
    ]
    if rule := explained.redirect:
        old = f"{rule.old}?{rule.query}" if rule.query else rule.old
        to = f"leads to {rule.to}" if rule.to else "is gone for good"
        return [f"{old} {to} ({rule.code})"]
    return hidden


def _lines(found: Explanation) -> list[str]:
    changed = set(found.changed)
    template = f", with the template {found.template}" if found.template else ""
    return [
        f"{found.path}  ({found.address})",
        f"  from {found.origin}{template}",
        *(
            f"  {'*' if name in changed else '-'} {name}"
            + (f": {WORDS[name]}" if name in WORDS else "")
            for name, _ in found.inputs
        ),
        f"  last time: {found.last_reason or 'not remembered'}",
        f"  next time: {found.next_reason or 'nothing to do, it is as it should be'}",
    ]


def _report(found: Explanation) -> dict[str, object]:
    return {
        "path": found.path,
        "address": found.address,
        "origin": found.origin,
        "template": found.template,
        "inputs": {name: digest.hex() for name, digest in found.inputs},
        "last_reason": found.last_reason,
        "next_reason": found.next_reason,
        "changed": list(found.changed),
    }
