"""The plan of the move as a text, and the few lines of it that end an import."""

from ssg.importers.moving.facts import MoveFacts
from ssg.importers.moving.finishing import finishing_chapter, trying_chapter
from ssg.importers.moving.switching import old_address_chapter, switching_chapter
from ssg.importers.moving.taking import omissions_chapter, taking_chapter
from ssg.importers.moving.telling import after_chapter, telling_chapter
from ssg.importers.moving.wording import DONE, Chapter, one_line, plain
from ssg.text.counting import counted

PLAN_FILE = ".import/move.md"
_CHAPTERS = (
    taking_chapter,
    omissions_chapter,
    finishing_chapter,
    trying_chapter,
    switching_chapter,
    old_address_chapter,
    telling_chapter,
    after_chapter,
)


def move_plan(facts: MoveFacts) -> str:
    """Return the plan of the move of this blog, in Markdown with boxes to tick."""
    title = plain(facts.title) or one_line(facts.old_url) or "this blog"
    chapters = [
        _chapter_text(number, chapter(facts)) for number, chapter in enumerate(_CHAPTERS, 1)
    ]
    return "\n".join([f"# The move of {title}", "", _summary(facts), "", *chapters])


def _summary(facts: MoveFacts) -> str:
    kept = [
        counted(facts.posts, "post"),
        counted(facts.pages, "page"),
        counted(facts.comments, "comment"),
        f"{counted(facts.drafts, 'entry', 'entries')} that nobody could see",
    ]
    return (
        f"The blog stands at {facts.kind.value}: <{one_line(facts.old_url)}>. Imported: "
        f"{', '.join(kept)}.\n\nThe steps are in the order of doing. Nothing here is urgent: until "
        "the domain is switched, readers see the old blog as ever."
    )


def _chapter_text(number: int, chapter: Chapter) -> str:
    words = [chapter.words, ""] if chapter.words else []
    steps = [f"- {step}" if step.startswith(DONE) else f"- [ ] {step}" for step in chapter.steps]
    return "\n".join([f"## {number}. {chapter.title}", "", *words, *steps, ""])


def next_steps(facts: MoveFacts) -> tuple[str, ...]:
    """Return the lines that end an import: what to do next, numbered, eight to twelve of them."""
    steps: list[str | tuple[str, ...]] = []
    if facts.missing_media:
        steps.append(_missing_step(facts))
    if facts.entries_to_see:
        steps.append(_entries_step(facts))
    steps += [
        "See the new site in your browser: ssg preview",
        "Look at menu, authors and time zone: site.yaml and content/authors/",
        "Build it, and prove that no address is lost: ssg build && ssg verify",
        "Copy what is in output/ to the new host, and look at it under its temporary address",
        f"Compare with the old blog: ssg verify --against {one_line(facts.old_url)}",
        _switch_step(facts),
        "Keep .import/ to yourself: it holds e-mail addresses and what was private",
    ]
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        first, *more = (step,) if isinstance(step, str) else step
        lines += [f"{number}. {first}", *(f"   {line}" for line in more)]
    return (*lines, f"The whole plan of the move, step by step: {PLAN_FILE}")


def _missing_step(facts: MoveFacts) -> str:
    missing = counted(facts.missing_media, "picture or file", "pictures and files")
    verb = "is" if facts.missing_media == 1 else "are"
    how = "import the archive of takeout.google.com"
    if not facts.is_blogger:
        how = "import again with --uploads DIR or --download-media"
    return f"{missing} {verb} missing: {how}"


def _entries_step(facts: MoveFacts) -> tuple[str, ...]:
    """Return the step about entries to look at; names as many as leave twelve lines in all."""
    room = 2 if facts.missing_media else 3
    entries = facts.entries_to_see
    shown = entries if len(entries) <= room else entries[: room - 1]
    lines = [_entry_line(entry.title, entry.path) for entry in shown]
    if more := len(entries) - len(shown):
        lines.append(f"and {more:,} more: .import/report.md")
    number = counted(len(entries), "entry", "entries")
    return (f"Look at {number} first, which may not be as before:", *lines)


def _entry_line(title: str, path: str) -> str:
    name = one_line(title)
    return f"{one_line(path)}  {name}" if name else one_line(path)


def _switch_step(facts: MoveFacts) -> str:
    if facts.is_free:
        return "Say where the blog is now: a farewell post at the old address, and what else it can"
    return "Only then switch the domain (leave the MX and TXT records of your mail), and wait"
