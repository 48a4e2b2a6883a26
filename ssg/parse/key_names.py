"""Which key was meant by a name that is none."""

from collections.abc import Mapping, Sequence

from ssg.text.nearest import nearest

# In a shorter word another letter makes another word: rate, date.
_TELLING = 5


def nearest_key(written: str, names: Mapping[str, Sequence[str]]) -> str:
    """Return the key that a writer who typed `written` probably meant, or "".

    `names` are the keys, each with the names that other programs have for it.
    """
    folded = _folded(written)
    for key, others in names.items():
        if folded in map(_folded, (key, *others)):
            return key
    near = nearest(folded, names)
    return near if near and _is_slip_of(_folded(near), folded) else ""


def _folded(name: str) -> str:
    return name.strip().lower().replace("-", "").replace("_", "").replace(" ", "")


def _is_slip_of(name: str, written: str) -> bool:
    """Tell whether `written` may be a slip of the pen, not a word that holds `name`: linkTitle."""
    if written[:1] == name[:1] or sorted(written) == sorted(name):
        return True
    return max(len(name), len(written)) >= _TELLING and abs(len(written) - len(name)) <= 1
