"""Files of the site's own themes that lie where nothing is read."""

from collections.abc import Iterator, Sequence

from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic, Level
from ssg.text.nearest import nearest

_FOLDERS = ("templates", "strings", "static")
_TEMPLATES = frozenset({"html", "htm", "xml", "jinja", "jinja2", "j2"})
_WORDS = frozenset({"yaml", "yml"})
_STATIC = frozenset({
    "js", "mjs", "woff2", "woff", "ttf", "otf",
    "svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico",
})  # fmt: skip
_STYLES = frozenset({"css"})
_KINDS = _TEMPLATES | _WORDS | _STYLES | _STATIC
_PICTURES_OF_IT = frozenset({"png", "jpg", "jpeg", "webp"})
"""A theme may lie beside a picture of what it looks like."""


def check_folders(layers: Sequence[ThemeLayer]) -> Iterator[Diagnostic]:
    """Report files of the site's own themes that no part of a theme is made of.

    Each folder is told once. What tells of a theme, README or LICENSE, is no part of it.
    """
    for layer in layers:
        strangers: dict[str, list[str]] = {}
        for path in layer.unread:
            _, name, *inside = path.split("/")
            if len(inside) == 1:
                if _suffix(path) in _KINDS - _PICTURES_OF_IT:
                    yield _stray(path, f"themes/{name}/")
            elif inside[0] == "strings":
                if _suffix(path) not in {"", "md"}:
                    yield _unread_words(path)
            elif _suffix(path) in _KINDS:
                strangers.setdefault(f"themes/{name}/{inside[0]}", []).append(path)
        for folder, paths in strangers.items():
            yield _unread(folder, paths)


def _stray(path: str, theme: str) -> Diagnostic:
    """Return the problem of a file beside theme.yaml."""
    name = path.removeprefix(theme)
    if nearest(name, ["theme.yaml"]):
        message, fix = "this file is not read; did you mean `theme.yaml`?", "rename it theme.yaml"
    else:
        message = "this file is not read: it lies in no folder that is"
        fix = f"move it to {_meant(path, theme)}"
    return _problem(path, message, fix)


def _unread_words(path: str) -> Diagnostic:
    folder, _, inside = path.partition("/strings/")
    language = inside.partition("/")[0].partition(".")[0]
    return _problem(
        path,
        "this file is not read: the words of a language stand in one file that ends in .yaml",
        f"write them into {folder}/strings/{language}.yaml, each as `read_on: Read on`",
    )


def _unread(folder: str, paths: Sequence[str]) -> Diagnostic:
    """Return the problem of a folder that is not read, with that which was meant."""
    theme, _, name = folder.rpartition("/")
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    message = f"the folder {folder}/ is not read ({paths[0].removeprefix(f'{folder}/')}{more})"
    if near := nearest(name, _FOLDERS):
        message += f"; did you mean `{near}`?"
        fix = f"move what is in it to {theme}/{near}/"
    else:
        kinds = dict.fromkeys(_meant(path, f"{theme}/") for path in paths)
        fix = f"move what is in it to {' and '.join(kinds)}"
    return _problem(folder, message, fix)


def _meant(path: str, theme: str) -> str:
    """Return the folder of `theme` that a file belongs into by its kind, with what it needs."""
    suffix = _suffix(path)
    if suffix in _STYLES:
        include = f'{{% include "css/{path.rpartition("/")[2]}" %}}'
        return (
            f"{theme}templates/css/, and write {include} in the block `own_styles` of layout.html"
        )
    if suffix in _TEMPLATES:
        return f"{theme}templates/"
    return f"{theme}strings/" if suffix in _WORDS else f"{theme}static/"


def _suffix(path: str) -> str:
    _, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return suffix.lower() if dot else ""


def _problem(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 0, 0, Level.WARNING, "unread-file", message, fix)
