"""A small blog that moved here from WordPress, with what its import left."""

import gzip
from collections.abc import Mapping
from pathlib import Path

from ssg.commands.outcome import Outcome
from ssg.commands.verifying.verb import run
from tests.blog import build, write

SITE = """\
title: The Small Lamp
url: https://new.example/blog/
timezone: Europe/Berlin
author: ana
theme: broadsheet
feeds: {limit: 1}
"""
FILES = {
    "site.yaml": SITE,
    "content/authors/ana.yaml": "name: Ana Ruiz\n",
    "content/posts/one.md": """\
        ---
        title: One & Only
        date: 2016-10-29
        slug: one
        id: 7
        guid: "https://old.example/?p=7"
        aliases: [/2016/old-one/]
        ---
        The harbour *wakes*, and nobody sees it.

        And the tide.
        """,
    "content/posts/two.md": """\
        ---
        title: Two
        date: 2017-03-01
        guid: "https://old.example/?p=8"
        ---
        A quiet essay on lamps.
        """,
    "content/posts/three.md": """\
        ---
        title: Unripe
        date: 2018-03-01
        permalink: /2018/03/01/unripe/
        draft: true
        ---
        Not yet.
        """,
    "content/pages/about.md": """\
        ---
        title: About
        guid: "https://old.example/?page_id=2"
        ---
        Who we are.
        """,
    "content/comments/one.yaml": """\
        comments:
        - id: wp-12
          author: {name: Bo}
          date: 2016-11-01T10:00:00+01:00
          body: "Well said, Ana."
        - id: wp-13
          type: pingback
          author: {name: Elsewhere, url: "https://elsewhere.example/"}
          date: 2016-11-02T10:00:00+01:00
          body: "[...] the harbour [...]"
        """,
    "content/redirects.yaml": """\
        - {from: /sold/, code: 410}
        - {from: /contact/, to: /about/}
        - {from: /uploads/a-300x200.jpg, to: /about/}
        """,
    ".import/addresses.tsv": """\
        # what the old blog answered
        /2016/10/29/one/\tpost
        https://old.example/2017/03/01/two/\tpost
        /2016/10/29/one/#comment-12\tpost
        /about/\tpage
        /?p=7\tquery
        /?page_id=2\tquery
        /?p=2\tquery
        /2016/old-one/\tpost
        /feed/\tfeed
        /2016/10/29/one/feed/\tfeed
        /about/trackback/\tsystem
        /contact/?utm_source=x\tpage
        /sold/\tpage
        /xmlrpc.php\tsystem
        """,
}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Small Lamp</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author>Bo</wp:comment_author>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{type}</wp:comment_type>
<wp:comment_content><![CDATA[{body}]]></wp:comment_content></wp:comment>
"""


def comment(id_: int, body: str, approved: str = "1", kind: str = "comment") -> str:
    """Return a comment as WordPress exports one."""
    return COMMENT.format(id=id_, body=body, approved=approved, type=kind)


def item(id_: int, title: str, body: str, inner: str = "", **fields: str) -> str:
    """Return an entry as WordPress exports one; `fields` are link, status, type and guid."""
    known = {
        "link": f"https://old.example/{id_}/",
        "status": "publish",
        "type": "post",
        "guid": f"https://old.example/?p={id_}",
        **fields,
    }
    return (
        f"<item><title>{title}</title><link>{known['link']}</link>"
        f'<guid isPermaLink="false">{known["guid"]}</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id_}</wp:post_id>"
        f"<wp:status>{known['status']}</wp:status><wp:post_type>{known['type']}</wp:post_type>"
        f"{inner}</item>\n"
    )


ITEMS = [
    item(
        7,
        "One &amp; Only",
        "The harbour <em>wakes</em>, and nobody sees it.\n\nAnd the tide.",
        comment(12, "Well said, Ana.")
        + comment(13, "[...] the harbour [...]", kind="pingback")
        + comment(14, "Not for everybody's eyes", approved="0"),
    ),
    item(8, "Two", "A quiet essay on lamps."),
    item(9, "Unripe", "Words that nobody may see", status="draft"),
    item(2, "About", "Who we are.", type="page", guid="https://old.example/?page_id=2"),
]


def write_moved_blog(folder: Path, changes: Mapping[str, str] = {}, *items: str) -> Path:
    """Write the blog, with `changes` to its files, and the export of `items`; build it."""
    write(folder, {**FILES, **changes})
    exports = folder / ".import/private/exports"
    exports.mkdir(parents=True)
    export = HEAD + "".join(items or ITEMS) + "</channel></rss>\n"
    (exports / "1-export.xml.gz").write_bytes(gzip.compress(export.encode()))
    result = build(folder)
    assert not result.has_failed, result.diagnostics
    return folder


def verified(site: Path, *files: Path, against: str | None = None) -> Outcome:
    """Verify `site` as the command line does."""
    return run(site, tell=lambda *_: None, files=files, against=against)
