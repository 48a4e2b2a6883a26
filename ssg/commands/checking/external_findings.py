"""What `ssg check --external` has learnt of links to other sites."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.diagnostic import Diagnostic
from ssg.model.outward import Told
from ssg.model.record import dataclass

_NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class ExternalFindings:
    """Problems of links with their mends, lines for a person, and what programs are told.

    `asked` says how many were asked for, `lines` what is known of all. `failure` is what stopped
    the asking, if something did.
    """

    told: Told = _NOTHING_TOLD
    asked: str = ""
    lines: tuple[str, ...] = ()
    report: Mapping[str, object] = field(default_factory=dict)
    failure: Diagnostic | None = None


NOTHING_FOUND = ExternalFindings()
"""What is known where nobody was asked."""
