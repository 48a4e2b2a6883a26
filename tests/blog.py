"""A small blog on disk, for tests that build for real."""

import datetime as dt
import hashlib
import textwrap
from pathlib import Path

from ssg.commands.building.build import BuildRequest, BuildResult, build_site

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)

SITE = """\
title: The Small Lamp
url: https://small.example/blog/
timezone: Europe/Berlin
author: ana
theme: plain
posts_per_page: 2
search: false
"""
ANA = "name: Ana Ruiz\nbio: Writes in Bilbao.\nemail: ana@small.example\n"
POST = """\
---
title: {title}
date: {date}
categories: [Cities/Ports]
tags: [harbour]
---
{body}
"""
THEME = {
    "theme.yaml": "name: plain\napi: 1\n",
    "templates/layout.html": """\
        <!doctype html>
        <html lang="{{ view.site.language }}"><title>{% block title %}{% endblock %}</title>
        <body>{% block main %}{% endblock %}</body></html>
        """,
    "templates/post.html": """\
        {% extends "layout.html" %}
        {% block title %}{{ view.entry.title }}{% endblock %}
        {% block main %}
        <h1>{{ view.entry.title }}</h1>
        {% for author in view.entry.authors %}<p>{{ author.name }}, {{ author.bio_text }}</p>
        {% endfor %}
        {{ content(view.entry) }}
        {% for near in (view.older, view.newer) if near %}<a href="{{ near.url | url }}">
        {{- near.title }}</a>{% endfor %}
        {% for near in view.related %}<i>{{ near.post.title }}</i>{% endfor %}
        {% for back in view.backlinks %}<b>{{ back.title }}</b>{% endfor %}
        {% if view.conversation %}{% for node in thread(view.conversation) %}
        <div id="{{ node.comment.anchor }}">{{ node.comment.body_html | safe }}</div>
        {% endfor %}{% endif %}
        {% endblock %}
        """,
    "templates/page.html": '{% extends "post.html" %}',
    "templates/listing.html": """\
        {% extends "layout.html" %}
        {% block main %}
        {% for post in view.posts %}<a href="{{ post.url | url }}">{{ post.title }}</a>
        <p>{{ post.summary }} ({{ post.comment_count }})</p>{% endfor %}
        {% endblock %}
        """,
    "templates/author.html": """\
        {% extends "listing.html" %}
        {% block title %}{{ view.author.name }}: {{ view.author.bio_text }}{% endblock %}
        """,
    "templates/series.html": '{% extends "listing.html" %}',
    "templates/home.html": """\
        {% extends "layout.html" %}
        {% block title %}{{ view.site.title }}{% endblock %}
        {% block main %}
        {% for post in [view.lead] + view.seconds | list + view.river | list if post %}
        <a href="{{ post.url | url }}">{{ post.title }}</a>{% endfor %}
        {% endblock %}
        """,
    "templates/archive.html": """\
        {% extends "layout.html" %}
        {% block main %}{% for group in view.groups %}{% for line in group.lines %}
        <a href="{{ line.url | url }}">{{ line.title }}</a>{% endfor %}{% endfor %}{% endblock %}
        """,
    "templates/search.html": '{% extends "layout.html" %}',
    "templates/404.html": '{% extends "layout.html" %}',
    "templates/redirect.html": "{{ view.to | absolute }}",
    "templates/rss.xml": """\
        <rss><channel>{% for entry in view.entries %}<item><title>{{ entry.title }}</title>
        <description>{{ content(entry) | string | e }}</description></item>
        {% endfor %}</channel></rss>
        """,
    "templates/atom.xml": '{% extends "rss.xml" %}',
    "templates/podcast.xml": '{% extends "rss.xml" %}',
    "templates/comments.xml": """\
        <rss>{% for c in view.comments %}{{ comment(c.thread, c.id).body_html }}{% endfor %}</rss>
        """,
    "templates/sitemap.xml": "{% for url, day in view.addresses %}{{ url }} {{ day }} {% endfor %}",
    "templates/robots.txt": "Sitemap: {{ view.sitemap | absolute }}\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below `folder`."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")


def write_blog(folder: Path) -> Path:
    """Write a blog of three posts with a tiny theme of its own."""
    write(
        folder,
        {
            "site.yaml": SITE,
            "content/authors/ana.yaml": ANA,
            "content/posts/one.md": post("One", "2016-10-29", "The harbour wakes. See [[Two]]."),
            "content/posts/two.md": post(
                "Two", "2017-03-01", "The crane and the tide.\n\n[o](one.md)"
            ),
            "content/posts/three.md": post("Three", "2018-01-05", "A quiet essay on lamps."),
            "content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
            "content/comments/one.yaml": comments("wp-1", "Well said."),
            **{f"themes/plain/{name}": text for name, text in THEME.items()},
        },
    )
    return folder


def post(title: str, date: str, body: str) -> str:
    """Return the file of a post."""
    return POST.format(title=title, date=date, body=body)


def comments(id_: str, body: str) -> str:
    """Return a comments file with one comment."""
    return (
        f"comments:\n- id: {id_}\n  author: {{name: Bo}}\n"
        f"  date: 2016-11-01T10:00:00+01:00\n  body: {body}\n"
    )


def build(folder: Path, **options: object) -> BuildResult:
    """Build the blog in `folder` into its output/."""
    request = {"output": folder / "output", "now": NOW, "jobs": 1, **options}
    return build_site(BuildRequest(site=folder, **request))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest_of_tree(folder: Path) -> str:
    """Return one digest for all files below `folder`."""
    digest = hashlib.sha256()
    for name, content in tree(folder).items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
