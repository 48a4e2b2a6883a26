"""The keys below `check:` in site.yaml."""

from ssg.model.settings import ARCHIVE, ExternalSettings
from ssg.parse.decoders import WEB_URL, matching, read_web_url
from ssg.parse.decoding import Decoder, Key, group, one_or_list_of, scalar, table_of
from ssg.parse.entries.groups import RULES_OFF_TABLE

_HOSTS: Decoder[tuple[str, ...]] = one_or_list_of(
    matching(
        r"[^\s/:@]+",
        "the name of a host",
        "paper.example",
        lambda text: (
            f"write {text.partition('://')[2].partition('/')[0].partition(':')[0]}"
            if "://" in text
            else ""
        ),
    ),
    "a host, or a list of hosts",
    "[paper.example]",
)
_ARCHIVE: Decoder[str] = scalar(
    f"{WEB_URL.expects}, or none",
    "none",
    lambda text: "" if text.strip() == "none" else read_web_url(text),
    {"type": "string"},
    lambda _: "write the whole address, like https://example.org/, or none",
)

CHECK: Decoder[tuple[tuple[str, ...], ExternalSettings]] = group(
    table_of(
        *RULES_OFF_TABLE.keys.values(),
        Key(
            "external",
            group(
                table_of(
                    Key(
                        "skip",
                        _HOSTS,
                        "Hosts that are never asked, with all that end in these names.",
                        default="[]",
                        example="[paper.example]",
                    ),
                    Key(
                        "inside",
                        _HOSTS,
                        "Hosts that stand in your own network and are asked all the same.",
                        default="[]",
                        example="[wiki.local]",
                    ),
                    Key(
                        "archive",
                        _ARCHIVE,
                        "Who is asked for copies of pages that are gone, by the interface of the "
                        "Wayback Machine; `none` asks nobody.",
                        default=ARCHIVE,
                        example="none",
                    ),
                ),
                lambda values, _: ExternalSettings(**values),
                "how links to other sites are asked",
                "{skip: [paper.example]}",
            ),
            "How `ssg check --external` asks for what you link to.",
            example="{skip: [paper.example]}",
        ),
    ),
    lambda values, _: (values.get("off", ()), values.get("external", ExternalSettings())),
    "the rules to silence, and how links are asked",
    "{off: [curly-quotes]}",
)
