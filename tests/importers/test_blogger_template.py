"""The theme that sends readers of a blogspot.com address on."""

import re
from xml.etree import ElementTree as ET

import pytest

from ssg.importers.blogger_template import farewell_template

XHTML = "{http://www.w3.org/1999/xhtml}"
BLOGGER = "{http://www.google.com/2005/gml/b}"


def tree(new_url: str, *paths: str) -> ET.Element:
    # No entity is declared in it, and nobody else wrote it.
    return ET.fromstring(farewell_template(new_url, paths))  # noqa: S314


def test_it_is_a_theme_of_blogger() -> None:
    root = tree("https://new.example/")
    assert root.tag == f"{XHTML}html"
    assert root.find(f"{XHTML}head/{BLOGGER}skin") is not None
    assert root.find(f"{XHTML}body/{BLOGGER}section") is not None


def test_readers_are_told_and_given_a_link() -> None:
    root = tree("https://new.example/blog")
    (link,) = root.iter(f"{XHTML}a")
    assert (link.get("href"), link.text) == (
        "https://new.example/blog/",
        "https://new.example/blog/",
    )
    text = farewell_template("https://new.example/", words="Umgezogen & neu:")
    assert "<p>Umgezogen &amp; neu: <a" in text


def test_a_known_page_names_its_counterpart_in_its_head() -> None:
    root = tree("https://new.example/", "/2016/10/words.html")
    conditions = {each.get("cond"): each for each in root.iter(f"{BLOGGER}if") if each.get("cond")}
    page = conditions[
        'data:blog.canonicalUrl == data:blog.canonicalHomepageUrl + "2016/10/words.html"'
    ]
    link, refresh = page.find(f"{XHTML}link"), page.find(f"{XHTML}meta")
    assert link is not None
    assert refresh is not None
    assert link.attrib == {"rel": "canonical", "href": "https://new.example/2016/10/words.html"}
    assert refresh.get("content") == "0;url=https://new.example/2016/10/words.html"
    assert "data:blog.url == data:blog.homepageUrl" in conditions


def test_every_page_goes_on_with_path_query_and_fragment() -> None:
    script = next(tree("https://new.example/").iter(f"{XHTML}script")).text or ""
    assert '"https://new.example" + here.pathname + here.search + here.hash' in script
    assert "here.replace(there)" in script
    assert 'link.href = "https://new.example" + here.pathname' in script


@pytest.mark.parametrize(
    "new_url",
    ["https://new.example/a'b\"c&d", "https://new.example/</script>]]><x>", "http://ü.example"],
)
def test_whatever_the_address_holds_the_theme_stays_whole(new_url: str) -> None:
    root = tree(new_url, "/a'b\"c&<d>.html")
    assert len(list(root.iter(f"{XHTML}script"))) == 1
    assert next(root.iter(f"{XHTML}a")).get("href") == f"{new_url}/"
    for condition in root.iter(f"{BLOGGER}if"):
        assert re.fullmatch(r"[^\"]*(?:\"[^\"'<&]*\")?", condition.get("cond", ""))


@pytest.mark.parametrize("new_url", ["", "new.example", "javascript:alert(1)", "https:///x"])
def test_what_is_no_web_address_is_refused(new_url: str) -> None:
    with pytest.raises(ValueError, match="no web address"):
        farewell_template(new_url)
