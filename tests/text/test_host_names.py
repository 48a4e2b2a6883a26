"""Names of hosts are asked for in ASCII, as browsers spell them."""

import pytest

from ssg.text.addresses import within_site
from ssg.text.host_names import ascii_host
from ssg.text.web_addresses import asked_address


@pytest.mark.parametrize(
    ("host", "spelled"),
    [
        ("example.org", "example.org"),
        ("Bücher.Example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("bücher。example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_host_is_spelled_as_browsers_ask_for_it(host: str, spelled: str) -> None:
    assert ascii_host(host) == spelled


@pytest.mark.parametrize("host", ["ü" * 63, "ß" + "ü" * 63 + ".example", "a..ü"])
def test_what_is_the_name_of_no_host_is_refused(host: str) -> None:
    with pytest.raises(UnicodeError):
        ascii_host(host)


def test_a_link_is_asked_for_at_its_own_host_and_not_at_one_that_sounds_alike() -> None:
    assert asked_address("https://straße.example/") == "https://xn--strae-oqa.example/"


def test_an_address_of_the_site_is_known_in_both_spellings_of_its_host() -> None:
    for url in ("https://bücher.example/x/", "https://xn--bcher-kva.example/x/"):
        for address in ("https://bücher.example/x/a/", "https://xn--bcher-kva.example/x/a/"):
            assert within_site(address, url) == "/a/"
    assert within_site("https://bucher.example/x/a/", "https://bücher.example/x/") is None
