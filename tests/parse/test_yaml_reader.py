import pytest
import yaml

from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode
from ssg.parse.yaml.reader import MAX_DEPTH, read_yaml


def read(text: str, first_line: int = 1) -> tuple[Node | None, list[str]]:
    reading = Reading("x.yaml", "")
    node = read_yaml(text, first_line, 10_000, reading)
    return node, [f"{p.line}:{p.column} {p.message} | {p.fix}" for p in reading.problems]


def test_every_key_and_value_knows_its_place() -> None:
    node, problems = read("title: Words\ntags:\n  - a\n  - [b, c]\n", first_line=2)
    assert problems == []
    assert isinstance(node, MapNode)
    title, tags = node.value("title"), node.value("tags")
    assert title == ScalarNode("Words", quoted=False, line=2, column=8)
    assert isinstance(tags, ListNode)
    assert tags.elements[1] == ListNode(
        (
            ScalarNode("b", quoted=False, line=5, column=6),
            ScalarNode("c", quoted=False, line=5, column=9),
        ),
        5,
        5,
    )


@pytest.mark.parametrize(
    "text", ["1984", "2016-10-29", "No", "null", "010", "12:30:45", "0x1F", "1e3", "~", "yes"]
)
def test_scalars_stay_text(text: str) -> None:
    node, problems = read(f"title: {text}\n")
    assert problems == []
    assert isinstance(node, MapNode)
    value = node.value("title")
    assert isinstance(value, ScalarNode)
    assert value.text == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: a: b\n", '1:9 a title with a colon needs quotes | write: title: "a: b"'),
        (
            'date: x\nsummary: so: it "is"\n',
            "2:12 `summary` with a colon needs quotes | write: summary: 'so: it \"is\"'",
        ),
        ("- title: a: b\n", '1:11 a title with a colon needs quotes | write: - title: "a: b"'),
        (
            "title: 'It's mine'\n",
            (
                "1:12 the quotation mark of `title` closes before the text ends"
                ' | write: title: "It\'s mine"'
            ),
        ),
        (
            'title: "Words" and deeds\n',
            (
                "1:16 the quotation mark of `title` closes before the text ends"
                " | write: title: '\"Words\" and deeds'"
            ),
        ),
        (
            "a:\n\tb: c\n",
            "2:1 a tab stands at the beginning of this line | use spaces instead of the tab",
        ),
        (
            'title: "abc\ndate: x\n',
            (
                "1:8 the quotation mark that opens here is never closed"
                ' | put the same quotation mark at the end of the text: `title: "abc"`'
            ),
        ),
        (
            "tags: [a, b\n",
            (
                "1:7 the bracket `[` that opens here is not closed"
                " | put `]` behind the last part; put parts with : , [ ] { } in quotes"
            ),
        ),
        (
            "title: A\ncategories: [Books, \n",
            (
                "2:13 the bracket `[` that opens here is not closed"
                " | put `]` behind the last part; put parts with : , [ ] { } in quotes"
            ),
        ),
        (
            "tags: [a]\nimage: {src: a.jpg,\n\n# Soon.\n",
            (
                "2:8 the bracket `{` that opens here is not closed"
                " | put `}` behind the last part; put parts with : , [ ] { } in quotes"
            ),
        ),
        ("title: @home\n", '1:8 a value that begins with `@` needs quotes | write: title: "@home"'),
        ("title: %50\n", '1:8 a value that begins with `%` needs quotes | write: title: "%50"'),
        (
            "title: > greater\n",
            '1:8 a value that begins with `>` needs quotes | write: title: "> greater"',
        ),
        (
            "title:Words\ndate: x\n",
            "1:6 a space is missing after the colon of `title` | write: title: Words",
        ),
        (
            "words and deeds\ndate: x\n",
            (
                "1:1 this line has no colon, so it is not clear which key it belongs to"
                " | write `key: value`"
            ),
        ),
        (
            "a: b\n  c: d\n",
            (
                "2:3 this line stands further right than the line before, which has a value already"
                " | let it begin below the first letter of the line before"
            ),
        ),
        (
            "tags: - a\n",
            (
                "1:7 a list begins on the line below its key `tags`"
                " | put `- a` on a line of its own, two spaces further right than `tags`"
            ),
        ),
        (
            "a: [b]]\n",
            (
                "1:7 there is a `]` too many here"
                " | remove it, or put the whole value in quotes if the `]` belongs to the text"
            ),
        ),
        (
            'a: "C:\\qux"\n',
            (
                "1:7 between double quotes a backslash has a meaning of its own"
                " | write the backslash twice, or use single quotes around the text"
            ),
        ),
        (
            "tags:\n  - a\n - b\n",
            (
                "3:2 this line does not line up with the lines above"
                " | let keys and list marks that belong together begin in the same column"
            ),
        ),
        (
            "a: b\na: c\n",
            "2:1 `a` stands here a second time; the first is on line 1 | remove one of the two",
        ),
        (
            "a: *b\n",
            (
                "1:4 `*b` refers to another value, which is not used here"
                ' | write the value out, or put it in quotes if it is text: "*b"'
            ),
        ),
        (
            "a: &b c\n",
            (
                "1:4 `&b` names a value for later, which is not used here"
                " | remove it, or put the value in quotes if it is text that begins with `&`"
            ),
        ),
        (
            "a: !!python/object:os.system x\n",
            (
                "1:4 a type mark (`!`) is not used here"
                " | remove it, or put the value in quotes if it is text that begins with `!`"
            ),
        ),
        ("<<: {a: b}\n", "1:1 merge keys (`<<`) are not used here | write the keys out"),
        (
            "? [a]\n: b\n",
            (
                "1:3 a key must be plain text"
                " | write the key as one word, and put brackets or braces only behind the colon"
            ),
        ),
        (
            "a: b\n---\nc: d\n",
            "2:1 a second document begins here; a file holds one | remove this line `---`",
        ),
        (
            "a: b\x07\n",
            (
                "1:5 there is an invisible control character here (U+0007)"
                " | delete the character; it often comes along when text is pasted"
            ),
        ),
    ],
)
def test_a_mistake_is_explained_in_a_writers_words(text: str, problem: str) -> None:
    assert read(text)[1] == [problem]


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_is_refused_quickly(text: str) -> None:
    reading = Reading("x.yaml", "")
    assert read_yaml(text, 1, 10**6, reading) is None
    assert [problem.message for problem in reading.problems] == [
        f"this is nested more than {MAX_DEPTH} levels deep"
    ]


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert "longer than 10,000 characters" in read("a" * 10_001)[1][0]


def test_an_escaped_control_character_is_left_out_with_a_warning() -> None:
    node, problems = read(r'title: "a\u009db"')
    assert len(problems) == 1
    assert isinstance(node, MapNode)
    assert node.value("title") == ScalarNode("ab", quoted=True, line=1, column=8)


def test_unseen_line_ends_do_not_shift_places() -> None:
    node, _ = read('a: "b\u2028c"\nd: e\n')
    assert isinstance(node, MapNode)
    assert node.pairs[1][0].line == 2


@pytest.mark.parametrize("text", ["a: [b, {c: d}]\ne: |\n  f\n  g\n", "- a\n- b: c\n"])
def test_the_python_parser_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(text) == with_c
