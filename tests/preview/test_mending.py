"""Whatever is wrong with a site, its preview goes on, says so, and shows it again once mended."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blog import SITE, THEME, post, write, write_blog
from tests.preview.serving import REPOSITORY, Answer, Serving, serving

ONE = "/blog/2016/10/29/one/"
FAULT = """\
import ssg.pipeline

plan_site = ssg.pipeline.plan_site


def plan_with_fault(site, theme):
    if any(placed.entry.title == "Fault" for placed in site.entries):
        raise RuntimeError("a fault of ours: </script>")
    return plan_site(site, theme)


ssg.pipeline.plan_site = plan_with_fault
"""
BROKEN = "---\ntitle: [\n---\n"
SOUND = post("One", "2016-10-29", "The harbour wakes.")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_blog(tmp_path / "blog")


@pytest.fixture
def blog(site: Path) -> Iterator[Serving]:
    with serving(site) as served:
        served.ask_until("/blog/", is_sound)
        yield served


def is_sound(answer: Answer) -> bool:
    return answer.status == 200 and not answer.page_data["errors"]


def is_broken(answer: Answer) -> bool:
    return bool(answer.page_data["errors"])


def test_settings_that_are_broken_from_the_start_are_shown_until_mended(site: Path) -> None:
    write(site, {"site.yaml": "title: [</script>\n"})
    with serving(site) as served:
        answer = served.ask("/")
        assert answer.status == 503
        (problem,) = answer.page_data["errors"]
        assert problem["place"].startswith("site.yaml:")
        assert problem["message"]
        assert served.ask("/blog/any/").page_data["errors"] == [problem]
        served.save("site.yaml", SITE)
        served.ask_until("/blog/", is_sound)


def test_a_post_that_is_broken_from_the_start_leaves_the_rest_readable(site: Path) -> None:
    write(site, {"content/posts/one.md": BROKEN})
    with serving(site) as served:
        answer = served.ask_until("/blog/2018/01/05/three/", is_broken)
        assert answer.status == 200
        assert "A quiet essay on lamps." in answer.text
        served.save("content/posts/one.md", SOUND)
        assert "The harbour wakes." in served.ask_until(ONE, is_sound).text


@pytest.mark.parametrize("text", [BROKEN, "", "---\n", "\0\0", "---\ntitle: x\ndate: never\n---\n"])
def test_the_last_good_page_stays(blog: Serving, text: str) -> None:
    blog.save("content/posts/one.md", text)
    answer = blog.ask_until(ONE, is_broken)
    assert answer.status == 200
    assert "The harbour wakes." in answer.text
    assert is_broken(blog.ask("/blog/about/"))
    blog.save("content/posts/one.md", SOUND)
    assert "The harbour wakes." in blog.ask_until(ONE, is_sound).text


@pytest.mark.parametrize("template", ["{% block", "{{ view.nothing.at.all }}", "{% include 'x' %}"])
def test_a_template_that_fails_leaves_the_last_good_page(blog: Serving, template: str) -> None:
    file = "themes/plain/templates/post.html"
    assert "The harbour wakes." in blog.ask(ONE).text
    blog.save(file, template)
    answer = blog.ask_until(ONE, is_broken)
    assert answer.status == 200
    assert "The harbour wakes." in answer.text
    assert {problem["path"] for problem in answer.page_data["errors"]} == {file}
    write(blog.folder, {file: THEME["templates/post.html"]})
    assert "The harbour wakes." in blog.ask_until(ONE, is_sound).text


def test_settings_may_go_and_come_back(blog: Serving) -> None:
    (blog.folder / "site.yaml").unlink()
    answer = blog.ask_until(ONE, is_broken)
    assert "The harbour wakes." in answer.text
    assert {problem["path"] for problem in answer.page_data["errors"]} == {"site.yaml"}
    blog.save("site.yaml", SITE.replace("The Small Lamp", "Another Lamp"))
    blog.ask_until("/blog/", lambda answer: is_sound(answer) and "Another Lamp" in answer.text)


def test_the_whole_site_may_go_and_come_back(blog: Serving) -> None:
    aside = blog.folder.with_name("aside")
    blog.folder.rename(aside)
    answer = blog.ask_until(ONE, lambda answer: answer.status in {200, 503})
    assert answer.page_data
    aside.rename(blog.folder)
    blog.save("content/posts/one.md", SOUND.replace("wakes", "wakes again"))
    blog.ask_until(ONE, lambda answer: is_sound(answer) and "wakes again" in answer.text)


def test_what_is_remembered_may_be_deleted(blog: Serving) -> None:
    blog.ask(ONE)
    shutil.rmtree(blog.folder / ".ssg-cache")
    assert blog.ask_until("/blog/2018/01/05/three/", is_sound).status == 200
    blog.save("content/posts/one.md", SOUND.replace("wakes", "wakes again"))
    blog.ask_until(ONE, lambda answer: is_sound(answer) and "wakes again" in answer.text)


def test_a_fault_of_ours_is_told_and_does_not_end_it(site: Path, tmp_path: Path) -> None:
    write(tmp_path / "fault", {"sitecustomize.py": FAULT})
    path = os.pathsep.join([str(tmp_path / "fault"), str(REPOSITORY)])
    with serving(site, environment={"PYTHONPATH": path}) as served:
        served.ask_until("/blog/", is_sound)
        served.save("content/posts/one.md", SOUND.replace("title: One", "title: Fault"))
        answer = served.ask_until("/blog/about/", is_broken)
        assert answer.status == 200
        (problem,) = answer.page_data["errors"]
        assert "this is a bug in ssg and not in your site: RuntimeError" in problem["message"]
        assert "bug-" in problem["fix"]
        served.save("content/posts/one.md", SOUND)
        served.ask_until(ONE, is_sound)


def test_a_fault_of_ours_is_no_longer_told_once_all_files_are_as_before(
    site: Path, tmp_path: Path
) -> None:
    write(tmp_path / "fault", {"sitecustomize.py": FAULT})
    path = os.pathsep.join([str(tmp_path / "fault"), str(REPOSITORY)])
    names = [f"content/posts/many-{number}.md" for number in range(8)]
    write(site, {name: post("Many", "2016-10-30", name) for name in names})
    before = {name: (site / name).read_text(encoding="utf-8") for name in names}
    with serving(site, environment={"PYTHONPATH": path}) as served:
        served.ask_until("/blog/", is_sound)
        write(site, {name: text.replace("Many", "Fault") for name, text in before.items()})
        served.ask_until("/blog/", is_broken)
        write(site, before)
        served.ask_until("/blog/", is_sound)
