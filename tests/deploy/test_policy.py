"""What pages need, found by a scanner that builds no tree, and the policy that allows it."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssg.deploy.headers.needs import Need
from ssg.deploy.headers.policy import (
    LONGEST,
    PageNeeds,
    Policy,
    lasting_policy,
    policy_of,
    scan_file,
    scan_page,
    scan_script,
    scan_style,
)


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def sources(page: str) -> set[tuple[str, str]]:
    return {(need.directive, need.source) for need in scan_page(page.encode()).sources}


def directive(policy: Policy, name: str) -> list[str]:
    """Return the sources that a policy names for one directive."""
    parts = {part.split()[0]: part.split()[1:] for part in policy.text.split("; ")}
    return parts.get(name, [])


def policy(page: str, **options: Any) -> Policy:
    return policy_of([scan_page(page.encode())], **options)


INLINE_STYLES = {
    "<style>a{}</style>": ["a{}"],
    "<STYLE MEDIA=print >a{}</Style >": ["a{}"],
    "<style type=' text/CSS '>a{}</style>": ["a{}"],
    "<style type=text/plain>a{}</style>": [],
    "<style>a{}\r\nb{}\rc{}</style>": ["a{}\nb{}\nc{}"],
    "<style>\na{}\n</style>": ["\na{}\n"],
    "<style>a > b{} /* </p> <!-- &amp; */</style>": ["a > b{} /* </p> <!-- &amp; */"],
    "<style></style>": [""],
    "<style>a{}": ["a{}"],
    "<!-- <style>a{}</style> -->": [],
    "<!--><style>a{}</style>-->": ["a{}"],
    "<!-- --!><style>a{}</style>": ["a{}"],
    "<!-- <style>a{}</style>": [],
    "<title><style>a{}</style></title>": [],
    "<textarea><style>a{}</style></textarea>": [],
    "<xmp><style>a{}</style></xmp><style>b{}</style>": ["b{}"],
    "<a title='<style>a{}</style>'>": [],
    '<a title="<style>a{}</style>">': [],
    "<a title=<style>a{}</style>": [],
    "<p title='>'><style>a{}</style>": ["a{}"],
    "<p a='\">' b=\"'>\"><style>a{}</style>": ["a{}"],
    "<![CDATA[<style>a{}</style>]]>": [],
    "<svg><![CDATA[<style>a{}</style>]]></svg>": [],
    "<svg><style><![CDATA[a>b{}]]></style></svg>": ["a>b{}", "<![CDATA[a>b{}]]>"],
    "<svg><style>a&gt;b{}</style></svg>": ["a>b{}", "a&gt;b{}"],
    "<svg><style/></svg><style>a{}</style>": ["", "a{}"],
    "<svg><title><style>a&gt;b</style></title></svg>": ["a>b", "a&gt;b"],
    "<svg/><style>a&gt;b{}</style>": ["a&gt;b{}"],
    "<template><style>a{}</style></template>": ["a{}"],
    "<noscript><style>a{}</style></noscript>": ["a{}"],
    "<iframe srcdoc='&lt;style>a{}&lt;/style>'></iframe>": ["a{}"],
    "<style>a::after{content:'é\0'}</style>": ["a::after{content:'é\ufffd'}"],
}


@pytest.mark.parametrize("page", INLINE_STYLES)
def test_an_inline_style_is_hashed_as_browsers_see_it(page: str) -> None:
    assert scan_page(page.encode()).styles == {digest(text) for text in INLINE_STYLES[page]}


INLINE_SCRIPTS = {
    "<script>f()</script>": ["f()"],
    "<SCRIPT TYPE=module>f()</SCRIPT\n>": ["f()"],
    "<script type=''>f()</script>": ["f()"],
    "<script type='text/javascript; charset=utf-8'>f()</script>": ["f()"],
    "<script type=application/x-javascript>f()</script>": ["f()"],
    "<script language=JavaScript>f()</script>": ["f()"],
    "<script language=vbscript>f()</script>": [],
    "<script type=importmap>{}</script>": ["{}"],
    "<script type=speculationrules>{}</script>": ["{}"],
    '<script type="application/ld+json">{"a":1}</script>': [],
    "<script type='application&#47;ld+json'>{}</script>": [],
    "<script type='application&#47;javascript'>f()</script>": ["f()"],
    "<script type=text/x-template><b></script>": [],
    "<script src=/a.js>f()</script>": [],
    "<script src>f()</script>": [],
    "<script type=text/plain type=module>f()</script>": [],
    "<script></script>": [],
    "<script>f()": [],
    "<script>a = '<!-- <script> </script>'</script>": ["a = '<!-- <script> </script>'"],
    "<script>a = '<!-->'</script>b</script>": ["a = '<!-->'"],
    "<script>a = '<!-->'; b = '<script>'</script>": ["a = '<!-->'; b = '<script>'"],
    "<script><!-- a </script> -->": ["<!-- a "],
    "<script>a = '<\\/script>'</script>": ["a = '<\\/script>'"],
    "<script>a = '</scripted>'</script>": ["a = '</scripted>'"],
    "<svg><script>a &amp;&amp; b</script></svg>": ["a && b", "a &amp;&amp; b"],
    "<script>if (a < b && c > d) f('é')</script>": ["if (a < b && c > d) f('é')"],
}


@pytest.mark.parametrize("page", INLINE_SCRIPTS)
def test_an_inline_script_is_hashed_if_a_browser_would_run_it(page: str) -> None:
    assert scan_page(page.encode()).scripts == {digest(text) for text in INLINE_SCRIPTS[page]}


HANDLERS = {
    "<button onclick='f()'>": ["f()"],
    "<button ONCLICK=f()>": ["f()"],
    '<button onclick="f(&quot;a&quot;)">': ['f("a")'],
    "<button onclick='f(\"?a&lt=1&copy;&#39;\")'>": ['f("?a&lt=1©\'")'],
    "<body onload=f() onload=g()>": ["f()"],
    "<svg onload='f()'/>": ["f()"],
    "<a href=/on class=on data-onclick=f()>": [],
    "<!-- <p onclick=f()> -->": [],
}


@pytest.mark.parametrize("page", HANDLERS)
def test_a_handler_is_hashed_as_browsers_see_it(page: str) -> None:
    assert scan_page(page.encode()).handlers == {digest(text) for text in HANDLERS[page]}


STYLED = {
    "<p style='color:red'>": True,
    "<P STYLE=color:red>": True,
    "<p title='style=x'>": False,
    "<p data-style=x>": False,
    "<p\nstyle=''>": True,
    "<a href=x style=y>": True,
}


@pytest.mark.parametrize("page", STYLED)
def test_an_attribute_of_styles_is_noticed(page: str) -> None:
    assert scan_page(page.encode()).has_style_attributes is STYLED[page]


RUN_FROM_ADDRESSES = {
    "<a href='javascript:f()'>": True,
    "<a href=' JaVa\nScript:f()'>": True,
    "<a href='&#106;avascript:f()'>": True,
    "<form action=javascript:f()>": True,
    "<iframe src=javascript:f()>": True,
    "<a href=/javascript:/>": False,
    "<a href=/journal/>": False,
}


@pytest.mark.parametrize("page", RUN_FROM_ADDRESSES)
def test_an_address_that_runs_code_is_noticed(page: str) -> None:
    assert scan_page(page.encode()).has_script_addresses is RUN_FROM_ADDRESSES[page]


X = "https://x.example"
ASKED = {
    f"<img src={X}/a.jpg>": {("img-src", X)},
    f"<IMG ALT='>' SRC = '{X}/a.jpg'>": {("img-src", X)},
    "<img src='HTTPS://X.Example/a.jpg'>": {("img-src", X)},
    "<img src='https&colon;//x&period;example/a.jpg'>": {("img-src", X)},
    "<img src=' ht\ntps:\\\\x.example\\a'>": {("img-src", X)},
    "<img src=//x.example/a.jpg>": {("img-src", "x.example")},
    "<img src=https://me:pass@x.example:8443/a>": {("img-src", "https://x.example:8443")},
    "<img src=https://bücher.example/a>": {("img-src", "https://xn--bcher-kva.example")},
    "<img src='https://[::1]/a'>": {("img-src", "https:")},
    "<img src='https://x.example;evil/'>": {("img-src", "https:")},
    "<img src='https:// script-src/'>": {("img-src", "https:")},
    "<img src=/a.jpg>": set(),
    "<img src=a/b:c//d.jpg>": set(),
    f"<img srcset='/a.jpg 1x,{X}/b.jpg 2x'>": {("img-src", X)},
    f"<picture><source srcset='{X}/b.avif'><img src=/a></picture>": {("img-src", X)},
    f"<audio src={X}/a.mp3></audio>": {("media-src", X)},
    f"<audio><source src={X}/a.mp3></audio>": {("media-src", X)},
    f"<video poster={X}/a.jpg><track src={X}/a.vtt>": {("img-src", X), ("media-src", X)},
    f"<form action={X}/f><button formaction=https://y.example>": {
        ("form-action", X),
        ("form-action", "https://y.example"),
    },
    "<form action='mailto:a@b.example'>": {("form-action", "mailto:")},
    f"<iframe src={X}/e>": {("frame-src", X)},
    "<iframe src=app://x.example/e>": {("frame-src", "app:")},
    f"<iframe srcdoc=\"<img src='{X}/a'>\">": {("img-src", X)},
    f"<iframe><img src={X}/a></iframe>": set(),
    "<iframe src=https://youtu.be/x>": {
        ("frame-src", "https://youtu.be"),
        ("frame-src", "https://www.youtube.com"),
    },
    f"<object data={X}/a.pdf>": {("object-src", X), ("frame-src", X)},
    "<object data=/a.pdf>": {("object-src", "'self'")},
    f"<link rel='shortcut ICON' href={X}/a.ico>": {("img-src", X)},
    f"<link rel=preload as=font href={X}/a.woff2>": {("font-src", X)},
    f"<link rel=canonical href={X}/>": set(),
    "<link rel=stylesheet href=https://fonts.googleapis.com/css>": {
        ("style-src", "https://fonts.googleapis.com"),
        ("font-src", "https://fonts.gstatic.com"),
    },
    f"<p style='background:url({X}/a.jpg)'>": {("img-src", X), ("font-src", X)},
    f'<style>a{{background:URL( "{X}/a.jpg" )}}</style>': {("img-src", X), ("font-src", X)},
    "<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>": {
        ("img-src", "data:"),
        ("font-src", "data:"),
    },
    f"<svg><image xlink:href='{X}/a.png'/></svg>": {("img-src", X)},
    f"<a href={X}/>": set(),
    f"<a href={X} ping={X}/p>": {("connect-src", X)},
    f"<!-- <img src={X}/a> -->": set(),
}


@pytest.mark.parametrize("page", ASKED)
def test_what_a_page_loads_from_elsewhere_is_noticed(page: str) -> None:
    assert sources(page) == ASKED[page]


GUESTS = {
    "<script src=https://giscus.app/client.js async></script>": {
        "script-src": ["https://giscus.app"],
        "frame-src": ["https://giscus.app"],
        "style-src": ["https://giscus.app", "'unsafe-inline'"],
    },
    "<script src=https://utteranc.es/client.js repo=a/b></script>": {
        "script-src": ["https://utteranc.es"],
        "frame-src": ["https://utteranc.es"],
        "style-src": ["https://utteranc.es", "'unsafe-inline'"],
    },
    "<script src=//isso.example/js/embed.min.js data-isso='//isso.example/'></script>": {
        "script-src": ["isso.example"],
        "style-src": ["isso.example", "'unsafe-inline'"],
        "connect-src": ["isso.example"],
        "img-src": ["isso.example"],
    },
    # A template holds it until the reader comes near.
    "<template><script src=https://i.example/js/embed.min.js data-isso='https://i.example/'>"
    "</script></template>": {
        "script-src": ["https://i.example"],
        "style-src": ["https://i.example", "'unsafe-inline'"],
        "connect-src": ["https://i.example"],
    },
    "<script type=module src=https://r.example/web/embed.mjs></script>": {
        "script-src": ["https://r.example"],
        "frame-src": ["https://r.example"],
        "connect-src": ["https://r.example"],
    },
    "<script data-goatcounter=https://me.goatcounter.com/ src=//gc.zgo.at/count.js></script>": {
        "script-src": ["https://gc.zgo.at"],
        "connect-src": ["https://me.goatcounter.com"],
        "img-src": ["https:"],
        "style-src": ["'self'"],
    },
    "<script data-domain=a.example src=https://stats.example/js/script.js></script>": {
        "script-src": ["https://stats.example"],
        "connect-src": ["https://stats.example"],
    },
    "<script src=https://static.cloudflareinsights.com/beacon.min.js></script>": {
        "script-src": ["https://static.cloudflareinsights.com"],
        "connect-src": ["https://cloudflareinsights.com"],
    },
}


@pytest.mark.parametrize("page", GUESTS)
def test_a_provider_may_do_what_it_needs_and_no_more(page: str) -> None:
    found = policy(page)
    for name, expected in GUESTS[page].items():
        assert set(expected) <= set(directive(found, name)), name
    assert "https:" not in directive(found, "script-src")
    assert "'unsafe-inline'" not in directive(found, "script-src")
    assert found.notes == ()


STRANGERS = (
    "<script src=https://cdn.example/x.js></script>",
    "<script>var u = '//cdn.example/'; load(u + 'matomo.js')</script>",
    '<script>s.src = "https://cdn.example/embed.js"</script>',
    '<script>s.src = "https:\\/\\/cdn.example\\/embed.js"</script>',
    "<button onclick=\"import('https://cdn.example/x.js')\">",
)


@pytest.mark.parametrize("page", STRANGERS)
def test_a_script_that_nobody_knows_may_load_what_it_likes(page: str) -> None:
    found = policy(page)
    for name in ("script-src", "connect-src", "img-src", "frame-src", "font-src"):
        assert "https:" in directive(found, name), name
    assert "'unsafe-inline'" in directive(found, "style-src")
    assert "'unsafe-inline'" not in directive(found, "script-src")
    assert len(found.notes) == 1
    assert "cdn.example" in found.notes[0]


def test_a_tag_manager_may_write_scripts_into_the_page() -> None:
    found = policy("<script src=https://www.googletagmanager.com/gtag/js></script><script>g()")
    assert "'unsafe-inline'" in directive(found, "script-src")
    assert "sha256" not in " ".join(directive(found, "script-src"))


def test_the_site_is_no_stranger_to_itself() -> None:
    page = "<script>f({'url': 'https://blog.example/2016/'})</script><img src=//blog.example/a>"
    found = policy(page, origin="https://blog.example")
    assert found.notes == ()
    assert "https:" not in found.text
    assert directive(found, "script-src") == [
        "'self'",
        digest("f({'url': 'https://blog.example/2016/'})"),
    ]


def test_a_namespace_is_no_address() -> None:
    assert policy("<script>n('http://www.w3.org/2000/svg')</script>").notes == ()


def test_a_plain_page_has_the_strictest_policy() -> None:
    found = policy("<style>a{}</style><script>f()</script><p>Words</p>")
    assert found.text == (
        f"default-src 'self'; script-src 'self' {digest('f()')}; "
        f"style-src 'self' {digest('a{}')}; img-src 'self' data:; frame-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    assert found.notes == ()


def test_all_pages_have_one_policy_in_any_order() -> None:
    pages = [scan_page(f"<style>a{{order:{n}}}</style>".encode()) for n in range(9)]
    found = policy_of(pages)
    assert found == policy_of(iter([*reversed(pages), *pages]))
    assert len(directive(found, "style-src")) == 10


def test_attributes_of_styles_leave_style_elements_to_their_hashes() -> None:
    found = policy("<style>a{}</style><p style=color:red>")
    assert directive(found, "style-src") == ["'self'", "'unsafe-inline'"]
    assert directive(found, "style-src-elem") == ["'self'", digest("a{}")]
    assert directive(found, "style-src-attr") == ["'unsafe-inline'"]


def test_handlers_are_allowed_by_their_hashes() -> None:
    found = policy("<script>f()</script><p onclick=g()>")
    expected = ["'self'", digest("f()"), "'unsafe-hashes'", digest("g()")]
    assert directive(found, "script-src") == expected


def test_no_hash_stands_beside_a_word_that_it_would_switch_off() -> None:
    found = policy("<script>f()</script><p onclick=g()><a href=javascript:f()>")
    assert directive(found, "script-src") == ["'self'", "'unsafe-inline'"]
    assert found.notes


def test_what_hosts_send_on_to_others_is_allowed() -> None:
    found = policy(f"<img src={X}/a><audio src=http://p.example/a.mp3></audio><form action={X}>")
    assert directive(found, "img-src") == ["'self'", "data:", "https:"]
    assert directive(found, "media-src") == ["'self'", "http:", "https:"]
    assert directive(found, "form-action") == ["'self'", "https:"]


def test_a_policy_that_grows_too_long_gives_way_where_it_costs_least() -> None:
    styles = "".join(f"<style>a{{order:{n}}}</style>" for n in range(40))
    found = policy(f"{styles}<script>f()</script><p style=color:red>")
    assert directive(found, "style-src") == ["'self'", "'unsafe-inline'"]
    assert directive(found, "style-src-elem") == directive(found, "style-src-attr") == []
    assert digest("f()") in directive(found, "script-src")
    assert len(found.notes) == 1

    scripts = "".join(f"<script>f({n})</script>" for n in range(40))
    found = policy(f"{styles}{scripts}")
    assert directive(found, "script-src") == ["'self'", "'unsafe-inline'"]
    assert len(found.notes) == 2

    frames = "".join(f"<iframe src=https://{'a' * n}.example/></iframe>" for n in range(1, 60))
    found = policy(f"{frames}<script>f()</script><style>a{{}}</style>")
    assert directive(found, "frame-src") == ["'self'", "https:"]
    assert digest("f()") in directive(found, "script-src")
    assert len(found.text) <= LONGEST


def test_what_lasts_names_nothing_that_the_next_post_may_change() -> None:
    found = lasting_policy(policy("<style>a{}</style>"))
    assert found.text == "base-uri 'self'; frame-ancestors 'self'"


def test_an_old_page_is_read_in_its_own_signs() -> None:
    page = "<meta charset=iso-8859-1><style>a::after{content:'é“'}</style>"
    assert scan_page(page.encode("cp1252")).styles == {digest("a::after{content:'é“'}")}
    assert scan_page("\ufeff<style>é</style>".encode()).styles == {digest("é")}


def test_files_beside_pages_are_read_too() -> None:
    assert scan_style(b"@import url(https://x.example/a.css);").sources >= {Need("style-src", X)}
    assert scan_script(b"new Function('a')").sources == {Need("script-src", "'unsafe-eval'")}
    assert scan_script(b"WebAssembly.instantiate(a)").sources == {
        Need("script-src", "'wasm-unsafe-eval'")
    }
    assert scan_file("media/a.jpg", b"<style>a{}</style>") == PageNeeds()
    assert scan_file("A.HTML", b"<style>a{}</style>").styles == {digest("a{}")}
    assert scan_file("chart.svg", b"<svg><style>a{}</style></svg>").styles == {digest("a{}")}


PIECES = (
    *("<style>", "</style>", "<script>", "</script>", "<!--", "-->", "--!>", "<!-->"),
    *("<title>", "</title>", "<textarea>", "</textarea>", "<p title='", "'>", '"', ">"),
    *("<![CDATA[", "]]>", "<p style=a>", "<p onclick=f()>"),
    *("<script type=module>", "<script src=a>", "<xmp>", "</xmp>", "<!doctype html>", "</"),
    *("a{}", "f()", " ", "\n", "=", "<", "&amp;", "é", "</p>", "<?php", "<a b=c d>"),
    *("<div/", "<style/>", "\r", "/"),
)
FOREIGN = ("<svg>", "</svg>", "<svg/>", "<math>", "<foreignObject>", "</foreignObject>")


def pages_of(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=14).map("".join)


@given(st.binary() | st.text().map(str.encode) | pages_of(*PIECES, *FOREIGN).map(str.encode))
@example(b"<script><!--<script>")
@example(b"<p a='" * 200)
@example(b"<!--" * 500)
@example(b"<iframe srcdoc='<iframe srcdoc=&quot;" * 50)
@example(b"<meta charset=base64><meta charset=idna>")
@example(b"<meta charset=punycode>\xff<p>")
@example(b"<img src='https://" + b"a." * 200 + "ü".encode() + b"/'>")
@example("<img src='https://x\ufffe..ü/'>".encode())
def test_no_page_however_broken_makes_the_scanner_fail(page: bytes) -> None:
    found = policy_of([scan_page(page), scan_style(page), scan_script(page)])
    assert "\n" not in found.text
    assert len(found.text) <= LONGEST


def elements_of(page: str, name: str) -> Iterator[Any]:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    return (element for element in tree.iter() if str(element.tag).rpartition("}")[2] == name)


@given(pages_of(*PIECES))
def test_every_style_and_script_that_a_parser_sees_is_allowed(page: str) -> None:
    found = scan_page(page.encode())
    styles = {digest("".join(each.itertext())) for each in elements_of(page, "style")}
    assert styles <= found.styles
    scripts = {
        digest("".join(each.itertext()))
        for each in elements_of(page, "script")
        if "src" not in each.attrib and "".join(each.itertext())
    }
    # A script that never ends is in the tree, and is not run.
    if page.lower().rpartition("<script")[2].count("</script>"):
        assert scripts <= found.scripts
