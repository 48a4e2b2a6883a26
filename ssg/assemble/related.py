"""Posts near a post, from the words of their texts.

Each post becomes a short list of the words that set it apart (TF-IDF); two posts are near when
these lists agree (cosine), nearer when they share a rare tag or one links to the other. Below a
floor nothing is shown: none rather than a bad one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice

from ssg.model.record import dataclass
from ssg.model.site import RelatedPost

_SIGNATURE = 14
"""So many words stand for a post."""
_CROWD = 60
"""A word that stands for more posts than this says little and costs much."""
_COMMON = 0.25
"""A word in more than this part of all posts says nothing."""
_FLOOR = 0.14
_TAG, _LINK = 0.30, 0.40
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a post decides what it is near to. `apart` is a series, shown elsewhere."""

    source: str
    terms: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    apart: str
    language: str


@dataclass(frozen=True, slots=True)
class Likenesses:
    """All posts, so that those near to any one are found quickly."""

    by_source: Mapping[str, Likeness]
    signatures: Mapping[str, Mapping[str, float]]
    """By source, the words that set a post apart, with their weights."""
    holders: Mapping[str, Sequence[tuple[str, float]]]
    """By word, the posts that it stands for."""
    tag_counts: Mapping[str, int]
    tagged: Mapping[str, Sequence[str]]
    linked: Mapping[str, set[str]]


def related_posts(posts: Sequence[Likeness]) -> dict[str, tuple[RelatedPost, ...]]:
    """Return up to three near posts for each post that has any, nearest first."""
    every = compare_posts(posts)
    found = zip(posts, posts_near(every, posts), strict=True)
    return {post.source: near for post, near in found if near}


def compare_posts(posts: Sequence[Likeness]) -> Likenesses:
    """Return what must be known of all posts before those near to one can be told."""
    signatures = _signatures(posts)
    tag_counts = Counter(tag for post in posts for tag in set(post.tags))
    return Likenesses(
        by_source={post.source: post for post in posts},
        signatures=signatures,
        holders=_holders(signatures),
        tag_counts=tag_counts,
        tagged=_posts_by_rare_tag(posts, tag_counts),
        linked=_links_both_ways(posts),
    )


def posts_near(every: Likenesses, posts: Iterable[Likeness]) -> list[tuple[RelatedPost, ...]]:
    """Return, for each of `posts`, up to three posts near to it, nearest first."""
    return [
        tuple(
            _reason(post, every.by_source[near], every.tag_counts) for near in _nearest(post, every)
        )
        for post in posts
    ]


def _holders(
    signatures: Mapping[str, Mapping[str, float]],
) -> dict[str, list[tuple[str, float]]]:
    """Return the posts that each word stands for, where they are no crowd."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for source, signature in signatures.items():
        for word, weight in signature.items():
            holders[word].append((source, weight))
    return {word: held for word, held in holders.items() if 1 < len(held) <= _CROWD}


def _nearest(post: Likeness, every: Likenesses) -> list[str]:
    good = [(-score, other) for other, score in _scores(post, every).items() if score >= _FLOOR]
    fitting = (
        other
        for _, other in sorted(good)
        if every.by_source[other].language == post.language
        and not (post.apart and every.by_source[other].apart == post.apart)
    )
    return list(islice(fitting, _SHOWN))


def _scores(post: Likeness, every: Likenesses) -> dict[str, float]:
    """Return how near each post is that has a word, a rare tag or a link in common with `post`."""
    scores: dict[str, float] = defaultdict(float)
    for word, weight in every.signatures[post.source].items():
        for other, other_weight in every.holders.get(word, ()):
            scores[other] += weight * other_weight
    for tag in post.tags:
        for other in every.tagged.get(tag, ()):
            scores[other] += _TAG / every.tag_counts[tag]
    for other in every.linked.get(post.source, ()):
        scores[other] += _LINK
    scores.pop(post.source, None)
    return scores


def _reason(post: Likeness, other: Likeness, tag_counts: Mapping[str, int]) -> RelatedPost:
    if other.source in post.links or post.source in other.links:
        return RelatedPost(other.source, "cites")
    shared = sorted(set(post.tags) & set(other.tags), key=lambda tag: (tag_counts[tag], tag))
    if shared:
        return RelatedPost(other.source, "tag", shared[0])
    return RelatedPost(other.source, "text")


def _signatures(posts: Iterable[Likeness]) -> dict[str, dict[str, float]]:
    """Return the words that set each post apart, with weights of length one."""
    counts = {post.source: _counts(post.terms) for post in posts}
    frequency = Counter(chain.from_iterable(counts.values()))
    total = len(counts)
    most = max(2.0, total * _COMMON)
    rarity = {word: math.log(total / held) for word, held in frequency.items() if 1 < held <= most}
    signatures: dict[str, dict[str, float]] = {}
    for source, words in counts.items():
        weights = sorted(
            [
                (-_stress(count) * rarity[word], word)
                for word, count in words.items()
                if word in rarity
            ]
        )
        top = weights[:_SIGNATURE]
        length = math.sqrt(sum(weight * weight for weight, _ in top)) or 1.0
        signatures[source] = {word: -weight / length for weight, word in top}
    return signatures


@cache
def _stress(count: int) -> float:
    """Return what it weighs that a word stands in a text so many times."""
    return 1 + math.log(count)


def _counts(terms: str) -> dict[str, int]:
    """Read "harbour:7 crane:3" back."""
    pairs = (pair.split(":") for pair in terms.split())
    return {word: int(count) for word, count in pairs}


def _posts_by_rare_tag(
    posts: Iterable[Likeness], tag_counts: Mapping[str, int]
) -> dict[str, list[str]]:
    tagged: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        for tag in set(post.tags):
            if 1 < tag_counts[tag] <= _CROWD:
                tagged[tag].append(post.source)
    return tagged


def _links_both_ways(posts: Iterable[Likeness]) -> dict[str, set[str]]:
    linked: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        for other in post.links:
            linked[post.source].add(other)
            linked[other].add(post.source)
    return linked
