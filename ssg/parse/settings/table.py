"""Every key of site.yaml, in the order of the reference."""

import re
from urllib.parse import urlsplit

from ssg.model.settings import DEFAULT_THEME, SHARING_PICTURES
from ssg.parse.decoders import (
    AUTHOR_ID,
    FLAG,
    LANGUAGE,
    PLAIN_MAP,
    TEXT,
    WEB_URL,
    WORDS,
    choice,
    whole_number,
)
from ssg.parse.decoding import Decoder, Key, Table, Wrong, list_of, one_or_list_of, refuse, table_of
from ssg.parse.moments import TIME_ZONE
from ssg.parse.people import LINKS
from ssg.parse.problems import Reading
from ssg.parse.settings.cards import CARDS
from ssg.parse.settings.check import CHECK
from ssg.parse.settings.deploy_targets import DEPLOY
from ssg.parse.settings.groups import (
    ANALYTICS,
    BLOGROLL,
    COMMENTS,
    FEEDS,
    INDEXNOW_KEY,
    MENU,
    NEWSLETTER,
    SHARING,
)
from ssg.parse.settings.podcast import PODCAST
from ssg.parse.themes.names import THEME_NAME
from ssg.parse.yaml.nodes import Node, ScalarNode

PERMALINK_FIELDS = ("year", "month", "day", "slug", "category", "author", "id")
DIALECTS = ("netlify", "apache", "nginx", "html")


def _read_site_url(node: Node, reading: Reading) -> str | Wrong:
    url = WEB_URL.read(node, reading)
    if isinstance(url, Wrong):
        return url
    parts = urlsplit(url)
    fault = "holds a query or a fragment" if parts.query or parts.fragment else ""
    if parts.username is not None:
        fault = "holds a user's name"
    if not fault and not _has_valid_port(url):
        fault = "has a port that is no number"
    if fault:
        example = "https://example.org/blog/"
        return refuse(node, SITE_URL, reading, f"write it like {example}", fault)
    return url


def _has_valid_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


SITE_URL: Decoder[str] = Decoder(
    "the site's address, which begins with http:// or https://",
    "https://example.org/",
    _read_site_url,
    WEB_URL.schema,
)


_NAMES_ELSEWHERE = {
    "postname": "slug", "title": "slug", "slug": "slug", "year": "year", "monthnum": "month",
    "month": "month", "day": "day", "category": "category", "categories": "category",
    "author": "author", "post_id": "id", "id": "id",
}  # fmt: skip
"""What WordPress (%postname%) and Jekyll (:title) call the parts of an address."""


def _other_programs_pattern(pattern: str) -> str:
    """Return `pattern` as it is written here, "" if it is no other program's."""
    written = re.sub(
        r"%(\w+)%|(?<=[/-]):(\w+)",
        lambda part: f"{{{_NAMES_ELSEWHERE.get(part[1] or part[2], part[1] or part[2])}}}",
        pattern,
    )
    return "" if written == pattern else written


def _pattern_fault(pattern: str) -> tuple[str, str]:
    """Return why `pattern` makes no addresses, and what to write; both "" when it does."""
    example = PATTERN.example
    if not pattern.startswith("/"):
        return "does not begin with /", f"write /{pattern}" if pattern else f"write {example}"
    if translated := _other_programs_pattern(pattern):
        why, fix = _part_fault(translated)
        fix = f"{fix}; `%year%` is {{year}} here" if why else f"write {translated}"
        return "is written the way another program writes it", fix
    return _part_fault(pattern)


def _part_fault(pattern: str) -> tuple[str, str]:
    fields = re.findall(r"\{([^{}]*)\}", pattern)
    unknown = [field for field in fields if field not in PERMALINK_FIELDS]
    known = ", ".join(f"{{{field}}}" for field in PERMALINK_FIELDS)
    if unknown:
        return f"holds `{{{unknown[0]}}}`, which is no part of an address", f"use {known}"
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)):
        return "holds a brace without its partner", f"use {known}"
    if "slug" not in fields and "id" not in fields:
        return "gives posts of one day the same address", "add {slug} or {id} at its end"
    rest = re.sub(r"\{[^{}]*\}", "", pattern)
    if re.search(r"[\s\\?#%:\x00-\x1f]", rest) or "//" in pattern or ".." in pattern:
        return "holds something that no address can hold", f"write it like {PATTERN.example}"
    return "", ""


def _read_pattern(node: Node, reading: Reading) -> str | Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, PATTERN, reading)
    fault, fix = _pattern_fault(node.text.strip())
    if fault:
        return refuse(node, PATTERN, reading, fix, fault)
    return node.text.strip()


PATTERN: Decoder[str] = Decoder(
    "a pattern of paths",
    "/{year}/{month}/{day}/{slug}/",
    _read_pattern,
    {"type": "string", "pattern": "^/"},
)

SETTINGS_TABLE: Table = table_of(
    Key(
        "title",
        WORDS,
        "The name of the site.",
        missing="add `title: …`",
        example="The Lamplighter",
        also=("name", "blogname", "site_title", "sitename"),
    ),
    Key(
        "tagline",
        TEXT,
        "What it is about, in a line.",
        also=("subtitle", "description", "slogan", "blogdescription"),
    ),
    Key(
        "url",
        SITE_URL,
        "Where the site stands. A path is allowed; every address then begins with it.",
        missing="add `url: https://…`",
        example="https://lamplighter.example/blog/",
        also=("base_url", "site_url", "home"),
    ),
    Key(
        "language",
        LANGUAGE,
        "The language of its texts.",
        default="en",
        example="pt-BR",
        also=("lang", "locale", "languagecode", "default_lang"),
    ),
    Key(
        "timezone",
        TIME_ZONE,
        "The time zone of dates without an offset; a date without a time is midnight there.",
        default="UTC",
        example="America/Chicago",
        also=("time_zone", "tz"),
    ),
    Key(
        "author",
        AUTHOR_ID,
        "Who wrote what names no author: the id of an author record.",
        example="jane-marsh",
    ),
    Key(
        "theme",
        THEME_NAME,
        "How the site looks: broadsheet, quiet-page, current, or a theme of its own in themes/.",
        default=DEFAULT_THEME,
        example=DEFAULT_THEME,
    ),
    Key(
        "theme_settings",
        PLAIN_MAP,
        "What the theme lets you choose; its theme.yaml names it.",
        default="{}",
        example='{accent: "#8a1c1c"}',
        also=("theme_config", "theme_options"),
    ),
    Key(
        "permalink",
        PATTERN,
        "The pattern of the posts' addresses. It may hold {year}, {month}, {day}, {slug}, "
        "{category}, {author} and {id}, must hold {slug} or {id}, and may end in .html.",
        default="/{year}/{month}/{day}/{slug}/",
        example="/{year}/{month}/{slug}.html",
        also=("permalinks", "permalink_structure"),
    ),
    Key(
        "posts_per_page",
        whole_number(1, 1000),
        "How many posts a page of a listing shows.",
        default="10",
        example="20",
        also=("paginate", "pagination", "default_pagination"),
    ),
    Key(
        "menu",
        MENU,
        "The words at the top of each page; the search follows, unless one leads to `/search/`.",
        default="the site's pages, without those below others",
        example="[{title: About, url: /about/}]",
        also=("menus", "navigation", "nav"),
    ),
    Key(
        "allowed_categories",
        list_of(WORDS, "a list of categories", "[Cities, Books]"),
        "The only categories that posts may name; another one is then an error.",
        default="all are allowed",
        example="[Cities, Books, Power]",
    ),
    Key(
        "jsonld",
        choice("BlogPosting", "OpinionNewsArticle"),
        "What search engines are told that a post is.",
        default="BlogPosting",
        example="OpinionNewsArticle",
    ),
    Key(
        "links",
        LINKS,
        "Where else readers find the site.",
        default="[]",
        example="[{title: On Mastodon, url: https://social.example/@lamplighter, kind: mastodon}]",
        also=("social",),
    ),
    Key("feeds", FEEDS, "What feeds hold.", example="{limit: 20}", also=("feed", "rss")),
    Key(
        "comments",
        COMMENTS,
        "How readers answer.",
        example="{provider: mailto, email: letters@example.org}",
    ),
    Key(
        "newsletter",
        NEWSLETTER,
        "A form with which readers subscribe, and how `ssg newsletter` sends letters.",
        example="{action: https://example.org/subscribe, hidden: {list: essays}}",
    ),
    Key(
        "analytics",
        ANALYTICS,
        "A counter of readers. It is never part of a preview.",
        default="none",
        example="{provider: goatcounter, code: lamplighter}",
    ),
    Key("podcast", PODCAST, "The podcast feed's own words.", example="{title: Out Loud}"),
    Key(
        "cards",
        CARDS,
        "How `ssg cards` asks for films and posts that stand elsewhere.",
        example="{servers: {youtube: https://oembed.example.org/youtube}}",
    ),
    Key(
        "search",
        FLAG,
        "Whether readers can search the site. The build makes an index of all listed posts and"
        " pages, and `/search/` looks through it as one types. Without JavaScript that page has"
        " the years, the tags, and a form that asks DuckDuckGo for pages of this site.",
        default="true",
        example="false",
    ),
    Key(
        "sharing_pictures",
        SHARING,
        "For how many of the newest posts a picture is drawn that other sites show when a post is "
        "shared: a number, all, or none. A post with a picture of its own is shared with that one.",
        default=str(SHARING_PICTURES),
        example="none",
    ),
    Key("webmention", WEB_URL, "The address that receives webmentions.", default="none"),
    Key(
        "blogroll",
        BLOGROLL,
        "Sites that you read.",
        default="[]",
        example="[{title: The Gasworks Review, url: https://gasworks.example/}]",
    ),
    Key(
        "indexnow",
        INDEXNOW_KEY,
        "The key with which search engines are told of changes (IndexNow). It is public: the build "
        "writes it to the file that is called like it, `/a1b2c3d4e5f6.txt`.",
        default="none",
        example="a1b2c3d4e5f6",
    ),
    Key("check", CHECK, "What a check tells, and asks.", example="{off: [curly-quotes]}"),
    Key(
        "redirects",
        one_or_list_of(choice(*DIALECTS), "a dialect, or a list of dialects", "[netlify, html]"),
        "In which dialects redirects are written: netlify, apache, nginx, html.",
        default="[netlify, apache, nginx, html]",
        example="[html]",
    ),
    Key(
        "deploy",
        DEPLOY,
        "Where `ssg deploy` puts the site, by a name for each place. No password stands here.",
        default="{}",
        example='{production: {type: rsync, to: "me@host:/srv/blog"}}',
    ),
    elsewhere="remove it; what only the theme reads goes under `theme_settings:`",
)
