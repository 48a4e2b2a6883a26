"""What a password, key or token looks like, and where it hides in addresses and commands."""

import re
from collections.abc import Iterable

SECRET_NAME = re.compile(
    r"pass|passwd|password|passphrase|pwd|token|secret|credentials?|api_?key|private_?key"
    r"|(?:.*_)?(?:password|secret|token|secret_key|access_key|access_key_id|api_key|auth_token)"
)
_SECRET_OPTION = re.compile(
    SECRET_NAME.pattern
    + r"|(?:.*_)?pass(?:word)?\d*|key|key_pem|sas_url|access_grant|service_account_credentials"
    r"|headers|auth_header"
)
_SECRET_ARGUMENT = re.compile(
    r"api_?key|passphrase|(?:.*_)?(?:pass|passwd|pwd|token|secret)|.*password|sshpass|.*bearer"
    r"|(?:.*_)?(?:secret_key|access_key|access_key_id|api_key)"
)
_HOSTS_TOKENS = (
    ("A[KS]IA", "0-9A-Z", 12, 16),
    ("gh[pousr]_", "0-9A-Za-z", 6, 36),
    ("github_pat_", "0-9A-Za-z_", 6, 60),
    ("glpat-", "0-9A-Za-z_-", 6, 20),
    ("nfp_", "0-9A-Za-z", 20, 36),
    ("[sr]k_live_", "0-9A-Za-z", 6, 24),
    ("xox[abprs]-", "0-9A-Za-z-", 10, 20),
    ("npm_", "0-9A-Za-z", 30, 36),
    ("dckr_pat_", "0-9A-Za-z_-", 20, 27),
)
"""How the tokens of big hosts begin, of what they are made, from how many signs on something looks
like one, and how many a whole one has."""
_PRIVATE_KEY = "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----"


def _tokens(lengths: Iterable[int]) -> str:
    shapes = zip(_HOSTS_TOKENS, lengths, strict=True)
    found = "|".join(f"{begin}[{signs}]{{{least},}}" for (begin, signs, *_), least in shapes)
    return f"{_PRIVATE_KEY}|(?<![0-9A-Za-z])(?:{found})"


WHOLE_TOKEN = _tokens(whole for *_, whole in _HOSTS_TOKENS)
"""A regular expression for a token as it works, or a private key: for texts full of other words."""
_TOKEN = re.compile(_tokens(least for *_, least, _ in _HOSTS_TOKENS))
_USER_INFO = re.compile(r"https?://[^/@\s]*@", re.IGNORECASE)
_PASSWORD = re.compile(
    r"(?:[a-z0-9+.-]+://)?[^/@:\s]+:[^/@\s]+@"
    # The name of an account may be an address of e-mail.
    r"|[^/:\s]+@[^/:\s]+:[^/@\s]+@[^/@:\s]+:",
    re.IGNORECASE,
)
_REMOTE_OPTION = re.compile(r",\s*([\w.-]+)=")

# A variable, what another command prints, the content of a file, an option: no secret.
_GIVEN = r"""["']*(?![-\s"'$`@<{]|%\w+%|\Z)"""
_OPTION = re.compile(rf"(?<!\S)--?([A-Za-z][\w-]*)(?:=|\s+){_GIVEN}")
_ASSIGNMENT = re.compile(rf"(?<![\w$-])([A-Za-z_][\w-]*)={_GIVEN}")
_LOGIN = rf"""["']?([^\s"':/]+):{_GIVEN}([^\s"']*)"""
_USER_OPTIONS = (
    re.compile(rf"(?<!\S)--(?:proxy-)?user(?:=|\s+){_LOGIN}"),
    re.compile(rf"\bcurl\b[^|;&]*?\s-[A-Za-z]*[uU]\s*{_LOGIN}"),
)
_PROGRAM_OPTIONS = re.compile(
    rf"\blftp\b[^|;&]*\s(?:-u|--user)[\s=]*[^\s,]+,{_GIVEN}|\bsshpass\s+-p\s*{_GIVEN}"
)
_HEADER = re.compile(
    r"(?:\bauthorization|(?:-H|--header)[\s=]*[\"']?(?:[\w-]+-)?(?:token|api-?key|access-?key))"
    rf"\s*:\s*(?:(?:bearer|basic|token)\s+)?(?!(?:bearer|basic|token)\s){_GIVEN}",
    re.IGNORECASE,
)
_IN_COMMANDS_ADDRESS = re.compile(rf"[a-z0-9+.-]+://[^/@:\s]*:{_GIVEN}[^/@\s]*@", re.IGNORECASE)


def is_secret_in_text(text: str) -> bool:
    """Tell whether a token, as the big hosts make them, stands in `text`, or a private key."""
    return _TOKEN.search(text) is not None


def is_secret_in_address(text: str) -> bool:
    """Tell whether an address holds a password, a token, or any user on the way of the web.

    A plain name before an @ is none: ssh and FTP want one.
    """
    return bool(is_secret_in_text(text) or _USER_INFO.search(text) or _PASSWORD.match(text))


def is_secret_in_remote(text: str) -> bool:
    """Tell whether a remote of rclone has a password or key among its options.

    Source: rclone.org/docs, "Connection strings".
    """
    names = (match[1] for match in _REMOTE_OPTION.finditer(text))
    return is_secret_in_address(text) or any(_is_called(_SECRET_OPTION, name) for name in names)


def is_secret_in_command(text: str) -> bool:
    """Tell whether a command is given a password or token: itself, not as a variable `$NAME`."""
    named = (*_OPTION.finditer(text), *_ASSIGNMENT.finditer(text))
    return (
        is_secret_in_text(text)
        or any(_is_called(_SECRET_ARGUMENT, match[1]) for match in named)
        or any(_is_login(match) for shape in _USER_OPTIONS for match in shape.finditer(text))
        or any(shape.search(text) for shape in (_PROGRAM_OPTIONS, _HEADER, _IN_COMMANDS_ADDRESS))
    )


def is_secret_name(name: str) -> bool:
    """Tell whether a key called `name` is for a password."""
    return _is_called(SECRET_NAME, name)


def _is_called(names: re.Pattern[str], name: str) -> bool:
    return names.fullmatch(name.lower().replace("-", "_")) is not None


def _is_login(match: re.Match[str]) -> bool:
    """Tell whether `--user a:b` says who logs in; to docker it says user and group."""
    user, password = match[1], match[2]
    return user != password and not (user.isdigit() and password.isdigit())
