"""How much of real old posts survives becoming Markdown: `make fidelity`.

Every body of the exports is converted, built as any post is, and compared with what it was by an
HTML parser that the importer does not use. SSG_EXPORTS names the folder of exports; without it,
it is looked for beside the repository.
"""

import html
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib

from ssg.importers.markdown import Converted, to_markdown
from ssg.importers.wordpress_text.paragraphs import autop
from ssg.parse.markdown import plain_html

_BODY = re.compile(r"<content:encoded[^>]*>(.*?)</content:encoded>", re.DOTALL)
_COMMENT = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "tr", "pre")
_LINES = (
    "strong",
    "em",
    "code",
    "del",
    "s",
    "sup",
    "sub",
    "iframe",
    "audio",
    "video",
    "object",
    "embed",
)
_SAME = {"b": "strong", "i": "em", "strike": "s", "tt": "code"}


def bodies(folder: Path) -> list[str]:
    """Return the HTML of every body in the exports below `folder`."""
    found: list[str] = []
    for file in sorted(folder.rglob("*.xml")):
        for match in _BODY.finditer(file.read_text("utf-8", "replace")):
            body = match[1].strip()
            if body.startswith("<![CDATA["):
                body = body.removeprefix("<![CDATA[").removesuffix("]]>")
                body = body.replace("]]]]><![CDATA[>", "]]>")
            else:
                body = html.unescape(body)
            if body.strip():
                is_blocks = "<!-- wp:" in body
                found.append(_COMMENT.sub("", body) if is_blocks else autop(body))
    return found


def seen(body: str) -> dict[str, Any]:
    """Return what readers see of HTML: text, links, pictures, and counts of elements."""
    tree = html5lib.parse(f"<!doctype html><body>{body}", namespaceHTMLElements=False)
    counts: Counter[str] = Counter()
    words: list[str] = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            node.text = ""
            continue
        name = _SAME.get(node.tag, node.tag)
        # Empty elements say nothing, and the code that Markdown puts into `pre` says it again.
        if "".join(node.itertext()).strip() or name in {"iframe", "audio", "video", "object"}:
            counts[name] += 1
    words = ["".join(text.split()) for text in tree.itertext()]
    counts["code"] -= len(tree.findall(".//pre/code"))
    return {
        "text": "".join(words).replace("\u200b", ""),
        "links": [
            a.get("href").strip()
            for a in tree.iter("a")
            if a.get("href") and a.get("class") != "embed"
        ],
        "pictures": [i.get("src").strip() for i in tree.iter("img") if i.get("src")],
        "blocks": {name: counts[name] for name in _BLOCKS if counts[name]},
        "lines": {name: counts[name] for name in _LINES if counts[name]},
    }


def main() -> None:
    """Print the figures."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "exports"
    texts = bodies(Path(os.environ.get("SSG_EXPORTS") or beside))
    if not texts:
        sys.exit("no exports found: SSG_EXPORTS names their folder")
    start = time.process_time()
    converted = [to_markdown(text, "en") for text in texts]
    seconds = time.process_time() - start
    survived: Counter[str] = Counter()
    for text, made in zip(texts, converted, strict=True):
        before, after = seen(text), seen(plain_html(made.markdown, "en"))
        survived.update(key for key in before if before[key] == after[key])
    print(f"{len(texts)} bodies, {len(texts) / seconds:.0f} a second on one core")
    for key in ("text", "links", "pictures", "blocks", "lines"):
        print(f"{key:9} survive in {survived[key] / len(texts):7.2%}")
    _print_blocks(converted)


def _print_blocks(converted: list[Converted]) -> None:
    blocks = [block for made in converted for block in made.blocks]
    raw = [block for block in blocks if block.is_html]
    pure = sum(not any(block.is_html for block in made.blocks) for made in converted)
    print(f"{len(raw)} of {len(blocks)} blocks stay HTML ({len(raw) / len(blocks):.2%})")
    print(f"{pure / len(converted):.1%} of bodies are pure Markdown;", end=" ")
    print(f"{sum(not made.is_same for made in converted)} could not be proved")
    for (kind, why), count in Counter((block.kind, block.why) for block in raw).most_common(15):
        print(f"{count:5}  {kind}: {why}")


if __name__ == "__main__":
    main()
