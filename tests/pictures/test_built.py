"""Pictures of a built site: what is published of them, and when they are made again."""

import re
import shutil
import sys
import unicodedata
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image

from ssg.commands.failures import WorldError
from ssg.disk.cache.damaged_pictures import damaged_pictures
from ssg.disk.cache.store import FOLDER, Cache
from ssg.model.diagnostic import Diagnostic
from tests.blog import ANA, SITE, build, post, tree, write
from tests.pictures.photographs import (
    bomb,
    broken_within,
    bytes_of,
    located,
    place_in,
    scene,
    write_picture,
)
from tests.running import run


@pytest.fixture
def site(original: Path, tmp_path: Path) -> Path:
    """Copy the built blog, with all that it remembers."""
    return Path(shutil.copytree(original, tmp_path / "site"))


pytestmark = pytest.mark.xdist_group("pictures")


def pictures(site: Path, name: str) -> dict[tuple[str, int], Image.Image]:
    """Return the copies of one picture by format and width, decoded."""
    found: dict[tuple[str, int], Image.Image] = {}
    for file in sorted((site / "output/assets/pictures").glob(f"{name}-*")):
        width = int(file.name.rpartition("-")[2].partition(".")[0])
        with Image.open(file) as opened:
            opened.load()
            found[str(opened.format).lower(), width] = opened
    return found


def page(site: Path, path: str) -> str:
    return (site / "output" / path / "index.html").read_text(encoding="utf-8")


def test_copies_have_the_widths_of_the_ladder_and_never_more_than_the_picture(
    original: Path,
) -> None:
    widths = {
        "harbour": (480, 800, 1000),
        "crane": (480, 700),
        "lamp": (500,),
        "lake": (480, 600),
        "tower": (480, 800, 1200, 1600),
        "ana": (80, 160, 320),
        "quay": (480, 600),
        "liar": (480, 900),
    }
    for name, expected in widths.items():
        copies = pictures(original, name)
        shared = {("jpeg", 1200)} if name == "tower" else set()
        formats = {(kind, width) for kind in ("avif", "webp") for width in expected}
        assert set(copies) == formats | shared
        assert all(picture.width == width for (_, width), picture in copies.items())
    all_names = {
        re.sub("-.*", "", file.name) for file in (original / "output/assets/pictures").iterdir()
    }
    assert all_names == set(widths)


def test_copies_stand_upright_and_keep_what_shines_through(original: Path) -> None:
    harbour = pictures(original, "harbour")["webp", 480]
    assert harbour.size == (480, 960)
    # Turned by a quarter to the right, the red corner is at the upper end.
    red, green, _ = harbour.convert("RGB").getpixel((470, 10))  # type: ignore[misc]
    assert red > 200
    assert green < 60
    crane = pictures(original, "crane")
    for copy in crane.values():
        assert [copy.getpixel((x, 200))[3] for x in (copy.width - 10, 10)] == [0, 255]  # type: ignore[index]


def test_no_published_picture_says_where_it_was_taken(original: Path) -> None:
    seen = 0
    for name, content in tree(original / "output").items():
        if name.endswith((".jpg", ".png", ".webp", ".avif", ".tiff", ".gif")):
            assert place_in(content) is None, name
            seen += 1
    assert seen > 40
    with Image.open(original / "output/media/harbour.jpg") as opened:
        assert opened.getexif()[0x0112] == 6
    for copy in pictures(original, "harbour").values():
        assert dict(copy.getexif()) == {}


def test_what_moves_and_what_is_small_or_drawn_is_published_as_it_is(original: Path) -> None:
    for name in ("waves.gif", "stars.webp", "snow.png", "mark.svg", "icon.png"):
        written = (original / "content/media" / name).read_bytes()
        assert (original / "output/media" / name).read_bytes() == written


def test_a_page_offers_copies_and_falls_back_to_the_picture(original: Path) -> None:
    html = page(original, "2016/10/29/one")
    elements = re.findall("<picture>.*?</picture>", html)
    assert [re.search(' alt="([^"]*)"', each)[1] for each in elements] == [  # type: ignore[index]
        "A harbour", "A crane", "a lamp", "a lake", "A harbour", "Liar", "", "",
    ]  # fmt: skip
    first = elements[0]
    assert re.findall(' type="([^"]*)"', first) == ["image/avif", "image/webp"]
    assert re.search(
        r'srcset="/blog/assets/pictures/harbour-480\.[0-9a-f]{8}\.avif 480w, \S+ 800w, \S+ 1000w"',
        first,
    )
    assert '<img alt="A harbour" src="/blog/media/harbour.jpg"' in first
    assert 'width="1000" height="2000"' in first
    assert 'loading="lazy"' in first
    assert '<a href="/blog/media/harbour.jpg"><picture>' in html
    lead = re.search("<picture>.*?</picture>", page(original, "2017/03/01/two"))
    assert lead is not None
    assert 'fetchpriority="high"' in lead[0]
    assert "lazy" not in lead[0]


def test_a_picture_to_which_its_author_gave_a_width_is_asked_for_in_that_width(
    tmp_path: Path,
) -> None:
    body = """\
![Small](/media/quay.jpg){.align-right width=150 height=100} and
![Wide](/media/quay.jpg){width=1024 height=683} and ![As it comes](/media/quay.jpg)
"""
    settings = SITE.replace("theme: plain", "theme: broadsheet")
    files = {"site.yaml": settings, "content/posts/one.md": post("One", "2016-10-29", body)}
    write(tmp_path, {**files, "content/authors/ana.yaml": ANA})
    write_picture(tmp_path / "content/media/quay.jpg", scene(1500, 1000))
    assert build(tmp_path).diagnostics == ()
    elements = re.findall("<picture>.*?</picture>", page(tmp_path, "2016/10/29/one"))
    sizes = [set(re.findall(' sizes="([^"]*)"', each)) for each in elements]
    as_the_theme_says = {"(min-width: 46rem) 42rem, 92vw"}
    assert sizes == [{"(max-width: 150px) 92vw, 150px"}, as_the_theme_says, as_the_theme_says]


def test_feeds_offer_smaller_copies_in_the_picture_itself(original: Path) -> None:
    feed = (original / "output/feed.xml").read_text(encoding="utf-8")
    assert "<source" not in re.sub("<picture><source srcset.*?</picture>", "", feed)
    shown = re.search(r'<img [^>]*src="https://small\.example/blog/media/harbour\.jpg"[^>]*>', feed)
    assert shown is not None
    candidates = re.search(r' srcset="([^"]*)" sizes="[^"]+"', shown[0])
    assert candidates is not None
    for candidate in candidates[1].split(", "):
        address, width = candidate.split()
        file = original / "output" / address.removeprefix("https://small.example/blog/")
        with Image.open(file) as copy:
            assert copy.format == "WEBP"
            assert f"{copy.width}w" == width


def test_a_feed_shows_the_jpeg_of_a_lead_picture_which_is_small(original: Path) -> None:
    feed = (original / "output/feed.xml").read_text(encoding="utf-8")
    lead = re.search(
        r'<figure><img src="https://small\.example/blog/(\S+)" alt="[^"]+" width="(\d+)"', feed
    )
    assert lead is not None
    with Image.open(original / "output" / lead[1]) as copy:
        assert (copy.format, copy.width) == ("JPEG", int(lead[2]))
        assert copy.width <= 1200


def test_pages_name_a_poster_or_their_own_picture(original: Path) -> None:
    def shared(path: str) -> str:
        found = re.search(
            'og:image" content="https://small.example/blog/([^"]*)"', page(original, path)
        )
        assert found is not None
        return unquote(found[1])

    tower = shared("2017/03/01/two")
    with Image.open(original / "output" / tower) as opened:
        assert (opened.format, opened.size) == ("JPEG", (1200, 776))
    assert shared("2016/10/29/one").startswith("assets/sharing/one.")
    of_site = shared("")
    assert of_site.startswith("assets/sharing/the-small-lamp.")
    assert shared("2020/03/01/five") == of_site  # The font has no letters for its title.
    for path in (shared("2016/10/29/one"), shared("2019/03/01/four"), of_site):
        with Image.open(original / "output" / path) as opened:
            assert opened.size == (1200, 630)
            assert opened.convert("RGB").getpixel((10, 600)) == (0xFB, 0xFA, 0xF7)


def test_a_second_build_writes_nothing_and_a_new_folder_is_filled_from_memory(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        pytest.fail("a picture was made again")

    monkeypatch.setattr("ssg.pictures.encoding.encode", refuse)
    monkeypatch.setattr("ssg.pictures.drawing.draw", refuse)
    assert build(site).written == 0
    before = tree(site / "output")
    build(site, clean=True)
    assert tree(site / "output") == before
    build(site, output=site / "elsewhere")
    assert tree(site / "elsewhere") == before


WITHOUT_PILLOW = """\
import sys
from pathlib import Path
from tests.blog import build
print(build(Path(".")).written, "PIL" in sys.modules)
"""


def test_a_build_without_new_pictures_needs_no_decoder(site: Path) -> None:
    two = site / "content/posts/two.md"
    two.write_text(two.read_text("utf-8").replace("Words.", "Other words."), "utf-8")
    done = run(sys.executable, "-c", WITHOUT_PILLOW, folder=site)
    written, has_pillow = done.stdout.split()
    assert int(written) > 0
    assert has_pillow == "False"


def test_the_same_bytes_are_made_anew_by_any_number_of_processes(site: Path) -> None:
    before = tree(site / "output")
    count = sum(name.startswith(("assets/pictures/", "assets/sharing/")) for name in before)
    for jobs in (1, 2):
        shutil.rmtree(site / FOLDER)
        shutil.rmtree(site / "output")
        news: list[tuple[str, int, int]] = []
        build(site, jobs=jobs, tell=lambda *told: news.append(told))  # noqa: B023 - called at once
        assert tree(site / "output") == before
        assert news == [("making pictures", done, count) for done in range(1, count + 1)]


def test_another_picture_changes_the_pages_that_show_it_and_no_others(
    site: Path, original: Path
) -> None:
    before = tree(site / "output")
    write_picture(
        site / "content/media/crane.png", scene(1000, 700).rotate(180), exif=located(6).tobytes()
    )
    build(site)
    after = tree(site / "output")
    changed = {name for name in before if after.get(name) not in {None, before[name]}}
    feeds = {
        name
        for name in before
        if name.endswith(("feed.xml", "atom.xml", "feed.json"))
        and b"/assets/pictures/crane-" in (original / "output" / name).read_bytes()
    }
    assert "feed.xml" in feeds
    assert changed == {"2016/10/29/one/index.html", "media/crane.png", *feeds}
    gone = before.keys() - after.keys()
    assert gone == {name for name in before if name.startswith("assets/pictures/crane-")}
    assert pictures(site, "crane").keys() == pictures(original, "crane").keys()


def test_what_the_site_no_longer_shows_is_forgotten(site: Path) -> None:
    remembered = len(list((site / FOLDER / "pictures").iterdir()))
    one = site / "content/posts/one.md"
    one.write_text(post("One", "2016-10-29", "Words."), encoding="utf-8")
    build(site)
    names = {re.sub("-.*", "", file.name) for file in (site / "output/assets/pictures").iterdir()}
    assert names == {"tower", "ana", "quay"}
    assert len(list((site / FOLDER / "pictures").iterdir())) < remembered - 10


def test_a_picture_that_most_browsers_do_not_show_is_told_with_its_line(site: Path) -> None:
    media = site / "content/media"
    content = bytes_of(scene(900, 600), "AVIF")
    (media / "IMG_1.HEIC").write_bytes(
        content[:8] + b"heic" + content[12:16] + b"mif1heic" + content[24:]
    )
    (media / "scan.tif").write_bytes(bytes_of(scene(900, 600), "TIFF"))
    (media / "crane.avif").write_bytes(content)
    lines = "".join(f"![x](/media/{name})\n\n" for name in ("IMG_1.HEIC", "scan.tif", "crane.avif"))
    write(site, {"content/posts/six.md": post("Six", "2021-01-01", lines)})

    result = build(site)

    assert said(result.diagnostics) == [
        ("content/posts/six.md:7:6", "unshown-picture"),
        ("content/posts/six.md:9:6", "unshown-picture"),
    ]
    assert "is a HEIC picture" in result.diagnostics[0].message


def said(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(problem.place, problem.rule) for problem in diagnostics]


def test_a_picture_that_cannot_be_read_is_told_with_its_line_and_published_as_it_is(
    site: Path,
) -> None:
    media = site / "content/media"
    whole = bytes_of(scene(900, 600), "JPEG")
    broken = {
        "cut.jpg": whole[: len(whole) // 2],
        "words.png": b"These are words.",
        "bomb.png": bomb() + b"\0" * 4000,
        "within.png": broken_within(scene(900, 600)) + b"\0" * 4000,
    }
    for name, content in broken.items():
        (media / name).write_bytes(content)
    lines = "".join(f"![x](/media/{name})\n\n" for name in (*broken, "cut.jpg"))
    write(site, {"content/posts/six.md": post("Six", "2021-01-01", lines)})

    result = build(site)

    assert said(result.diagnostics) == [
        ("content/posts/six.md:7:6", "unreadable-picture"),
        ("content/posts/six.md:9:6", "unreadable-picture"),
        ("content/posts/six.md:11:6", "huge-picture"),
        ("content/posts/six.md:13:6", "unreadable-picture"),
    ]
    assert "cut off" in result.diagnostics[0].message
    assert result.diagnostics[0].fix
    for name, content in broken.items():
        assert (site / "output/media" / name).read_bytes() == content
    html = page(site, "2021/01/01/six")
    assert "<source" not in re.search('class="text.*?</div>', html, re.DOTALL)[0]  # type: ignore[index]
    assert build(site).diagnostics == result.diagnostics
    assert build(site).written == 0


MEASURE = """\
import resource, subprocess, sys
command = [sys.executable, "-m", "ssg", "build", "--jobs", "1", "--site", "."]
done = subprocess.run(command)
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(done.returncode)
"""


def peak_megabytes(site: Path) -> int:
    """Return how much memory a build takes at most."""
    done = run(sys.executable, "-c", MEASURE, folder=site)
    assert done.returncode == 0, done.stderr
    return int(re.search("peak ([0-9]+)", done.stdout)[1])  # type: ignore[index]


def test_forty_megapixels_are_made_smaller_in_bounded_memory(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(
        site,
        {
            "site.yaml": "title: Small\nurl: https://small.example/\n",
            "content/posts/one.md": post("One", "2016-10-29", "![x](/media/huge.jpg)").replace(
                "categories: [Cities/Ports]\n", ""
            ),
        },
    )
    write_picture(site / "content/media/huge.jpg", scene(900, 600))
    usual = peak_megabytes(site)
    huge = Image.new("RGB", (7746, 5164), "teal")
    write_picture(site / "content/media/huge.jpg", huge)
    assert peak_megabytes(site) < usual + 100
    (site / "content/media/huge.jpg").write_bytes(bytes_of(huge, "PNG", compress_level=1))
    assert peak_megabytes(site) < usual + 320
    with Image.open(
        BytesIO(next((site / "output/assets/pictures").glob("*-1600.*.webp")).read_bytes())
    ) as made:
        assert made.size == (1600, 1067)


WITH_LITTLE_MEMORY = """\
import resource, sys
from pathlib import Path
import ssg.commands.building.build, ssg.pictures.drawing, ssg.pictures.encoding
from ssg.commands.failures import WorldError
from tests.blog import build
pages = int(Path("/proc/self/statm").read_text().split()[0])
most = pages * resource.getpagesize() + 110_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
try:
    build(Path("."), jobs=1)
except WorldError as error:
    print(error, "|", error.fix)
"""


def test_a_picture_for_which_there_is_no_memory_is_not_taken_for_a_damaged_one(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    one = post("One", "2016-10-29", "![x](/media/large.png)")
    write(site, {"site.yaml": SITE.replace("theme: plain\n", ""), "content/posts/one.md": one})
    write(site, {"content/authors/ana.yaml": ANA})
    write_picture(
        site / "content/media/large.png", Image.new("RGB", (6400, 5000), "teal"), compress_level=1
    )
    told = run(sys.executable, "-c", WITH_LITTLE_MEMORY, folder=site).stdout
    assert told == (
        "the smaller copies of content/media/large.png cannot be made: there is not enough memory"
        " | build with `--jobs 1`, or make the picture smaller\n"
    )
    assert build(site).diagnostics == ()
    assert set(pictures(site, "large")) == {
        (kind, width) for kind in ("avif", "webp") for width in (480, 800, 1200, 1600)
    }


def test_without_a_codec_a_build_says_so_and_remembers_nothing(
    site: Path, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(site / FOLDER)
    shutil.rmtree(site / "output")
    with monkeypatch.context() as without:
        without.setattr("PIL.features.check", lambda name: name != "avif")
        with pytest.raises(WorldError, match="Pillow that is installed cannot write AVIF"):
            build(site, jobs=1)
    assert build(site).diagnostics == ()
    assert tree(site / "output") == tree(original / "output")


def test_what_one_decoder_could_not_read_another_is_shown_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = broken_within(scene(900, 600)) + b"\0" * 4000
    (site / "content/media/within.png").write_bytes(within)
    write(site, {"content/posts/six.md": post("Six", "2021-01-01", "![x](/media/within.png)")})
    assert [rule for _, rule in said(build(site).diagnostics)] == ["unreadable-picture"]
    with Cache(site / FOLDER) as cache:
        assert len(damaged_pictures(cache)) == 1
        monkeypatch.setattr("ssg.pictures.encoding.RECIPE", 1000)
        assert damaged_pictures(cache) == ()


ADDRESSES = re.compile(r'<(?:img|source)\b[^>]*? (src|srcset)="([^"]*)"')


def test_every_address_of_a_picture_with_signs_in_its_name_leads_to_a_file(site: Path) -> None:
    names = ("a #1.jpg", "50 % é.jpg", "x (2) & y.jpg")
    for number, name in enumerate(names):
        write_picture(site / "content/media" / name, scene(900, 600 + number))
    lines = [f"![x](/media/{quote(name)})" for name in names]
    lines += ["![x](</media/a #1.jpg>)", '<img src="/media/a #1.jpg" alt="x">']
    lead = "image: '/media/a #1.jpg'\ntags:"
    text = post("Six", "2021-01-01", "\n\n".join(lines)).replace("tags:", lead)
    write(site, {"content/posts/six.md": text})

    assert build(site).diagnostics == ()

    html = page(site, "2021/01/01/six").partition("<article")[2].partition("</article>")[0]
    found = [
        candidate.split()[0]
        for _, value in ADDRESSES.findall(html)
        for candidate in unescape(value).split(", ")
    ]
    assert len(found) >= 6 * (1 + 2 * 2)
    for address in found:
        path = urlsplit(address)
        assert quote(unquote(path.path)) == quote(unquote(address)), address
        assert (site / "output" / unquote(path.path).removeprefix("/blog/")).is_file(), address


def test_a_lead_picture_that_cannot_be_read_is_not_shared(site: Path) -> None:
    whole = bytes_of(scene(900, 600), "JPEG")
    (site / "content/media/cut.jpg").write_bytes(whole[: len(whole) // 2])
    lead = "image: /media/cut.jpg\ntags:"
    for name, title in {"six": "Six", "seven": "七"}.items():
        text = post(title, "2021-01-01", "Words.").replace("tags:", lead)
        write(site, {f"content/posts/{name}.md": text})

    build(site)

    for name, expected in {"six": "six", "seven": "the-small-lamp"}.items():
        html = page(site, f"2021/01/01/{name}")
        assert re.findall(r'og:image" content="[^"]*/([^"/.]*)\.', html) == [expected]


def test_a_picture_whose_name_a_mac_has_spelt_is_built(site: Path) -> None:
    name = unicodedata.normalize("NFD", "café.jpg")
    write_picture(site / "content/media" / name, scene(900, 600))
    write(site, {"content/posts/six.md": post("Six", "2021-01-01", "![x](/media/café.jpg)")})

    assert build(site).diagnostics == ()
    assert (site / "output/media" / unicodedata.normalize("NFC", name)).is_file()
    assert build(site).written == 0
