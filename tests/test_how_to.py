"""The how-to pages show what works: their YAML is read, and their links lead to a page."""

import re
from pathlib import Path

import pytest

from ssg.cli import commands
from ssg.commands.scheduling.publication import Publication
from ssg.commands.scheduling.workflows import WORKFLOWS
from ssg.model.entry import Kind
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.comments.conversation import parse_conversation
from ssg.parse.entries.entry import parse_entry
from ssg.parse.settings.deploy_targets import TARGET_TABLES
from ssg.parse.terms import parse_terms
from tests.blog import build
from tests.running import ssg
from tests.yaml_text import from_yaml

DOCS = Path(__file__).resolve().parent.parent / "docs/content/pages"
PAGES = sorted(
    [*DOCS.glob("how-to/*.md"), *DOCS.glob("tutorial/*.md"), *DOCS.glob("reference/*.md")]
)
SETTINGS = ParseSettings("en", "America/Chicago")


def blocks_of(name: str) -> list[str]:
    text = (DOCS / name).read_text("utf-8")
    return re.findall(r"(?ms)^```yaml\n(.*?)^```", text)


OLD_HOSTS = pytest.mark.parametrize("page", ["come-from-wordpress.md", "come-from-blogger.md"])


@OLD_HOSTS
def test_the_post_from_an_old_host_is_read_without_a_problem(page: str) -> None:
    post = next(block for block in blocks_of(f"how-to/{page}") if "guid" in block)
    source = SourceFile("content/posts/words-and-deeds.md", post + "Text.\n")
    assert parse_entry(source, Kind.POST, SETTINGS).diagnostics == ()


def test_the_first_post_of_the_tutorial_is_one_in_which_nothing_is_wrong(tmp_path: Path) -> None:
    text = (DOCS / "tutorial/first-post.md").read_text("utf-8")
    written = re.findall(r"(?ms)^```\n(.*?)^```", text.partition("## 4. Write")[2])[0]
    assert ssg("init", "blog", folder=tmp_path).returncode == 0
    post = tmp_path / "blog/content/posts/2026-01-05-minister.md"
    post.write_text(f"---\ntitle: The Minister\ndate: 2026-01-05\n---\n{written}", "utf-8")
    checked = ssg("check", folder=tmp_path / "blog")
    assert checked.stdout == "Nothing is wrong with 3 posts and pages.\n"


@OLD_HOSTS
def test_the_comments_from_an_old_host_are_read_without_a_problem(page: str) -> None:
    blocks = blocks_of(f"how-to/{page}")
    file = next(block for block in blocks if block.startswith("comments:"))
    parsed = parse_conversation(SourceFile("content/comments/words-and-deeds.yaml", file), SETTINGS)
    assert parsed.diagnostics == ()
    assert parsed.thread is not None


def test_the_categories_are_read_without_a_problem() -> None:
    block = blocks_of("reference/categories-and-tags.md")[0]
    parsed = parse_terms(SourceFile("content/categories.yaml", block), SETTINGS)
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert [term.parent for term in parsed.value] == ["", "opinion"]


def test_the_page_on_publishing_leads_to_each_kind_of_host() -> None:
    folder = DOCS / "how-to"
    text = (folder / "publish.md").read_text("utf-8")
    pages = {page.name for page in folder.glob("publish-*.md")} | {"schedule-posts.md"}
    assert {page for page in pages if f"]({page})" not in text} == set()
    assert {kind for kind in TARGET_TABLES if f"| `{kind}` |" not in text} == set()


def test_the_page_on_publishing_says_which_targets_keep_releases() -> None:
    text = (DOCS / "how-to/publish.md").read_text("utf-8")
    (sentence,) = re.findall(r"Targets of type (.*) keep the last five releases", text)
    tables = {kind: table.keys.get("releases") for kind, table in TARGET_TABLES.items()}
    keeping = {kind for kind, row in tables.items() if row and row.default == "true"}
    assert set(re.findall(r"`(\w+)`", sentence)) == keeping


def test_the_caches_at_code_hosts_are_those_that_our_workflows_have() -> None:
    github, gitlab, *_ = map(from_yaml, blocks_of("how-to/keep-the-cache-in-ci.md"))
    publication = Publication("https://small.example/", "", "main")
    written = {host: from_yaml(flow.write(publication)) for host, flow in WORKFLOWS.items()}
    assert github[0] in written["github"]["jobs"]["publish"]["steps"]
    assert github[0] in written["codeberg"]["jobs"]["publish"]["steps"]
    assert gitlab["pages"]["cache"] == written["gitlab"]["pages"]["cache"]
    assert "cache" not in written["sourcehut"]


# The reference of Markdown shows links to posts that nobody has.
@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name != "markdown.md"], ids=lambda page: page.name
)
def test_links_between_pages_lead_to_a_page(page: Path) -> None:
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1|`[^`\n]*`", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^):#\s]+\.md)", prose):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    code = "\n".join(re.findall(r"`[^`\n]+`|(?ms:^```.*?^```)", text))
    assert {*re.findall(r"\bssg ([a-z]+)\b", code)} <= {*commands.commands}


LOOKS = [
    block for block in blocks_of("how-to/change-the-look.md") if block.startswith("theme_settings:")
]


@pytest.mark.parametrize("theme", ["broadsheet", "quiet-page", "current"])
@pytest.mark.parametrize("look", LOOKS, ids=["settings", "one face", "two faces"])
def test_every_theme_takes_the_settings_that_change_the_look(
    theme: str, look: str, tmp_path: Path
) -> None:
    settings = f"title: Small\nurl: https://small.example/\ntheme: {theme}\n{look}"
    (tmp_path / "site.yaml").write_text(settings, "utf-8")
    faces = re.findall(r"src: (/fonts/[\w-]+\.woff2)", look)
    fonts = tmp_path / "content/static/fonts"
    fonts.mkdir(parents=True)
    for face in faces:
        (tmp_path / f"content/static{face}").write_bytes(b"wOF2")
    result = build(tmp_path)
    assert result.diagnostics == ()
    home = (tmp_path / "output/index.html").read_text("utf-8")
    assert [face for face in faces if f'url("{face}")' not in home] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_links_from_the_top_of_the_repository_lead_to_a_file(name: str) -> None:
    repository = DOCS.parents[2]
    text = (repository / name).read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    assert [target for target in targets if not (repository / target).exists()] == []
