"""Real exports, damaged on the way: they become a site that builds, or an error."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.importing.scanning import exports_of
from tests.importing.test_hostile import check

LARGEST = 60_000
PIECES = (
    "", "<", ">", "&", "]]>", "<![CDATA[", "<item>", "</item>", "</channel>", "<!--", "\0", "\ud800",
    "<wp:comment>", "</wp:comment>", "<wp:post_id>", "../", "-1", "99999999999", "<script>", "&#0;",
    "<!ENTITY a 'b'>", "<!DOCTYPE x [", "&a;", "\u202e", "e\u0301", '"', "'", "[gallery ids='", "<!-- wp:",
)  # fmt: skip
few = settings(
    max_examples=1,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an import takes minutes
)


def texts_of(exports: Path) -> list[str]:
    """Return real exports that are small enough to be read many times."""
    files = [file for parts in exports_of(exports).values() for file in parts]
    texts = [file.read_text("utf-8", "replace") for file in files]
    return [text for text in texts if len(text) < LARGEST]


@st.composite
def damaged(draw: st.DrawFn, texts: list[str]) -> str:
    """Return an export in which something is missing, doubled, moved, or written over."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 5))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 400))
        taken = text[at : at + length]
        instead = draw(st.sampled_from(PIECES) | st.just(taken * 2) | st.text(max_size=9))
        text = text[:at] + instead + text[at + length :]
        if draw(st.booleans()):
            there = draw(st.integers(0, len(text)))
            text = text[:there] + taken + text[there:]
    return text


def becomes_a_site(text: str) -> None:
    check(text)


def test_a_damaged_real_export_becomes_a_site_or_an_error(exports: Path) -> None:
    few(given(damaged(texts_of(exports)))(becomes_a_site))()


@pytest.mark.torture
def test_many_damaged_real_exports_become_sites_or_errors(exports: Path) -> None:
    settings(few, max_examples=80)(given(damaged(texts_of(exports)))(becomes_a_site))()
