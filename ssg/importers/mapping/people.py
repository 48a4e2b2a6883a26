"""The authors of an old blog: who gets a record, and which entry names whom."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ssg.importers.survey.known import KnownEntry, Survey, TermName
from ssg.model.export import Host, OldAuthor
from ssg.model.record import dataclass
from ssg.text.html import unescape
from ssg.text.slug import slugify

_CO_AUTHORS = "author"
"""The taxonomy in which Co-Authors Plus keeps who wrote an entry."""
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


@dataclass(frozen=True, slots=True)
class NewAuthor:
    """An author record to be: `id` names its file. `old_ids` are numbers, `logins` names there.

    `is_account` tells that the export declares the author, not only an entry.
    """

    id: str
    name: str
    sort_name: str = ""
    logins: tuple[str, ...] = ()
    old_ids: tuple[str, ...] = ()
    url: str = ""
    is_account: bool = True


@dataclass(frozen=True, slots=True)
class People:
    """All authors, by id of the record, by login (in lower case) and by number there."""

    authors: tuple[NewAuthor, ...]
    by_login: Mapping[str, NewAuthor]
    by_number: Mapping[str, NewAuthor]
    said_again: int = 0
    unnamed: int = 0
    only_named: int = 0

    def ids_of(self, terms: Iterable[TermName], creators: Iterable[OldAuthor]) -> tuple[str, ...]:
        """Return the ids of the authors of an entry; co-authors overrule the account."""
        together = [slug or name for taxonomy, slug, name in terms if taxonomy == _CO_AUTHORS]
        names = [_without_prefix(name) for name in together] or list(map(_name_of, creators))
        found = (self.by_login.get(name.casefold()) for name in names)
        return tuple(dict.fromkeys(author.id for author in found if author is not None))


def people_of(survey: Survey) -> People:
    """Return the authors whom the export declares, then those whom only entries name."""
    made: dict[str, NewAuthor] = {}
    taken: Counter[str] = Counter()
    said_again = unnamed = 0
    for author in survey.authors:
        key = _name_of(author).casefold()
        if not key:
            unnamed += 1
        elif key in made:
            said_again += 1
            made[key] = _joined(made[key], author)
        else:
            made[key] = _new_author(author, taken, is_account=True)
    declared = len(made)
    for author in _named_by_entries(survey.entries):
        key = _name_of(author).casefold()
        if key and key not in made:
            made[key] = _new_author(author, taken, is_account=False)
    by_number = {number: author for author in made.values() for number in author.old_ids}
    return People(tuple(made.values()), made, by_number, said_again, unnamed, len(made) - declared)


def _named_by_entries(entries: Iterable[KnownEntry]) -> Iterable[OldAuthor]:
    for entry in entries:
        if entry.kind == "nav_menu_item":
            continue
        yield from entry.creators
        for taxonomy, slug, name in entry.terms:
            if taxonomy == _CO_AUTHORS:
                yield OldAuthor(login=_without_prefix(slug or name), name=name)


def _without_prefix(slug: str) -> str:
    """Return a co-author's login, before which the plugin puts "cap-"."""
    return slug.removeprefix("cap-")


def _name_of(author: OldAuthor) -> str:
    """Return what entries name an author by: the login, at Blogger the name shown."""
    return author.login or author.name or author.url


def _new_author(author: OldAuthor, taken: Counter[str], *, is_account: bool) -> NewAuthor:
    name = shown_name(author)
    made = _free_id(_id_of(author, name), taken)
    full = " ".join(filter(None, [author.last_name and f"{author.last_name},", author.first_name]))
    sort_name = unescape(full) if author.last_name and author.first_name else ""
    return NewAuthor(
        id=made,
        name=name,
        sort_name=sort_name,
        logins=(author.login,) if author.login else (),
        old_ids=(author.id,) if author.id not in {"", "0"} else (),
        url=author.url,
        is_account=is_account,
    )


def _joined(known: NewAuthor, author: OldAuthor) -> NewAuthor:
    ids = (*known.old_ids, *((author.id,) if author.id not in {"", "0"} else ()))
    return replace(known, old_ids=tuple(dict.fromkeys(ids)))


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def shown_name(author: OldAuthor) -> str:
    """Return the name that readers saw, never an e-mail address."""
    full = f"{author.first_name} {author.last_name}".strip()
    for name in (author.name, full, author.login, author.url):
        shown = " ".join(_CONTROLS.sub("", unescape(name)).split())
        if shown:
            return without_email(shown)
    return "Anonymous"


def without_email(name: str) -> str:
    """Return a name without the hosts of e-mail addresses in it: "ana@x.org" is "ana"."""
    return _EMAIL.sub(lambda found: found[0].partition("@")[0] or "Anonymous", name)


def _id_of(author: OldAuthor, name: str) -> str:
    """Return what WordPress calls an author in addresses: the login with hyphens."""
    return slugify(without_email(author.login) or name)


def _free_id(wanted: str, taken: Counter[str]) -> str:
    """Return `wanted`, or the first of `wanted`-2, `wanted`-3 … that is free, and take it.

    `taken` counts how often each was wished for: the next one begins behind the last.
    """
    made = wanted
    while made in taken:
        taken[wanted] += 1
        made = f"{wanted}-{taken[wanted]}"
    taken[made] = 1
    return made


def account_id_by_number(people: People, host: Host) -> Mapping[str, str]:
    """Return author ids by the number that comments carry; at Blogger by the author's profile."""
    if host is Host.BLOGGER:
        return {author.url: author.id for author in people.authors if author.url}
    return {number: author.id for number, author in people.by_number.items()}
