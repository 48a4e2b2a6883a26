"""Where `ssg deploy` puts the site: one table of keys for each kind of target."""

from collections.abc import Callable, Mapping

from ssg.parse.decoders import FLAG, WEB_URL, WORDS, choice, matching, whole_number
from ssg.parse.decoding import (
    Decoder,
    Key,
    Schema,
    Table,
    Words,
    Wrong,
    decode_map,
    refuse,
    schema_of_table,
    table_of,
)
from ssg.parse.problems import Reading, report
from ssg.parse.settings.credentials import hide_credentials, refuse_credentials
from ssg.parse.settings.secret_shapes import (
    is_secret_in_address,
    is_secret_in_command,
    is_secret_in_remote,
    is_secret_in_text,
)
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode, describe
from ssg.text.slug import slugify
from ssg.text.target_names import SHAPE_OF_TARGET, is_name_of_target, password_variable

_HOST = matching(r"[^\s:/]+:\S+", "host:/folder", "me@host:/srv/blog")
_BUCKET = matching(r"s3://[^\s/]+(?:/\S*)?", "s3://bucket/prefix", "s3://bucket/blog")
_BRANCH = matching(r"[^\s~^:?*\[\\-][^\s~^:?*\[\\]*", "the name of a branch", "pages")
_DOMAIN = matching(r"[^\s/:@.]+(?:\.[^\s/:@.]+)+", "a domain, without https://", "blog.example")
_IDENTITY = Key("identity", WORDS, "The file of the ssh key.", example="~/.ssh/id_ed25519")


_RELEASES_MEANING = (
    "Whether each deploy makes a release of its own, which one link then shows, so that it can be "
    "taken back; else files are replaced one by one."
)


def _releases(default: str) -> Key:
    return Key("releases", FLAG, _RELEASES_MEANING, default=default)


_HEADERS = Key(
    "headers",
    FLAG,
    "Whether files go with the site that tell the host which response headers to send.",
    default="true",
)


def _to(decoder: Decoder[str], meaning: str, example: str = "") -> Key:
    missing = f"add `to: {example or decoder.example}`"
    return Key("to", decoder, meaning, missing=missing, example=example)


def _port(default: int) -> Key:
    return Key("port", whole_number(1, 65535), "The port.", default=str(default))


def _target(kind: str, *keys: Key) -> Table:
    row = Key("type", choice(kind), "The kind of target.", missing=f"add `type: {kind}`")
    return table_of(row, *keys, *(() if kind == "s3" else (_HEADERS,)))


TARGET_TABLES: Mapping[str, Table] = {
    "rsync": _target(
        "rsync",
        _to(_HOST, "User, host and folder."),
        _port(22),
        _IDENTITY,
        _releases("true"),
    ),
    "sftp": _target(
        "sftp",
        _to(_HOST, "User, host and folder."),
        _port(22),
        _IDENTITY,
        _releases("false"),
    ),
    "ftp": _target(
        "ftp",
        _to(_HOST, "User, host and folder."),
        _port(21),
        Key("tls", FLAG, "Whether the connection is encrypted.", default="true"),
        Key(
            "ca",
            WORDS,
            "A file with the certificate to trust, for a server of your own.",
            example="certificates/server.pem",
        ),
    ),
    "git": _target(
        "git",
        _to(WORDS, "The repository.", "git@github.com:me/blog.git"),
        Key("branch", _BRANCH, "The branch that holds the site.", default="pages"),
        Key("cname", _DOMAIN, "The domain of your own that the host shows the site at."),
        Key(
            "host",
            choice("github", "gitlab", "codeberg", "sourcehut", "other"),
            "The kind of host, where the address does not tell it.",
        ),
    ),
    "s3": _target(
        "s3",
        _to(_BUCKET, "The bucket, and a folder in it."),
        Key("endpoint", WEB_URL, "The address of a provider other than Amazon."),
        Key("region", WORDS, "The region.", example="us-east-1"),
        Key("profile", WORDS, "The profile of your AWS configuration that has the keys."),
        Key("cloudfront", WORDS, "The CloudFront distribution to refresh."),
    ),
    "folder": _target("folder", _to(WORDS, "The folder.", "/srv/www"), _releases("true")),
    "netlify": _target(
        "netlify",
        Key("site", WORDS, "The id of the site.", missing="add `site: ID`"),
        Key("api", WEB_URL, "Another address of Netlify's interface, for tests."),
    ),
    "rclone": _target(
        "rclone", _to(WORDS, "Remote and path, as rclone names them.", "remote:path")
    ),
    "command": _target(
        "command",
        Key(
            "run",
            WORDS,
            "The command; `{output}` stands for the folder that holds the built site.",
            missing='add `run: "… {output} …"`',
        ),
    ),
}
_TYPE = choice(*TARGET_TABLES)
_USUAL_NAME = "production"
_SECRET_FINDERS: Mapping[str, Callable[[str], bool]] = {
    "rclone": is_secret_in_remote,
    "command": is_secret_in_command,
    "folder": is_secret_in_text,
}
"""What finds a password in the values of a kind; where none is named, they are addresses."""
_PASSWORD_ADVICE: Mapping[str, str] = {
    "ftp": "ssg reads it from {} in the environment",
    "sftp": "ssg reads it from {} in the environment",
    "netlify": "ssg reads it from NETLIFY_AUTH_TOKEN in the environment",
    "s3": "ssg takes it from your AWS profile or environment",
    "git": "git's own credential helper or your ssh agent gives it",
    "rclone": "`rclone config` keeps it with a remote of its own, which `to` then names",
    "command": "write `$NAME` in its place, and set NAME in the environment",
}
"""Where the password of a kind belongs; {} is the variable of the target."""


def _read_targets(node: Node, reading: Reading) -> Mapping[str, object] | Wrong:
    if not isinstance(node, MapNode):
        return refuse(node, DEPLOY, reading)
    targets: dict[str, object] = {}
    kind = node.value("type")
    if isinstance(kind, ScalarNode) and kind.text in TARGET_TABLES:
        _refuse_nameless(node, kind.text, reading)
        return targets
    for key, value in node.pairs:
        if not isinstance(value, MapNode):
            if value is not None:
                _refuse_value(key, value, reading)
            continue
        target = _read_target(key, value, reading)
        if target is not None:
            targets[key.text] = target
    hide_credentials(reading)
    return targets


def _refuse_nameless(target: MapNode, kind: str, reading: Reading) -> None:
    """Report the keys of a target right below `deploy:`, and what is wrong with them."""
    name = ScalarNode(_USUAL_NAME, quoted=False, line=target.line, column=target.column)
    report(
        reading, name, "missing-key", "the target has no name",
        f"put it behind one: deploy: {{{_USUAL_NAME}: {{type: {kind}, …}}}}",
    )  # fmt: skip
    _read_target(name, target, reading)
    hide_credentials(reading)


def _report_name(name: ScalarNode, reading: Reading) -> None:
    shown = describe(name)
    message = f"expected a name of letters a to z, digits, - and _, found {shown}"
    report(reading, name, "wrong-value", message, f"call the target {_good_name(name.text)}")


def _good_name(name: str) -> str:
    """Return a name for a target that is like `name`."""
    words = slugify(name).encode("ascii", "ignore").decode()
    return words if is_name_of_target(words) else _USUAL_NAME


def _refuse_value(name: ScalarNode, value: Node, reading: Reading) -> None:
    """Report that what stands at `name` is no target; where it holds a secret, without it."""
    told = len(reading.problems)
    alone = MapNode(((name, value),), name.line, name.column)
    refuse_credentials(alone, _password_advice(name.text, ""), reading)
    if len(reading.problems) == told:
        example = "{type: folder, to: /srv/www}"
        refuse(value, Words("a target with its type", example), reading)


def _read_target(name: ScalarNode, node: MapNode, reading: Reading) -> Mapping[str, object] | None:
    """Return the keys of the target `name`, None when one is wrong: then nothing is deployed."""
    problems = len(reading.problems)
    if not is_name_of_target(name.text):
        _report_name(name, reading)
    kind_node = node.value("type")
    kind = kind_node.text if isinstance(kind_node, ScalarNode) else ""
    finder = _SECRET_FINDERS.get(kind, is_secret_in_address)
    node = refuse_credentials(node, _password_advice(name.text, kind), reading, finder)
    kind_node = node.value("type")
    if kind_node is None:
        message = f"the target `{name.text}` has no type"
        report(reading, name, "missing-key", message, f"add `type:`, {_TYPE.expects}")
        return None
    if isinstance(_TYPE.read(kind_node, reading), Wrong):
        return None
    values = decode_map(node, TARGET_TABLES[kind], reading)
    return values if len(reading.problems) == problems else None


def _password_advice(name: str, kind: str) -> str:
    advice = _PASSWORD_ADVICE.get(kind, "your ssh agent or configuration gives it")
    return advice.format(password_variable(name))


def _schema() -> Schema:
    kinds = [schema_of_table(table) for table in TARGET_TABLES.values()]
    names = {"pattern": f"^{SHAPE_OF_TARGET}$"}
    return {"type": "object", "propertyNames": names, "additionalProperties": {"oneOf": kinds}}


DEPLOY: Decoder[Mapping[str, object]] = Decoder(
    "targets by name",
    "{production: {type: folder, to: /srv/www}}",
    _read_targets,
    _schema(),
)
