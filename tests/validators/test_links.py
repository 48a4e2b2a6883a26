"""Addresses of the demo blog: everything it names is there, and nothing comes from elsewhere."""

from xml.etree import ElementTree as ET

from tests.validators.reading import BuiltSite, broken_links, foreign_requests

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_internal_link_and_anchor_leads_somewhere(demo_site: BuiltSite) -> None:
    assert len(demo_site.reading_pages) > 20
    assert broken_links(demo_site) == []


def test_no_page_requests_another_host(demo_site: BuiltSite) -> None:
    assert foreign_requests(demo_site) == []


def test_every_address_of_the_sitemap_is_a_page_to_read(demo_site: BuiltSite) -> None:
    tree = ET.parse(demo_site.folder / "sitemap.xml")  # noqa: S314 - our own output
    addresses = [place.text or "" for place in tree.iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses)) > 20
    served = {address: demo_site.served_by(address) for address in addresses}
    assert [
        address for address, path in served.items() if path not in demo_site.reading_pages
    ] == []


def test_every_post_is_in_the_sitemap_or_unlisted(demo_site: BuiltSite) -> None:
    sitemap = (demo_site.folder / "sitemap.xml").read_text("utf-8")
    missing = [
        path
        for path, page in demo_site.posts.items()
        if demo_site.address(path) not in sitemap and "noindex" not in page.text
    ]
    assert missing == []
