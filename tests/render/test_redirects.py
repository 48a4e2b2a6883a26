import pytest

from ssg.model.view import RedirectRule, RedirectTableView, RedirectView
from ssg.render.redirects.netlify import write_netlify
from tests.render.factories import render, shown, site_view, theme
from tests.render.redirects import TABLE


def _netlify(*rules: RedirectRule) -> list[str]:
    return write_netlify(RedirectTableView("/blog", rules)).splitlines()


@pytest.mark.parametrize(
    ("rule", "lines"),
    [
        (
            RedirectRule("/old/", "", "/new/", 301),
            ["/blog/old/ /blog/new/ 301!", "/blog/old/ /blog/new/ 301"],
        ),
        (RedirectRule("/", "p=73", "/new/", 301), ["/blog/ p=73 /blog/new/ 301!"]),
        (RedirectRule("/", "a=1&b=2", "/new/", 302), ["/blog/ a=1 b=2 /blog/new/ 302!"]),
        (RedirectRule("/gone/", "", "", 410), ["/blog/gone/ /blog/404.html 404!"]),
        (
            RedirectRule("/a b/", "", "https://x.example/?q=1", 301),
            [
                "/blog/a%20b/ https://x.example/?q=1 301!",
                "/blog/a%20b/ https://x.example/?q=1 301",
            ],
        ),
        (
            RedirectRule("/2016/:month/:day/", "", "/2016/:month/", 301, is_pattern=True),
            ["/blog/2016/:month/:day/ /blog/2016/:month/ 301"],
        ),
        (
            RedirectRule("/a:b*/", "", "/new/", 301),
            ["/blog/a%3Ab%2A/ /blog/new/ 301!", "/blog/a%3Ab%2A/ /blog/new/ 301"],
        ),
        (
            RedirectRule("/:year/", "", "/new/", 301),
            ["/blog/%3Ayear/ /blog/new/ 301!", "/blog/%3Ayear/ /blog/new/ 301"],
        ),
        (
            RedirectRule("/label/C#, why?/", "", "/tag/c/", 301),
            [
                "/blog/label/C%23,%20why%3F/ /blog/tag/c/ 301!",
                "/blog/label/C%23,%20why%3F/ /blog/tag/c/ 301",
            ],
        ),
    ],
)
def test_netlify_and_cloudflare_read_a_rule(rule: RedirectRule, lines: list[str]) -> None:
    assert _netlify(rule) == lines


def test_rules_for_one_address_go_before_those_for_many() -> None:
    pattern = RedirectRule("/:a/feed/", "", "/:a/feed.xml", 301, is_pattern=True)
    single = RedirectRule("/x/feed/", "", "/y/", 301)
    assert _netlify(pattern, single)[0].startswith("/blog/x/feed/")


@pytest.mark.parametrize("name", ["_redirects", ".htaccess", "redirects.nginx.conf"])
def test_every_dialect_is_planned_by_the_name_of_its_file(name: str) -> None:
    content = render(TABLE, name, theme()).content
    assert b"/blog/2016/10/29/words-and-deeds/" in content
    assert content.endswith(b"\n")


def _page(to: str, templates: dict[str, str] | None = None) -> str:
    view = RedirectView(site_view(), "/old/", to, 301 if to else 410)
    return render(view, "redirect.html", theme(templates)).content.decode()


def test_a_page_forwards_where_a_host_knows_no_redirects() -> None:
    html = _page("/2016/caf\u00e9/")
    assert '<meta http-equiv="refresh" content="0; url=/blog/2016/caf%C3%A9/">' in html
    assert '<link rel="canonical" href="https://lamplighter.example/blog/2016/caf%C3%A9/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "alternate" not in html


def test_a_page_that_forwards_to_a_feed_names_it_as_one() -> None:
    html = _page("/atom.xml")
    assert '<link rel="alternate" type="application/atom+xml"' in html


def test_a_page_that_is_gone_forwards_nowhere() -> None:
    assert "refresh" not in _page("")


def test_a_page_cannot_forward_into_script() -> None:
    assert "javascript" not in _page("javascript:alert(1)")
    assert '"><script>' not in _page('https://x.example/"><script>')


def test_a_theme_may_have_its_own_page_that_forwards() -> None:
    assert _page("/new/", {"redirect.html": "to {{ view.to | url }}"}) == "to /blog/new/"


def test_views_reach_templates_too() -> None:
    assert shown("{{ view.code }}", RedirectView(site_view(), "/old/", "/new/", 301)) == "301"
