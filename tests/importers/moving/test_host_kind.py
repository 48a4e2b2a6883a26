"""Which host a blog leaves is told from the addresses of its export."""

import pytest

from ssg.importers.moving.host_kind import HostKind, is_same_host, kind_of_host
from ssg.model.export import Host

PLATFORM = ("http://wordpress.com/", "http://wordpress.com/")


@pytest.mark.parametrize(
    ("urls", "generator", "kind"),
    [
        (("https://x.wordpress.com",), "http://wordpress.com/", HostKind.WORDPRESS_COM),
        (("http://X.WordPress.com/", PLATFORM[0]), "", HostKind.WORDPRESS_COM),
        ((PLATFORM[0], "https://x.wordpress.com"), "", HostKind.WORDPRESS_COM),
        (
            ("https://x.files.wordpress.com", "https://x.wordpress.com"),
            "",
            HostKind.WORDPRESS_COM,
        ),
        (
            ("https://blog.example", PLATFORM[0]),
            PLATFORM[1],
            HostKind.WORDPRESS_COM_OWN_DOMAIN,
        ),
        (("https://blog.example",), PLATFORM[1], HostKind.WORDPRESS_COM_OWN_DOMAIN),
        (
            ("https://blog.example", "https://x.wpcomstaging.com"),
            "https://wordpress.org/?v=6.8",
            HostKind.WORDPRESS_COM_OWN_DOMAIN,
        ),
        (
            ("https://blog.example",),
            "https://wordpress.org/?v=6.8",
            HostKind.WORDPRESS_SELF_HOSTED,
        ),
        (("https://notwordpress.com",), "", HostKind.WORDPRESS_SELF_HOSTED),
        ((), "", HostKind.WORDPRESS_SELF_HOSTED),
        (("http://[broken",), "", HostKind.WORDPRESS_SELF_HOSTED),
    ],
)
def test_the_host_of_a_wordpress_blog_is_told(
    urls: tuple[str, ...], generator: str, kind: HostKind
) -> None:
    assert kind_of_host(Host.WORDPRESS, urls, generator) is kind


@pytest.mark.parametrize(
    ("urls", "kind"),
    [
        (("http://x.blogspot.com/",), HostKind.BLOGSPOT),
        (("http://x.blogspot.co.uk/",), HostKind.BLOGSPOT),
        ((), HostKind.BLOGSPOT),
        (("https://blog.example", "http://x.blogspot.com/"), HostKind.BLOGGER_OWN_DOMAIN),
    ],
)
def test_the_host_of_a_blogger_blog_is_told(urls: tuple[str, ...], kind: HostKind) -> None:
    assert kind_of_host(Host.BLOGGER, urls) is kind


def test_a_host_for_pictures_gives_wordpress_com_away() -> None:
    urls, pictures = ["https://blog.example"], ["https://x.files.wordpress.com/2016/10/a.jpg"]
    kind = kind_of_host(Host.WORDPRESS, urls, "", pictures)
    assert kind is HostKind.WORDPRESS_COM_OWN_DOMAIN


def test_two_addresses_of_one_host_are_told_from_those_of_two() -> None:
    assert is_same_host("http://www.blog.example/a/", "https://blog.example")
    assert not is_same_host("https://blog.example", "https://new.example")
