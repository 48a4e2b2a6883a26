"""Whom pages ask, before a click and after it, and a policy that breaks none of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ssg.commands.checking.flow import Checked, CheckRequest, check_site
from ssg.deploy.headers.policy import policy_of, scan_file
from tests.blog import NOW, build, tree, write

SITE = """\
title: Lamp
url: https://small.example/blog/
author: ana
search: true
comments: {provider: isso, server: "https://talk.example"}
theme_settings: {share: [copy, device], scheme_toggle: true}
"""
FRONT = "---\ntitle: {}\ndate: 2016-10-{:02}\n{}---\n"
AUDIO = """\
audio:
  src: https://cast.example/talk.mp3
  length: 9
  chapters: [{start: "0:00", title: One}, {start: "1:00", title: Two}]
"""
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n> A word.[^1]\n\n[^1]: Who.\n"
TEXTS = {
    "plain": ("comments: none\nimage: https://pictures.example/a.jpg\n", "Words.\n"),
    "film": ("", "Look:\n\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ\n"),
    "tube": ("comments: none\n", "https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d\n"),
    "talk": (AUDIO, "Heard.\n"),
    "heard": ("", "Before.\n\nhttps://sounds.example/one.mp3\n"),
    "table": ("", TABLE),
}


def card(address: str) -> str:
    return f"address: {address}\ntitle: A film\nauthor: Films\nduration: '4:13'\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contacts") / "site"
    posts = {
        f"content/posts/{name}.md": FRONT.format(name, day, keys) + text
        for day, (name, (keys, text)) in enumerate(TEXTS.items(), 1)
    }
    write(
        folder,
        {
            "site.yaml": SITE,
            "content/authors/ana.yaml": "name: Ana\n",
            "content/cards/youtube-aqz-KE-bpKQ.yaml": card(
                "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
            ),
            "content/cards/peertube-tube.example-9c9de5e8-0a1e-484a-b099-e80766180a6d.yaml": card(
                "https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d"
            ),
            "content/static/own/index.html": "<p>Own</p><script>alert(1)</script>\n",
            **posts,
        },
    )
    return folder


@pytest.fixture(scope="module")
def checked(site: Path) -> Checked:
    return check_site(CheckRequest(site, NOW))


def directives_of(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split("; "))
    return {name: sources for name, *sources in parts}


def refused(policy: Mapping[str, Sequence[str]], wanted: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what `wanted` allows and `policy` does not."""
    found = []
    for name, sources in wanted.items():
        allowed = policy.get(name, policy["default-src"])
        allows_inline = "'unsafe-inline'" in allowed and not any("'sha" in one for one in allowed)
        found += [
            f"{name} {source}"
            for source in sources
            if source not in allowed
            and not (allows_inline and source.startswith("'sha"))
            and source != "'none'"
        ]
    return found


def test_the_policy_allows_all_that_the_one_of_a_deploy_allows(
    site: Path, checked: Checked
) -> None:
    assert not build(site, now=NOW).has_failed
    needs = [scan_file(path, content) for path, content in tree(site / "output").items()]
    deployed = directives_of(policy_of(needs, origin="https://small.example").text)
    assert "'wasm-unsafe-eval'" in deployed["script-src"]
    assert {"https://www.youtube-nocookie.com", "https://tube.example"} <= {*deployed["frame-src"]}
    assert refused(directives_of(checked.policy), deployed) == []


def test_what_waits_for_a_click_is_told_as_such_or_not_at_all(checked: Checked) -> None:
    found = {each.place: each.message for each in checked.diagnostics if each.rule == "third-party"}
    later = "when somebody plays what is here, and not before, their browser asks {} for it"
    assert found.pop("content/posts/talk.md:5:3").startswith(later.format("cast.example"))
    assert found.pop("content/posts/heard.md:7:1").startswith(later.format("sounds.example"))
    assert "readers' browsers ask pictures.example for pictures" in found.pop(
        "content/posts/plain.md:5:8"
    )
    assert list(found) == ["site.yaml:5:1"]
    assert "talk.example" in found["site.yaml:5:1"]
    assert checked.hosts == (
        "https://cast.example", "https://pictures.example", "https://sounds.example", "https://talk.example",
    )  # fmt: skip
