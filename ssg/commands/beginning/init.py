"""`ssg init`: a site that builds at once."""

import os
import shlex
import subprocess
from collections.abc import Collection
from pathlib import Path

from ssg.commands.beginning.hosts import HOSTS, next_steps
from ssg.commands.beginning.starter import Starter, starter_files
from ssg.commands.clock import in_zone, local_zone, read_moment
from ssg.commands.failures import UsageError
from ssg.commands.options import read_option
from ssg.commands.outcome import Outcome
from ssg.commands.repositories import branch_of
from ssg.disk.builtin import builtin_theme_names
from ssg.disk.writing.new_files import write_new_files
from ssg.model.record import dataclass
from ssg.model.settings import DEFAULT_THEME
from ssg.parse.decoders import LANGUAGE
from ssg.parse.settings.table import SITE_URL
from ssg.text.nearest import did_you_mean
from ssg.text.slug import slugify


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known of a new site; None where it is not said."""

    title: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    theme: str | None = None
    deploy: str | None = None


def run(folder: Path, wishes: Wishes) -> Outcome:
    """Write the files of a new site into `folder`, over none that are there."""
    themes = builtin_theme_names()
    _refuse_unknown("way to publish", wishes.deploy, HOSTS)
    _refuse_unknown("theme", wishes.theme, themes)
    zone = local_zone()
    title = wishes.title or _title_of(folder)
    name = slugify(title)
    branch = branch_of(folder) or "main"
    files = starter_files(
        Starter(
            title=title,
            url=_checked_url(wishes.url or "https://www.example.org/"),
            author_id=slugify(wishes.author) if wishes.author else "me",
            author=wishes.author or "Your Name",
            language=read_option(wishes.language or "en", LANGUAGE),
            theme=wishes.theme or DEFAULT_THEME,
            themes=themes,
            timezone=zone,
            today=in_zone(read_moment(None), zone).date(),
            deploy=wishes.deploy or "",
            name=name,
            branch=branch,
        )
    )
    _refuse_conflicts(folder, files)
    write_new_files({folder / path: text for path, text in files.items()})
    return Outcome(
        result=(str(folder),),
        lines=(
            *_next_steps(folder, files),
            *(_publishing(wishes.deploy, name, branch) if wishes.deploy else ()),
        ),
        report={"folder": str(folder), "files": sorted(files)},
    )


def _refuse_unknown(what: str, name: str | None, known: Collection[str]) -> None:
    """Refuse a name that is none of the `known` ones."""
    if name and name not in known:
        message = f"there is no {what} called {name!r}{did_you_mean(name, known)}"
        raise UsageError(message, f"choose one of {', '.join(known)}")


def _refuse_conflicts(folder: Path, files: dict[str, str]) -> None:
    """Refuse a folder where a new file would lie over one that is there, or mix with a site."""
    conflicts = [path for path in files if (folder / path).exists()]
    if conflicts:
        message = f"{folder} holds {', '.join(conflicts)} already; nothing was written"
        raise UsageError(message, "name a folder that is new or empty")
    if (folder / "content").exists():
        message = f"{folder} holds a folder content/ already; nothing was written"
        raise UsageError(message, "name a folder that is new or empty")


def _title_of(folder: Path) -> str:
    words = folder.resolve().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "My Blog"


def _checked_url(url: str) -> str:
    """Return the address as site.yaml holds it. Raises UsageError where it would be refused."""
    return read_option(f"{url.strip().removesuffix('/')}/", SITE_URL)


def _as_shells_take_it(name: str) -> str:
    """Return `name` as one word of a command line."""
    return subprocess.list2cmdline([name]) if os.name == "nt" else shlex.quote(name)


def _next_steps(folder: Path, files: dict[str, str]) -> list[str]:
    post = next(path for path in files if path.startswith("content/posts/"))
    go = [] if folder.resolve() == Path.cwd() else [f"  cd {_as_shells_take_it(str(folder))}"]
    return [
        "",
        "Your site is ready. Next:",
        *go,
        "  ssg preview --open     shows it in your browser and follows as you write",
        "  ssg build              makes the site in output/",
        "",
        f"Then read {post}: it tells how to write.",
    ]


def _publishing(kind: str, name: str, branch: str) -> list[str]:
    return ["", "When it is to be read:", *next_steps(kind, name, branch)]
