"""The repair ladder, rung by rung: what is read, and that each change is told where it is."""

import pytest

from ssg.importers.reading.export import read_export
from ssg.model.export import OldBlog, OldTerm, RepairKind, Scope
from tests.importers.reading.building import (
    WXR_END,
    WXR_START,
    entries,
    item,
    read,
    repairs,
    unreadable,
    wxr,
)

FIRST_LINE = WXR_START.count("\n") + 1
"""The line of the first item."""


def place_of(text: str, sign: str) -> tuple[int, int]:
    before = text[: text.index(sign)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def only_entry(text: str | bytes) -> tuple[str, str]:
    (entry,) = entries(read(text))
    return entry.title, entry.content


@pytest.mark.parametrize(
    "body",
    [
        "",
        "plain",
        "two\n\nparagraphs\n",
        "  white space  ",
        "a & b &nbsp; <b>bold</b> &#x10;",
        "]]",
        "]] >",
        "</content>",
        "<item>",
        "<!-- more -->",
        "<?php echo 1; ?>",
        "\N{SNOWMAN} \N{GRINNING FACE}",
    ],
)
def test_what_is_proper_is_read_without_repairs(body: str) -> None:
    nouns = read(wxr(item(1, body)))
    assert [entry.content for entry in entries(nouns)] == [body]
    assert not repairs(nouns)
    assert not unreadable(nouns)


def test_an_end_tag_inside_a_section_ends_nothing() -> None:
    body = "write </item>\n<item>\n<title>x</title> or <item/> in your template"
    nouns = read(wxr(item(1, body), item(2)))
    assert [entry.content for entry in entries(nouns)] == [body, "<p>Words.</p>"]
    assert not repairs(nouns)


@pytest.mark.parametrize(
    ("broken", "content", "kind", "count", "sign"),
    [
        ("a\x08b\x0b\x0cc", "abc", RepairKind.CONTROLS, 3, "\x08"),
        ("a\ufffeb", "ab", RepairKind.CONTROLS, 1, "\ufffe"),
        ("<script>// <![CDATA[\nx()\n// ]]></script> &nbsp; &", "", RepairKind.CDATA, 1, "]]></s"),
        ("a ]]> b", "a ]]> b", RepairKind.CDATA, 1, "]]> b"),
        ("]]>", "]]>", RepairKind.CDATA, 1, "]]>]]"),
    ],
)
def test_a_body_as_a_section_is_repaired(
    broken: str, content: str, kind: RepairKind, count: int, sign: str
) -> None:
    text = wxr(item(1), item(2, broken), item(3))
    nouns = read(text)
    assert [entry.id for entry in entries(nouns)] == ["1", "2", "3"]
    assert entries(nouns)[1].content == (content or broken)
    first = repairs(nouns)[0]
    assert (first.line, first.column) == place_of(text, sign)
    assert (first.kind, first.count) == (kind, count)
    assert not unreadable(nouns)


@pytest.mark.parametrize(
    ("written", "title", "kind", "count"),
    [
        ("Salt & pepper & co", "Salt & pepper & co", RepairKind.AMPERSANDS, 2),
        ("a?b=1&c=2&amp;d", "a?b=1&c=2&d", RepairKind.AMPERSANDS, 1),
        ("x &nosuch; y", "x &nosuch; y", RepairKind.AMPERSANDS, 1),
        ("x&nbsp;y", "x\xa0y", RepairKind.ENTITIES, 1),
        ("&LT;b&GT;", "<b>", RepairKind.ENTITIES, 2),
        ("1 < 2", "1 < 2", RepairKind.LESS_THAN, 1),
        ("I <3 you", "I <3 you", RepairKind.LESS_THAN, 1),
        ("a&#x10;b", "ab", RepairKind.CONTROLS, 1),
        ("a&#0;&#11;b", "ab", RepairKind.CONTROLS, 2),
        ("&#55357;&#56832;", "\N{GRINNING FACE}", RepairKind.SURROGATES, 2),
        ("&#xD83D;&#xDE00;!", "\N{GRINNING FACE}!", RepairKind.SURROGATES, 2),
        ("&#99999999;", "", RepairKind.CONTROLS, 1),
        ("<![CDATA[no end", "no end", RepairKind.CDATA, 1),
    ],
)
def test_a_title_outside_of_a_section_is_repaired(
    written: str, title: str, kind: RepairKind, count: int
) -> None:
    text = wxr(item(1), item(2).replace("Entry 2", written), item(3))
    nouns = read(text)
    assert [entry.title for entry in entries(nouns)] == ["Entry 1", title, "Entry 3"]
    assert [each.line for each in repairs(nouns)] == [FIRST_LINE + 1]
    assert [(each.kind, each.count) for each in repairs(nouns)] == [(kind, count)]


def test_a_repair_changes_nothing_else() -> None:
    body = "a & b &nbsp; &#x10; <i>]]</i>"
    text = wxr(item(1, body).replace("Entry 1", "A & B"))
    assert only_entry(text) == ("A & B", body)


def test_the_example_that_stops_all_others() -> None:
    """Scripts of an old editor hold sections, and everything after them got lost elsewhere."""
    script = '<script type="text/javascript">// <![CDATA[\nif (a && b < c) x();\n// ]]></script>'
    bodies = [f"<p>{number}</p>\n{script}\n<p>A & B&hellip;</p>" for number in range(50)]
    text = wxr(*(item(number, body) for number, body in enumerate(bodies)))
    nouns = read(text)
    assert [entry.content for entry in entries(nouns)] == bodies
    assert {each.kind for each in repairs(nouns)} == {RepairKind.CDATA}
    assert len(repairs(nouns)) == len(bodies)


def test_a_nested_section_may_hold_the_end_of_an_entry() -> None:
    body = "// <![CDATA[ a ]]> and </item>\n<item>\n<title>in an example</title>"
    nouns = read(wxr(item(1, body), item(2)))
    assert [entry.content for entry in entries(nouns)] == [body, "<p>Words.</p>"]


def test_a_section_without_an_end_takes_no_other_entry_with_it() -> None:
    broken = item(1).replace("Entry 1", "<![CDATA[Entry 1")
    other = item(2).replace("Entry 2", "<![CDATA[Entry 2]]>")
    nouns = read(wxr(broken, other))
    assert [entry.title for entry in entries(nouns)] == ["Entry 1", "Entry 2"]


@pytest.mark.parametrize("prefix", ["atom", "app", "excerpt", "wfw", "media", "georss", "nobody"])
def test_an_undeclared_prefix_is_declared_once(prefix: str) -> None:
    more = f"<{prefix}:x>kept</{prefix}:x>"
    nouns = read(
        wxr(item(1, more=more), item(2, more=more)).replace("xmlns:excerpt", "xmlns:other")
    )
    assert len(entries(nouns)) == 2
    assert all("kept" in dict(entry.extra).values() for entry in entries(nouns))
    assert [(each.kind, each.what) for each in repairs(nouns)] == [(RepairKind.PREFIXES, prefix)]


def test_an_undeclared_prefix_means_what_it_usually_does() -> None:
    start = WXR_START.replace("xmlns:wp=", "xmlns:unused=").replace("xmlns:content=", "xmlns:no=")
    nouns = read(start + item(7) + WXR_END)
    assert [(entry.id, entry.content) for entry in entries(nouns)] == [("7", "<p>Words.</p>")]


def test_prefixes_of_the_root_itself_are_declared() -> None:
    text = wxr(item()).replace("<rss ", '<rss xsi:schemaLocation="http://a.example x.xsd" ')
    nouns = read(text)
    assert len(entries(nouns)) == 1
    assert [each.kind for each in repairs(nouns)] == [RepairKind.PREFIXES]


@pytest.mark.parametrize(
    "before",
    [
        "\n\n",
        "   ",
        "<br />\n<b>Warning</b>: no header in <b>/srv/wp.php</b> on line <b>2</b><br />\n",
        "Notice: something & something else\n",
    ],
)
def test_text_before_the_declaration_is_passed_over(before: str) -> None:
    nouns = read(before + wxr(item()))
    assert len(entries(nouns)) == 1
    (repair,) = repairs(nouns)
    assert repair.kind is RepairKind.BEFORE
    assert repair.what == before.strip()


@pytest.mark.parametrize(
    "after",
    ["junk", "\n<br />\n<b>Fatal error</b>: no & more\n", "\x00\x00", "<!-- cached -->"],
)
def test_text_after_the_end_harms_nothing(after: str) -> None:
    nouns = read(wxr(item(), item(2)) + after)
    assert len(entries(nouns)) == 2
    assert not unreadable(nouns)


def test_a_warning_between_two_entries_harms_neither() -> None:
    warning = "\nWarning: mysql has gone away & so on in /srv/wp.php\n"
    nouns = read(wxr(item(1), warning, item(2)))
    assert len(entries(nouns)) == 2
    (repair,) = repairs(nouns)
    assert (repair.kind, repair.line) == (RepairKind.AFTER, FIRST_LINE + 2)
    assert repair.what == warning.lstrip("\n")


@pytest.mark.parametrize("cut", ["<wp:status>", "</title>", "Words", "<title>", "</item>"])
def test_a_file_that_was_cut_off_keeps_its_whole_entries(cut: str) -> None:
    whole = WXR_START + item(1) + item(2)
    text = whole + item(3).partition(cut)[0] + cut[:3]
    nouns = read(text)
    assert [entry.id for entry in entries(nouns)] == ["1", "2"]
    (rest,) = unreadable(nouns)
    assert rest.source.value == text[len(whole) :]
    assert (rest.line, rest.column, rest.scope) == (FIRST_LINE + 2, 1, Scope.PART)
    (repair,) = repairs(nouns)
    assert (repair.kind, repair.count) == (RepairKind.TRUNCATED, len(text) - len(whole))


def test_a_file_that_was_cut_off_between_entries_says_so() -> None:
    nouns = read(WXR_START + item(1) + item(2))
    assert len(entries(nouns)) == 2
    assert [(each.kind, each.count) for each in repairs(nouns)] == [(RepairKind.TRUNCATED, 0)]


@pytest.mark.parametrize(
    "broken",
    [
        item(2).replace("Entry 2", "<b>Entry</i> 2"),
        item(2).replace("</title>", "</tittle>"),
        item(2).replace("Entry 2", "<em>Entry 2"),
        item(2).replace("<title>", "<title lang=en>"),
        item(2).replace("<wp:status>", "<!DOCTYPE x><wp:status>"),
        item(2).replace("<title>", "<x>" * 200 + "</x>" * 200 + "<title>"),
    ],
)
def test_what_cannot_be_read_is_handed_out_as_it_stands(broken: str) -> None:
    nouns = read(wxr(item(1), broken, item(3)))
    assert [entry.id for entry in entries(nouns)] == ["1", "3"]
    (one,) = unreadable(nouns)
    assert one.source.value == broken.rstrip("\n")
    assert (one.line, one.column, one.scope) == (FIRST_LINE + 1, 1, Scope.ELEMENT)
    assert one.name == "item"
    assert f"line {FIRST_LINE + 1}" in one.reason


def test_an_entry_without_an_end_ends_where_the_next_begins() -> None:
    nouns = read(wxr(item(1).replace("</item>", ""), item(2)))
    assert [entry.id for entry in entries(nouns)] == ["1", "2"]
    assert [each.kind for each in repairs(nouns)] == [RepairKind.UNCLOSED]


def test_a_broken_term_is_handed_out_and_the_next_is_read() -> None:
    term = "<wp:tag><wp:tag_slug>{}</wp:tag_slug></wp:tag>\n"
    broken = "<wp:tag><wp:tag_slug>b</wp:tag>\n"
    nouns = read(wxr(term.format("a"), broken, term.format("c"), item()))
    assert [noun.slug for noun in nouns if isinstance(noun, OldTerm)] == ["a", "c"]
    assert [one.source.value for one in unreadable(nouns)] == [broken.strip()]


def test_two_exports_in_one_file_are_both_read() -> None:
    second = wxr(item(2)).replace("export/1.2/", "export/1.0/")
    nouns = read(wxr(item(1)) + second)
    assert [entry.id for entry in entries(nouns)] == ["1", "2"]
    assert RepairKind.ROOT in {each.kind for each in repairs(nouns)}


def test_repairs_are_told_line_by_line_up_to_a_hundred() -> None:
    nouns = read(wxr(item(1).replace("Entry 1", "a & b\n" * 500)))
    assert len(repairs(nouns)) == 100
    assert sum(each.count for each in repairs(nouns)) == 500


def test_reading_does_not_depend_on_the_chunks() -> None:
    text = "\n" + wxr(item(1), item(2, "<![CDATA[ x ]]> \N{SNOWMAN}"), "junk & junk", item(3))
    content = text.replace("\n", "\r\n").encode() + b"\xff\xfe"
    whole = read(content)
    for size in (1, 2, 3, 7, 1000):
        chunks = [content[start : start + size] for start in range(0, len(content), size)]
        assert list(read_export(chunks)) == whole


def test_the_blog_comes_before_its_first_entry() -> None:
    nouns = read(wxr(item(1)))
    kinds = [type(noun) for noun in nouns]
    assert kinds.index(OldBlog) < kinds.index(type(entries(nouns)[0]))
