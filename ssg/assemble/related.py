"""Posts near a post, from the words of their texts.

Each post becomes a short list of the words that set it apart (TF-IDF); two posts are near when
these lists agree (cosine), nearer when they share a rare tag or one links to the other. Below a
floor nothing is shown: none rather than a bad one.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


Number = int
"""The place of a post among all; counting with numbers is quicker than with paths."""


@dataclass(frozen=True, slots=True)
class Likenesses:
    """All posts, so that those near to any one are found quickly."""

    posts: Sequence[Likeness]
    numbers: Mapping[str, Number]
    """By source."""
    signatures: Sequence[Mapping[str, float]]
    """The words that set each post apart, with their weights."""
    holders: Mapping[str, Sequence[tuple[Number, float]]]
    """By word, the posts that it stands for."""
    tag_counts: Mapping[str, int]
    tagged: Mapping[str, Sequence[Number]]
    linked: Mapping[Number, set[Number]]


def related_posts(posts: Sequence[Likeness]) -> dict[str, tuple[RelatedPost, ...]]:
    """Return up to three near posts for each post that has any, nearest first."""
    found = zip(posts, posts_near(compare_posts(posts), posts), strict=True)
    return {post.source: near for post, near in found if near}


def compare_posts(posts: Sequence[Likeness]) -> Likenesses:
    """Return what must be known of all posts before those near to one can be told."""
    numbers = {post.source: number for number, post in enumerate(posts)}
    signatures = _signatures(posts)
    tag_counts = Counter(tag for post in posts for tag in set(post.tags))
    return Likenesses(
        posts=posts,
        numbers=numbers,
        signatures=signatures,
        holders=_holders(signatures),
        tag_counts=tag_counts,
        tagged=_posts_by_rare_tag(posts, tag_counts),
        linked=_links_both_ways(posts, numbers),
    )


def posts_near(every: Likenesses, posts: Iterable[Likeness]) -> list[tuple[RelatedPost, ...]]:
    """Return, for each of `posts`, up to three posts near to it, nearest first."""
    return [
        tuple(_reason(post, near, every.tag_counts) for near in _nearest(post, every))
        for post in posts
    ]


def _holders(signatures: Iterable[Mapping[str, float]]) -> dict[str, list[tuple[Number, float]]]:
    """Return the posts that each word stands for, where they are no crowd."""
    holders: dict[str, list[tuple[Number, float]]] = defaultdict(list)
    for number, signature in enumerate(signatures):
        for word, weight in signature.items():
            holders[word].append((number, weight))
    return {word: held for word, held in holders.items() if 1 < len(held) <= _CROWD}


def _nearest(post: Likeness, every: Likenesses) -> list[Likeness]:
    scores = _scores(post, every)
    good = [
        (-score, every.posts[number].source, number)
        for number, score in scores.items()
        if score >= _FLOOR
    ]
    others = (every.posts[number] for _, _, number in sorted(good))
    fitting = (
        other
        for other in others
        if other.language == post.language and not (post.apart and other.apart == post.apart)
    )
    return list(islice(fitting, _SHOWN))


def _scores(post: Likeness, every: Likenesses) -> dict[Number, float]:
    """Return how near each post is that has a word, a rare tag or a link in common with `post`."""
    number = every.numbers[post.source]
    scores: dict[Number, float] = {}
    score_of = scores.get  # Asked some hundred times for each post.
    for word, weight in every.signatures[number].items():
        for other, other_weight in every.holders.get(word, ()):
            scores[other] = score_of(other, 0.0) + weight * other_weight
    for tag in post.tags:
        for other in every.tagged.get(tag, ()):
            scores[other] = score_of(other, 0.0) + _TAG / every.tag_counts[tag]
    for other in every.linked.get(number, ()):
        scores[other] = score_of(other, 0.0) + _LINK
    scores.pop(number, None)
    return scores


def _reason(post: Likeness, other: Likeness, tag_counts: Mapping[str, int]) -> RelatedPost:
    if other.source in post.links or post.source in other.links:
        return RelatedPost(other.source, "cites")
    shared = sorted(set(post.tags) & set(other.tags), key=lambda tag: (tag_counts[tag], tag))
    if shared:
        return RelatedPost(other.source, "tag", shared[0])
    return RelatedPost(other.source, "text")


def _signatures(posts: Iterable[Likeness]) -> list[dict[str, float]]:
    """Return the words that set each post apart, with weights of length one."""
    terms = [post.terms.split() for post in posts]
    weights = _weights(Counter(chain.from_iterable(terms)), len(terms))
    signatures: list[dict[str, float]] = []
    for own in terms:
        top = sorted([weights[term] for term in own if term in weights])[:_SIGNATURE]
        length = math.sqrt(sum(weight * weight for weight, _ in top)) or 1.0
        signatures.append({word: -weight / length for weight, word in top})
    return signatures


def _weights(holders: Mapping[str, int], total: int) -> dict[str, tuple[float, str]]:
    """Return what each term of a post ("harbour:3") weighs in it, below zero, and its word.

    The number in a term goes up by one where the word occurs twice as often, its weight by log 2.
    `holders` counts the posts with a term, of `total` posts. Words that say nothing are left out.
    """
    frequency: Counter[str] = Counter()
    for term, held in holders.items():
        frequency[term.partition(":")[0]] += held
    most = max(2.0, total * _COMMON)
    rarity = {word: math.log(total / held) for word, held in frequency.items() if 1 < held <= most}
    weights: dict[str, tuple[float, str]] = {}
    for term in holders:
        word, _, count = term.partition(":")
        if word in rarity:
            weights[term] = -(1 + math.log(2) * (int(count) - 1)) * rarity[word], word
    return weights


def _posts_by_rare_tag(
    posts: Iterable[Likeness], tag_counts: Mapping[str, int]
) -> dict[str, list[Number]]:
    tagged: dict[str, list[Number]] = defaultdict(list)
    for number, post in enumerate(posts):
        for tag in set(post.tags):
            if 1 < tag_counts[tag] <= _CROWD:
                tagged[tag].append(number)
    return tagged


def _links_both_ways(
    posts: Iterable[Likeness], numbers: Mapping[str, Number]
) -> dict[Number, set[Number]]:
    linked: dict[Number, set[Number]] = defaultdict(set)
    for number, post in enumerate(posts):
        for other in post.links:
            linked[number].add(numbers[other])
            linked[numbers[other]].add(number)
    return linked
