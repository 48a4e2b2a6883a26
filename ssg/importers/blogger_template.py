"""A theme for a blog that stays at `*.blogspot.com` only to send its readers on."""

import json
from collections.abc import Iterable
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

_SECONDS = 5
"""How long a page waits that is not known to have a counterpart, where no script runs."""

_START = """<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE html>
<html b:css='false' b:defaultwidgetversion='2' b:layoutsVersion='3' b:version='2'\
 expr:dir='data:blog.languageDirection' expr:lang='data:blog.locale'\
 xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'\
 xmlns:data='http://www.google.com/2005/gml/data' xmlns:expr='http://www.google.com/2005/gml/expr'>
<head>
<meta charset='UTF-8'/>
<meta content='width=device-width, initial-scale=1' name='viewport'/>
<title><data:blog.pageTitle/></title>
"""
_SCRIPT = """<script>
//<![CDATA[
(function () {
  var here = window.location;
  if (here.pathname.indexOf("/b/") === 0) { return; }
  var there = %s + here.pathname + here.search + here.hash;
  if (!document.querySelector("link[rel=canonical]")) {
    var link = document.createElement("link");
    link.rel = "canonical";
    link.href = %s + here.pathname;
    document.head.appendChild(link);
  }
  here.replace(there);
})();
//]]>
</script>
"""
_SKIN = """<b:skin><![CDATA[
body { font: 1.25rem/1.5 Georgia, serif; margin: 15vh auto; max-width: 30em; padding: 0 1em; }
]]></b:skin>
</head>
<body>
"""
_END = """<b:section id='main' showaddelement='no'/>
</body>
</html>
"""


def farewell_template(
    new_url: str, paths: Iterable[str] = (), *, words: str = "This blog has moved to"
) -> str:
    """Return a whole Blogger theme, as XML, whose pages lead to the same path at `new_url`.

    `new_url` is the absolute web address of the new site; ValueError for anything else. `paths`
    are decoded old paths that the new site answers as well: their pages carry the canonical link
    and the refresh to their counterpart in the HTML itself. All other pages get the canonical link
    from the script, for Blogger's expressions cannot cut a path out of an address; without a script
    they lead to the new home page. `words` stand before the visible link.

    Written from knowledge of the template language, and read by no Blogger yet. Not verified: that
    a section without widgets is accepted; that `data:blog.canonicalUrl` of a post always begins
    with `data:blog.canonicalHomepageUrl`; how large a theme may be (each path adds 350 bytes).
    Query and fragment are kept by the script alone.
    """
    parts = urlsplit(new_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        message = f"{new_url!r} is no web address such as https://blog.example/"
        raise ValueError(message)
    site = new_url.partition("#")[0].partition("?")[0].rstrip("/")
    within_script = json.dumps(site).replace("<", "\\u003c").replace("]", "\\u005d")
    home = quoteattr(f"{site}/")
    return "".join(
        (
            _START,
            *(_counterpart(site, path) for path in dict.fromkeys(("/", *paths))),
            _SCRIPT % (within_script, within_script),
            f"<meta content={quoteattr(f'{_SECONDS};url={site}/')} http-equiv='refresh'/>\n",
            _SKIN,
            f"<p>{escape(words)} <a href={home}>{escape(site)}/</a></p>\n",
            _END,
        )
    )


def _counterpart(site: str, path: str) -> str:
    """Return what the page at `path` has in its head, and no other page."""
    encoded = quote(path.lstrip("/"), safe="/-._~")
    address = f"{site}/{encoded}"
    condition = f'data:blog.canonicalUrl == data:blog.canonicalHomepageUrl + "{encoded}"'
    if not encoded:
        condition = "data:blog.url == data:blog.homepageUrl"
    return (
        f"<b:if cond={quoteattr(condition)}>\n"
        f"<link href={quoteattr(address)} rel='canonical'/>\n"
        f"<meta content={quoteattr(f'0;url={address}')} http-equiv='refresh'/>\n"
        "</b:if>\n"
    )
