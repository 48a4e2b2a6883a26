"""The project's own manual, which is a site in docs/."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.validators.reading import BuiltSite, broken_links, foreign_requests
from tests.validators.test_markup import html_faults

pytestmark = pytest.mark.xdist_group("manual")
"""It is built once."""
URL = "https://ssg.example/"


@pytest.fixture(scope="module")
def manual(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the manual, built in a copy; the least of warnings fails."""
    site = tmp_path_factory.mktemp("manual") / "docs"
    shutil.copytree(
        repository / "docs", site, ignore=shutil.ignore_patterns("output", ".ssg-cache")
    )
    built = subprocess.run(
        [sys.executable, "-m", "ssg", "build", "--quiet", "--site", str(site), "--strict"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stderr) == (0, "")
    return BuiltSite(site / "output", URL)


@pytest.fixture(scope="module")
def pages(repository: Path) -> set[str]:
    """Return the output of each page that is written in docs/content/pages/."""
    folder = repository / "docs/content/pages"
    names = (file.relative_to(folder).with_suffix("") for file in folder.rglob("*.md"))
    return {
        f"{name.parent if name.name == 'index' else name}/index.html".removeprefix("./")
        for name in names
    }


def test_every_link_and_anchor_leads_somewhere(manual: BuiltSite) -> None:
    assert broken_links(manual) == []


def test_it_requests_no_other_host_and_runs_no_script(manual: BuiltSite) -> None:
    assert foreign_requests(manual) == []
    scripts = [path for path, page in manual.reading_pages.items() if "<script>" in page.text]
    assert scripts == []


def test_every_page_is_reached_by_links_from_the_front_page(
    manual: BuiltSite, pages: set[str]
) -> None:
    assert {"tutorial/install/index.html", "reference/index.html"} < pages
    seen, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in manual.pages:
            continue
        seen.add(path)
        links = (urljoin(manual.address(path), link) for _, link in manual.pages[path].links)
        waiting += [manual.served_by(address) for address in links if manual.is_ours(address)]
    assert pages - seen == set()


def test_every_page_has_one_heading_above_all_and_says_what_it_is(
    manual: BuiltSite, pages: set[str]
) -> None:
    for path in pages:
        text = manual.pages[path].text
        assert text.count("<h1") == 1, path
        assert '<meta name="description"' in text, path


def test_a_page_shows_where_it_stands_in_its_part(manual: BuiltSite) -> None:
    text = manual.pages["how-to/publish/index.html"].text
    beside = text[text.index('<nav class="part-pages"') :]
    assert '<a href="/how-to/publish/" aria-current="page">' in beside
    assert '<a href="/how-to/verify-a-move/">' in beside
    assert '<a href="/how-to/" aria-current="true">' in text


def test_the_lessons_follow_each_other(manual: BuiltSite) -> None:
    text = manual.pages["tutorial/install/index.html"].text
    assert '<a class="newer" rel="next" href="/tutorial/first-post/">' in text
    assert 'rel="prev"' not in text
    after = manual.pages["tutorial/first-post/index.html"].text
    assert 'rel="prev" href="/tutorial/install/"' in after


def test_it_is_valid_html(
    manual: BuiltSite, node_modules: Path, require_program: Callable[..., str]
) -> None:
    assert html_faults(require_program("java"), node_modules, manual.folder) == []
