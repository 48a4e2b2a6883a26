"""What `ssg check --external` has learnt of links to other sites."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ssg.model.outward import Told

_NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Outside:
    """Problems of links with their mends, lines for a person, and what programs are told."""

    told: Told = _NOTHING_TOLD
    lines: tuple[str, ...] = ()
    report: Mapping[str, object] = field(default_factory=dict)


NOTHING_OUTSIDE = Outside()
"""What is known where nobody was asked."""
