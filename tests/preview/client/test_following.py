"""The page follows the writing: only what changed changes, and the reader stays where she is."""

import struct
import zlib

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.blog import post
from tests.preview.client.seeing import (
    FOLLOWS,
    THEME,
    Previewed,
    address_of,
    expect_text,
    has_mark,
    set_mark,
)

pytestmark = pytest.mark.xdist_group("browser")

LONG = [
    part
    for number in range(12)
    for part in (f"## Heading {number}", *(f"Text {number}.{n}. " + "Word. " * 60 for n in "abc"))
]


def picture(width: int) -> bytes:
    """Return a grey PNG."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checksum

    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0] + [128] * width))
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def colour(tab: Page, selector: str, name: str = "color") -> str:
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    return str(tab.evaluate(script, [selector, name]))


def expect_colour(tab: Page, selector: str, value: str, name: str = "color") -> None:
    expect(tab.locator(selector)).to_have_css(name, value, timeout=FOLLOWS)


def top_of(tab: Page, text: str) -> float:
    box = tab.get_by_text(text, exact=True).bounding_box()
    assert box
    return box["y"]


def open_post(blog: Previewed, window: BrowserContext, name: str, *paragraphs: str) -> Page:
    blog.save_post(name, *paragraphs)
    tab = window.new_page()
    # The file may be newer than the plan: then the page for lost readers becomes the post.
    tab.goto(blog.url(address_of(name)))
    expect(tab.locator("h1")).to_have_text(name.title(), timeout=FOLLOWS)
    return tab


def test_a_new_sentence_appears_and_all_else_stays_the_same_node(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "sentence", "First.", "Second.", "Third.")
    set_mark(tab, "main p:last-of-type")
    blog.save_post("sentence", "First.", "Second. And more of it.", "New one.", "Third.")
    expect_text(tab, "And more of it.")
    assert has_mark(tab, "main p:last-of-type")
    texts = tab.locator("main > p").all_inner_texts()
    assert texts[-4:] == ["First.", "Second. And more of it.", "New one.", "Third."]


def test_paragraphs_that_change_places_move(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "places", "Alpha.", "Beta.", "Gamma.", "Delta.")
    tab.evaluate("for (const p of document.querySelectorAll('main p')) p.was = p.textContent")
    blog.save_post("places", "Gamma.", "Alpha.", "Delta.", "Beta, rewritten.")
    expect_text(tab, "Beta, rewritten.")
    was = tab.evaluate("[...document.querySelectorAll('main p')].map(p => p.was)")
    assert was[-4:] == ["Gamma.", "Alpha.", "Delta.", "Beta."]


def test_a_new_paragraph_leaves_many_others_alone(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "many", *LONG)
    tab.evaluate("for (const p of document.querySelectorAll('main p')) p.was = p.textContent")
    blog.save_post("many", "A new beginning.", *LONG)
    expect_text(tab, "A new beginning.")
    changed = "[...document.querySelectorAll('main p')].filter(p => p.was !== p.textContent)"
    assert tab.evaluate(f"{changed}.map(p => p.textContent)") == ["A new beginning."]


def test_what_the_reader_opened_typed_and_selected_stays(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "typed", "One two three.", "Last.")
    tab.click("#more summary")
    tab.locator("#field").press_sequentially("half a wo")
    tab.evaluate(
        """() => {
          const text = [...document.querySelectorAll("main p")]
            .find(p => p.textContent === "One two three.").firstChild;
          getSelection().setBaseAndExtent(text, 4, text, 7);
          document.querySelector("#field").focus();
        }"""
    )
    blog.save_post("typed", "One two three. Four.", "Last but one.", "Last.")
    expect_text(tab, "Four.")
    assert tab.evaluate("document.querySelector('#more').open")
    assert tab.input_value("#field") == "half a wo"
    assert tab.evaluate("document.activeElement.id") == "field"


def test_a_selection_survives_new_words_beside_it(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "selected", "One two three.")
    tab.evaluate(
        """() => {
          const text = [...document.querySelectorAll("main p")]
            .find(p => p.textContent === "One two three.").firstChild;
          getSelection().setBaseAndExtent(text, 4, text, 7);
        }"""
    )
    blog.save_post("selected", "Zero and one. One two three.")
    expect_text(tab, "Zero and one.")
    assert tab.evaluate("getSelection().toString()") == "two"


def test_the_heading_stays_where_it_is_in_the_window(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "scroll", *LONG)
    # Some browsers hold the place by themselves, others do not.
    tab.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    tab.locator("#heading-6").evaluate("node => scrollTo(0, node.offsetTop - 50)")
    before = top_of(tab, "Heading 6")
    more = ["Above all. " + "Word. " * 400, *LONG[:8], "Above, too. " * 200]
    blog.save_post("scroll", *more, *LONG[8:-1], "The end has changed.")
    expect_text(tab, "The end has changed.")
    assert top_of(tab, "Heading 6") == pytest.approx(before, abs=2)


def test_nothing_scrolls_when_what_changed_is_out_of_sight(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "still", *LONG)
    tab.evaluate("scrollTo(0, 700)")
    blog.save_post("still", *LONG, "One more at the end.")
    expect_text(tab, "One more at the end.")
    assert tab.evaluate("scrollY") == 700


def test_a_tab_that_follows_edits_shows_what_changed(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "shown", *LONG)
    tab.get_by_label("Follow edits").check()
    blog.save_post("shown", *LONG, "Look at me.")
    expect_text(tab, "Look at me.")
    expect(tab.get_by_text("Look at me.")).to_be_in_viewport(timeout=FOLLOWS)


def test_title_and_head_follow(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "head", "Text.")
    set_mark(tab)
    blog.save_post("head", "Text.", title="Another Head")
    expect(tab).to_have_title("Another Head", timeout=FOLLOWS)
    assert has_mark(tab)


def test_styles_in_the_page_change_in_place(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "styled", "Text.")
    set_mark(tab)
    blog.save("themes/plain/templates/look.css", "h1 { color: rgb(9, 8, 7) }\n")
    expect_colour(tab, "h1", "rgb(9, 8, 7)")
    assert has_mark(tab)
    blog.save("themes/plain/templates/look.css", THEME["templates/look.css"])


def test_a_linked_style_sheet_changes_in_place(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "linked", "Text.")
    set_mark(tab)
    # The sheet is never away for a moment, so the colour of before gives way to the new one alone.
    tab.evaluate(
        """() => {
          window.seen = new Set();
          const look = () => {
            window.seen.add(getComputedStyle(document.body).backgroundColor);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    before = colour(tab, "body", "backgroundColor")
    after = "rgb(1, 2, 3)" if before != "rgb(1, 2, 3)" else "rgb(3, 2, 1)"
    blog.save("content/static/linked.css", f"body {{ background: {after} }}\n")
    expect_colour(tab, "body", after, "background-color")
    expect(tab.locator("link[rel=stylesheet]")).to_have_count(1)
    assert set(tab.evaluate("[...window.seen]")) <= {before, after}
    assert has_mark(tab)


def test_a_picture_is_shown_anew(blog: Previewed, window: BrowserContext) -> None:
    media = blog.folder / "content/media"
    media.mkdir(exist_ok=True)
    (media / "grey.png").write_bytes(picture(10))
    tab = open_post(blog, window, "pictured", "![Grey](/media/grey.png)")
    tab.wait_for_function("document.querySelector('main img')?.naturalWidth === 10")
    set_mark(tab, "main img")
    (media / "grey.png").write_bytes(picture(30))
    tab.wait_for_function("document.querySelector('main img').naturalWidth === 30")
    assert has_mark(tab, "main img")


def test_a_picture_that_comes_later_is_shown(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "pictured", "![A late lamp](/media/late.png)")
    tab.wait_for_function("document.querySelector('main img')?.complete")
    assert tab.evaluate("document.querySelector('main img').naturalWidth") == 0
    late = blog.folder / "content/media/late.png"
    late.parent.mkdir(exist_ok=True)
    late.write_bytes(picture(5))
    tab.wait_for_function("document.querySelector('main img').naturalWidth === 5")


def test_a_tab_goes_along_with_its_own_post_to_another_address(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "moving", "A post that moves.")
    moved = post("Moving", "2019-05-02", "A post that moves.")
    blog.save("content/posts/moving.md", moved)
    tab.wait_for_url(blog.url("/2019/05/02/moving/"))
    expect_text(tab, "A post that moves.")


def test_a_changed_script_loads_the_page_anew_at_the_same_place(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "scripted", *LONG)
    # Nor does the browser go to the part that the address names.
    tab.evaluate("location.hash = '#heading-2'")
    set_mark(tab)
    tab.locator("#heading-6").evaluate("node => scrollTo(0, node.offsetTop - 50)")
    before = top_of(tab, "Heading 6")
    blog.save("themes/plain/templates/script.html", "<script>window.started = 1</script>\n")
    tab.wait_for_function("window.started === 1")
    assert not has_mark(tab)
    tab.wait_for_load_state("load")
    assert top_of(tab, "Heading 6") == pytest.approx(before, abs=2)
    blog.save("themes/plain/templates/script.html", THEME["templates/script.html"])
    tab.wait_for_function("window.started === undefined")


def test_what_a_script_did_to_the_page_stays(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "wild", "One.", "Two.")
    tab.evaluate(
        """() => {
          const added = document.createElement("aside");
          added.textContent = "made by a script";
          document.querySelector("main").append(added);
          document.body.classList.add("scripted");
          document.querySelector("#field").setAttribute("aria-label", "scripted");
        }"""
    )
    blog.save_post("wild", "One.", "Two and a half.")
    expect_text(tab, "Two and a half.")
    expect(tab.locator("main aside")).to_have_text("made by a script")
    assert tab.evaluate("document.body.className") == "scripted"
    assert tab.get_attribute("#field", "aria-label") == "scripted"


def test_the_block_that_changed_glows_for_a_moment(blog: Previewed, window: BrowserContext) -> None:
    tab = open_post(blog, window, "glowing", "One.", "Two.", "Three.")
    tab.evaluate(
        """() => {
          window.glowed = [];
          const animate = Element.prototype.animate;
          Element.prototype.animate = function (...how) {
            window.glowed.push(this.textContent);
            return animate.apply(this, how);
          };
        }"""
    )
    blog.save_post("glowing", "One.", "Two and more.", "Three.")
    tab.wait_for_function("window.glowed.length > 0")
    tab.emulate_media(reduced_motion="reduce")
    blog.save_post("glowing", "One.", "Two and more.", "Three. No light.")
    expect_text(tab, "No light.")
    assert tab.evaluate("window.glowed") == ["Two and more."]


def test_a_post_that_is_gone_gives_way_to_the_page_for_lost_readers(
    blog: Previewed, window: BrowserContext
) -> None:
    tab = open_post(blog, window, "gone", "Soon gone.")
    (blog.folder / "content/posts/gone.md").unlink()
    expect(tab.locator("main")).not_to_contain_text("Soon gone.", timeout=FOLLOWS)
