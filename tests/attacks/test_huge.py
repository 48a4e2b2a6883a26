"""What is far larger than anybody writes ends in a page or in a line, in proportion and in bounds."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.attacks.in_memory import Made, Store, make
from tests.attacks.judging import faults_of
from tests.attacks.test_any_input import BASE
from tests.surroundings import environment_of

ONE = "content/posts/one.md"
HEAD = "title: One\ndate: 2016-10-29\n"
GIGABYTES = 2
Text = Callable[[int], str]


def front(text: str) -> str:
    return f"---\n{HEAD}{text}\n---\nWords.\n"


def body(text: str) -> str:
    return f"---\n{HEAD}---\n{text}\n"


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return front("\n".join(lines))


HEADS: Mapping[str, Text] = {
    "aliases of aliases": lambda n: bomb(n // 100),
    "merge keys": lambda n: front(
        "a: &a {b: c}\n" + "\n".join(f"k{i}: {{<<: *a}}" for i in range(n))
    ),
    "lists in lists in line": lambda n: front(f"extra: {{a: {'[' * n}x{']' * n}}}"),
    "groups in groups in line": lambda n: front(f"extra: {'{a: ' * n}x{'}' * n}"),
    "lists that never close": lambda n: front(f"extra: {'[' * n}"),
    "lists in lists in a block": lambda n: front(f"extra:\n  a: {'- ' * n}x"),
    "groups in groups in a block": lambda n: front(
        "extra:\n" + "\n".join(" " * (level + 1) + "a:" for level in range(min(n, 600)))
    ),
    "a line without end": lambda n: front(f"summary: {'word ' * 200 * n}"),
    "a title without end": lambda n: (
        f"---\ntitle: {'word' * 12 * n}\ndate: 2016-10-29\n---\nWords.\n"
    ),
    "a key without end": lambda n: front(f"{'key' * 80 * n}: x"),
    "many keys": lambda n: front("\n".join(f"key{number}: x" for number in range(n))),
    "many tags": lambda n: front(f"tags: [{', '.join(f't{number}' for number in range(n))}]"),
    "the same tag": lambda n: front(f"tags: [{', '.join(['t'] * n)}]"),
    "many aliases": lambda n: front(
        f"aliases: [{', '.join(f'/a{number}/' for number in range(n))}]"
    ),
}
BODIES: Mapping[str, Text] = {
    "quotes in quotes": lambda n: body(">" * n + " word"),
    "deep quotes above code": lambda n: body("> " * min(n, 60) + "x\n\n```\ncode\n```"),
    "a fence with spaces behind it": lambda n: body("```" + " " * n + "`\n\n" + "```a" + " " * n),
    "quotes with code": lambda n: body("> ```\n\n" * n),
    "quotes with a fence each": lambda n: body("> ```\n> x\n> ```\n\n" * n),
    "lists in lists": lambda n: body("\n".join("    " * min(d, 200) + "- word" for d in range(n))),
    "stress in stress": lambda n: body("*a **b " * n),
    "brackets in brackets": lambda n: body("[" * n + "x" + "]" * n),
    "pictures in links": lambda n: body("[![" * n + "x" + "](y)](z)" * n),
    "notes on notes": lambda n: body(
        "a[^1]\n\n" + "\n\n".join(f"[^{i}]: b[^{i + 1}]" for i in range(1, n // 4))
    ),
    "asides in asides": lambda n: body("::: aside\n" * n + "x\n" + ":::\n" * n),
    "shortcodes in shortcodes": lambda n: body("{{< quote >}}\n" * n + "{{< /quote >}}\n" * n),
    "links to links": lambda n: body("[[One]] " * n),
    "tags that stay open": lambda n: body("<div>\n" * n),
    "a table of one row": lambda n: body("|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|"),
    "marks without a note": lambda n: body("[^a]" * 16 * n),
    "marks without notes": lambda n: body("".join(f"[^{i}]" for i in range(n))),
    "abbreviations on adjoining lines": lambda n: body("*[a]: b\n" * n),
    "abbreviations that differ": lambda n: body("".join(f"*[a{i}]: b\n" for i in range(n))),
    "a list of definitions without blank lines": lambda n: body(
        "".join(f"Term {i}\n: Definition {i}\n" for i in range(n))
    ),
    "definitions in definitions": lambda n: body(
        "".join(f"{' ' * 4 * min(i, 200)}Term\n{' ' * 4 * min(i, 200)}: Word\n" for i in range(n))
    ),
    "headings that are alike": lambda n: body("# x\n\n" * n),
}  # fmt: skip
SMALL, LARGE = 120, 2_500
GROWTH = 3.4
"""Twice as much may take twice as long, and some more; four times would be by the square."""


def made(text: str) -> Made:
    """Take a site with one strange post through everything."""
    return make({**BASE, ONE: text}, Store(), checks=True)


@pytest.mark.parametrize("name", [*HEADS, *BODIES])
def test_what_nobody_writes_is_a_page_or_a_line(name: str) -> None:
    text = {**HEADS, **BODIES}[name](SMALL)
    files = {**BASE, ONE: text}
    site = make(files, STORE, checks=True)
    faults = faults_of(site, files)
    assert not faults, "\n".join(faults)[:2_000]
    assert site.errors or "2016/10/29/one/index.html" in site.outputs


STORE = Store()


def seconds(text: str) -> float:
    begun = time.process_time()
    made(text)
    return time.process_time() - begun


@pytest.mark.torture
@pytest.mark.parametrize("name", [*HEADS, *BODIES])
def test_twice_as_much_takes_about_twice_as_long(name: str) -> None:
    of_size = {**HEADS, **BODIES}[name]
    made(of_size(9))
    nothing = min(seconds(of_size(9)) for _ in range(2))
    told = []
    for _ in range(3):
        once, twice = seconds(of_size(LARGE)), seconds(of_size(2 * LARGE))
        told.append((nothing, once, twice))
        if twice - nothing < GROWTH * max(once - nothing, 0.2):
            return
    raise AssertionError(told)


BOUNDED = """
import resource, runpy, sys
limit = {gigabytes} << 30
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
sys.argv = ["ssg", "build", "--jobs", "1"]
runpy.run_module("ssg", run_name="__main__")
"""


def built(folder: Path, files: Mapping[str, str | bytes]) -> subprocess.CompletedProcess[str]:
    """Build a site on disk with little memory."""
    for path, content in {**BASE, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return subprocess.run(
        [sys.executable, "-c", BOUNDED.format(gigabytes=GIGABYTES)],
        cwd=folder,
        env=environment_of(SOURCE_DATE_EPOCH="1790000000"),
        capture_output=True,
        text=True,
        check=False,
    )


TEN = 10_000_000
VAST: Mapping[str, Mapping[str, str]] = {
    "a line of front matter": {ONE: front(f"summary: {'x' * TEN}")},
    "a title": {ONE: f"---\ntitle: {'x' * TEN}\ndate: 2016-10-29\n---\nWords.\n"},
    "a word": {ONE: body("x" * TEN)},
    "a line": {ONE: body("word " * (TEN // 5))},
    "tags of a post": {ONE: front(f"tags: [{', '.join(f't{n}' for n in range(12_000))}]")},
    "a comment": {
        "content/comments/one.yaml": f"comments: [{{id: wp-1, body: {'x ' * 400_000}}}]\n"
    },
    "settings": {"site.yaml": f"title: {'x' * TEN}\nurl: https://x.example/\n"},
    "aliases of aliases": {ONE: bomb(40)},
    "depth": {ONE: front(f"extra: {'[' * 100_000}")},
}


@pytest.mark.parametrize("name", ["a line of front matter", "aliases of aliases", "depth"])
def test_ten_megabytes_are_told_in_a_line(name: str, tmp_path: Path) -> None:
    in_bounds(tmp_path, VAST[name])


@pytest.mark.torture
@pytest.mark.parametrize("name", VAST)
def test_ten_megabytes_of_anything_stay_within_memory(name: str, tmp_path: Path) -> None:
    in_bounds(tmp_path, VAST[name])


def in_bounds(folder: Path, files: Mapping[str, str]) -> None:
    done = built(folder, files)
    assert done.returncode in {0, 1}, done.stderr[-600:]
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    if done.returncode == 0:
        assert (folder / "output/2016/10/29/one/index.html").is_file()
    else:
        assert "error: " in done.stderr
        assert max(map(len, done.stderr.splitlines())) < 2_000


@pytest.mark.torture
def test_a_hundred_thousand_tags_over_posts_are_that_many_pages() -> None:
    posts = {
        f"content/posts/p{n}.md": f"---\ntitle: P{n}\ndate: 2016-10-29\ntags: "
        f"[{', '.join(f't{n}x{m}' for m in range(100))}]\n---\nX\n"
        for n in range(1_000)
    }
    site = make({**BASE, **posts}, Store(), builds=False)
    assert not site.errors
    assert site.planned.plan
    assert sum(page.path.startswith("tag/") for page in site.planned.plan.pages) >= 100_000


@pytest.mark.torture
def test_many_thousand_authors_are_as_many_records() -> None:
    people = {f"content/authors/a{n}.yaml": f"name: A{n}\n" for n in range(20_000)}
    site = make({**BASE, **people}, Store(), builds=False)
    assert not site.errors
