import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.comment import Comment, CommentType, Thread
from ssg.render.conversation import CommentNode, mentions_of, thread_of
from tests.render.factories import comment


def _outline(nodes: tuple[CommentNode, ...]) -> list[object]:
    outline: list[object] = []
    for node in nodes:
        outline.append(int(node.comment.number))
        if node.replies:
            outline.append(_outline(node.replies))
    return outline


def _every(nodes: tuple[CommentNode, ...]) -> list[CommentNode]:
    found = list(nodes)
    for node in found:
        found += node.replies
    return found


@pytest.mark.parametrize(
    ("comments", "outline"),
    [
        ((), []),
        ((comment(1), comment(2)), [1, 2]),
        ((comment(1), comment(2, 1), comment(3), comment(4, 1)), [1, [2, 4], 3]),
        ((comment(2, 1), comment(1)), [1, [2]]),
        ((comment(1, 99),), [1]),
        ((comment(1, type=CommentType.PINGBACK), comment(2, 1)), [2]),
        ((comment(1, 2), comment(2, 1)), [2, [1]]),
        ((comment(1, 1),), [1]),
    ],
)
def test_answers_stand_under_what_they_answer_in_the_order_of_the_file(
    comments: tuple[Comment, ...], outline: list[object]
) -> None:
    assert _outline(thread_of(Thread(comments), ())) == outline


def test_an_answer_tells_how_deep_it_is_and_whom_it_answers() -> None:
    chain = tuple(comment(number, number - 1) for number in range(1, 11))
    node = thread_of(Thread(chain), ())[0]
    assert (node.depth, node.answers) == (1, "")
    for depth in range(2, 11):
        node = node.replies[0]
        assert (node.depth, node.answers) == (depth, f"Reader {depth - 1}")


def test_the_authors_own_answers_are_marked() -> None:
    thread = Thread((comment(1, user="jane-marsh"), comment(2), comment(3, user="someone")))
    nodes = thread_of(thread, ("jane-marsh", ""))
    assert [node.is_author for node in nodes] == [True, False, False]


def test_links_from_other_sites_stand_apart() -> None:
    pingback = comment(2, type=CommentType.PINGBACK)
    assert mentions_of(Thread((comment(1), pingback))) == (pingback,)


def test_a_very_deep_conversation_stays_shallow_enough_for_templates() -> None:
    chain = tuple(comment(number, number - 1) for number in range(1, 3001))
    nodes = _every(thread_of(Thread(chain), ()))
    assert len(nodes) == 3000
    assert max(node.depth for node in nodes) == 50


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=30))
def test_every_comment_is_shown_exactly_once(parents: list[int]) -> None:
    comments = tuple(comment(n, parent) for n, parent in enumerate(parents, start=1))
    shown = [node.comment.id for node in _every(thread_of(Thread(comments), ()))]
    assert sorted(shown) == sorted(each.id for each in comments)
