"""Sites as large and as odd as people have."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser
import pytest
import yaml

from benchmarks.corpus import invent_corpus, write_site
from ssg.commands.building.build import BuildResult
from tests.blog import build, tree


@pytest.fixture(scope="module")
def archive(realblog: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    """Build a copy of the real archive, with feeds of all posts."""
    site = tmp_path_factory.mktemp("archive") / "site"
    shutil.copytree(realblog, site)
    settings = (realblog / "site.yaml").read_text(encoding="utf-8")
    site.chmod(0o755)
    (site / "site.yaml").unlink()
    (site / "site.yaml").write_text(settings + "feeds: {limit: all}\n", encoding="utf-8")
    return site, build(site, jobs=2)


def front_matter(file: Path) -> dict[str, str]:
    return yaml.load(file.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)  # type: ignore[no-any-return]  # noqa: S506 - plain text only


@pytest.mark.xdist_group("archive")
def test_the_archive_builds_without_an_error(archive: tuple[Path, BuildResult]) -> None:
    _, result = archive
    assert not result.has_failed
    assert (result.posts, result.pages) == (219, 5)


@pytest.mark.xdist_group("archive")
def test_every_permalink_of_the_archive_is_served_there(archive: tuple[Path, BuildResult]) -> None:
    site, _ = archive
    entries = [*(site / "content/posts").rglob("*.md"), *(site / "content/pages").rglob("*.md")]
    permalinks = [unquote(front_matter(entry)["permalink"]) for entry in entries]
    assert len(permalinks) == 224
    missing = [p for p in permalinks if not (site / f"output{p}index.html").is_file()]
    assert missing == []


@pytest.mark.xdist_group("archive")
def test_every_feed_identity_of_the_archive_stands_unchanged(
    archive: tuple[Path, BuildResult],
) -> None:
    site, _ = archive
    guids = {front_matter(post)["guid"] for post in (site / "content/posts").rglob("*.md")}
    feed = feedparser.parse((site / "output/feed.xml").read_bytes())
    assert not feed.bozo
    assert {entry.id for entry in feed.entries} == guids


@pytest.mark.xdist_group("archive")
def test_every_comment_of_the_archive_is_on_its_page(archive: tuple[Path, BuildResult]) -> None:
    site, _ = archive
    count = 0
    for file in (site / "content/comments").glob("*.yaml"):
        conversation = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        permalink = unquote(conversation["post"]["permalink"])
        html = (site / f"output{permalink}index.html").read_text(encoding="utf-8")
        for comment in conversation["comments"]:
            count += 1
            number = comment["id"].removeprefix("wp-")
            assert f'id="comment-{number}"' in html, file.name
    assert count == 181


@pytest.mark.xdist_group("archive")
def test_old_category_feeds_and_days_of_the_archive_forward(
    archive: tuple[Path, BuildResult],
) -> None:
    site, _ = archive
    output = site / "output"
    categories = [
        folder.name for folder in (output / "category").iterdir() if (folder / "feed.xml").exists()
    ]
    assert len(categories) > 50
    for name in categories:
        page = (output / "category" / name / "feed/index.html").read_text(encoding="utf-8")
        assert f"/category/{quote(name)}/feed.xml" in page
    days = {path.parts[-5:-2] for path in output.glob("20??/??/??/*/index.html")}
    for year, month, day in days:
        page = (output / year / month / day / "index.html").read_text(encoding="utf-8")
        assert re.search(rf'url=[^"]*/{year}/{month}/"', page)


@pytest.mark.parametrize("count", [500, pytest.param(2000, marks=pytest.mark.torture)])
def test_many_posts_with_comments_build(count: int, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(invent_corpus(count), site)
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    settings = re.sub(r"^theme: .*$", "theme: broadsheet", settings, flags=re.MULTILINE)
    (site / "site.yaml").write_text(settings, encoding="utf-8")
    result = build(site, jobs=2)
    assert not result.has_failed, result.diagnostics[:5]
    assert result.posts == count
    files = tree(site / "output")
    assert len(files) == result.outputs
    pages = [name for name in files if re.fullmatch(r"\d{4}/\d\d/\d\d/[^/]+/index\.html", name)]
    assert len(pages) == count
    assert build(site, jobs=2).written == 0
