"""`old-addresses.json`: where old addresses with a query lead, for the script of the front page."""

import json

from ssg.model.view import RedirectTableView
from ssg.render.redirects.rule import query_parameters, target_of


def write_map(table: RedirectTableView) -> str:
    """Return the table as one JSON object: the query to the address with the site's path.

    The first rule for a query counts, as in the other dialects.
    """
    leads: dict[str, str] = {}
    for rule in table.rules:
        query = "&".join(query_parameters(rule.query))
        leads.setdefault(query, target_of(rule, table.base_path))
    return json.dumps(leads, sort_keys=True, separators=(",", ":")) + "\n"
