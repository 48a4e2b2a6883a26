"""What becomes of an old address."""

import pytest

from ssg.check.old_addresses import Asked, Ground, reduce_address
from ssg.check.rules import rules_of
from ssg.check.verdicts import Answers, Finding, Verdict, judge
from ssg.model.view import RedirectRule

SERVED, REDIRECTED, GONE, LOST = Verdict.SERVED, Verdict.REDIRECTED, Verdict.GONE, Verdict.LOST
FILES = frozenset(
    {
        "index.html",
        "2016/10/29/words/index.html",
        "2016/10/x.html",
        "café/index.html",
        "feed.xml",
        "about/index.html",
        "node.js/index.html",
        "wp-content/a.jpg",
        "tag/x/feed.xml",
    }
)
RULES = [
    RedirectRule("/old/", "", "/2016/10/29/words/", 301),
    RedirectRule("/older/", "", "/old/#part", 301),
    RedirectRule("/", "p=73", "/2016/10/29/words/", 301),
    RedirectRule("/", "cat=5&paged=2", "/about/", 301),
    RedirectRule("/index.php", "p=7", "/about/", 301),
    RedirectRule("/a/", "", "/b/", 301),
    RedirectRule("/b/", "", "/a/", 301),
    RedirectRule("/dead-end/", "", "/nowhere/", 301),
    RedirectRule("/away/", "", "https://other.example/x", 301),
    RedirectRule("/sold/", "", "", 410),
    RedirectRule("/a-300x200.jpg", "", "/wp-content/a.jpg", 301),
    RedirectRule("/x/:all/", "", "/about/", 301),
    RedirectRule("/tag/:a/feed/", "", "/tag/:a/feed.xml", 301, is_pattern=True),
    RedirectRule(
        "/2016/:month/:day/:slug/:below/", "", "/2016/:month/:day/:slug/", 301, is_pattern=True
    ),
    RedirectRule("/2016/:month/:day/", "", "/about/", 301, is_pattern=True),
    RedirectRule("/withdrawn/:x/", "", "", 410, is_pattern=True),
]
IDS = {"2016/10/29/words/index.html": frozenset({"comment-12", "été"})}
ANSWERS = Answers(
    files=FILES,
    stubs={
        "old/index.html": "/2016/10/29/words/",
        "stub/index.html": "/about/",
        "st/index.html": "",
    },
    rules=rules_of(RULES),
    ids_of=lambda path: IDS.get(path, frozenset()),
    ground=Ground(frozenset({"old.example", "lamp.example"}), "/blog"),
    hidden={"/draft/": "content/posts/draft.md (draft)"},
    has_map=True,
)


def found(written: str, answers: Answers = ANSWERS) -> Finding:
    asked = reduce_address(written, answers.ground)
    assert isinstance(asked, Asked)
    return judge(asked, answers)


@pytest.mark.parametrize(
    ("written", "verdict", "to"),
    [
        ("/", SERVED, "/"),
        ("/2016/10/29/words/", SERVED, "/2016/10/29/words/"),
        ("/2016/10/29/words", SERVED, "/2016/10/29/words/"),
        ("/2016/10/x.html?m=1", SERVED, "/2016/10/x.html"),
        ("/caf%c3%a9/", SERVED, "/café/"),
        ("/cafe\u0301", SERVED, "/café/"),
        ("/node.js", SERVED, "/node.js"),
        ("/feed.xml", SERVED, "/feed.xml"),
        ("https://lamp.example/blog/about/", SERVED, "/about/"),
        ("http://www.old.example/about/", SERVED, "/about/"),
        ("/about/?unknown=1", SERVED, "/about/"),
        ("/?unknown=1", SERVED, "/"),
        ("/2016/10/29/words/#comment-12", SERVED, "/2016/10/29/words/"),
        ("/2016/10/29/words/#%C3%A9t%C3%A9", SERVED, "/2016/10/29/words/"),
        ("/feed.xml#item", SERVED, "/feed.xml"),
        ("/old/", REDIRECTED, "/2016/10/29/words/"),
        ("/old", REDIRECTED, "/2016/10/29/words/"),
        ("/older/", REDIRECTED, "/2016/10/29/words/"),
        ("/old/#comment-12", REDIRECTED, "/2016/10/29/words/"),
        ("/?p=73", REDIRECTED, "/2016/10/29/words/"),
        ("/?utm_source=x&p=73", REDIRECTED, "/2016/10/29/words/"),
        ("/?paged=2&cat=5", REDIRECTED, "/about/"),
        ("/index.php?p=7", REDIRECTED, "/about/"),
        ("/stub/", REDIRECTED, "/about/"),
        ("/tag/x/feed/", REDIRECTED, "/tag/x/feed.xml"),
        ("/x/:all/", REDIRECTED, "/about/"),
        ("/2016/10/29/words/comment-page-2/", REDIRECTED, "/2016/10/29/words/"),
        ("/2016/10/30/", REDIRECTED, "/about/"),
        ("/away/", REDIRECTED, "https://other.example/x"),
        ("/blog/old/", REDIRECTED, "/2016/10/29/words/"),
        ("/sold/", GONE, ""),
        ("/st/", GONE, ""),
        ("/withdrawn/y/", GONE, ""),
        ("/wp-login.php?action=x", GONE, ""),
        ("/wp-json/wp/v2/posts", GONE, ""),
        ("/nowhere/", LOST, ""),
        ("/dead-end/", LOST, "/nowhere/"),
        ("/a/", LOST, "/a/"),
        ("/?p=74", LOST, ""),
        ("/?cat=5", LOST, ""),
        ("/?m=201610", LOST, ""),
        ("/index.php?p=8", LOST, ""),
        ("/tag/y/feed/", LOST, "/tag/y/feed.xml"),
        ("/x/other/", LOST, ""),
        ("/2016/1/29/", LOST, ""),
        ("/old/#comment-13", LOST, "/2016/10/29/words/"),
        ("/draft/", LOST, ""),
        ("/ABOUT/", LOST, ""),
    ],
)
def test_an_address_has_a_verdict(written: str, verdict: Verdict, to: str) -> None:
    finding = found(written)
    assert (finding.verdict, finding.to) == (verdict, to), finding.why


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("/nowhere/", "nothing answers"),
        ("/dead-end/", "it leads to /nowhere/, and there nothing answers"),
        ("/b/", "in a circle"),
        ("/?p=74", "readers see the front page instead"),
        ("/about/#x", "nothing on it has the id x"),
        ("/draft/", "content/posts/draft.md (draft)"),
        ("/about/?unknown=1", "its query is not looked at"),
        ("/away/", "another site"),
    ],
)
def test_a_verdict_says_why(written: str, words: str) -> None:
    assert words in found(written).why


@pytest.mark.parametrize(
    ("written", "needs_server"),
    [
        ("/old/", False),
        ("/stub/", False),
        ("/?p=73", False),
        ("/a-300x200.jpg", True),
        ("/index.php?p=7", True),
        ("/tag/x/feed/", True),
        ("/2016/10/29/words/amp/", True),
        ("/about/", False),
    ],
)
def test_what_only_a_server_answers_is_marked(written: str, *, needs_server: bool) -> None:
    assert found(written).needs_server is needs_server


def test_a_plain_host_answers_by_its_map_and_its_page_for_lost_readers_only() -> None:
    bare = Answers(FILES, {}, rules_of([]), ANSWERS.ids_of, ANSWERS.ground, {}, leads_up=True)
    for address in ("/about/feed/", "/about/comment-page-2/", "/about/2/", "/about/amp"):
        assert found(address, bare).verdict is REDIRECTED, address
    assert found("/nowhere/feed/", bare).verdict is LOST
    assert found("/2016/11/", bare).verdict is LOST
    query = RedirectRule("/", "p=73", "/about/", 301)
    assert found(
        "/?p=73", Answers(FILES, {}, rules_of([query]), ANSWERS.ids_of, ANSWERS.ground, {})
    ).needs_server


def test_a_long_chain_has_an_end() -> None:
    rules = [RedirectRule(f"/{n}/", "", f"/{n + 1}/", 301) for n in range(40)]
    endless = Answers(FILES, {}, rules_of(rules), ANSWERS.ids_of, ANSWERS.ground, {})
    assert "times" in found("/0/", endless).why
