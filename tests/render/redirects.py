"""One redirect table for the tests of all dialects, with what each old address must answer."""

from ssg.model.view import RedirectRule, RedirectTableView

TABLE = RedirectTableView(
    base_path="/blog",
    rules=(
        RedirectRule("/old/", "", "/2016/10/29/words-and-deeds/", 301),
        RedirectRule("/caf\u00e9 & bar/", "", "/2016/ca\u00f1on/", 301),
        RedirectRule("/label/C#, why?/", "", "/tag/c/", 301),
        RedirectRule("/page.html", "", "/about/", 302),
        RedirectRule("/gone/", "", "", 410),
        RedirectRule("/away/", "", "https://elsewhere.example/a?b=c#d", 301),
        RedirectRule("/", "p=73", "/2016/10/29/words-and-deeds/", 301),
        RedirectRule("/", "p=7", "/seventh/", 301),
        RedirectRule("/", "page_id=2&preview=true", "/about/", 302),
        RedirectRule("/price/$1+(x)", "", "/price/$5/", 301),
        RedirectRule('/quo"te/', "", "/quo'te/", 301),
        RedirectRule("/x/:all/", "", "/about/", 301),
        RedirectRule("/category/:a/:b/feed/", "", "/category/:a/:b/feed.xml", 301, is_pattern=True),
        RedirectRule("/2016/:month/:day/", "", "/2016/:month/", 301, is_pattern=True),
        RedirectRule("/2016/10/30/", "", "/special/", 301),
    ),
)

ANSWERS = [
    ("/blog/old/", 301, "/blog/2016/10/29/words-and-deeds/"),
    ("/blog/old", 301, "/blog/2016/10/29/words-and-deeds/"),
    ("/blog/caf%C3%A9%20&%20bar/", 301, "/blog/2016/ca%C3%B1on/"),
    ("/blog/label/C%23,%20why%3F/", 301, "/blog/tag/c/"),
    ("/blog/page.html", 302, "/blog/about/"),
    ("/blog/gone/", 410, None),
    ("/blog/away/", 301, "https://elsewhere.example/a?b=c#d"),
    ("/blog/?p=73", 301, "/blog/2016/10/29/words-and-deeds/"),
    ("/blog/?p=7", 301, "/blog/seventh/"),
    ("/blog/?utm=x&p=7", 301, "/blog/seventh/"),
    ("/blog/?preview=true&page_id=2", 302, "/blog/about/"),
    ("/blog/?p=737", 200, None),
    ("/blog/?xp=73", 200, None),
    ("/blog/", 200, None),
    ("/blog/price/$1+(x)", 301, "/blog/price/%245/"),
    ("/blog/quo%22te/", 301, "/blog/quo'te/"),
    ("/blog/category/opinion/economy/feed/", 301, "/blog/category/opinion/economy/feed.xml"),
    ("/blog/category/caf%C3%A9/b/feed", 301, "/blog/category/caf%C3%A9/b/feed.xml"),
    ("/blog/x/:all/", 301, "/blog/about/"),
    ("/blog/x/other/", 404, None),
    ("/blog/2016/10/28/", 301, "/blog/2016/10/"),
    ("/blog/2016/10/30/", 301, "/blog/special/"),
    ("/blog/2016/10/slug/", 404, None),
    ("/blog/nowhere/", 404, None),
]
"""Request, status, and the Location without the server's own scheme and host."""
