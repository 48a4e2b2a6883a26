"""The same blog as a Pelican site: what it writes is counted beside ours before it is measured."""

PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
OUTPUT_PATH = "public"
THEME = "theme"
THEME_STATIC_DIR = ""
PLUGIN_PATHS = ["."]
PLUGINS = ["blog"]

SITENAME = "The Measured Word"
SITESUBTITLE = "Commentary at length"
SITEURL = "https://measured.example"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C"]
DEFAULT_DATE_FORMAT = "%B %-d, %Y"
USE_FOLDER_AS_CATEGORY = False
SUMMARY_MAX_LENGTH = 50

# Without a highlighter, which the posts have no use for.
MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",
        "markdown.extensions.meta",
        "markdown.extensions.smarty",
        "markdown.extensions.toc",
    ],
    "output_format": "html5",
}

# What Pelican can keep from one build to the next: posts that are read and converted.
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
GZIP_CACHE = False

ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = "category/{slug}/index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = "tag/{slug}/index.html"
AUTHOR_URL = "author/{slug}/"
AUTHOR_SAVE_AS = "author/{slug}/index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"

DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {"index": None, "category": None, "tag": None, "author": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_DOMAIN = SITEURL
FEED_ALL_RSS = "feed.xml"
FEED_ALL_ATOM = "atom.xml"
CATEGORY_FEED_RSS = "category/{slug}/feed.xml"
CATEGORY_FEED_ATOM = None
TAG_FEED_RSS = "tag/{slug}/feed.xml"
AUTHOR_FEED_RSS = "author/{slug}/feed.xml"
AUTHOR_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False

DIRECT_TEMPLATES = [
    "index",
    "archives",
    "search",
    "404",
    "feed_json",
    "feed_comments",
    "search_index",
    "sitemap",
    "robots",
    "redirects_netlify",
    "redirects_apache",
    "redirects_nginx",
]
INDEX_URL = ""
ARCHIVES_SAVE_AS = "archive/index.html"
SEARCH_SAVE_AS = "search/index.html"
FEED_JSON_SAVE_AS = "feed.json"
FEED_COMMENTS_SAVE_AS = "comments/feed.xml"
SEARCH_INDEX_SAVE_AS = "search-index.json"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
REDIRECTS_NETLIFY_SAVE_AS = "_redirects"
REDIRECTS_APACHE_SAVE_AS = ".htaccess"
REDIRECTS_NGINX_SAVE_AS = "redirects.nginx.conf"
