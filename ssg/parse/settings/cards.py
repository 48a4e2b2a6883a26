"""The keys below `cards:` in site.yaml."""

from collections.abc import Mapping

from ssg.model.settings import CardSettings
from ssg.parse.decoders import TEXT_MAP, WEB_URL
from ssg.parse.decoding import WRONG, Decoder, Key, Wrong, group, table_of
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import MapNode, Node


def _read_servers(node: Node, reading: Reading) -> Mapping[str, str] | Wrong:
    texts = TEXT_MAP.read(node, reading)
    if isinstance(texts, Wrong) or not isinstance(node, MapNode):
        return WRONG
    addresses = {key.text: WEB_URL.read(value, reading) for key, value in node.pairs if value}
    return {name: url for name, url in addresses.items() if isinstance(url, str)}


CARDS: Decoder[CardSettings] = group(
    table_of(
        Key(
            "servers",
            Decoder(
                "services or hosts with addresses",
                "{youtube: https://oembed.example.org/youtube}",
                _read_servers,
                {"type": "object", "additionalProperties": WEB_URL.schema},
            ),
            "Where `ssg cards` asks instead: for a service (youtube, vimeo, bluesky, x), or for a "
            "host of Mastodon, PeerTube or recordings. What is named here may stand in your own "
            "network.",
            default="{}",
            example='{social.example: "http://192.168.1.7:3000"}',
        ),
    ),
    lambda values, _: CardSettings(**values),
    "a group of keys",
    "{servers: {youtube: https://oembed.example.org/youtube}}",
)
