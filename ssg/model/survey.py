"""What `ssg check` remembers of the text of one entry."""

from collections.abc import Mapping
from dataclasses import field

from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Place
from ssg.model.outward import OutwardLink
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """An address of the site itself that a text spells with scheme and host.

    `path` is within the site and decoded, `is_safe` tells that it begins with https.
    """

    written: str
    path: str
    place: Place
    is_safe: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The problems of one text, and what of it only the whole site can judge.

    `keys` are the places of the keys of its front matter, `headings` those of its headings in
    order, `hosts` those of the first address at each other host that a reader's browser asks, by
    "https://host.example". `outward` are all links to other sites, `styled` the addresses that
    styles of the text name.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    keys: Mapping[str, Place] = field(default_factory=dict)
    headings: tuple[Place, ...] = ()
    own_addresses: tuple[OwnAddress, ...] = ()
    outward: tuple[OutwardLink, ...] = ()
    hosts: Mapping[str, Place] = field(default_factory=dict)
    styled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An output that readers had: its path, the title of the entry ("" if unknown), and since when.

    `when` is in words: "the last deploy to production", "the last build".
    """

    path: str
    title: str
    when: str


pickle_by_fields(__name__)
