"""What a built site says of itself: the pages of a folder, read without any code of ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

RESOURCE_ATTRIBUTES = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
RESOURCE_RELATIONS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
    | {"preconnect", "dns-prefetch"}
)
CSS_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")


@dataclass
class ReadPage(HTMLParser):
    """A page as a browser without scripts would note it."""

    path: str
    text: str
    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    """Addresses that a reader may follow, each with its line."""
    resources: list[tuple[int, str]] = field(default_factory=list)
    """Addresses that a browser requests by itself, each with the line."""
    json_ld: list[str] = field(default_factory=list)
    forwards: bool = False
    _open: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        line, _ = self.getpos()
        self.ids |= {values[name] for name in ("id",) if name in values}
        if tag == "a" and "name" in values:
            self.ids.add(values["name"])
        if tag in {"a", "area"} and "href" in values:
            self.links.append((line, values["href"]))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.forwards = True
            self.links.append((line, values.get("content", "").partition("url=")[2]))
        self.resources += ((line, address) for address in requested_by(tag, values))
        self.resources += ((line, address) for address in in_css(values.get("style", "")))
        is_json_ld = tag == "script" and values.get("type") == "application/ld+json"
        self._open = "json-ld" if is_json_ld else tag if tag == "style" else ""
        if is_json_ld:
            self.json_ld.append("")

    def handle_data(self, data: str) -> None:
        if self._open == "json-ld":
            self.json_ld[-1] += data
        elif self._open == "style":
            self.resources += ((self.getpos()[0], address) for address in in_css(data))

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = ""


def requested_by(tag: str, values: Mapping[str, str]) -> Iterator[str]:
    """Yield what a browser fetches for one element."""
    if tag in {"audio", "video"} and values.get("preload") == "none":
        # A recording may be elsewhere: it is fetched when a reader presses play.
        return
    for name in RESOURCE_ATTRIBUTES.get(tag, ()):
        value = values.get(name, "")
        if name == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif value:
            yield value
    if tag == "link" and RESOURCE_RELATIONS & set(values.get("rel", "").lower().split()):
        yield values.get("href", "")


def in_css(text: str) -> list[str]:
    """Return the addresses that a style sheet requests."""
    return [address for address in CSS_ADDRESS.findall(text) if not address.startswith("data:")]


@dataclass(frozen=True)
class BuiltSite:
    """A folder of output and the address under which it is served."""

    folder: Path
    url: str

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file, relative to the folder."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return frozenset(file.relative_to(self.folder).as_posix() for file in files)

    @cached_property
    def pages(self) -> Mapping[str, ReadPage]:
        """Every HTML file by its path, those that forward included."""
        return {
            path: ReadPage(path, (self.folder / path).read_text("utf-8"))
            for path in sorted(self.paths)
            if path.endswith(".html") and not path.startswith("media/")
        }

    @cached_property
    def old_paths(self) -> frozenset[str]:
        """The pages at old addresses, those of entries that are gone for good included."""
        table = self.folder / "_redirects"
        lines = table.read_text("utf-8").splitlines() if table.exists() else []
        olds = (urljoin(self.url, line.split()[0]) for line in lines if line.startswith("/"))
        return frozenset(self.served_by(old) for old in olds if ":" not in urlsplit(old).path)

    @property
    def reading_pages(self) -> dict[str, ReadPage]:
        """The pages that a reader reads."""
        return {
            path: page
            for path, page in self.pages.items()
            if not page.forwards and not (path in self.old_paths and "noindex" in page.text)
        }

    @property
    def posts(self) -> dict[str, ReadPage]:
        """The pages of posts, known by an address of year, month, day and slug."""
        rule = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/index\.html")
        return {path: page for path, page in self.reading_pages.items() if rule.fullmatch(path)}

    def address(self, path: str) -> str:
        """Return the absolute address of an output file."""
        return urljoin(self.url, re.sub(r"(^|/)index\.html$", r"\1", path))

    def is_ours(self, address: str) -> bool:
        """Tell whether an absolute address lies in this site's host."""
        return urlsplit(address).netloc == urlsplit(self.url).netloc

    def served_by(self, address: str) -> str:
        """Return the file that answers an absolute address of ours, or ""."""
        base, path = urlsplit(self.url).path, unquote(urlsplit(address).path)
        if not path.startswith(base):
            return ""
        rest = path[len(base) :]
        folder_file = f"{rest.rstrip('/')}/index.html".lstrip("/")
        candidates = (folder_file,) if rest.endswith("/") or not rest else (rest, folder_file)
        return next((candidate for candidate in candidates if candidate in self.paths), "")


def broken_links(site: BuiltSite) -> list[str]:
    """Return every internal link, and every resource, that leads nowhere."""
    found = []
    for path, page in site.pages.items():
        for line, link in (*page.links, *page.resources):
            address = urljoin(site.address(path), link)
            if urlsplit(address).scheme not in {"http", "https"} or not site.is_ours(address):
                continue
            target = site.served_by(address)
            anchor = unquote(urlsplit(address).fragment)
            if not target:
                found.append(f"{path}:{line}: {link} is not there")
                continue
            # "#top" needs no element: every browser knows it.
            anchors = site.pages[target].ids | {"", "top"} if target in site.pages else {anchor}
            if anchor not in anchors:
                found.append(f"{path}:{line}: {link}: {target} has no such anchor")
    return found


def foreign_requests(site: BuiltSite) -> list[str]:
    """Return what pages and style sheets would request from another host without a click."""
    found = []
    for path, page in site.pages.items():
        found += [
            f"{path}:{line}: requests {resource}"
            for line, resource in page.resources
            if urlsplit(address := urljoin(site.address(path), resource)).scheme != "data"
            and not site.is_ours(address)
        ]
    for path in sorted(path for path in site.paths if path.endswith(".css")):
        found += [
            f"{path}: requests {resource}"
            for resource in in_css((site.folder / path).read_text("utf-8"))
            if not site.is_ours(urljoin(site.address(path), resource))
        ]
    return found
