"""`.htaccess`, as Apache reads it (mod_rewrite, in the folder of the site)."""

from collections.abc import Iterator

from ssg.model.view import RedirectRule, RedirectTableView
from ssg.render.redirects.rule import (
    GONE,
    escaped_bytes,
    path_expression,
    query_parameters,
    static_first,
    target_with_groups,
)


def write_apache(table: RedirectTableView) -> str:
    """Return the table as `.htaccess`.

    Apache matches the decoded path below the folder of the file, so that rules hold no site path;
    where they lead does.
    """
    lines = [
        f"ErrorDocument 404 {table.base_path}/404.html",
        "<IfModule mod_rewrite.c>",
        "RewriteEngine On",
        *(line for rule in static_first(table.rules) for line in _lines(rule, table.base_path)),
        "</IfModule>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _lines(rule: RedirectRule, base_path: str) -> Iterator[str]:
    for parameter in query_parameters(rule.query):
        yield f"RewriteCond %{{QUERY_STRING}} (?:^|&){escaped_bytes(parameter)}(?:&|$)"
    path = rule.old.removeprefix("/")
    old = path_expression(path, escaped_bytes, is_pattern=rule.is_pattern) if path else ""
    if rule.code == GONE:
        yield f"RewriteRule ^{old}$ - [G,L]"
        return
    # "%2" would stand for what a condition matched.
    to = target_with_groups(rule, base_path).replace("%", r"\%")
    # NE: the target is encoded already. B: what was captured is not.
    flags = ["B"] * rule.is_pattern + ["QSD"] * bool(rule.query)
    yield f"RewriteRule ^{old}$ {to} [{','.join([f'R={rule.code}', 'L', 'NE', *flags])}]"
