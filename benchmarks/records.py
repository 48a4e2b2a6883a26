"""Authors and comments as JSON, which Eleventy and Pelican read quickest."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.corpus import Author, Comment


def author_record(author: Author) -> str:
    """Return an author as a record."""
    links = [{"title": title, "url": url, "kind": kind} for title, url, kind in author.links]
    return json.dumps({"name": author.name, "bio": author.bio, "links": links}, indent=1) + "\n"


def comment_record(comments: Sequence[Comment]) -> str:
    """Return the comments under a post as a record."""
    records = [{**asdict(comment), "author": comment.name} for comment in comments]
    return json.dumps({"comments": records}, indent=1) + "\n"
