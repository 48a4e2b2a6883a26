"""Shortcodes that have a counterpart: what each turns into."""

from collections.abc import Callable, Mapping

from ssg.importers.wordpress_text.code_names import is_code, language_of, modes_of
from ssg.importers.wordpress_text.embeds import embed_of
from ssg.importers.wordpress_text.findings import Findings, Made
from ssg.importers.wordpress_text.media import (
    Show,
    audio_of,
    caption_of,
    gallery_of,
    playlist_of,
    video_of,
)
from ssg.importers.wordpress_text.shortcode_syntax import Shortcode
from ssg.text.html import escape, unescape

Maker = Callable[[Shortcode, int, Findings, Show], Made | None]


def made_of(shortcode: Shortcode, line: int, findings: Findings, show: Show) -> Made | None:
    """Return what a shortcode turns into, or None if it has to stay as it is written.

    `show` makes HTML of the text within it.
    """
    if is_code(shortcode.name):
        return _code(shortcode, findings)
    maker = _MAKERS.get(shortcode.name)
    return maker(shortcode, line, findings, show) if maker else None


def code_block(code: str, language: str) -> str:
    """Return plain text as a block of code."""
    class_ = f' class="language-{language}"' if language else ""
    return f"<pre><code{class_}>{escape(code)}\n</code></pre>"


def _code(shortcode: Shortcode, findings: Findings) -> Made | None:
    if shortcode.inner is None:
        return None
    code = shortcode.inner
    modes = modes_of(shortcode.name)
    is_encoded = findings.context.is_code_encoded and not shortcode.name.startswith("cc")
    if is_encoded or "e" in modes:
        code = unescape(code)
    if "i" in modes:
        return Made(f"<code>{escape(code)}</code>", is_block=False)
    language = language_of(shortcode.name, dict(shortcode.values), shortcode.words)
    title = shortcode.values.get("title", "")
    above = f"<p>{escape(title)}</p>\n" if title else ""
    return Made(above + code_block(code.removeprefix("\n").removesuffix("\n"), language))


def _embed(address_of: Callable[[Shortcode], str]) -> Maker:
    def make(shortcode: Shortcode, line: int, findings: Findings, _show: Show) -> Made | None:
        address = address_of(shortcode).strip()
        return embed_of(address, line, findings) if address else None

    return make


def _named(shortcode: Shortcode, *names: str) -> str:
    """Return the first of the named values, else the first word, else what is within."""
    values = shortcode.values
    # A player's parameters may be part of the word: `[youtube=https://…&w=640]`.
    word = next(iter(shortcode.words), "")
    found = next((values[name] for name in names if values.get(name)), "")
    return found or word or (shortcode.inner or "")


def _at(begin: str, *names: str) -> Callable[[Shortcode], str]:
    """Return what finds an address: as it is written, or `begin` and the id."""

    def find(shortcode: Shortcode) -> str:
        written = _named(shortcode, *names).strip().lstrip("=")
        return written if not written or "//" in written else begin + written

    return find


def _footnote(shortcode: Shortcode, _line: int, findings: Findings, show: Show) -> Made | None:
    inner = shortcode.inner
    if inner is None:
        return None
    return Made(findings.written_footnote(lambda: show(inner)), is_block=False)


def _latex(shortcode: Shortcode, _line: int, _findings: Findings, _show: Show) -> Made | None:
    if shortcode.inner is None:
        return None
    return Made(f'<code class="latex">{escape(shortcode.inner.strip())}</code>', is_block=False)


def _gist_address(shortcode: Shortcode) -> str:
    address = _at("https://gist.github.com/", "id", "url")(shortcode)
    file = shortcode.values.get("file", "")
    return f"{address}#file-{file.replace('.', '-').lower()}" if file and address else address


_GALLERIES: Mapping[str, Maker] = {
    "caption": lambda shortcode, _line, _findings, show: caption_of(shortcode, show),
    "wp_caption": lambda shortcode, _line, _findings, show: caption_of(shortcode, show),
    "gallery": lambda shortcode, line, findings, _show: gallery_of(shortcode, line, findings),
    "audio": lambda shortcode, line, findings, _show: audio_of(shortcode, line, findings),
    "video": lambda shortcode, _line, _findings, _show: video_of(shortcode),
    "playlist": lambda shortcode, line, findings, _show: playlist_of(shortcode, line, findings),
}
_ADDRESSES: Mapping[str, Callable[[Shortcode], str]] = {
    "embed": _at("", "src", "url"),
    "youtube": _at("https://www.youtube.com/watch?v=", "url", "id", "video", "v"),
    "vimeo": _at("https://vimeo.com/", "url", "id", "video", "clip_id"),
    "dailymotion": _at("https://www.dailymotion.com/video/", "url", "id", "video"),
    "videopress": _at("https://videopress.com/v/", "id"),
    "wpvideo": _at("https://videopress.com/v/", "id"),
    "googlevideo": _at("https://video.google.com/videoplay?docid=", "id"),
    "soundcloud": _at("https://soundcloud.com/", "url"),
    "ted": _at("https://www.ted.com/talks/", "url", "id"),
    "tweet": _at("https://twitter.com/i/status/", "url", "id"),
    "twitter-tweet": _at("https://twitter.com/i/status/", "url", "id"),
    "gist": _gist_address,
}
_MAKERS: Mapping[str, Maker] = {
    **_GALLERIES,
    **{name: _embed(address_of) for name, address_of in _ADDRESSES.items()},
    **dict.fromkeys(("ref", "fn", "footnote", "efn_note", "mfn"), _footnote),
    "latex": _latex,
}
