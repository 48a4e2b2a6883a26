"""Nothing outside site and theme is read or written, whatever a name, a link or an archive says."""

import json
import os
import shutil
import socket
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import ssg as program
from tests.attacks.seeing import see_plain_words
from tests.blog import comments, post, write, write_blog
from tests.importing.exports import OLD, author, item, wxr
from tests.importing.running import files_below
from tests.launching import PROGRAM, Ended, Launcher
from tests.surroundings import REPOSITORY

CANARY = "CANARY-5f1d"
SECRETS = {
    "secret.md": f"---\ntitle: {CANARY}\ndate: 2016-01-01\n---\n{CANARY}\n",
    "secret.yaml": f"name: {CANARY}\n",
    "posts/more.md": f"---\ntitle: {CANARY}\ndate: 2016-01-01\n---\n{CANARY}\n",
    "theme/theme.yaml": f"name: evil\napi: 1\n# {CANARY}\n",
    "theme/templates/layout.html": f"{CANARY}{{% block main %}}{{% endblock %}}",
    "secret.png": CANARY,
}


class Prison:
    """A site, what lies outside of it, and a record of every name that ssg opens."""

    def __init__(self, folder: Path, ssg: Launcher) -> None:
        """Write both."""
        self.folder, self.ssg = folder, ssg
        self.site = write_blog(folder / "site")
        self.outside = folder / "outside"
        write(self.outside, SECRETS)
        self._before = files_below(self.outside)
        self._opened = folder / "opened.txt"

    def run(self, *arguments: object) -> Ended:
        """Run ssg in the site, and see that it has stayed within."""
        self._opened.unlink(missing_ok=True)
        ended = self.ssg.run(*arguments, folder=self.site, opened=self._opened)
        assert "Traceback" not in ended.said, ended.said
        assert "bug in ssg" not in ended.said, ended.said
        self.see_the_walls()
        return ended

    def see_the_walls(self) -> None:
        """See that nothing outside was opened or changed, and that nothing of it came in."""
        assert files_below(self.outside) == self._before
        beyond = [
            name for is_write, name in self.touched() if self._is_beyond(name, is_write=is_write)
        ]
        assert not beyond, f"opened outside of the site: {beyond}"
        for name in ("output", ".ssg-cache"):
            for folder, _, files in os.walk(self.site / name):
                for file in (Path(folder, each) for each in files):
                    is_own = not file.is_symlink() and file.is_file()
                    is_own = is_own and not (self.site / name).is_symlink()
                    assert not is_own or CANARY.encode() not in file.read_bytes(), file

    def touched(self) -> list[tuple[bool, str]]:
        """Return what was opened, changed or listed: whether to write, and where it really is."""
        lines = self._opened.read_text("utf-8").splitlines()
        return [(is_write, os.path.realpath(name)) for is_write, name in map(json.loads, lines)]

    def _is_beyond(self, name: str, *, is_write: bool) -> bool:
        if Path(name).is_relative_to(self.site):
            return False
        if is_write:
            return name != "/dev/null"
        return name not in SEARCHED and not name.startswith(SYSTEM)


SEARCHED = {str(PROGRAM.parent), *map(os.path.realpath, sys.path)}
"""Folders in which Python looks for modules."""
SYSTEM = (
    *(str(Path(path).resolve()) for path in sysconfig.get_paths().values()),
    *(str(Path(path)) for path in (sys.prefix, sys.base_prefix, "/usr", "/etc", "/dev", "/proc")),
    str(Path(program.__file__).parent),
    str(REPOSITORY / "themes"),
)


@pytest.fixture
def prison(ssg: Launcher, tmp_path: Path) -> Prison:
    return Prison(tmp_path, ssg)


def test_links_and_strange_files_in_the_site_are_named_and_not_followed(prison: Prison) -> None:
    site, outside = prison.site, prison.outside
    links = {
        "content/posts/leak.md": outside / "secret.md",
        "content/posts/relative.md": Path("../../../outside/secret.md"),
        "content/posts/all": outside / "posts",
        "content/pages/all": outside,
        "content/authors/evil.yaml": outside / "secret.yaml",
        "content/comments/two.yaml": outside / "secret.yaml",
        "content/media/leak.png": outside / "secret.png",
        "content/media/deep/leak.png": outside / "secret.png",
        "content/static/files": outside,
        "content/redirects.yaml": outside / "secret.yaml",
        "content/tags.yaml": Path("/etc/hostname"),
        "themes/evil": outside / "theme",
        "themes/plain/templates/extra.html": outside / "theme/templates/layout.html",
        "themes/plain/static": outside,
        "content/media/endless": Path(),
        "content/media/up": Path("../.."),
        "content/media/zero": Path("/dev/zero"),
        "content/media/nothing": Path("nowhere"),
        "content/media/itself": Path("itself"),
    }
    for name, to in links.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).symlink_to(to)
    os.mkfifo(site / "content/posts/pipe.md")
    os.mkfifo(site / "content/static/pipe")
    os.mkfifo(site / "themes/plain/templates/pipe.html")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(site / "content/media")  # Names of sockets must be short.
        listening.bind("socket")
        os.chdir(here)
    pipes = ["content/posts/pipe.md", "content/static/pipe", "content/media/socket"]

    for command in ("build", "check", "schedule"):
        ended = prison.run(command)
        if command == "build":
            assert ended.code == 1
            unnamed = [name for name in (*links, *pipes) if f"{name}: error: " not in ended.said]
            assert unnamed == ["content/media/up"] or not unnamed
    assert not (site / "output").exists()


FIELDS = {
    "slug": "../../outside/x",
    "permalink": "/../../outside/x/",
    "aliases": "/../outside/old/",
    "author": "../../outside/secret",
    "categories": "../../outside",
    "tags": "../../../outside",
    "series": "../../outside",
    "image": "{src: ../../../outside/secret.png, alt: A}",
    "audio": "{src: ../../../outside/secret.png}",
    "template": "../../../outside/theme/templates/layout.html",
    "language": "../../outside/secret",
    "guid": "../../outside/x",
}
TEXTS = {
    "picture": "![A](../../../outside/secret.png)",
    "link": "[A](../../../outside/secret.md)",
    "wiki": "[[../../../outside/secret]]",
    "file": "[A](file:///etc/hostname)",
    "shortcode": '{{< figure src="../../../outside/secret.png" alt="A" >}}',
    "gallery": '{{< gallery "../../../outside/" >}}',
    "html": '<img src="../../../outside/secret.png" alt="A">',
    "jinja": '{% include "../../../outside/secret.md" %}',
}


def test_no_field_and_no_text_leads_out(prison: Prison) -> None:
    for name, value in FIELDS.items():
        text = post("T", "2016-01-02", "Words.").replace(
            "categories: [Cities/Ports]\ntags: [harbour]\n", ""
        )
        write(
            prison.site,
            {f"content/posts/f-{name}.md": text.replace("---\nW", f"{name}: {value}\n---\nW")},
        )
    for name, text in TEXTS.items():
        write(prison.site, {f"content/posts/t-{name}.md": post("T", "2016-01-02", text)})
    write(
        prison.site,
        {
            "content/redirects.yaml": "- {from: /../../outside/a/, to: /../../outside/b/}\n",
            "content/tags.yaml": "- {slug: ../../outside/t, name: harbour}\n",
            "content/comments/..%2f..%2foutside.yaml": comments("wp-1", "Words."),
            "content/posts/..md": post("Dots", "2016-01-02", "Words."),
            "content/posts/...md": post("Dots", "2016-01-02", "Words."),
        },
    )
    ended = prison.run("build", "--json")
    wrong = {
        each["path"] for each in json.loads(ended.said)["diagnostics"] if each["level"] == "error"
    }
    assert "content/posts/f-permalink.md" in wrong
    for path in {*wrong, "content/tags.yaml"}:
        (prison.site / path).unlink(missing_ok=True)

    ended = prison.run("build")

    assert ended.code == 0, ended.said
    assert sorted(path.name for path in prison.folder.iterdir()) == [
        "opened.txt",
        "outside",
        "site",
    ]
    assert not [path for path in (prison.site / "output").rglob("*") if path.is_symlink()]


SETTINGS = (
    "theme: ../../outside/theme",
    "author: ../../outside/secret",
    "permalink: /../../outside/{slug}/",
    "menu: [{title: Out, url: /../../outside/}]",
    "podcast: {image: ../../outside/secret.png}",
    "language: ../../outside/secret",
)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.partition(":")[0])
def test_no_setting_leads_out(prison: Prison, setting: str) -> None:
    file = prison.site / "site.yaml"
    key = setting.partition(":")[0]
    kept = [line for line in file.read_text().splitlines() if not line.startswith(f"{key}:")]
    file.write_text("\n".join([*kept, setting, ""]))
    if key == "theme":
        write(
            prison.site,
            {"themes/plain/theme.yaml": "name: plain\napi: 1\nextends: ../../../outside/theme\n"},
        )
    assert prison.run("build").code in {0, 1}


def test_a_theme_extends_no_folder_outside(prison: Prison) -> None:
    evil = "name: plain\napi: 1\nextends: ../../../outside/theme\n"
    include = '{% include "../../../../outside/secret.md" %}{% extends "/etc/hostname" %}'
    write(prison.site, {"themes/plain/theme.yaml": evil})
    assert prison.run("build").code == 1
    write(
        prison.site,
        {
            "themes/plain/theme.yaml": "name: plain\napi: 1\n",
            "themes/plain/templates/post.html": include,
        },
    )
    assert prison.run("build").code == 1


def test_links_in_the_output_and_of_it_are_not_written_through(prison: Prison) -> None:
    site, outside = prison.site, prison.outside
    assert prison.run("build").code == 0
    shutil.rmtree(site / "output/about")
    (site / "output/about").symlink_to(outside)
    (site / "output/index.html").unlink()
    (site / "output/index.html").symlink_to(outside / "secret.md")
    write(site, {"content/pages/about.md": "---\ntitle: About\n---\nChanged.\n"})
    ended = prison.run("build")
    assert ended.code == 1
    assert "about" in ended.said
    (site / "output/about").unlink()
    assert prison.run("build").code == 0
    assert not (site / "output/index.html").is_symlink()

    shutil.rmtree(site / "output")
    (site / "output").symlink_to(outside)
    assert prison.ssg.run("build", folder=site).code == 1
    assert files_below(outside).keys() == SECRETS.keys()


def test_a_cache_that_leads_out_is_refused(prison: Prison) -> None:
    shutil.rmtree(prison.site / ".ssg-cache", ignore_errors=True)
    (prison.site / ".ssg-cache").symlink_to(prison.outside)
    with (prison.site / "site.yaml").open("a") as settings:
        settings.write(f"deploy: {{production: {{type: folder, to: '{prison.folder}/www'}}}}\n")
    for command in (("build", "--clean"), ("check",), ("deploy", "--yes"), ("explain", "/")):
        see_plain_words(prison.run(*command), 3)


def test_what_is_written_for_an_author_goes_through_no_link(prison: Prison) -> None:
    shutil.rmtree(prison.site / "content/posts")
    (prison.site / "content/posts").symlink_to(prison.outside)
    shutil.rmtree(prison.site / "content/comments")
    (prison.site / "content/comments").symlink_to(prison.outside)
    write(prison.folder, {"export.xml": wxr(author("ana"), item(1))})
    ended = prison.run("new", "A Title")
    assert (ended.code, "leads out" in ended.said) == (3, True), ended.said
    files = files_below(prison.outside)
    ended = prison.ssg.run("import", "wordpress", prison.folder / "export.xml", folder=prison.site)
    assert ended.code, ended.said
    assert files_below(prison.outside) == files
    prison.run("check", "--fix")


def zip_bomb(folder: Path) -> Path:
    """Return a zip of uploads with names and links that lead out."""
    file = folder / "uploads.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in (
            "../../escaped.png",
            "/escaped-5f1d.png",
            "2016/../../escaped.png",
            "2016/a.png",
        ):
            archive.writestr(name, "no picture")
        link = zipfile.ZipInfo("2016/b.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(folder / "outside/secret.png"))
    return file


def linked_folder(folder: Path) -> Path:
    """Return a folder of uploads in which links lead out of it."""
    uploads = folder / "uploads"
    (uploads / "2016").mkdir(parents=True)
    (uploads / "2016/a.png").symlink_to(folder / "outside/secret.png")
    (uploads / "2016/b.png").symlink_to("/etc/hostname")
    os.mkfifo(uploads / "2016/c.png")
    return uploads


@pytest.mark.parametrize("make", [zip_bomb, linked_folder])
def test_uploads_bring_in_nothing_from_outside(
    prison: Prison, make: Callable[[Path], Path]
) -> None:
    uploads = make(prison.folder)
    names = ("a.png", "b.png", "c.png", "../../escaped.png", "%2e%2e/%2e%2e/escaped.png")
    shown = "".join(f'<img src="{OLD}/wp-content/uploads/2016/{name}" alt="A">' for name in names)
    write(prison.folder, {"export.xml": wxr(author("ana"), item(1, shown))})
    site = prison.folder / "new"
    command = ("import", "wordpress", prison.folder / "export.xml", "--uploads", uploads)
    before = set(prison.folder.iterdir())

    ended = prison.ssg.run(*command, "--site", site, "--quiet", folder=prison.folder)

    assert ended.code in {0, 1}, ended.said
    assert set(prison.folder.iterdir()) - before == {site}
    assert not Path("/escaped-5f1d.png").exists()
    for name, content in files_below(site).items():
        assert CANARY.encode() not in content or not name.endswith((".png", ".md")), name
    assert not [path for path in site.rglob("*") if path.is_symlink()]


def test_a_deploy_writes_through_no_link_at_the_target(prison: Prison) -> None:
    www = prison.folder / "www"
    with (prison.site / "site.yaml").open("a") as settings:
        settings.write(f"deploy: {{production: {{type: folder, to: '{www}', releases: false}}}}\n")
    www.mkdir()
    (www / "about").symlink_to(prison.outside)
    (www / "one").symlink_to(prison.outside / "posts")

    ended = prison.ssg.run("deploy", "--yes", "--adopt", folder=prison.site)

    assert "Traceback" not in ended.said
    assert (ended.code, "is a link" in ended.said) == (3, True), ended.said
    assert files_below(prison.outside).keys() == SECRETS.keys()


def test_a_folder_that_is_somebodys_project_is_refused(prison: Prison) -> None:
    project = {
        "index.html": "my page",
        "about/index.html": "mine",
        "src/main.py": "",
        ".git/HEAD": "",
    }
    for name, folder in (
        ("outside the site", prison.folder / "work"),
        ("in it", prison.site / "work"),
    ):
        write(folder, project)
        before = files_below(folder)
        for command in (("build", "--output", folder), ("build", "--clean", "--output", folder)):
            ended = prison.ssg.run(*command, folder=prison.site)
            assert (ended.code, "did not write" in ended.said) == (1, True), ended.said
            assert files_below(folder) == before, name
