"""A page that shows a letter to its author: headers, the HTML as programs show it, the text."""

from collections.abc import Sequence

from ssg.text.html import escape, escape_attribute

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 4rem;font:1rem/1.5 system-ui,sans-serif}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0 0 1.5rem}}
dt{{opacity:.75}}
dd{{margin:0;overflow-wrap:anywhere}}
h2{{margin:2.5rem 0 .5rem;font-size:1.1rem}}
iframe{{width:100%;height:80vh;border:1px solid;border-radius:4px;background:#fff}}
.phone{{max-width:390px}}
pre{{overflow-x:auto;padding:1rem;border:1px solid;border-radius:4px}}
pre{{font:.875rem/1.45 ui-monospace,monospace}}
</style>
</head>
<body>
<h1>{title}</h1>
<dl>
{headers}
</dl>
<h2>As mail programs show it</h2>
{frame}
<h2>On a telephone</h2>
<div class="phone">
{frame}
</div>
<h2>As plain text</h2>
<pre>{text}</pre>
</body>
</html>
"""
_FRAME = '<iframe title="The letter" sandbox="allow-popups" srcdoc="{}"></iframe>'


def page_to_look_at(headers: Sequence[tuple[str, str]], html: str, text: str) -> str:
    """Return a page with a letter's `headers` by name and both of its parts."""
    subject = next((value for name, value in headers if name == "Subject"), "")
    rows = [f"<div><dt>{escape(n)}</dt><dd>{escape(v)}</dd></div>" for n, v in headers]
    return _PAGE.format(
        title=escape(subject),
        headers="\n".join(rows).replace("<div>", "").replace("</div>", ""),
        frame=_FRAME.format(escape_attribute(html)),
        text=escape(text),
    )
