"""What must hold of any site: problems can be found and mended, outputs are whole and harmless."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser

from ssg.commands.printing import format_diagnostic
from ssg.model.diagnostic import Diagnostic, Level
from tests.attacks.in_memory import Files, Made

CALL = "pwn("
"""What the scripts of an attacker call, and nobody else."""

_DANGEROUS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data:text/html)", re.IGNORECASE)

_LEADS_AWAY = re.compile(r"url=\s*(?:https?:)?[/\\]{2}evil")
_ENDLESS = re.compile("&#[0-9]{1000,};?")
"""What our parser of HTML refuses to read and browsers show as a character that is none."""


class Tags(HTMLParser):
    """Finds scripts, handlers and addresses that run code."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        named = dict(attributes)
        self._script = (named.get("type") or "script") if tag == "script" else ""
        for name, value in attributes:
            if name.startswith("on") and CALL in (value or ""):
                self.found.append(f"<{tag} {name}>")
            if name in {"src", "srcset", "poster"} and (value or "").startswith("//"):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name in {"href", "src", "action", "formaction", "data", "poster"} and (
                _DANGEROUS.match(value or "")
            ):
                self.found.append(f"<{tag} {name}={value!r}>")
        if tag == "base" or (
            "http-equiv" in named and _LEADS_AWAY.search(named.get("content") or "")
        ):
            self.found.append(f"<{tag} {named}>")

    def handle_data(self, data: str) -> None:
        """Look at the text of a script."""
        if self._script and "json" not in self._script and CALL in data:
            self.found.append(f"<script> {data[:80]!r}")

    def handle_endtag(self, _tag: str) -> None:
        """Leave a script."""
        self._script = ""


def scripts_in(html: str) -> list[str]:
    """Return what of an attacker would run on a page."""
    tags = Tags()
    tags.feed(_ENDLESS.sub("&#0;", html))
    tags.close()
    return tags.found


def faults_of_output(path: str, content: bytes) -> list[str]:
    """Return what is wrong with one output, as sentences."""
    name = path.rpartition("/")[2]
    text = content.decode("utf-8")
    found: list[str] = []
    if name.endswith((".html", ".htm")):
        found = scripts_in(text)
    elif name.endswith((".xml", ".opml", ".xsl")):
        try:
            root = ET.fromstring(text)  # noqa: S314 - our own output
        except ET.ParseError as error:
            return [f"{path}: {error}"]
        found = [each.tag for each in root.iter() if str(each.tag).endswith("}script")]
    elif name.endswith(".json"):
        json.loads(text)
    elif name == "_redirects":
        found = [line for line in text.splitlines() if line and not _RULE.fullmatch(line)]
    return [f"{path}: {each}" for each in found]


_RULE = re.compile(r"#.*|\S+(?: [^\s=]+=\S*)* \S+ (?:301|302|404|410|200)!?")
MADE = re.compile(r"(?:^|/)(?:media|assets)/")
"""Where copies of an author's own files lie."""


def faults_of_outputs(outputs: Mapping[str, bytes], files: Files) -> list[str]:
    """Return what is wrong with all that was made, but for files of the author's own."""
    found: list[str] = []
    own = {each for each in files.values() if isinstance(each, bytes)}
    for path, content in outputs.items():
        is_own = content in own or MADE.search(path)
        if not is_own and path.endswith((".html", ".xml", ".json", "_redirects", ".xsl", ".opml")):
            found += faults_of_output(path, content)
    return found


def faults_of_problem(problem: Diagnostic, files: Files) -> Iterator[str]:
    """Yield what is wrong with a diagnostic: nobody could find the place, or mend it."""
    told = f"{problem.place}: {problem.rule}: {problem.message!r}"
    lines = format_diagnostic(replace(problem, excerpt=""), has_colours=False).splitlines()
    if not problem.message or len(lines) != (2 if problem.fix else 1):
        yield f"{told} is not told in one line, and its fix in another"
    if not problem.fix and problem.level is not Level.ADVICE:
        yield f"{told} has no fix"
    if "Traceback" in problem.message or problem.rule == "bug":
        yield f"{told} is a bug"
    path = problem.path.removeprefix("built-in ")
    if path not in files:
        if problem.line and not path.startswith("themes/"):
            yield f"{told} is in no file"
        return
    content = files[path]
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    rows = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if problem.line > len(rows):
        yield f"{told} is behind the file's end, which has {len(rows)} lines"
    elif problem.line and problem.column > len(rows[problem.line - 1]) + 1:
        yield f"{told} is behind the end of {rows[problem.line - 1]!r}"


def faults_of(made: Made, files: Files) -> list[str]:
    """Return everything that must not be so, whatever the site is made of."""
    found = [fault for each in made.diagnostics for fault in faults_of_problem(each, files)]
    if made.planned.plan is not None and not made.errors and not made.outputs:
        found.append("nothing was made")
    return found + faults_of_outputs(made.outputs, files)
