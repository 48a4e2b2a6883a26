import pytest

from ssg.importers.conversion import TextTask, convert_text
from ssg.importers.emails import guarded_in, with_wide_signs
from ssg.model.export import BodyFormat
from ssg.parse.markdown import plain_html
from ssg.text.html import plain_text

ADDRESS = "ana.ruiz+x@mail.example"


def markdown_of(body: str) -> str:
    task = TextTask(body, BodyFormat.WORDPRESS_CLASSIC, "en", guarded=(ADDRESS,))
    return convert_text(task).markdown


@pytest.mark.parametrize(
    "body",
    [
        f"Write to {ADDRESS}.",
        f'<a href="mailto:{ADDRESS}">{ADDRESS}</a>',
        f"<div class='x'><marquee>{ADDRESS}</marquee></div>",
        f"<code>{ADDRESS}</code> and {ADDRESS}",
        f"<pre>{ADDRESS}\n\n{ADDRESS}</pre>",
        f'<img src="x.png" alt="{ADDRESS}" />',
    ],
)
def test_people_read_an_address_and_programs_do_not_find_it(body: str) -> None:
    markdown = markdown_of(body)
    assert ADDRESS not in markdown
    html = plain_html(markdown, "en")
    assert ADDRESS not in html
    seen = plain_text(html).replace("＠", "@") or html.replace("&#64;", "@").replace("＠", "@")
    assert ADDRESS in seen


def test_an_address_that_is_nobodys_secret_stays_as_it_is() -> None:
    assert "info@shop.example" in markdown_of("Ask info@shop.example")


def test_capitals_and_the_signs_of_a_sentence_hide_no_address() -> None:
    guarded = frozenset({"ana@mail.example"})
    assert list(guarded_in("(Ana@Mail.Example).", guarded)) == ["Ana@Mail.Example"]
    assert with_wide_signs("mailto:ana@mail.example!", guarded) == "mailto:ana＠mail.example!"
