"""The keys below `podcast:` in site.yaml."""

from ssg.model.settings import Funding, PodcastSettings
from ssg.parse.decoders import EMAIL, FILE, FLAG, TEXT, WEB_URL, WORDS, choice, matching
from ssg.parse.decoding import Decoder, Key, group, list_of, table_of

PODCAST: Decoder[PodcastSettings] = group(
    table_of(
        Key("title", WORDS, "Its name.", default="the site's title"),
        Key("author", WORDS, "Who makes it.", default="the site's author"),
        Key(
            "category",
            WORDS,
            "Its shelf in directories: one of Apple's categories, one below another after ` > `.",
            default="Society & Culture",
            example="Arts > Books",
        ),
        Key("explicit", FLAG, "Whether it is only for adults.", default="false"),
        Key(
            "image",
            FILE,
            "Its square picture, JPEG or PNG, of 1400 to 3000 pixels.",
            example="/media/podcast.jpg",
        ),
        Key("locked", FLAG, "Whether others may not import it.", default="false"),
        Key(
            "guid",
            matching(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", "a UUID",
                     "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
            "Its lasting identity.",
            default="made from the feed's address",
        ),
        Key("description", TEXT, "What it is about.", default="the site's tagline"),
        Key(
            "email",
            EMAIL,
            "Where directories write to; it stands in the feed, for everyone to read.",
            default="the site's author's",
            example="show@example.org",
        ),
        Key(
            "type",
            choice("episodic", "serial"),
            "Whether players begin with the newest episode or with the first.",
            default="episodic",
            example="serial",
        ),
        Key("copyright", WORDS, "Whose it is.", example="© 2026 Jane Marsh"),
        Key(
            "license",
            WORDS,
            "Under which license others may use it: its short name (SPDX) or its address.",
            example="cc-by-4.0",
        ),
        Key(
            "medium",
            choice("podcast", "music", "video", "film", "audiobook", "newsletter", "blog"),
            "What it is, in the words of the podcast namespace.",
            default="podcast",
            example="audiobook",
        ),
        Key(
            "funding",
            list_of(
                group(
                    table_of(
                        Key("url", WEB_URL, "The page.", missing="add `url: https://…`"),
                        Key(
                            "title",
                            WORDS,
                            "What players write on the button.",
                            default="Support the show",
                            example="Become a member",
                        ),
                    ),
                    lambda values, _: Funding(**{"title": "Support the show"} | values),
                    "a place to give",
                    "{url: https://example.org/give}",
                ),
                "a list of places to give",
                "[{url: https://example.org/give}]",
            ),
            "Where listeners can give.",
            default="[]",
            example="[{url: https://example.org/give, title: Become a member}]",
        ),
    ),
    lambda values, _: PodcastSettings(**values),
    "a group of keys",
    "{title: Out Loud}",
)  # fmt: skip
