"""Block bodies: what each block turns into once its marks are gone."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ssg.importers.wordpress_text.block_grammar import Block, Text, parse_blocks
from ssg.importers.wordpress_text.embeds import embed_of
from ssg.importers.wordpress_text.findings import Findings
from ssg.importers.wordpress_text.media import picture_figure
from ssg.importers.wordpress_text.scanning import Lines
from ssg.importers.wordpress_text.shortcodes import code_block
from ssg.importers.wordpress_text.showing import shown, shown_as_it_stands
from ssg.importers.wordpress_text.values import Gallery, Remark
from ssg.parse.services import is_audio
from ssg.text.html import escape, escape_attribute, plain_text, unescape

_STATIC = frozenset(
    """accordion-panel audio button buttons code column
    columns cover details file footnotes freeform gallery group heading html image list list-item
    math media-text missing more nextpage paragraph preformatted pullquote quote separator
    shortcode social-links spacer subhead table text-columns verse video""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Blocks whose HTML stands in the body."""

_CAPTION = re.compile(r"<figcaption\b[^<>]*>", re.IGNORECASE)
_CODE = re.compile(r"\s*<(?:pre\b[^<>]*>(?:\s*<code\b[^<>]*>)?|code\b[^<>]*>)")
_CODE_CLASS = re.compile(r"\b(?:language|lang)-([\w+#-]+)|\bbrush:\s*([\w+#-]+)")
_COVER_STYLE = re.compile(r"<div\b[^<>]*?background-image:\s*url\(([^()<>]*)\)", re.IGNORECASE)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"<a\b[^<>]*\bwp-block-file__button\b[^<>]*>.*?</a>", re.DOTALL | re.IGNORECASE
)
_FIGURE = re.compile(r"<figure\b[^<>]*>(.*?)</figure>", re.DOTALL | re.IGNORECASE)
_FIRST_GALLERY = re.compile(r'(<ul class=")(?=wp-block-gallery\b)')
_BOX = re.compile(r"\s*<div\b[^<>]*>(.*)</div>\s*", re.DOTALL | re.IGNORECASE)
_FOLDED_TITLE = re.compile(r"<span\b[^<>]*\bwp-block-accordion-heading__toggle-title\b[^<>]*>")
_FOLD_SIGN = re.compile(r"<span\b[^<>]*\bwp-block-accordion-heading__toggle-icon\b.*?</span>")
_DEEPEST_REUSE = 10

_Show = Callable[[Block], str]


def shown_blocks(text: str, findings: Findings) -> str:
    """Return the HTML of a block body; what stands between blocks is a classic text."""
    return _Blocks(findings, Lines(text)).shown(text)


class _Blocks:
    """One block body on its way; `refs` are the reusable blocks that enclose it."""

    def __init__(self, findings: Findings, lines: Lines, refs: tuple[int, ...] = ()) -> None:
        self._findings = findings
        self._lines = lines
        self._refs = refs
        self._makers: Mapping[str, _Show] = {
            "accordion": lambda block: _without_box(self._inner(block)),
            "accordion-heading": self._folded_title,
            "accordion-item": self._folded,
            "audio": self._audio,
            "block": self._reused,
            "code": self._code,
            "cover": self._cover,
            "embed": self._embed,
            "file": self._file,
            "footnotes": lambda _block: "",
            "freeform": self._classic,
            "gallery": self._gallery,
            "jetpack/tiled-gallery": self._tiles,
            "preformatted": self._preformatted,
            "shortcode": self._classic,
            "social-link": self._link,
            "social-links": self._links,
            "navigation-link": self._link,
            "spacer": lambda _block: "",
            "syntaxhighlighter/code": self._code,
            "verse": self._preformatted,
        }

    def shown(self, text: str) -> str:
        blocks, strays = parse_blocks(text)
        for place in strays:
            self._note(place, "a mark of a block has no partner, or lies too deep")
        return "\n\n".join(
            self._block(one)
            if isinstance(one, Block)
            else shown(one.html, self._findings, self._lines.at(one.start))
            for one in blocks
        )

    def _block(self, block: Block) -> str:
        if block.is_values_broken:
            self._note(block.start, f"the values of a block `{block.name}` cannot be read")
        if block.name.startswith("core-embed/"):
            return self._embed(block)
        maker = self._makers.get(block.name)
        if maker:
            return maker(block)
        if block.name in _STATIC:
            return self._inner(block)
        return self._unknown(block)

    def _inner(self, block: Block) -> str:
        return "".join(
            self._block(one)
            if isinstance(one, Block)
            else shown_as_it_stands(one.html, self._findings, self._lines.at(one.start))
            for one in block.inner
        )

    def _unknown(self, block: Block) -> str:
        """Return what stands in the block; a comment in place of one that only WordPress fills."""
        line = self._lines.at(block.start)
        self._findings.unknown_block(block.name, line)
        inner = self._inner(block)
        if inner.strip():
            return inner
        address = block.values.get("url")
        if isinstance(address, str) and address:
            return self._link(block)
        self._findings.empty_block(block.name, line)
        name = block.name.replace("--", "-")
        return f"<!-- here stood a block of WordPress: {name} -->"

    def _classic(self, block: Block) -> str:
        html = _written(block)
        return shown(html, self._findings, self._lines.at(block.start))

    def _preformatted(self, block: Block) -> str:
        return _written(block)

    def _code(self, block: Block) -> str:
        written = _written(block)
        found = _CODE.match(written)
        if found is None:
            return written
        named = block.values.get("language") or ""
        in_class = _CODE_CLASS.search(f"{found[0]} {block.values.get('className')}")
        language = str(named or ((in_class[1] or in_class[2]) if in_class else ""))
        code = _without_ends(written[found.end() :])
        if "<" in code:
            # Emphasis and links in code have no counterpart in a fence.
            class_ = f' class="language-{escape_attribute(language)}"' if language else ""
            return f"<pre><code{class_}>{code}\n</code></pre>"
        return code_block(unescape(code), escape_attribute(language))

    def _embed(self, block: Block) -> str:
        written = _written(block)
        address = block.values.get("url")
        if not isinstance(address, str) or not address.strip():
            return self._inner(block)
        made = embed_of(address, self._lines.at(block.start), self._findings)
        caption = _CAPTION.search(written)
        if caption is None:
            return made.html
        words = written[caption.end() :].partition("</figcaption>")[0].strip()
        return f"{made.html}\n<p>{words}</p>"

    def _folded(self, block: Block) -> str:
        """Return a part of an accordion as the block `details`, which shows the same."""
        is_open = " open" if block.values.get("openByDefault") is True else ""
        return f"<details{is_open}>{_without_box(self._inner(block))}</details>"

    def _folded_title(self, block: Block) -> str:
        """Return the words of a part of an accordion without the button and its sign."""
        inner = _FOLD_SIGN.sub("", self._inner(block))
        title = _FOLDED_TITLE.search(inner)
        words = inner[title.end() :].rpartition("</span>")[0].strip() if title else ""
        return f"<summary>{words}</summary>" if words else inner

    def _audio(self, block: Block) -> str:
        """Return a recording as its address, as `[audio]` does; one with words below it stays."""
        inner = self._inner(block)
        source = _SOURCE.search(inner)
        address = unescape(source[1] or source[2] or "") if source else ""
        if not is_audio(address) or _CAPTION.search(inner):
            return inner
        return embed_of(address, self._lines.at(block.start), self._findings).html

    def _file(self, block: Block) -> str:
        """Return the link to a file without the button beside it, which leads there as well."""
        inner = self._inner(block)
        link = _DOWNLOAD.sub("", inner)
        return link if "<a " in link else inner

    def _tiles(self, block: Block) -> str:
        """Return the pictures of a gallery that Jetpack laid in rows and columns."""
        inner = self._inner(block)
        figures = "\n".join(f"<figure>{found[1]}</figure>" for found in _FIGURE.finditer(inner))
        return f'<div class="gallery">\n{figures}\n</div>' if figures else self._unknown(block)

    def _links(self, block: Block) -> str:
        """Return a list of links, whose items WordPress makes when it shows them."""
        return "".join(
            f"<li>{made}</li>" if isinstance(one, Block) and made else made
            for one in block.inner
            for made in [self._block(one) if isinstance(one, Block) else one.html]
        )

    def _cover(self, block: Block) -> str:
        """Return what stands in a cover, after its picture where only a style shows that."""
        inner = self._inner(block)
        address = block.values.get("url")
        if not isinstance(address, str) or not address.strip():
            style = _COVER_STYLE.search(_own_html(block))
            address = unescape(style[1]).strip("\"' ") if style else ""
        there = {unescape(one[1] or one[2] or "") for one in _SOURCE.finditer(inner)}
        if not address or address in there:
            return inner
        alt = block.values.get("alt")
        words = escape_attribute(alt) if isinstance(alt, str) else ""
        return f'<figure><img src="{escape_attribute(address)}" alt="{words}" /></figure>\n{inner}'

    def _gallery(self, block: Block) -> str:
        ids = tuple(one for one in _listed(block.values, "ids") if isinstance(one, int))
        attachments = self._findings.context.attachments
        inner = self._inner(block)
        if ids:
            found = tuple(one for one in ids if one in attachments)
            missing = tuple(one for one in ids if one not in attachments)
            line = self._lines.at(block.start)
            self._findings.galleries.append(Gallery("wp:gallery", found, missing, line))
            if "<img" not in inner and found:
                figures = [picture_figure(attachments[one], is_linked=True) for one in found]
                return inner + '<div class="gallery">\n' + "\n".join(figures) + "\n</div>"
        # The first ones were a list alone, and had no name for that.
        return _FIRST_GALLERY.sub(r"\1blocks-gallery-grid ", inner, count=1)

    def _link(self, block: Block) -> str:
        address = block.values.get("url")
        if not isinstance(address, str) or not address:
            return self._inner(block)
        words = block.values.get("label") or block.values.get("service") or address
        label = plain_text(str(words)) or address
        return f'<p><a href="{escape_attribute(address)}">{escape(label)}</a></p>'

    def _reused(self, block: Block) -> str:
        number = block.values.get("ref")
        findings = self._findings
        written = None
        if isinstance(number, int) and number not in self._refs and findings.reuses_left:
            written = findings.context.reusable_blocks.get(number)
        if not isinstance(number, int) or written is None or len(self._refs) >= _DEEPEST_REUSE:
            self._note(block.start, f"the reusable block {number} cannot be put in its place")
            return self._unknown(block)
        findings.reuses_left -= 1
        lines = Lines("", self._lines.at(block.start))
        return _Blocks(self._findings, lines, (*self._refs, number)).shown(written)

    def _note(self, place: int, text: str) -> None:
        self._findings.notes.append(Remark(self._lines.at(place), text))


def _written(block: Block) -> str:
    """Return what stands in a block, without the marks of blocks in it."""
    return "".join(one.html if isinstance(one, Text) else _written(one) for one in block.inner)


def _own_html(block: Block) -> str:
    """Return the HTML of a block before the first block in it."""
    first = next(iter(block.inner), None)
    return first.html if isinstance(first, Text) else ""


def _without_box(html: str) -> str:
    """Return what stands in the `div` that is all of `html`."""
    box = _BOX.fullmatch(html)
    return box[1].strip() if box else html


def _without_ends(code: str) -> str:
    code = code.rstrip().removesuffix("</pre>").rstrip().removesuffix("</code>")
    return code.removesuffix("\n")


def _listed(values: Mapping[str, Any], name: str) -> list[Any]:
    listed = values.get(name)
    return listed if isinstance(listed, list) else []
