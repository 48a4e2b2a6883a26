"""The menus of an old blog: which words led where."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from ssg.importers.survey.known import KnownEntry
from ssg.model.record import dataclass
from ssg.text.html import unescape

_LIKELY = ("primary", "main", "header", "top", "haupt", "principal", "hoofd")
"""Parts of the names that people give to the menu at the top."""

_MOST_WORDS = 8
"""So many words stand side by side at the top of a page."""

_MENU = "nav_menu"


@dataclass(frozen=True, slots=True)
class MenuWord:
    """A word of a menu: where it leads, and how deep it stands (0: on top)."""

    title: str
    url: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Menus:
    """All menus by name; `main` is the one that the new site takes, as far as it is flat.

    `lost` counts words that led to nothing that is known.
    """

    by_name: Mapping[str, tuple[MenuWord, ...]]
    main: str = ""
    lost: int = 0

    @property
    def words(self) -> tuple[MenuWord, ...]:
        """The words on top of the main menu."""
        every = self.by_name.get(self.main, ())
        return tuple(word for word in every if word.depth == 0)


@dataclass(frozen=True, slots=True)
class Targets:
    """Where words of menus may lead: functions from the old host's numbers, "" for unknown ones.

    `of_entry` and `of_term` take a number, `of_address` an address as written; `title_of` is the
    title of the entry or term that a word without a title of its own shows.
    """

    of_entry: Callable[[str], str]
    of_term: Callable[[str], str]
    of_address: Callable[[str], str]
    title_of: Callable[[str, str], str]


def menus_of(items: Sequence[KnownEntry], targets: Targets) -> Menus:
    """Return the menus that the export's menu items make."""
    by_menu: dict[str, list[KnownEntry]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for item in items:
        for taxonomy, slug, name in item.terms:
            menu = unescape(name) or slug
            # The parts of a split export repeat the menus.
            if taxonomy == _MENU and (menu, item.id) not in seen:
                seen.add((menu, item.id or f"#{item.number}"))
                by_menu[menu].append(item)
    menus: dict[str, tuple[MenuWord, ...]] = {}
    lost = 0
    for name, members in by_menu.items():
        words = _words(members, targets)
        menus[name] = tuple(word for word in words if word.url and word.title)
        lost += len(words) - len(menus[name])
    return Menus(menus, _main(menus), lost)


def _main(menus: Mapping[str, Sequence[MenuWord]]) -> str:
    """Return the likeliest main menu: by its name, else the longest that fits at the top."""
    tops = {name: sum(word.depth == 0 for word in words) for name, words in menus.items() if words}
    named = (name for sign in _LIKELY for name in tops if sign in name.lower())
    fitting = {name: top for name, top in tops.items() if top <= _MOST_WORDS}
    longest = max(fitting, key=lambda name: tops[name], default="")
    return next(named, longest or min(tops, key=lambda name: tops[name], default=""))


def _words(members: Sequence[KnownEntry], targets: Targets) -> list[MenuWord]:
    """Return the words of a menu in order, each behind the one that it stands below."""
    by_parent: dict[str, list[KnownEntry]] = defaultdict(list)
    ids = {item.id for item in members}
    for item in sorted(members, key=lambda item: (item.menu_order, item.number)):
        parent = item.meta_of("_menu_item_menu_item_parent")
        by_parent[parent if parent in ids and parent != item.id else ""].append(item)
    words: list[MenuWord] = []
    waiting = [(item, 0) for item in reversed(by_parent.pop("", []))]
    while waiting:
        item, depth = waiting.pop()
        words.append(_word(item, depth, targets))
        waiting += [(child, depth + 1) for child in reversed(by_parent.pop(item.id, []))]
    return words


def _word(item: KnownEntry, depth: int, targets: Targets) -> MenuWord:
    kind = item.meta_of("_menu_item_type")
    number = item.meta_of("_menu_item_object_id")
    match kind:
        case "post_type":
            url = targets.of_entry(number)
        case "taxonomy":
            url = targets.of_term(number)
        case _:
            url = targets.of_address(item.meta_of("_menu_item_url"))
    title = " ".join(unescape(item.title).split()) or targets.title_of(kind, number)
    return MenuWord(title, url, depth)
