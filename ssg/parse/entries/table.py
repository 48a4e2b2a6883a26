"""Every key of front matter, in the order of the reference."""

from ssg.parse.address import ALIAS, PERMALINK, decode_path
from ssg.parse.decoders import FLAG, LANGUAGE, PLAIN_MAP, TEXT, WORDS, matching, whole_number
from ssg.parse.decoding import (
    Decoder,
    Key,
    Table,
    Wrong,
    converted,
    one_or_list_of,
    refuse,
    table_of,
)
from ssg.parse.entries.audio_table import AUDIO
from ssg.parse.entries.groups import (
    AUTHORS,
    CATEGORIES,
    COMMENTS,
    CORRECTIONS,
    PICTURE,
    RULES_OFF,
    SERIES,
    SOURCES,
    TAGS,
)
from ssg.parse.entries.other_programs import ENTRY_KEYS
from ssg.parse.moments import MOMENT
from ssg.parse.people import LINKS, MARKDOWN, SMART
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import Node, ScalarNode
from ssg.text.slug import slug_fault, slugify


def _read_slug(node: Node, reading: Reading) -> str | Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, SLUG, reading)
    slug = decode_path(node.text.strip())
    fault = slug_fault(slug)
    if fault:
        fix = f"write {slugify(slug)}"
        return refuse(node, SLUG, reading, fix, f"as a slug {fault}")
    return slug


SLUG: Decoder[str] = Decoder(
    "words joined by hyphens", "words-and-deeds", _read_slug, {"type": "string", "minLength": 1}
)
ENTRY_ID: Decoder[str] = matching(r"[A-Za-z0-9_-]{1,100}", "a number or a short name", "73")
TEMPLATE: Decoder[str] = matching(
    r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.html", "the name of a template", "post.html"
)
ALIASES: Decoder[tuple[str, ...]] = converted(
    one_or_list_of(ALIAS, "an old path, or a list of old paths", '[/old/address/, "/?p=73"]'),
    lambda aliases, _: tuple(dict.fromkeys(aliases)),
)

_EXTRA_FIX = "if your theme reads it, put it under `extra:`; otherwise remove it"

ENTRY_TABLE: Table = table_of(
    Key(
        "title",
        TEXT,
        'The title. It may be `""`: then the first words of the text stand in for it.',
        missing='add `title: …` (or `title: ""` if it has none)',
        example="Words and Deeds",
        also=("name", "headline", "post_title"),
    ),
    Key(
        "date",
        MOMENT,
        "When the post appears, in the site's time zone unless an offset stands behind the time. "
        "A post needs one, here or in its file's name; a page may have one. A day without a time "
        "means midnight. A post whose date lies in the future waits until then.",
        default="the date in the file's name",
        example="2016-10-29 09:30",
        also=(
            *("published", "published_at", "date_published", "publish_date", "pub_date"),
            *("post_date", "created", "created_at", "posted", "timestamp"),
        ),
    ),
    Key(
        "updated",
        MOMENT,
        "When the text last changed in a way that readers should know of.",
        example="2016-11-02",
        also=(
            *("lastmod", "modified", "modified_at", "last_modified", "last_modified_at", "mtime"),
            *("updated_at", "last_updated", "post_modified", "date_modified"),
        ),
    ),
    Key(
        "id",
        ENTRY_ID,
        "What `{id}` in the site's permalink pattern stands for.",
        example="73",
        also=("post_id", "wordpress_id", "wp_id"),
    ),
    Key(
        "slug",
        SLUG,
        "The last part of the address.",
        default="from the file's name, else from the title",
        example="words-and-deeds",
        also=("basename", "post_name"),
    ),
    Key(
        "permalink",
        PERMALINK,
        "The whole path of the address, to overrule the site's pattern.",
        default="by the site's `permalink` pattern",
        example="/2016/10/29/words-and-deeds/",
        also=("url", "path", "link", "perma_link"),
    ),
    Key(
        "aliases",
        ALIASES,
        "Old addresses of this entry, which forward to it. One may hold a query.",
        default="[]",
        example='[/old/address/, "/?p=73"]',
        also=("alias", "redirect_from", "redirects"),
    ),
    Key(
        "guid",
        WORDS,
        "The identity that feeds state, unchanged from the old host so that readers' programs do "
        "not show old posts as new.",
        default="the permalink",
        example='"https://old.example/?p=73"',
        also=("uuid",),
    ),
    Key(
        "author",
        AUTHORS,
        "Who wrote it: the id of an author record (its file's name without `.yaml`). A guest "
        "stands inline, with the keys of an author record.",
        default="the site's `author`",
        example="jane-marsh",
        also=(
            *("by", "byline", "writer", "creator", "post_author"),
            *("author_name", "author_id", "author_login"),
        ),
    ),
    Key(
        "authors",
        AUTHORS,
        "The same for several authors. Use `author` or `authors`, not both.",
        default="the site's `author`",
        example="[jane-marsh, henrik-vass]",
    ),
    Key(
        "bio",
        MARKDOWN,
        "Who the author is, in Markdown, in place of the record's words, for this entry only.",
        default="the author record's",
        example="Lives in Chicago.",
    ),
    Key(
        "links",
        LINKS,
        "Where readers find the author and the author's work, in place of the record's links.",
        default="the author record's",
        example="[{title: Flashpoint, url: https://books.example/flashpoint, kind: book}]",
    ),
    Key(
        "categories",
        CATEGORIES,
        "One category or a list. A slash makes a tree; a slash that belongs to the name is "
        "written `\\/`.",
        default="[]",
        example="[Foreign Affairs, Opinion/Economy]",
        also=("category", "section", "sections", "post_category", "topic", "topics"),
    ),
    Key(
        "tags",
        TAGS,
        "One tag or a list.",
        default="[]",
        example="[syria, diplomacy]",
        also=("tag", "keywords", "labels", "post_tag", "post_tags"),
    ),
    Key(
        "series",
        SERIES,
        "The series that this is a part of: its name, or its name and the part.",
        example="{name: Letters from the Hague, part: 2}",
        also=("serie",),
    ),
    Key(
        "summary",
        SMART,
        "A sentence or two for listings and feeds.",
        default="the text before `<!--more-->`, else the first paragraphs",
        example="What was promised, and what was done.",
        also=(
            *("excerpt", "post_excerpt", "teaser", "subtitle", "dek", "abstract", "intro", "lead"),
            *("lede", "standfirst", "blurb"),
        ),
    ),
    Key(
        "description",
        SMART,
        "What search engines and cards show.",
        default="the summary",
        example="A review of ten years of promises.",
        also=("meta_description", "seo_description"),
    ),
    Key(
        "image",
        PICTURE,
        "The lead picture: a file, or a file with its words.",
        example='{src: cover.jpg, alt: "Two cranes above a quay", credit: Ana Ruiz}',
        also=(
            *("cover", "cover_image", "featured_image", "feature_image", "featured_media"),
            *("image_url", "header_image", "og_image", "banner", "thumbnail", "post_thumbnail"),
            *("hero", "picture", "images", "photo"),
        ),
    ),
    Key(
        "draft",
        FLAG,
        "Whether this is a draft: not built unless `--drafts` is given.",
        default="false",
        example="true",
        also=("unpublished", "private", "is_draft"),
    ),
    Key(
        "sticky",
        FLAG,
        "Whether it stays at the top of the front page.",
        default="false",
        example="true",
        also=("pinned", "featured", "pin", "is_sticky"),
    ),
    Key(
        "unlisted",
        FLAG,
        "Whether it is built, but appears in no listing, feed, sitemap or search.",
        default="false",
        example="true",
        also=("hidden", "noindex"),
    ),
    Key(
        "comments",
        COMMENTS,
        "`open`: readers can answer. `closed`: old answers show. `none`: neither. Or the post on "
        "Mastodon or Bluesky whose replies are the conversation.",
        default="open",
        example="closed",
        also=("comment", "allow_comments", "comment_status", "comments_open", "commentable"),
    ),
    Key(
        "likes",
        whole_number(0),
        "The count that the old host showed.",
        example="12",
        also=("claps",),
    ),
    Key(
        "sources",
        SOURCES,
        "What the text rests on.",
        default="[]",
        example="[{title: The budget of 1911, url: https://example.org/, accessed: 2016-10-28}]",
        also=("references", "source"),
    ),
    Key(
        "corrections",
        CORRECTIONS,
        "What was wrong and has been put right; shown newest first. The text is Markdown.",
        default="[]",
        example='[{date: 2016-11-02, text: "An earlier version misnamed the river."}]',
        also=("correction", "errata"),
    ),
    Key(
        "audio",
        AUDIO,
        "A recording; it puts the post into the podcast feed.",
        example='{src: show.mp3, duration: "42:10"}',
        also=("podcast", "enclosure"),
    ),
    Key(
        "language",
        LANGUAGE,
        "The language of the text, where it differs from the site's.",
        default="the site's",
        example="ar",
        also=("lang", "locale"),
    ),
    Key(
        "template",
        TEMPLATE,
        "The template of the theme that shows the entry.",
        default="post.html or page.html",
        example="essay.html",
    ),
    Key(
        "check",
        RULES_OFF,
        "Which warnings of `ssg build` are silent for this entry.",
        example="{off: [curly-quotes]}",
    ),
    Key(
        "extra",
        PLAIN_MAP,
        "Anything else that your theme reads, as `extra`.",
        default="{}",
        example="{mood: calm}",
        also=("params", "custom", "meta"),
    ),
    elsewhere=_EXTRA_FIX,
    foreign=ENTRY_KEYS,
)
