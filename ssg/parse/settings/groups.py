"""The groups of keys inside site.yaml: feeds, comments, newsletter, podcast and so on."""

from typing import Any

from ssg.model.settings import (
    SHARING_PICTURES,
    AnalyticsSettings,
    BlogrollItem,
    CommentSettings,
    FeedSettings,
    MenuItem,
    NewsletterSettings,
)
from ssg.parse.decoders import (
    EMAIL,
    FLAG,
    LINK_URL,
    TEXT,
    TEXT_MAP,
    WEB_URL,
    WORDS,
    choice,
    matching,
    whole_number,
)
from ssg.parse.decoding import (
    Decoder,
    Key,
    Words,
    Wrong,
    decode_map,
    group,
    list_of,
    refuse,
    schema_of_table,
    table_of,
)
from ssg.parse.problems import Reading
from ssg.parse.settings.credentials import without_credentials
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode

MENU: Decoder[tuple[MenuItem, ...]] = list_of(
    group(
        table_of(
            Key("title", WORDS, "The word.", missing="add `title: …`", example="About"),
            Key(
                "url",
                LINK_URL,
                "A path from the site's root, or a whole address.",
                missing="add `url: /about/`",
                example="/about/",
            ),
        ),
        lambda values, _: MenuItem(values["title"], values["url"]),
        "a word of the menu",
        "{title: About, url: /about/}",
    ),
    "a list of words with addresses",
    "[{title: About, url: /about/}]",
)


def _read_limit(node: Node, reading: Reading) -> int | Wrong | None:
    if isinstance(node, ScalarNode) and node.text == "all":
        return None
    number = _NUMBER.read(node, Reading("", ""))
    if isinstance(number, Wrong):
        return refuse(node, LIMIT, reading)
    return number


_NUMBER = whole_number(1, 100_000)
LIMIT: Decoder[int | None] = Decoder(
    "a whole number from 1, or all",
    "20",
    _read_limit,
    {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "all"}]},
)


def _read_sharing(node: Node, reading: Reading) -> int | Wrong | None:
    if isinstance(node, ScalarNode) and node.text in {"all", "none"}:
        return None if node.text == "all" else 0
    number = _NUMBER.read(node, Reading("", ""))
    return refuse(node, SHARING, reading) if isinstance(number, Wrong) else number


SHARING: Decoder[int | None] = Decoder(
    "a whole number from 1, all, or none",
    str(SHARING_PICTURES),
    _read_sharing,
    {"anyOf": [{"type": "integer", "minimum": 1}, {"enum": ["all", "none"]}]},
)
FEEDS: Decoder[FeedSettings] = group(
    table_of(
        Key("limit", LIMIT, "How many posts a feed holds.", default="20", example="all"),
        Key(
            "full_text",
            FLAG,
            "Whether feeds hold the whole text or the summary.",
            default="true",
            example="false",
        ),
        Key("hub", WEB_URL, "A WebSub hub that feeds announce."),
    ),
    lambda values, _: FeedSettings(**values),
    "what feeds hold",
    "{limit: 20, full_text: true}",
)

PROVIDERS = (
    "none", "mailto", "isso", "remark42", "giscus", "utterances", "mastodon", "bluesky", "form",
    "script",
)  # fmt: skip
_WITHOUT_OPTIONS = frozenset({"none", "mailto", "mastodon", "bluesky"})
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def _read_days(node: Node, reading: Reading) -> int | Wrong:
    text = DAYS_TEXT.read(node, reading)
    return text if isinstance(text, Wrong) else int(text[:-1]) * _DAYS[text[-1]]


INDEXNOW_KEY = matching(
    r"[A-Za-z0-9-]{8,128}", "a key of 8 to 128 letters, digits and dashes", "a1b2c3d4e5f6"
)
DAYS_TEXT = matching(r"[1-9][0-9]{0,4}[dwmy]", "a time in days, weeks, months or years", "30d")
DAYS: Decoder[int] = Decoder(DAYS_TEXT.expects, "30d", _read_days, DAYS_TEXT.schema)
_COMMENT_KEYS = (
    Key(
        "provider",
        choice(*PROVIDERS),
        "How readers answer: " + ", ".join(PROVIDERS) + ".",
        default="mailto",
        example="isso",
    ),
    Key(
        "email",
        EMAIL,
        "Where letters go, for mailto.",
        default="the author's",
        example="letters@example.org",
    ),
    Key(
        "server",
        WEB_URL,
        "The address of your own server, for isso and remark42.",
        example="https://comments.example.org/",
    ),
    Key(
        "close_after",
        DAYS,
        "When answering ends after a post appeared: 30d, 6w, 3m (of 30 days), 1y.",
        default="never",
        example="30d",
    ),
    Key(
        "bluesky_api",
        WEB_URL,
        "The server that `ssg comments pull` asks for replies on Bluesky.",
        default="https://public.api.bsky.app",
        example="https://appview.example.org",
    ),
)
COMMENTS_TABLE = table_of(
    *_COMMENT_KEYS,
    rest=TEXT,
    rest_meaning="The attributes of isso, remark42, giscus, utterances, form or script, by name.",
)
_STRICT_COMMENTS_TABLE = table_of(*_COMMENT_KEYS)


def _read_comments(node: Node, reading: Reading) -> CommentSettings | Wrong:
    if not isinstance(node, MapNode):
        example = "{provider: mailto, email: me@example.org}"
        return refuse(node, Words("a group of keys with provider", example), reading)
    provider = node.value("provider")
    name = provider.text if isinstance(provider, ScalarNode) else "mailto"
    strict = name in _WITHOUT_OPTIONS
    values = decode_map(node, _STRICT_COMMENTS_TABLE if strict else COMMENTS_TABLE, reading)
    is_empty = isinstance(provider, ScalarNode) and provider.is_empty
    # One that could not be read is another than the default.
    otherwise = "mailto" if provider is None or is_empty else "none"
    return CommentSettings(
        provider=values.pop("provider", otherwise),
        email=values.pop("email", ""),
        server=values.pop("server", ""),
        close_after_days=values.pop("close_after", None),
        bluesky_api=values.pop("bluesky_api", ""),
        options=values,
    )


COMMENTS: Decoder[CommentSettings] = Decoder(
    "a group of keys",
    "{provider: mailto, email: me@example.org}",
    _read_comments,
    schema_of_table(COMMENTS_TABLE),
    COMMENTS_TABLE,
)

SMTP_TABLE = table_of(
    Key("host", WORDS, "The server.", missing="add `host: …`", example="smtp.example.org"),
    Key(
        "port",
        whole_number(1, 65535),
        "Its port.",
        default="587 with starttls, 465 with tls, 25 with none",
        example="465",
    ),
    Key(
        "security",
        choice("starttls", "tls", "none"),
        "How the connection is secured.",
        default="starttls",
        example="tls",
    ),
    Key(
        "user",
        WORDS,
        "The name to log in with. The password stands in the environment as SSG_SMTP_PASSWORD.",
        default="the address in `from`",
        example="jane@example.org",
    ),
)
_SMTP: Decoder[dict[str, Any]] = without_credentials(
    group(SMTP_TABLE, lambda values, _: values, "a mail server", "{host: smtp.example.org}"),
    "ssg reads the password from SSG_SMTP_PASSWORD in the environment",
)
_SENDER = matching(
    r"[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+",
    "a name with an e-mail address",
    "Jane <jane@example.org>",
)
NEWSLETTER: Decoder[NewsletterSettings] = group(
    table_of(
        Key("action", WEB_URL, "Where the form sends an address."),
        Key("field", WORDS, "The form's field for it.", default="email", example="EMAIL"),
        Key("hidden", TEXT_MAP, "Fields that go along unseen.", example="{list: essays}"),
        Key(
            "consent_text",
            WORDS,
            "What a reader agrees to by subscribing, under the field.",
            example="You get new essays by e-mail until you unsubscribe.",
        ),
        Key(
            "honeypot",
            WORDS,
            "A field that people do not see and only programs fill in, as your provider names it.",
            example="b_0123_4567",
        ),
        Key(
            "from",
            _SENDER,
            "Who sends letters.",
            default="the post's author",
            example='"Jane <jane@example.org>"',
        ),
        Key(
            "to",
            EMAIL,
            "The address at which your list takes letters.",
            example="essays@lists.example.org",
        ),
        Key("unsubscribe", LINK_URL, "Where readers leave the list."),
        Key("smtp", _SMTP, "The mail server that `ssg newsletter --send` hands letters to."),
    ),
    lambda values, _: NewsletterSettings(
        action=values.get("action", ""),
        field_name=values.get("field", "email"),
        hidden=values.get("hidden", {}),
        consent_text=values.get("consent_text", ""),
        honeypot=values.get("honeypot", ""),
        sender=values.get("from", ""),
        to=values.get("to", ""),
        unsubscribe=values.get("unsubscribe", ""),
        smtp=values.get("smtp", {}),
    ),
    "a group of keys",
    "{action: https://example.org/subscribe}",
)

ANALYTICS: Decoder[AnalyticsSettings] = group(
    table_of(
        Key(
            "provider",
            matching(r"[a-z0-9_-]+", "a name in small letters", "goatcounter"),
            "The counter.",
            missing="add `provider: goatcounter`",
            example="goatcounter",
        ),
        rest=TEXT,
        rest_meaning="What the provider asks for, by name.",
    ),
    lambda values, _: AnalyticsSettings(values.pop("provider"), values),
    "a counter of readers",
    "{provider: goatcounter, site: me}",
)

BLOGROLL: Decoder[tuple[BlogrollItem, ...]] = list_of(
    group(
        table_of(
            Key("title", WORDS, "Its name.", missing="add `title: …`"),
            Key("url", WEB_URL, "Its address.", missing="add `url: https://…`"),
            Key("feed", WEB_URL, "Its feed."),
        ),
        lambda values, _: BlogrollItem(**values),
        "a site",
        "{title: The Gasworks Review, url: https://gasworks.example/}",
    ),
    "a list of sites",
    "[{title: The Gasworks Review, url: https://gasworks.example/}]",
)
