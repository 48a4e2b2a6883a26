"""`_headers`, as Netlify and Cloudflare Pages read it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from ssg.deploy.headers.policy import Policy
from ssg.deploy.headers.types import CacheClass, cache_class_of, is_fingerprinted
from ssg.deploy.headers.values import response_headers
from ssg.disk.native import parents
from ssg.render.address import encoded

_MOST_RULES = 95
"""Cloudflare reads 100."""
_MOST_ASSETS = 60
_PLAIN = re.compile(r"[A-Za-z0-9._~/-]+")
_ASSETS = "assets/"


def write_netlify_headers(policy: Policy, paths: Collection[str], base_path: str = "") -> bytes:
    """Return `_headers` for outputs at `paths`.

    Both hosts have each page asked for anew by themselves. Where two rules with one header fit,
    they join the values, so no two rules for Cache-Control fit one address. A star stands at the
    end of a path only, for Netlify knows no other. What finds no room is asked for each time.
    """
    root = encoded(base_path)
    lines = [f"{root}/*", *(f"  {name}: {value}" for name, value in response_headers(policy))]
    for pattern, kind in list(_rules(paths))[: _MOST_RULES - 1]:
        lines += [f"{root}/{pattern}", f"  Cache-Control: {kind.value}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _rules(paths: Collection[str]) -> Iterator[tuple[str, CacheClass]]:
    """Yield patterns that no address fits twice, those that do most first."""
    # What needs an escape in an address would have to be spelled as each host spells it.
    known = {path: cache_class_of(path) for path in sorted(paths) if _is_nameable(path)}
    assets = [path for path in known if is_fingerprinted(path)]
    if len(assets) > _MOST_ASSETS and all(map(is_fingerprinted, _below(_ASSETS, paths))):
        yield f"{_ASSETS}*", CacheClass.FINGERPRINTED
    else:
        # One by one: the address of a file that is missing must not be kept for a year.
        yield from ((path, CacheClass.FINGERPRINTED) for path in assets[:_MOST_ASSETS])
    folders = _folders_of_one_class(paths)
    sizes = Counter(folder for path in paths if (folder := _topmost(path, folders)))
    yield from ((f"{folder}/*", folders[folder]) for folder, _ in sizes.most_common())
    single = (path for path in known if not _topmost(path, folders))
    for path in sorted(single, key=lambda path: (path.count("/"), path)):
        if known[path] in _KEPT_A_WHILE:
            yield path, known[path]


_KEPT_A_WHILE = frozenset({CacheClass.FEED, CacheClass.MEDIA})


def _folders_of_one_class(paths: Collection[str]) -> dict[str, CacheClass]:
    """Return the folders in which all outputs, at any depth, may be kept for the same while."""
    classes: defaultdict[str, set[CacheClass]] = defaultdict(set)
    for path in paths:
        for folder in parents(path):
            classes[folder].add(cache_class_of(path))
    return {
        folder: next(iter(kinds))
        for folder, kinds in classes.items()
        if len(kinds) == 1 and kinds <= _KEPT_A_WHILE and _is_nameable(folder)
    }


def _topmost(path: str, folders: Collection[str]) -> str:
    return next((folder for folder in reversed(parents(path)) if folder in folders), "")


def _below(folder: str, paths: Collection[str]) -> Iterator[str]:
    return (path for path in paths if path.startswith(folder))


def _is_nameable(path: str) -> bool:
    return bool(_PLAIN.fullmatch(path))
