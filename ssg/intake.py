"""Which file of the snapshot goes to which parser."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ssg.assemble.place import Materials
from ssg.assemble.theme_layer import ThemeLayer
from ssg.memo import Memo, Outcome, Step, Task
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Kind
from ssg.model.parsed import Parsed, ParsedConversation, ParsedEntry
from ssg.model.record import dataclass
from ssg.model.settings import AnalyticsSettings, ParseSettings, Settings
from ssg.model.source import FileRef, Read, Snapshot, SourceFile
from ssg.model.theme import TemplateFile, WordsFile
from ssg.parse.settings.site import parse_settings
from ssg.parse.themes.theme import parse_strings, parse_theme_manifest
from ssg.text.decoding import decode_text

_POSTS, _PAGES = "content/posts/", "content/pages/"
_AUTHORS, _COMMENTS = "content/authors/", "content/comments/"
_CARDS = "content/cards/"
_YAML = (".yaml", ".yml")
_CHAPTERS = "chapters.json"
_LARGEST_OF_CHAPTERS = 1 << 20
_LIVE_COMMENTS = frozenset({"isso", "remark42", "giscus", "utterances", "script"})
"""Providers whose script runs on the page."""

ParseFile = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for: the moment that it is made for, and which hidden entries.

    For the author alone (`private`), nothing is loaded that counts readers or lets them answer.
    `theme` stands in for the site's theme and its settings, "" for none.
    """

    now: dt.datetime
    drafts: bool = False
    future: bool = False
    private: bool = False
    theme: str = ""


def read_settings(snapshot: Snapshot, read: Read) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Parse site.yaml."""
    file = snapshot.files.get("site.yaml")
    if file is None:
        problem = Diagnostic(
            "site.yaml", 0, 0, Level.ERROR, "settings",
            "this folder is no site: it has no site.yaml",
            "`ssg init DIR` makes a site, or name one with `--site DIR`",
        )  # fmt: skip
        return None, (problem,)
    parsed = _parse_text(parse_settings, file, read(file))
    return parsed.value, parsed.diagnostics


def in_theme(settings: Settings, theme: str) -> Settings:
    """Return `settings` with another theme, as it is where a site chooses nothing in it."""
    if not theme or theme == settings.theme:
        return settings
    return replace(settings, theme=theme, theme_settings={})


def without_services(settings: Settings) -> Settings:
    """Return `settings` without what others would hear of: statistics, live comments, IndexNow."""
    comments = settings.comments
    if comments.provider in _LIVE_COMMENTS:
        comments = replace(comments, provider="none")
    return replace(settings, analytics=AnalyticsSettings(), comments=comments, indexnow="")


def gather_materials(
    settings: Settings, snapshot: Snapshot, memo: Memo, options: Options
) -> tuple[Materials, tuple[Diagnostic, ...]]:
    """Parse every file of content/, or remember what it was parsed to."""
    context = ParseSettings(settings.language, settings.timezone)
    tasks = {
        "entries": [
            *_tasks(snapshot.under(_POSTS, ".md"), _entry_step, Kind.POST, context),
            *_tasks(snapshot.under(_PAGES, ".md"), _entry_step, Kind.PAGE, context),
        ],
        "authors": _tasks(snapshot.under(_AUTHORS, *_YAML), _author_step, context),
        "cards": _tasks(snapshot.under(_CARDS, *_YAML), _card_step, context),
        "chapters": _tasks(_chapter_files(snapshot), _chapters_step),
        "conversations": _tasks(snapshot.under(_COMMENTS, *_YAML), _conversation_step, context),
        "categories": _one(snapshot, "content/categories.yaml", _terms_step, context),
        "tags": _one(snapshot, "content/tags.yaml", _terms_step, context),
        "redirects": _one(snapshot, "content/redirects.yaml", _redirects_step),
    }
    results = memo.perform([task for group in tasks.values() for task in group])
    parsed: dict[str, list[Any]] = {}
    start = 0
    for name, group in tasks.items():
        parsed[name] = results[start : start + len(group)]
        start += len(group)
    authors = _values(parsed["authors"])
    materials = Materials(
        settings=settings,
        entries=[result.entry for result in parsed["entries"] if result.entry is not None],
        authors={author.id: author for author in authors},
        conversations=[
            result.conversation
            for result in parsed["conversations"]
            if result.conversation is not None
        ],
        categories=_flat(parsed["categories"]),
        tags=_flat(parsed["tags"]),
        redirects=_flat(parsed["redirects"]),
        files=snapshot.files,
        chapters=_by_path(tasks["chapters"], parsed["chapters"]),
        cards={card.name: card for card in _values(parsed["cards"])},
        now=options.now.astimezone(dt.UTC),
        drafts=options.drafts,
        future=options.future,
    )
    return materials, tuple(problem for result in results for problem in result.diagnostics)


def entry_task(file: FileRef, settings: Settings) -> Task | None:
    """Return the parsing of `file` alone, or None where it is neither a post nor a page."""
    context = ParseSettings(settings.language, settings.timezone)
    for folder, kind in ((_POSTS, Kind.POST), (_PAGES, Kind.PAGE)):
        if file.path.startswith(folder) and file.path.endswith(".md"):
            return Task(_entry_step, file, (kind, context))
    return None


def load_parsers() -> None:
    """Load what parses entries and comments, so that the next file that is saved need not wait."""
    import ssg.parse.comments.conversation  # noqa: PLC0415 - a build from memory parses nothing
    import ssg.parse.entries.entry  # noqa: F401, PLC0415 - as above


def theme_layers(
    settings: Settings, snapshot: Snapshot, read: Read
) -> tuple[tuple[ThemeLayer, ...], tuple[Diagnostic, ...], set[str]]:
    """Parse the site's theme and its ancestors, nearest first; also name all that there are.

    Files that a site keeps under the name of a built-in theme lie over that theme's own.
    """
    layers: list[ThemeLayer] = []
    problems: list[Diagnostic] = []
    name, seen = settings.theme, set[str]()
    while name and name not in seen:
        seen.add(name)
        own = _theme_files(snapshot.files, name)
        builtin = _theme_files(snapshot.builtin_themes, name)
        if own and builtin and own != {path: _as_own(file) for path, file in builtin.items()}:
            layers.append(_layer("", own, read, problems))
            own = {}
        layer = _layer(name, builtin or own, read, problems)
        layers.append(layer)
        name = layer.manifest.extends if layer.manifest else ""
    every = (*snapshot.files, *snapshot.builtin_themes)
    available = {path.split("/")[1] for path in every if path.startswith("themes/")}
    return tuple(layers), tuple(problems), available


def _layer(
    name: str, files: Mapping[str, FileRef], read: Read, problems: list[Diagnostic]
) -> ThemeLayer:
    templates: dict[str, TemplateFile] = {}
    strings: dict[str, Mapping[str, str]] = {}
    own_words: dict[str, WordsFile] = {}
    assets: dict[str, FileRef] = {}
    unread: list[str] = []
    manifest, manifest_path = None, ""
    for path, file in files.items():
        folder, _, inside = path.partition("/")
        if path == "theme.yaml":
            parsed_manifest = _parse_text(parse_theme_manifest, file, read(file))
            problems.extend(parsed_manifest.diagnostics)
            manifest = parsed_manifest.value
            manifest_path = "" if file.builtin else file.path
        elif folder == "templates" and inside:
            text = decode_text(file.path, read(file))
            problems.extend(text.diagnostics)
            if text.value is not None:
                # A site's file may lie over a built-in one of the same name: tell them apart.
                place = f"built-in {file.path}" if file.builtin else file.path
                templates[inside] = TemplateFile(name, inside, place, text.value.text, file.builtin)
        elif folder == "strings" and inside.endswith(_YAML) and "/" not in inside:
            parsed_strings = _parse_text(parse_strings, file, read(file))
            problems.extend(parsed_strings.diagnostics)
            language = inside.rpartition(".")[0]
            read_words = parsed_strings.value
            strings[language] = read_words.words if read_words else {}
            if read_words and not file.builtin:
                own_words[language] = read_words
        elif folder == "static" and inside:
            assets[inside] = file
        elif not file.builtin:
            unread.append(file.path)
    return ThemeLayer(
        name, manifest, templates, strings, assets, manifest_path, own_words, tuple(unread)
    )


def _theme_files(files: Mapping[str, FileRef], name: str) -> dict[str, FileRef]:
    """Return the files of the theme `name` by their path inside it."""
    folder = f"themes/{name}/"
    return {
        path.removeprefix(folder): files[path] for path in sorted(files) if path.startswith(folder)
    }


def _as_own(file: FileRef) -> FileRef:
    return replace(file, builtin=False)


def _tasks(files: Iterable[FileRef], step: Step, *arguments: object) -> list[Task]:
    return [Task(step, file, arguments) for file in files]


def _chapter_files(snapshot: Snapshot) -> list[FileRef]:
    """Return the files of chapters that recordings may name."""
    files = snapshot.under("content/", _CHAPTERS)
    return [file for file in files if file.size <= _LARGEST_OF_CHAPTERS]


def _one(snapshot: Snapshot, path: str, step: Step, *arguments: object) -> list[Task]:
    return _tasks([snapshot.files[path]], step, *arguments) if path in snapshot.files else []


def _parse_text(parse: ParseFile, file: FileRef, content: bytes, *arguments: object) -> Any:  # noqa: ANN401 - what `parse` returns
    """Decode a file and parse it; what is not text is a problem, not a value."""
    decoded = decode_text(file.path, content)
    if decoded.value is None:
        return Parsed(None, decoded.diagnostics)
    return parse(SourceFile(decoded.value.path, decoded.value.text), *arguments)


def _entry_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.entries.entry import parse_entry  # noqa: PLC0415 - a build from memory parses nothing

    parsed = _parse_text(parse_entry, file, content, *arguments)
    if not isinstance(parsed, ParsedEntry) or parsed.entry is None or parsed.body is None:
        return ParsedEntry(None, None, parsed.diagnostics), ()
    return replace(parsed, body=None), ((parsed.entry.body, parsed.body),)


def _conversation_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.comments.conversation import parse_conversation  # noqa: PLC0415 - as above

    parsed = _parse_text(parse_conversation, file, content, *arguments)
    if not isinstance(parsed, ParsedConversation) or parsed.conversation is None:
        return ParsedConversation(None, None, parsed.diagnostics), ()
    return replace(parsed, thread=None), ((parsed.conversation.thread, parsed.thread),)


def _author_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.author import parse_author  # noqa: PLC0415 - as above

    return _parse_text(parse_author, file, content, *arguments), ()


def _card_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.cards import parse_card  # noqa: PLC0415 - as above

    return _parse_text(parse_card, file, content, *arguments), ()


def _chapters_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.chapters import parse_chapters  # noqa: PLC0415 - as above

    return _parse_text(parse_chapters, file, content, *arguments), ()


def _terms_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.terms import parse_terms  # noqa: PLC0415 - as above

    return _parse_text(parse_terms, file, content, *arguments), ()


def _redirects_step(file: FileRef, content: bytes, *arguments: object) -> Outcome:
    from ssg.parse.redirects import parse_redirects  # noqa: PLC0415 - as above

    return _parse_text(parse_redirects, file, content, *arguments), ()


def _by_path(tasks: Sequence[Task], results: Sequence[Parsed[Any]]) -> dict[str, Any]:
    return {
        task.file.path: result.value
        for task, result in zip(tasks, results, strict=True)
        if result.value is not None
    }


def _values(results: Sequence[Parsed[Any]]) -> list[Any]:
    return [result.value for result in results if result.value is not None]


def _flat(results: Sequence[Parsed[tuple[Any, ...]]]) -> list[Any]:
    return [value for values in _values(results) for value in values]
