"""Whatever stands in the files of a site: outputs or problems with a place and a fix, no exception.

Whole sites go through every stage in memory: parse, assemble, plan, check, render, and what
`ssg check` looks through beside. The keys come from the tables that make the reference.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ssg.model.diagnostic import Diagnostic
from ssg.parse.cards import CARD_TABLE
from ssg.parse.comments.table import COMMENT_TABLE, CONVERSATION_TABLE
from ssg.parse.decoding import Table
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE
from ssg.parse.themes.settings import SETTING_TABLE
from ssg.parse.themes.theme import MANIFEST_TABLE
from tests.attacks.hostile import (
    Document,
    Group,
    document,
    good,
    group_of,
    texts,
    values,
    words,
)
from tests.attacks.in_memory import Files, Store, make
from tests.attacks.judging import faults_of

STORE = Store()
SITE = {"title": "Lamp", "url": "https://lamp.example/blog/", "author": "ana"}
BASE: Files = {
    "site.yaml": "{title: Lamp, url: 'https://lamp.example/blog/', author: ana}\n",
    "content/authors/ana.yaml": "name: Ana\n",
    "content/posts/one.md": "---\ntitle: One\ndate: 2016-10-29\ntags: [x]\ncategories: [A/B]\n---\n"
    "See [[Two]], [it](two.md).\n\nhttps://youtu.be/aqz-KE-bpKQ\n\n![A](/media/a.png)\n",
    "content/posts/two.md": "---\ntitle: Two\ndate: 2017-10-29\n---\nOthers.\n",
    "content/pages/about.md": "---\ntitle: About\n---\nWho.\n",
    "content/comments/one.yaml": "comments: [{id: wp-1, author: {name: Bo}, body: Well said.}]\n",
    "content/media/a.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
    ),
}
CARD = "content/cards/youtube-aqz-KE-bpKQ.yaml"
FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
MINE = "themes/mine/theme.yaml"
ROUNDS = 4
few = settings(
    max_examples=2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink whole sites takes minutes
)
many = settings(few, max_examples=40)


def check(*changes: Mapping[str, Document | str | bytes]) -> None:
    """Take the site with `changes` through it all, and once more without what was refused."""
    documents = {path: each for change in changes for path, each in change.items()}
    for _ in range(ROUNDS):
        files = {
            **BASE,
            **{
                path: each.text() if isinstance(each, Document) else each
                for path, each in documents.items()
            },
        }
        made = make(files, STORE, checks=True)
        faults = faults_of(made, files)
        assert not faults, "\n".join(faults)
        wrong = places(made.errors)
        rest = {
            path: each.without(wrong[path])
            for path, each in documents.items()
            if isinstance(each, Document) and wrong[path]
        }
        if not rest:
            break
        documents.update(rest)


def places(problems: list[Diagnostic]) -> Mapping[str, set[int]]:
    """Return the lines of problems by their files."""
    found: dict[str, set[int]] = defaultdict(set)
    for each in problems:
        found[each.path].add(each.line)
    return found


def group(table: Table, **keys: Any) -> st.SearchStrategy[Group]:
    """Return keys of a table, with some that are always there."""
    return group_of(table).map(lambda found: {**good(table), **keys, **found})


posts = st.tuples(group(ENTRY_TABLE), texts)


def an_entry(post: tuple[Group, str], page: tuple[Group, str]) -> None:
    check(
        {
            "content/posts/one.md": document(*post, title="One", date="2016-10-29"),
            "content/pages/about.md": document(*page, title="About"),
        }
    )


def a_text(body: str) -> None:
    check({"content/posts/one.md": document({"title": "One", "date": "2016-10-29"}, body)})


def settings_of_a_site(keys: Group) -> None:
    check({"site.yaml": document(keys, **SITE)})


def an_author(record: Group) -> None:
    check({"content/authors/ana.yaml": document(record, name="Ana")})


def comments(found: list[Group], keys: Group) -> None:
    check(
        {
            "content/comments/one.yaml": document({"comments": found, **keys}),
            "content/comments/two.yaml": document({"comments": found[::-1]}),
        }
    )


def terms(categories: list[Any], tags: list[Any]) -> None:
    check(
        {"content/categories.yaml": document(categories), "content/tags.yaml": document(tags)},
    )


def redirects(found: list[Any]) -> None:
    check({"content/redirects.yaml": document(found)})


def a_card(record: Group) -> None:
    check({CARD: document(record, address=FILM)})


def a_theme(manifest: Group, declared: dict[Any, Any], chosen: dict[Any, Any], text: str) -> None:
    site = {**SITE, "theme": "mine", "theme_settings": {**dict.fromkeys(declared, 1), **chosen}}
    manifest = {**manifest, "settings": declared, "name": "mine"}
    check(
        {
            MINE: document({**manifest, "extends": "broadsheet"}, api=1),
            "site.yaml": document(site, **SITE, theme="mine"),
            "themes/mine/templates/byline.html": text,
            "themes/mine/strings/en.yaml": document(chosen),
        }
    )


TEMPLATES = st.lists(
    st.sampled_from(
        (
            "{{ ", " }}", "{% ", " %}", "{#", "#}", "view", ".entry", ".title", "site", "|", "safe", "url",
            "for x in view", "endfor", "if", "endif", "block a", "endblock", "extends 'post.html'",
            "include 'byline.html'", "import 'x' as y", "__class__", "()", "[0]", "'", '"', "1/0", "x",
            "content(view.entry)", "now()", "~", "**9**9**9", "range(9)", "<p>", "</p>", "\n", "set x = 1",
        )
    ),
    max_size=8,
).map("".join)  # fmt: skip
declared = st.dictionaries(words, group_of(SETTING_TABLE) | values, max_size=3)
ATTACKS: Mapping[Callable[..., None], tuple[st.SearchStrategy[Any], ...]] = {
    an_entry: (posts, posts),
    a_text: (texts,),
    settings_of_a_site: (group(SETTINGS_TABLE, **SITE),),
    an_author: (group(AUTHOR_TABLE),),
    comments: (
        st.lists(group(COMMENT_TABLE, id="x") | values, max_size=4),
        group_of(CONVERSATION_TABLE),
    ),
    terms: (st.lists(group(TERM_TABLE) | values, max_size=3),) * 2,
    redirects: (st.lists(group(REDIRECT_TABLE) | values, max_size=4),),
    a_card: (group(CARD_TABLE, address=FILM),),
    a_theme: (
        group(MANIFEST_TABLE),
        declared,
        st.dictionaries(words | st.sampled_from(["accent", "fonts", "share"]), values, max_size=3),
        TEMPLATES,
    ),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_whatever_is_written_makes_a_site_or_problems(attack: Callable[..., None]) -> None:
    few(given(*ATTACKS[attack])(attack))()


@pytest.mark.torture
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_very_much_makes_a_site_or_problems(attack: Callable[..., None]) -> None:
    many(given(*ATTACKS[attack])(attack))()
