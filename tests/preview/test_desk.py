"""What is shown, sight by sight: the desk by hand, what is kept, what is remembered."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.snapshot import reader, take_snapshot
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.digest import Digest, digest_of
from ssg.model.output import PlannedPage
from ssg.model.source import Snapshot
from ssg.pipeline import plan_build
from ssg.preview.desk import Desk, News
from ssg.preview.keepsake import keep_plan, keepsake_key, load_plan
from ssg.preview.memory import Memory
from ssg.preview.press import Press
from ssg.preview.sight import Sight
from ssg.work import here
from tests.blog import NOW, post, write, write_blog

THREE, ADDRESS = "content/posts/three.md", "/2018/01/05/three/"
BROKEN = "---\ntitle: a: b\n---\nWords.\n"
CODE = digest_of("code")
TEMPLATE, MANIFEST = "themes/plain/templates/post.html", "themes/plain/theme.yaml"
ASIDE = """{{% extends "layout.html" %}}{{% block main %}}<aside>{}</aside>{{% endblock %}}"""


def three(body: str) -> dict[str, str]:
    return {THREE: post("Three", "2018-01-05", body)}


@dataclass
class Office:
    """A desk with an author before it, where planning happens when the test says so."""

    site: Path
    memory: Memory
    news: list[News] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memo = Memo(self.memory, CODE, reader(self.site), here)
        self.desk = Desk(self.site, self.memo, self.news.append)

    def begin_plan(self) -> Callable[[], None]:
        """Take a snapshot now; what is returned makes and shows its plan."""
        self.desk.begin_plan()
        snapshot, found = take_snapshot(self.site, self.site / "output", self.memory)

        def end() -> None:
            planned = plan_build(snapshot, self.memo, Options(NOW, drafts=True, future=True))
            self.desk.end_plan(planned, snapshot, found, [])

        return end

    def plan(self) -> Sight:
        self.begin_plan()()
        return self.sight

    def save(self, body: str) -> Sight:
        """Save the third post, and let the desk look at it."""
        write(self.site, three(body))
        self.desk.look_at(THREE)
        return self.sight

    def look_at_theme(self, aside: str) -> Sight:
        """Save a template, and let the desk look at the theme."""
        write(self.site, {TEMPLATE: ASIDE.format(aside)})
        snapshot, _ = take_snapshot(self.site, self.site / "output", self.memory)
        self.desk.look_at_theme(snapshot)
        return self.sight

    @property
    def sight(self) -> Sight:
        assert self.desk.sight
        return self.desk.sight

    def read(self) -> str:
        """Return the page of the third post as it is shown."""
        served = Press(self.memo, lambda file: file.path).serve(self.sight, ADDRESS)
        assert served
        assert isinstance(served.content, bytes)
        return served.content.decode()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    site = write_blog(tmp_path / "site")
    memory = Memory(Cache(site / FOLDER))
    office = Office(site, memory)
    office.plan()
    yield office
    memory.close()


def test_a_glance_is_shown_and_announces_a_plan(office: Office) -> None:
    assert not office.save("A crane.").is_whole
    assert "A crane." in office.read()
    assert office.plan().is_whole
    assert "A crane." in office.read()


def test_every_sight_has_a_higher_number(office: Office) -> None:
    office.save("A crane.")
    office.plan()
    numbers = [news.sight.number for news in office.news]
    assert numbers == sorted(set(numbers))


def test_with_errors_the_last_good_page_stays(office: Office) -> None:
    office.save("A crane.")
    office.plan()
    write(office.site, {THREE: BROKEN})
    office.desk.look_at(THREE)
    assert office.sight.errors
    assert "A crane." in office.read()
    office.plan()
    assert [problem.path for problem in office.sight.errors] == [THREE]
    assert "A crane." in office.read()


def test_mended_errors_are_gone_at_once(office: Office) -> None:
    write(office.site, {THREE: BROKEN})
    office.plan()
    assert office.save("A tide.").errors == ()
    assert "A tide." in office.read()
    assert office.plan().errors == ()


def test_a_plan_of_older_files_does_not_hide_a_glance(office: Office) -> None:
    end_plan = office.begin_plan()
    office.save("A crane.")
    end_plan()
    assert "A crane." in office.read()
    assert not office.sight.is_whole
    assert office.plan().is_whole


def test_what_was_glanced_at_before_the_snapshot_is_in_its_plan(office: Office) -> None:
    office.save("A crane.")
    assert office.plan().is_whole


def test_a_save_of_the_same_is_no_news(office: Office) -> None:
    office.save("A crane.")
    count = len(office.news)
    office.save("A crane.")
    assert len(office.news) == count


def test_back_to_the_former_text_is_news(office: Office) -> None:
    text = (office.site / THREE).read_text("utf-8")
    office.save("A crane.")
    write(office.site, {THREE: text})
    office.desk.look_at(THREE)
    assert "A crane." not in office.read()


def test_an_entry_with_errors_of_any_kind_stays_as_it_was(office: Office) -> None:
    office.plan()
    sight = office.save("Two words, and [a link](nowhere.md).")
    assert [problem.rule for problem in sight.errors] == ["broken-link"]
    assert "Two words" not in office.read()
    office.save("Two words.")
    assert "Two words" in office.read()


def test_an_entry_that_moves_is_told_of_by_the_plan(office: Office) -> None:
    office.plan()
    write(office.site, {THREE: post("Three", "2018-01-06", "Words.")})
    office.desk.look_at(THREE)
    assert not office.news[-1].saved
    office.desk.begin_plan()
    snapshot, found = take_snapshot(office.site, office.site / "output", office.memory)
    planned = plan_build(snapshot, office.memo, Options(NOW, drafts=True, future=True))
    office.desk.end_plan(planned, snapshot, found, [THREE])
    assert office.news[-1].saved == THREE
    assert not office.news[-1].is_new


def test_an_empty_file_is_one_that_is_being_written(office: Office) -> None:
    number = office.plan().number
    write(office.site, {THREE: ""})
    office.desk.look_at(THREE)
    assert office.sight.number == number


def test_a_glance_at_the_theme_shows_it_at_once(office: Office) -> None:
    office.plan()
    assert "A new aside" not in office.read()
    assert office.look_at_theme("A new aside").is_whole is False
    assert "A new aside" in office.read()


@pytest.mark.parametrize(
    "manifest",
    [
        "name: plain\napi: 1\nsettings: {shade: {type: text, default: dark}}\n",
        "name: plain\napi: 1\nwidgets: {recent: {limit: 3, on: [post]}}\n",
        "name: [\n",
    ],
)
def test_a_theme_with_errors_settings_or_widgets_waits_for_the_plan(
    office: Office, manifest: str
) -> None:
    number = office.plan().number
    write(office.site, {MANIFEST: manifest})
    assert office.look_at_theme("A new aside").number == number


def test_a_plan_of_an_older_theme_does_not_hide_a_glance(office: Office) -> None:
    office.plan()
    office.desk.begin_plan()
    snapshot, found = take_snapshot(office.site, office.site / "output", office.memory)
    planned = plan_build(snapshot, office.memo, Options(NOW, drafts=True, future=True))
    office.look_at_theme("A new aside")
    office.desk.end_plan(planned, snapshot, found, [])
    assert "A new aside" in office.read()


def test_what_is_no_entry_is_left_to_the_plan(office: Office) -> None:
    before = office.sight
    write(office.site, {"content/authors/ana.yaml": "name: Ana R.\n"})
    for path in ("content/authors/ana.yaml", "content/posts/none.md", "site.yaml"):
        office.desk.look_at(path)
    assert office.sight is before


def take(office: Office) -> Snapshot:
    return take_snapshot(office.site, office.site / "output", office.memory)[0]


def key_of(office: Office, code: Digest = CODE, *, drafts: bool = True) -> Digest:
    return keepsake_key(code, take(office), drafts=drafts)


def test_a_plan_that_was_kept_shows_the_same_pages(office: Office) -> None:
    key, shown = key_of(office), office.sight.shown
    assert keep_plan(office.site, key, shown, lambda: True)
    kept = load_plan(office.site, key)
    assert kept
    assert shown.plan
    assert kept == replace(shown, materials=None, placed=None, site=None)
    assert any(isinstance(page, PlannedPage) for page in shown.plan.pages)


@pytest.mark.parametrize("name", [THREE, "site.yaml", "content/static/new.txt"])
def test_a_plan_of_other_files_is_not_used(office: Office, name: str) -> None:
    keep_plan(office.site, key_of(office), office.sight.shown, lambda: True)
    file = office.site / name
    before = file.read_text("utf-8") if file.exists() else ""
    write(office.site, {name: f"{before}\n"})
    assert load_plan(office.site, key_of(office)) is None


def test_a_plan_by_other_code_or_without_drafts_is_not_used(office: Office) -> None:
    keep_plan(office.site, key_of(office), office.sight.shown, lambda: True)
    assert load_plan(office.site, key_of(office, digest_of("other code"))) is None
    assert load_plan(office.site, key_of(office, drafts=False)) is None


@pytest.mark.parametrize("place", [3, 20, 40, -1])
def test_a_damaged_plan_is_not_used(office: Office, place: int) -> None:
    key = key_of(office)
    keep_plan(office.site, key, office.sight.shown, lambda: True)
    file = office.site / FOLDER / "preview-plan"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert load_plan(office.site, key) is None
    file.write_bytes(content[:place])
    assert load_plan(office.site, key) is None
    file.unlink()
    assert load_plan(office.site, key) is None


def test_a_plan_that_is_not_wanted_any_more_is_not_kept(office: Office) -> None:
    key = key_of(office)
    assert not keep_plan(office.site, key, office.sight.shown, lambda: False)
    assert load_plan(office.site, key) is None


def test_several_threads_remember_at_once(tmp_path: Path) -> None:
    memory = Memory(Cache(tmp_path / FOLDER))

    def work(name: str) -> bool:
        keys = [digest_of(name, number) for number in range(50)]
        for key in keys:
            memory.write([(key, key)], [(key, key * 2)])
            if key[0] % 8 == 0:
                memory.save()
            memory.put_record(name, key)
        light, heavy = memory.read_light(keys), memory.read_heavy(keys)
        return all(light[key] == key and heavy[key] == key * 2 for key in keys)

    names = [f"thread {number}" for number in range(6)]
    with ThreadPoolExecutor(len(names)) as pool:
        assert all(pool.map(work, names))
    assert all(memory.get_record(name) == digest_of(name, 49) for name in names)
    memory.close()


def test_what_was_remembered_is_on_the_disk_when_it_closes(tmp_path: Path) -> None:
    key = digest_of("a value")
    memory = Memory(Cache(tmp_path / FOLDER))
    memory.write([(key, b"light")], [(key, b"heavy")])
    memory.close()
    with Cache(tmp_path / FOLDER) as cache:
        assert cache.read_light([key]) == {key: b"light"}
        assert cache.read_heavy([key]) == {key: b"heavy"}
