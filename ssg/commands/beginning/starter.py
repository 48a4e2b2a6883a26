"""The files of a new site. They teach by being read."""

import datetime as dt

from ssg.commands.beginning.hosts import HOSTS, TARGET_NAME, workflow_files
from ssg.commands.scheduling.workflows import WORKFLOWS
from ssg.model.record import dataclass
from ssg.parse.yaml.text import quoted
from ssg.text.languages import language_levels


@dataclass(frozen=True, slots=True)
class Starter:
    """What a new site is made from.

    `deploy` is a kind of host or "". `name` is the site's as addresses have it, `branch` the one
    that its repository has.
    """

    title: str
    url: str
    author_id: str
    author: str
    language: str
    theme: str
    themes: tuple[str, ...]
    timezone: str
    today: dt.date
    deploy: str = ""
    name: str = "blog"
    branch: str = "main"


def starter_files(starter: Starter) -> dict[str, str]:
    """Return the files of a new site by path."""
    first_post = f"content/posts/{starter.today.isoformat()}-first-post.md"
    return {
        "site.yaml": _site(starter),
        first_post: _in_english(_FIRST_POST, starter).replace("DATE", starter.today.isoformat()),
        "content/pages/about.md": _in_english(_ABOUT, starter),
        f"content/authors/{starter.author_id}.yaml": _author(starter),
        "content/categories.yaml": _CATEGORIES,
        ".gitignore": "# What ssg makes can be made again.\n/output/\n/.ssg-cache/\n",
        "README.md": _readme(starter, first_post),
        **(workflow_files(starter.deploy, starter.url, starter.branch) if starter.deploy else {}),
    }


def _in_english(text: str, starter: Starter) -> str:
    """Return a text of ours, which says that it is English where the others are not."""
    if language_levels(starter.language)[-1] == "en":
        return text
    told = "language: en   # Remove this line when the text is yours."
    return text.replace("---\n", f"---\n{told}\n", 1)


def _site(starter: Starter) -> str:
    return f"""\
# The settings of the site. A line that begins with # is a comment; remove the # to use it.

title: {quoted(starter.title)}
# tagline: What the site is about, in a few words

# The address that readers type. Change it before you publish.
url: {quoted(starter.url)}

# Of the texts. Dates and the words of the theme are in it too.
language: {starter.language}
timezone: {starter.timezone}

# Who writes, if a post does not say: a file in content/authors/, without .yaml.
author: {starter.author_id}

# How it looks: {", ".join(starter.themes)}, or a folder of your own in themes/.
theme: {quoted(starter.theme)}

# How the addresses of posts are made.
permalink: /{{year}}/{{month}}/{{day}}/{{slug}}/

posts_per_page: 10

menu:
  - {{title: Archive, url: /archive/}}
  - {{title: About, url: /about/}}

# How readers answer. mailto writes to the address in your author file.
comments: {{provider: none}}
{_deploy(starter)}"""


def _deploy(starter: Starter) -> str:
    """Return what site.yaml says of where the site is published."""
    if not starter.deploy:
        return ""
    host = HOSTS[starter.deploy]
    if not host.target:
        workflow = WORKFLOWS[host.workflow]
        return f"""
# {workflow.host} builds and publishes the site after each push, as {workflow.path} says.
"""
    return f"""
# Where `ssg deploy` publishes the site. Passwords never stand here.
deploy:
  {TARGET_NAME}: {host.target.replace("NAME", starter.name)}
"""


def _author(starter: Starter) -> str:
    return f"""\
# You, as readers see you. The file's name is your id, by which posts name you:
# `author: {starter.author_id}`.
name: {quoted(starter.author)}
# bio: A sentence or two about yourself, which stand below each post. *Markdown* works.
# email: me@example.org
# image: /media/me.jpg            a picture in content/media/
# links:
#   - {{title: My book, url: "https://books.example/mine", kind: book}}
"""


def _readme(starter: Starter, first_post: str) -> str:
    return f"""\
# {starter.title}

This folder is a whole site. It is made with ssg.

- `ssg preview --open` shows it in your browser, on this computer only, and follows as you write.
- `ssg new "A Title"` begins a post and prints where it is.
- `ssg build` makes the site in `output/`.
{_how_to_publish(starter)}
Texts are in `content/`: posts in `posts/`, standing pages in `pages/`. Begin by reading
`{first_post}`. Settings are in `site.yaml`. Keep this folder in
a backup; `output/` and `.ssg-cache/` can be made again at any time.
"""


def _how_to_publish(starter: Starter) -> str:
    """Return the lines of the README that tell how readers get to see the site."""
    schedule = "- `ssg schedule` tells when scheduled posts come out, and what lets them.\n"
    if starter.deploy and not HOSTS[starter.deploy].target:
        host = WORKFLOWS[HOSTS[starter.deploy].workflow]
        return f"- `git push` publishes it: {host.host} does what `{host.path}` says.\n{schedule}"
    told = "" if starter.deploy else ", once `site.yaml` says where (`deploy:`)"
    return f"- `ssg deploy` publishes it{told}.\n{schedule}"


_CATEGORIES = """\
# Categories may be described here; those that are not work as well.
# - slug: books
#   name: Books
#   description: Reviews and readings.
# - slug: fiction
#   name: Fiction
#   parent: books
- slug: notes
  name: Notes
  description: Short remarks.
"""

_ABOUT = """\
---
title: About
---
Say here who you are, what you write about and how readers reach you. This page is
`content/pages/about.md`; its address is `/about/`.
"""

_FIRST_POST = """\
---
title: First Post
date: DATE
categories: [Notes]
tags: [writing]
# summary: One sentence for lists. Without it, the text above the line "more" is taken.
# draft: true        keeps a post to yourself
# image: {src: /media/picture.jpg, alt: "What the picture shows"}
---
This post is a text file: `content/posts/DATE-first-post.md`. Change it, save it,
and `ssg preview` shows what you wrote; `ssg build` makes the site anew.

<!--more-->

What stands above the line `more` is shown in lists, the rest on the post's own page.

## How to write

An empty line begins a new paragraph. *Stars* set words in italics, **two stars** in bold. A link
is written [like this](https://example.com/), and one to a page of your own names its file:
[About](../pages/about.md).

> A line that begins with `>` is a quotation. Its last line may say who is quoted.
>
> — Someone, [Some Work](https://example.com/work)

Notes stand below the text.[^1] Pictures go into `content/media/` and are shown with
`![What the picture shows](/media/picture.jpg)`.

[^1]: Like this one.

## What next

1. Write who you are into the file in `content/authors/`, at `bio:`.
2. Write the site's title and address into `site.yaml`.
3. Begin a post of your own: `ssg new "A Title"`. Then delete this one.
"""
